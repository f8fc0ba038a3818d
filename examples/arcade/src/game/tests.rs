//! The game as a player plays it.

use std::rc::Rc;

use purchasable::{HostFault, MemoryJournal, Shop, SimulatedTikTok};

use super::*;
use crate::items::EVERYTHING;
use crate::storage::testing::MemoryStorage;
use crate::things::Rock;

const FRAME: f32 = 1.0 / 60.0;

fn game(tiktok: &SimulatedTikTok) -> Game {
    let vault = Vault::open(Rc::new(MemoryStorage::default()));
    let shop = Shop::new(tiktok.clone(), tiktok.orders(), MemoryJournal::new());
    Game::new(Counter::new(shop, vault.clone()), vault, 7)
}

fn at_tiktok() -> (SimulatedTikTok, Game) {
    let tiktok = SimulatedTikTok::new().selling(EVERYTHING.items());
    let game = game(&tiktok);
    (tiktok, game)
}

impl Game {
    fn play_frames(&mut self, frames: u32) {
        for _ in 0..frames {
            self.frame(FRAME, Steering::default());
        }
    }

    fn crash(&mut self) {
        self.world.ship.safe = 0.0;
        self.world.shield = 0;
        let (x, y) = (self.world.ship.x, self.world.ship.y);
        let still = Rock {
            x,
            y,
            vx: 0.0,
            vy: 0.0,
            radius: 20.0,
            angle: 0.0,
            spin: 0.0,
            shape: 0.0,
            comet: false,
            dodged: false,
        };
        self.world.rocks.push(still);
        self.play_frames(2);
        assert_eq!(self.screen, Screen::Over);
        self.now += SLIP;
    }

    fn buy_now(&mut self, sku: &str) {
        self.wish(Wish::Buy(sku.to_owned()));
        self.play_frames(200);
    }
}

#[test]
fn a_flight_stands_still_while_the_shop_is_open_or_the_page_is_hidden() {
    for wish in [Wish::OpenShop, Wish::Hide, Wish::Pause, Wish::Back] {
        let (_, mut game) = at_tiktok();
        game.wish(Wish::Play);
        game.play_frames(60);
        game.wish(wish);
        let before = game.world.rocks.clone();
        game.play_frames(60);
        assert_eq!(game.world.rocks, before);
        game.wish(Wish::CloseShop);
        game.wish(Wish::Resume);
        game.play_frames(60);
        assert_ne!(game.world.rocks, before);
    }
}

#[test]
fn a_bought_bomb_clears_the_sky_once() {
    let (_, mut game) = at_tiktok();
    game.buy_now("bombs.few");
    assert_eq!(game.view().bombs, 4);
    game.wish(Wish::Play);
    game.play_frames(200);
    assert!(!game.world.rocks.is_empty());
    game.wish(Wish::Bomb);
    assert!(game.world.rocks.is_empty());
    assert_eq!(game.view().bombs, 3);
}

#[test]
fn no_bomb_is_spent_when_nobody_flies() {
    let (_, mut game) = at_tiktok();
    game.wish(Wish::Bomb);
    assert_eq!(game.view().bombs, 1);
}

#[test]
fn a_shield_that_is_bought_in_a_flight_is_there_at_once_and_in_the_next() {
    let (_, mut game) = at_tiktok();
    game.wish(Wish::Play);
    game.wish(Wish::OpenShop);
    game.buy_now("shield");
    assert_eq!(game.view().shield, (1, 1));
    game.wish(Wish::Play);
    assert_eq!(game.view().shield, (1, 1));
}

#[test]
fn the_golden_hull_is_worn_once_bought() {
    let (_, mut game) = at_tiktok();
    assert!(!game.has_golden_hull());
    game.buy_now("golden_hull");
    assert!(game.has_golden_hull());
}

#[test]
fn a_life_bought_at_the_end_goes_on_with_the_flight() {
    let (_, mut game) = at_tiktok();
    game.wish(Wish::Play);
    game.world.score = 70;
    game.crash();
    game.buy_now("extra_life");
    assert!(game.is_flying());
    assert!(game.view().score >= 70);
    assert_eq!((game.view().lives, game.view().status), (0, Status::Idle));
}

#[test]
fn a_press_that_was_meant_for_the_flight_buys_nothing() {
    let (_, mut game) = at_tiktok();
    game.wish(Wish::Play);
    game.crash();
    game.now = game.ended_at;
    for wish in [Wish::Buy("extra_life".to_owned()), Wish::Play, Wish::OpenShop] {
        game.wish(wish);
    }
    assert_eq!((game.view().screen, game.view().shop_open, game.view().busy), (Screen::Over, false, false));
}

#[test]
fn a_life_that_was_not_bought_after_all_leaves_the_flight_over() {
    let (tiktok, mut game) = at_tiktok();
    game.wish(Wish::Play);
    game.crash();
    tiktok.fail_next(HostFault::Cancel);
    game.buy_now("extra_life");
    assert_eq!(game.view().screen, Screen::Over);
}

#[test]
fn the_best_score_is_kept_and_told() {
    let (_, mut game) = at_tiktok();
    for (score, record) in [(50, true), (40, false)] {
        game.wish(Wish::Play);
        game.world.score = score;
        game.crash();
        assert_eq!((game.view().record, game.view().best), (record, 50));
    }
}

#[test]
fn thanks_and_news_go_away_by_themselves() {
    let (_, mut game) = at_tiktok();
    game.buy_now("bombs.few");
    assert!(matches!(game.view().status, Status::Over { .. }));
    game.play_frames(60 * 7);
    assert_eq!(game.view().status, Status::Idle);
}

#[test]
fn a_question_is_not_left_open_in_a_flight() {
    let (tiktok, mut game) = at_tiktok();
    tiktok.fail_next(HostFault::Cancel);
    for _ in 0..2 {
        game.buy_now("bombs.few");
    }
    assert!(matches!(game.view().status, Status::Earlier { .. }));
    game.wish(Wish::Play);
    assert_eq!(game.view().status, Status::Idle);
}

#[test]
fn without_a_host_nothing_is_bought() {
    let nobody =
        SimulatedTikTok::new().selling(EVERYTHING.items()).with_capabilities(purchasable::Capabilities::default());
    let mut game = game(&nobody);
    assert!(!game.view().has_host);
    game.buy_now("bombs.few");
    assert_eq!(game.view().status, Status::Idle);
}
