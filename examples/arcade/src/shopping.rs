//! The shop counter: buys, hands over, and finds what was left behind, a little in every frame.

mod delivery;
mod status;

use purchasable::{BoxFuture, HostError, OrdersError, PurchaseError, Reason, Recovery, Retry, Shop, Step};

use crate::errand::{self, Errand, HandOver, poll_to_end};
use crate::items::{Bombs, EXTRA_LIFE, ExtraLife, GOLDEN_HULL, GoldenHull, SHIELD, Shield};
use crate::save::Vault;
use crate::session::Session;
use crate::storage::StorageError;
use crate::words;

pub use status::Status;

/// How many levels of shield are for sale.
pub const STRONGEST_SHIELD: u8 = 3;

/// How long after a look for unsettled orders the next one is due, in seconds.
const LOOK_AGAIN: f64 = 15.0;

/// How long a panel may be open before the player is offered to stop waiting for it, in seconds.
const PATIENCE: f64 = 20.0;

/// How long it takes to notice a host that comes late, in seconds. Not every frame: the host is asked.
const NOTICE: f64 = 1.0;

pub struct Counter {
    shop: Shop,
    /// None where the backend knows who is playing without one.
    session: Option<Session>,
    has_host: bool,
    notice_at: f64,
    vault: Vault,
    status: Status,
    /// The name of what was bought last, or is being bought.
    wanted: &'static str,
    errand: Option<Box<dyn Errand>>,
    /// Where the purchase is, and since when.
    step: (Step, f64),
    hand_overs: Vec<(HandOver, Found)>,
    recovery: Option<BoxFuture<Result<Recovery, OrdersError>>>,
    refunds: Vec<BoxFuture<Result<String, StorageError>>>,
    wallet: Option<BoxFuture<Result<(), HostError>>>,
    look_at: Option<f64>,
    news: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    JustBought,
    LeftBehind,
}

impl Counter {
    /// Begins with a look for what an earlier visit left behind.
    pub fn new(shop: Shop, vault: Vault) -> Self {
        Self {
            has_host: has_host(&shop),
            notice_at: NOTICE,
            shop,
            session: None,
            vault,
            status: Status::Idle,
            wanted: "",
            errand: None,
            step: (Step::Done, 0.0),
            hand_overs: Vec::new(),
            recovery: None,
            refunds: Vec::new(),
            wallet: None,
            look_at: Some(0.0),
            news: Vec::new(),
        }
    }

    /// Asks the backend nothing before this session has begun, and begins another one when the backend wants it.
    pub fn with_session(self, session: Session) -> Self {
        Self { session: Some(session), ..self }
    }

    pub fn has_host(&self) -> bool {
        self.has_host
    }

    pub fn status(&self) -> &Status {
        &self.status
    }

    pub fn wanted(&self) -> &'static str {
        self.wanted
    }

    /// Whether a second purchase has to wait.
    pub fn is_busy(&self) -> bool {
        self.status.is_busy() || self.shop.is_busy()
    }

    /// What the player should hear and has not heard yet.
    pub fn take_news(&mut self) -> Vec<String> {
        core::mem::take(&mut self.news)
    }

    /// Begins to buy; says whether the game sells this.
    pub fn buy(&mut self, sku: &str) -> bool {
        let errand = match sku {
            SHIELD => self.next_shield().map(|shield| errand::buy(&self.shop, shield)),
            GOLDEN_HULL => Some(errand::buy(&self.shop, GoldenHull)),
            EXTRA_LIFE => Some(errand::buy(&self.shop, ExtraLife)),
            _ => Bombs::from_sku(sku).map(|bombs| errand::buy(&self.shop, bombs)),
        };
        let Some(errand) = errand else { return false };
        self.start(errand);
        true
    }

    pub fn keep_waiting(&mut self) {
        if let (Status::Unsettled { .. }, Some(errand)) = (&self.status, &mut self.errand) {
            errand.keep_waiting();
            self.status = Status::busy(errand.step(), false);
        }
    }

    /// Gives up a panel that does not answer. What became of it is asked, and found later.
    pub fn stop_waiting(&mut self) {
        if matches!(self.status, Status::Busy { can_stop: true, .. }) {
            self.shop.abandon();
        }
    }

    /// Leaves the purchase alone, unless it is under way: what became of it is found later.
    pub fn leave(&mut self) {
        if self.status.is_busy() {
            return;
        }
        if matches!(self.status, Status::Unsettled { .. }) {
            self.look_soon();
            self.news.push("We keep checking your payment while you play.".to_owned());
        }
        self.errand = None;
        self.status = Status::Idle;
    }

    pub fn accept_earlier(&mut self) {
        let Status::Earlier { accept, .. } = core::mem::take(&mut self.status) else { return };
        let errand = self.errand.take().and_then(|errand| errand.accepting(&self.shop, accept));
        if let Some(errand) = errand {
            self.start(errand);
        }
    }

    pub fn open_wallet(&mut self) {
        self.wallet = Some(self.shop.open_balance());
    }

    /// Looks for what was left behind as soon as it can.
    pub fn look_soon(&mut self) {
        self.look_at = Some(0.0);
    }

    /// A frame has come; `now` is in seconds.
    pub fn tick(&mut self, now: f64) {
        if now >= self.notice_at {
            (self.has_host, self.notice_at) = (has_host(&self.shop), now + NOTICE);
        }
        if self.session.as_mut().is_some_and(|session| session.poll(now)) {
            self.look_soon();
        }
        self.go_on_buying(now);
        self.go_on_handing_over(now);
        self.go_on_recovering(now);
        if let Some(Err(_)) = poll_to_end(&mut self.wallet) {
            self.news.push("The wallet can't be opened here.".to_owned());
        }
    }

    fn next_shield(&self) -> Option<Shield> {
        let strength = self.vault.look(|save| save.shield) + 1;
        (strength <= STRONGEST_SHIELD).then_some(Shield { strength })
    }

    fn start(&mut self, errand: Box<dyn Errand>) {
        self.status = Status::busy(errand.step(), false);
        self.wanted = errand.item().name();
        self.errand = Some(errand);
    }

    fn go_on_buying(&mut self, now: f64) {
        let waits = self.is_session_beginning();
        let (true, Some(errand)) = (self.status.is_busy(), &mut self.errand) else { return };
        if waits && errand.step() == Step::Starting {
            return;
        }
        match errand.poll(&self.vault) {
            None => {
                let step = errand.step();
                if step != self.step.0 {
                    self.step = (step, now);
                }
                let has_panel = matches!(step, Step::Paying | Step::ToppingUp { .. });
                self.status = Status::busy(step, has_panel && now >= self.step.1 + PATIENCE);
            }
            Some(Ok(hand_over)) => {
                self.errand = None;
                self.hand_overs.push((hand_over, Found::JustBought));
            }
            Some(Err(error)) => self.not_bought(&error),
        }
    }

    fn not_bought(&mut self, error: &PurchaseError) {
        let (text, details) = (words::failure(error), error.to_string());
        let accept = error.to_accept();
        if error.retry() == Retry::AfterLogin {
            self.begin_session();
        }
        self.restore_owned(error);
        self.status = match error.reason() {
            Reason::Unsettled => Status::Unsettled { text, details },
            Reason::EarlierOpen(orders) if orders.len() == accept.len() => Status::Earlier { text, accept },
            Reason::EarlierOpen(_) => Status::over("You paid for this already. Handing it over now…"),
            Reason::Cancelled => Status::over(&text),
            _ => Status::Over { text, details: Some(details) },
        };
        if !matches!(self.status, Status::Unsettled { .. } | Status::Earlier { .. }) {
            self.errand = None;
            self.look_soon();
        }
    }

    fn is_session_beginning(&self) -> bool {
        self.session.as_ref().is_some_and(Session::is_beginning)
    }

    fn begin_session(&mut self) {
        if let Some(session) = &mut self.session {
            session.begin();
        }
    }

    /// What the backend knows to be the player's, the save game should not have forgotten.
    fn restore_owned(&self, error: &PurchaseError) {
        if *error.reason() == Reason::Owned && error.sku() == GOLDEN_HULL {
            // A storage that refuses is asked again with the next try to buy it.
            let _ = self.vault.change(|save| save.golden_hull = true);
        }
    }
}

/// The one place that asks what the host can do.
fn has_host(shop: &Shop) -> bool {
    shop.capabilities().pay.is_there()
}

#[cfg(test)]
mod tests;
