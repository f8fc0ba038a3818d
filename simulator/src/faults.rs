//! What goes wrong at the Open API: as somebody says for the next call, or by chance.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::world::ids::Ids;

/// An endpoint of the Open API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// `/v2/oauth/token/`
    Token,
    /// `/v2/minis/utility/get_tier_infos/`
    GetTierInfos,
    /// `/v2/minis/utility/check_redeem_amounts/`
    CheckRedeemAmounts,
    /// `/v2/minis/trade_order/create/`
    CreateTradeOrder,
    /// `/v2/minis/trade_order/query/`
    QueryTradeOrder,
}

impl Endpoint {
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Token => "/v2/oauth/token/",
            Self::GetTierInfos => "/v2/minis/utility/get_tier_infos/",
            Self::CheckRedeemAmounts => "/v2/minis/utility/check_redeem_amounts/",
            Self::CreateTradeOrder => "/v2/minis/trade_order/create/",
            Self::QueryTradeOrder => "/v2/minis/trade_order/query/",
        }
    }
}

/// What a call meets instead of its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Nothing is done, and no answer ever comes.
    NoAnswer,
    /// It is done at once, and answered so much later by the virtual clock.
    LateAnswer {
        /// How much later.
        seconds: u32,
    },
    /// It is done, and the connection breaks before the answer is whole.
    LostAnswer,
    /// Nothing is done: a page of HTML with status 500, as from something in between.
    HtmlPage,
    /// Nothing is done: JSON with status 200 that is no answer of TikTok's.
    WrongJson,
    /// Nothing is done: `50001000`, the only code that may be tried again (`/doc/minis-error-codes`).
    InternalError,
    /// Nothing is done: `rate_limit_exceeded`, with status 429 (`/doc/tiktok-api-v2-error-handling`).
    RateLimited,
    /// Nothing is done: `access_token_invalid`, with status 401, although the token is good.
    InvalidAccessToken,
    /// Nothing is done: `20021001`, payments are not enabled for the app (`/doc/minis-error-codes`).
    PaymentsNotEnabled,
}

/// What chance draws from: everything that passes by itself.
const BY_CHANCE: [Fault; 7] = [
    Fault::NoAnswer,
    Fault::LateAnswer { seconds: 30 },
    Fault::LostAnswer,
    Fault::HtmlPage,
    Fault::WrongJson,
    Fault::InternalError,
    Fault::RateLimited,
];

#[derive(Clone, Debug, Default, Serialize)]
pub struct Faults {
    /// For each endpoint, what its next calls meet.
    next: BTreeMap<Endpoint, VecDeque<Fault>>,
    /// The chance, 0 to 1, that a call meets a fault that is drawn.
    rate: f64,
}

impl Faults {
    pub fn by_chance(rate: f64) -> Self {
        Self { rate, ..Self::default() }
    }

    pub fn arm(&mut self, endpoint: Endpoint, fault: Fault) {
        self.next.entry(endpoint).or_default().push_back(fault);
    }

    pub fn set_rate(&mut self, rate: f64) {
        self.rate = rate;
    }

    /// Those that are armed and not met yet.
    pub fn armed(&self) -> impl Iterator<Item = (Endpoint, Fault)> {
        self.next.iter().flat_map(|(endpoint, faults)| faults.iter().map(|fault| (*endpoint, *fault)))
    }

    pub fn take(&mut self, endpoint: Endpoint, ids: &mut Ids) -> Option<Fault> {
        let armed = self.next.get_mut(&endpoint).and_then(VecDeque::pop_front);
        armed.or_else(|| if ids.happens(self.rate) { ids.one_of(&BY_CHANCE) } else { None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_one_endpoint_wait_in_line() {
        let (mut faults, mut ids) = (Faults::default(), Ids::new(1));
        faults.arm(Endpoint::Token, Fault::HtmlPage);
        faults.arm(Endpoint::Token, Fault::RateLimited);
        assert_eq!(faults.take(Endpoint::QueryTradeOrder, &mut ids), None);
        let met = [(); 3].map(|()| faults.take(Endpoint::Token, &mut ids));
        assert_eq!(met, [Some(Fault::HtmlPage), Some(Fault::RateLimited), None]);
    }

    #[test]
    fn the_same_seed_draws_the_same_faults() {
        let draw = |seed| {
            let (mut faults, mut ids) = (Faults::by_chance(0.5), Ids::new(seed));
            [(); 100].map(|()| faults.take(Endpoint::Token, &mut ids))
        };
        assert_eq!(draw(7), draw(7));
        assert!(draw(7).contains(&None));
        assert!(BY_CHANCE.iter().all(|fault| draw(7).contains(&Some(*fault))));
    }
}
