//! What a client's report may do to an order, which is next to nothing.

use super::scene::{Scene, is_paid};
use crate::conformance::check::{Check, expect};
use crate::conformance::{Backend, Kind, Player};
use crate::{OrderStatus, PanelOutcome};

pub(super) async fn never_paid(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.order(&tab, Kind::Consumable).await?;
    scene.report(&tab, order.id(), PanelOutcome::NeverPaid, OrderStatus::Closed).await?;
    expect("the order", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Closed))?;
    expect("what stands in the way", &scene.in_the_way(&tab, Kind::Consumable, &[]).await?, &Vec::new())
}

pub(super) async fn cancelled(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.order(&tab, Kind::Consumable).await?;
    for outcome in [PanelOutcome::Cancelled, PanelOutcome::Failed, PanelOutcome::NoAnswer] {
        scene.report(&tab, order.id(), outcome, OrderStatus::Closed).await?;
        let earlier = scene.in_the_way(&tab, Kind::Consumable, &[]).await?;
        expect(
            &format!("what stands in the way after {outcome:?}"),
            &earlier,
            &vec![(order.id().clone(), OrderStatus::Pending)],
        )?;
    }
    Ok(())
}

pub(super) async fn succeeded(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.order(&tab, Kind::Consumable).await?;
    scene.report(&tab, order.id(), PanelOutcome::Succeeded, OrderStatus::Paid).await?;
    expect("the order", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Pending))
}

pub(super) async fn never_paid_but_paid(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.paid(&tab, Kind::Consumable).await?;
    scene.report(&tab, order.id(), PanelOutcome::NeverPaid, OrderStatus::Closed).await?;
    is_paid(scene, &tab, order.id()).await
}

pub(super) async fn never_paid_then_paid(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.order(&tab, Kind::Consumable).await?;
    scene.report(&tab, order.id(), PanelOutcome::NeverPaid, OrderStatus::Closed).await?;
    scene.backend.pay(order.id()).await?;
    is_paid(scene, &tab, order.id()).await
}

pub(super) async fn of_another_player(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.tab().await?, scene.tab_of(Player::Another).await?);
    let order = scene.order(&tab, Kind::Consumable).await?;
    for outcome in [PanelOutcome::NeverPaid, PanelOutcome::Succeeded] {
        scene.report(&other, order.id(), outcome, OrderStatus::Closed).await?;
        expect("the order", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Pending))?;
    }
    Ok(())
}
