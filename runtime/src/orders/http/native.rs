//! The way to the backend outside of a browser. It waits for the answer inside the call.

use core::time::Duration;
use std::sync::LazyLock;

use serde_json::{Map, Value};
use ureq::Agent;
use ureq::http::Response;

use super::answer::{Answer, Body, Problem};
use super::request::{Method, Request};

/// A question that was not answered by then has no answer. The same time as in `http.js`.
const ANSWER: Duration = Duration::from_secs(30);

static AGENT: LazyLock<Agent> = LazyLock::new(|| {
    let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(ANSWER));
    config.build().into()
});

/// Sends a request, and has `hear` hear the answer.
pub(super) fn send(url: &str, token: &str, request: Request, hear: impl FnOnce(Answer)) {
    hear(answer(url, token, request).unwrap_or_else(|error| {
        let error = Problem { message: error.to_string() };
        Answer { status: 0, body: Some(Body { error, ..Body::default() }) }
    }));
}

fn answer(url: &str, token: &str, request: Request) -> Result<Answer, ureq::Error> {
    let url = format!("{url}{}", request.path);
    let authorization = format!("Bearer {token}");
    let mut response = match request.method {
        Method::Get => AGENT.get(url).header("Authorization", authorization).call(),
        Method::Post => {
            let post = AGENT.post(url).header("Authorization", authorization);
            post.content_type("application/json").send(body_of(request).to_string())
        }
    }?;
    Ok(Answer { status: response.status().as_u16(), body: read(&mut response)? })
}

fn body_of(request: Request) -> Value {
    let fields = request.fields.into_iter().map(|(name, value)| (name.to_owned(), Value::String(value)));
    let mut body: Map<_, _> = fields.collect();
    if !request.accepted.is_empty() {
        body.insert("accepted".to_owned(), request.accepted.into());
    }
    Value::Object(body)
}

fn read(response: &mut Response<ureq::Body>) -> Result<Option<Body>, ureq::Error> {
    let text = response.body_mut().read_to_string()?;
    Ok(if text.is_empty() { Some(Body::default()) } else { serde_json::from_str(&text).ok() })
}
