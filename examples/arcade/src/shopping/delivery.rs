//! Handing over what was paid for, bought just now or left behind by an earlier visit.

use purchasable::{OrdersErrorKind, Recovery, poll_now};

use super::{Counter, Found, LOOK_AGAIN, Status};
use crate::errand::{self, poll_to_end};
use crate::items::{Gift, gift_of};

impl Counter {
    pub(super) fn go_on_handing_over(&mut self, now: f64) {
        let mut at = 0;
        while let Some((hand_over, found)) = self.hand_overs.get_mut(at) {
            match (poll_now(hand_over), *found) {
                (None, _) => at += 1,
                (Some(result), found) => {
                    drop(self.hand_overs.swap_remove(at));
                    self.handed_over(result, found, now);
                }
            }
        }
    }

    fn handed_over(&mut self, result: Result<Option<Gift>, String>, found: Found, now: f64) {
        match (result, found) {
            (Ok(Some(gift)), Found::JustBought) => self.status = Status::over(&format!("Thank you! You got {gift}.")),
            (Ok(None), Found::JustBought) => self.status = Status::over("Thank you! You have it."),
            (Ok(Some(gift)), Found::LeftBehind) => {
                self.news.push(format!("Restored: {gift}."));
                // Whatever was said of it is not true any more.
                if matches!(self.status, Status::Over { .. }) {
                    self.status = Status::Idle;
                }
            }
            (Ok(None), Found::LeftBehind) => {}
            (Err(details), found) => {
                self.look_at = Some(now + LOOK_AGAIN);
                if found == Found::JustBought {
                    let text = "You have paid, and it could not be handed over yet. We keep trying.".to_owned();
                    self.status = Status::Over { text, details: Some(details) };
                }
            }
        }
    }

    pub(super) fn go_on_recovering(&mut self, now: f64) {
        if self.recovery.is_none() && !self.is_session_beginning() && self.look_at.is_some_and(|due| due <= now) {
            self.look_at = None;
            self.recovery = Some(self.shop.recover());
        }
        match poll_to_end(&mut self.recovery) {
            Some(Ok(recovery)) => self.recovered(recovery, now),
            Some(Err(error)) => {
                self.look_at = Some(now + LOOK_AGAIN);
                if error.kind == OrdersErrorKind::LoginRequired {
                    self.begin_session();
                }
            }
            None => {}
        }
        self.refunds.retain_mut(|refund| match poll_now(refund) {
            Some(Ok(news)) => {
                self.news.push(news);
                false
            }
            Some(Err(_)) => false,
            None => true,
        });
    }

    fn recovered(&mut self, recovery: Recovery, now: f64) {
        for receipt in recovery.receipts {
            // What this build does not know stays with the backend, for one that does.
            if let Some(gift) = gift_of(receipt.order()) {
                self.hand_overs.push((errand::hand_over(receipt.map(|_| gift), self.vault.clone()), Found::LeftBehind));
            }
        }
        for refund in recovery.refunds {
            let vault = self.vault.clone();
            self.refunds.push(Box::pin(errand::take_back(refund, vault)));
        }
        if !recovery.pending.is_empty() && self.look_at.is_none() {
            self.look_at = Some(now + LOOK_AGAIN);
        }
    }
}
