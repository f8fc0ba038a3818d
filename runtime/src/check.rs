//! Rules over constants: what only the compiler's evaluator can see, said in a sentence.

use crate::Beans;

/// Panics, which is a compile error where the attribute calls it, when the host could not take the price.
#[track_caller]
pub(crate) const fn price_is_possible(price: u32) {
    assert!(price > 0, "`beans` must be at least 1, found `0`; leave out `#[purchasable]` if the item is free");
    if price > Beans::MAX.0 {
        let mut sentence = Sentence::new();
        sentence.push("`beans` is too large, found `");
        sentence.push_number(price);
        sentence.push("`; the largest price is 2_147_483_647");
        panic!("{}", sentence.as_str());
    }
}

/// Panics, which is a compile error where the attribute calls it, when a top-up cannot pay for the item.
#[track_caller]
pub(crate) const fn tier_covers_price(tier: Beans, price: Beans) {
    if tier.0 < price.0 {
        let mut sentence = Sentence::new();
        sentence.push("`tier` is smaller than the price: ");
        sentence.push_number(tier.0);
        sentence.push(" beans cannot cover ");
        sentence.push_number(price.0);
        sentence.push("; raise `tier` to at least ");
        sentence.push_number(price.0);
        panic!("{}", sentence.as_str());
    }
}

/// A sentence put together during constant evaluation, where `format!` does not exist.
pub(crate) struct Sentence {
    bytes: [u8; Self::CAPACITY],
    len: usize,
}

impl Sentence {
    const CAPACITY: usize = 512;

    pub(crate) const fn new() -> Self {
        Self { bytes: [0; Self::CAPACITY], len: 0 }
    }

    /// Adds text, or leaves it out whole where it does not fit.
    pub(crate) const fn push(&mut self, text: &str) {
        let text = text.as_bytes();
        let mut at = 0;
        if self.len + text.len() > Self::CAPACITY {
            return;
        }
        while at < text.len() {
            self.bytes[self.len] = text[at];
            self.len += 1;
            at += 1;
        }
    }

    pub(crate) const fn push_number(&mut self, number: u32) {
        if number >= 10 {
            self.push_number(number / 10);
        }
        let digit = [b'0' + (number % 10) as u8];
        if let Ok(digit) = core::str::from_utf8(&digit) {
            self.push(digit);
        }
    }

    pub(crate) const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "the message of this error is not text; this is a bug in purchasable, please report it",
        }
    }
}
