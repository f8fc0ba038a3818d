//! Text that breaks what does not take it for text.

use std::fmt::Write;

/// What may break a query, a header, a log or a database where it is not taken for what it is: text.
pub const NASTY: [&str; 8] = [
    "'; DROP TABLE orders; --",
    "' OR '1'='1",
    "$1",
    "\u{0}",
    "a\r\nset-cookie: b=c",
    "../../etc/passwd",
    "%s%n{}",
    "\u{202e}\u{1f600}",
];

/// As it stands in a path: every byte escaped.
pub fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escaped, byte| {
        write!(escaped, "%{byte:02x}").unwrap();
        escaped
    })
}
