//! One state of a mix, now and round by round: the median in its bands, and beside it the same under a
//! plan as lines that decide.

use super::axes::{draw_axes, label_px};
use super::chosen_ticks::{ChosenTicks, round_ticks};
use super::ink::Ink;
use super::svg_backend::{ChartSize, Drawn, Shape, SvgBackend, collect_shapes, units};
use plotters::chart::ChartBuilder;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon};
use plotters::series::LineSeries;
use plotters::style::Color;

/// After one round, or now, where all five are one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FanPoint {
    pub low_90: f64,
    pub low_50: f64,
    pub median: f64,
    pub high_50: f64,
    pub high_90: f64,
}

/// What one panel shows. The first point is now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MixFan {
    pub points: Vec<FanPoint>,
    /// Under a plan; empty without one.
    pub planned: Vec<FanPoint>,
    /// Where the scale ends that all panels share.
    pub top: f64,
}

/// `write_value` writes a value of the upright axis, `write_round` a number of rounds; 0 is now.
pub fn draw_mix_fan(
    fan: &MixFan,
    size: ChartSize,
    write_value: &dyn Fn(f64) -> String,
    write_round: &dyn Fn(usize) -> String,
) -> Vec<Shape> {
    if fan.points.len() < 2 || fan.top <= 0.0 {
        return Vec::new();
    }
    collect_shapes(size, |area| draw(fan, area, write_value, write_round))
}

fn draw(
    fan: &MixFan,
    area: &DrawingArea<SvgBackend<'_>, Shift>,
    write_value: &dyn Fn(f64) -> String,
    write_round: &dyn Fn(usize) -> String,
) -> Drawn {
    let last = (fan.points.len() - 1) as f64;
    let ticks: Vec<f64> = (0..fan.points.len()).map(|at| at as f64).collect();
    let rounds = ChosenTicks { start: 0.0, end: last, ticks };
    let values = ChosenTicks { start: 0.0, end: fan.top, ticks: round_ticks(0.0, fan.top, 4) };
    let label_px = label_px(&values.ticks, write_value);
    let mut chart = ChartBuilder::on(area)
        .margin_top(units(8.0))
        .margin_right(units(16.0))
        .x_label_area_size(units(22.0))
        .y_label_area_size(units(label_px))
        .build_cartesian_2d(rounds, values)?;
    draw_axes(&mut chart, &|round| write_round(round.round() as usize), write_value)?;

    type Read = fn(&FanPoint) -> f64;
    let line = |points: &[FanPoint], read: Read| -> Vec<(f64, f64)> {
        points.iter().enumerate().map(|(at, point)| (at as f64, read(point))).collect()
    };
    let bands: [(Ink, Read, Read); 2] = [
        (Ink::Band, |point| point.low_90, |point| point.high_90),
        (Ink::Core, |point| point.low_50, |point| point.high_50),
    ];
    for (ink, low, high) in bands {
        let mut outline = line(&fan.points, high);
        outline.extend(line(&fan.points, low).into_iter().rev());
        chart.draw_series([Polygon::new(outline, ink.color().filled())])?;
    }
    chart.draw_series(LineSeries::new(
        line(&fan.points, |point| point.median),
        Ink::Line.stroke(),
    ))?;
    if fan.planned.len() > 1 {
        let edges: [Read; 2] = [|point| point.low_90, |point| point.high_90];
        for edge in edges {
            let path = line(&fan.planned, edge);
            chart.draw_series([PathElement::new(path, Ink::ThresholdPath.stroke())])?;
        }
        let middle = line(&fan.planned, |point| point.median);
        let end = middle.last().copied();
        chart.draw_series([PathElement::new(middle, Ink::Threshold.stroke())])?;
        let dot = end.map(|end| Circle::new(end, units(3.5), Ink::ThresholdDot.style()));
        chart.draw_series(dot)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{FanPoint, MixFan, draw_mix_fan};
    use crate::ui::charts::ink::Ink;
    use crate::ui::charts::svg_backend::{ChartSize, Shape};

    fn point(median: f64, width: f64) -> FanPoint {
        FanPoint {
            low_90: median - width,
            low_50: median - 0.4 * width,
            median,
            high_50: median + 0.4 * width,
            high_90: median + width,
        }
    }

    fn n_with(shapes: &[Shape], wanted: Ink) -> usize {
        let has = |shape: &&Shape| matches!(shape, Shape::Path { ink, .. } | Shape::Circle { ink, .. } if *ink == wanted);
        shapes.iter().filter(has).count()
    }

    #[test]
    fn a_plan_is_drawn_beside_the_bands() {
        let size = ChartSize { width_px: 220.0, height_px: 150.0 };
        let points = vec![point(0.3, 0.0), point(0.32, 0.02), point(0.35, 0.03)];
        let fan = MixFan { points: points.clone(), planned: Vec::new(), top: 0.5 };
        let draw = |fan: &MixFan| {
            draw_mix_fan(fan, size, &|value| format!("{value}"), &|round| format!("{round}"))
        };
        let shapes = draw(&fan);
        assert_eq!((n_with(&shapes, Ink::Band), n_with(&shapes, Ink::Core)), (1, 1));
        assert_eq!(n_with(&shapes, Ink::Threshold), 0);
        for shape in &shapes {
            if let Shape::Text { x, baseline, .. } = shape {
                assert!((0.0..=220.0).contains(x) && (0.0..=150.0).contains(baseline));
            }
        }
        let planned = draw(&MixFan { planned: points, ..fan });
        assert_eq!(n_with(&planned, Ink::Threshold), 1);
        assert_eq!(
            (n_with(&planned, Ink::ThresholdPath), n_with(&planned, Ink::ThresholdDot)),
            (2, 1)
        );
        assert!(draw(&MixFan::default()).is_empty());
    }
}
