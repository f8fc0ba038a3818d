//! What moves Beans: recharge, pay, refund.

use serde::Serialize;

use super::{
    World,
    errors::{AdminError, WalletError},
    orders::{Order, OrderState},
    tiers,
};
use crate::webhooks::event::Event;

/// A payment that went through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Payment {
    /// The order that is paid.
    pub trade_order_id: String,
    /// Beans that were bought on the way.
    pub topped_up: u64,
    /// Beans that are left.
    pub balance: u64,
}

/// Where the Beans come from that are missing in the wallet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShortWallet {
    /// Paying tops up: the nearest package is bought, rounding up, and what is left stays in the wallet.
    #[default]
    TopUp,
    /// Paying is declined, as before TikTok merged the two steps.
    Decline,
}

impl World {
    pub fn recharge(&mut self, user: &str, tier_id: &str) -> Result<u64, WalletError> {
        let beans = self.tier(tier_id).ok_or_else(|| WalletError::UnknownTier(tier_id.into()))?.beans;
        let user = self.users.find_mut(user).ok_or_else(|| WalletError::UnknownUser(user.into()))?;
        user.balance = user.balance.saturating_add(beans);
        Ok(user.balance)
    }

    /// The order, if this user can still pay it.
    pub fn payable(&self, user: &str, trade_order_id: &str) -> Result<&Order, WalletError> {
        let is_theirs = |order: &&Order| order.user == user;
        let order = self
            .orders
            .find(trade_order_id)
            .filter(is_theirs)
            .ok_or_else(|| WalletError::UnknownOrder { user: user.into(), trade_order_id: trade_order_id.into() })?;
        if order.state == OrderState::Open { Ok(order) } else { Err(WalletError::OrderUsed(trade_order_id.into())) }
    }

    /// Beans that the payer of an order is short of, and what the panel would top up by.
    pub fn missing(&self, order: &Order) -> (u64, u64) {
        let balance = self.users.find(&order.user).map_or(0, |user| user.balance);
        let missing = if self.is_sandbox() { 0 } else { order.beans.saturating_sub(balance) };
        (missing, tiers::top_up(&self.settings.tiers, missing))
    }

    pub fn pay(&mut self, user: &str, trade_order_id: &str, short: ShortWallet) -> Result<Payment, WalletError> {
        let order = self.payable(user, trade_order_id)?;
        let (missing, topped_up) = self.missing(order);
        if topped_up < missing || (missing > 0 && short == ShortWallet::Decline) {
            self.lose(trade_order_id, OrderState::Declined);
            return Err(WalletError::NotEnoughBeans { trade_order_id: trade_order_id.into(), missing });
        }
        let balance = self.settle(trade_order_id, topped_up);
        Ok(Payment { trade_order_id: trade_order_id.into(), topped_up, balance })
    }

    pub fn cancel(&mut self, user: &str, trade_order_id: &str) -> Result<(), WalletError> {
        self.payable(user, trade_order_id)?;
        self.lose(trade_order_id, OrderState::Cancelled);
        Ok(())
    }

    pub fn decline(&mut self, user: &str, trade_order_id: &str) -> Result<(), WalletError> {
        self.payable(user, trade_order_id)?;
        self.lose(trade_order_id, OrderState::Declined);
        Ok(())
    }

    /// Money that moves after the panel was closed.
    pub fn pay_after_all(&mut self, trade_order_id: &str) -> Result<(), AdminError> {
        let order = self.orders.find(trade_order_id).ok_or_else(|| AdminError::UnknownOrder(trade_order_id.into()))?;
        if order.state == OrderState::Paid {
            return Err(AdminError::IsPaid(trade_order_id.into()));
        }
        self.settle(trade_order_id, 0);
        Ok(())
    }

    /// Part of a payment, or all that is left of it, goes back to the user by way of the store. The wallet stays as it is.
    pub fn refund(&mut self, trade_order_id: &str, beans: Option<u64>) -> Result<u64, AdminError> {
        let unknown = || AdminError::UnknownOrder(trade_order_id.into());
        let order = self.orders.find_mut(trade_order_id).ok_or_else(unknown)?;
        if order.state != OrderState::Paid {
            return Err(AdminError::NotPaid(trade_order_id.into()));
        }
        let left = order.beans - order.refunded;
        let beans = beans.unwrap_or(left);
        if beans == 0 || beans > left {
            return Err(AdminError::WrongAmount { trade_order_id: trade_order_id.into(), beans, left });
        }
        order.refunded += beans;
        self.tell(Event::Refund { beans }, trade_order_id);
        Ok(beans)
    }

    /// In a sandbox app a payment needs no Beans and takes none (`/doc/mini-games-monetization`).
    fn is_sandbox(&self) -> bool {
        self.settings.webhooks.is_sandbox == Some(true)
    }

    /// Gives the balance after it.
    fn settle(&mut self, trade_order_id: &str, topped_up: u64) -> u64 {
        let is_sandbox = self.is_sandbox();
        let Some(order) = self.orders.find_mut(trade_order_id) else { return 0 };
        order.state = OrderState::Paid;
        let price = if is_sandbox { 0 } else { order.beans };
        let balance = self.users.find_mut(&order.user).map_or(0, |user| {
            user.balance = user.balance.saturating_add(topped_up).saturating_sub(price);
            user.balance
        });
        self.tell(Event::Paid, trade_order_id);
        balance
    }

    fn lose(&mut self, trade_order_id: &str, state: OrderState) {
        if let Some(order) = self.orders.find_mut(trade_order_id) {
            order.state = state;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::Settings;

    fn order(number: u8, beans: u64) -> Order {
        Order {
            trade_order_id: number.to_string(),
            order_id: number.to_string(),
            user: "ada".into(),
            beans,
            product_name: "Sword".into(),
            image_url: None,
            created: Duration::ZERO,
            state: OrderState::Open,
            refunded: 0,
        }
    }

    /// Beans that a random step brings into the wallet.
    fn step(world: &mut World, random: &mut fastrand::Rng) -> u64 {
        let order = &random.u8(..8).to_string();
        match random.u8(..6) {
            0 => world.recharge("ada", "1731381720000300").map_or(0, |_| 300),
            1 => world.pay("ada", order, ShortWallet::Decline).map_or(0, |paid| paid.topped_up),
            2 | 3 => world.pay("ada", order, ShortWallet::TopUp).map_or(0, |paid| paid.topped_up),
            4 => world.cancel("ada", order).map_or(0, |()| 0),
            _ => world.refund(order, None).map_or(0, |_| 0),
        }
    }

    #[test]
    fn no_bean_is_made_or_lost_whatever_happens_and_each_payment_is_told_once() {
        for seed in 0..200 {
            let (mut world, mut random) = (World::new(Settings::default()), fastrand::Rng::with_seed(seed));
            world.log_in("ada");
            (0..8).for_each(|number| world.orders.add(order(number, random.u64(1..2500))));
            let brought: u64 = (0..40).map(|_| step(&mut world, &mut random)).sum();

            let paid = || world.orders.iter().filter(|order| order.state == OrderState::Paid);
            let spent: u64 = paid().map(|order| order.beans).sum();
            assert_eq!(world.users.find("ada").unwrap().balance + spent, 1000 + brought, "seed {seed}");
            let told = world.outbox.iter().filter(|delivery| delivery.event == Event::Paid.name());
            assert_eq!(told.count(), paid().count(), "seed {seed}");
        }
    }
}
