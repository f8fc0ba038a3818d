//! One step of a search, and the words in which a trace writes it down.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context, Error, Result, bail};

use crate::words::words;

/// Something that happens, and what goes wrong in the client to which it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// What happens.
    pub act: Act,
    /// What goes wrong.
    pub mishap: Option<Mishap>,
}

/// What goes wrong in a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mishap {
    /// It dies in the middle of what it does.
    Dies(Death),
    /// Its storage is full.
    FullStorage,
}

/// A client dies in the middle of what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Death {
    /// Before which of the things that it does, counted from 1.
    pub before: u8,
    /// What is left of the journal if that is what it was writing.
    pub torn: Option<Torn>,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Something happens to a client.
    Client(u8, OfClient),
    /// A question, by its place among the open ones, is dealt with.
    Question(u8, Deal),
    /// A payment panel, by its place among the open ones, is dealt with.
    Panel(u8, Deed),
    /// Something happens to an order.
    Order(u8, OfOrder),
    /// Time passes.
    Tick,
}

words! {
    /// How much of a text arrives.
    Torn {
        /// Nothing.
        Empty = "empty",
        /// Half of the last line.
        HalfALine = "half-a-line",
        /// All but the last byte.
        ByteShort = "byte-short",
    }
}

words! {
    /// What happens to a client.
    OfClient {
        /// The player buys the item.
        Buy = "buy",
        /// The player buys it although earlier orders may still be paid, of which the game has told.
        BuyOnTop = "buy-on-top",
        /// The game recovers.
        Recover = "recover",
        /// The game drops its purchase.
        Drop = "drop",
        /// The game frees its shop by hand.
        Abandon = "abandon",
        /// The game waits on.
        WaitOn = "wait-on",
        /// Its timers ring.
        Ring = "ring",
        /// It dies, and is started anew.
        Crash = "crash",
    }
}

words! {
    /// How a question is dealt with.
    Deal {
        /// It is answered well; an answer that was held up arrives.
        Well = "well",
        /// It is answered: unreachable. Nothing was done.
        Unreachable = "unreachable",
        /// It is answered: no. Nothing was done.
        Refused = "refused",
        /// It gets lost on its way: nothing is done, and no answer comes.
        Lost = "lost",
        /// It is held up on its way.
        Late = "late",
        /// It is done, and its answer gets lost.
        Unheard = "unheard",
        /// It is done, and its answer is held up on its way.
        HeardLate = "heard-late",
        /// It is done, and answered as if it were not.
        DoneButFailed = "done-but-failed",
        /// The player closes the panel.
        Cancelled = "cancelled",
    }
}

words! {
    /// How a payment panel is dealt with.
    Deed {
        /// The player pays, and the backend hears of it before the game does.
        Pays = "pays",
        /// The player pays, and the game hears of it before the backend does.
        PaysAhead = "pays-ahead",
        /// The player closes it.
        Cancels = "cancels",
        /// The player pays, and the host's answer never comes.
        PaysUnheard = "pays-unheard",
        /// The player closes it, and the host's answer never comes.
        CancelsUnheard = "cancels-unheard",
        /// The host charges, and says that it failed.
        PaysButFails = "pays-but-fails",
        /// The host charges, and says that the player cancelled.
        PaysButCancels = "pays-but-cancels",
        /// The host fails, and has not charged.
        Fails = "fails",
        /// The host says that it has charged, and has not.
        Lies = "lies",
        /// The host has charged, and answers nonsense.
        PaysNonsense = "pays-nonsense",
        /// The host answers nonsense, and has not charged.
        Nonsense = "nonsense",
        /// The host never opened it, and says so.
        Unavailable = "unavailable",
    }
}

words! {
    /// What happens to an order.
    OfOrder {
        /// The backend hears that it is paid.
        PaidNews = "paid-news",
        /// The same news comes again.
        PaidNewsAgain = "paid-news-again",
        /// The news that it is paid is held up.
        PaidNewsLate = "paid-news-late",
        /// The host pays it back, and the backend hears of it.
        Refund = "refund",
        /// The backend grants it.
        Grant = "grant",
        /// The backend asks the host about it, and closes it where it is not paid.
        Close = "close",
        /// The backend asks the host about it, and gets no good answer.
        CloseFails = "close-fails",
        /// The news that it was never paid arrives.
        Dead = "dead",
        /// The news that it was never paid gets lost.
        DeadLost = "dead-lost",
        /// The backend closes it while its panel is open: it has been for longer than anybody can wait.
        Outlive = "outlive",
    }
}

impl Deal {
    /// Whether something goes wrong.
    #[must_use]
    pub fn is_fault(self) -> bool {
        !matches!(self, Self::Well | Self::Cancelled)
    }
}

impl Deed {
    /// Whether the host does what it should not.
    #[must_use]
    pub fn is_fault(self) -> bool {
        !matches!(self, Self::Pays | Self::PaysAhead | Self::Cancels)
    }
}

impl OfOrder {
    /// Whether something goes wrong.
    #[must_use]
    pub fn is_fault(self) -> bool {
        matches!(
            self,
            Self::PaidNewsAgain | Self::PaidNewsLate | Self::Refund | Self::CloseFails | Self::DeadLost | Self::Outlive
        )
    }
}

impl From<Act> for Step {
    fn from(act: Act) -> Self {
        Self { act, mishap: None }
    }
}

impl Torn {
    /// What is left of a text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        let whole = text.len();
        let end = match self {
            Self::Empty => 0,
            Self::HalfALine => {
                let last = text.trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
                usize::midpoint(last, whole)
            }
            Self::ByteShort => whole.saturating_sub(1),
        };
        text.get(..end).unwrap_or_default()
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.act {
            Act::Client(client, what) => write!(f, "{}.{}", name(client), what.word())?,
            Act::Question(at, deal) => write!(f, "question{at}.{}", deal.word())?,
            Act::Panel(at, deed) => write!(f, "panel{at}.{}", deed.word())?,
            Act::Order(order, what) => write!(f, "order{order}.{}", what.word())?,
            Act::Tick => f.write_str("tick")?,
        }
        match self.mishap {
            None => Ok(()),
            Some(Mishap::FullStorage) => f.write_str("!full"),
            Some(Mishap::Dies(Death { before, torn: None })) => write!(f, "!{before}"),
            Some(Mishap::Dies(Death { before, torn: Some(torn) })) => write!(f, "!{before}/{}", torn.word()),
        }
    }
}

/// What a client is called.
#[must_use]
pub fn name(client: u8) -> char {
    char::from(b'A' + client)
}

impl FromStr for Step {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (act, mishap) = text.split_once('!').map_or((text, None), |(act, mishap)| (act, Some(mishap)));
        let mishap = match mishap {
            Some("full") => Some(Mishap::FullStorage),
            Some(death) => Some(Mishap::Dies(death.parse()?)),
            None => None,
        };
        Ok(Self { act: act.parse()?, mishap })
    }
}

impl FromStr for Act {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if text == "tick" {
            return Ok(Self::Tick);
        }
        let (whom, what) = text.split_once('.').with_context(|| format!("`{text}` is no step"))?;
        let number = |prefix: &str| whom.strip_prefix(prefix).and_then(|number| number.parse().ok());
        match whom {
            "A" => Ok(Self::Client(0, what.parse()?)),
            "B" => Ok(Self::Client(1, what.parse()?)),
            _ if number("question").is_some() => Ok(Self::Question(number("question").unwrap_or(0), what.parse()?)),
            _ if number("panel").is_some() => Ok(Self::Panel(number("panel").unwrap_or(0), what.parse()?)),
            _ if number("order").is_some() => Ok(Self::Order(number("order").unwrap_or(0), what.parse()?)),
            _ => bail!("`{whom}` is neither a client, nor a question, a panel or an order"),
        }
    }
}

impl FromStr for Death {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (before, torn) = text.split_once('/').map_or((text, None), |(before, torn)| (before, Some(torn)));
        let before = before.parse().with_context(|| format!("`{before}` is no number of an effect"))?;
        Ok(Self { before, torn: torn.map(str::parse).transpose()? })
    }
}
