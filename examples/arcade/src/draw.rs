//! The picture: everything that flies, on one canvas.

mod bodies;
mod ship;

use std::f64::consts::TAU;

use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::effects::{Effects, Tint};
use crate::layout::Layout;
use crate::world::{HEIGHT, WIDTH, World};

/// More dots than this no eye can tell apart on a phone.
const MOST_DOTS_PER_PIXEL: f64 = 2.0;

pub struct Painter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    layout: Layout,
    dots: f64,
    /// The player wants no sudden movements.
    pub calm: bool,
}

/// What there is to see.
pub struct Scene<'a> {
    pub world: &'a World,
    pub effects: &'a Effects,
    pub golden: bool,
    pub sight: Sight,
    /// In seconds; moves what moves by itself.
    pub time: f64,
}

/// What is to be seen in the sky.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    Flight,
    /// The ship alone, large.
    ShipAlone,
    /// Only far stars: something else is in front.
    Nothing,
}

impl Painter {
    pub fn new(canvas: HtmlCanvasElement, context: CanvasRenderingContext2d, calm: bool) -> Self {
        Self { canvas, context, layout: Layout::new(1.0, 1.0), dots: 1.0, calm }
    }

    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// Fits the canvas to the page, which is this large and has so many dots to a pixel.
    pub fn fit(&mut self, width: f64, height: f64, dots: f64) {
        let layout = Layout::new(to_f32(width), to_f32(height));
        let dots = dots.clamp(1.0, MOST_DOTS_PER_PIXEL);
        if layout != self.layout || (dots - self.dots).abs() > 0.01 {
            (self.layout, self.dots) = (layout, dots);
            self.canvas.set_width(to_u32(width * dots));
            self.canvas.set_height(to_u32(height * dots));
        }
    }

    pub fn draw(&self, scene: &Scene<'_>) -> Result<(), JsValue> {
        let Layout { width, height, .. } = self.layout;
        let pen = &self.context;
        pen.set_transform(self.dots, 0.0, 0.0, self.dots, 0.0, 0.0)?;
        pen.clear_rect(0.0, 0.0, width.into(), height.into());
        self.draw_far_stars(scene.time);
        pen.save();
        let drawn = self.draw_field(scene);
        pen.restore();
        drawn
    }

    fn draw_field(&self, scene: &Scene<'_>) -> Result<(), JsValue> {
        let Layout { scale, left, top, .. } = self.layout;
        let pen = &self.context;

        let (shake_x, shake_y) = self.shaking(scene);
        pen.translate(f64::from(left) + shake_x, f64::from(top) + shake_y)?;
        pen.scale(scale.into(), scale.into())?;
        self.draw_edges();
        match scene.sight {
            Sight::Flight => self.draw_flight(scene),
            Sight::ShipAlone => self.draw_ship_alone(scene),
            Sight::Nothing => Ok(()),
        }
    }

    fn draw_flight(&self, Scene { world, effects, golden, time, .. }: &Scene<'_>) -> Result<(), JsValue> {
        let pen = &self.context;
        for star in &world.stars {
            bodies::draw_star(pen, star, *time)?;
        }
        for rock in &world.rocks {
            bodies::draw_rock(pen, rock)?;
        }
        self.draw_sparks(effects);
        if !world.over {
            ship::draw_shield(pen, world, *time)?;
            ship::draw(pen, &world.ship, *golden, *time)?;
        }
        self.draw_rings(effects)?;
        self.draw_words(effects)?;
        self.draw_flash(effects.flash);
        Ok(())
    }

    fn draw_ship_alone(&self, scene: &Scene<'_>) -> Result<(), JsValue> {
        let pen = &self.context;
        let sway = scene.time.sin() * 5.0;
        pen.translate(f64::from(WIDTH) / 2.0, f64::from(HEIGHT) * 0.15 + sway)?;
        pen.scale(1.9, 1.9)?;
        let still = crate::things::Ship { x: 0.0, y: 0.0, lean: to_f32((scene.time * 0.7).sin() * 0.4), safe: 0.0 };
        ship::draw(pen, &still, scene.golden, scene.time)
    }

    /// Three layers that pass at their own speed, over the whole page.
    fn draw_far_stars(&self, time: f64) {
        let (width, height) = (f64::from(self.layout.width), f64::from(self.layout.height));
        self.context.set_fill_style_str("#cfd9ff");
        for number in 0..110_u32 {
            let layer = f64::from(number % 3 + 1);
            let x = (f64::from(number) * 0.618_034).fract() * width;
            let y = ((f64::from(number) * 0.754_878).fract() + time * layer * 0.018).fract() * height;
            let twinkle = 0.75 + 0.25 * (time * 1.7 + f64::from(number)).sin();
            self.context.set_global_alpha(0.2 * layer * twinkle);
            let size = 0.55 * layer + 0.3;
            self.context.fill_rect(x, y, size, size);
        }
        self.context.set_global_alpha(1.0);
    }

    /// Where the field ends, on a page that is wider: there the sky is dim, and nothing flies.
    fn draw_edges(&self) {
        if self.layout.left < 8.0 {
            return;
        }
        let (width, height) = (f64::from(WIDTH), f64::from(HEIGHT));
        let outside = f64::from(self.layout.left / self.layout.scale) + 40.0;
        self.context.set_fill_style_str("rgba(3, 5, 18, 0.5)");
        self.context.fill_rect(-outside, -40.0, outside, height + 80.0);
        self.context.fill_rect(width, -40.0, outside, height + 80.0);
        self.context.set_fill_style_str("rgba(140, 165, 255, 0.28)");
        self.context.fill_rect(-1.0, -40.0, 1.0, height + 80.0);
        self.context.fill_rect(width, -40.0, 1.0, height + 80.0);
        self.context.begin_path();
        self.context.rect(0.0, -40.0, width, height + 80.0);
        self.context.clip();
    }

    fn draw_sparks(&self, effects: &Effects) {
        for spark in &effects.sparks {
            self.context.set_global_alpha(spark.glow().clamp(0.0, 1.0).into());
            self.context.set_fill_style_str(colour(spark.tint));
            let size = f64::from(spark.size * (0.4 + 0.6 * spark.glow()));
            self.context.fill_rect(f64::from(spark.x) - size / 2.0, f64::from(spark.y) - size / 2.0, size, size);
        }
        self.context.set_global_alpha(1.0);
    }

    fn draw_rings(&self, effects: &Effects) -> Result<(), JsValue> {
        let pen = &self.context;
        for (x, y, age) in &effects.rings {
            let left = f64::from(1.0 - age / 0.7).max(0.0);
            pen.set_global_alpha(left);
            pen.set_stroke_style_str("#bfe9ff");
            pen.set_line_width(2.0 + 16.0 * left);
            pen.begin_path();
            pen.arc((*x).into(), (*y).into(), f64::from(age * 1000.0), 0.0, TAU)?;
            pen.stroke();
        }
        pen.set_global_alpha(1.0);
        Ok(())
    }

    fn draw_words(&self, effects: &Effects) -> Result<(), JsValue> {
        let pen = &self.context;
        pen.set_font("800 15px system-ui, sans-serif");
        pen.set_text_align("center");
        for word in &effects.words {
            pen.set_global_alpha(word.glow().clamp(0.0, 1.0).into());
            pen.set_fill_style_str("#fff3c9");
            pen.fill_text(&word.text, word.x.into(), word.y.into())?;
        }
        pen.set_global_alpha(1.0);
        Ok(())
    }

    fn draw_flash(&self, flash: f32) {
        if flash <= 0.0 || self.calm {
            return;
        }
        self.context.set_global_alpha(f64::from(flash) * 0.8);
        self.context.set_fill_style_str("#fff6e0");
        self.context.fill_rect(-40.0, -40.0, f64::from(WIDTH) + 80.0, f64::from(HEIGHT) + 80.0);
        self.context.set_global_alpha(1.0);
    }

    fn shaking(&self, scene: &Scene<'_>) -> (f64, f64) {
        let strength = if self.calm { 0.0 } else { f64::from(scene.effects.shake).powi(2) * 9.0 };
        ((scene.time * 71.0).sin() * strength, (scene.time * 83.0).cos() * strength)
    }
}

fn colour(tint: Tint) -> &'static str {
    match tint {
        Tint::Gold => "#ffd666",
        Tint::Ember => "#ff8a3d",
        Tint::Stone => "#aab4d4",
        Tint::Sky => "#6fd6ff",
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a picture needs no more digits")]
fn to_f32(value: f64) -> f32 {
    value as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no canvas is that large")]
fn to_u32(value: f64) -> u32 {
    value.max(1.0) as u32
}
