//! Whatever host, backend and journal answer, and in whatever order: a purchase pays at most once, and never before it is on
//! record.

use std::time::Duration;

use arbitrary::{Result, Unstructured};
use purchasable::flow::{Command, Event, Flow, OnRecord, Plan, Record, Ticket};
use purchasable::{
    Answer, AnyAnswer, Beans, Call, Charged, Created, HostAnswer, HostError, HostErrorKind, Inventory, JournalError,
    Order, OrderKey, OrderStatus, OrdersAnswer, OrdersError, OrdersErrorKind, PlayerTag, Purchasable, TierId,
    TradeOrderId, purchasable,
};

#[purchasable(beans = 500, tier = "tier")]
struct SteelSword;

const KEY: &str = "key";

/// Has the bytes answer a purchase.
///
/// # Panics
///
/// When the purchase does what it must not.
pub fn host_answers(data: &[u8]) {
    // Where the bytes end, the story does.
    let _ = play(&mut Unstructured::new(data));
}

fn play(bytes: &mut Unstructured<'_>) -> Result<()> {
    let plan = Plan {
        item: SteelSword::ITEM,
        key: OrderKey::from(KEY),
        top_up: bytes.arbitrary::<bool>()?.then_some(TierId("tier")),
        inventory: if bytes.arbitrary()? { Inventory::Client } else { Inventory::Backend },
        orphans: vec![OrderKey::from("orphan")],
        timing: purchasable::Timing::default(),
    };
    let mut watch = Watch::new(Flow::new(plan, Duration::ZERO));
    watch.carry_out(bytes)?;
    while !bytes.is_empty() {
        let event = event(bytes, &watch.tickets)?;
        if let Event::Tick = event {
            watch.now += Duration::from_millis(bytes.int_in_range(0..=700_000)?);
        }
        watch.feed(event);
        watch.carry_out(bytes)?;
    }
    Ok(())
}

/// A flow, and what it has done so far.
struct Watch {
    flow: Flow,
    now: Duration,
    /// Of every question, the last one last.
    tickets: Vec<Ticket>,
    on_record: Vec<TradeOrderId>,
    paid: Vec<TradeOrderId>,
    recharged: usize,
    told_paid: bool,
    told_unavailable: bool,
    /// Nobody waits for the receipt any more.
    stopped: bool,
}

impl Watch {
    fn new(flow: Flow) -> Self {
        Self {
            flow,
            now: Duration::ZERO,
            tickets: Vec::new(),
            on_record: Vec::new(),
            paid: Vec::new(),
            recharged: 0,
            told_paid: false,
            told_unavailable: false,
            stopped: false,
        }
    }

    fn feed(&mut self, event: Event) {
        match &event {
            Event::Answered(_, AnyAnswer::Status(Ok(OrderStatus::Paid | OrderStatus::Granted))) => {
                self.told_paid = true;
            }
            Event::Answered(_, AnyAnswer::Host(Err(error))) if error.kind == HostErrorKind::Unavailable => {
                self.told_unavailable = true;
            }
            Event::Stop | Event::Abandon => self.stopped = true,
            _ => {}
        }
        self.flow.handle(event, self.now);
    }

    /// Carries out what the flow wants, and lets the bytes say what the journal answers.
    fn carry_out(&mut self, bytes: &mut Unstructured<'_>) -> Result<()> {
        for command in self.flow.take_commands() {
            self.see(&command);
            if let Command::Write(record) = command {
                let written = written(bytes)?;
                if let (Record::Order(order), Ok(_)) = (record, &written) {
                    self.on_record.push(order);
                }
                self.feed(Event::Written(written));
                self.carry_out(bytes)?;
            }
        }
        self.check();
        Ok(())
    }

    fn see(&mut self, command: &Command) {
        match command {
            Command::Call(_, Call::Pay(order)) => {
                assert!(self.on_record.contains(order), "{order} is paid and not on record");
                assert!(self.paid.is_empty(), "a second panel is opened");
                assert!(!self.stopped, "a panel is opened that nobody waits for");
                self.paid.push(order.clone());
            }
            Command::Call(_, Call::Recharge(_)) => {
                self.recharged += 1;
                assert_eq!(self.recharged, 1, "a second top-up");
                assert!(!self.stopped, "a top-up that nobody waits for");
            }
            _ => {}
        }
        if let Command::Identify(ticket)
        | Command::Call(ticket, _)
        | Command::Create(ticket)
        | Command::AskStatus(ticket, _) = command
        {
            self.tickets.push(*ticket);
        }
    }

    fn check(&self) {
        match self.flow.outcome() {
            None => assert!(self.flow.deadline().is_some(), "it would wait for ever: {:?}", self.flow),
            Some(Ok(order)) => {
                assert!(self.told_paid, "nobody has said that {} is paid", order.id());
                assert_eq!(order.sku(), SteelSword.item().sku());
            }
            Some(Err(error)) => {
                let may_have_cost = !self.paid.is_empty() || self.recharged > 0;
                let is_certain = error.charged() == Charged::No;
                assert!(!(may_have_cost && is_certain) || self.told_unavailable, "{error}, but a panel was opened");
            }
        }
    }
}

fn event(bytes: &mut Unstructured<'_>, tickets: &[Ticket]) -> Result<Event> {
    Ok(match bytes.int_in_range(0..=11)? {
        0..=6 => Event::Answered(ticket(bytes, tickets)?, answer(bytes)?),
        7..=8 => Event::Tick,
        9 => Event::Stop,
        10 => Event::Abandon,
        _ => Event::KeepWaiting,
    })
}

/// Mostly of the last question.
fn ticket(bytes: &mut Unstructured<'_>, tickets: &[Ticket]) -> Result<Ticket> {
    let back = if bytes.ratio(3, 4)? { 0 } else { bytes.int_in_range(0..=5)? };
    Ok(tickets.iter().rev().nth(back).copied().unwrap_or_default())
}

fn answer(bytes: &mut Unstructured<'_>) -> Result<AnyAnswer> {
    Ok(match bytes.int_in_range(0..=6)? {
        0 | 1 => AnyAnswer::Host(host_answer(bytes)?),
        2 => AnyAnswer::Player(orders_answer(bytes, |_| Ok(PlayerTag::from("anna")))?),
        3 | 4 => AnyAnswer::Created(orders_answer(bytes, created)?),
        5 => AnyAnswer::Status(orders_answer(bytes, status)?),
        _ => AnyAnswer::Open(orders_answer(bytes, |bytes| Ok(vec![order(bytes)?]))?),
    })
}

fn host_answer(bytes: &mut Unstructured<'_>) -> Result<HostAnswer> {
    Ok(match bytes.int_in_range(0..=4)? {
        0 | 1 => Ok(Answer::Done),
        2 => Ok(Answer::Sufficient(bytes.arbitrary()?)),
        3 => Ok(Answer::LoginCode(String::new())),
        _ => Err(HostError::new(
            *bytes.choose(&[
                HostErrorKind::Unavailable,
                HostErrorKind::Cancelled,
                HostErrorKind::Rejected,
                HostErrorKind::TimedOut,
                HostErrorKind::Malformed,
                HostErrorKind::Threw,
                HostErrorKind::NoAnswer,
            ])?,
            "no",
        )),
    })
}

fn orders_answer<T>(
    bytes: &mut Unstructured<'_>,
    good: impl FnOnce(&mut Unstructured<'_>) -> Result<T>,
) -> Result<OrdersAnswer<T>> {
    if bytes.ratio(3, 4)? {
        return good(bytes).map(Ok);
    }
    let kinds = [
        OrdersErrorKind::LoginRequired,
        OrdersErrorKind::Unreachable,
        OrdersErrorKind::Rejected,
        OrdersErrorKind::Malformed,
    ];
    Ok(Err(OrdersError::new(*bytes.choose(&kinds)?, "no")))
}

fn created(bytes: &mut Unstructured<'_>) -> Result<Created> {
    Ok(match bytes.int_in_range(0..=5)? {
        0..=2 => Created::Order(order(bytes)?),
        3 => Created::EarlierOpen(vec![order(bytes)?; bytes.int_in_range(0..=2)?]),
        4 => Created::Owned,
        _ => Created::PriceDrift(Beans(bytes.arbitrary()?)),
    })
}

fn order(bytes: &mut Unstructured<'_>) -> Result<Order> {
    let id = *bytes.choose(&["TOID1", "TOID2", ""])?;
    let key = *bytes.choose(&[KEY, "orphan", "another"])?;
    let sku = if bytes.ratio(7, 8)? { "steel_sword" } else { "shield" };
    Ok(Order::new(id, key, sku, status(bytes)?))
}

fn status(bytes: &mut Unstructured<'_>) -> Result<OrderStatus> {
    bytes
        .choose(&[
            OrderStatus::Pending,
            OrderStatus::Paid,
            OrderStatus::Granted,
            OrderStatus::Closed,
            OrderStatus::Refunded,
        ])
        .copied()
}

fn written(bytes: &mut Unstructured<'_>) -> Result<std::result::Result<OnRecord, JournalError>> {
    Ok(match bytes.int_in_range(0..=7)? {
        0 => Err(JournalError::new("full")),
        1 => Ok(OnRecord { unsettled_top_up: true }),
        _ => Ok(OnRecord { unsettled_top_up: false }),
    })
}
