//! What flies in the sky.

/// The ship. Its place is its middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Ship {
    pub x: f32,
    pub y: f32,
    /// How far it leans, from -1 (left) to 1.
    pub lean: f32,
    /// For how many seconds nothing can hurt it.
    pub safe: f32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Rock {
    pub x: f32,
    pub y: f32,
    pub vx: f32,
    pub vy: f32,
    pub radius: f32,
    pub angle: f32,
    pub spin: f32,
    /// What it looks like: which corners it has.
    pub shape: f32,
    /// A small fast one that was aimed at the ship, with a tail.
    pub comet: bool,
    /// It has passed close to the ship, and was counted.
    pub dodged: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Star {
    pub x: f32,
    pub y: f32,
    pub vy: f32,
    pub angle: f32,
}

impl Ship {
    /// How near a rock's edge may come.
    pub const RADIUS: f32 = 11.0;
    /// How near a star must come to be caught.
    pub const REACH: f32 = 28.0;

    pub fn distance(&self, x: f32, y: f32) -> f32 {
        (self.x - x).hypot(self.y - y)
    }

    pub fn is_hit_by(&self, rock: &Rock) -> bool {
        self.safe <= 0.0 && self.gap(rock) < 0.0
    }

    /// From hull to rock.
    pub fn gap(&self, rock: &Rock) -> f32 {
        // A rock has corners, and a player forgives a near miss more readily than a hit by nothing.
        self.distance(rock.x, rock.y) - rock.radius * 0.85 - Self::RADIUS
    }
}

impl Rock {
    pub fn fly(&mut self, seconds: f32) {
        self.x += self.vx * seconds;
        self.y += self.vy * seconds;
        self.angle += self.spin * seconds;
    }
}

impl Star {
    /// Falls, and is drawn to a ship that is near.
    pub fn fly(&mut self, ship: &Ship, seconds: f32) {
        self.y += self.vy * seconds;
        self.angle += 1.6 * seconds;
        let distance = ship.distance(self.x, self.y);
        if distance < 2.6 * Ship::REACH {
            let pull = 150.0 * seconds / distance.max(1.0);
            self.x += (ship.x - self.x) * pull;
            self.y += (ship.y - self.y) * pull;
        }
    }
}
