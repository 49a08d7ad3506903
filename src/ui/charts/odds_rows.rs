//! What raises or lowers odds: a row each, a band from the low to the high end and a dot, about the line
//! of no difference, on a scale of times. Must not know what the rows are.

use super::ink::Ink;
use super::svg_backend::{ChartSize, Shape, TextAnchor};

/// All above 0.
#[derive(Clone, Debug, PartialEq)]
pub struct OddsRow {
    pub label: String,
    pub odds: f64,
    pub low: f64,
    pub high: f64,
}

const ROW_PX: f64 = 38.0;
const BAND_PX: f64 = 10.0;
const DOT_PX: f64 = 4.0;
const AXIS_PX: f64 = 24.0;
/// What no picture needs to reach beyond, in times; bands are cut there.
const MOST_TIMES: f64 = 32.0;

/// The height the picture wants.
pub fn odds_rows_height_px(n_rows: usize) -> f64 {
    ROW_PX * n_rows as f64 + AXIS_PX
}

/// `write_times` writes a number of times.
pub fn draw_odds_rows(
    rows: &[OddsRow],
    size: ChartSize,
    write_times: &dyn Fn(f64) -> String,
) -> Vec<Shape> {
    if rows.is_empty() || size.width_px < 1.0 {
        return Vec::new();
    }
    let far = rows.iter().flat_map(|row| [row.low, row.high]).map(|times| times.ln().abs());
    let most = far.fold(2f64.ln(), f64::max).min(MOST_TIMES.ln());
    let x = |times: f64| {
        let share = (times.ln().clamp(-most, most) / most + 1.0) / 2.0;
        1.0 + share * (size.width_px - 2.0)
    };
    let bottom = ROW_PX * rows.len() as f64;
    let mut shapes = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let top = ROW_PX * place as f64;
        let text = row.label.clone();
        let (ink, anchor) = (Ink::Label, TextAnchor::Start);
        shapes.push(Shape::Text { ink, x: 0.0, baseline: top + 13.0, anchor, text });
        let (from, to) = (x(row.low), x(row.high));
        let (y, height) = (top + 20.0, BAND_PX);
        shapes.push(Shape::Rect { ink: Ink::Core, x: from, y, width: to - from, height });
        let (ink, y) = (Ink::ThresholdDot, y + BAND_PX / 2.0);
        shapes.push(Shape::Circle { ink, x: x(row.odds), y, radius: DOT_PX });
    }
    let middle = x(1.0);
    shapes.push(Shape::Line { ink: Ink::Line, x1: middle, y1: 18.0, x2: middle, y2: bottom });
    let ends = [(-most).exp(), 1.0, most.exp()];
    let anchors = [TextAnchor::Start, TextAnchor::Middle, TextAnchor::End];
    for (times, anchor) in ends.into_iter().zip(anchors) {
        let (ink, text) = (Ink::Note, write_times(times));
        shapes.push(Shape::Text { ink, x: x(times), baseline: bottom + 16.0, anchor, text });
    }
    shapes
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{OddsRow, draw_odds_rows};
    use crate::ui::charts::svg_backend::{ChartSize, Shape};

    const SIZE: ChartSize = ChartSize { width_px: 202.0, height_px: 100.0 };

    #[test]
    fn twice_and_half_are_equally_far_from_the_line() {
        let row = |odds| OddsRow { label: String::new(), odds, low: odds / 2.0, high: odds * 2.0 };
        let shapes = draw_odds_rows(&[row(2.0), row(0.5)], SIZE, &|times| format!("{times}"));
        let dots: Vec<f64> = shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Circle { x, .. } => Some(*x),
                _ => None,
            })
            .collect();
        // The scale runs from a quarter to four times; 1 stands at 101.
        assert!((dots[0] - 151.0).abs() < 1e-9 && (dots[1] - 51.0).abs() < 1e-9, "{dots:?}");
        let ends = shapes.iter().filter_map(|shape| match shape {
            Shape::Rect { x, width, .. } => Some((*x, x + width)),
            _ => None,
        });
        assert!(ends.into_iter().all(|(from, to)| from >= 0.9 && to <= 201.1));
    }

    #[test]
    fn nothing_known_draws_nothing() {
        assert!(draw_odds_rows(&[], SIZE, &|_| String::new()).is_empty());
    }
}
