//! What TikTok's word and time do to an order.

use super::scene::{Scene, is_paid, states};
use crate::conformance::check::{Check, expect};
use crate::conformance::{Backend, Kind, Passing};
use crate::{Inventory, OrderStatus, Orders};

pub(super) async fn paid(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.tab().await?, scene.tab().await?);
    let order = scene.paid(&tab, Kind::Consumable).await?;
    is_paid(scene, &tab, order.id()).await?;
    is_paid(scene, &other, order.id()).await
}

pub(super) async fn told_again(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.granted(&tab, Kind::Consumable).await?;
    scene.backend.pay(order.id()).await?;
    expect("the granted order", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Granted))?;
    expect("the open orders", &states(&scene.open(&tab).await?), &Vec::new())
}

pub(super) async fn not_yet_granted(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.granting_tab().await?;
    let order = scene.paid(&tab, Kind::Consumable).await?;
    let earlier = scene.in_the_way(&tab, Kind::Consumable, &[]).await?;
    expect("what stands in the way", &earlier, &vec![(order.id().clone(), OrderStatus::Paid)])
}

pub(super) async fn closed(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.order(&tab, Kind::Consumable).await?;
    scene.backend.pass(Passing::UntilClosing).await?;
    expect("the order", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Closed))?;
    expect("what stands in the way", &scene.in_the_way(&tab, Kind::Consumable, &[]).await?, &Vec::new())
}

pub(super) async fn watched(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.order(&tab, Kind::Consumable).await?;
    scene.backend.pass(Passing::UntilClosing).await?;
    expect("the open orders", &states(&scene.open(&tab).await?), &vec![(order.id().clone(), OrderStatus::Closed)])
}

pub(super) async fn closed_then_paid(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.order(&tab, Kind::Consumable).await?;
    scene.backend.pass(Passing::UntilClosing).await?;
    expect("the order", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Closed))?;
    scene.backend.pay(order.id()).await?;
    is_paid(scene, &tab, order.id()).await?;
    if tab.orders.inventory() == Inventory::Backend {
        return Ok(());
    }
    expect("the open orders", &states(&scene.open(&tab).await?), &vec![(order.id().clone(), OrderStatus::Paid)])
}

pub(super) async fn not_closed(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.paid(&tab, Kind::Consumable).await?;
    scene.backend.pass(Passing::UntilClosing).await?;
    is_paid(scene, &tab, order.id()).await
}
