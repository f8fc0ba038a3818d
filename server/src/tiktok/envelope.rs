//! The envelope of every answer but those about tokens: `data` and `error{code, message, log_id}`.
//!
//! Read with patience: codes are numbers in one table and strings in another, and some samples have `log_od`.

use reqwest::Response;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Code, TikTokError};

/// The `data` of an answer that is `ok`.
pub(super) async fn open<T: DeserializeOwned>(response: Response) -> Result<T, TikTokError> {
    let status = response.status().as_u16();
    let body = response.bytes().await?;
    let mut envelope: Value = match serde_json::from_slice(&body) {
        Ok(envelope) => envelope,
        Err(error) => return Err(without_envelope(status, &error)),
    };
    refuse(status, &envelope["error"])?;
    serde_json::from_value(envelope["data"].take()).map_err(|error| malformed(status, format!("other data: {error}")))
}

pub(super) fn malformed(status: u16, problem: impl Into<String>) -> TikTokError {
    TikTokError::Malformed { status, problem: problem.into() }
}

/// A text, or a number as a text.
pub(super) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_number() { value.to_string() } else { String::new() }, str::to_owned)
}

pub(super) fn log_id(error: &Value) -> String {
    text(error.get("log_id").unwrap_or(&error["log_od"]))
}

fn refuse(status: u16, error: &Value) -> Result<(), TikTokError> {
    let code = text(&error["code"]);
    match &*code {
        "ok" | "0" => Ok(()),
        "" if (200..300).contains(&status) => Ok(()),
        "" => Err(malformed(status, "no error code")),
        code => Err(TikTokError::Refused {
            code: Code::parse(code),
            message: text(&error["message"]),
            log_id: log_id(error),
        }),
    }
}

/// Something between here and TikTok answered, and the status is all there is.
fn without_envelope(status: u16, error: &serde_json::Error) -> TikTokError {
    let refused =
        |code| TikTokError::Refused { code, message: "an answer that is no JSON".into(), log_id: String::new() };
    match status {
        401 => refused(Code::AccessTokenInvalid),
        429 => refused(Code::RateLimitExceeded),
        _ => malformed(status, format!("no JSON: {error}")),
    }
}
