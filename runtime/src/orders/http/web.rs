//! The way to the backend from wasm: `http.js`, over `fetch`, or over the host where there is none.

use std::cell::OnceCell;

use wasm_bindgen::prelude::*;

use super::answer::{Answer, Body, Parts, Problem};
use super::request::Request;
use crate::waiting::Waiting;

#[wasm_bindgen(module = "/src/orders/http/http.js")]
extern "C" {
    fn ask(
        heard: &JsValue,
        id: usize,
        method: &str,
        url: &str,
        token: &str,
        fields: Vec<String>,
        accepted: Vec<String>,
    );
}

/// Sends a request, and has `hear` hear the answer.
pub(super) fn send(url: &str, token: &str, request: Request, hear: impl FnOnce(Answer) + 'static) {
    let Request { method, path, fields, accepted } = request;
    let fields = fields.into_iter().flat_map(|(name, value)| [name.to_owned(), value]).collect();
    let post = POST.with(|post| *post);
    let id = post.waiting.add(Box::new(hear));
    ask(post.heard(), id, method.name(), &format!("{url}{path}"), token, fields, accepted);
}

/// Who waits for an answer, and what JavaScript gives it to.
struct Post {
    waiting: Waiting<Box<dyn FnOnce(Answer)>>,
    heard: OnceCell<JsValue>,
}

thread_local! {
    /// Never dropped: an answer may come at any time.
    static POST: &'static Post = Post::open();
}

impl Post {
    fn open() -> &'static Self {
        Box::leak(Box::new(Self { waiting: Waiting::default(), heard: OnceCell::new() }))
    }

    /// What JavaScript tells of every answer.
    fn heard(&'static self) -> &'static JsValue {
        self.heard.get_or_init(|| {
            let heard = move |id, status, beans, texts| {
                if let Some(hear) = self.waiting.take(id) {
                    hear(Answer { status, body: read(beans, texts) });
                }
            };
            Closure::<dyn Fn(usize, u16, u32, Vec<String>)>::new(heard).into_js_value()
        })
    }
}

/// In the order in which `http.js` gives them.
fn read(beans: u32, texts: Vec<String>) -> Option<Body> {
    let mut texts = texts.into_iter();
    let mut body = Body {
        created: texts.next()?,
        claim: texts.next()?,
        player: texts.next()?,
        token: texts.next()?,
        inventory: texts.next()?,
        status: texts.next()?,
        error: Problem { message: texts.next()? },
        beans,
        order: None,
        orders: Vec::new(),
    };
    let mut order = || -> Option<Parts> {
        Some(Parts {
            id: texts.next()?,
            key: texts.next()?,
            sku: texts.next()?,
            status: texts.next()?,
            payload: texts.next()?,
        })
    };
    body.orders.extend(core::iter::from_fn(&mut order));
    if body.created == "order" {
        body.order = body.orders.pop();
    }
    Some(body)
}
