//! How orders are made, and what stands in the way.

use super::scene::{Scene, made, states};
use crate::conformance::check::{Check, expect, must, saw};
use crate::conformance::{Backend, Kind, Player};
use crate::{Created, MAX_PAYLOAD, NewOrder, OrderStatus, Orders, OrdersAnswer};

pub(super) async fn one_tag(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (one, other) = (scene.tab().await?, scene.tab().await?);
    let tag = scene.player(&one).await?;
    let is_plain = !tag.as_str().contains(char::is_control);
    must(is_plain, || format!("the tag {tag:?} has control characters, which the journal refuses"))?;
    expect("the tag in another session", &scene.player(&other).await?, &tag)
}

pub(super) async fn other_tag(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (one, other) = (scene.tab().await?, scene.tab_of(Player::Another).await?);
    let (one, other) = (scene.player(&one).await?, scene.player(&other).await?);
    must(one != other, || format!("both players have the tag {one:?}"))
}

pub(super) async fn one_home(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let home = tab.orders.inventory();
    scene.paid(&tab, Kind::Consumable).await?;
    expect("the home after a payment", &tab.orders.inventory(), &home)?;
    expect("the home in another session", &scene.tab().await?.orders.inventory(), &home)
}

pub(super) async fn new_order(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let wish = scene.wish(Kind::Consumable)?;
    let order = made(scene.create(&tab, wish.clone()).await?)?;
    expect("the status", &order.status(), &OrderStatus::Pending)?;
    expect("the sku", &order.sku(), &wish.sku)?;
    expect("the key", order.key(), &wish.key)?;
    let is_plain = !order.id().as_str().contains(char::is_control);
    must(is_plain, || format!("the id {:?} has control characters, which the journal refuses", order.id().as_str()))?;
    expect("the order, asked for by its id", &scene.status(&tab, order.id()).await?, &Ok(OrderStatus::Pending))
}

pub(super) async fn repeated_key(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.tab().await?, scene.tab().await?);
    let wish = scene.wish(Kind::Consumable)?;
    let order = made(scene.create(&tab, wish.clone()).await?)?;
    for again in [&tab, &other] {
        let repeated = made(scene.create(again, wish.clone()).await?)?;
        expect("the order of the repeated key", repeated.id(), order.id())?;
    }
    expect("the open orders", &states(&scene.open(&tab).await?), &vec![(order.id().clone(), OrderStatus::Pending)])
}

pub(super) async fn key_repeated_after_payment(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let wish = scene.wish(Kind::Once)?;
    let order = made(scene.create(&tab, wish.clone()).await?)?;
    scene.backend.pay(order.id()).await?;
    let repeated = made(scene.create(&tab, wish).await?)?;
    expect("the order of the repeated key", repeated.id(), order.id())?;
    let is_paid = matches!(repeated.status(), OrderStatus::Paid | OrderStatus::Granted);
    must(is_paid, || format!("the order is paid, and comes back as {:?}", repeated.status()))
}

pub(super) async fn one_key_at_once(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (one, other) = (scene.tab().await?, scene.tab().await?);
    let wish = scene.wish(Kind::Consumable)?;
    let (again, ask) = (wish.clone(), |answer| made(answer).map(|order| order.id().clone()));
    let [first, second] =
        scene.ask_both(|reply| one.orders.create(wish, reply), |reply| other.orders.create(again, reply)).await?;
    expect("the order in the other session", &ask(second)?, &ask(first)?)?;
    expect("how many orders are open", &scene.open(&one).await?.len(), &1)
}

pub(super) async fn key_of_another_player(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.tab().await?, scene.tab_of(Player::Another).await?);
    let wish = scene.wish(Kind::Consumable)?;
    let order = made(scene.create(&other, wish.clone()).await?)?;
    match scene.create(&tab, wish).await? {
        Ok(Created::Order(own)) => must(own.id() != order.id(), || format!("both players have order {}", own.id())),
        Ok(Created::EarlierOpen(earlier)) => Err(saw(format!("the other player's orders are told: {earlier:?}"))),
        // A backend may also refuse it.
        _ => Ok(()),
    }
}

pub(super) async fn payload(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let payload: Vec<u8> = (0..=u8::MAX).cycle().take(MAX_PAYLOAD).collect();
    let wish = NewOrder { payload: payload.clone(), ..scene.wish(Kind::Consumable)? };
    let created = made(scene.create(&tab, wish.clone()).await?)?;
    let repeated = made(scene.create(&tab, wish).await?)?;
    let listed = scene.open(&tab).await?.into_iter().find(|order| order.id() == created.id());
    let listed = listed.ok_or_else(|| saw("the order is not among the open ones"))?;
    for (order, place) in [(&created, "a new order"), (&repeated, "a repeated key"), (&listed, "the open orders")] {
        must(order.payload() == payload, || {
            format!("1,024 bytes went along, and {} others came back with {place}", order.payload().len())
        })?;
    }
    Ok(())
}

pub(super) async fn in_the_way(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.tab().await?, scene.tab().await?);
    let order = scene.order(&tab, Kind::Consumable).await?;
    for asking in [&tab, &other] {
        let earlier = scene.in_the_way(asking, Kind::Consumable, &[]).await?;
        expect("what stands in the way", &earlier, &vec![(order.id().clone(), OrderStatus::Pending)])?;
    }
    expect("the open orders", &states(&scene.open(&tab).await?), &vec![(order.id().clone(), OrderStatus::Pending)])
}

pub(super) async fn two_at_once(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (one, other) = (scene.tab().await?, scene.tab().await?);
    let (wish, rival) = (scene.wish(Kind::Consumable)?, scene.wish(Kind::Consumable)?);
    let answers =
        scene.ask_both(|reply| one.orders.create(wish, reply), |reply| other.orders.create(rival, reply)).await?;
    match answers {
        [Ok(Created::Order(order)), Ok(Created::EarlierOpen(earlier))]
        | [Ok(Created::EarlierOpen(earlier)), Ok(Created::Order(order))] => expect(
            "what stands in the way of the other",
            &states(&earlier),
            &vec![(order.id().clone(), OrderStatus::Pending)],
        ),
        answers => Err(saw(format!("expected one order and one `EarlierOpen`, found {answers:?}"))),
    }
}

pub(super) async fn another_item(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    scene.order(&tab, Kind::Consumable).await?;
    expect("what stands in the way", &scene.in_the_way(&tab, Kind::Once, &[]).await?, &Vec::new())
}

pub(super) async fn another_player(scene: &mut Scene<'_, impl Backend>) -> Check {
    let (tab, other) = (scene.tab().await?, scene.tab_of(Player::Another).await?);
    scene.order(&other, Kind::Consumable).await?;
    expect("what stands in the way", &scene.in_the_way(&tab, Kind::Consumable, &[]).await?, &Vec::new())
}

pub(super) async fn accepted(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let first = scene.order(&tab, Kind::Consumable).await?.id().clone();
    let wish = NewOrder { accepted: vec![first.clone()], ..scene.wish(Kind::Consumable)? };
    let second = made(scene.create(&tab, wish).await?)?.id().clone();
    for (accepted, rest) in [(&first, &second), (&second, &first)] {
        let earlier = scene.in_the_way(&tab, Kind::Consumable, core::slice::from_ref(accepted)).await?;
        expect(
            "what stands in the way beside the accepted order",
            &earlier,
            &vec![(rest.clone(), OrderStatus::Pending)],
        )?;
    }
    Ok(())
}

pub(super) async fn price_drift(scene: &mut Scene<'_, impl Backend>) -> Check {
    let tab = scene.tab().await?;
    let wish = scene.wish(Kind::Consumable)?;
    let price = scene.backend.item(Kind::Consumable)?.beans();
    let other = NewOrder { digest: !wish.digest, ..wish };
    let answer: OrdersAnswer<Created> = scene.create(&tab, other).await?;
    expect("the answer", &answer, &Ok(Created::PriceDrift(price)))?;
    expect("the open orders", &states(&scene.open(&tab).await?), &Vec::new())
}
