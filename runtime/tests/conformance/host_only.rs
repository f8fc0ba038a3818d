//! What is lost with [`HostOnly`], exactly: its documentation says it in words.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use purchasable::conformance::{self, Able, Backend, Behaviour, Kind, Passing, Player};
use purchasable::{HostOnly, Item, NewOrder, OrdersAnswer, Reply, TradeOrderId};

use crate::finish;
use crate::harness::Goods;

type Create = Box<dyn Fn(&NewOrder, Reply<OrdersAnswer<TradeOrderId>>)>;

/// A backend that makes orders, and that TikTok tells nothing.
#[derive(Default)]
struct Deaf {
    made: Rc<Cell<u32>>,
}

impl Backend for Deaf {
    type Orders = HostOnly<Create>;

    async fn begin(&mut self, _: &Behaviour) {}

    async fn session(&mut self, player: Player) -> Able<HostOnly<Create>> {
        let made = self.made.clone();
        let create = move |_: &NewOrder, reply: Reply<OrdersAnswer<TradeOrderId>>| {
            made.set(made.get() + 1);
            reply.settle(Ok(format!("TOID{}", made.get()).into()));
        };
        Ok(HostOnly::new(&*format!("{player:?}"), Box::new(create)))
    }

    fn item(&mut self, kind: Kind) -> Able<&'static Item> {
        Ok(if kind == Kind::Once { Goods::GoldenSkin.item() } else { Goods::Gems.item() })
    }

    async fn pay(&mut self, _: &TradeOrderId) -> Able {
        Ok(())
    }

    async fn refund(&mut self, _: &TradeOrderId) -> Able {
        Ok(())
    }

    async fn pass(&mut self, _: Passing) -> Able {
        Ok(())
    }
}

/// A forged answer of the host delivers the item for nothing: whatever the client says is believed.
const FORGED: [&str; 6] = ["O18", "O35", "O36", "O41", "O46", "O47"];
/// A payment whose answer is lost or late is never delivered: TikTok's word is not heard, and a reload forgets all.
const LOST: [&str; 14] =
    ["O6", "O17", "O19", "O20", "O22", "O24", "O25", "O26", "O27", "O28", "O34", "O38", "O53", "O54"];
/// Items that are bought once, prices and refunds are not checked.
const UNCHECKED: [&str; 8] = ["O15", "O29", "O30", "O31", "O32", "O33", "O37", "O56"];
/// Two tabs do not see each other's orders, and may charge twice.
const TWO_TABS: [&str; 9] = ["O5", "O7", "O10", "O11", "O42", "O43", "O44", "O45", "O55"];

#[test]
fn host_only_breaks_what_its_documentation_says_and_nothing_else() {
    let report = finish(conformance::orders(&mut Deaf::default()));
    let lost: BTreeSet<_> = [&FORGED[..], &LOST, &UNCHECKED, &TWO_TABS].concat().into_iter().collect();
    assert_eq!(report.broken().collect::<BTreeSet<_>>(), lost, "{report}");
    assert!(report.is_complete(), "{report}");
}
