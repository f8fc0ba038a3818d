//! The game's backend over HTTP.

mod answer;
#[cfg(not(target_arch = "wasm32"))]
mod native;
mod request;
#[cfg(target_arch = "wasm32")]
mod web;

use core::fmt;
use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::{
    Claim, Claimant, Created, Inventory, NewOrder, Order, OrderStatus, Orders, OrdersAnswer, OrdersError,
    OrdersErrorKind, PanelOutcome, PlayerTag, TradeOrderId,
};
use crate::cell::look;
use crate::text::push_hex;
use crate::{AnyAnswer, BoxFuture, Reply};

use answer::Body;
#[cfg(not(target_arch = "wasm32"))]
use native as transport;
use request::{Request, order_path};
#[cfg(target_arch = "wasm32")]
use web as transport;

/// A backend that speaks what `server/README.md` writes down: `purchasable-server`, or one of your own. Clones are the same
/// session.
///
/// TikTok makes an order for the player whose access token it gets (`/doc/minis-payment-apis`), so a session begins with the
/// code of a silent login. Until then, and after it has ended, every question is answered with
/// [`LoginRequired`](OrdersErrorKind::LoginRequired).
///
/// ```no_run
/// use purchasable::{HttpOrders, OrdersError, Shop};
/// # use purchasable::{HostBridge, HostError, Journal};
///
/// # async fn begin(bridge: impl HostBridge + 'static, journal: impl Journal + 'static) -> Result<Shop, Box<dyn std::error::Error>> {
/// let orders = HttpOrders::new("https://game.example");
/// let shop = Shop::new(bridge, orders.clone(), journal);
/// let code = shop.login().await?;
/// orders.log_in(&code).await?;
/// # Ok(shop)
/// # }
/// ```
///
/// On wasm it asks by `fetch`, and by `TTMinis.game.request` where there is none, as in TikTok's native runtime
/// (`/doc/mini-games-sdk-basic-utility`); there, the backend's domain has to be on the game's list
/// (`/doc/set-up-development-configuration`). Elsewhere a call returns when its answer is there, or after 30 seconds without one:
/// for tools and tests rather than for a game with frames.
#[derive(Clone)]
pub struct HttpOrders(Rc<Session>);

struct Session {
    url: String,
    inventory: Inventory,
    token: Cell<String>,
}

impl HttpOrders {
    /// The backend at this address, a scheme and a host, and perhaps a path. Nobody is asked yet.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self::with(url.into(), Inventory::Client)
    }

    /// The same backend, which grants by itself. [`log_in`](Self::log_in) fails where client and backend do not agree on that.
    #[must_use]
    pub fn granting_at_backend(&self) -> Self {
        Self::with(self.0.url.clone(), Inventory::Backend)
    }

    fn with(mut url: String, inventory: Inventory) -> Self {
        url.truncate(url.trim_end_matches('/').len());
        Self(Rc::new(Session { url, inventory, token: Cell::default() }))
    }

    /// Begins a session, or another one, with the code that [`Shop::login`](crate::Shop::login) gives: at the start of the game,
    /// and when an error [asks for it](OrdersErrorKind::LoginRequired). Gives who is playing: it may be somebody else than before.
    ///
    /// # Errors
    ///
    /// When the backend could not be asked, TikTok does not know the code, or the backend grants by itself and this client
    /// does not expect it, or the other way round.
    #[must_use = "nothing happens until the future is polled or awaited"]
    pub fn log_in(&self, code: &str) -> BoxFuture<OrdersAnswer<PlayerTag>> {
        let (orders, code) = (self.clone(), code.to_owned());
        Box::pin(async move {
            let body = orders.body(Request::post("/session".to_owned(), vec![("code", code)])).await?;
            if body.inventory()? != orders.0.inventory {
                let message = "it keeps the inventory elsewhere than this client expects; see `granting_at_backend`";
                return Err(OrdersError::new(OrdersErrorKind::Rejected, message));
            }
            orders.0.token.set(body.token.clone());
            body.player()
        })
    }

    async fn body(&self, request: Request) -> OrdersAnswer<Body> {
        let place = Rc::new(Place::default());
        let settled = place.clone();
        transport::send(&self.0.url, "", request, move |answer| settled.settle(answer.good()));
        poll_fn(move |cx| place.poll(cx.waker())).await
    }

    /// Asks in the session, and has `read` make the answer of it.
    fn ask<T>(&self, request: Request, reply: Reply<OrdersAnswer<T>>, read: fn(Body) -> OrdersAnswer<T>)
    where
        OrdersAnswer<T>: Into<AnyAnswer>,
        T: 'static,
    {
        let token = look(&self.0.token);
        if token.is_empty() {
            return reply.settle(Err(OrdersError::new(OrdersErrorKind::LoginRequired, "there is no session yet")));
        }
        transport::send(&self.0.url, &token, request, move |answer| {
            reply.settle(answer.good().and_then(read));
        });
    }
}

/// Where an answer waits for whoever asked.
#[derive(Default)]
struct Place {
    answer: Cell<Option<OrdersAnswer<Body>>>,
    waker: Cell<Option<Waker>>,
}

impl Place {
    fn settle(&self, answer: OrdersAnswer<Body>) {
        self.answer.set(Some(answer));
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    fn poll(&self, waker: &Waker) -> Poll<OrdersAnswer<Body>> {
        self.waker.set(Some(waker.clone()));
        self.answer.take().map_or(Poll::Pending, Poll::Ready)
    }
}

impl Orders for HttpOrders {
    fn inventory(&self) -> Inventory {
        self.0.inventory
    }

    fn player(&self, reply: Reply<OrdersAnswer<PlayerTag>>) {
        self.ask(Request::get("/player".to_owned()), reply, Body::player);
    }

    fn create(&self, order: NewOrder, reply: Reply<OrdersAnswer<Created>>) {
        let mut digest = String::new();
        push_hex(&mut digest, order.digest);
        let fields = vec![
            ("sku", order.sku.to_owned()),
            ("digest", digest),
            ("key", order.key.as_str().to_owned()),
            ("payload", BASE64.encode(&order.payload)),
        ];
        let accepted = order.accepted.iter().map(|order| order.as_str().to_owned()).collect();
        self.ask(Request { accepted, ..Request::post("/orders".to_owned(), fields) }, reply, Body::created);
    }

    fn status(&self, order: &TradeOrderId, reply: Reply<OrdersAnswer<OrderStatus>>) {
        self.ask(Request::get(order_path(order.as_str(), "")), reply, Body::status);
    }

    fn open(&self, reply: Reply<OrdersAnswer<Vec<Order>>>) {
        self.ask(Request::get("/orders".to_owned()), reply, Body::open);
    }

    fn claim(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<Claim>>) {
        self.ask(by(order, "/claim", claimant), reply, Body::claim);
    }

    fn ack(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<()>>) {
        self.ask(by(order, "/ack", claimant), reply, |_| Ok(()));
    }

    fn report(&self, order: &TradeOrderId, outcome: PanelOutcome) {
        let outcome = match outcome {
            PanelOutcome::NeverPaid => "never_paid",
            PanelOutcome::Succeeded => "succeeded",
            PanelOutcome::Cancelled => "cancelled",
            PanelOutcome::Failed => "failed",
            PanelOutcome::NoAnswer => "no_answer",
        };
        let request = Request::post(order_path(order.as_str(), "/report"), vec![("outcome", outcome.to_owned())]);
        self.ask(request, Reply::new(|_: OrdersAnswer<()>| {}), |_| Ok(()));
    }
}

fn by(order: &TradeOrderId, what: &str, claimant: &Claimant) -> Request {
    Request::post(order_path(order.as_str(), what), vec![("claimant", claimant.as_str().to_owned())])
}

/// Without the token.
impl fmt::Debug for HttpOrders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpOrders").field("url", &self.0.url).finish_non_exhaustive()
    }
}
