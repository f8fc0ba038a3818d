//! The OpenAPI document: that it has every route, and nothing else.

use std::collections::BTreeSet;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use purchasable_server::{Backend, Origins, Vault, router};
use serde_json::Value;

use crate::support::{Place, Site, Sqlite};

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

async fn document(site: &Site) -> Value {
    let (status, document) = site.stranger().get("/openapi.json").await;
    assert_eq!(status, StatusCode::OK);
    document
}

/// The paths of a router, without those that lead to the fallback.
fn routed(router: &Router) -> BTreeSet<String> {
    let fallback = printed(&Router::new().fallback(async || ()));
    printed(router).difference(&fallback).cloned().collect()
}

/// A router names each path where it is printed.
fn printed(router: &Router) -> BTreeSet<String> {
    let printed = format!("{router:?}");
    let paths = printed.split('"').skip(1).step_by(2);
    paths.filter(|path| path.starts_with('/')).map(str::to_owned).collect()
}

fn described(document: &Value) -> BTreeSet<String> {
    document["paths"].as_object().unwrap().keys().cloned().collect()
}

#[tokio::test]
async fn every_path_is_described_and_nothing_else() {
    let site = Site::new(&Sqlite::new().await).await;
    let router = router(site.backend.clone(), Origins::Any);
    let document = document(&site).await;
    assert_eq!(routed(&router), described(&document));
    let forgotten = routed(&router.route("/forgotten", get(async || ())));
    assert!(forgotten.contains("/forgotten"), "a route that nobody has described would be found");
}

#[tokio::test]
async fn every_method_is_described_and_nothing_else() {
    let site = Site::new(&Sqlite::new().await).await;
    for (path, methods) in document(&site).await["paths"].as_object().unwrap() {
        for method in METHODS {
            let url = format!("{}{}", site.url, path.replace(['{', '}'], ""));
            let question = site.http.request(method.parse().unwrap(), url).bearer_auth("nobody's");
            let is_there = question.send().await.unwrap().status() != StatusCode::METHOD_NOT_ALLOWED.as_u16();
            assert_eq!(is_there, methods.get(method.to_lowercase()).is_some(), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_operators_part_is_described_where_it_is() {
    let place = Sqlite::new().await;
    let site = Site::new(&place).await;
    let backend = Backend::new(site.backend.book().clone(), site.tiktok.client(), Vault::until_the_end());
    let without = Site::of(&place, backend, site.tiktok.clone(), site.clock.clone()).await;
    let (with, without) = (described(&document(&site).await), described(&document(&without).await));
    let operators = with.difference(&without).collect::<Vec<_>>();
    assert!(operators.len() > 5 && operators.iter().all(|path| path.starts_with("/operator/")), "{operators:?}");
}

#[tokio::test]
async fn each_question_has_a_name_of_its_own() {
    let site = Site::new(&Sqlite::new().await).await;
    let document = document(&site).await;
    let paths = document["paths"].as_object().unwrap().values();
    let operations: Vec<_> = paths.flat_map(|methods| methods.as_object().unwrap().values()).collect();
    let names: BTreeSet<_> = operations.iter().map(|operation| operation["operationId"].as_str().unwrap()).collect();
    assert_eq!(names.len(), operations.len(), "{names:?}");
}

#[tokio::test]
async fn each_question_says_who_may_ask_it_and_each_no_has_one_shape() {
    let site = Site::new(&Sqlite::new().await).await;
    let document = document(&site).await;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let expected = match &**path {
                "/session" | "/catalog" | "/healthz" | "/readyz" | "/openapi.json" => None,
                "/webhooks/tiktok" => Some("signature"),
                path if path.starts_with("/operator/") => Some("operator"),
                _ => Some("session"),
            };
            let security = operation["security"][0].as_object().and_then(|security| security.keys().next());
            assert_eq!(security.map(String::as_str), expected, "{method} {path}");
            for (status, answer) in operation["responses"].as_object().unwrap() {
                let shape = &answer["content"]["application/json"]["schema"]["$ref"];
                let is_no = shape == "#/components/schemas/Problem";
                assert_eq!(is_no, status.starts_with(['4', '5']), "{method} {path} {status}");
            }
        }
    }
}
