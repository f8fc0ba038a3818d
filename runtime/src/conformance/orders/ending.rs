//! Orders that are paid back, and items that are owned.

use super::scene::{Scene, Tab, states};
use crate::conformance::check::{Check, expect};
use crate::conformance::{Backend, Kind};
use crate::{Claim, Created, Order, OrderStatus};

pub(super) async fn refunded(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = paid_back(scene, &tab, Kind::Consumable).await?;
    expect("the order", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Refunded))?;
    scene.backend.pay(order.id()).await?;
    let again = scene.status(&tab, order.id()).await?;
    expect("the order when its payment is told again", &again, &Ok(OrderStatus::Refunded))
}

pub(super) async fn refund_listed(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = paid_back(scene, &tab, Kind::Consumable).await?;
    expect("the open orders", &states(&scene.open(&tab).await?), &vec![(order.id().clone(), OrderStatus::Refunded)])?;
    for _ in 0..2 {
        expect("its acknowledgement", &scene.ack(&tab, order.id()).await?, &Ok(()))?;
    }
    expect("the open orders when it is acknowledged", &states(&scene.open(&tab).await?), &Vec::new())
}

pub(super) async fn refund_claimed(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = paid_back(scene, &tab, Kind::Consumable).await?;
    expect("its claim", &scene.claim(&tab, order.id()).await?, &Ok(Claim::Refunded))
}

pub(super) async fn refund_in_the_way(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    paid_back(scene, &tab, Kind::Consumable).await?;
    expect("what stands in the way", &scene.in_the_way(&tab, Kind::Consumable, &[]).await?, &Vec::new())
}

pub(super) async fn granted_refunded(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.granted(&tab, Kind::Consumable).await?;
    scene.backend.refund(order.id()).await?;
    expect("the order", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Refunded))?;
    expect("the open orders", &states(&scene.open(&tab).await?), &vec![(order.id().clone(), OrderStatus::Refunded)])
}

pub(super) async fn owned(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    scene.granted(&tab, Kind::Once).await?;
    let wish = scene.wish(Kind::Once)?;
    expect("the answer to another wish", &scene.create(&tab, wish).await?, &Ok(Created::Owned))
}

pub(super) async fn not_owned_yet(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.granting_tab().await?;
    let order = scene.paid(&tab, Kind::Once).await?;
    let earlier = scene.in_the_way(&tab, Kind::Once, &[]).await?;
    expect("what stands in the way", &earlier, &vec![(order.id().clone(), OrderStatus::Paid)])
}

pub(super) async fn owned_no_more(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.granted(&tab, Kind::Once).await?;
    scene.backend.refund(order.id()).await?;
    scene.order(&tab, Kind::Once).await.map(drop)
}

pub(super) async fn bought_again(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    scene.granted(&tab, Kind::Consumable).await?;
    scene.order(&tab, Kind::Consumable).await.map(drop)
}

async fn paid_back<B: Backend>(scene: &mut Scene<'_, B>, tab: &Tab<B::Orders>, kind: Kind) -> Check<Order> {
    let order = scene.paid(tab, kind).await?;
    scene.backend.refund(order.id()).await?;
    Ok(order)
}
