//! Journals in the storage of a page and of a mini game.
#![cfg(target_arch = "wasm32")]

use browser_tests::{Dialect, TestOrders, page, stand_in};
use js_sys::Function;
use purchasable::{
    Charged, Journal, JournalError, LocalStorage, MinisBridge, MinisStorage, Purchasable, PurchaseError, Receipt,
    Retry, Shop, Stage, purchasable,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[purchasable(beans = 500, name = "Steel sword")]
#[derive(Debug)]
struct SteelSword;

const NAME: &str = "orders";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = localStorage)]
    fn clear();

    #[wasm_bindgen(js_namespace = localStorage, js_name = getItem)]
    fn get_item(name: &str) -> Option<String>;
}

/// Empty, in a page of its own.
fn local() -> LocalStorage {
    stand_in::install(Dialect::Game, 1000);
    clear();
    LocalStorage::new(NAME)
}

/// Empty, of a host that gives this for a name that it does not have.
fn minis(missing: &JsValue) -> MinisStorage {
    stand_in::install(Dialect::Game, 1000);
    page::install_minis_storage(missing);
    MinisStorage::new(NAME)
}

fn restore(way_back: &Function) {
    way_back.call0(&JsValue::UNDEFINED).expect("it is put right");
}

/// A game that is loaded anew with each shop.
struct Game<J> {
    orders: TestOrders,
    journal: J,
}

impl<J: Journal + Clone + 'static> Game<J> {
    fn new(journal: J) -> Self {
        Self { orders: TestOrders::selling(SteelSword::ITEMS), journal }
    }

    fn shop(&self) -> Shop {
        Shop::new(MinisBridge::new(), self.orders.clone(), self.journal.clone())
    }

    async fn buy(&self) -> Result<Receipt<SteelSword>, PurchaseError> {
        SteelSword.purchase(&self.shop()).await
    }

    /// The purchase ends before anything is asked, and says this.
    async fn must_refuse(&self, why: &str) -> PurchaseError {
        let error = self.buy().await.expect_err("nothing could be remembered");
        assert_eq!((error.stage(), error.charged()), (Stage::Journal, Charged::No));
        assert!(error.to_string().contains(why), "{error}");
        assert_eq!((self.orders.all().len(), stand_in::calls().len()), (0, 0));
        error
    }
}

#[track_caller]
fn must_say(result: Result<impl std::fmt::Debug, JournalError>, words: &[&str]) {
    let error = result.expect_err("the storage does not do as it is told");
    assert!(words.iter().all(|word| error.to_string().contains(word)), "{error}");
}

#[wasm_bindgen_test]
fn what_was_saved_is_found_by_the_next_page() {
    keeps_what_is_saved(&local());
    assert_eq!(get_item(NAME).as_deref(), Some("größe\n"));
    assert_eq!(LocalStorage::new("another").load(), Ok(String::new()));
    for missing in [JsValue::NULL, JsValue::UNDEFINED, "".into()] {
        keeps_what_is_saved(&minis(&missing));
        assert_eq!(MinisStorage::new("another").load(), Ok(String::new()));
    }
}

#[track_caller]
fn keeps_what_is_saved(journal: &(impl Journal + Clone)) {
    assert_eq!(journal.load(), Ok(String::new()));
    assert_eq!(journal.save("a longer text"), Ok(()));
    assert_eq!(journal.save("größe\n"), Ok(()));
    assert_eq!(journal.clone().load().as_deref(), Ok("größe\n"));
}

#[wasm_bindgen_test]
async fn an_order_left_behind_is_found_by_the_next_page() {
    finds_what_is_left_behind(Game::new(local())).await;
    finds_what_is_left_behind(Game::new(minis(&JsValue::NULL))).await;
}

async fn finds_what_is_left_behind(game: Game<impl Journal + Clone + 'static>) {
    drop(game.buy().await.expect("paid"));
    assert!(game.journal.load().is_ok_and(|text| text.contains("ordered\tTOID1")));
    let recovery = game.shop().recover().await.expect("the backend answers");
    assert_eq!((recovery.journal, recovery.receipts.len()), (None, 1));
    for receipt in recovery.receipts {
        receipt.grant(async |_order, _id| Ok::<_, ()>(())).await.expect("granted");
    }
    assert_eq!(game.journal.load(), Ok(String::new()));
}

#[wasm_bindgen_test]
async fn what_makes_no_sense_is_set_aside_and_the_shop_sells_again() {
    sets_aside(Game::new(local())).await;
    assert_eq!(get_item("orders.set-aside.1").as_deref(), Some("torn"));
    sets_aside(Game::new(minis(&JsValue::NULL))).await;
    assert_eq!(MinisStorage::new("orders.set-aside.1").load().as_deref(), Ok("torn"));
}

async fn sets_aside(game: Game<impl Journal + Clone + 'static>) {
    game.journal.save("torn").expect("there is room");
    assert_eq!(game.must_refuse("call `recover`").await.retry(), Retry::AfterRecover);
    let recovery = game.shop().recover().await.expect("the backend answers");
    assert!(recovery.journal.is_some_and(|error| error.is_unreadable()));
    assert_eq!(game.journal.load(), Ok(String::new()));
    drop(game.buy().await.expect("the journal can be read again"));
}

#[wasm_bindgen_test]
fn eight_texts_are_set_aside_and_none_is_dropped_for_a_ninth() {
    sets_eight_aside(&local(), |name| LocalStorage::new(name).load());
    sets_eight_aside(&minis(&JsValue::UNDEFINED), |name| MinisStorage::new(name).load());
}

#[track_caller]
fn sets_eight_aside(journal: &impl Journal, at: fn(String) -> Result<String, JournalError>) {
    for number in 1..=8 {
        let text = format!("damage {number}");
        assert_eq!((journal.set_aside(&text), journal.set_aside(&text)), (Ok(()), Ok(())));
    }
    must_say(journal.set_aside("damage 9"), &["`orders`", "8", "remove them"]);
    for number in 1..=8 {
        assert_eq!(at(format!("orders.set-aside.{number}")), Ok(format!("damage {number}")));
    }
}

#[wasm_bindgen_test]
async fn a_page_without_its_storage_is_an_error_that_says_why() {
    for (how, words) in [("missing", "not defined"), ("null", "null"), ("forbidden", "SecurityError")] {
        let game = Game::new(local());
        let mend = page::break_local_storage(how);
        let (loaded, saved) = (game.journal.load(), game.journal.save("text"));
        game.must_refuse(words).await;
        restore(&mend);
        must_say(loaded, &["`orders` in localStorage cannot be read", words, "allow the storage"]);
        must_say(saved, &["`orders` in localStorage cannot be written", words]);
        drop(game.buy().await.expect("the player has allowed it"));
    }
}

#[wasm_bindgen_test]
async fn a_full_page_keeps_what_it_has_and_sells_once_there_is_room() {
    let game = Game::new(local());
    let empty = page::fill_local_storage();
    must_say(game.journal.save("text"), &["`orders` in localStorage cannot be written", "QuotaExceededError"]);
    game.must_refuse("QuotaExceededError").await;
    restore(&empty);
    drop(game.buy().await.expect("there is room again"));
}

#[wasm_bindgen_test]
async fn a_host_without_storage_calls_is_an_error_that_says_why() {
    let game = Game::new(minis(&JsValue::NULL));
    page::set_member("TTMinis.game", "getStorageSync", &JsValue::UNDEFINED);
    game.must_refuse("not a function").await;
    stand_in::remove();
    must_say(game.journal.load(), &["`orders` in TTMinis.game cannot be read", "TTMinis is not defined"]);
    must_say(game.journal.save("text"), &["`orders` in TTMinis.game cannot be written", "TTMinis is not defined"]);
}

#[wasm_bindgen_test]
async fn a_host_that_refuses_or_forgets_is_an_error() {
    let game = Game::new(minis(&JsValue::NULL));
    page::set_member("TTMinis.game", "setStorageSync", &page::throwing("the quota is used up"));
    must_say(game.journal.save("text"), &["cannot be written", "the quota is used up"]);
    page::set_member("TTMinis.game", "setStorageSync", &Function::new_no_args("throw Object.create(null)"));
    must_say(game.journal.save("text"), &["`orders` in TTMinis.game cannot be written"]);
    page::set_member("TTMinis.game", "setStorageSync", &Function::new_no_args("return { errMsg: 'fail' }"));
    must_say(game.journal.save("text"), &["cannot be written", "does not keep what it is given"]);
    game.must_refuse("does not keep what it is given").await;
}

#[wasm_bindgen_test]
async fn what_is_no_text_belongs_to_somebody_else_and_is_left_alone() {
    let game = Game::new(minis(&JsValue::NULL));
    for value in [JsValue::from(3), page::json("{}"), JsValue::FALSE] {
        page::set_member("TTMinis.game", "getStorageSync", &page::can_i_use_returning(&value));
        must_say(game.journal.load(), &["`orders` in TTMinis.game cannot be read", "no text"]);
        game.must_refuse("a name of its own").await;
    }
}

#[wasm_bindgen_test]
fn ten_thousand_texts_leave_no_value_behind() {
    leaves_nothing(&local());
    leaves_nothing(&minis(&JsValue::NULL));
    let failing = minis(&JsValue::NULL);
    for call in ["getStorageSync", "setStorageSync"] {
        page::set_member("TTMinis.game", call, &page::throwing("no storage today"));
    }
    leaves_nothing(&failing);
}

#[track_caller]
fn leaves_nothing(journal: &impl Journal) {
    let before = wasm_bindgen::externref_heap_live_count();
    for _ in 0..10_000 {
        let _ = (journal.load(), journal.save("text"));
    }
    assert_eq!(wasm_bindgen::externref_heap_live_count(), before);
}
