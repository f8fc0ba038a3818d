//! A purchase from the order to the grant, and recovery.

use std::cell::Cell;

use js_sys::{Array, Promise};

use crate::backend::{
    Made, Order, Status, acknowledge, ask_lease, ask_open, ask_order, ask_player, ask_status, report,
};
use crate::host::{HostError, Method, answer, begin, call, get};
use crate::journal::{self, Entry};
use crate::world::{TIME_IS_UP, now, random_key, sleep, timer};
use crate::{Error, Item, add};

const POLL: i32 = 1_500;
const PANEL: f64 = 600_000.0;
const CONFIRM: f64 = 30_000.0;
pub(crate) const OLDEST_ORDER: f64 = 900_000.0;
const ATTEMPTS: u32 = 3;

thread_local! {
    static BUSY: Cell<bool> = const { Cell::new(false) };
    static CLAIMANT: String = random_key();
}

/// Frees the shop when a purchase ends, however it ends.
pub(crate) struct Busy;

impl Busy {
    pub(crate) fn begin() -> Result<Self, Error> {
        if BUSY.replace(true) { Err(Error::Busy) } else { Ok(Self) }
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        BUSY.set(false);
    }
}

/// Writes a function that sells one item: one after another, each step.
macro_rules! purchase_of {
    ($name:ident($($item:ident)?), $what:expr) => {
        pub(crate) async fn $name($($item: &$crate::Item)?) -> Result<(), $crate::Error> {
            use $crate::flow::{Busy, OLDEST_ORDER, confirm, grant, order, pay, top_up};
            let item: &$crate::Item = $what;
            let _busy = Busy::begin()?;
            if !$crate::host::Method::Pay.is_there() {
                return Err($crate::Error::NoHost);
            }
            let begin = $crate::world::now();
            let (entry, is_paid) = order(item).await?;
            if is_paid {
                return grant(entry).await;
            }
            let topped_up = top_up(item, &entry.player).await;
            let too_old = $crate::world::now() - begin > OLDEST_ORDER;
            if topped_up.is_err() || too_old {
                $crate::backend::report(&entry.order, "never paid");
                return topped_up.and(Err($crate::Error::Unknown));
            }
            let panel = pay(&entry.order).await;
            confirm(&entry.order, panel).await?;
            grant(entry).await
        }
    };
    ($name:ident, $item:expr) => {
        purchase_of!($name(), &{ $item });
    };
}

#[cfg(not(feature = "copies"))]
purchase_of!(purchase(item), item);

/// The key on record, then the order, then its id on record. A repeat of the key is safe. An earlier order that is paid by now
/// is as good as a new one.
pub(crate) async fn order(item: &Item) -> Result<(Entry, bool), Error> {
    let (player, key) = (ask_player().await?, random_key());
    let mut entry = Entry { key, player, sku: item.sku.to_owned(), order: String::new(), delivered: false };
    journal::put(&entry)?;
    let mut attempt = 1;
    let mut settled = false;
    let refused = loop {
        match ask_order(item, &entry.key).await {
            Ok(Made::Order(id)) => {
                entry.order = id;
                journal::put(&entry)?;
                return Ok((entry, false));
            }
            Ok(Made::Earlier(orders)) if !settled => {
                if let Some(paid) = paid_of(orders).await {
                    journal::forget(&entry.key);
                    return Ok((Entry { key: paid.key, order: paid.id, ..entry }, true));
                }
                settled = true;
            }
            Ok(Made::Earlier(_)) => break Error::EarlierOpen,
            Ok(Made::Refused(error)) => break error,
            Err(error) if attempt == ATTEMPTS => return Err(error),
            Err(_) => {
                attempt += 1;
                sleep(POLL).await;
            }
        }
    };
    journal::forget(&entry.key);
    Err(refused)
}

/// The one that is paid by now, of earlier orders.
async fn paid_of(earlier: Vec<Order>) -> Option<Order> {
    for order in earlier {
        if let Ok(Status::Paid) = ask_status(&order.id).await {
            return Some(order);
        }
    }
    None
}

/// Where the host has the calls and wants them, and the wallet is short. At most once.
pub(crate) async fn top_up(item: &Item, player: &str) -> Result<(), Error> {
    let is_wanted = Method::CheckBalance.is_wanted_before_pay() && Method::Recharge.is_wanted_before_pay();
    let Some(tier) = item.tier.filter(|_| is_wanted) else { return Ok(()) };
    if has_enough(item).await? {
        return Ok(());
    }
    let key = ["top-up ", player].concat();
    let note = Entry { key, player: player.to_owned(), sku: tier.to_owned(), order: String::new(), delivered: false };
    journal::put(&note)?;
    let outcome = call(Method::Recharge, &[("tier_id", tier.into())]).await;
    if let Err(HostError::Cancelled) = outcome {
        journal::forget(&note.key);
        return Err(Error::Cancelled);
    }
    if has_enough(item).await? {
        journal::forget(&note.key);
        return Ok(());
    }
    outcome.map_err(Error::from).and(Err(Error::TopUpMissing))
}

async fn has_enough(item: &Item) -> Result<bool, Error> {
    let options = [("type", "BEANS".into()), ("amount", item.beans.into())];
    let balance = call(Method::CheckBalance, &options).await?;
    get(&balance, "is_sufficient").as_bool().ok_or_else(|| Error::Refused("checkBalance answered nonsense".to_owned()))
}

/// Opens the panel, and asks the backend all the while: the panel may never answer.
pub(crate) async fn pay(order: &str) -> Result<(), Error> {
    let panel = begin(Method::Pay, &[("trade_order_id", order.into())])?;
    let until = now() + PANEL;
    let outcome = loop {
        let first = answer(Promise::race(&Array::of2(&panel, &timer(POLL)))).await;
        match first {
            Ok(answer) if answer.as_string().as_deref() == Some(TIME_IS_UP) => {}
            Ok(_) => break Ok(()),
            Err(error) => break Err(error.into()),
        }
        if let Ok(Status::Paid | Status::Granted) = ask_status(order).await {
            return Ok(());
        }
        if now() > until {
            break Err(Error::Unknown);
        }
    };
    report(
        order,
        match outcome {
            Ok(()) => "succeeded",
            Err(Error::Cancelled) => "cancelled",
            Err(Error::Unknown) => "no answer",
            Err(_) => "failed",
        },
    );
    outcome
}

/// Only the backend knows whether the order is paid.
pub(crate) async fn confirm(order: &str, panel: Result<(), Error>) -> Result<(), Error> {
    let until = now() + CONFIRM;
    loop {
        let status = ask_status(order).await;
        match (status, &panel) {
            (Ok(Status::Paid | Status::Granted), _) => return Ok(()),
            (Ok(Status::Refunded), _) => return Err(Error::Refused("it was paid back".to_owned())),
            (_, Err(Error::Cancelled | Error::Unknown)) | (Ok(Status::Pending), Err(_)) => return panel,
            _ if now() > until => return panel.and(Err(Error::Unknown)),
            _ => sleep(POLL).await,
        }
    }
}

/// Gives the item under a lease, and tells the backend.
pub(crate) async fn grant(mut entry: Entry) -> Result<(), Error> {
    let claimant = CLAIMANT.with(String::clone);
    match ask_lease(&entry.order, &claimant).await?.as_str() {
        "mine" => {
            if !entry.delivered {
                add(&entry.sku, &entry.order).map_err(|_| Error::NotSaved)?;
                entry.delivered = true;
                journal::put(&entry)?;
            }
            for _ in 0..ATTEMPTS {
                if acknowledge(&entry.order, &claimant).await.is_ok() {
                    journal::forget(&entry.key);
                    break;
                }
            }
            Ok(())
        }
        "granted" => {
            journal::forget(&entry.key);
            Ok(())
        }
        _ => Err(Error::NotSaved),
    }
}

/// Finds what a reload left behind, at the backend and in the journal.
pub(crate) async fn recover() -> Result<(), Error> {
    let player = ask_player().await?;
    let open = ask_open().await?;
    let mut known = journal::entries()?;
    known.retain(|entry| entry.player == player);
    for order in open {
        let at = known.iter().position(|entry| entry.order == order.id);
        let delivered = at.is_some_and(|at| known.swap_remove(at).delivered);
        if order.paid {
            let player = player.clone();
            grant(Entry { key: order.key, player, sku: order.sku, order: order.id, delivered }).await?;
        }
    }
    for entry in known {
        if entry.order.is_empty() {
            journal::forget(&entry.key);
            continue;
        }
        match ask_status(&entry.order).await {
            Ok(Status::Paid) => grant(entry).await?,
            Ok(Status::Granted | Status::Refunded) => journal::forget(&entry.key),
            Ok(Status::Pending) | Err(_) => {}
        }
    }
    Ok(())
}
