//! The game as a whole: which screen is shown, and what the player's wishes do.

use crate::effects::{Effects, Tint};
use crate::save::{Save, Vault};
use crate::shopping::{Counter, Status};
use crate::view::{self, Screen, View};
use crate::wish::Wish;
use crate::world::{Event, STEP, Steering, World};

/// For how many seconds a piece of news is shown, and a purchase that is over.
const NEWS_FOR: f64 = 4.5;
const THANKS_FOR: f64 = 6.0;

/// For so many seconds after the end of a flight a press was most likely meant for the flight.
const SLIP: f64 = 0.6;

/// A frame that took longer than this is no reason to jump.
const LONGEST_FRAME: f32 = 0.05;

pub struct Game {
    pub world: World,
    pub effects: Effects,
    vault: Vault,
    counter: Counter,
    screen: Screen,
    shop_open: bool,
    record: bool,
    /// A life is being bought to go on with.
    wants_to_go_on: bool,
    /// The level of shield that this flight has been given.
    shield: u8,
    news: Vec<String>,
    news_until: f64,
    over_until: Option<f64>,
    ended_at: f64,
    now: f64,
    time_left: f32,
    seed: u64,
}

impl Game {
    pub fn new(counter: Counter, vault: Vault, seed: u64) -> Self {
        let shield = vault.look(|save| save.shield);
        Self {
            world: World::new(seed, shield),
            effects: Effects::new(),
            vault,
            counter,
            screen: Screen::Title,
            shop_open: false,
            record: false,
            wants_to_go_on: false,
            shield,
            news: Vec::new(),
            news_until: 0.0,
            over_until: None,
            ended_at: 0.0,
            now: 0.0,
            time_left: 0.0,
            seed,
        }
    }

    pub fn is_flying(&self) -> bool {
        self.screen == Screen::Flying && !self.shop_open
    }

    pub fn has_golden_hull(&self) -> bool {
        self.vault.look(|save| save.golden_hull)
    }

    pub fn wish(&mut self, wish: Wish) {
        match wish {
            Wish::Play | Wish::UseLife | Wish::OpenShop | Wish::Buy(_) if self.is_slip() => {}
            Wish::Play => self.play(),
            Wish::Resume => self.resume(),
            Wish::Back if self.shop_open => self.shop_open = false,
            Wish::Back if self.screen == Screen::Paused => self.resume(),
            Wish::Pause | Wish::Hide | Wish::Back => self.pause(),
            Wish::Bomb => self.bomb(),
            Wish::UseLife => self.use_life(),
            Wish::OpenShop => {
                self.pause();
                self.shop_open = true;
            }
            Wish::CloseShop => self.shop_open = false,
            Wish::Buy(sku) => self.buy(&sku),
            Wish::StopWaiting => self.counter.stop_waiting(),
            Wish::KeepWaiting => self.counter.keep_waiting(),
            Wish::AcceptEarlier => self.counter.accept_earlier(),
            Wish::Leave => self.counter.leave(),
            Wish::OpenWallet => self.counter.open_wallet(),
            Wish::Show => self.counter.look_soon(),
        }
    }

    /// A frame has come, `seconds` after the last.
    pub fn frame(&mut self, seconds: f32, steering: Steering) {
        self.now += f64::from(seconds);
        self.counter.tick(self.now);
        self.go_on_with_bought_life();
        self.strengthen_shield();
        self.read_news();
        self.clear_what_is_over();
        let frame = seconds.min(LONGEST_FRAME);
        if self.is_flying() {
            self.fly(frame, steering);
        }
        if self.is_flying() || self.screen == Screen::Over {
            self.effects.step(frame);
        }
    }

    pub fn view(&self) -> View {
        let status = self.counter.status().clone();
        self.vault.look(|save| View {
            screen: self.screen,
            shop_open: self.shop_open,
            has_host: self.counter.has_host(),
            busy: self.counter.is_busy(),
            score: self.world.score,
            multiplier: self.world.multiplier(),
            best: save.best,
            record: self.record,
            bombs: save.bombs,
            bomb_found: view::bomb_found(save),
            shield: (self.world.shield, save.shield),
            lives: save.lives,
            wares: view::shelf(save),
            life: view::extra_life(save),
            wanted: self.counter.wanted(),
            status,
            toast: self.news.first().cloned().unwrap_or_default(),
        })
    }

    fn is_slip(&self) -> bool {
        self.screen == Screen::Over && self.now < self.ended_at + SLIP
    }

    fn play(&mut self) {
        self.seed = self.seed.wrapping_add(1);
        self.shield = self.vault.look(|save| save.shield);
        self.world = World::new(self.seed, self.shield);
        self.record = false;
        self.take_off();
    }

    /// Nobody answers questions while they fly.
    fn take_off(&mut self) {
        (self.screen, self.shop_open, self.wants_to_go_on) = (Screen::Flying, false, false);
        if !self.counter.is_busy() {
            self.counter.leave();
        }
    }

    fn pause(&mut self) {
        if self.screen == Screen::Flying {
            self.screen = Screen::Paused;
        }
    }

    fn resume(&mut self) {
        if self.screen == Screen::Paused {
            self.take_off();
        }
    }

    fn bomb(&mut self) {
        if !self.is_flying() || self.vault.look(|save| save.bombs) == 0 {
            return;
        }
        // A bomb that cannot be taken out of the save game does not go off: it would be there again after a reload.
        if self.vault.change(Save::use_bomb) == Ok(true) {
            self.world.bomb();
        }
    }

    fn use_life(&mut self) {
        if self.screen == Screen::Over && self.vault.change(Save::use_life) == Ok(true) {
            self.world.revive();
            self.take_off();
        }
    }

    fn buy(&mut self, sku: &str) {
        if !self.counter.is_busy() && self.counter.has_host() && self.counter.buy(sku) {
            self.over_until = None;
            self.wants_to_go_on = sku == "extra_life";
        }
    }

    fn go_on_with_bought_life(&mut self) {
        if self.wants_to_go_on && self.vault.look(|save| save.lives) > 0 && !self.counter.is_busy() {
            self.use_life();
        }
    }

    /// A shield that is bought in the middle of a flight is there at once.
    fn strengthen_shield(&mut self) {
        let level = self.vault.look(|save| save.shield);
        self.world.shield += level.saturating_sub(self.shield);
        self.shield = level;
    }

    fn read_news(&mut self) {
        self.news.append(&mut self.counter.take_news());
        if self.news.is_empty() {
            self.news_until = self.now + NEWS_FOR;
        } else if self.now >= self.news_until {
            self.news.remove(0);
            self.news_until = self.now + NEWS_FOR;
        }
    }

    /// What went well, or was called off, goes away by itself.
    fn clear_what_is_over(&mut self) {
        let Status::Over { details: None, .. } = self.counter.status() else {
            self.over_until = None;
            return;
        };
        if self.now >= *self.over_until.get_or_insert(self.now + THANKS_FOR) {
            self.counter.leave();
        }
    }

    fn fly(&mut self, seconds: f32, steering: Steering) {
        self.time_left += seconds;
        while self.time_left >= STEP {
            self.time_left -= STEP;
            self.world.step(steering);
            let tint = if self.has_golden_hull() { Tint::Gold } else { Tint::Sky };
            self.effects.exhaust(self.world.ship.x, self.world.ship.y + 16.0, tint);
        }
        for event in self.world.take_events() {
            self.effects.react(event);
            self.take_note(event);
        }
    }

    fn take_note(&mut self, event: Event) {
        match event {
            Event::Caught { x, y, .. } if self.vault.change(Save::catch_star) == Ok(true) => {
                self.effects.say("+1 bomb".to_owned(), x, y - 20.0);
            }
            Event::Exploded { .. } => self.end(),
            _ => {}
        }
    }

    fn end(&mut self) {
        let score = self.world.score;
        (self.screen, self.ended_at) = (Screen::Over, self.now);
        self.record = self.vault.change(|save| save.note_score(score)) == Ok(true);
    }
}

#[cfg(test)]
mod tests;
