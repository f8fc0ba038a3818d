//! How many tests ran, as the `test result:` lines of Rust's runs tell, the comments in node's, and what schemathesis says last.

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) ignored: usize,
}

impl Tally {
    /// Adds what a line tells, if it is one that counts.
    pub(crate) fn read_line(&mut self, line: &str) {
        if let Some((_, counts)) = line.split_once("test result: ") {
            self.passed += count(counts, "passed");
            self.ignored += count(counts, "ignored");
        }
        match line.strip_prefix("# ").and_then(|comment| comment.split_once(' ')) {
            Some(("pass", count)) => self.passed += count.parse().unwrap_or(0),
            Some(("skipped" | "todo", count)) => self.ignored += count.parse().unwrap_or(0),
            _ => {}
        }
        // Operations of the OpenAPI document.
        if let Some(count) = line.strip_prefix("  Tested: ") {
            self.passed += count.parse().unwrap_or(0);
        }
    }

    /// Why a suite with this tally has not shown anything, although no test failed.
    pub(crate) fn fault(&self) -> Option<String> {
        match self {
            Self { ignored: 1.., .. } => Some(format!("{} ignored, and an ignored test shows nothing", self.ignored)),
            Self { passed: 0, .. } => Some("it has no tests".to_owned()),
            _ => None,
        }
    }
}

/// The number before a word, as in `ok. 12 passed; 0 failed`.
fn count(counts: &str, word: &str) -> usize {
    let words: Vec<_> = counts.split([' ', ';']).collect();
    words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(lines: &str) -> Tally {
        let mut tally = Tally::default();
        lines.lines().for_each(|line| tally.read_line(line));
        tally
    }

    #[test]
    fn the_results_of_all_targets_are_added_up() {
        let lines = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 10 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(tally(lines), Tally { passed: 13, ignored: 1 });
    }

    #[test]
    fn the_results_of_a_browser_are_read_as_well() {
        let lines = "test result: ok. 5 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.01s";
        assert_eq!(tally(lines).passed, 5);
    }

    #[test]
    fn the_results_of_node_are_read_as_well() {
        let lines = "# tests 9\n# suites 2\n# pass 6\n# fail 0\n# cancelled 0\n# skipped 1\n# todo 2\n# passing by";
        assert_eq!(tally(lines), Tally { passed: 6, ignored: 3 });
    }

    #[test]
    fn each_operation_that_schemathesis_has_tested_is_a_test() {
        let lines =
            "API Operations:\n  Selected: 21/21\n  Tested: 21\n\nTest cases:\n  1027 generated, 979 passed, 48 skipped";
        assert_eq!(tally(lines), Tally { passed: 21, ignored: 0 });
    }

    #[test]
    fn a_suite_without_tests_has_a_fault() {
        assert_eq!(tally("running 0 tests").fault().unwrap(), "it has no tests");
    }

    #[test]
    fn an_ignored_test_is_a_fault() {
        assert_eq!(Tally { passed: 3, ignored: 1 }.fault().unwrap(), "1 ignored, and an ignored test shows nothing");
        assert_eq!(Tally { passed: 3, ignored: 0 }.fault(), None);
    }
}
