//! TikTok's Open API on a desk: users, tokens and orders, and answers that a test puts in the way.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use purchasable_server::TikTok;
use serde_json::{Map, Value, json};

pub const CREATE: &str = "/v2/minis/trade_order/create/";
pub const QUERY: &str = "/v2/minis/trade_order/query/";
pub const PRICES: &str = "/v2/minis/utility/check_redeem_amounts/";
pub const TIERS: &str = "/v2/minis/utility/get_tier_infos/";
pub const TOKEN: &str = "/v2/oauth/token/";
pub const CLIENT_KEY: &str = "key of the app";
pub const CLIENT_SECRET: &str = "secret of the app";

#[derive(Clone, Debug)]
pub struct FakeTikTok {
    url: String,
    desk: Arc<Mutex<Desk>>,
}

/// A question that TikTok was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub token: String,
    pub body: String,
}

#[derive(Debug, Default)]
struct Desk {
    asked: Vec<Asked>,
    prepared: HashMap<String, VecDeque<(u16, String)>>,
    own_ids: HashSet<String>,
    paid: HashSet<String>,
    /// How often each user was given tokens; only the last ones are good.
    issued: HashMap<String, u32>,
    expired: HashSet<String>,
    orders: u32,
    refused_prices: Vec<u64>,
}

impl FakeTikTok {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let desk = Arc::<Mutex<Desk>>::default();
        let router = Router::new().fallback(answer).with_state(desk.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, desk }
    }

    pub fn client(&self) -> TikTok {
        TikTok::new(&self.url, CLIENT_KEY, CLIENT_SECRET.into()).with_old_secrets(vec!["secret before".into()])
    }

    /// The next question on this path is answered with this, and nothing is done.
    pub fn prepare(&self, path: &str, status: u16, body: &impl ToString) {
        let mut desk = self.desk.lock().unwrap();
        desk.prepared.entry(path.to_owned()).or_default().push_back((status, body.to_string()));
    }

    /// Questions are answered as ever again.
    pub fn forget_prepared(&self) {
        self.desk.lock().unwrap().prepared.clear();
    }

    pub fn pay(&self, order: &str) {
        self.desk.lock().unwrap().paid.insert(order.to_owned());
    }

    pub fn refuse_prices(&self, prices: &[u64]) {
        self.desk.lock().unwrap().refused_prices = prices.to_vec();
    }

    /// The access token that this user has now is good no more.
    pub fn expire_token(&self, user: &str) {
        let mut desk = self.desk.lock().unwrap();
        let token = desk.access_of(user);
        desk.expired.insert(token);
    }

    /// What was asked on this path.
    pub fn asked(&self, path: &str) -> Vec<Asked> {
        self.desk.lock().unwrap().asked.iter().filter(|asked| asked.path == path).cloned().collect()
    }
}

async fn answer(
    State(desk): State<Arc<Mutex<Desk>>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, String) {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let token = header.trim_start_matches("Bearer ").to_owned();
    let asked = Asked { path: uri.path().to_owned(), token, body: String::from_utf8(body.to_vec()).unwrap() };
    let (status, body) = desk.lock().unwrap().answer(&asked);
    (StatusCode::from_u16(status).unwrap(), body)
}

impl Desk {
    fn answer(&mut self, asked: &Asked) -> (u16, String) {
        self.asked.push(asked.clone());
        if let Some(prepared) = self.prepared.get_mut(&asked.path).and_then(VecDeque::pop_front) {
            return prepared;
        }
        if asked.path == TOKEN {
            return self.tokens(&asked.body);
        }
        if !asked.token.starts_with("act.") || self.expired.contains(&asked.token) {
            return refused(401, "access_token_invalid");
        }
        let body: Value = serde_json::from_str(&asked.body).unwrap();
        match &*asked.path {
            CREATE => self.create(&body),
            QUERY => {
                let paid = self.paid.contains(body["trade_order_id"].as_str().unwrap());
                ok(&json!({"trade_order_status": if paid { "SUCCESS" } else { "PENDING" }}))
            }
            PRICES => {
                let mut amounts =
                    body["token_amounts"].as_array().unwrap().iter().map(|amount| amount.as_u64().unwrap());
                ok(&json!({"valid": amounts.all(|amount| !self.refused_prices.contains(&amount))}))
            }
            TIERS => {
                let ids = body["tier_ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap());
                ok(&json!({"tier_infos": ids.map(|id| (id.to_owned(), tier_info(id))).collect::<Map<_, _>>()}))
            }
            path => panic!("nothing is prepared for {path}"),
        }
    }

    fn create(&mut self, body: &Value) -> (u16, String) {
        if !self.own_ids.insert(body["order_info"]["order_id"].as_str().unwrap().to_owned()) {
            return refused(200, "20021002");
        }
        self.orders += 1;
        ok(&json!({"trade_order_id": format!("TOID{:08}", self.orders)}))
    }

    /// A code is `code of <user>`.
    fn tokens(&mut self, form: &str) -> (u16, String) {
        let field = |name: &str| {
            let mut fields = form.split('&').filter_map(|field| field.split_once('='));
            fields.find(|(field, _)| *field == name).map(|(_, value)| value.replace('+', " "))
        };
        let user = match (field("code"), field("refresh_token")) {
            (Some(code), None) => code.strip_prefix("code of ").map(str::to_owned),
            (None, Some(refresh)) => self.issued.keys().find(|user| self.refresh_of(user) == refresh).cloned(),
            _ => None,
        };
        let Some(user) = user else {
            let error = json!({"error": "invalid_grant", "error_description": "the code is not good", "log_id": "L1"});
            return (400, error.to_string());
        };
        *self.issued.entry(user.clone()).or_default() += 1;
        let tokens = json!({
            "open_id": user, "access_token": self.access_of(&user), "expires_in": 86400,
            "refresh_token": self.refresh_of(&user), "refresh_expires_in": 31_536_000,
        });
        (200, tokens.to_string())
    }

    fn access_of(&self, user: &str) -> String {
        format!("act.{user}.{}", self.issued[user])
    }

    fn refresh_of(&self, user: &str) -> String {
        format!("rft.{user}.{}", self.issued[user])
    }
}

/// A tier is called `tier-<Beans>`.
fn tier_info(id: &str) -> Value {
    let beans: u32 = id.strip_prefix("tier-").unwrap().parse().unwrap();
    json!({
        "tier_id": id, "tier_name": format!("{beans} Beans"), "token_type": "BEANS", "token_amount": beans,
        "price": "1.19", "currency": "USD", "symbol": "$",
    })
}

fn ok(data: &Value) -> (u16, String) {
    (200, json!({"data": data, "error": {"code": "ok", "message": "", "log_id": "L1"}}).to_string())
}

/// An answer that says no.
pub fn refused(status: u16, code: &str) -> (u16, String) {
    (status, json!({"data": {}, "error": {"code": code, "message": "no", "log_id": "L1"}}).to_string())
}
