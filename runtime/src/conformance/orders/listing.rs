//! Which orders a player is told of.

use super::scene::{Scene, ids, refused};
use crate::conformance::check::{Check, expect};
use crate::conformance::{Backend, Kind, Player};
use crate::{Inventory, NewOrder, Orders, TradeOrderId};

pub(super) async fn exactly(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    expect("the open orders of a new player", &ids(&scene.open(&tab).await?), &Vec::new())?;
    scene.granted(&tab, Kind::Consumable).await?;
    let mut unfinished = Vec::new();
    if tab.orders.inventory() == Inventory::Client {
        unfinished.push(scene.paid(&tab, Kind::Once).await?.id().clone());
    }
    unfinished.push(scene.order(&tab, Kind::Consumable).await?.id().clone());
    let wish = NewOrder { accepted: unfinished.clone(), ..scene.wish(Kind::Consumable)? };
    unfinished.push(super::scene::made(scene.create(&tab, wish).await?)?.id().clone());
    let mut open = ids(&scene.open(&tab).await?);
    open.sort();
    unfinished.sort();
    expect("the open orders", &open, &unfinished)
}

pub(super) async fn of_another_player(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.tab().await?, scene.tab_of(Player::Another).await?);
    let order = scene.paid(&other, Kind::Consumable).await?;
    expect("the open orders", &ids(&scene.open(&tab).await?), &Vec::new())?;
    is_refused(scene, &tab, order.id()).await
}

pub(super) async fn unknown(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let nobodys = TradeOrderId::from(scene.draw());
    is_refused(scene, &tab, &nobodys).await
}

async fn is_refused<B: Backend>(
    scene: &mut Scene<'_, B>,
    tab: &super::scene::Tab<B::Orders>,
    order: &TradeOrderId,
) -> Check {
    refused("its status", &scene.status(tab, order).await?)?;
    refused("its claim", &scene.claim(tab, order).await?)?;
    refused("its acknowledgement", &scene.ack(tab, order).await?)
}
