use std::time::Duration;

use crate::kit::{Caller, tiktok};

#[tokio::test]
async fn a_code_becomes_tokens_that_live_as_long_as_tiktoks() {
    let tiktok = tiktok();
    let said = Caller::new(&tiktok).exchange(&tiktok.desk().log_in("ada").code).await;

    assert_eq!(said.status, 200);
    assert_eq!((&said.body["expires_in"], &said.body["refresh_expires_in"]), (&86_400.into(), &31_536_000.into()));
    assert_eq!(said.body["open_id"], tiktok.admin().users()[0].open_id);
    assert_eq!(said.body["token_type"], "Bearer");
    assert!(said.body["access_token"].as_str().unwrap().starts_with("act."));
}

#[tokio::test]
async fn a_code_is_single_use() {
    let tiktok = tiktok();
    let (caller, code) = (Caller::new(&tiktok), tiktok.desk().log_in("ada").code);
    assert_eq!(caller.exchange(&code).await.status, 200);

    let said = caller.exchange(&code).await;
    assert_eq!((said.status, &said.body["error"]), (400, &"invalid_grant".into()));
    assert!(said.body["error_description"].is_string() && said.body["log_id"].is_string(), "{said:?}");
}

#[tokio::test]
async fn a_code_expires_after_five_minutes() {
    let tiktok = tiktok();
    let (caller, desk) = (Caller::new(&tiktok), tiktok.desk());
    let (early, late) = (desk.log_in("ada").code, desk.log_in("ada").code);

    tiktok.admin().advance(Duration::from_secs(299)).await;
    assert_eq!(caller.exchange(&early).await.status, 200);
    tiktok.admin().advance(Duration::from_secs(1)).await;
    assert_eq!(caller.exchange(&late).await.body["error"], "invalid_grant");
}

#[tokio::test]
async fn a_refresh_gives_a_new_refresh_token_in_place_of_the_old_one() {
    let tiktok = tiktok();
    let caller = Caller::new(&tiktok);
    let first = caller.exchange(&tiktok.desk().log_in("ada").code).await.body;
    let old = first["refresh_token"].as_str().unwrap();

    let second = caller.refresh(old).await.body;
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    assert_ne!(second["access_token"], first["access_token"]);
    assert_eq!(second["open_id"], first["open_id"]);
    assert_eq!(caller.refresh(old).await.body["error"], "invalid_grant");
    assert_eq!(caller.refresh(second["refresh_token"].as_str().unwrap()).await.status, 200);
}

#[tokio::test]
async fn a_refresh_token_expires_after_a_year() {
    let tiktok = tiktok();
    let caller = Caller::new(&tiktok);
    let tokens = caller.exchange(&tiktok.desk().log_in("ada").code).await.body;
    tiktok.admin().advance(Duration::from_secs(31_536_000)).await;

    assert_eq!(caller.refresh(tokens["refresh_token"].as_str().unwrap()).await.body["error"], "invalid_grant");
}

#[tokio::test]
async fn what_is_wrong_with_a_token_request_has_the_oauth_shape() {
    let tiktok = tiktok();
    let caller = Caller::new(&tiktok);
    let app = [("client_key", "desk-client-key"), ("client_secret", "desk-client-secret")];
    let with = |field| [&app[..], &[field]].concat();
    let cases = [
        (vec![], 400, "invalid_request"),
        (vec![("grant_type", "authorization_code"), ("code", "x")], 401, "invalid_client"),
        (vec![("grant_type", "refresh_token"), app[0], ("client_secret", "x")], 401, "invalid_client"),
        (vec![("grant_type", "refresh_token"), ("client_key", "x"), app[1]], 401, "invalid_client"),
        (with(("grant_type", "authorization_code")), 400, "invalid_request"),
        (with(("grant_type", "refresh_token")), 400, "invalid_request"),
        (with(("grant_type", "client_credentials")), 400, "unsupported_grant_type"),
    ];
    for (fields, status, error) in cases {
        let said = caller.form(&fields).await;
        assert_eq!((said.status, &said.body["error"]), (status, &error.into()), "{fields:?}");
    }
}

#[tokio::test]
async fn an_access_token_expires_after_a_day() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    tiktok.admin().advance(Duration::from_secs(86_399)).await;
    assert_eq!(caller.create("own-1", 500).await.code(), "ok");

    tiktok.admin().advance(Duration::from_secs(1)).await;
    let said = caller.create("own-2", 500).await;
    assert_eq!((said.status, said.code()), (401, "access_token_invalid"));
}

#[tokio::test]
async fn tokens_can_be_made_to_expire() {
    let tiktok = tiktok();
    let mut caller = Caller::new(&tiktok);
    let tokens = caller.exchange(&tiktok.desk().log_in("ada").code).await.body;
    caller.token = tokens["access_token"].as_str().unwrap().into();

    tiktok.admin().expire_access_tokens();
    assert_eq!(caller.create("own-1", 500).await.code(), "access_token_invalid");
    let refreshed = caller.refresh(tokens["refresh_token"].as_str().unwrap()).await;
    assert_eq!(refreshed.status, 200);

    tiktok.admin().expire_refresh_tokens();
    assert_eq!(caller.refresh(refreshed.body["refresh_token"].as_str().unwrap()).await.body["error"], "invalid_grant");
}
