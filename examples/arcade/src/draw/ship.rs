//! The ship, its shield, and what gold makes of it.

use std::f64::consts::TAU;

use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

use crate::things::Ship;
use crate::world::World;

struct Paint {
    light: &'static str,
    dark: &'static str,
    edge: &'static str,
    glass: &'static str,
    fire: &'static str,
}

const STEEL: Paint =
    Paint { light: "#f4f7ff", dark: "#7484b8", edge: "#dfe7ff", glass: "#2bb4f0", fire: "rgba(90, 200, 255, 0.9)" };
const GOLD: Paint =
    Paint { light: "#fff0b8", dark: "#c27a0c", edge: "#fff7d6", glass: "#6b2a00", fire: "rgba(255, 190, 70, 0.95)" };

pub fn draw(pen: &CanvasRenderingContext2d, ship: &Ship, golden: bool, time: f64) -> Result<(), JsValue> {
    let paint = if golden { &GOLD } else { &STEEL };
    pen.save();
    pen.translate(ship.x.into(), ship.y.into())?;
    if ship.safe > 0.0 {
        pen.set_global_alpha(0.7 + 0.3 * (time * 22.0).sin());
    }
    if golden {
        draw_shine(pen, 34.0, "rgba(255, 205, 90, 0.42)")?;
    }
    pen.rotate(f64::from(ship.lean) * 0.22)?;
    pen.scale(1.0 - f64::from(ship.lean.abs()) * 0.2, 1.0)?;
    draw_fire(pen, paint, time)?;
    draw_hull(pen, paint)?;
    if golden {
        draw_glint(pen, time);
    }
    pen.restore();
    Ok(())
}

/// A bubble with an arc for every hit that it still takes.
pub fn draw_shield(pen: &CanvasRenderingContext2d, world: &World, time: f64) -> Result<(), JsValue> {
    if world.shield == 0 {
        return Ok(());
    }
    pen.save();
    pen.translate(world.ship.x.into(), world.ship.y.into())?;
    let bubble = pen.create_radial_gradient(0.0, 0.0, 12.0, 0.0, 0.0, 31.0)?;
    bubble.add_color_stop(0.0, "rgba(80, 190, 255, 0)")?;
    bubble.add_color_stop(1.0, "rgba(80, 190, 255, 0.34)")?;
    pen.set_fill_style_canvas_gradient(&bubble);
    pen.begin_path();
    pen.arc(0.0, 0.0, 30.0, 0.0, TAU)?;
    pen.fill();
    pen.set_stroke_style_str("#8fe0ff");
    pen.set_line_width(2.6);
    pen.set_line_cap("round");
    let arcs = f64::from(world.shield);
    for arc in 0..world.shield {
        let from = f64::from(arc) * TAU / arcs + time * 0.8;
        pen.begin_path();
        pen.arc(0.0, 0.0, 30.0, from, from + TAU / arcs - 0.4)?;
        pen.stroke();
    }
    pen.restore();
    Ok(())
}

fn draw_hull(pen: &CanvasRenderingContext2d, paint: &Paint) -> Result<(), JsValue> {
    let metal = pen.create_linear_gradient(-14.0, 0.0, 16.0, 10.0);
    metal.add_color_stop(0.0, paint.light)?;
    metal.add_color_stop(0.5, paint.light)?;
    metal.add_color_stop(1.0, paint.dark)?;
    pen.set_fill_style_canvas_gradient(&metal);
    pen.set_stroke_style_str(paint.edge);
    pen.set_line_width(1.0);
    pen.set_line_join("round");

    trace(
        pen,
        &[(-5.0, 2.0), (-19.0, 13.0), (-18.0, 17.0), (-4.0, 13.0), (4.0, 13.0), (18.0, 17.0), (19.0, 13.0), (5.0, 2.0)],
    );
    pen.fill();
    pen.stroke();

    pen.begin_path();
    pen.move_to(0.0, -21.0);
    pen.bezier_curve_to(7.0, -12.0, 8.0, 2.0, 6.0, 16.0);
    pen.line_to(-6.0, 16.0);
    pen.bezier_curve_to(-8.0, 2.0, -7.0, -12.0, 0.0, -21.0);
    pen.fill();
    pen.stroke();

    pen.set_fill_style_str(paint.glass);
    pen.begin_path();
    pen.ellipse(0.0, -5.0, 3.0, 6.0, 0.0, 0.0, TAU)?;
    pen.fill();
    Ok(())
}

fn draw_fire(pen: &CanvasRenderingContext2d, paint: &Paint, time: f64) -> Result<(), JsValue> {
    let length = 15.0 + 4.0 * (time * 40.0).sin();
    let fire = pen.create_linear_gradient(0.0, 14.0, 0.0, 16.0 + length);
    fire.add_color_stop(0.0, "rgba(255, 255, 255, 0.95)")?;
    fire.add_color_stop(0.35, paint.fire)?;
    fire.add_color_stop(1.0, "rgba(0, 0, 0, 0)")?;
    pen.set_fill_style_canvas_gradient(&fire);
    trace(pen, &[(-5.0, 14.0), (0.0, 16.0 + length), (5.0, 14.0)]);
    pen.fill();
    Ok(())
}

fn draw_shine(pen: &CanvasRenderingContext2d, radius: f64, colour: &str) -> Result<(), JsValue> {
    let shine = pen.create_radial_gradient(0.0, 0.0, 4.0, 0.0, 0.0, radius)?;
    shine.add_color_stop(0.0, colour)?;
    shine.add_color_stop(1.0, "rgba(255, 205, 90, 0)")?;
    pen.set_fill_style_canvas_gradient(&shine);
    pen.fill_rect(-radius, -radius, 2.0 * radius, 2.0 * radius);
    Ok(())
}

/// A small cross of light that wanders over the hull.
fn draw_glint(pen: &CanvasRenderingContext2d, time: f64) {
    let phase = (time * 0.6).fract();
    let size = 6.0 * (phase * TAU / 2.0).sin();
    let (x, y) = (-6.0 + 12.0 * phase, -14.0 + 26.0 * phase);
    pen.set_fill_style_str("#ffffff");
    trace(
        pen,
        &[
            (x - size, y),
            (x - 1.0, y - 1.0),
            (x, y - size),
            (x + 1.0, y - 1.0),
            (x + size, y),
            (x + 1.0, y + 1.0),
            (x, y + size),
            (x - 1.0, y + 1.0),
        ],
    );
    pen.fill();
}

fn trace(pen: &CanvasRenderingContext2d, corners: &[(f64, f64)]) {
    pen.begin_path();
    for (x, y) in corners {
        pen.line_to(*x, *y);
    }
    pen.close_path();
}
