//! The game in a browser: starts it, and brings it frames, keys and clicks.

mod events;
mod outside;

use std::cell::RefCell;
use std::rc::Rc;

use purchasable::{HttpOrders, LocalStorage, MinisBridge, Orders, Shop};
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, Document, HtmlCanvasElement, Window};

use crate::draw::{Painter, Scene, Sight};
use crate::game::Game;
use crate::input::Input;
use crate::items::EVERYTHING;
use crate::orders::Backend;
use crate::page::Page;
use crate::save::Vault;
use crate::session::Session;
use crate::shopping::Counter;
use crate::storage::Storage;
use crate::view::{Screen, View};
use crate::wish::Wish;
use outside::{PageStorage, StandInServer};

/// What has happened on the page since the last frame, and where the sky lies on it.
#[derive(Clone)]
struct Inbox {
    wishes: Rc<RefCell<Vec<Wish>>>,
    input: Rc<RefCell<Input>>,
    painter: Rc<RefCell<Painter>>,
}

/// Called by the page's script once everything is loaded.
///
/// # Errors
///
/// When the page is not the one that belongs to this game.
#[wasm_bindgen(start)]
fn start() -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("there is no window")?;
    let document = window.document().ok_or("there is no document")?;
    let inbox = Inbox {
        wishes: Rc::default(),
        input: Rc::default(),
        painter: Rc::new(RefCell::new(painter(&window, &document)?)),
    };
    events::listen(&document, &inbox)?;
    let mut stage = Stage { game: game(&document), page: Page::new(document.clone()), inbox, window, last: None };
    stage.frame(0.0)?;
    if let Some(body) = document.body() {
        body.dataset().set("ready", "true")?;
    }
    events::every_frame(stage);
    Ok(())
}

fn game(document: &Document) -> Game {
    let storage: Rc<dyn Storage> = Rc::new(PageStorage);
    let vault = Vault::open(storage.clone());
    let counter = match backend_address(document) {
        Some(address) => counter_at(&address, vault.clone()),
        None => Counter::new(shop(Backend::new(storage, Rc::new(StandInServer), &EVERYTHING)), vault.clone()),
    };
    Game::new(counter, vault, outside::milliseconds())
}

/// The counter of a game whose backend is on a server.
fn counter_at(address: &str, vault: Vault) -> Counter {
    let orders = HttpOrders::new(address);
    let shop = shop(orders.clone());
    let session = Session::new(shop.clone(), Rc::new(move |code| orders.log_in(code)));
    Counter::new(shop, vault).with_session(session)
}

fn shop(orders: impl Orders + 'static) -> Shop {
    Shop::new(MinisBridge::new(), orders, LocalStorage::new("arcade.journal"))
}

/// Where the page says that the backend is.
fn backend_address(document: &Document) -> Option<String> {
    document.body()?.dataset().get("backend").filter(|address| !address.is_empty())
}

fn painter(window: &Window, document: &Document) -> Result<Painter, JsValue> {
    let canvas = document.get_element_by_id("sky").ok_or("the page has no sky")?;
    let canvas: HtmlCanvasElement = canvas.dyn_into()?;
    let context = canvas.get_context("2d")?.ok_or("the sky cannot be painted on")?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    let calm = window.match_media("(prefers-reduced-motion: reduce)")?.is_some_and(|query| query.matches());
    Ok(Painter::new(canvas, context, calm))
}

/// How high a page has to be for the ship to have room above the title, in pixels.
const ROOM_FOR_SHIP: f64 = 560.0;

/// Everything that a frame needs.
struct Stage {
    game: Game,
    page: Page,
    inbox: Inbox,
    window: Window,
    /// When the last frame came, in milliseconds.
    last: Option<f64>,
}

impl Stage {
    fn frame(&mut self, now: f64) -> Result<(), JsValue> {
        let seconds = self.last.map_or(0.0, |last| (now - last).max(0.0) / 1000.0);
        self.last = Some(now);
        if self.take_wishes() {
            // Before anything is asked of the host: its panels give the focus back to what had it when they opened.
            self.page.show(self.game.view())?;
        }
        let ship = (self.game.world.ship.x, self.game.world.ship.y);
        let steering = self.inbox.input.borrow_mut().steering(ship);
        #[expect(clippy::cast_possible_truncation, reason = "the time between two frames")]
        self.game.frame(seconds as f32, steering);
        let view = self.game.view();
        self.paint(&view, now / 1000.0)?;
        self.page.show(view)
    }

    fn take_wishes(&mut self) -> bool {
        let wishes = self.inbox.wishes.take();
        let had_some = !wishes.is_empty();
        for wish in wishes {
            self.game.wish(wish);
        }
        had_some
    }

    fn paint(&self, view: &View, time: f64) -> Result<(), JsValue> {
        let size = |length: Result<JsValue, JsValue>| length.ok().and_then(|length| length.as_f64()).unwrap_or(1.0);
        let (width, height) = (size(self.window.inner_width()), size(self.window.inner_height()));
        let mut painter = self.inbox.painter.borrow_mut();
        painter.fit(width, height, self.window.device_pixel_ratio());
        painter.draw(&Scene {
            world: &self.game.world,
            effects: &self.game.effects,
            golden: self.game.has_golden_hull(),
            sight: match view.screen {
                Screen::Title if view.shop_open || height < ROOM_FOR_SHIP => Sight::Nothing,
                Screen::Title => Sight::ShipAlone,
                _ => Sight::Flight,
            },
            time,
        })
    }
}
