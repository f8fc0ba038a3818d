//! From an identifier to a sku and a name a player can read.

/// `SteelSword` is `steel_sword`; nothing where the identifier has letters that no sku may contain.
pub(crate) fn default_sku(ident: &str) -> Option<String> {
    let sku = words(ident).join("_").to_lowercase();
    (!sku.is_empty() && sku.is_ascii()).then_some(sku)
}

/// `SteelSword` is `Steel sword`, and `VIPPass` is `VIP pass`.
pub(crate) fn default_name(ident: &str) -> String {
    let words: Vec<String> =
        words(ident).into_iter().map(|word| if is_acronym(&word) { word } else { word.to_lowercase() }).collect();
    let name = words.join(" ");
    let mut rest = name.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// A word starts at a capital after a small letter or a digit, and at the last capital of a run: `HTTPServer` is two.
fn words(ident: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in ident.trim_start_matches("r#").split('_') {
        let letters: Vec<char> = part.chars().collect();
        let starts = (1..letters.len()).filter(|at| starts_word(&letters, *at));
        let mut from = 0;
        for to in starts.chain([letters.len()]) {
            words.push(letters[from..to].iter().collect());
            from = to;
        }
    }
    words.retain(|word: &String| !word.is_empty());
    words
}

fn starts_word(letters: &[char], at: usize) -> bool {
    let ends_acronym = letters.get(at + 1).is_some_and(|next| next.is_lowercase());
    letters[at].is_uppercase() && (!letters[at - 1].is_uppercase() || ends_acronym)
}

fn is_acronym(word: &str) -> bool {
    !word.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(ident: &str, sku: &str, name: &str) {
        assert_eq!((default_sku(ident).as_deref(), default_name(ident).as_str()), (Some(sku), name));
    }

    #[test]
    fn words_start_at_capitals() {
        becomes("SteelSword", "steel_sword", "Steel sword");
        becomes("Gem", "gem", "Gem");
    }

    #[test]
    fn an_acronym_is_one_word_and_keeps_its_capitals() {
        becomes("HTTPServer", "http_server", "HTTP server");
        becomes("VIPPass", "vip_pass", "VIP pass");
        becomes("PassVIP", "pass_vip", "Pass VIP");
        becomes("PlanB", "plan_b", "Plan B");
    }

    #[test]
    fn digits_do_not_start_a_word() {
        becomes("Gems100", "gems100", "Gems100");
        becomes("Gems100Pack", "gems100_pack", "Gems100 pack");
        becomes("MP3Player", "mp3_player", "MP3 player");
    }

    #[test]
    fn a_raw_identifier_loses_its_prefix() {
        becomes("r#struct", "struct", "Struct");
    }

    #[test]
    fn underscores_separate_words() {
        becomes("steel__sword_", "steel_sword", "Steel sword");
    }

    #[test]
    fn letters_that_no_sku_may_contain_give_a_name_only() {
        assert_eq!(default_sku("ÉpéeLongue"), None);
        assert_eq!(default_name("ÉpéeLongue"), "Épée longue");
        assert_eq!(default_name("élan"), "Élan");
        assert_eq!(default_sku("__"), None);
    }
}
