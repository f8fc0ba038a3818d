//! The search: breadth first, so that what it finds is found on a shortest way, until there is nowhere left to go.

use std::thread;

use rustc_hash::FxHashMap;

use crate::bug::Bug;
use crate::client::Lives;
use crate::fairness;
use crate::plan::Rules;
use crate::state::State;
use crate::step::Step;
use crate::trace::Trace;
use crate::violation::Violation;

/// So many states are gone on from at a time, so that what they lead to fits into memory.
const BLOCK: usize = 20_000;

/// What a search has found.
#[derive(Debug)]
pub struct Outcome {
    /// How many different states there are.
    pub states: usize,
    /// How many steps lead from one to another.
    pub steps: usize,
    /// How many steps the furthest state is away.
    pub depth: usize,
    /// How many states were left unvisited: none, unless something was found.
    pub frontier: usize,
    /// What was found, if anything.
    pub found: Option<Found>,
}

/// A broken promise, and a shortest way to it.
#[derive(Debug)]
pub struct Found {
    /// What was broken.
    pub violation: Violation,
    /// The steps that lead there.
    pub steps: Vec<Step>,
}

/// A state that was visited.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visited {
    /// The state before, and the step from it.
    pub(crate) from: Option<(u32, Step)>,
    /// Where the fair step leads; nowhere from a state that is settled.
    pub(crate) fair: Option<u32>,
}

/// Searches until there is nowhere left to go or something is found.
#[must_use]
pub fn search(rules: &Rules, jobs: usize) -> Outcome {
    let mut search = Search::new(rules, jobs);
    let mut frontier = search.begin();
    let mut depth = 0;
    while !frontier.is_empty() {
        match search.go_on(&frontier) {
            Ok(next) => frontier = next,
            Err(found) => return search.outcome(depth + 1, frontier.len(), Some(found)),
        }
        depth += usize::from(!frontier.is_empty());
    }
    let found = fairness::livelock(&search.visited).map(|state| search.livelock(state));
    search.outcome(depth, 0, found)
}

struct Search<'a> {
    rules: &'a Rules,
    known: Known,
    visited: Vec<Visited>,
    steps: usize,
    /// One for each thread.
    lives: Vec<Lives>,
}

/// The number of each state that was visited, and how many faults may still happen in it. Where more may happen, everything
/// happens that does where fewer may, so a state is gone on from again only when it is reached with more of them left.
#[derive(Default)]
struct Known(FxHashMap<u128, (u32, u8)>);

impl Known {
    fn contains(&self, (identity, faults): (u128, u8)) -> bool {
        self.0.get(&identity).is_some_and(|(_, known)| *known >= faults)
    }

    fn number(&self, identity: u128) -> u32 {
        self.0[&identity].0
    }
}

/// A state that waits to be gone on from.
struct Waiting {
    number: u32,
    state: State,
}

impl Waiting {
    fn expand(&self, rules: &Rules, lives: &Lives, known: &Known) -> Expansion {
        let Self { number, state } = self;
        let bounds = rules.bounds;
        let fair = state.fair(bounds);
        let dead_end = fair.is_none() && !state.is_settled(bounds);
        let mut expansion =
            Expansion { from: *number, steps: 0, fresh: Vec::new(), fair: None, violation: None, dead_end };
        for act in state.acts(bounds) {
            for (step, next) in state.after(rules, lives, act) {
                expansion.steps += 1;
                match next {
                    Ok(next) => {
                        let identity = next.identity(bounds);
                        if fair == Some(act) && step.mishap.is_none() {
                            expansion.fair = Some(identity);
                        }
                        if !known.contains((identity, next.world.faults)) {
                            expansion.fresh.push((identity, step, next));
                        }
                    }
                    Err(violation) => {
                        expansion.violation.get_or_insert((step, violation));
                    }
                }
            }
        }
        expansion
    }
}

/// Where the steps from a state lead.
struct Expansion {
    from: u32,
    steps: usize,
    fresh: Vec<(u128, Step, State)>,
    fair: Option<u128>,
    violation: Option<(Step, Violation)>,
    dead_end: bool,
}

impl<'a> Search<'a> {
    fn new(rules: &'a Rules, jobs: usize) -> Self {
        let lives = (0..jobs.max(1)).map(|_| Lives::default()).collect();
        Self { rules, known: Known::default(), visited: Vec::new(), steps: 0, lives }
    }

    fn begin(&mut self) -> Vec<Waiting> {
        let state = State::first(self.rules, &self.lives[0]);
        self.visit((state.identity(self.rules.bounds), state.world.faults), None);
        vec![Waiting { number: 0, state }]
    }

    fn visit(&mut self, (identity, faults): (u128, u8), from: Option<(u32, Step)>) -> u32 {
        let number = u32::try_from(self.visited.len()).expect("four billion states do not fit into memory");
        self.known.0.insert(identity, (number, faults));
        self.visited.push(Visited { from, fair: None });
        number
    }

    /// One step further from each.
    fn go_on(&mut self, frontier: &[Waiting]) -> Result<Vec<Waiting>, Found> {
        let mut next = Vec::new();
        for block in frontier.chunks(BLOCK) {
            for expansion in self.expand(block) {
                self.take_in(expansion, &mut next)?;
            }
        }
        Ok(next)
    }

    fn expand(&mut self, block: &[Waiting]) -> Vec<Expansion> {
        let Self { rules, known, lives, .. } = self;
        let share = block.len().div_ceil(lives.len()).max(1);
        let work = |share: &[Waiting], lives: &mut Lives| -> Vec<Expansion> {
            Bug::plant(rules.bug);
            share.iter().map(|waiting| waiting.expand(rules, lives, known)).collect()
        };
        thread::scope(|scope| {
            let shares = block.chunks(share).zip(lives);
            let workers: Vec<_> = shares.map(|(share, lives)| scope.spawn(move || work(share, lives))).collect();
            workers.into_iter().flat_map(|worker| worker.join().expect("a worker only computes")).collect()
        })
    }

    fn take_in(&mut self, expansion: Expansion, next: &mut Vec<Waiting>) -> Result<(), Found> {
        let Expansion { from, steps, fresh, fair, violation, dead_end } = expansion;
        self.steps += steps;
        if let Some((step, violation)) = violation {
            let mut steps = self.way_to(from);
            steps.push(step);
            return Err(Found { violation, steps });
        }
        if dead_end {
            return Err(Found { violation: Violation::DeadEnd, steps: self.way_to(from) });
        }
        for (identity, step, state) in fresh {
            let whole = (identity, state.world.faults);
            if !self.known.contains(whole) {
                let number = self.visit(whole, Some((from, step)));
                next.push(Waiting { number, state });
            }
        }
        self.visited[from as usize].fair = fair.map(|identity| self.known.number(identity));
        Ok(())
    }

    fn livelock(&self, state: u32) -> Found {
        Bug::plant(self.rules.bug);
        let trace = Trace { rules: *self.rules, steps: self.way_to(state) }.and_around();
        Bug::plant(None);
        Found { violation: Violation::Livelock, steps: trace.steps }
    }

    fn way_to(&self, state: u32) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut from = self.visited[state as usize].from;
        while let Some((before, step)) = from {
            steps.push(step);
            from = self.visited[before as usize].from;
        }
        steps.reverse();
        steps
    }

    fn outcome(self, depth: usize, frontier: usize, found: Option<Found>) -> Outcome {
        Outcome { states: self.visited.len(), steps: self.steps, depth, frontier, found }
    }
}
