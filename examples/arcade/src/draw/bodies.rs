//! Rocks and stars.

use std::f64::consts::{PI, TAU};

use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

use crate::things::{Rock, Star};

const CORNERS: u32 = 10;

pub fn draw_rock(pen: &CanvasRenderingContext2d, rock: &Rock) -> Result<(), JsValue> {
    let radius = f64::from(rock.radius);
    pen.save();
    pen.translate(rock.x.into(), rock.y.into())?;
    if rock.comet {
        draw_tail(pen, rock)?;
    }
    // The light comes from one side, however the rock turns: so its outline turns, and not the pen.
    let light = pen.create_radial_gradient(-radius * 0.4, -radius * 0.45, radius * 0.1, 0.0, 0.0, radius * 1.15)?;
    let (bright, dark) = if rock.comet { ("#ffd9a0", "#9c2f12") } else { ("#a9b2cf", "#363c5c") };
    light.add_color_stop(0.0, bright)?;
    light.add_color_stop(1.0, dark)?;
    pen.set_fill_style_canvas_gradient(&light);
    trace_outline(pen, rock);
    pen.fill();
    pen.set_stroke_style_str(if rock.comet { "#ffb066" } else { "#171b38" });
    pen.set_line_width(1.4);
    pen.stroke();
    if !rock.comet {
        draw_craters(pen, rock)?;
    }
    pen.restore();
    Ok(())
}

pub fn draw_star(pen: &CanvasRenderingContext2d, star: &Star, time: f64) -> Result<(), JsValue> {
    let pulse = 1.0 + 0.08 * (time * 6.0 + f64::from(star.angle)).sin();
    pen.save();
    pen.translate(star.x.into(), star.y.into())?;
    let glow = pen.create_radial_gradient(0.0, 0.0, 2.0, 0.0, 0.0, 24.0)?;
    glow.add_color_stop(0.0, "rgba(255, 214, 102, 0.55)")?;
    glow.add_color_stop(1.0, "rgba(255, 214, 102, 0)")?;
    pen.set_fill_style_canvas_gradient(&glow);
    pen.fill_rect(-24.0, -24.0, 48.0, 48.0);
    pen.rotate((f64::from(star.angle)).sin() * 0.5)?;
    pen.scale(pulse, pulse)?;
    pen.begin_path();
    for corner in 0..10_u32 {
        let radius = if corner % 2 == 0 { 11.0 } else { 5.0 };
        let (y, x) = (f64::from(corner) * PI / 5.0 - PI / 2.0).sin_cos();
        pen.line_to(x * radius, y * radius);
    }
    pen.close_path();
    pen.set_line_join("round");
    pen.set_fill_style_str("#ffd34f");
    pen.fill();
    pen.set_stroke_style_str("#fff3c4");
    pen.set_line_width(1.6);
    pen.stroke();
    pen.restore();
    Ok(())
}

fn trace_outline(pen: &CanvasRenderingContext2d, rock: &Rock) {
    pen.begin_path();
    for corner in 0..CORNERS {
        let turn = f64::from(corner) * TAU / f64::from(CORNERS);
        let bump = (f64::from(rock.shape) + f64::from(corner) * 2.3).sin() * 0.14;
        let radius = f64::from(rock.radius) * (0.94 + bump);
        let (y, x) = (turn + f64::from(rock.angle)).sin_cos();
        pen.line_to(x * radius, y * radius);
    }
    pen.close_path();
}

fn draw_craters(pen: &CanvasRenderingContext2d, rock: &Rock) -> Result<(), JsValue> {
    let radius = f64::from(rock.radius);
    pen.set_fill_style_str("rgba(24, 28, 58, 0.45)");
    for (distance, size, turn) in [(0.45, 0.2, 0.3), (0.5, 0.15, 2.4), (0.35, 0.12, 4.4)] {
        let (y, x) = (turn + f64::from(rock.angle) + f64::from(rock.shape)).sin_cos();
        pen.begin_path();
        pen.arc(x * radius * distance, y * radius * distance, radius * size, 0.0, TAU)?;
        pen.fill();
    }
    Ok(())
}

fn draw_tail(pen: &CanvasRenderingContext2d, rock: &Rock) -> Result<(), JsValue> {
    let radius = f64::from(rock.radius);
    let length = 64.0;
    pen.save();
    pen.rotate(f64::from(rock.vy.atan2(rock.vx)) - PI / 2.0)?;
    let fire = pen.create_linear_gradient(0.0, 0.0, 0.0, -length);
    fire.add_color_stop(0.0, "rgba(255, 160, 70, 0.85)")?;
    fire.add_color_stop(1.0, "rgba(255, 90, 40, 0)")?;
    pen.set_fill_style_canvas_gradient(&fire);
    pen.begin_path();
    pen.move_to(-radius, 0.0);
    pen.line_to(0.0, -length);
    pen.line_to(radius, 0.0);
    pen.close_path();
    pen.fill();
    pen.restore();
    Ok(())
}
