//! Which key was meant.

use crate::keys::{self, Key};

/// The key whose name is close to what was written, or that means the same.
pub(crate) fn similar(written: &str) -> Option<Key> {
    let written = written.to_lowercase();
    let by_name =
        keys::ALL.iter().map(|key| (distance(&written, key.name()), *key)).min_by_key(|(distance, _)| *distance);
    by_name.filter(|(distance, key)| *distance <= key.name().len().div_ceil(3)).map(|(_, key)| key)
}

/// The key that is the attribute's word for what was written.
pub(crate) fn synonym(written: &str) -> Option<Key> {
    let written = written.to_lowercase();
    keys::ALL.iter().copied().find(|key| key.row().synonyms.contains(&written.as_str()))
}

/// How many letters must be added, taken away or changed to come from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut costs: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.chars().enumerate() {
        let mut diagonal = costs[0];
        costs[0] = row + 1;
        for column in 0..to.len() {
            let changed = diagonal + usize::from(letter != to[column]);
            diagonal = costs[column + 1];
            costs[column + 1] = changed.min(diagonal + 1).min(costs[column] + 1);
        }
    }
    costs[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        assert_eq!(similar("bean"), Some(Key::Beans));
        assert_eq!(similar("Beans"), Some(Key::Beans));
        assert_eq!(similar("imgae"), Some(Key::Image));
        assert_eq!(similar("skew"), None);
        assert_eq!(similar("colour"), None);
    }

    #[test]
    fn another_word_for_a_key_is_understood() {
        assert_eq!(synonym("price"), Some(Key::Beans));
        assert_eq!(synonym("title"), Some(Key::Name));
        assert_eq!(synonym("colour"), None);
    }

    #[test]
    fn no_synonym_is_nearer_to_another_key() {
        for key in keys::ALL {
            for synonym in key.row().synonyms {
                assert!(similar(synonym).is_none_or(|similar| similar == *key), "{synonym}");
            }
        }
    }
}
