use std::time::Duration;

use purchasable_simulator::{Endpoint, Fault, Simulator};
use tokio::task::JoinHandle;

use crate::kit::{Caller, tiktok};

const CREATE: Endpoint = Endpoint::CreateTradeOrder;

/// Lets a call go on until it has met its fault.
async fn until_met<T>(tiktok: &Simulator, call: &JoinHandle<T>) {
    while !tiktok.admin().armed().is_empty() {
        assert!(!call.is_finished(), "it has met no fault");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_fault_meets_one_call_of_its_endpoint() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let order = caller.order("own-1", 500).await;
    tiktok.admin().arm(CREATE, Fault::InternalError);

    assert_eq!(caller.status(&order).await, "PENDING");
    assert_eq!(caller.create("own-2", 500).await.code(), "50001000");
    assert_eq!(caller.create("own-2", 500).await.code(), "ok", "nothing had been done");
}

#[tokio::test]
async fn refusals_have_tiktoks_codes_and_statuses() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let cases = [
        (Fault::InternalError, 200, "50001000"),
        (Fault::PaymentsNotEnabled, 200, "20021001"),
        (Fault::InvalidAccessToken, 401, "access_token_invalid"),
        (Fault::RateLimited, 429, "rate_limit_exceeded"),
    ];
    for (fault, status, code) in cases {
        tiktok.admin().arm(CREATE, fault);
        let said = caller.create("own-1", 500).await;
        assert_eq!((said.status, said.code()), (status, code));
    }
    assert!(tiktok.admin().orders().is_empty());
}

#[tokio::test]
async fn an_answer_can_be_html_or_other_json() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    tiktok.admin().arm(CREATE, Fault::HtmlPage);
    let page = caller.try_create("own-1", 500).await.unwrap();
    assert_eq!(
        (page.status().as_u16(), &page.headers()["content-type"]),
        (500, &"text/html; charset=utf-8".parse().unwrap())
    );
    assert!(page.text().await.unwrap().starts_with("<html>"));

    tiktok.admin().arm(CREATE, Fault::WrongJson);
    let said = caller.create("own-1", 500).await;
    assert_eq!((said.status, said.body.get("error")), (200, None));
    assert!(tiktok.admin().orders().is_empty());
}

#[tokio::test]
async fn a_lost_answer_leaves_an_order_behind_whose_id_nobody_knows() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    tiktok.admin().arm(CREATE, Fault::LostAnswer);
    let answer = match caller.try_create("own-1", 500).await {
        Ok(response) => response.bytes().await,
        Err(error) => Err(error),
    };
    assert!(answer.is_err(), "{answer:?}");
    assert_eq!(tiktok.admin().orders().len(), 1);
    assert_eq!(caller.create("own-1", 500).await.code(), "20021002");
}

#[tokio::test]
async fn a_call_without_an_answer_does_nothing_and_waits_for_ever() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    tiktok.admin().arm(CREATE, Fault::NoAnswer);
    let call = tokio::spawn(async move { caller.try_create("own-1", 500).await });
    until_met(&tiktok, &call).await;
    tiktok.admin().advance(Duration::from_secs(72 * 3600)).await;

    assert!(tiktok.admin().orders().is_empty());
    assert!(!call.is_finished());
    drop(tiktok);
    assert!(call.await.unwrap().is_err());
}

#[tokio::test]
async fn a_late_answer_is_done_at_once_and_comes_by_the_clock() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    tiktok.admin().arm(CREATE, Fault::LateAnswer { seconds: 30 });
    let call = tokio::spawn(async move { caller.create("own-1", 500).await });
    while tiktok.admin().orders().is_empty() {
        assert!(!call.is_finished(), "it is answered, and not done");
        tokio::task::yield_now().await;
    }
    tiktok.admin().advance(Duration::from_secs(29)).await;
    // An answer that was on its way would come before this one.
    Caller::for_user(&tiktok, "ben").await;
    assert!(!call.is_finished());
    while !call.is_finished() {
        tiktok.admin().advance(Duration::from_secs(1)).await;
    }
    assert_eq!(call.await.unwrap().data()["trade_order_id"], tiktok.admin().orders()[0].trade_order_id);
}

#[tokio::test]
async fn the_token_endpoint_has_faults_too() {
    let tiktok = tiktok();
    let caller = Caller::new(&tiktok);
    tiktok.admin().arm(Endpoint::Token, Fault::RateLimited);
    let code = tiktok.desk().log_in("ada").code;
    assert_eq!(caller.exchange(&code).await.status, 429);
    assert_eq!(caller.exchange(&code).await.status, 200);
}

#[tokio::test]
async fn faults_can_be_cleared() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    tiktok.admin().arm(CREATE, Fault::HtmlPage);
    tiktok.admin().set_fault_rate(1.0);
    tiktok.admin().clear_faults();
    assert_eq!(caller.create("own-1", 500).await.code(), "ok");
}

#[tokio::test]
async fn a_reset_forgets_all_and_no_id_comes_back() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let order = caller.order("own-1", 500).await;
    tiktok.desk().pay("ada", &order).unwrap();
    let delivery = tiktok.admin().deliveries()[0].id;
    tiktok.admin().reset();

    assert!(tiktok.admin().users().is_empty() && tiktok.admin().orders().is_empty());
    assert!(tiktok.admin().deliveries().is_empty());
    assert_eq!(caller.create("own-1", 500).await.code(), "access_token_invalid");
    let again = Caller::for_user(&tiktok, "ada").await.order("own-1", 500).await;
    tiktok.desk().pay("ada", &again).unwrap();
    assert_ne!(again, order);
    assert!(tiktok.admin().deliveries()[0].id > delivery);
}
