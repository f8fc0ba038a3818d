//! Where a check takes place: sessions, and questions in the words of a check.

use crate::conformance::check::{Check, Otherwise, expect, must, saw};
use crate::conformance::waiting::question;
use crate::conformance::{Backend, Behaviour, Kind, Passing, Player};
use crate::{
    AnyAnswer, Claim, Claimant, Created, Inventory, NewOrder, Order, OrderKey, OrderStatus, Orders, OrdersAnswer,
    OrdersErrorKind, PanelOutcome, PlayerTag, Reply, TradeOrderId,
};

/// How often a backend is asked before something is said not to happen that nobody waits for.
const PATIENCE: usize = 20;

pub(super) struct Scene<'a, B> {
    pub(super) backend: &'a mut B,
    drawn: u64,
}

/// One running game: a session, and the name under which it claims.
pub(super) struct Tab<O> {
    pub(super) orders: O,
    pub(super) claimant: Claimant,
}

impl<'a, B: Backend> Scene<'a, B> {
    pub(super) fn new(backend: &'a mut B) -> Self {
        Self { backend, drawn: 0 }
    }

    pub(super) async fn begin(&mut self, behaviour: &Behaviour) {
        self.backend.begin(behaviour).await;
    }

    /// 32 hexadecimal digits that are drawn once.
    pub(super) fn draw(&mut self) -> String {
        self.drawn += 1;
        format!("{:016x}{:016x}", self.backend.seed(), self.drawn)
    }

    /// A number that is drawn once.
    pub(super) fn draw_number(&mut self) -> u64 {
        self.drawn += 1;
        self.backend.seed().rotate_left(32) ^ self.drawn
    }

    pub(super) async fn tab(&mut self) -> Check<Tab<B::Orders>> {
        self.tab_of(Player::One).await
    }

    pub(super) async fn tab_of(&mut self, player: Player) -> Check<Tab<B::Orders>> {
        let claimant = Claimant::from(self.draw());
        Ok(Tab { orders: self.backend.session(player).await?, claimant })
    }

    /// A tab of a backend whose clients grant; what is asked of it does not concern another.
    pub(super) async fn granting_tab(&mut self) -> Check<Tab<B::Orders>> {
        self.tab_where(Inventory::Client).await
    }

    /// A tab of a backend that grants by itself.
    pub(super) async fn told_tab(&mut self) -> Check<Tab<B::Orders>> {
        self.tab_where(Inventory::Backend).await
    }

    async fn tab_where(&mut self, inventory: Inventory) -> Check<Tab<B::Orders>> {
        let tab = self.tab().await?;
        if tab.orders.inventory() == inventory { Ok(tab) } else { Err(Otherwise::DoesNotConcern) }
    }

    /// A wish under a new key.
    pub(super) fn wish(&mut self, kind: Kind) -> Check<NewOrder> {
        Ok(NewOrder::new(self.backend.item(kind)?, OrderKey::from(self.draw())))
    }

    pub(super) async fn create(&mut self, tab: &Tab<B::Orders>, wish: NewOrder) -> Check<OrdersAnswer<Created>> {
        self.ask(|reply| tab.orders.create(wish, reply)).await
    }

    /// Asks for an order that nothing stands in the way of.
    pub(super) async fn order(&mut self, tab: &Tab<B::Orders>, kind: Kind) -> Check<Order> {
        let wish = self.wish(kind)?;
        made(self.create(tab, wish).await?)
    }

    /// An order whose payment TikTok has told of.
    pub(super) async fn paid(&mut self, tab: &Tab<B::Orders>, kind: Kind) -> Check<Order> {
        let order = self.order(tab, kind).await?;
        self.backend.pay(order.id()).await?;
        Ok(order)
    }

    /// An order that is granted, by whoever does that here.
    pub(super) async fn granted(&mut self, tab: &Tab<B::Orders>, kind: Kind) -> Check<Order> {
        let order = self.paid(tab, kind).await?;
        match tab.orders.inventory() {
            Inventory::Client => {
                expect("the claim of a paid order", &self.claim(tab, order.id()).await?, &Ok(Claim::Mine))?;
                expect("its acknowledgement", &self.ack(tab, order.id()).await?, &Ok(()))?;
            }
            Inventory::Backend => self.wait_for_the_grant(tab, order.id()).await?,
        }
        expect("the order", &self.status(tab, order.id()).await?, &Ok(OrderStatus::Granted))?;
        Ok(order)
    }

    /// A backend that grants may take its time.
    pub(super) async fn wait_for_the_grant(&mut self, tab: &Tab<B::Orders>, order: &TradeOrderId) -> Check {
        if self.status(tab, order).await? != Ok(OrderStatus::Granted) {
            self.backend.pass(Passing::UntilGranted).await?;
        }
        Ok(())
    }

    pub(super) async fn player(&mut self, tab: &Tab<B::Orders>) -> Check<PlayerTag> {
        let answer = self.ask(|reply| tab.orders.player(reply)).await?;
        answer.map_err(|error| saw(format!("the backend does not say who is playing: {error}")))
    }

    pub(super) async fn status(
        &mut self,
        tab: &Tab<B::Orders>,
        order: &TradeOrderId,
    ) -> Check<OrdersAnswer<OrderStatus>> {
        self.ask(|reply| tab.orders.status(order, reply)).await
    }

    pub(super) async fn claim(&mut self, tab: &Tab<B::Orders>, order: &TradeOrderId) -> Check<OrdersAnswer<Claim>> {
        self.ask(|reply| tab.orders.claim(order, &tab.claimant, reply)).await
    }

    pub(super) async fn ack(&mut self, tab: &Tab<B::Orders>, order: &TradeOrderId) -> Check<OrdersAnswer<()>> {
        self.ask(|reply| tab.orders.ack(order, &tab.claimant, reply)).await
    }

    /// The open orders.
    pub(super) async fn open(&mut self, tab: &Tab<B::Orders>) -> Check<Vec<Order>> {
        let answer = self.ask(|reply| tab.orders.open(reply)).await?;
        answer.map_err(|error| saw(format!("the open orders are not told: {error}")))
    }

    /// Reports, and lets the report arrive: until the order has this status, or for as long as a few questions take.
    pub(super) async fn report(
        &mut self,
        tab: &Tab<B::Orders>,
        order: &TradeOrderId,
        outcome: PanelOutcome,
        until: OrderStatus,
    ) -> Check {
        tab.orders.report(order, outcome);
        for _ in 0..PATIENCE {
            if self.status(tab, order).await? == Ok(until) {
                break;
            }
        }
        Ok(())
    }

    /// What stands in the way of another order for this item.
    pub(super) async fn in_the_way(
        &mut self,
        tab: &Tab<B::Orders>,
        kind: Kind,
        accepted: &[TradeOrderId],
    ) -> Check<Vec<(TradeOrderId, OrderStatus)>> {
        let wish = NewOrder { accepted: accepted.to_vec(), ..self.wish(kind)? };
        match self.create(tab, wish).await? {
            Ok(Created::Order(_)) => Ok(Vec::new()),
            Ok(Created::EarlierOpen(orders)) => Ok(states(&orders)),
            answer => Err(saw(format!("another order was asked for, and the answer is {answer:?}"))),
        }
    }

    /// Asks, and waits for the answer.
    pub(super) async fn ask<T>(&mut self, ask: impl FnOnce(Reply<T>)) -> Check<T>
    where
        T: TryFrom<AnyAnswer> + 'static,
    {
        let (reply, answer) = question();
        ask(reply);
        answer.arrival(|| self.backend.pump()).await
    }

    /// Asks two questions at once, and waits for both answers.
    pub(super) async fn ask_both<T>(
        &mut self,
        one: impl FnOnce(Reply<T>),
        other: impl FnOnce(Reply<T>),
    ) -> Check<[T; 2]>
    where
        T: TryFrom<AnyAnswer> + 'static,
    {
        let (of_one, of_other) = (question(), question());
        one(of_one.0);
        other(of_other.0);
        let first = of_one.1.arrival(|| self.backend.pump()).await?;
        Ok([first, of_other.1.arrival(|| self.backend.pump()).await?])
    }
}

/// The order that was asked for.
pub(super) fn made(answer: OrdersAnswer<Created>) -> Check<Order> {
    match answer {
        Ok(Created::Order(order)) => Ok(order),
        answer => Err(saw(format!("an order was asked for, and the answer is {answer:?}"))),
    }
}

/// Paid; or granted already, where the backend does that.
pub(super) async fn is_paid<B: Backend>(scene: &mut Scene<'_, B>, tab: &Tab<B::Orders>, order: &TradeOrderId) -> Check {
    let status = scene.status(tab, order).await?;
    if tab.orders.inventory() == Inventory::Client {
        return expect("the order", &status, &Ok(OrderStatus::Paid));
    }
    let is_paid = matches!(status, Ok(OrderStatus::Paid | OrderStatus::Granted));
    must(is_paid, || format!("the order is paid, and its status is {status:?}"))
}

/// What is known of these orders.
pub(super) fn states(orders: &[Order]) -> Vec<(TradeOrderId, OrderStatus)> {
    orders.iter().map(|order| (order.id().clone(), order.status())).collect()
}

/// A question that the backend has to say no to.
pub(super) fn refused<T: core::fmt::Debug>(what: &str, answer: &OrdersAnswer<T>) -> Check {
    match answer {
        Err(error) if error.kind == OrdersErrorKind::Rejected => Ok(()),
        answer => Err(saw(format!("{what}: expected a refusal (`Rejected`), found {answer:?}"))),
    }
}
