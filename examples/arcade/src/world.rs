//! The rules of a flight. The same seed and the same steering give the same flight.

use crate::dice::Dice;
use crate::things::{Rock, Ship, Star};

pub const WIDTH: f32 = 360.0;
pub const HEIGHT: f32 = 640.0;

/// One step of the world, in seconds.
pub const STEP: f32 = 1.0 / 120.0;

/// As many stars caught in a row are worth one more each; up to `MOST` times as much.
const ROW: u32 = 5;
const MOST: u32 = 5;

const STAR_POINTS: u32 = 10;
const DODGE_POINTS: u32 = 5;
const SMASH_POINTS: u32 = 5;

/// How fast keys push the ship, and how fast it can be pulled, in units a second.
const PUSH: f32 = 340.0;
const PULL: f32 = 1500.0;
const HIGHEST: f32 = HEIGHT * 0.35;
const MARGIN: f32 = 18.0;

#[derive(Clone, Debug)]
pub struct World {
    pub ship: Ship,
    pub rocks: Vec<Rock>,
    pub stars: Vec<Star>,
    pub score: u32,
    /// Stars caught in a row.
    pub row: u32,
    /// Hits that the shield still takes.
    pub shield: u8,
    pub over: bool,
    time: f32,
    next_rock: f32,
    next_star: f32,
    dice: Dice,
    events: Vec<Event>,
}

/// What the player wants of the ship in one step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Steering {
    /// A direction, as keys give it; each part from -1 to 1.
    pub push: (f32, f32),
    /// A place to go to, as a pointer gives it.
    pub toward: Option<(f32, f32)>,
}

/// Something to see.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    Caught { x: f32, y: f32, points: u32 },
    Missed,
    Dodged { x: f32, y: f32, points: u32 },
    Smashed { x: f32, y: f32, radius: f32 },
    ShieldHit { x: f32, y: f32 },
    Exploded { x: f32, y: f32 },
    BombWent { x: f32, y: f32 },
}

impl World {
    pub fn new(seed: u64, shield: u8) -> Self {
        Self {
            ship: Ship { x: WIDTH / 2.0, y: HEIGHT * 0.8, lean: 0.0, safe: 1.5 },
            rocks: Vec::new(),
            stars: Vec::new(),
            score: 0,
            row: 0,
            shield,
            over: false,
            time: 0.0,
            next_rock: 1.0,
            next_star: 0.5,
            dice: Dice::new(seed),
            events: Vec::new(),
        }
    }

    /// Goes on by one [`STEP`].
    pub fn step(&mut self, steering: Steering) {
        if self.over {
            return;
        }
        self.time += STEP;
        self.steer(steering);
        self.spawn();
        self.move_stars();
        self.move_rocks();
    }

    /// Clears the sky, where there is one to clear.
    pub fn bomb(&mut self) -> bool {
        if self.over {
            return false;
        }
        self.events.push(Event::BombWent { x: self.ship.x, y: self.ship.y });
        self.smash_all();
        true
    }

    /// Goes on where the flight ended.
    pub fn revive(&mut self) {
        self.over = false;
        self.smash_all();
        self.ship.safe = 3.0;
    }

    /// How much a star is worth now, compared with the first.
    pub fn multiplier(&self) -> u32 {
        (1 + self.row / ROW).min(MOST)
    }

    /// What has happened since this was last asked.
    pub fn take_events(&mut self) -> Vec<Event> {
        core::mem::take(&mut self.events)
    }

    fn steer(&mut self, Steering { push, toward }: Steering) {
        let ship = &mut self.ship;
        let length = push.0.hypot(push.1).max(1.0);
        let most = PULL * STEP;
        let (to_x, to_y) = toward.unwrap_or((ship.x, ship.y));
        let dx = push.0 / length * PUSH * STEP + (to_x - ship.x).clamp(-most, most);
        let dy = push.1 / length * PUSH * STEP + (to_y - ship.y).clamp(-most, most);
        ship.x = (ship.x + dx).clamp(MARGIN, WIDTH - MARGIN);
        ship.y = (ship.y + dy).clamp(HIGHEST, HEIGHT - 2.0 * MARGIN);
        let lean = (dx / (PUSH * STEP)).clamp(-1.0, 1.0);
        ship.lean += (lean - ship.lean) * 12.0 * STEP;
        ship.safe = (ship.safe - STEP).max(0.0);
    }

    fn spawn(&mut self) {
        self.next_rock -= STEP;
        if self.next_rock <= 0.0 {
            self.next_rock = (0.8 - self.time * 0.0065).max(0.2) * self.dice.between(0.7, 1.3);
            let rock = self.new_rock();
            self.rocks.push(rock);
        }
        self.next_star -= STEP;
        if self.next_star <= 0.0 {
            self.next_star = self.dice.between(0.45, 0.95);
            let x = self.dice.between(2.0 * MARGIN, WIDTH - 2.0 * MARGIN);
            let vy = 110.0 + self.time.min(60.0);
            self.stars.push(Star { x, y: -16.0, vy, angle: self.dice.between(0.0, 6.0) });
        }
    }

    fn new_rock(&mut self) -> Rock {
        let dice = &mut self.dice;
        let comet = self.time > 18.0 && dice.chance(0.18);
        let radius = if comet { dice.between(9.0, 12.0) } else { dice.between(13.0, 34.0) };
        let x = dice.between(radius, WIDTH - radius);
        let hurry = 1.0 + self.time.min(100.0) * 0.013;
        let vy = if comet { 300.0 } else { dice.between(120.0, 190.0) - radius } * hurry;
        let to_ship = (self.ship.x - x) * vy / (HEIGHT * 0.8);
        Rock {
            x,
            y: -radius,
            vx: if comet { to_ship } else { dice.between(-18.0, 18.0) },
            vy,
            radius,
            angle: dice.between(0.0, 6.0),
            spin: dice.between(-1.6, 1.6),
            shape: dice.between(0.0, 100.0),
            comet,
            dodged: false,
        }
    }

    fn move_stars(&mut self) {
        let Self { ship, stars, row, score, events, .. } = self;
        stars.retain_mut(|star| {
            star.fly(ship, STEP);
            if ship.distance(star.x, star.y) < Ship::REACH {
                let points = STAR_POINTS * (1 + *row / ROW).min(MOST);
                *row += 1;
                *score += points;
                events.push(Event::Caught { x: star.x, y: star.y, points });
                return false;
            }
            let missed = star.y > HEIGHT + 16.0;
            if missed {
                *row = 0;
                events.push(Event::Missed);
            }
            !missed
        });
    }

    fn move_rocks(&mut self) {
        for rock in &mut self.rocks {
            rock.fly(STEP);
        }
        self.rocks.retain(|rock| rock.y < HEIGHT + rock.radius);
        self.count_dodges();
        if let Some(at) = self.rocks.iter().position(|rock| self.ship.is_hit_by(rock)) {
            let rock = self.rocks.swap_remove(at);
            self.hit(&rock);
        }
    }

    /// A rock that passes close is worth something, once.
    fn count_dodges(&mut self) {
        let Self { ship, rocks, score, events, .. } = self;
        for rock in rocks.iter_mut().filter(|rock| !rock.dodged && rock.y > ship.y) {
            rock.dodged = true;
            if ship.safe <= 0.0 && (0.0..14.0).contains(&ship.gap(rock)) {
                *score += DODGE_POINTS;
                events.push(Event::Dodged { x: ship.x, y: ship.y, points: DODGE_POINTS });
            }
        }
    }

    fn hit(&mut self, rock: &Rock) {
        let Ship { x, y, .. } = self.ship;
        self.events.push(Event::Smashed { x: rock.x, y: rock.y, radius: rock.radius });
        self.row = 0;
        if self.shield > 0 {
            self.shield -= 1;
            self.ship.safe = 1.5;
            self.events.push(Event::ShieldHit { x, y });
        } else {
            self.over = true;
            self.events.push(Event::Exploded { x, y });
        }
    }

    fn smash_all(&mut self) {
        for Rock { x, y, radius, .. } in self.rocks.drain(..) {
            self.score += SMASH_POINTS;
            self.events.push(Event::Smashed { x, y, radius });
        }
    }
}

#[cfg(test)]
mod tests;
