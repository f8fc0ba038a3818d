//! Which orders a player is told of.

use super::scene::{Scene, Tab, made, refused, states};
use crate::conformance::check::{Check, expect};
use crate::conformance::{Backend, Kind, Player};
use crate::{Inventory, NewOrder, OrderStatus, Orders, TradeOrderId};

pub(super) async fn exactly(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    expect("the open orders of a new player", &states(&scene.open(&tab).await?), &Vec::new())?;
    scene.granted(&tab, Kind::Consumable).await?;
    let mut unfinished = Vec::new();
    if tab.orders.inventory() == Inventory::Client {
        let paid = scene.paid(&tab, Kind::Once).await?;
        unfinished.push((paid.id().clone(), OrderStatus::Paid));
    }
    let pending = scene.order(&tab, Kind::Consumable).await?;
    unfinished.push((pending.id().clone(), OrderStatus::Pending));
    let wish = NewOrder { accepted: vec![pending.id().clone()], ..scene.wish(Kind::Consumable)? };
    let beside_it = made(scene.create(&tab, wish).await?)?;
    unfinished.push((beside_it.id().clone(), OrderStatus::Pending));
    let mut open = states(&scene.open(&tab).await?);
    open.sort_by_key(|(id, _)| id.clone());
    unfinished.sort_by_key(|(id, _)| id.clone());
    expect("the open orders", &open, &unfinished)
}

pub(super) async fn of_another_player(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.tab().await?, scene.tab_of(Player::Another).await?);
    let order = scene.paid(&other, Kind::Consumable).await?;
    expect("the open orders", &states(&scene.open(&tab).await?), &Vec::new())?;
    is_refused(scene, &tab, order.id()).await
}

pub(super) async fn unknown(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let nobodys = TradeOrderId::from(scene.draw());
    is_refused(scene, &tab, &nobodys).await
}

async fn is_refused<B: Backend>(scene: &mut Scene<'_, B>, tab: &Tab<B::Orders>, order: &TradeOrderId) -> Check {
    refused("its status", &scene.status(tab, order).await?)?;
    refused("its claim", &scene.claim(tab, order).await?)?;
    refused("its acknowledgement", &scene.ack(tab, order).await?)
}
