//! The share to whom something has happened by a day, as steps in their band, and the day on which it has
//! come to the share that is told.

use super::axes::{draw_axes, label_px};
use super::chosen_ticks::{ChosenTicks, round_ticks};
use super::ink::Ink;
use super::svg_backend::{ChartSize, Drawn, Shape, SvgBackend, collect_shapes, units};
use plotters::chart::ChartBuilder;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon, Text};
use plotters::series::LineSeries;
use plotters::style::Color;
use plotters_backend::text_anchor::HPos;

/// From this day on, until the next point. Shares lie between 0 and 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WaitPoint {
    pub days: f64,
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

/// What the curve shows; points by day, the last of which ends it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaitCurve {
    pub points: Vec<WaitPoint>,
    /// A day, the share by then, and how the day is called.
    pub told: Option<(f64, f64, String)>,
}

/// `write_days` and `write_share` write the axes.
pub fn draw_wait_curve(
    curve: &WaitCurve,
    size: ChartSize,
    write_days: &dyn Fn(f64) -> String,
    write_share: &dyn Fn(f64) -> String,
) -> Vec<Shape> {
    let has_extent = curve.points.last().is_some_and(|last| last.days > 0.0);
    if curve.points.len() < 2 || !has_extent {
        return Vec::new();
    }
    collect_shapes(size, |area| draw(curve, area, write_days, write_share))
}

/// Level until the next point.
fn steps(points: &[WaitPoint], read: fn(&WaitPoint) -> f64) -> Vec<(f64, f64)> {
    let mut path = Vec::with_capacity(2 * points.len());
    for (place, point) in points.iter().enumerate() {
        if let Some(before) = place.checked_sub(1).and_then(|before| points.get(before)) {
            path.push((point.days, read(before)));
        }
        path.push((point.days, read(point)));
    }
    path
}

fn draw(
    curve: &WaitCurve,
    area: &DrawingArea<SvgBackend<'_>, Shift>,
    write_days: &dyn Fn(f64) -> String,
    write_share: &dyn Fn(f64) -> String,
) -> Drawn {
    let points = &curve.points;
    let end = points.last().map_or(1.0, |point| point.days);
    let highest = points.iter().map(|point| point.high).fold(0.05, f64::max).min(1.0);
    let days = ChosenTicks { start: 0.0, end, ticks: round_ticks(0.0, end, 5) };
    let shares = ChosenTicks { start: 0.0, end: highest, ticks: round_ticks(0.0, highest, 4) };
    let label_px = label_px(&shares.ticks, write_share);
    let mut chart = ChartBuilder::on(area)
        .margin_top(units(10.0))
        .margin_right(units(18.0))
        .x_label_area_size(units(24.0))
        .y_label_area_size(units(label_px))
        .build_cartesian_2d(days, shares)?;
    draw_axes(&mut chart, write_days, write_share)?;

    let mut outline = steps(points, |point| point.high);
    outline.extend(steps(points, |point| point.low).into_iter().rev());
    chart.draw_series([Polygon::new(outline, Ink::Band.color().filled())])?;
    chart.draw_series(LineSeries::new(steps(points, |point| point.share), Ink::Line.stroke()))?;
    if let Some((days, share, name)) = &curve.told {
        let way = vec![(0.0, *share), (*days, *share), (*days, 0.0)];
        chart.draw_series([PathElement::new(way, Ink::ThresholdPath.stroke())])?;
        let dot = Circle::new((*days, *share), units(4.5), Ink::ThresholdDot.style());
        chart.draw_series([dot])?;
        // On the side where there is room, below the curve.
        let (side, shift) = if *days < end / 2.0 { (HPos::Left, 1.0) } else { (HPos::Right, -1.0) };
        let place = (days + shift * end * 0.02, share * 0.5);
        chart.draw_series([Text::new(name.clone(), place, Ink::LabelThreshold.text(side))])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{WaitCurve, WaitPoint, draw_wait_curve, steps};
    use crate::ui::charts::ink::Ink;
    use crate::ui::charts::svg_backend::{ChartSize, Shape};

    fn points() -> Vec<WaitPoint> {
        let point =
            |days: f64, share: f64| WaitPoint { days, share, low: share * 0.7, high: share * 1.3 };
        vec![point(0.0, 0.0), point(10.0, 0.2), point(40.0, 0.5), point(90.0, 0.5)]
    }

    #[test]
    fn the_curve_is_level_until_something_happens() {
        let path = steps(&points(), |point| point.share);
        let by_hand = [
            (0.0, 0.0),
            (10.0, 0.0),
            (10.0, 0.2),
            (40.0, 0.2),
            (40.0, 0.5),
            (90.0, 0.5),
            (90.0, 0.5),
        ];
        assert_eq!(path, by_hand);
    }

    #[test]
    fn what_is_told_is_marked_inside_the_frame() {
        let size = ChartSize { width_px: 320.0, height_px: 180.0 };
        let told = Some((10.0, 0.2, "day 10".to_owned()));
        let curve = WaitCurve { points: points(), told };
        let write = |value: f64| format!("{value}");
        let shapes = draw_wait_curve(&curve, size, &write, &write);
        let n_dots = shapes
            .iter()
            .filter(|shape| matches!(shape, Shape::Circle { ink: Ink::ThresholdDot, .. }))
            .count();
        assert_eq!(n_dots, 1);
        for shape in &shapes {
            if let Shape::Text { x, baseline, .. } = shape {
                assert!((0.0..=320.0).contains(x) && (0.0..=180.0).contains(baseline));
            }
        }
        assert!(draw_wait_curve(&WaitCurve::default(), size, &write, &write).is_empty());
    }
}
