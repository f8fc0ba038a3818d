//! Clicks, keys, fingers and frames.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Event, EventTarget, KeyboardEvent, MouseEvent, PointerEvent};

use super::{Inbox, Stage};
use crate::wish::Wish;

/// Listens for as long as the page lives.
pub fn listen(document: &Document, inbox: &Inbox) -> Result<(), JsValue> {
    let sky = document.get_element_by_id("sky").ok_or("the page has no sky")?;
    listen_to_controls(document, inbox)?;
    listen_to_keys(document, inbox)?;
    listen_to_pointers(&sky, inbox)?;
    listen_to_visibility(document, inbox)
}

/// Calls the stage once for each picture that the screen shows.
pub fn every_frame(mut stage: Stage) {
    let window = stage.window.clone();
    let next = Rc::<Frame>::default();
    let itself = next.clone();
    *next.borrow_mut() = Some(Closure::new(move |now| {
        if let Err(error) = stage.frame(now) {
            wasm_bindgen::throw_val(error);
        }
        ask_for_frame(&stage.window, &itself);
    }));
    ask_for_frame(&window, &next);
}

/// What is called for a frame, and asks for the next one with itself.
type Frame = RefCell<Option<Closure<dyn FnMut(f64)>>>;

fn ask_for_frame(window: &web_sys::Window, next: &Frame) {
    if let Some(frame) = &*next.borrow() {
        // Only a page that is going away has no more frames.
        let _ = window.request_animation_frame(frame.as_ref().unchecked_ref());
    }
}

/// Every control says by its `data-do` what it is for.
fn listen_to_controls(document: &Document, inbox: &Inbox) -> Result<(), JsValue> {
    for kind in ["pointerdown", "click"] {
        let inbox = inbox.clone();
        on(document, kind, move |event: &Event| {
            let control = target(event).and_then(|element| element.closest("[data-do]").ok().flatten());
            let wish = control.and_then(|control| Wish::named(&control.get_attribute("data-do")?));
            if let Some(wish) = wish.filter(|wish| counts(event, wish)) {
                inbox.wishes.borrow_mut().push(wish);
            }
        })?;
    }
    Ok(())
}

/// A click counts, except for the bomb: there the press does, because while one finger steers, another one that taps
/// makes no click. A click without a pointer comes from the keyboard.
fn counts(event: &Event, wish: &Wish) -> bool {
    let is_press = event.type_() == "pointerdown";
    let has_pointer = event.dyn_ref::<MouseEvent>().is_some_and(|click| click.detail() > 0);
    if *wish == Wish::Bomb { is_press || !has_pointer } else { !is_press }
}

fn listen_to_keys(document: &Document, inbox: &Inbox) -> Result<(), JsValue> {
    for (kind, is_down) in [("keydown", true), ("keyup", false)] {
        let inbox = inbox.clone();
        on(document, kind, move |event: &Event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
            if key.ctrl_key() || key.alt_key() || key.meta_key() || !is_ours(event) {
                return;
            }
            let is_used = inbox.input.borrow_mut().key(&key.code(), is_down);
            if let Some(wish) = wish_of(key).filter(|_| is_down && !key.repeat()) {
                inbox.wishes.borrow_mut().push(wish);
            }
            if is_used && is_on_sky(event) {
                event.prevent_default();
            }
        })?;
    }
    Ok(())
}

fn wish_of(key: &KeyboardEvent) -> Option<Wish> {
    match key.code().as_str() {
        // On a button, the space bar presses the button.
        "Space" if is_on_sky(key) => Some(Wish::Bomb),
        "KeyB" => Some(Wish::Bomb),
        "Escape" | "KeyP" => Some(Wish::Back),
        _ => None,
    }
}

fn listen_to_pointers(sky: &Element, inbox: &Inbox) -> Result<(), JsValue> {
    type Act = fn(&mut crate::input::Input, bool, (f32, f32));
    let kinds: [(&str, Act); 4] = [
        ("pointerdown", |input, is_mouse, (x, y)| if is_mouse { input.hover(x, y) } else { input.touch(x, y) }),
        ("pointermove", |input, is_mouse, (x, y)| if is_mouse { input.hover(x, y) } else { input.drag(x, y) }),
        ("pointerup", |input, _, _| input.lift()),
        ("pointercancel", |input, _, _| input.lift()),
    ];
    for (kind, act) in kinds {
        let inbox = inbox.clone();
        on(sky, kind, move |event: &Event| {
            let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
            // A second finger does not steer.
            if !pointer.is_primary() {
                return;
            }
            #[expect(clippy::cast_precision_loss, reason = "a place on a screen")]
            let (x, y) = (pointer.client_x() as f32, pointer.client_y() as f32);
            let place = inbox.painter.borrow().layout().to_world(x, y);
            act(&mut inbox.input.borrow_mut(), pointer.pointer_type() == "mouse", place);
        })?;
    }
    Ok(())
}

fn listen_to_visibility(document: &Document, inbox: &Inbox) -> Result<(), JsValue> {
    let (inbox, page) = (inbox.clone(), document.clone());
    on(document, "visibilitychange", move |_| {
        inbox.input.borrow_mut().let_go();
        inbox.wishes.borrow_mut().push(if page.hidden() { Wish::Hide } else { Wish::Show });
    })
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Whether a key is meant for the game, and not for a panel of the host that lies over it.
fn is_ours(event: &Event) -> bool {
    target(event)
        .is_some_and(|element| element.closest("#game").ok().flatten().is_some() || element.tag_name() == "BODY")
}

fn is_on_sky(event: &Event) -> bool {
    target(event).is_some_and(|element| element.id() == "sky" || element.tag_name() == "BODY")
}

fn on(target: &EventTarget, kind: &str, act: impl FnMut(&Event) + 'static) -> Result<(), JsValue> {
    let mut act = act;
    let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| act(&event));
    target.add_event_listener_with_callback(kind, listener.as_ref().unchecked_ref())?;
    // The page listens until it is gone.
    listener.forget();
    Ok(())
}
