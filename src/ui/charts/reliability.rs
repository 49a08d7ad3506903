//! Whether chances came true: for groups of like chance, what was said against what came, each with its
//! interval, about the line on which both are equal. Must not know what was foretold.

use super::chosen_ticks::round_ticks;
use super::ink::Ink;
use super::svg_backend::{ChartSize, Shape, TextAnchor};

/// One group; shares from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReliabilityPoint {
    pub said: f64,
    pub came: f64,
    pub low: f64,
    pub high: f64,
}

const LEFT_PX: f64 = 44.0;
const RIGHT_PX: f64 = 14.0;
const TOP_PX: f64 = 12.0;
const BOTTOM_PX: f64 = 26.0;
const DOT_PX: f64 = 4.0;

/// `write_share` writes a share of the axes.
pub fn draw_reliability(
    points: &[ReliabilityPoint],
    size: ChartSize,
    write_share: &dyn Fn(f64) -> String,
) -> Vec<Shape> {
    let (width, height) = (size.width_px - LEFT_PX - RIGHT_PX, size.height_px - TOP_PX - BOTTOM_PX);
    if points.is_empty() || width < 1.0 || height < 1.0 {
        return Vec::new();
    }
    let highest = points.iter().map(|point| point.high.max(point.said)).fold(0.0, f64::max);
    let top = highest.clamp(0.05, 1.0);
    let x = |share: f64| LEFT_PX + share / top * width;
    let y = |share: f64| TOP_PX + (1.0 - share / top) * height;
    let mut shapes = Vec::new();
    for tick in round_ticks(0.0, top, 4) {
        shapes.push(line(Ink::Gridline, x(0.0), y(tick), x(top), y(tick)));
        let text = |x, baseline, anchor| Shape::Text {
            ink: Ink::Note,
            x,
            baseline,
            anchor,
            text: write_share(tick),
        };
        shapes.push(text(LEFT_PX - 6.0, y(tick) + 4.0, TextAnchor::End));
        shapes.push(text(x(tick), size.height_px - 8.0, TextAnchor::Middle));
    }
    shapes.push(line(Ink::Ghost, x(0.0), y(0.0), x(top), y(top)));
    for point in points {
        let at = x(point.said);
        shapes.push(line(Ink::Line, at, y(point.low), at, y(point.high)));
        let (ink, y) = (Ink::ThresholdDot, y(point.came));
        shapes.push(Shape::Circle { ink, x: at, y, radius: DOT_PX });
    }
    shapes
}

fn line(ink: Ink, x1: f64, y1: f64, x2: f64, y2: f64) -> Shape {
    Shape::Line { ink, x1, y1, x2, y2 }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{ReliabilityPoint, draw_reliability};
    use crate::ui::charts::ink::Ink;
    use crate::ui::charts::svg_backend::{ChartSize, Shape};

    const SIZE: ChartSize = ChartSize { width_px: 300.0, height_px: 200.0 };

    #[test]
    fn a_group_that_came_as_said_lies_on_the_line() {
        let point = ReliabilityPoint { said: 0.2, came: 0.2, low: 0.1, high: 0.4 };
        let shapes = draw_reliability(&[point], SIZE, &|share| format!("{share}"));
        let diagonal = shapes.iter().find_map(|shape| match shape {
            Shape::Line { ink: Ink::Ghost, x1, y1, x2, y2 } => Some((*x1, *y1, *x2, *y2)),
            _ => None,
        });
        let dot = shapes.iter().find_map(|shape| match shape {
            Shape::Circle { x, y, .. } => Some((*x, *y)),
            _ => None,
        });
        let ((x1, y1, x2, y2), (x, y)) = (diagonal.unwrap(), dot.unwrap());
        assert!(((y - y1) / (y2 - y1) - (x - x1) / (x2 - x1)).abs() < 1e-9);
        let has_interval = shapes.iter().any(|shape| {
            matches!(shape, Shape::Line { ink: Ink::Line, y1, y2, .. } if y1 > &y && y2 < &y)
        });
        assert!(has_interval, "{shapes:?}");
    }

    #[test]
    fn nobody_draws_nothing() {
        assert!(draw_reliability(&[], SIZE, &|_| String::new()).is_empty());
    }
}
