//! Ids and tokens that nobody guesses.

/// 32 hexadecimal digits.
pub(crate) fn id() -> String {
    hex::encode(bytes::<16>())
}

/// 64 hexadecimal digits.
pub(crate) fn token() -> String {
    hex::encode(bytes::<32>())
}

pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system has random numbers");
    bytes
}
