//! One order in the books, and the books as text: a line for an order, its fields parted by spaces.

use core::fmt::Write;
use core::time::Duration;

use purchasable::{Claimant, Order, OrderKey, OrderStatus, TradeOrderId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub id: TradeOrderId,
    pub key: OrderKey,
    pub sku: String,
    pub status: OrderStatus,
    pub payload: Vec<u8>,
    /// Since the Unix epoch, like every time here; whole milliseconds are kept.
    pub created: Duration,
    pub lease: Option<Lease>,
}

/// The right of one running game to grant the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    pub claimant: Claimant,
    pub until: Duration,
}

impl Record {
    pub fn to_order(&self) -> Order {
        Order::new(self.id.clone(), self.key.clone(), &*self.sku, self.status).with_payload(&*self.payload)
    }
}

pub fn to_text(records: &[Record]) -> String {
    let mut text = String::new();
    for Record { id, key, sku, status, payload, created, lease } in records {
        let lease = match lease {
            Some(Lease { claimant, until }) => format!("{claimant}@{}", until.as_millis()),
            None => NOTHING.to_owned(),
        };
        let (created, payload) = (created.as_millis(), to_hex(payload));
        let _ = writeln!(text, "{id} {key} {sku} {} {created} {payload} {lease}", status_name(*status));
    }
    text
}

/// The records, or the first line that is none.
pub fn parse(text: &str) -> Result<Vec<Record>, &str> {
    text.lines().map(|line| parse_line(line).ok_or(line)).collect()
}

const NOTHING: &str = "-";

const STATUSES: [(OrderStatus, &str); 5] = [
    (OrderStatus::Pending, "pending"),
    (OrderStatus::Paid, "paid"),
    (OrderStatus::Granted, "granted"),
    (OrderStatus::Closed, "closed"),
    (OrderStatus::Refunded, "refunded"),
];

fn parse_line(line: &str) -> Option<Record> {
    let fields: Vec<_> = line.split(' ').collect();
    let [id, key, sku, status, created, payload, lease] = fields[..] else { return None };
    Some(Record {
        id: TradeOrderId::from(id),
        key: OrderKey::from(key),
        sku: sku.to_owned(),
        status: STATUSES.iter().find(|(_, name)| *name == status)?.0,
        payload: from_hex(payload)?,
        created: millis(created)?,
        lease: if lease == NOTHING { None } else { Some(parse_lease(lease)?) },
    })
}

fn parse_lease(text: &str) -> Option<Lease> {
    let (claimant, until) = text.split_once('@')?;
    Some(Lease { claimant: Claimant::from(claimant), until: millis(until)? })
}

fn millis(text: &str) -> Option<Duration> {
    text.parse().ok().map(Duration::from_millis)
}

fn status_name(status: OrderStatus) -> &'static str {
    STATUSES.iter().find(|(known, _)| *known == status).map_or("pending", |(_, name)| name)
}

fn to_hex(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return NOTHING.to_owned();
    }
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if text == NOTHING {
        return Some(Vec::new());
    }
    let pair = |at| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    (0..text.len()).step_by(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn books_survive_a_reload() {
        let record = |status, payload: &[u8], lease| Record {
            id: TradeOrderId::from("TOID1"),
            key: OrderKey::from("a-key"),
            sku: "bombs.few".to_owned(),
            status,
            payload: payload.to_vec(),
            created: Duration::from_millis(1234),
            lease,
        };
        let lease = Lease { claimant: Claimant::from("a-tab"), until: Duration::from_secs(5) };
        let mut records = vec![record(OrderStatus::Paid, &[0, 255], Some(lease))];
        records.extend(STATUSES.map(|(status, _)| record(status, &[], None)));
        assert_eq!(parse(&to_text(&records)), Ok(records));
    }

    #[test]
    fn a_damaged_line_is_told_and_not_skipped() {
        assert_eq!(parse("TOID1 what"), Err("TOID1 what"));
    }
}
