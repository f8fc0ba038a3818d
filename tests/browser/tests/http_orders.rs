//! The game's backend over HTTP, by `fetch` and by the host's own request.
#![cfg(target_arch = "wasm32")]

use std::future::Future;

use browser_tests::page::{self, ScriptedBackend};
use purchasable::{
    Beans, Claim, Claimant, Created, HttpOrders, Inventory, Item, NewOrder, Order, OrderKey, OrderStatus, Orders,
    OrdersAnswer, OrdersErrorKind, PanelOutcome, PlayerTag, Reply, TradeOrderId, purchasable,
};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::js_sys::Promise;
use wasm_bindgen_futures::wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[purchasable(beans = 500)]
struct SteelSword;

const SESSION: &str = r#"{"status": 200, "text": "{\"token\":\"t0\",\"player\":\"anna\",\"inventory\":\"client\"}"}"#;

/// A backend behind `fetch` that gives these answers.
fn backend(answers: &[&str]) -> ScriptedBackend {
    ScriptedBackend::new(true, &page::json(&format!("[{}]", answers.join(","))))
}

/// An answer with status 200.
fn good(body: &str) -> String {
    answer(200, body)
}

fn answer(status: u16, body: &str) -> String {
    format!(r#"{{"status": {status}, "text": {body:?}}}"#)
}

async fn session() -> HttpOrders {
    let orders = HttpOrders::new("https://game.example/");
    assert_eq!(orders.log_in("code").await.expect("a session"), PlayerTag::from("anna"));
    orders
}

/// Asks, and waits for the answer.
async fn told<T: 'static>(ask: impl FnOnce(Reply<OrdersAnswer<T>>)) -> OrdersAnswer<T>
where
    OrdersAnswer<T>: TryFrom<purchasable::AnyAnswer>,
{
    let place = std::rc::Rc::new(std::cell::Cell::new(None));
    let heard = place.clone();
    ask(Reply::new(move |answer| heard.set(Some(answer))));
    for _ in 0..200 {
        if let Some(answer) = place.take() {
            return answer;
        }
        pause().await.expect("time passes");
    }
    panic!("no answer came");
}

fn pause() -> impl Future<Output = Result<JsValue, JsValue>> {
    JsFuture::from(Promise::new(&mut |done, _| page::after(1, &done)))
}

fn wish(item: &'static Item) -> NewOrder {
    NewOrder::new(item, OrderKey::from("a-key"))
}

#[wasm_bindgen_test]
async fn a_session_begins_with_a_code_and_each_question_carries_its_token() {
    let pending = r#"{"created":"order","order":{"id":"TOID1","key":"a-key","sku":"steel_sword","status":"pending","payload":"AwQ="}}"#;
    let backend = backend(&[SESSION, &good(pending)]);
    let orders = session().await;
    let mut sword = wish(SteelSword::ITEM);
    sword.accepted = vec!["TOID0".into()];
    sword.payload = vec![3, 4];
    let Ok(Created::Order(order)) = told(|reply| orders.create(sword, reply)).await else { panic!("an order") };
    assert_eq!((order.id().as_str(), order.status(), order.payload()), ("TOID1", OrderStatus::Pending, &[3, 4][..]));
    let digest = format!("{:016x}", SteelSword::ITEM.digest());
    assert_eq!(
        backend.asked(),
        format!(
            "POST https://game.example/session  {{\"code\":\"code\"}}\n\
             POST https://game.example/orders Bearer t0 {{\"accepted\":[\"TOID0\"],\"sku\":\"steel_sword\",\
             \"digest\":\"{digest}\",\"key\":\"a-key\",\"payload\":\"AwQ=\"}}"
        )
    );
    assert!(!format!("{orders:?}").contains("t0"), "the token is nobody's business");
    backend.mend();
}

#[wasm_bindgen_test]
async fn whatever_the_backend_answers_has_its_meaning() {
    let earlier = r#"{"created":"earlier_open","orders":[{"id":"TOID1","key":"k","sku":"steel_sword","status":"paid","payload":""}]}"#;
    let open = r#"{"orders":[{"id":"TOID2","key":"k","sku":"steel_sword","status":"refunded","payload":"AA=="}]}"#;
    let answers = [
        good(r#"{"player":"anna","inventory":"client"}"#),
        good(earlier),
        good(r#"{"created":"owned"}"#),
        good(r#"{"created":"price_drift","beans":700}"#),
        good(r#"{"id":"TOID1","status":"granted"}"#),
        good(open),
        good(r#"{"claim":"elsewhere"}"#),
        answer(204, ""),
        answer(204, ""),
    ];
    let all: Vec<_> = [SESSION].into_iter().chain(answers.iter().map(String::as_str)).collect();
    let backend = backend(&all);
    let orders = session().await;
    let (id, claimant) = (TradeOrderId::from("TOID1"), Claimant::from("me"));
    assert_eq!(told(|reply| orders.player(reply)).await, Ok("anna".into()));
    let made = || wish(SteelSword::ITEM);
    let sword = Order::new("TOID1", "k", "steel_sword", OrderStatus::Paid);
    assert_eq!(told(|reply| orders.create(made(), reply)).await, Ok(Created::EarlierOpen(vec![sword])));
    assert_eq!(told(|reply| orders.create(made(), reply)).await, Ok(Created::Owned));
    assert_eq!(told(|reply| orders.create(made(), reply)).await, Ok(Created::PriceDrift(Beans(700))));
    assert_eq!(told(|reply| orders.status(&id, reply)).await, Ok(OrderStatus::Granted));
    let refunded = Order::new("TOID2", "k", "steel_sword", OrderStatus::Refunded).with_payload([0]);
    assert_eq!(told(|reply| orders.open(reply)).await, Ok(vec![refunded]));
    assert_eq!(told(|reply| orders.claim(&id, &claimant, reply)).await, Ok(Claim::Elsewhere));
    assert_eq!(told(|reply| orders.ack(&id, &claimant, reply)).await, Ok(()));
    orders.report(&id, PanelOutcome::NeverPaid);
    pause().await.expect("time passes");
    let asked = backend.asked();
    assert!(asked.ends_with(
        "GET https://game.example/orders Bearer t0\n\
         POST https://game.example/orders/TOID1/claim Bearer t0 {\"claimant\":\"me\"}\n\
         POST https://game.example/orders/TOID1/ack Bearer t0 {\"claimant\":\"me\"}\n\
         POST https://game.example/orders/TOID1/report Bearer t0 {\"outcome\":\"never_paid\"}"
    ));
    backend.mend();
}

#[wasm_bindgen_test]
async fn what_goes_wrong_says_whether_the_backend_may_have_acted() {
    let problem = r#"{"error":{"code":"any","message":"because"}}"#;
    for (answer, kind, message) in [
        (answer(401, problem), OrdersErrorKind::LoginRequired, "because"),
        (answer(404, problem), OrdersErrorKind::Rejected, "because"),
        (answer(429, problem), OrdersErrorKind::Unreachable, "because"),
        (answer(503, "<html>"), OrdersErrorKind::Unreachable, "HTTP 503"),
        (answer(200, "<html>"), OrdersErrorKind::Malformed, "its answer is no JSON object"),
        (answer(200, "{}"), OrdersErrorKind::Malformed, "its answer has `` for `status`"),
        (answer(302, ""), OrdersErrorKind::Malformed, "HTTP 302"),
        (r#"{"fails": "the network is gone"}"#.to_owned(), OrdersErrorKind::Unreachable, "the network is gone"),
        (r#"{"throws": "it is forbidden"}"#.to_owned(), OrdersErrorKind::Unreachable, "it is forbidden"),
    ] {
        let backend = backend(&[SESSION, &answer]);
        let orders = session().await;
        let error = told(|reply| orders.status(&"TOID1".into(), reply)).await.expect_err("it goes wrong");
        assert_eq!((error.kind, error.message.as_str()), (kind, message), "{answer}");
        backend.mend();
    }
}

#[wasm_bindgen_test]
async fn nobody_is_asked_before_there_is_a_session() {
    let backend = backend(&[]);
    let orders = HttpOrders::new("https://game.example");
    let error = told(|reply| orders.player(reply)).await.expect_err("nobody has logged in");
    assert_eq!((error.kind, backend.asked().as_str()), (OrdersErrorKind::LoginRequired, ""));
    backend.mend();
}

#[wasm_bindgen_test]
async fn client_and_backend_have_to_agree_on_who_grants() {
    let backend = backend(&[SESSION]);
    let orders = HttpOrders::new("https://game.example").granting_at_backend();
    assert_eq!(orders.inventory(), Inventory::Backend);
    let error = orders.log_in("code").await.expect_err("the backend leaves it to the client");
    assert!(error.message.contains("granting_at_backend"), "{error}");
    backend.mend();
}

#[wasm_bindgen_test]
async fn where_there_is_no_fetch_the_host_is_asked_in_whatever_way_it_answers() {
    let session_of = |extra: &str| {
        format!(r#"{{"status": 200, {extra} "parsed": {{"token": "t0", "player": "anna", "inventory": "client"}}}}"#)
    };
    for first in [session_of(""), session_of(r#""promises": true,"#), SESSION.to_owned()] {
        let answers = [first, answer(200, r#"{"status":"paid"}"#), r#"{"fails": "request:fail timeout"}"#.to_owned()];
        let backend = ScriptedBackend::new(false, &page::json(&format!("[{}]", answers.join(","))));
        let orders = session().await;
        assert_eq!(told(|reply| orders.status(&"TOID1".into(), reply)).await, Ok(OrderStatus::Paid));
        let error = told(|reply| orders.open(reply)).await.expect_err("it has failed");
        assert_eq!((error.kind, error.message.as_str()), (OrdersErrorKind::Unreachable, "request:fail timeout"));
        backend.mend();
    }
}
