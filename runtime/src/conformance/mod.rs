//! Tries an implementation of your own: of [`Journal`], of [`Orders`] or of [`HostBridge`].
//!
//! Each of the three traits has a list of behaviours, [`JOURNAL`], [`ORDERS`] and [`BRIDGE`], in which each has a number that
//! stays. A run tries them all and gives a [`Report`], which says of each whether it is kept, and what was seen instead where it
//! is not. Nothing here sleeps, starts a thread or needs an executor: the futures can be polled with anything.
//!
//! What the suite needs beside the trait, such as the payment of an order, it asks of a harness: [`Storage`], [`Backend`] or
//! [`Host`]. What a harness [cannot](Cannot) do is skipped, and the report says so.
//!
//! # A journal
//!
//! ```
//! use purchasable::{MemoryJournal, conformance};
//!
//! let storage = MemoryJournal::new();
//! let report = conformance::journal(|| storage.clone()).check()?;
//! println!("{report}");
//! # Ok::<(), conformance::Report>(())
//! ```
//!
//! # A backend
//!
//! ```
//! # #[cfg(feature = "simulated")]
//! # fn main() -> Result<(), purchasable::conformance::Report> {
//! use purchasable::conformance::{self, Able, Backend, Behaviour, Kind, Player};
//! use purchasable::{Call, HostBridge, Item, Purchasable, Reply, SimulatedOrders, SimulatedTikTok, TradeOrderId};
//! use purchasable::{poll_now, purchasable};
//!
//! #[purchasable]
//! enum Goods {
//!     #[purchasable(beans = 100)]
//!     Gems,
//!     #[purchasable(beans = 300, once)]
//!     GoldenSkin,
//! }
//!
//! /// The backend under test; here it is the simulated one.
//! #[derive(Default)]
//! struct Harness(SimulatedTikTok);
//!
//! impl Backend for Harness {
//!     type Orders = SimulatedOrders;
//!
//!     async fn begin(&mut self, _: &Behaviour) {
//!         self.0 = SimulatedTikTok::new();
//!     }
//!
//!     async fn session(&mut self, player: Player) -> Able<SimulatedOrders> {
//!         Ok(self.0.orders_of(&format!("{player:?}")))
//!     }
//!
//!     fn item(&mut self, kind: Kind) -> Able<&'static Item> {
//!         Ok(if kind == Kind::Once { Goods::GoldenSkin.item() } else { Goods::Gems.item() })
//!     }
//!
//!     async fn pay(&mut self, order: &TradeOrderId) -> Able {
//!         // A harness of a real backend sends it a webhook that is signed with a secret for tests.
//!         self.0.call(Call::Pay(order.clone()), Reply::new(|_| {}));
//!         while self.0.pump() {}
//!         Ok(())
//!     }
//!
//!     fn pump(&mut self) -> bool {
//!         self.0.pump()
//!     }
//! }
//!
//! let mut harness = Harness::default();
//! let mut run = Box::pin(conformance::orders(&mut harness));
//! let report = loop {
//!     if let Some(report) = poll_now(&mut run) {
//!         break report.check()?;
//!     }
//! };
//! assert!(!report.is_complete(), "this harness pays nothing back, for one");
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "simulated"))]
//! # fn main() {}
//! ```
//!
//! # A bridge
//!
//! ```
//! # #[cfg(feature = "simulated")]
//! # fn main() -> Result<(), purchasable::conformance::Report> {
//! use purchasable::conformance::{self, Able, Behaviour, Cannot, Host, Way};
//! use purchasable::{HostFault, Method, SimulatedTikTok, TradeOrderId, poll_now};
//!
//! /// The host behind the bridge under test; here it is the simulated one.
//! #[derive(Default)]
//! struct Harness(SimulatedTikTok);
//!
//! impl Host for Harness {
//!     type Bridge = SimulatedTikTok;
//!
//!     async fn begin(&mut self, _: &Behaviour) {
//!         self.0 = SimulatedTikTok::new();
//!     }
//!
//!     fn bridge(&mut self) -> SimulatedTikTok {
//!         self.0.clone()
//!     }
//!
//!     fn order(&mut self) -> Able<TradeOrderId> {
//!         Err(Cannot::new("the backend that makes orders is not a part of this"))
//!     }
//!
//!     fn next(&mut self, _: Method, way: Way) -> Able {
//!         match way {
//!             Way::Throws => Ok(self.0.fail_next(HostFault::Throw)),
//!             _ => Err(Cannot::new("this harness only lets calls throw")),
//!         }
//!     }
//! }
//!
//! let mut harness = Harness::default();
//! let mut run = Box::pin(conformance::bridge(&mut harness));
//! let report = loop {
//!     if let Some(report) = poll_now(&mut run) {
//!         break report.check()?;
//!     }
//! };
//! println!("{report}");
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "simulated"))]
//! # fn main() {}
//! ```
//!
//! [`Journal`]: crate::Journal
//! [`Orders`]: crate::Orders
//! [`HostBridge`]: crate::HostBridge

mod bridge;
mod check;
mod journal;
mod orders;
mod report;
mod waiting;

pub use bridge::{BRIDGE, Host, Way, bridge};
pub use check::{Able, Cannot};
pub use journal::{JOURNAL, Storage, journal};
pub use orders::{Backend, Kind, ORDERS, Passing, Player, orders};
pub use report::{Behaviour, Report, Verdict};
