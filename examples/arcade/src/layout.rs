//! Where the field lies on the canvas.

use crate::world::{HEIGHT, WIDTH};

/// The field is as large as fits, in the middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// Of the canvas, in the page's pixels.
    pub width: f32,
    pub height: f32,
    /// Pixels to one unit of the world.
    pub scale: f32,
    pub left: f32,
    pub top: f32,
}

impl Layout {
    pub fn new(width: f32, height: f32) -> Self {
        let scale = (width / WIDTH).min(height / HEIGHT).max(0.01);
        Self { width, height, scale, left: (width - WIDTH * scale) / 2.0, top: (height - HEIGHT * scale) / 2.0 }
    }

    /// The place in the world under a pixel.
    pub fn to_world(self, x: f32, y: f32) -> (f32, f32) {
        ((x - self.left) / self.scale, (y - self.top) / self.scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_the_canvas_is_the_middle_of_the_world() {
        for (width, height) in [(360.0, 640.0), (1280.0, 800.0), (390.0, 844.0)] {
            let (x, y) = Layout::new(width, height).to_world(width / 2.0, height / 2.0);
            assert!((x - WIDTH / 2.0).abs() < 0.01 && (y - HEIGHT / 2.0).abs() < 0.01);
        }
    }

    #[test]
    fn the_field_fits_on_the_canvas() {
        let Layout { left, top, scale, .. } = Layout::new(1280.0, 800.0);
        assert!(left > 0.0 && top.abs() < 0.01 && (scale - 1.25).abs() < 0.01);
    }
}
