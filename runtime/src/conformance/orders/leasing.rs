//! Who grants an order, and when it is granted.

use super::scene::{Scene, refused, states};
use crate::conformance::check::{Check, expect, must, saw};
use crate::conformance::{Backend, Kind, Passing};
use crate::{Claim, OrderStatus, Orders};

pub(super) async fn unpaid(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.order(&tab, Kind::Consumable).await?;
    refused("its claim", &scene.claim(&tab, order.id()).await?)?;
    refused("its acknowledgement", &scene.ack(&tab, order.id()).await?)?;
    expect("the order", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Pending))
}

pub(super) async fn one_claimant(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.granting_tab().await?, scene.tab().await?);
    let order = scene.paid(&tab, Kind::Consumable).await?;
    expect("the first claim", &scene.claim(&tab, order.id()).await?, &Ok(Claim::Mine))?;
    expect("another claimant's", &scene.claim(&other, order.id()).await?, &Ok(Claim::Elsewhere))?;
    expect("the first claimant's once more", &scene.claim(&tab, order.id()).await?, &Ok(Claim::Mine))
}

pub(super) async fn two_at_once(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.granting_tab().await?, scene.tab().await?);
    let order = scene.paid(&tab, Kind::Consumable).await?;
    let claims = scene.ask_both(
        |reply| tab.orders.claim(order.id(), &tab.claimant, reply),
        |reply| other.orders.claim(order.id(), &other.claimant, reply),
    );
    match claims.await? {
        [Ok(Claim::Mine), Ok(Claim::Elsewhere)] | [Ok(Claim::Elsewhere), Ok(Claim::Mine)] => Ok(()),
        claims => Err(saw(format!("expected one `Mine` and one `Elsewhere`, found {claims:?}"))),
    }
}

pub(super) async fn renewed(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.granting_tab().await?, scene.tab().await?);
    let order = scene.paid(&tab, Kind::Consumable).await?;
    for _ in 0..2 {
        expect("the claim", &scene.claim(&tab, order.id()).await?, &Ok(Claim::Mine))?;
        scene.backend.pass(Passing::MostOfALease).await?;
    }
    expect("another claimant's", &scene.claim(&other, order.id()).await?, &Ok(Claim::Elsewhere))
}

pub(super) async fn ends(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.granting_tab().await?, scene.tab().await?);
    let order = scene.paid(&tab, Kind::Consumable).await?;
    expect("the claim", &scene.claim(&tab, order.id()).await?, &Ok(Claim::Mine))?;
    scene.backend.pass(Passing::MostOfALease).await?;
    scene.backend.pass(Passing::MostOfALease).await?;
    expect("another claimant's", &scene.claim(&other, order.id()).await?, &Ok(Claim::Mine))?;
    expect("the first claimant's", &scene.claim(&tab, order.id()).await?, &Ok(Claim::Elsewhere))
}

pub(super) async fn unclaimed(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.granting_tab().await?;
    let order = scene.paid(&tab, Kind::Consumable).await?;
    refused("its acknowledgement", &scene.ack(&tab, order.id()).await?)?;
    expect("the order", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Paid))
}

pub(super) async fn granted(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.granting_tab().await?, scene.tab().await?);
    let order = scene.granted(&tab, Kind::Consumable).await?;
    for claimant in [&tab, &other] {
        expect("its claim", &scene.claim(claimant, order.id()).await?, &Ok(Claim::Granted))?;
    }
    expect("the open orders", &states(&scene.open(&other).await?), &Vec::new())
}

pub(super) async fn acknowledged_again(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let order = scene.granted(&tab, Kind::Consumable).await?;
    expect("its acknowledgement", &scene.ack(&tab, order.id()).await?, &Ok(()))?;
    expect("the order", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Granted))
}

pub(super) async fn granted_by_itself(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.told_tab().await?;
    let order = scene.paid(&tab, Kind::Consumable).await?;
    scene.wait_for_the_grant(&tab, order.id()).await?;
    expect("the order", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Granted))?;
    expect("the open orders", &states(&scene.open(&tab).await?), &Vec::new())
}

pub(super) async fn leased_to_nobody(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.told_tab().await?;
    let order = scene.paid(&tab, Kind::Consumable).await?;
    let claim = scene.claim(&tab, order.id()).await?;
    let is_the_backends = matches!(claim, Ok(Claim::Elsewhere | Claim::Granted));
    must(is_the_backends, || format!("the backend grants, and the claim is answered with {claim:?}"))
}
