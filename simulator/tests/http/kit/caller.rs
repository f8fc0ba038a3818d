use purchasable_simulator::Simulator;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};

const CREATE: &str = "/v2/minis/trade_order/create/";

/// The app's backend, which calls the Open API for one user.
pub struct Caller {
    client: Client,
    url: String,
    pub token: String,
}

/// An answer, whatever it is.
#[derive(Debug)]
pub struct Said {
    pub status: u16,
    pub body: Value,
}

impl Said {
    /// The code in the envelope.
    pub fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_else(|| panic!("no code in {self:?}"))
    }

    pub fn data(&self) -> &Value {
        assert_eq!((self.status, self.code()), (200, "ok"), "{self:?}");
        &self.body["data"]
    }
}

impl Caller {
    pub fn new(tiktok: &Simulator) -> Self {
        Self { client: Client::builder().no_proxy().build().unwrap(), url: tiktok.url(), token: String::new() }
    }

    /// With the token of a user who has just logged in.
    pub async fn for_user(tiktok: &Simulator, user: &str) -> Self {
        let mut caller = Self::new(tiktok);
        let said = caller.exchange(&tiktok.desk().log_in(user).code).await;
        caller.token = said.body["access_token"].as_str().unwrap().into();
        caller
    }

    pub async fn exchange(&self, code: &str) -> Said {
        self.token(&[("grant_type", "authorization_code"), ("code", code)]).await
    }

    pub async fn refresh(&self, refresh_token: &str) -> Said {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", refresh_token)]).await
    }

    async fn token(&self, fields: &[(&str, &str)]) -> Said {
        let app = [("client_key", "desk-client-key"), ("client_secret", "desk-client-secret")];
        self.form(&[&app, fields].concat()).await
    }

    pub async fn form(&self, fields: &[(&str, &str)]) -> Said {
        said(self.client.post(format!("{}/v2/oauth/token/", self.url)).form(fields)).await
    }

    pub async fn call(&self, path: &str, question: &Value) -> Said {
        said(self.post(path).json(question)).await
    }

    pub async fn get(&self, path: &str) -> Said {
        said(self.client.get(format!("{}{path}", self.url))).await
    }

    pub async fn file(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.url)).send().await.unwrap()
    }

    /// What a browser asks before a page from elsewhere may post JSON there.
    pub async fn may_a_page_ask(&self, path: &str) -> Response {
        let request = self.client.request(Method::OPTIONS, format!("{}{path}", self.url));
        let request = request.header("Origin", "http://127.0.0.1:8000").header("Access-Control-Request-Method", "POST");
        request.header("Access-Control-Request-Headers", "content-type").send().await.unwrap()
    }

    /// What is not JSON, perhaps.
    pub async fn call_with(&self, path: &str, body: &'static str) -> Said {
        said(self.post(path).body(body)).await
    }

    pub async fn create(&self, order_id: &str, beans: i64) -> Said {
        self.call(CREATE, &order(order_id, beans)).await
    }

    /// Whatever comes of it.
    pub async fn try_create(&self, order_id: &str, beans: i64) -> reqwest::Result<Response> {
        self.post(CREATE).json(&order(order_id, beans)).send().await
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(format!("{}{path}", self.url)).bearer_auth(&self.token)
    }

    /// The id of a new order.
    pub async fn order(&self, order_id: &str, beans: i64) -> String {
        self.create(order_id, beans).await.data()["trade_order_id"].as_str().unwrap().into()
    }

    pub async fn status(&self, trade_order_id: &str) -> String {
        let question = json!({ "trade_order_id": trade_order_id });
        let said = self.call("/v2/minis/trade_order/query/", &question).await;
        said.data()["trade_order_status"].as_str().unwrap().into()
    }
}

fn order(order_id: &str, beans: i64) -> Value {
    json!({
        "token_type": "BEANS",
        "token_amount": beans,
        "order_info": { "order_id": order_id, "product_name": "Steel sword" },
    })
}

async fn said(request: RequestBuilder) -> Said {
    let response = request.send().await.unwrap();
    Said { status: response.status().as_u16(), body: response.json().await.unwrap() }
}
