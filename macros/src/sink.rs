//! Where every mistake of an item is collected, so that all of them are reported at once.

use std::cell::RefCell;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Passed along by shared reference; code reports a mistake and carries on.
///
/// Dropping it unread panics, so that no mistake is lost by accident.
pub(crate) struct Sink {
    mistakes: RefCell<Option<Vec<syn::Error>>>,
}

/// The proof that a mistake was reported: only [`Sink::report`] makes one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refused(());

impl Sink {
    pub(crate) fn new() -> Self {
        Self { mistakes: RefCell::new(Some(Vec::new())) }
    }

    /// Reports a mistake under everything that `tokens` covers.
    pub(crate) fn report(&self, tokens: impl ToTokens, message: String) -> Refused {
        if let Some(mistakes) = &mut *self.mistakes.borrow_mut() {
            mistakes.push(syn::Error::new_spanned(tokens, message));
        }
        Refused(())
    }

    /// The mistakes as compile errors in source order, or nothing where there were none.
    pub(crate) fn finish(self) -> Option<TokenStream> {
        let mut mistakes = self.mistakes.take().unwrap_or_default();
        mistakes.sort_by_key(|mistake| {
            let start = mistake.span().start();
            (start.line, start.column)
        });
        let errors: TokenStream = mistakes.iter().map(syn::Error::to_compile_error).collect();
        if errors.is_empty() { None } else { Some(errors) }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        assert!(self.mistakes.borrow().is_none() || std::thread::panicking(), "the mistakes of an item were not read");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_come_out_in_source_order() {
        let source: TokenStream = "first second".parse().unwrap();
        let words: Vec<_> = source.into_iter().collect();
        let sink = Sink::new();
        sink.report(&words[1], "B".into());
        sink.report(&words[0], "A".into());
        let errors = sink.finish().unwrap().to_string();
        assert!(errors.find("\"A\"") < errors.find("\"B\""), "{errors}");
    }

    #[test]
    fn no_mistakes_are_no_errors() {
        assert!(Sink::new().finish().is_none());
    }

    #[test]
    #[should_panic(expected = "the mistakes of an item were not read")]
    fn a_sink_that_is_not_read_panics() {
        drop(Sink::new());
    }
}
