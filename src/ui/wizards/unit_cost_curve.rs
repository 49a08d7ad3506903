//! The cost of one guest by how many come, against selling to each alone: where the lines cross,
//! the event becomes the cheaper way.

use crate::ui::charts::ink::Ink;
use crate::ui::charts::svg_backend::{ChartSize, Shape, TextAnchor};

const LEFT_PX: f64 = 44.0;
const RIGHT_PX: f64 = 8.0;
const TOP_PX: f64 = 12.0;
const BOTTOM_PX: f64 = 22.0;
const N_POINTS: u32 = 48;

/// Everything in major units and heads.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitCostCurve {
    /// Paid however many come.
    pub fixed: f64,
    /// Paid for each who comes, invitations and orders of a head included.
    pub per_head: f64,
    pub one_to_one: Option<f64>,
    /// Heads from which the event is cheaper.
    pub crossover: Option<u32>,
    /// Heads expected: nine times in ten in between.
    pub heads: (f64, f64),
    pub expected: f64,
}

/// What is written into the picture.
pub struct UnitCostWords<'a> {
    pub write_amount: &'a dyn Fn(f64) -> String,
    pub write_count: &'a dyn Fn(f64) -> String,
    pub one_to_one: String,
}

/// Nothing where nobody is expected.
pub fn draw_unit_cost(curve: &UnitCostCurve, size: ChartSize, words: &UnitCostWords) -> Vec<Shape> {
    let Some(scale) = Scale::of(curve, size) else { return Vec::new() };
    let mut shapes = Vec::new();
    for cost in [0.0, scale.top_cost / 2.0, scale.top_cost] {
        let y = scale.y(cost);
        shapes.push(Shape::Line {
            ink: Ink::Gridline,
            x1: LEFT_PX,
            y1: y,
            x2: scale.right(),
            y2: y,
        });
        shapes.push(text(
            Ink::Note,
            LEFT_PX - 5.0,
            y + 4.0,
            TextAnchor::End,
            (words.write_amount)(cost),
        ));
    }
    let (low, high) = (scale.x(curve.heads.0), scale.x(curve.heads.1));
    shapes.push(Shape::Rect {
        ink: Ink::Band,
        x: low,
        y: TOP_PX,
        width: (high - low).max(1.0),
        height: scale.bottom() - TOP_PX,
    });
    if let Some(alone) = curve.one_to_one.filter(|alone| *alone <= scale.top_cost) {
        let y = scale.y(alone);
        shapes.push(Shape::Line { ink: Ink::Ghost, x1: LEFT_PX, y1: y, x2: scale.right(), y2: y });
        let label =
            text(Ink::Note, scale.right(), y - 6.0, TextAnchor::End, words.one_to_one.clone());
        shapes.push(label);
    }
    shapes.push(Shape::Path { ink: Ink::Line, d: scale.path(curve) });
    let crossing = curve.crossover.map(f64::from).filter(|n| scale.shows(*n));
    if let Some(n) = crossing {
        let (x, y) = (scale.x(n), scale.y(curve.cost_at(n)));
        shapes.push(Shape::Circle { ink: Ink::ThresholdDot, x, y, radius: 4.5 });
        let label = text(
            Ink::LabelThreshold,
            x,
            scale.bottom() + 16.0,
            TextAnchor::Middle,
            (words.write_count)(n),
        );
        shapes.push(label);
    }
    let taken = crossing.map(|n| scale.x(n));
    for n in [scale.first, curve.expected, scale.last] {
        let x = scale.x(n);
        if taken.is_some_and(|taken| (taken - x).abs() < 30.0) {
            continue;
        }
        let anchor = if n == scale.first {
            TextAnchor::Start
        } else if n == scale.last {
            TextAnchor::End
        } else {
            TextAnchor::Middle
        };
        let far =
            n == scale.first || n == scale.last || (x - LEFT_PX > 40.0 && scale.right() - x > 40.0);
        if far {
            shapes.push(text(Ink::Note, x, scale.bottom() + 16.0, anchor, (words.write_count)(n)));
        }
    }
    shapes
}

impl UnitCostCurve {
    fn cost_at(&self, heads: f64) -> f64 {
        self.fixed / heads + self.per_head
    }
}

struct Scale {
    size: ChartSize,
    first: f64,
    last: f64,
    top_cost: f64,
}

impl Scale {
    fn of(curve: &UnitCostCurve, size: ChartSize) -> Option<Self> {
        let is_drawable = curve.expected >= 1.0
            && curve.fixed >= 0.0
            && curve.per_head.is_finite()
            && size.width_px > LEFT_PX + RIGHT_PX + 40.0;
        if !is_drawable {
            return None;
        }
        let crossing = curve.crossover.map_or(curve.expected, f64::from).min(curve.expected * 4.0);
        let first = (curve.heads.0.min(crossing) * 0.4).max(1.0).floor();
        let last = (curve.heads.1.max(crossing) * 1.2).ceil().max(first + 2.0);
        let reference = curve.cost_at(curve.expected).max(curve.one_to_one.unwrap_or(0.0));
        let top = (1.7 * reference).min(curve.cost_at(first).max(1.2 * reference));
        (top > 0.0).then(|| Self { size, first, last, top_cost: round_up(top) })
    }

    fn right(&self) -> f64 {
        self.size.width_px - RIGHT_PX
    }

    fn bottom(&self) -> f64 {
        self.size.height_px - BOTTOM_PX
    }

    fn x(&self, heads: f64) -> f64 {
        let share = ((heads - self.first) / (self.last - self.first)).clamp(0.0, 1.0);
        LEFT_PX + share * (self.right() - LEFT_PX)
    }

    fn y(&self, cost: f64) -> f64 {
        self.bottom() - (cost / self.top_cost).clamp(0.0, 1.0) * (self.bottom() - TOP_PX)
    }

    fn shows(&self, heads: f64) -> bool {
        (self.first..=self.last).contains(&heads)
    }

    /// The curve from where it enters the frame.
    fn path(&self, curve: &UnitCostCurve) -> String {
        let room = self.top_cost - curve.per_head;
        let enters = if room > 0.0 { (curve.fixed / room).max(self.first) } else { self.last };
        let step = (self.last - enters) / f64::from(N_POINTS);
        let mut d = String::new();
        for i in 0..=N_POINTS {
            let heads = enters + step * f64::from(i);
            let sign = if i == 0 { 'M' } else { 'L' };
            d.push_str(&format!("{sign}{:.1} {:.1}", self.x(heads), self.y(curve.cost_at(heads))));
        }
        d
    }
}

/// To 1, 2 or 5 times a power of ten.
fn round_up(value: f64) -> f64 {
    let power = 10f64.powf(value.log10().floor());
    let steps = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    steps.into_iter().map(|step| step * power).find(|step| *step >= value).unwrap_or(10.0 * power)
}

fn text(ink: Ink, x: f64, baseline: f64, anchor: TextAnchor, text: String) -> Shape {
    Shape::Text { ink, x, baseline, anchor, text }
}

#[cfg(test)]
mod tests {
    use super::{UnitCostCurve, UnitCostWords, draw_unit_cost, round_up};
    use crate::ui::charts::ink::Ink;
    use crate::ui::charts::svg_backend::{ChartSize, Shape};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const SIZE: ChartSize = ChartSize { width_px: 300.0, height_px: 150.0 };

    fn curve() -> UnitCostCurve {
        UnitCostCurve {
            fixed: 6_600.0,
            per_head: 28.0,
            one_to_one: Some(156.0),
            crossover: Some(52),
            heads: (78.0, 121.0),
            expected: 99.0,
        }
    }

    fn draw(curve: &UnitCostCurve) -> Vec<Shape> {
        let words = UnitCostWords {
            write_amount: &|n| format!("{n:.0}"),
            write_count: &|n| format!("{n:.0}"),
            one_to_one: "one to one".to_owned(),
        };
        draw_unit_cost(curve, SIZE, &words)
    }

    #[test]
    fn the_dot_lies_where_the_lines_cross() {
        let shapes = draw(&curve());
        let dot = shapes.iter().find_map(|shape| match shape {
            Shape::Circle { ink: Ink::ThresholdDot, y, .. } => Some(*y),
            _ => None,
        });
        let alone = shapes.iter().find_map(|shape| match shape {
            Shape::Line { ink: Ink::Ghost, y1, .. } => Some(*y1),
            _ => None,
        });
        assert!((dot.unwrap() - alone.unwrap()).abs() < 1.0);
    }

    #[test]
    fn nobody_expected_draws_nothing() {
        assert!(draw(&UnitCostCurve { expected: 0.0, ..curve() }).is_empty());
    }

    #[test]
    fn the_axis_ends_on_a_round_figure() {
        assert_eq!(round_up(265.0), 300.0);
        assert_eq!(round_up(1.2), 2.0);
    }
}
