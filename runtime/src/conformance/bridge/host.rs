//! What the suite needs of a host: that it behaves as it is told.

use core::future::Future;
use core::time::Duration;

use crate::conformance::{Able, Behaviour, Cannot};
use crate::{Beans, HostBridge, HostError, Method, TierId, TradeOrderId};

/// A host under test, as the suite sees it: bridges to it, and what it is told to do next.
///
/// What a harness cannot do it says, and the behaviours that depend on it are skipped.
pub trait Host {
    /// A bridge to this host.
    type Bridge: HostBridge + 'static;

    /// Comes before each behaviour: the host has to be as it was at first, with nothing under way.
    fn begin(&mut self, behaviour: &Behaviour) -> impl Future<Output = ()>;

    /// A new bridge to the host.
    fn bridge(&mut self) -> Self::Bridge;

    /// A new order that the wallet can pay.
    ///
    /// # Errors
    ///
    /// When the harness cannot.
    fn order(&mut self) -> Able<TradeOrderId>;

    /// A package of Beans that this host sells.
    ///
    /// # Errors
    ///
    /// When the harness knows none; that is what it does unless told otherwise.
    fn tier(&mut self) -> Able<TierId> {
        Err(Cannot::new("this harness knows no tier"))
    }

    /// What the wallet holds.
    ///
    /// # Errors
    ///
    /// When the harness cannot say; that is what it does unless told otherwise.
    fn balance(&mut self) -> Able<Beans> {
        Err(Cannot::new("this harness does not know what the wallet holds"))
    }

    /// Lets the next call of this method go this way.
    ///
    /// # Errors
    ///
    /// When the harness cannot.
    fn next(&mut self, method: Method, way: Way) -> Able;

    /// Lets the next call of this method fail, and gives the error that the bridge has to make of it.
    ///
    /// # Errors
    ///
    /// When the harness cannot; that is what it does unless told otherwise.
    fn fail_next(&mut self, method: Method) -> Able<HostError> {
        let _ = method;
        Err(Cannot::new("this harness lets no call fail"))
    }

    /// Takes this method away from the host, for every bridge from here on.
    ///
    /// # Errors
    ///
    /// When the harness cannot; that is what it does unless told otherwise.
    fn remove(&mut self, method: Method) -> Able {
        let _ = method;
        Err(Cannot::new("this harness takes no method away"))
    }

    /// Takes the whole host away, for every bridge from here on.
    ///
    /// # Errors
    ///
    /// When the harness cannot; that is what it does unless told otherwise.
    fn remove_all(&mut self) -> Able {
        Err(Cannot::new("this harness does not take its host away"))
    }

    /// How many calls have reached the host since it began.
    ///
    /// # Errors
    ///
    /// When the harness does not count; that is what it does unless told otherwise.
    fn calls(&mut self) -> Able<usize> {
        Err(Cannot::new("this harness does not count calls"))
    }

    /// Sets the clock of the device back, or puts it right again when it is told of no time at all.
    ///
    /// # Errors
    ///
    /// When the harness cannot; that is what it does unless told otherwise.
    fn set_clock_back(&mut self, by: Duration) -> Able {
        let _ = by;
        Err(Cannot::new("this harness has no clock that can be set"))
    }
}

/// How a call goes that does not simply go well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Way {
    /// The player closes the panel.
    Cancelled,
    /// The answer has no shape that is known.
    Malformed,
    /// The call throws.
    Throws,
    /// No answer comes.
    NeverAnswers,
    /// It goes well, and the answer comes twice.
    AnswersTwice,
    /// It goes well, and a failure follows the answer.
    SuccessThenFailure,
    /// It goes well, and the answer comes after the call, later than those of other calls.
    AnswersLate,
}
