//! A backend on a port of its own, and players who talk to it.

use std::sync::Arc;

use axum::http::StatusCode;
use purchasable::{Catalog, Inventory, Item};
use purchasable_server::{Backend, Book, Database, Environment, OperatorKey, Origins, Vault, router, serve};
use serde_json::{Value, json};
use sqlx::Connection;

use super::{FakeTikTok, Place, SHOP, TestClock};

pub const OPERATOR_KEY: &str = "key of the operator, who is nobody";

/// One copy of the backend.
#[derive(Clone, Debug)]
pub struct Site {
    pub url: String,
    pub http: reqwest::Client,
    database: String,
    pub backend: Backend,
    pub tiktok: FakeTikTok,
    pub clock: TestClock,
}

/// A player in a session, or somebody without one.
pub struct Player {
    url: String,
    token: String,
    http: reqwest::Client,
}

/// Status and body of an answer; the body is null where there is none.
pub type Answer = (StatusCode, Value);

impl Site {
    pub async fn new(place: &impl Place) -> Self {
        Self::serving(place, FakeTikTok::start().await, TestClock::new(), Inventory::Client).await
    }

    /// One more copy at the same database, with the same TikTok and the same clock.
    pub async fn copy(&self, place: &impl Place) -> Self {
        Self::serving(place, self.tiktok.clone(), self.clock.clone(), Inventory::Client).await
    }

    pub async fn serving(place: &impl Place, tiktok: FakeTikTok, clock: TestClock, inventory: Inventory) -> Self {
        Self::with(place, tiktok, clock, inventory, &SHOP).await
    }

    /// The backend of another shop.
    pub async fn selling(place: &impl Place, catalog: &'static Catalog) -> Self {
        Self::with(place, FakeTikTok::start().await, TestClock::new(), Inventory::Client, catalog).await
    }

    async fn with(
        place: &impl Place,
        tiktok: FakeTikTok,
        clock: TestClock,
        inventory: Inventory,
        catalog: &'static Catalog,
    ) -> Self {
        let database = Database::open(place.url()).await.unwrap();
        let book = Book::new(database, catalog, inventory, Environment::Production, Arc::new(clock.clone()));
        let keys = format!("k1:{}", "7".repeat(64));
        let backend = Backend::new(book, tiktok.client(), Vault::parse(&keys.into()).unwrap());
        let backend = backend.with_operator(OperatorKey::new(&OPERATOR_KEY.into()).unwrap());
        Self::of(place, backend, tiktok, clock).await
    }

    pub async fn of(place: &impl Place, backend: Backend, tiktok: FakeTikTok, clock: TestClock) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let origins = Origins::These(vec!["https://game.example".parse().unwrap()]);
        let router = router(backend.clone(), origins);
        tokio::spawn(async move { serve(listener, router, std::future::pending()).await });
        let http = reqwest::Client::new();
        Self { url, http, database: place.url().to_owned(), backend, tiktok, clock }
    }

    /// What is in the database, as a person at a desk sees it.
    pub async fn rows<T>(&self, query: &'static str, argument: &str) -> Vec<T>
    where
        T: for<'row> sqlx::FromRow<'row, sqlx::any::AnyRow> + Send + Unpin,
    {
        let mut connection = sqlx::AnyConnection::connect(&self.database).await.unwrap();
        let query = sqlx::query_as(query);
        let query = if argument.is_empty() { query } else { query.bind(argument) };
        query.fetch_all(&mut connection).await.unwrap()
    }

    pub fn stranger(&self) -> Player {
        Player { url: self.url.clone(), token: String::new(), http: self.http.clone() }
    }

    /// Whoever has the operator's key.
    pub fn operator(&self) -> Player {
        self.stranger().with_token(OPERATOR_KEY)
    }

    pub async fn log_in(&self, name: &str) -> Player {
        let (status, session) = self.stranger().post("/session", json!({"code": format!("code of {name}")})).await;
        assert_eq!(status, StatusCode::OK, "{session}");
        Player { token: session["token"].as_str().unwrap().to_owned(), ..self.stranger() }
    }
}

impl Player {
    pub fn with_token(self, token: &str) -> Self {
        Self { token: token.to_owned(), ..self }
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    pub async fn get(&self, path: &str) -> Answer {
        answer(self.http.get(format!("{}{path}", self.url)).bearer_auth(&self.token)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        answer(self.http.delete(format!("{}{path}", self.url)).bearer_auth(&self.token)).await
    }

    /// The header of this name in the answer.
    pub async fn retry_after(&self, path: &str) -> Option<String> {
        let question = self.http.get(format!("{}{path}", self.url)).bearer_auth(&self.token);
        let answer = question.send().await.unwrap();
        answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned())
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.post_text(path, body.to_string()).await
    }

    pub async fn post_text(&self, path: &str, body: String) -> Answer {
        answer(self.http.post(format!("{}{path}", self.url)).bearer_auth(&self.token).body(body)).await
    }

    pub async fn wish(&self, item: &Item, key: &str) -> Answer {
        self.post("/orders", wish(item, key)).await
    }

    /// The id of a new order.
    pub async fn order(&self, item: &Item, key: &str) -> String {
        let (status, made) = self.wish(item, key).await;
        assert_eq!((status, &made["created"]), (StatusCode::OK, &json!("order")), "{made}");
        made["order"]["id"].as_str().unwrap().to_owned()
    }

    pub async fn status(&self, order: &str) -> String {
        let (status, order) = self.get(&format!("/orders/{order}")).await;
        assert_eq!(status, StatusCode::OK, "{order}");
        order["status"].as_str().unwrap().to_owned()
    }

    /// Id and status of each open order.
    pub async fn open(&self) -> Vec<(String, String)> {
        let (_, open) = self.get("/orders").await;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        open["orders"].as_array().unwrap().iter().map(|order| (text(&order["id"]), text(&order["status"]))).collect()
    }
}

pub fn wish(item: &Item, key: &str) -> Value {
    json!({"sku": item.sku(), "digest": format!("{:016x}", item.digest()), "key": key})
}

/// Who an operator is.
pub fn signed() -> Value {
    json!({"by": "olga", "note": "ticket 7"})
}

/// Status and code of an answer that says no.
pub fn code(answer: &Answer) -> (u16, &str) {
    (answer.0.as_u16(), answer.1["error"]["code"].as_str().unwrap_or_default())
}

async fn answer(question: reqwest::RequestBuilder) -> Answer {
    let answer = question.send().await.unwrap();
    let status = StatusCode::from_u16(answer.status().as_u16()).unwrap();
    let body = answer.text().await.unwrap();
    (status, if body.is_empty() { Value::Null } else { serde_json::from_str(&body).unwrap() })
}
