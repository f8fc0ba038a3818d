//! What a check says, and the tables that checks are listed in.

use core::fmt;

/// How a check ends: the behaviour is kept, or it is otherwise.
pub(super) type Check<T = ()> = Result<T, Otherwise>;

/// Why a behaviour cannot be said to be kept.
#[derive(Debug)]
pub(super) enum Otherwise {
    /// Something else was seen.
    Saw(String),
    /// The harness cannot bring it about.
    Cannot(Cannot),
    /// It is promised by another kind of implementation.
    DoesNotConcern,
}

/// What a harness can do, or why it cannot.
pub type Able<T = ()> = Result<T, Cannot>;

/// Something that a harness cannot do, and why. What depends on it is skipped, with this reason in the report.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cannot(String);

impl Cannot {
    /// A sentence that says what the harness cannot do.
    #[must_use]
    pub fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl fmt::Display for Cannot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for Cannot {}

impl From<Cannot> for Otherwise {
    fn from(why: Cannot) -> Self {
        Self::Cannot(why)
    }
}

pub(super) fn saw(what: impl Into<String>) -> Otherwise {
    Otherwise::Saw(what.into())
}

/// Something that has to be so, and the words for it when it is not.
pub(super) fn must(so: bool, otherwise: impl FnOnce() -> String) -> Check {
    if so { Ok(()) } else { Err(Otherwise::Saw(otherwise())) }
}

/// Two things that have to be the same.
pub(super) fn expect<T: PartialEq + fmt::Debug>(what: &str, found: &T, expected: &T) -> Check {
    must(found == expected, || format!("{what}: expected {expected:?}, found {found:?}"))
}

/// A table of behaviours with the check of each: its documentation, its constant, and the function that runs it.
macro_rules! behaviours {
    (
        $(#[$doc:meta])*
        $table:ident by $run:ident($subject:ident: $($kind:tt)+) $(.$wait:ident)?;
        $($number:literal $($check:ident)::+ $says:literal)+
    ) => {
        $(#[$doc])*
        ///
        /// | number | behaviour |
        /// |---|---|
        $(#[doc = concat!("| ", $number, " | ", $says, " |")])+
        pub const $table: &[$crate::conformance::Behaviour] =
            &[$($crate::conformance::Behaviour::new($number, $says)),+];

        behaviours!(@run $run($subject: $($kind)+) $(.$wait)?; $($number $($check)::+ $says)+);
    };
    (@run $run:ident($subject:ident: $($kind:tt)+); $($number:literal $($check:ident)::+ $says:literal)+) => {
        fn $run($subject: &mut $($kind)+, report: &mut $crate::conformance::Report) {
            $(report.add($crate::conformance::Behaviour::new($number, $says), $($check)::+($subject));)+
        }
    };
    (@run $run:ident($subject:ident: $($kind:tt)+).$wait:ident; $($number:literal $($check:ident)::+ $says:literal)+) => {
        async fn $run($subject: &mut $($kind)+, report: &mut $crate::conformance::Report) {
            $(
                let behaviour = $crate::conformance::Behaviour::new($number, $says);
                $subject.begin(&behaviour).$wait;
                // Boxed, so that the whole run is not as large as all its checks.
                report.add(behaviour, Box::pin($($check)::+($subject)).$wait);
            )+
        }
    };
}

pub(super) use behaviours;
