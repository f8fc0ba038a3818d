//! How a figure stands to its bar and its goal.

/// Of a figure that is better the lower it is.
pub(super) fn at_most(figure: f64, bar: f64, goal: f64) -> &'static str {
    match figure {
        _ if figure <= goal => "goal met",
        _ if figure <= bar => "bar met",
        _ => "BAR MISSED",
    }
}

/// Of a figure that is better the higher it is.
pub(super) fn at_least(figure: f64, bar: f64, goal: f64) -> &'static str {
    at_most(-figure, -bar, -goal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_and_the_goal_are_upper_limits() {
        assert_eq!([1.0, 1.25, 1.26].map(|figure| at_most(figure, 1.25, 1.0)), ["goal met", "bar met", "BAR MISSED"]);
    }

    #[test]
    fn the_bar_and_the_goal_are_lower_limits() {
        assert_eq!([10.0, 2.0, 1.9].map(|figure| at_least(figure, 2.0, 10.0)), ["goal met", "bar met", "BAR MISSED"]);
    }
}
