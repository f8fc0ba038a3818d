use std::{
    collections::VecDeque,
    fmt::Debug,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
    serve::Listener,
};
use purchasable_simulator::{Admin, signature};
use serde_json::Value;
use tokio::net::TcpListener;

use super::Authority;

/// A backend that hears webhooks, and answers with 200 or as it is told to.
#[derive(Clone)]
pub struct Backend {
    pub url: String,
    state: Arc<Mutex<Ears>>,
}

#[derive(Default)]
struct Ears {
    heard: Vec<Heard>,
    answers: VecDeque<u16>,
}

/// One webhook as it came.
#[derive(Clone, Debug)]
pub struct Heard {
    pub signature: String,
    pub raw: String,
    pub body: Value,
    /// The JSON inside `content`.
    pub content: Value,
}

impl Heard {
    pub fn event(&self) -> &str {
        self.body["event"].as_str().unwrap()
    }

    /// The time in the signature.
    pub fn signed_at(&self) -> u64 {
        let (time, _) = self.signature.strip_prefix("t=").unwrap().split_once(",s=").unwrap();
        time.parse().unwrap()
    }

    /// Whether somebody signed it who has the secret.
    pub fn is_genuine(&self) -> bool {
        self.signature == signature::header("desk-client-secret", self.signed_at(), &self.raw)
    }
}

impl Backend {
    /// A backend at the callback URL.
    pub async fn listening_to(admin: &Admin) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/webhook", listener.local_addr().unwrap());
        Self::serving(listener, url, admin)
    }

    /// The same with https, with a certificate for localhost by this authority.
    pub async fn with_tls(authority: &Authority, admin: &Admin) -> Self {
        let listener = authority.listener().await;
        let url = format!("https://localhost:{}/webhook", listener.local_addr().unwrap().port());
        Self::serving(listener, url, admin)
    }

    fn serving<L: Listener<Addr: Debug>>(listener: L, url: String, admin: &Admin) -> Self {
        let backend = Self { url, state: Arc::default() };
        let router = Router::new().route("/webhook", post(hear)).with_state(backend.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        admin.set_callback(&backend.url);
        backend
    }

    /// What the next webhooks are answered with; 200 after those.
    pub fn will_answer(&self, statuses: impl IntoIterator<Item = u16>) {
        self.state.lock().unwrap().answers.extend(statuses);
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.state.lock().unwrap().heard.clone()
    }
}

async fn hear(State(backend): State<Backend>, headers: HeaderMap, raw: String) -> StatusCode {
    let body: Value = serde_json::from_str(&raw).unwrap();
    let content = serde_json::from_str(body["content"].as_str().unwrap()).unwrap();
    let signature = headers["TikTok-Signature"].to_str().unwrap().into();
    let ears = &mut *backend.state.lock().unwrap();
    ears.heard.push(Heard { signature, raw, body, content });
    StatusCode::from_u16(ears.answers.pop_front().unwrap_or(200)).unwrap()
}
