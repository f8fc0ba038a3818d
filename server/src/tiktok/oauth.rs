//! A user's tokens (`/doc/minis-oauth`).

use core::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde_json::Value;

use super::envelope::{log_id, malformed, text};
use super::{TikTok, TikTokError};

/// What TikTok knows a user by, and what the backend asks in their name with.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The user, as this app knows them.
    pub open_id: String,
    /// Goes along with every question about this user.
    pub access: SecretString,
    /// How long the access token lasts.
    pub access_for: Duration,
    /// Is good for the next tokens, once: they bring another one.
    pub refresh: SecretString,
}

#[derive(Serialize)]
struct Form<'a> {
    client_key: &'a str,
    client_secret: &'a str,
    grant_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<&'a str>,
}

impl TikTok {
    /// The tokens of the user whose client has received this code from `login`.
    ///
    /// # Errors
    ///
    /// When the code is not good, or TikTok does not answer well.
    pub async fn exchange(&self, code: &str) -> Result<Tokens, TikTokError> {
        self.tokens("authorization_code", Some(code), None).await
    }

    /// The next tokens. The refresh token that comes with them replaces this one.
    ///
    /// # Errors
    ///
    /// When the refresh token is not good any more, or TikTok does not answer well.
    pub async fn refresh(&self, refresh: &SecretString) -> Result<Tokens, TikTokError> {
        self.tokens("refresh_token", None, Some(refresh.expose_secret())).await
    }

    async fn tokens(&self, grant_type: &str, code: Option<&str>, refresh: Option<&str>) -> Result<Tokens, TikTokError> {
        let client_secret = self.client_secret.expose_secret();
        let form = Form { client_key: &self.client_key, client_secret, grant_type, code, refresh_token: refresh };
        let response = self.http.post(self.url("/v2/oauth/token/")).form(&form).send().await?;
        let status = response.status().as_u16();
        let body = response.bytes().await?;
        let answer: Value =
            serde_json::from_slice(&body).map_err(|error| malformed(status, format!("no JSON: {error}")))?;
        read(status, &answer)
    }
}

fn read(status: u16, answer: &Value) -> Result<Tokens, TikTokError> {
    let error = text(&answer["error"]);
    if !error.is_empty() {
        let description = text(&answer["error_description"]);
        return Err(TikTokError::NoTokens { error, description, log_id: log_id(answer) });
    }
    let present = |field: &str| match text(&answer[field]) {
        text if text.is_empty() => Err(malformed(status, format!("no `{field}`"))),
        text => Ok(text),
    };
    let seconds = present("expires_in")?.parse().map_err(|_| malformed(status, "no number in `expires_in`"))?;
    Ok(Tokens {
        open_id: present("open_id")?,
        access: present("access_token")?.into(),
        access_for: Duration::from_secs(seconds),
        refresh: present("refresh_token")?.into(),
    })
}
