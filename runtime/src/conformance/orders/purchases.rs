//! Whole purchases, by a shop that buys at the backend under test.

use super::desk::{Desk, Goods, Panel};
use super::scene::Scene;
use crate::conformance::check::{Check, Otherwise, expect, must, saw};
use crate::conformance::{Backend, Kind, Player};
use crate::{
    Granted, Inventory, Item, MemoryJournal, Order, OrderStatus, Orders, OrdersError, PurchaseError, Reason, Receipt,
    Recovery, Shop, TradeOrderId,
};

const PAYLOAD: &[u8] = b"sharpness: 3";

/// One start of the game after another, on one device.
struct Game {
    desk: Desk,
    journal: MemoryJournal,
}

pub(super) async fn bought(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (game, item) = (Game::new(scene), scene.backend.item(Kind::Consumable)?);
    let shop = game.start(scene).await?;
    let receipt = game.buys(scene, &shop, item, &[]).await?;
    game.grants(scene, receipt, Granted::Now).await?;
    let nothing = game.recover(scene).await?;
    expect("what is left to recover", &orders(&nothing), &Vec::new())
}

pub(super) async fn cancelled(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (game, item) = (Game::new(scene), scene.backend.item(Kind::Consumable)?);
    let shop = game.start(scene).await?;
    let Err(error) = game.buy(scene, Panel::Cancelled, &shop, item, &[]).await? else {
        return Err(saw("the player cancelled, and there is a receipt"));
    };
    expect("why it ended", error.reason(), &Reason::Cancelled)?;
    let tab = scene.tab().await?;
    for order in error.to_accept() {
        let status = scene.status(&tab, &order).await?;
        let is_paid = matches!(status, Ok(OrderStatus::Paid | OrderStatus::Granted));
        must(!is_paid, || format!("the player cancelled, and order {order} is {status:?}"))?;
    }
    let again = game.buys(scene, &shop, item, &error.to_accept()).await?;
    game.grants(scene, again, Granted::Now).await
}

pub(super) async fn reload_before_the_grant(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (game, item) = (Game::new(scene), scene.backend.item(Kind::Consumable)?);
    let shop = game.start(scene).await?;
    let receipt = game.buys(scene, &shop, item, &[]).await?;
    let order = receipt.order().id().clone();
    drop((receipt, shop));
    game.recovers_once(scene, &order).await
}

pub(super) async fn reload_before_the_answer(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (game, item) = (Game::new(scene), scene.backend.item(Kind::Consumable)?);
    let shop = game.start(scene).await?;
    let purchase = shop.purchase(Goods(item)).with_payload(PAYLOAD);
    if let Some(outcome) = game.desk.serve(scene, Panel::PaidUnanswered, purchase).await? {
        return Err(saw(format!("the purchase ended before its panel opened: {outcome:?}")));
    }
    drop(shop);
    let recovery = game.recover(scene).await?;
    let [receipt] = exactly_one(recovery.receipts)?;
    let order = receipt.order().id().clone();
    drop(receipt);
    game.recovers_once(scene, &order).await
}

pub(super) async fn two_tabs(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (game, item) = (Game::new(scene), scene.backend.item(Kind::Consumable)?);
    scene.granting_tab().await?;
    let shop = game.start(scene).await?;
    drop(game.buys(scene, &shop, item, &[]).await?);
    let (one, other) = (Game::new(scene), Game::new(scene));
    let [first] = exactly_one(one.recover(scene).await?.receipts)?;
    let [second] = exactly_one(other.recover(scene).await?.receipts)?;
    one.grants(scene, first, Granted::Now).await?;
    other.grants(scene, second, Granted::Before).await
}

pub(super) async fn refund_is_told(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (game, item) = (Game::new(scene), scene.backend.item(Kind::Consumable)?);
    let shop = game.start(scene).await?;
    let receipt = game.buys(scene, &shop, item, &[]).await?;
    let order = receipt.order().id().clone();
    game.grants(scene, receipt, Granted::Now).await?;
    scene.backend.refund(&order).await?;
    for _ in 0..2 {
        let [untold] = exactly_one(game.recover(scene).await?.refunds)?;
        expect("the refund", untold.order().id(), &order)?;
    }
    let [refund] = exactly_one(game.recover(scene).await?.refunds)?;
    let told = refund.settle(async |_| Ok::<_, ()>(()));
    game.desk.serve(scene, Panel::Paid, told).await?;
    expect("how many refunds are left to tell", &game.recover(scene).await?.refunds.len(), &0)
}

impl Game {
    fn new(scene: &mut Scene<'_, impl Backend>) -> Self {
        Self { desk: Desk::new(scene.draw_number()), journal: MemoryJournal::new() }
    }

    async fn start(&self, scene: &mut Scene<'_, impl Backend>) -> Check<Shop> {
        Ok(self.desk.shop(scene.backend.session(Player::One).await?, self.journal.clone()))
    }

    async fn buy(
        &self,
        scene: &mut Scene<'_, impl Backend>,
        panel: Panel,
        shop: &Shop,
        item: &'static Item,
        accepted: &[TradeOrderId],
    ) -> Check<Result<Receipt<Goods>, PurchaseError>> {
        let purchase = shop.purchase(Goods(item)).with_payload(PAYLOAD).accepting(accepted.iter().cloned());
        self.desk.serve(scene, panel, purchase).await?.ok_or_else(unanswered)
    }

    /// Buys, and the player pays.
    async fn buys(
        &self,
        scene: &mut Scene<'_, impl Backend>,
        shop: &Shop,
        item: &'static Item,
        accepted: &[TradeOrderId],
    ) -> Check<Receipt<Goods>> {
        let bought = self.buy(scene, Panel::Paid, shop, item, accepted).await?;
        bought.map_err(|error| saw(format!("the purchase failed: {error}")))
    }

    /// Recovers as after a reload.
    async fn recover(&self, scene: &mut Scene<'_, impl Backend>) -> Check<Recovery> {
        let shop = self.start(scene).await?;
        let recovery = self.desk.serve(scene, Panel::Paid, shop.recover()).await?.ok_or_else(unanswered)?;
        recovery.map_err(|error: OrdersError| saw(format!("nothing can be recovered: {error}")))
    }

    /// Grants: the game's closure is given the order, once, unless it was granted before.
    async fn grants<T>(&self, scene: &mut Scene<'_, impl Backend>, receipt: Receipt<T>, expected: Granted) -> Check {
        let order = receipt.order().id().clone();
        let mut given = Vec::new();
        let granting = receipt.grant(async |_, order| {
            given.push(order);
            Ok::<_, ()>(())
        });
        let granted = self.desk.serve(scene, Panel::Paid, granting).await?.ok_or_else(unanswered)?;
        let granted = granted.map_err(|error| saw(format!("the order was not granted: {error:?}")))?;
        expect("when the order was granted", &granted, &expected)?;
        let expected = if expected == Granted::Now { vec![order] } else { Vec::new() };
        expect("what the game was given", &given, &expected)
    }

    /// The order is found after a reload with all that it carries, granted, and not found again.
    async fn recovers_once(&self, scene: &mut Scene<'_, impl Backend>, order: &TradeOrderId) -> Check {
        let recovery = self.recover(scene).await?;
        let [receipt] = exactly_one(recovery.receipts)?;
        expect("the recovered order", receipt.order().id(), order)?;
        if scene.tab().await?.orders.inventory() == Inventory::Client {
            expect("its payload", &receipt.order().payload(), &PAYLOAD)?;
        }
        self.grants(scene, receipt, Granted::Now).await?;
        expect("what is left to recover", &orders(&self.recover(scene).await?), &Vec::new())
    }
}

/// Everything that a recovery speaks of.
fn orders(recovery: &Recovery) -> Vec<Order> {
    let receipts = recovery.receipts.iter().map(|receipt| receipt.order().clone());
    let refunds = recovery.refunds.iter().map(|refund| refund.order().clone());
    receipts.chain(refunds).chain(recovery.pending.iter().cloned()).collect()
}

fn exactly_one<T: core::fmt::Debug>(found: Vec<T>) -> Check<[T; 1]> {
    found.try_into().map_err(|found: Vec<T>| saw(format!("expected one order to recover, found {found:?}")))
}

fn unanswered() -> Otherwise {
    saw("the host was called, and should not have been")
}
