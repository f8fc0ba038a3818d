//! Our cost as a multiple of a rival's.

use std::fmt;

use super::{Cost, Spread};
use crate::bench::verdict::at_most;

pub(super) struct Ratio {
    processor: Spread,
    wall: Spread,
}

impl Ratio {
    /// Takes the ratio within each round, so that a slow minute of the machine hits both sides.
    pub(super) fn of(ours: &[Cost], rival: &[Cost]) -> Self {
        let spread =
            |part: fn(&Cost) -> f64| Spread::of(ours.iter().zip(rival).map(|(ours, rival)| part(ours) / part(rival)));
        Self { processor: spread(|cost| cost.processor), wall: spread(|cost| cost.wall) }
    }

    /// Prints how the median of the processor time stands to the bar and the goal; whether it meets the bar.
    pub(super) fn judge(&self, bar: f64, goal: f64) -> bool {
        let median = self.processor.median;
        let verdict = at_most(median, bar, goal);
        println!("    bar {bar:.2} x, goal {goal:.2} x, for the median of the processor time: {verdict}");
        median <= bar
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} x in processor time, {} x in wall time", self.processor, self.wall)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn costs(processor: [f64; 3]) -> Vec<Cost> {
        processor.into_iter().map(|processor| Cost { wall: processor, processor }).collect()
    }

    #[test]
    fn a_slow_round_hits_both_sides() {
        let ratio = Ratio::of(&costs([1.0, 10.0, 1.0]), &costs([2.0, 20.0, 2.0]));
        assert_eq!(ratio.processor, Spread::of([0.5]));
    }

    #[test]
    fn the_median_has_to_meet_the_bar() {
        assert!(Ratio::of(&costs([0.9, 1.0, 9.0]), &costs([1.0; 3])).judge(1.0, 0.5));
        assert!(!Ratio::of(&costs([0.9, 1.1, 1.1]), &costs([1.0; 3])).judge(1.0, 0.5));
    }
}
