//! What moves a result: a bar an input, from the result at its low end to that at its high end, about
//! the line of what is expected. Must not know what the inputs are.

use super::ink::Ink;
use super::svg_backend::{ChartSize, Shape, TextAnchor};

/// One input.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoBar {
    pub label: String,
    /// The result with the input at its low and at its high end.
    pub at_low: f64,
    pub at_high: f64,
}

/// The widest bar first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tornado {
    pub bars: Vec<TornadoBar>,
    /// The result with every input in its middle.
    pub middle: f64,
    /// Stands where the result is nothing, with its name, if that is within the picture.
    pub break_even: String,
}

const ROW_PX: f64 = 36.0;
const BAR_PX: f64 = 12.0;
const TOP_PX: f64 = 20.0;
const AXIS_PX: f64 = 22.0;

/// The height the picture wants.
pub fn tornado_height_px(n_bars: usize) -> f64 {
    TOP_PX + ROW_PX * n_bars as f64 + AXIS_PX
}

/// `write_value` writes a value of the axis.
pub fn draw_tornado(
    tornado: &Tornado,
    size: ChartSize,
    write_value: &dyn Fn(f64) -> String,
) -> Vec<Shape> {
    let ends = tornado.bars.iter().flat_map(|bar| [bar.at_low, bar.at_high]);
    let (low, high) = ends.fold((tornado.middle, tornado.middle), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let is_drawable = high > low && (high - low).is_finite() && size.width_px >= 1.0;
    if !is_drawable {
        return Vec::new();
    }
    let x = |value: f64| (value - low) / (high - low) * (size.width_px - 2.0) + 1.0;
    let bottom = TOP_PX + ROW_PX * tornado.bars.len() as f64;
    let middle = x(tornado.middle);
    let mut shapes = Vec::new();
    for (place, bar) in tornado.bars.iter().enumerate() {
        let top = TOP_PX + ROW_PX * place as f64;
        for (end, ink) in [(bar.at_low, Ink::Core), (bar.at_high, Ink::Bar)] {
            let end = x(end);
            shapes.push(Shape::Rect {
                ink,
                x: end.min(middle),
                y: top + 16.0,
                width: (end - middle).abs(),
                height: BAR_PX,
            });
        }
        let text = bar.label.clone();
        let (anchor, at) = (TextAnchor::Start, 0.0);
        shapes.push(Shape::Text { ink: Ink::Label, x: at, baseline: top + 12.0, anchor, text });
    }
    shapes.push(upright(Ink::Line, middle, TOP_PX, bottom));
    if low < 0.0 && high > 0.0 {
        let zero = x(0.0);
        shapes.push(upright(Ink::Threshold, zero, TOP_PX - 6.0, bottom));
        let (anchor, at) = if zero > size.width_px / 2.0 {
            (TextAnchor::End, zero - 5.0)
        } else {
            (TextAnchor::Start, zero + 5.0)
        };
        let text = tornado.break_even.clone();
        shapes.push(Shape::Text { ink: Ink::LabelThreshold, x: at, baseline: 12.0, anchor, text });
    }
    let baseline = bottom + 15.0;
    for (value, anchor) in [(low, TextAnchor::Start), (high, TextAnchor::End)] {
        let text = write_value(value);
        shapes.push(Shape::Text { ink: Ink::Note, x: x(value), baseline, anchor, text });
    }
    shapes
}

fn upright(ink: Ink, x: f64, top: f64, bottom: f64) -> Shape {
    Shape::Line { ink, x1: x, y1: top, x2: x, y2: bottom }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{Tornado, TornadoBar, draw_tornado};
    use crate::ui::charts::ink::Ink;
    use crate::ui::charts::svg_backend::{ChartSize, Shape};

    const SIZE: ChartSize = ChartSize { width_px: 402.0, height_px: 200.0 };

    fn tornado() -> Tornado {
        let bar = |at_low, at_high| TornadoBar { label: "input".to_owned(), at_low, at_high };
        let bars = vec![bar(-100.0, 300.0), bar(180.0, 60.0)];
        Tornado { bars, middle: 100.0, break_even: "nothing".to_owned() }
    }

    #[test]
    fn bars_reach_from_the_middle_to_both_ends() {
        let shapes = draw_tornado(&tornado(), SIZE, &|value| format!("{value}"));
        let bars: Vec<(Ink, f64, f64)> = shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Rect { ink, x, width, .. } => Some((*ink, *x, *width)),
                _ => None,
            })
            .collect();
        // A unit of the result is a pixel; the middle stands at 201.
        let wanted = [
            (Ink::Core, 1.0, 200.0),
            (Ink::Bar, 201.0, 200.0),
            (Ink::Core, 201.0, 80.0),
            (Ink::Bar, 161.0, 40.0),
        ];
        assert_eq!(bars, wanted);
        let has_threshold = |shapes: &[Shape]| {
            shapes.iter().any(|shape| matches!(shape, Shape::Line { ink: Ink::Threshold, .. }))
        };
        assert!(has_threshold(&shapes));
        let mut safe = tornado();
        safe.bars[0].at_low = 20.0;
        assert!(!has_threshold(&draw_tornado(&safe, SIZE, &|_| String::new())));
    }

    #[test]
    fn what_nothing_moves_draws_nothing() {
        assert!(draw_tornado(&Tornado::default(), SIZE, &|_| String::new()).is_empty());
    }
}
