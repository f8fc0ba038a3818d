//! What a run has found out, line by line.

use core::fmt;

use super::check::{Check, Otherwise};

/// One thing that an implementation has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Behaviour {
    number: &'static str,
    says: &'static str,
}

impl Behaviour {
    pub(super) const fn new(number: &'static str, says: &'static str) -> Self {
        Self { number, says }
    }

    /// The number, which stays the same in every version: `J1`, `O1`, `H1`.
    #[must_use]
    pub const fn number(&self) -> &'static str {
        self.number
    }

    /// The behaviour in one sentence.
    #[must_use]
    pub const fn says(&self) -> &'static str {
        self.says
    }
}

impl fmt::Display for Behaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<4}{}", self.number, self.says)
    }
}

/// What became of one behaviour.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The implementation does it.
    Kept,
    /// It does not: this was seen instead.
    Broken(String),
    /// Nobody knows: the harness cannot bring it about, for this reason.
    Skipped(String),
}

/// What a run has found out. Printed, it is a line for each behaviour.
///
/// Behaviours that do not concern the implementation are not in it, as leases where the backend holds the inventory.
#[derive(Clone, PartialEq, Eq)]
pub struct Report {
    part: &'static str,
    findings: Vec<(Behaviour, Verdict)>,
}

impl Report {
    pub(super) fn of(part: &'static str) -> Self {
        Self { part, findings: Vec::new() }
    }

    pub(super) fn add(&mut self, behaviour: Behaviour, check: Check) {
        let verdict = match check {
            Ok(()) => Verdict::Kept,
            Err(Otherwise::Saw(what)) => Verdict::Broken(what),
            Err(Otherwise::Cannot(why)) => Verdict::Skipped(why.to_string()),
            Err(Otherwise::DoesNotConcern) => return,
        };
        self.findings.push((behaviour, verdict));
    }

    /// Gives the report back, as an error where a behaviour is broken. What was skipped is no failure; see
    /// [`is_complete`](Self::is_complete).
    ///
    /// # Errors
    ///
    /// When a behaviour is broken.
    pub fn check(self) -> Result<Self, Self> {
        if self.broken().next().is_none() { Ok(self) } else { Err(self) }
    }

    /// Whether nothing was skipped.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.skipped().next().is_none()
    }

    /// Every behaviour and what became of it.
    pub fn findings(&self) -> impl Iterator<Item = &(Behaviour, Verdict)> {
        self.findings.iter()
    }

    /// The numbers of what is broken.
    pub fn broken(&self) -> impl Iterator<Item = &'static str> {
        self.numbers(|verdict| matches!(verdict, Verdict::Broken(_)))
    }

    /// The numbers of what was skipped.
    pub fn skipped(&self) -> impl Iterator<Item = &'static str> {
        self.numbers(|verdict| matches!(verdict, Verdict::Skipped(_)))
    }

    fn numbers(&self, wanted: impl Fn(&Verdict) -> bool) -> impl Iterator<Item = &'static str> {
        let wanted = self.findings.iter().filter(move |(_, verdict)| wanted(verdict));
        wanted.map(|(behaviour, _)| behaviour.number)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.part)?;
        for (behaviour, verdict) in &self.findings {
            match verdict {
                Verdict::Kept => writeln!(f, "  kept     {behaviour}")?,
                Verdict::Broken(what) => writeln!(f, "  BROKEN   {behaviour}\n           {what}")?,
                Verdict::Skipped(why) => writeln!(f, "  skipped  {behaviour}\n           {why}")?,
            }
        }
        let (all, broken, skipped) = (self.findings.len(), self.broken().count(), self.skipped().count());
        write!(f, "{} kept, {broken} broken, {skipped} skipped", all - broken - skipped)
    }
}

/// As it is printed, so that a test that unwraps a report shows something to read.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl core::error::Error for Report {}
