//! Login codes and tokens, each of which stands for a user until it expires.

use std::{collections::HashMap, time::Duration};

use super::ids::Ids;

/// A login code lives about five minutes; no page says exactly.
const CODE_LIFE: Duration = Duration::from_secs(5 * 60);
/// Both lives are TikTok's (`/doc/minis-oauth`).
pub const ACCESS_LIFE: Duration = Duration::from_secs(86_400);
pub const REFRESH_LIFE: Duration = Duration::from_secs(31_536_000);

/// What a code, or a refresh token, is exchanged for.
#[derive(Debug)]
pub struct Tokens {
    pub access_token: String,
    pub refresh_token: String,
    pub user: String,
}

#[derive(Debug, Default)]
pub struct Sessions {
    codes: Passes,
    access: Passes,
    refresh: Passes,
}

impl Sessions {
    pub fn issue_code(&mut self, user: &str, now: Duration, ids: &mut Ids) -> String {
        let code = ids.code();
        self.codes.issue(&code, user, now + CODE_LIFE);
        code
    }

    /// A code is single use.
    pub fn redeem_code(&mut self, code: &str, now: Duration, ids: &mut Ids) -> Option<Tokens> {
        let user = self.codes.take(code, now)?;
        Some(self.issue_tokens(user, now, ids))
    }

    /// The new refresh token takes the place of the old one (`/doc/minis-oauth`).
    pub fn refresh(&mut self, refresh_token: &str, now: Duration, ids: &mut Ids) -> Option<Tokens> {
        let user = self.refresh.take(refresh_token, now)?;
        Some(self.issue_tokens(user, now, ids))
    }

    /// The user for whom an access token stands.
    pub fn user(&self, access_token: &str, now: Duration) -> Option<&str> {
        self.access.user(access_token, now)
    }

    pub fn expire_access(&mut self) {
        self.access = Passes::default();
    }

    pub fn expire_refresh(&mut self) {
        self.refresh = Passes::default();
    }

    fn issue_tokens(&mut self, user: String, now: Duration, ids: &mut Ids) -> Tokens {
        let tokens = Tokens { access_token: ids.access_token(), refresh_token: ids.refresh_token(), user };
        self.access.issue(&tokens.access_token, &tokens.user, now + ACCESS_LIFE);
        self.refresh.issue(&tokens.refresh_token, &tokens.user, now + REFRESH_LIFE);
        tokens
    }
}

#[derive(Debug, Default)]
struct Passes(HashMap<String, Pass>);

#[derive(Debug)]
struct Pass {
    user: String,
    expires: Duration,
}

impl Passes {
    fn issue(&mut self, text: &str, user: &str, expires: Duration) {
        self.0.insert(text.into(), Pass { user: user.into(), expires });
    }

    fn user(&self, text: &str, now: Duration) -> Option<&str> {
        self.0.get(text).filter(|pass| now < pass.expires).map(|pass| pass.user.as_str())
    }

    fn take(&mut self, text: &str, now: Duration) -> Option<String> {
        self.0.remove(text).filter(|pass| now < pass.expires).map(|pass| pass.user)
    }
}
