//! Short ways to make and read text. Those of the standard library serve every language, and their tables and searches
//! are bytes in every game.

/// Takes off what comes before the first `mark`, and the mark itself; nothing where there is none.
pub(crate) fn cut<'a>(text: &mut &'a str, mark: u8) -> Option<&'a str> {
    debug_assert!(mark.is_ascii(), "half a character is no mark");
    let at = text.bytes().position(|byte| byte == mark)?;
    let (before, rest) = text.split_at_checked(at)?;
    *text = rest.get(1..)?;
    Some(before)
}

/// Writes sixteen hexadecimal digits.
pub(crate) fn push_hex(text: &mut String, number: u64) {
    for place in (0..16).rev() {
        #[expect(clippy::cast_possible_truncation, reason = "the rest is masked away")]
        let digit = (number >> (4 * place)) as usize & 15;
        text.push(char::from(b"0123456789abcdef"[digit]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_first_mark() {
        let mut rest = "ä,b,";
        assert_eq!((cut(&mut rest, b','), rest), (Some("ä"), "b,"));
        assert_eq!((cut(&mut rest, b','), rest), (Some("b"), ""));
        assert_eq!((cut(&mut rest, b','), rest), (None, ""));
    }

    #[test]
    fn a_number_has_sixteen_digits() {
        let mut text = String::new();
        push_hex(&mut text, 0x0123_4567_89ab_cdef);
        push_hex(&mut text, 10);
        assert_eq!(text, "0123456789abcdef000000000000000a");
    }
}
