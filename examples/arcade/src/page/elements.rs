//! Small things done to elements. What is so already is left alone: the page is looked at in every frame.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement};

pub fn find(page: &Document, id: &str) -> Result<Element, JsValue> {
    page.get_element_by_id(id).ok_or_else(|| JsValue::from(format!("the page has no `{id}`")))
}

/// The first element that a selector chooses.
pub fn choose(page: &Document, selector: &str) -> Option<HtmlElement> {
    page.query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// What has the focus, if anything of ours has it.
pub fn focused(page: &Document) -> Option<HtmlElement> {
    page.active_element()?.dyn_into().ok()
}

pub fn set_text(page: &Document, id: &str, text: &str) -> Result<(), JsValue> {
    set_own_text(&find(page, id)?, text);
    Ok(())
}

pub fn set_hidden(page: &Document, id: &str, hidden: bool) -> Result<(), JsValue> {
    find(page, id)?.toggle_attribute_with_force("hidden", hidden).map(|_| ())
}

pub fn set_attribute(page: &Document, id: &str, name: &str, value: &str) -> Result<(), JsValue> {
    set_own_attribute(&find(page, id)?, name, value)
}

pub fn set_own_text(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

pub fn set_own_attribute(element: &Element, name: &str, value: &str) -> Result<(), JsValue> {
    if element.get_attribute(name).as_deref() == Some(value) { Ok(()) } else { element.set_attribute(name, value) }
}
