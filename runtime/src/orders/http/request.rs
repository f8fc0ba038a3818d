//! What goes to the backend.

use core::fmt::Write as _;

/// One question.
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) path: String,
    /// What the body says, by name.
    pub(super) fields: Vec<(&'static str, String)>,
    pub(super) accepted: Vec<String>,
}

#[derive(Clone, Copy)]
pub(super) enum Method {
    Get,
    Post,
}

impl Method {
    #[cfg(target_arch = "wasm32")]
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl Request {
    pub(super) fn get(path: String) -> Self {
        Self { method: Method::Get, path, fields: Vec::new(), accepted: Vec::new() }
    }

    pub(super) fn post(path: String, fields: Vec<(&'static str, String)>) -> Self {
        Self { method: Method::Post, path, fields, accepted: Vec::new() }
    }
}

/// The path to an order, and to what is below it. Whatever the id holds, it stays one segment.
pub(super) fn order_path(id: &str, below: &str) -> String {
    let mut path = "/orders/".to_owned();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') {
            path.push(char::from(byte));
        } else {
            // A text takes everything.
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path.push_str(below);
    path
}

#[cfg(test)]
mod tests {
    use super::order_path;

    #[test]
    fn an_id_is_one_segment_of_the_path_whatever_it_holds() {
        assert_eq!(order_path("TOID7", "/claim"), "/orders/TOID7/claim");
        assert_eq!(order_path("../a?b#ä", ""), "/orders/%2E%2E%2Fa%3Fb%23%C3%A4");
    }
}
