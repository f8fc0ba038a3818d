//! Every behaviour that `purchasable` asks of a backend.

use std::pin::pin;

use purchasable::conformance::{self, Able, Behaviour, Cannot, Kind, Passing, Player};
use purchasable::{Item, Purchasable, TradeOrderId, poll_now};

use super::{Backend, Desk, GoldenHull};
use crate::items::Bombs;
use crate::orders::{CLOSE_AFTER, LEASE};

/// The backend in a browser: it has one player, and nobody tells it of a refund.
struct Arcade(Desk);

impl conformance::Backend for Arcade {
    type Orders = Backend;

    async fn begin(&mut self, _: &Behaviour) {
        self.0 = Desk::new();
    }

    async fn session(&mut self, player: Player) -> Able<Backend> {
        match player {
            Player::One => Ok(self.0.reloaded()),
            Player::Another => Err(Cannot::new("a browser has one player")),
        }
    }

    fn item(&mut self, kind: Kind) -> Able<&'static Item> {
        Ok(match kind {
            Kind::Consumable => Bombs::Few.item(),
            Kind::Once => GoldenHull.item(),
        })
    }

    async fn pay(&mut self, order: &TradeOrderId) -> Able {
        self.0.pay(order);
        Ok(())
    }

    async fn pass(&mut self, time: Passing) -> Able {
        self.0.wait(match time {
            Passing::MostOfALease => LEASE.mul_f32(0.75),
            Passing::UntilClosing => CLOSE_AFTER,
            _ => return Err(Cannot::new("this backend grants nothing")),
        });
        Ok(())
    }
}

#[test]
fn the_backend_does_what_a_backend_has_to() {
    let mut arcade = Arcade(Desk::new());
    let report = poll_now(&mut pin!(conformance::orders(&mut arcade))).expect("the backend answers at once");
    let report = report.check().unwrap();
    // Without another player, and without refunds.
    let expected = ["O2", "O8", "O13", "O21", "O29", "O30", "O31", "O32", "O33", "O35", "O39", "O56"];
    assert_eq!(report.skipped().collect::<Vec<_>>(), expected, "{report}");
}
