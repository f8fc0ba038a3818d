//! A purchase under way, whatever is bought with it, and the hand-over of what was paid.

use purchasable::{
    BoxFuture, Granted, Item, Purchase, PurchaseError, Receipt, Refund, Shop, Step, TradeOrderId, poll_now,
};

use crate::items::{Gift, Goods, gift_of};
use crate::save::Vault;
use crate::storage::StorageError;

/// A [`Purchase`] without its type: the game has one at a time, of any of its goods.
pub trait Errand {
    fn item(&self) -> &'static Item;

    fn step(&self) -> Step;

    /// Goes as far as it can now. What was paid comes as a hand-over that has to be polled to its end.
    fn poll(&mut self, vault: &Vault) -> Option<Result<HandOver, PurchaseError>>;

    fn keep_waiting(&mut self);

    /// The same wish once more, now that the player knows of these earlier orders.
    fn accepting(self: Box<Self>, shop: &Shop, earlier: Vec<TradeOrderId>) -> Option<Box<dyn Errand>>;
}

/// Ends with the gift, or with nothing where it had been given before; or with what support wants to know.
pub type HandOver = BoxFuture<Result<Option<Gift>, String>>;

/// Begins to buy. Nothing happens before it is polled.
pub fn buy<G: Goods>(shop: &Shop, goods: G) -> Box<dyn Errand> {
    let payload = goods.payload();
    Box::new(shop.purchase(goods).with_payload(payload))
}

/// Hands over what was paid for: saved first, and under its order's id, so that no repeat gives it twice.
pub fn hand_over(receipt: Receipt<Gift>, vault: Vault) -> HandOver {
    Box::pin(async move {
        let gift = *receipt.value();
        let mut is_new = false;
        let granted = receipt.grant(async |gift, order| {
            is_new = vault.change(|save| save.give(order.as_str(), gift))?;
            Ok::<_, StorageError>(())
        });
        match granted.await {
            Ok(Granted::Now) => Ok(is_new.then_some(gift)),
            Ok(Granted::Before) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    })
}

/// Takes back what was paid back, and gives the words for it.
pub async fn take_back(refund: Refund, vault: Vault) -> Result<String, StorageError> {
    let gift = gift_of(refund.order());
    let settled = refund.settle(async |order| match gift {
        Some(gift) => vault.change(|save| save.take_back(order.id().as_str(), gift)),
        None => Ok(()),
    });
    settled.await?;
    Ok(gift.map_or_else(|| "A payment was paid back to you.".to_owned(), |gift| format!("Paid back to you: {gift}.")))
}

/// Polls what is in the place, and empties it at the end: a future must not be polled after that.
pub fn poll_to_end<T>(place: &mut Option<BoxFuture<T>>) -> Option<T> {
    let output = poll_now(place.as_mut()?)?;
    *place = None;
    Some(output)
}

impl<G: Goods> Errand for Purchase<G> {
    fn item(&self) -> &'static Item {
        self.item()
    }

    fn step(&self) -> Step {
        self.step()
    }

    fn poll(&mut self, vault: &Vault) -> Option<Result<HandOver, PurchaseError>> {
        let result = self.poll_now()?;
        Some(result.map(|receipt| hand_over(receipt.map(|goods| goods.gift()), vault.clone())))
    }

    fn keep_waiting(&mut self) {
        self.keep_waiting();
    }

    fn accepting(self: Box<Self>, shop: &Shop, earlier: Vec<TradeOrderId>) -> Option<Box<dyn Errand>> {
        let goods = self.into_value()?;
        let payload = goods.payload();
        Some(Box::new(shop.purchase(goods).with_payload(payload).accepting(earlier)))
    }
}
