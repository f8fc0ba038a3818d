//! What makes the sky lively and decides nothing: sparks, floating words, shaking.

use std::f32::consts::TAU;

use crate::dice::Dice;
use crate::world::{Event, WIDTH};

/// More sparks than a phone likes to draw.
const MOST_SPARKS: usize = 260;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    Gold,
    Ember,
    Stone,
    Sky,
}

#[derive(Clone, Debug)]
pub struct Spark {
    pub x: f32,
    pub y: f32,
    vx: f32,
    vy: f32,
    pub size: f32,
    pub tint: Tint,
    age: f32,
    span: f32,
}

/// Words that rise and fade.
#[derive(Clone, Debug)]
pub struct Floating {
    pub text: String,
    pub x: f32,
    pub y: f32,
    age: f32,
}

#[derive(Debug)]
pub struct Effects {
    pub sparks: Vec<Spark>,
    pub words: Vec<Floating>,
    /// The rings of bombs: where they went off, and how old they are in seconds.
    pub rings: Vec<(f32, f32, f32)>,
    /// How hard the picture shakes, and how brightly it flashes: from 0 to 1.
    pub shake: f32,
    pub flash: f32,
    dice: Dice,
}

impl Spark {
    /// From 1, new, to 0, gone.
    pub fn glow(&self) -> f32 {
        1.0 - self.age / self.span
    }
}

impl Floating {
    pub fn glow(&self) -> f32 {
        1.0 - self.age
    }
}

impl Effects {
    pub fn new() -> Self {
        let (sparks, words, rings) = Default::default();
        Self { sparks, words, rings, shake: 0.0, flash: 0.0, dice: Dice::new(11) }
    }

    pub fn react(&mut self, event: Event) {
        match event {
            Event::Caught { x, y, points } => {
                self.burst(x, y, 8, 130.0, Tint::Gold);
                self.say(format!("+{points}"), x, y);
            }
            Event::Missed => {}
            Event::Dodged { x, y, points } => self.say(format!("Close! +{points}"), x, y - 26.0),
            Event::Smashed { x, y, radius } => {
                let count = if radius > 20.0 { 18 } else { 10 };
                self.burst(x, y, count, 150.0, Tint::Stone);
                self.burst(x, y, count / 2, 110.0, Tint::Ember);
            }
            Event::ShieldHit { x, y } => {
                self.shake = self.shake.max(0.5);
                self.burst(x, y, 22, 220.0, Tint::Sky);
            }
            Event::Exploded { x, y } => {
                (self.shake, self.flash) = (1.0, 0.7);
                self.burst(x, y, 50, 260.0, Tint::Ember);
                self.burst(x, y, 24, 160.0, Tint::Gold);
            }
            Event::BombWent { x, y } => {
                (self.shake, self.flash) = (0.7, 0.6);
                self.rings.push((x, y, 0.0));
            }
        }
    }

    pub fn say(&mut self, text: String, x: f32, y: f32) {
        self.words.push(Floating { text, x: x.clamp(36.0, WIDTH - 36.0), y, age: 0.0 });
    }

    /// What streams out of the engine in one step.
    pub fn exhaust(&mut self, x: f32, y: f32, tint: Tint) {
        if self.dice.chance(0.5) {
            let vx = self.dice.between(-14.0, 14.0);
            let vy = self.dice.between(120.0, 200.0);
            self.add(Spark { x: x + vx * 0.2, y, vx, vy, size: 2.4, tint, age: 0.0, span: 0.35 });
        }
    }

    pub fn step(&mut self, seconds: f32) {
        for spark in &mut self.sparks {
            spark.age += seconds;
            spark.x += spark.vx * seconds;
            spark.y += spark.vy * seconds;
            let drag = 1.0 - 1.8 * seconds;
            spark.vx *= drag;
            spark.vy *= drag;
        }
        self.sparks.retain(|spark| spark.age < spark.span);
        for word in &mut self.words {
            word.age += seconds * 1.2;
            word.y -= 42.0 * seconds;
        }
        self.words.retain(|word| word.age < 1.0);
        for ring in &mut self.rings {
            ring.2 += seconds;
        }
        self.rings.retain(|ring| ring.2 < 0.7);
        self.shake = (self.shake - 1.8 * seconds).max(0.0);
        self.flash = (self.flash - 2.2 * seconds).max(0.0);
    }

    fn burst(&mut self, x: f32, y: f32, count: usize, speed: f32, tint: Tint) {
        for _ in 0..count {
            let (direction, speed) = (self.dice.between(0.0, TAU), self.dice.between(0.2, 1.0) * speed);
            let (vy, vx) = direction.sin_cos();
            let (size, span) = (self.dice.between(1.6, 4.8), self.dice.between(0.4, 1.0));
            self.add(Spark { x, y, vx: vx * speed, vy: vy * speed, size, tint, age: 0.0, span });
        }
    }

    fn add(&mut self, spark: Spark) {
        if self.sparks.len() < MOST_SPARKS {
            self.sparks.push(spark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_fades_and_nothing_piles_up() {
        let mut effects = Effects::new();
        for _ in 0..50 {
            effects.react(Event::Exploded { x: 10.0, y: 10.0 });
            effects.react(Event::BombWent { x: 10.0, y: 10.0 });
            effects.react(Event::Caught { x: 10.0, y: 10.0, points: 10 });
        }
        assert!(effects.sparks.len() <= MOST_SPARKS);
        for _ in 0..400 {
            effects.step(0.01);
        }
        assert!(effects.sparks.is_empty() && effects.words.is_empty() && effects.rings.is_empty());
        assert!(effects.shake <= 0.0 && effects.flash <= 0.0);
    }
}
