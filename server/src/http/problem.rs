//! How a question is told no, as it is described. README.md has all codes as a table.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::openapi::{Content, Header, Object, Ref, RefOr, Response, ResponseBuilder, Type};
use utoipa::{IntoResponses, ToSchema};

type Responses = BTreeMap<String, RefOr<Response>>;

/// An answer that says no.
#[derive(Serialize, ToSchema)]
pub(super) struct Problem {
    error: Reason,
}

/// Why.
#[derive(Serialize, ToSchema)]
struct Reason {
    /// For programs.
    #[schema(value_type = String, pattern = "^[a-z_]+$")]
    code: &'static str,
    /// For people.
    message: String,
}

impl Problem {
    pub(super) fn new(code: &'static str, message: String) -> Self {
        Self { error: Reason { code, message } }
    }
}

/// Whatever asks the database.
pub(super) enum InTrouble {}

/// Whatever has a body.
pub(super) enum WithBody {}

/// Whatever a player asks.
pub(super) enum OfPlayer {}

/// Whatever an operator asks.
pub(super) enum OfOperator {}

impl IntoResponses for InTrouble {
    fn responses() -> Responses {
        problems(&[(500, "`internal`"), (503, "`busy`, or `tiktok_unavailable`")])
    }
}

impl IntoResponses for WithBody {
    fn responses() -> Responses {
        problems(&[(400, "`bad_request`"), (408, "`too_slow`"), (413, "`payload_too_large`")])
    }
}

impl IntoResponses for OfPlayer {
    fn responses() -> Responses {
        let own = problems(&[(401, "`login_required`"), (429, "`too_many_requests`, or `too_many_orders`")]);
        own.into_iter().chain(InTrouble::responses()).collect()
    }
}

impl IntoResponses for OfOperator {
    fn responses() -> Responses {
        let own = problems(&[(401, "`bad_key`"), (429, "`too_many_requests`")]);
        own.into_iter().chain(InTrouble::responses()).collect()
    }
}

fn problems(problems: &[(u16, &str)]) -> Responses {
    problems.iter().map(|(status, codes)| (status.to_string(), problem(*status, codes).into())).collect()
}

fn problem(status: u16, codes: &str) -> Response {
    let body = Content::new(Some(Ref::from_schema_name("Problem")));
    let response = ResponseBuilder::new().description(codes).content("application/json", body);
    if status != 429 {
        return response.build();
    }
    let mut seconds = Header::new(Object::with_type(Type::Integer));
    seconds.description = Some("Seconds to wait, where it is known".into());
    response.header("Retry-After", seconds).build()
}
