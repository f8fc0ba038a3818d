//! A call that meets a fault.

use std::{
    future, io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Json,
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use http_body::Frame;
use serde_json::json;

use super::{codes::Code, endpoint::refused};
use crate::{
    faults::{Endpoint, Fault},
    host::Host,
};

const PAGE: &str = "<html><head><title>500 Internal Server Error</title></head>\
    <body><center><h1>500 Internal Server Error</h1></center></body></html>";

pub async fn meet_fault(State((host, endpoint)): State<(Host, Endpoint)>, request: Request, act: Next) -> Response {
    let Some(fault) = next_fault(&host, endpoint) else { return act.run(request).await };
    match fault {
        Fault::NoAnswer => future::pending().await,
        Fault::LateAnswer { seconds } => {
            let due = host.world().now() + Duration::from_secs(seconds.into());
            let answer = act.run(request).await;
            host.until(due).await;
            answer
        }
        Fault::LostAnswer => {
            act.run(request).await;
            Body::new(Broken).into_response()
        }
        Fault::HtmlPage => (StatusCode::INTERNAL_SERVER_ERROR, Html(PAGE)).into_response(),
        Fault::WrongJson => Json(json!({ "message": "success" })).into_response(),
        Fault::InternalError => refuse(&host, Code::Internal, "internal error"),
        Fault::RateLimited => refuse(&host, Code::RateLimited, "the rate limit is exceeded"),
        Fault::InvalidAccessToken => refuse(&host, Code::InvalidAccessToken, "the access token is invalid"),
        Fault::PaymentsNotEnabled => refuse(&host, Code::PaymentsNotEnabled, "the sub-merchant id is invalid"),
    }
}

fn next_fault(host: &Host, endpoint: Endpoint) -> Option<Fault> {
    let world = &mut *host.world();
    world.faults.take(endpoint, &mut world.ids)
}

fn refuse(host: &Host, code: Code, message: &str) -> Response {
    refused(&mut host.world(), &code.with(message))
}

/// A body that breaks the connection before it is whole.
struct Broken;

impl HttpBody for Broken {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into())))
    }
}
