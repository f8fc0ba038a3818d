//! The page with the buttons, which asks the routes beside it; and the script for a game's own page.

use axum::{
    Router,
    http::header::CONTENT_TYPE,
    response::Html,
    routing::{MethodRouter, get},
};

pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/", get(Html(include_str!("index.html"))))
        .route("/desk.css", file("text/css", include_str!("desk.css")))
        .route("/desk.js", file("text/javascript", include_str!("desk.js")))
        .route("/stand-in.js", file("text/javascript", include_str!("../../../stand-in.js")))
}

fn file<S: Clone + Send + Sync + 'static>(kind: &'static str, text: &'static str) -> MethodRouter<S> {
    get(([(CONTENT_TYPE, kind)], text))
}
