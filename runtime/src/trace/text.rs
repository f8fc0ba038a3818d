//! A trace as text, and back.
//!
//! ```text
//! purchasable-trace 1
//! item steel_sword 500
//! top-up inside-pay
//! inventory client
//! timing 30000 600000 30000 1500 900000 3
//! orphans
//! 80 answered 1 player
//! 80 written
//! 160 answered 2 created order-1 key-1 steel_sword pending
//! 160 written
//! 560 answered 3 done
//! 640 answered 4 status paid
//! ended paid
//! ```

use core::fmt;
use core::str::{FromStr, SplitWhitespace};
use core::time::Duration;

use super::redact::journal_error;
use super::words::{HOST_ERRORS, ORDERS_ERRORS, STATUSES, value_of, word_of};
use super::{Ended, Trace, TraceError};
use crate::flow::{Event, OnRecord, Plan, Ticket, Timing};
use crate::{
    Answer, AnyAnswer, Beans, Created, HostAnswer, HostError, Inventory, Item, Order, OrderKey, OrdersAnswer,
    OrdersError, PlayerTag, TierId,
};

const HEADER: &str = "purchasable-trace 1";

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plan { item, top_up, inventory, orphans, timing, .. } = &self.plan;
        writeln!(f, "{HEADER}")?;
        writeln!(f, "item {} {}", item.sku(), item.beans().0)?;
        writeln!(f, "top-up {}", if top_up.is_some() { "before-paying" } else { "inside-pay" })?;
        writeln!(f, "inventory {}", if *inventory == Inventory::Client { "client" } else { "backend" })?;
        f.write_str("timing")?;
        for wait in timing.waits() {
            write!(f, " {}", wait.milliseconds())?;
        }
        writeln!(f, " {}", timing.create_attempts)?;
        f.write_str("orphans")?;
        orphans.iter().try_for_each(|key| write!(f, " {key}"))?;
        writeln!(f)?;
        for (at, event) in &self.events {
            write!(f, "{} ", at.as_millis())?;
            writeln!(f, "{}", EventText(event))?;
        }
        if self.is_cut {
            writeln!(f, "cut")?;
        }
        self.ended.iter().try_for_each(|ended| writeln!(f, "ended {ended}"))
    }
}

/// An event in the words of a trace.
pub(super) struct EventText<'a>(pub(super) &'a Event);

impl fmt::Display for EventText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Event::Answered(Ticket(ticket), answer) => {
                write!(f, "answered {ticket} ")?;
                write_answer(f, answer)
            }
            Event::Written(Ok(OnRecord { unsettled_top_up: false })) => f.write_str("written"),
            Event::Written(Ok(OnRecord { unsettled_top_up: true })) => f.write_str("written top-up-unsettled"),
            Event::Written(Err(error)) if error.is_unreadable() => f.write_str("not-written unreadable"),
            Event::Written(Err(_)) => f.write_str("not-written"),
            Event::Tick => f.write_str("tick"),
            Event::Stop => f.write_str("stop"),
            Event::Abandon => f.write_str("abandon"),
            Event::KeepWaiting => f.write_str("keep-waiting"),
        }
    }
}

fn write_answer(f: &mut fmt::Formatter<'_>, answer: &AnyAnswer) -> fmt::Result {
    match answer {
        AnyAnswer::Host(Ok(Answer::Done)) => f.write_str("done"),
        AnyAnswer::Host(Ok(Answer::Sufficient(true))) => f.write_str("sufficient"),
        AnyAnswer::Host(Ok(Answer::Sufficient(false))) => f.write_str("insufficient"),
        AnyAnswer::Host(Ok(_)) => f.write_str("login-code"),
        AnyAnswer::Host(Err(error)) => {
            write!(f, "host {}", word_of(HOST_ERRORS, &error.kind))?;
            error.code.iter().try_for_each(|code| write!(f, " {code}"))
        }
        AnyAnswer::Player(Ok(_)) => f.write_str("player"),
        AnyAnswer::Player(Err(error)) => write_orders_error(f, "player", error),
        AnyAnswer::Created(Ok(created)) => write_created(f, created),
        AnyAnswer::Created(Err(error)) => write_orders_error(f, "created", error),
        AnyAnswer::Status(Ok(status)) => write!(f, "status {}", word_of(STATUSES, status)),
        AnyAnswer::Status(Err(error)) => write_orders_error(f, "status", error),
        _ => Ok(()),
    }
}

fn write_created(f: &mut fmt::Formatter<'_>, created: &Created) -> fmt::Result {
    match created {
        Created::Order(order) => {
            f.write_str("created")?;
            write_order(f, order)
        }
        Created::EarlierOpen(orders) => {
            f.write_str("earlier-open")?;
            orders.iter().try_for_each(|order| write_order(f, order))
        }
        Created::Owned => f.write_str("owned"),
        Created::PriceDrift(price) => write!(f, "price-drift {}", price.0),
    }
}

fn write_order(f: &mut fmt::Formatter<'_>, order: &Order) -> fmt::Result {
    write!(f, " {} {} {} {}", order.id(), order.key(), order.sku(), word_of(STATUSES, &order.status()))
}

fn write_orders_error(f: &mut fmt::Formatter<'_>, question: &str, error: &OrdersError) -> fmt::Result {
    write!(f, "no-{question} {}", word_of(ORDERS_ERRORS, &error.kind))
}

impl FromStr for Trace {
    type Err = TraceError;

    fn from_str(text: &str) -> Result<Self, TraceError> {
        let mut lines = text.lines().enumerate();
        if lines.next().map(|(_, line)| line) != Some(HEADER) {
            return Err(TraceError(format!("this is no trace: it does not begin with `{HEADER}`")));
        }
        let mut header = |name| lines.next().and_then(|(_, line)| line.strip_prefix(name)).ok_or_else(|| missing(name));
        let plan = read_plan([
            header("item ")?,
            header("top-up ")?,
            header("inventory ")?,
            header("timing ")?,
            header("orphans")?,
        ])?;
        let mut trace = Self { plan, events: Vec::new(), is_cut: false, ended: None };
        for (at, line) in lines {
            trace.read_line(line).ok_or_else(|| TraceError(format!("line {} makes no sense: {line}", at + 1)))?;
        }
        Ok(trace)
    }
}

fn missing(name: &str) -> TraceError {
    TraceError(format!("the trace has no line `{}` where it should be", name.trim_end()))
}

fn read_plan([item, top_up, inventory, timing, orphans]: [&str; 5]) -> Result<Plan, TraceError> {
    let plan = || {
        Some(Plan {
            item: read_item(item)?,
            key: OrderKey::from("key-1"),
            top_up: match top_up {
                "before-paying" => Some(TierId("tier")),
                "inside-pay" => None,
                _ => return None,
            },
            inventory: match inventory {
                "client" => Inventory::Client,
                "backend" => Inventory::Backend,
                _ => return None,
            },
            orphans: orphans.split_whitespace().map(OrderKey::from).collect(),
            timing: read_timing(timing)?,
        })
    };
    plan().ok_or_else(|| TraceError("the first lines of the trace do not say what was to be bought".to_owned()))
}

/// A trace may be of a game whose items this program does not have, so its item is made. It is never given back: traces are
/// read a few at a time.
fn read_item(line: &str) -> Option<&'static Item> {
    let (sku, beans) = line.split_once(' ')?;
    let beans = beans.parse().ok().filter(|beans| (1..=Beans::MAX.0).contains(beans))?;
    let sku: &'static str = sku.to_owned().leak();
    Some(Box::leak(Box::new(Item::declare(sku, sku, beans))))
}

fn read_timing(line: &str) -> Option<Timing> {
    let mut numbers = line.split_whitespace();
    let mut wait = || Some(Duration::from_millis(numbers.next()?.parse().ok()?));
    let timing = Timing::default()
        .with_answer(wait()?)
        .with_panel(wait()?)
        .with_confirm(wait()?)
        .with_poll(wait()?)
        .with_order(wait()?);
    Some(timing.with_create_attempts(numbers.next()?.parse().ok()?))
}

impl Trace {
    fn read_line(&mut self, line: &str) -> Option<()> {
        if let Some(ended) = line.strip_prefix("ended ") {
            self.ended = Some(Ended(ended.to_owned()));
        } else if line == "cut" {
            self.is_cut = true;
        } else {
            let mut words = line.split_whitespace();
            let at = Duration::from_millis(words.next()?.parse().ok()?);
            self.events.push((at, read_event(&mut words)?));
            return words.next().is_none().then_some(());
        }
        Some(())
    }
}

fn read_event(words: &mut SplitWhitespace<'_>) -> Option<Event> {
    Some(match words.next()? {
        "answered" => Event::Answered(Ticket(words.next()?.parse().ok()?), read_answer(words)?),
        "written" => Event::Written(Ok(OnRecord { unsettled_top_up: words.next().is_some() })),
        "not-written" => Event::Written(Err(journal_error(words.next().is_some()))),
        "tick" => Event::Tick,
        "stop" => Event::Stop,
        "abandon" => Event::Abandon,
        "keep-waiting" => Event::KeepWaiting,
        _ => return None,
    })
}

fn read_answer(words: &mut SplitWhitespace<'_>) -> Option<AnyAnswer> {
    Some(match words.next()? {
        "done" => host(Ok(Answer::Done)),
        "sufficient" => host(Ok(Answer::Sufficient(true))),
        "insufficient" => host(Ok(Answer::Sufficient(false))),
        "login-code" => host(Ok(Answer::LoginCode(String::new()))),
        "host" => {
            let error = HostError::new(value_of(HOST_ERRORS, words.next()?)?, "");
            host(Err(match words.next() {
                Some(code) => error.with_code(code),
                None => error,
            }))
        }
        "player" => AnyAnswer::Player(Ok(PlayerTag::from("player"))),
        "no-player" => AnyAnswer::Player(read_orders_error(words)?),
        "created" => AnyAnswer::Created(Ok(Created::Order(read_order(words.next()?, words)?))),
        "earlier-open" => AnyAnswer::Created(Ok(Created::EarlierOpen(read_orders(words)?))),
        "owned" => AnyAnswer::Created(Ok(Created::Owned)),
        "price-drift" => AnyAnswer::Created(Ok(Created::PriceDrift(Beans(words.next()?.parse().ok()?)))),
        "no-created" => AnyAnswer::Created(read_orders_error(words)?),
        "status" => AnyAnswer::Status(Ok(value_of(STATUSES, words.next()?)?)),
        "no-status" => AnyAnswer::Status(read_orders_error(words)?),
        _ => return None,
    })
}

fn host(answer: HostAnswer) -> AnyAnswer {
    AnyAnswer::Host(answer)
}

fn read_orders_error<T>(words: &mut SplitWhitespace<'_>) -> Option<OrdersAnswer<T>> {
    Some(Err(OrdersError::new(value_of(ORDERS_ERRORS, words.next()?)?, "")))
}

fn read_orders(words: &mut SplitWhitespace<'_>) -> Option<Vec<Order>> {
    let mut orders = Vec::new();
    while let Some(id) = words.next() {
        orders.push(read_order(id, words)?);
    }
    Some(orders)
}

fn read_order(id: &str, words: &mut SplitWhitespace<'_>) -> Option<Order> {
    let (key, sku, status) = (words.next()?, words.next()?, words.next()?);
    Some(Order::new(id, key, sku, value_of(STATUSES, status)?))
}
