//! The bridge to the host does what every bridge has to, in every dialect.
#![cfg(target_arch = "wasm32")]

use std::time::Duration;

use browser_tests::{Dialect, json, page, stand_in};
use js_sys::Function;
use purchasable::conformance::{self, Able, Behaviour, Cannot, Host, Report, Storage, Way};
use purchasable::{
    Beans, HostError, HostErrorKind, Journal, LocalStorage, Method, MinisBridge, MinisStorage, TierId, TradeOrderId,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const LATE_MILLISECONDS: u32 = 30;

/// The stand-in, installed anew for each behaviour.
struct StandIn {
    dialect: Dialect,
    /// Puts the device's clock right.
    right_clock: Option<Function>,
}

impl StandIn {
    fn speaking(dialect: Dialect) -> Self {
        Self { dialect, right_clock: None }
    }

    /// Where the host has this method, and what it calls it.
    fn place_and_name(&self, method: Method) -> (&'static str, &'static str) {
        match method {
            Method::Login => (self.dialect.login_place(), "login"),
            Method::CheckBalance => (self.dialect.place(), "checkBalance"),
            Method::Recharge => (self.dialect.place(), "recharge"),
            Method::Pay => (self.dialect.place(), "pay"),
            Method::OpenBalance => self.dialect.wallet_page().rsplit_once('.').expect("it is a path"),
        }
    }

    fn name(&self, method: Method) -> &'static str {
        self.place_and_name(method).1
    }
}

impl Host for StandIn {
    type Bridge = MinisBridge;

    async fn begin(&mut self, _: &Behaviour) {
        stand_in::install(self.dialect, 500);
    }

    fn bridge(&mut self) -> MinisBridge {
        MinisBridge::new()
    }

    fn order(&mut self) -> Able<TradeOrderId> {
        Ok(stand_in::create_order(10).into())
    }

    fn tier(&mut self) -> Able<TierId> {
        Ok(TierId("tier_300"))
    }

    fn balance(&mut self) -> Able<Beans> {
        Ok(Beans(stand_in::balance()))
    }

    fn next(&mut self, method: Method, way: Way) -> Able {
        let name = self.name(method);
        match way {
            Way::Cancelled => stand_in::next(name, "cancel"),
            // Through `success` of an options object nearly everything means that it is done.
            Way::Malformed => stand_in::next_with(name, "answer", &page::unreadable("error")),
            Way::Throws => stand_in::next(name, "throw"),
            Way::NeverAnswers => stand_in::next(name, "never-answers"),
            Way::AnswersTwice => stand_in::next(name, "answers-twice"),
            Way::SuccessThenFailure => stand_in::next(name, "success-then-fail"),
            Way::AnswersLate => stand_in::next_with(name, "late", &LATE_MILLISECONDS.into()),
            _ => return Err(Cannot::new("the stand-in has no such fault")),
        }
        Ok(())
    }

    fn fail_next(&mut self, method: Method) -> Able<HostError> {
        let answer = r#"{"is_success":false,"error":{"error_code":117502,"error_msg":"internal error"}}"#;
        stand_in::next_with(self.name(method), "fail", &json(answer));
        Ok(HostError::new(HostErrorKind::Rejected, "internal error").with_code("117502").with_raw(answer))
    }

    fn remove(&mut self, method: Method) -> Able {
        let (place, name) = self.place_and_name(method);
        page::set_member(place, name, &JsValue::UNDEFINED);
        Ok(())
    }

    fn remove_all(&mut self) -> Able {
        stand_in::remove();
        Ok(())
    }

    fn calls(&mut self) -> Able<usize> {
        Ok(stand_in::calls().len())
    }

    fn set_clock_back(&mut self, by: Duration) -> Able {
        if let Some(put_right) = self.right_clock.take() {
            put_right.call0(&JsValue::UNDEFINED).expect("the clock is put right");
        }
        if !by.is_zero() {
            self.right_clock = Some(page::set_clock_by(-1000.0 * by.as_secs_f64()));
        }
        Ok(())
    }
}

async fn passes_but_for(dialect: Dialect, skipped: &[&str]) {
    let report = conformance::bridge(&mut StandIn::speaking(dialect)).await.check().unwrap();
    assert_eq!(report.skipped().collect::<Vec<_>>(), skipped, "{dialect:?}: {report}");
}

#[wasm_bindgen_test]
async fn the_bridge_does_what_a_bridge_has_to_where_the_host_offers_every_call() {
    for dialect in [Dialect::Game, Dialect::TtMinisWithRecharge, Dialect::Minis] {
        passes_but_for(dialect, &[]).await;
    }
}

#[wasm_bindgen_test]
async fn the_bridge_does_what_a_bridge_has_to_where_the_host_only_pays() {
    // There is no `checkBalance`, and no `recharge`.
    passes_but_for(Dialect::TtMinis, &["H6", "H7"]).await;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = localStorage)]
    fn clear();
}

/// A storage of the page, in which journals are opened by name.
struct Named<J> {
    open: fn(&str) -> J,
    /// Makes room again.
    room: Option<Function>,
}

impl<J: Journal> Storage for Named<J> {
    type Journal = J;

    fn open(&mut self) -> J {
        (self.open)("orders")
    }

    fn open_another(&mut self) -> Able<J> {
        Ok((self.open)("another"))
    }

    fn set_full(&mut self, full: bool) -> Able {
        if full {
            self.room = Some(page::fill_local_storage());
        } else if let Some(make_room) = self.room.take() {
            make_room.call0(&JsValue::UNDEFINED).expect("room is made");
        }
        Ok(())
    }

    fn texts_set_aside(&mut self) -> Able<Vec<String>> {
        let places = (1..=9).map(|number| (self.open)(&format!("orders.set-aside.{number}")));
        let texts = places.map(|place| place.load().expect("it can be read"));
        Ok(texts.filter(|text| !text.is_empty()).collect())
    }
}

#[track_caller]
fn journal_passes_but_for(report: Report, skipped: &[&str]) {
    let report = report.check().unwrap();
    assert_eq!(report.skipped().collect::<Vec<_>>(), skipped, "{report}");
}

#[wasm_bindgen_test]
fn a_journal_in_local_storage() {
    clear();
    journal_passes_but_for(conformance::journal(Named { open: |name| LocalStorage::new(name), room: None }), &[]);
    clear();
}

#[wasm_bindgen_test]
fn a_journal_in_the_storage_of_a_mini_game() {
    /// Of which nobody knows when it is full.
    struct Endless(Named<MinisStorage>);

    impl Storage for Endless {
        type Journal = MinisStorage;

        fn open(&mut self) -> MinisStorage {
            self.0.open()
        }

        fn open_another(&mut self) -> Able<MinisStorage> {
            self.0.open_another()
        }

        fn texts_set_aside(&mut self) -> Able<Vec<String>> {
            self.0.texts_set_aside()
        }
    }

    stand_in::install(Dialect::Game, 0);
    page::install_minis_storage(&JsValue::NULL);
    journal_passes_but_for(
        conformance::journal(Endless(Named { open: |name| MinisStorage::new(name), room: None })),
        &["J12"],
    );
}
