//! The page around the sky: shop, dialogs and words, in HTML that keyboards and screen readers can use.

mod elements;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement};

use crate::shopping::Status;
use crate::view::{Screen, View, Ware};
use elements::{choose, find, set_attribute, set_hidden, set_text};

pub struct Page {
    document: Document,
    shown: Option<View>,
    /// What had the focus before the shop, and before the purchase, asked for it.
    before_shop: Option<HtmlElement>,
    before_purchase: Option<HtmlElement>,
}

impl Page {
    pub fn new(document: Document) -> Self {
        Self { document, shown: None, before_shop: None, before_purchase: None }
    }

    /// Shows what has changed.
    pub fn show(&mut self, view: View) -> Result<(), JsValue> {
        if self.shown.as_ref() == Some(&view) {
            return Ok(());
        }
        let before = self.shown.take();
        self.show_flight(&view)?;
        self.show_screens(&view, before.as_ref())?;
        self.show_shop(&view, before.as_ref())?;
        self.show_purchase(&view, before.as_ref())?;
        set_text(&self.document, "toast", &view.toast)?;
        self.shown = Some(view);
        Ok(())
    }

    fn show_flight(&self, view: &View) -> Result<(), JsValue> {
        let page = &self.document;
        set_text(page, "score", &view.score.to_string())?;
        set_hidden(page, "multiplier", view.multiplier < 2)?;
        set_text(page, "multiplier", &format!("×{}", view.multiplier))?;
        let (left, most) = view.shield;
        set_hidden(page, "hits", most == 0)?;
        set_text(page, "hits", &format!("Shield {left}/{most}"))?;
        set_text(page, "bombs", &view.bombs.to_string())?;
        let bombs = format!("Bomb: {} left, {} % of the next found", view.bombs, view.bomb_found);
        set_attribute(page, "bomb", "aria-label", &bombs)?;
        if let Some(button) = choose(page, "#bomb") {
            button.style().set_property("--found", &format!("{}%", view.bomb_found))?;
        }
        set_attribute(page, "bomb", "aria-disabled", if view.bombs == 0 { "true" } else { "false" })
    }

    fn show_screens(&self, view: &View, before: Option<&View>) -> Result<(), JsValue> {
        let page = &self.document;
        if let Some(body) = page.body() {
            body.dataset().set("screen", view.screen.name())?;
        }
        set_text(page, "best", &view.best.to_string())?;
        set_text(page, "over-best", &view.best.to_string())?;
        set_text(page, "result", &view.score.to_string())?;
        set_hidden(page, "record", !view.record)?;
        set_hidden(page, "use-life", view.lives == 0)?;
        set_hidden(page, "life", view.lives > 0 || !view.has_host)?;
        set_hidden(page, "over-no-host", view.lives > 0 || view.has_host)?;
        set_text(page, "life-price", &view.life.label)?;
        set_attribute(page, "life", "aria-disabled", if view.busy { "true" } else { "false" })?;
        for (screen, id) in [(Screen::Title, "title"), (Screen::Paused, "paused"), (Screen::Over, "over")] {
            set_hidden(page, id, view.screen != screen || view.shop_open)?;
        }
        let has_changed = before.is_none_or(|before| before.screen != view.screen);
        if has_changed && !view.shop_open { self.focus_screen(view) } else { Ok(()) }
    }

    fn focus_screen(&self, view: &View) -> Result<(), JsValue> {
        let wanted = match view.screen {
            Screen::Title => "#title .big",
            Screen::Flying => "#sky",
            Screen::Paused => "#paused .big",
            // Not a button: a key that was meant for the flight must not buy anything.
            Screen::Over => "#over-name",
        };
        choose(&self.document, wanted).map_or(Ok(()), |element| element.focus())
    }

    fn show_shop(&mut self, view: &View, before: Option<&View>) -> Result<(), JsValue> {
        let page = self.document.clone();
        self.show_wares(view)?;
        set_hidden(&page, "no-host", view.has_host)?;
        set_hidden(&page, "wallet", !view.has_host)?;
        let was_open = before.is_some_and(|before| before.shop_open);
        if view.shop_open == was_open {
            return Ok(());
        }
        if view.shop_open {
            self.before_shop = elements::focused(&page);
        }
        set_hidden(&page, "shop", !view.shop_open)?;
        // What lies behind the shop can be neither clicked nor reached by Tab. The host's own panels can.
        find(&page, "hud")?.toggle_attribute_with_force("inert", view.shop_open)?;
        let (shop_name, kept) = (choose(&page, "#shop-name"), self.before_shop.take());
        if view.shop_open {
            self.before_shop = kept;
            return shop_name.map_or(Ok(()), |name| name.focus());
        }
        kept.map_or(Ok(()), |element| element.focus())
    }

    fn show_wares(&self, view: &View) -> Result<(), JsValue> {
        let list = find(&self.document, "shelf")?;
        while list.child_element_count() < u32::try_from(view.wares.len()).unwrap_or_default() {
            let ware = find(&self.document, "ware")?.clone_node_with_deep(true)?;
            ware.unchecked_ref::<Element>().remove_attribute("id")?;
            list.append_child(&ware)?;
        }
        let mut row = list.first_element_child();
        for ware in &view.wares {
            let Some(element) = row else { break };
            show_ware(&element, ware, view.busy || !view.has_host)?;
            row = element.next_element_sibling();
        }
        Ok(())
    }

    fn show_purchase(&mut self, view: &View, before: Option<&View>) -> Result<(), JsValue> {
        if before.is_some_and(|before| before.status == view.status) {
            return Ok(());
        }
        let page = self.document.clone();
        let (kind, text, details) = match &view.status {
            Status::Idle => ("idle", "", None),
            Status::Busy { text, .. } => ("busy", *text, None),
            Status::Over { text, details } => ("over", text.as_str(), details.as_deref()),
            Status::Unsettled { text, details } => ("unsettled", text.as_str(), Some(details.as_str())),
            Status::Earlier { text, .. } => ("earlier", text.as_str(), None),
        };
        set_attribute(&page, "purchase", "data-kind", kind)?;
        set_text(&page, "wanted", view.wanted)?;
        set_text(&page, "status", text)?;
        set_hidden(&page, "spinner", kind != "busy")?;
        set_hidden(&page, "details", details.is_none())?;
        set_text(&page, "details-text", details.unwrap_or_default())?;
        for (id, wanted) in [
            ("keep-waiting", "unsettled"),
            ("later", "unsettled"),
            ("accept-earlier", "earlier"),
            ("decline-earlier", "earlier"),
            ("dismiss", "over"),
        ] {
            set_hidden(&page, id, kind != wanted)?;
        }
        set_hidden(&page, "stop-waiting", !matches!(view.status, Status::Busy { can_stop: true, .. }))?;
        self.focus_choice(matches!(view.status, Status::Unsettled { .. } | Status::Earlier { .. }))
    }

    /// A question takes the focus, and gives it back when it is answered.
    fn focus_choice(&mut self, is_question: bool) -> Result<(), JsValue> {
        let purchase = find(&self.document, "purchase")?;
        let focused = elements::focused(&self.document);
        let is_inside = focused.as_ref().is_some_and(|element| purchase.contains(Some(element)));
        if is_question {
            if !is_inside {
                self.before_purchase = focused;
            }
            return choose(&self.document, "#purchase button:not([hidden])").map_or(Ok(()), |button| button.focus());
        }
        match self.before_purchase.take() {
            Some(element) if is_inside || focused.is_none_or(|element| element.tag_name() == "BODY") => element.focus(),
            _ => Ok(()),
        }
    }
}

fn show_ware(row: &Element, ware: &Ware, wait: bool) -> Result<(), JsValue> {
    let part =
        |selector: &str| row.query_selector(selector)?.ok_or_else(|| JsValue::from("a part of the shelf is missing"));
    let control = format!("buy-{}", ware.sku);
    elements::set_own_attribute(&part("use")?, "href", &format!("#icon-{}", ware.sku))?;
    elements::set_own_text(&part(".name")?, ware.name);
    elements::set_own_text(&part(".note")?, &ware.note);
    let button = part("button")?;
    elements::set_own_text(&button, &ware.label);
    let spoken = if ware.for_sale {
        format!("Buy {} for {}", ware.name, ware.label)
    } else {
        format!("{}: {}", ware.name, ware.label)
    };
    for (name, value) in [
        ("aria-label", spoken.as_str()),
        ("aria-disabled", if ware.for_sale && !wait { "false" } else { "true" }),
        ("data-do", if ware.for_sale { control.as_str() } else { "" }),
        ("data-test", control.as_str()),
    ] {
        elements::set_own_attribute(&button, name, value)?;
    }
    Ok(())
}
