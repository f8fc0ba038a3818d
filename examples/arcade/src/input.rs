//! What keys, mouse and fingers want of the ship.

use crate::world::{HEIGHT, Steering, WIDTH};

/// A finger moves the ship a little further than itself, so that it does not have to cover it.
const FINGER_GAIN: f32 = 1.2;

#[derive(Debug, Default)]
pub struct Input {
    /// Which of left, right, up and down are held.
    held: [bool; 4],
    /// Where the pointer wants the ship.
    target: Option<(f32, f32)>,
    /// How far a finger has moved since that was last looked at.
    dragged: (f32, f32),
    finger: Option<(f32, f32)>,
}

impl Input {
    /// A key went down or up. Says whether it steers.
    pub fn key(&mut self, code: &str, is_down: bool) -> bool {
        let direction = match code {
            "ArrowLeft" | "KeyA" => 0,
            "ArrowRight" | "KeyD" => 1,
            "ArrowUp" | "KeyW" => 2,
            "ArrowDown" | "KeyS" => 3,
            _ => return false,
        };
        self.held[direction] = is_down;
        self.target = None;
        true
    }

    /// The mouse is here, pressed or not: the ship follows it.
    pub fn hover(&mut self, x: f32, y: f32) {
        self.target = Some((x, y));
    }

    /// A finger touches, wherever it likes.
    pub fn touch(&mut self, x: f32, y: f32) {
        self.finger = Some((x, y));
        self.target = None;
    }

    /// The finger moves, and the ship with it.
    pub fn drag(&mut self, x: f32, y: f32) {
        if let Some((from_x, from_y)) = self.finger.replace((x, y)) {
            self.dragged.0 += (x - from_x) * FINGER_GAIN;
            self.dragged.1 += (y - from_y) * FINGER_GAIN;
        }
    }

    pub fn lift(&mut self) {
        self.finger = None;
    }

    /// Nothing is held any more: the page has lost sight of keys and fingers.
    pub fn let_go(&mut self) {
        *self = Self::default();
    }

    /// What all of it comes to, for a ship that is here.
    pub fn steering(&mut self, ship: (f32, f32)) -> Steering {
        let (dx, dy) = core::mem::take(&mut self.dragged);
        if (dx, dy) != (0.0, 0.0) {
            let (x, y) = self.target.unwrap_or(ship);
            self.target = Some(((x + dx).clamp(0.0, WIDTH), (y + dy).clamp(0.0, HEIGHT)));
        }
        let [left, right, up, down] = self.held.map(|is_held| f32::from(u8::from(is_held)));
        Steering { push: (right - left, down - up), toward: self.target }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIP: (f32, f32) = (180.0, 500.0);

    #[test]
    fn keys_push_while_they_are_held() {
        let mut input = Input::default();
        assert!(input.key("ArrowLeft", true) && input.key("KeyW", true));
        assert_eq!(input.steering(SHIP).push, (-1.0, -1.0));
        input.key("ArrowLeft", false);
        assert_eq!(input.steering(SHIP).push, (0.0, -1.0));
        assert!(!input.key("KeyQ", true));
    }

    #[test]
    fn the_ship_follows_the_mouse_until_a_key_is_pressed() {
        let mut input = Input::default();
        input.hover(10.0, 20.0);
        assert_eq!(input.steering(SHIP).toward, Some((10.0, 20.0)));
        input.key("KeyD", true);
        assert_eq!(input.steering(SHIP).toward, None);
    }

    #[test]
    fn a_finger_moves_the_ship_from_where_it_is() {
        let mut input = Input::default();
        input.touch(50.0, 50.0);
        assert_eq!(input.steering(SHIP).toward, None);
        input.drag(60.0, 40.0);
        let (x, y) = input.steering(SHIP).toward.expect("the finger has moved");
        assert!((x - 192.0).abs() < 0.01 && (y - 488.0).abs() < 0.01);
        input.lift();
        input.drag(300.0, 300.0);
        assert_eq!(input.steering(SHIP).toward, Some((x, y)));
    }

    #[test]
    fn what_the_page_loses_sight_of_is_let_go() {
        let mut input = Input::default();
        input.key("ArrowUp", true);
        input.let_go();
        assert_eq!(input.steering(SHIP), Steering::default());
    }
}
