//! What spending brings: a curve in the band of others that were tried, the points it is drawn through,
//! what is spent now, and what is proposed.

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

/// Where the curve runs, and how low and high the others do.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ResponsePoint {
    pub spend: f64,
    pub result: f64,
    pub low: f64,
    pub high: f64,
}

/// One channel; the line by spending.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResponseChart {
    pub line: Vec<ResponsePoint>,
    pub points: Vec<(f64, f64)>,
    pub now: Option<f64>,
    pub proposed: Option<(f64, f64)>,
}

/// `write_spend` and `write_result` write the axes.
pub fn draw_response_curve(
    chart: &ResponseChart,
    size: ChartSize,
    write_spend: &dyn Fn(f64) -> String,
    write_result: &dyn Fn(f64) -> String,
) -> Vec<Shape> {
    let has_extent = chart.line.last().is_some_and(|last| last.spend > 0.0) && highest(chart) > 0.0;
    if chart.line.len() < 2 || !has_extent {
        return Vec::new();
    }
    collect_shapes(size, |area| draw(chart, area, write_spend, write_result))
}

fn highest(chart: &ResponseChart) -> f64 {
    let line = chart.line.iter().map(|point| point.high.max(point.result));
    line.chain(chart.points.iter().map(|point| point.1)).fold(0.0, f64::max)
}

fn draw(
    chart: &ResponseChart,
    area: &DrawingArea<SvgBackend<'_>, Shift>,
    write_spend: &dyn Fn(f64) -> String,
    write_result: &dyn Fn(f64) -> String,
) -> Drawn {
    let end = chart.line.last().map_or(1.0, |last| last.spend);
    let top = highest(chart) * 1.06;
    let spending = ChosenTicks { start: 0.0, end, ticks: round_ticks(0.0, end, 3) };
    let results = ChosenTicks { start: 0.0, end: top, ticks: round_ticks(0.0, top, 4) };
    let label_px = label_px(&results.ticks, write_result);
    let last_px =
        spending.ticks.last().map_or(0.0, |tick| Ink::Note.text_width_px(&write_spend(*tick)));
    let mut drawn = ChartBuilder::on(area)
        .margin_top(units(8.0))
        .margin_right(units(8.0 + last_px / 2.0))
        .x_label_area_size(units(24.0))
        .y_label_area_size(units(label_px))
        .build_cartesian_2d(spending, results)?;
    draw_axes(&mut drawn, write_spend, write_result)?;

    let upper = chart.line.iter().map(|point| (point.spend, point.high));
    let lower = chart.line.iter().rev().map(|point| (point.spend, point.low));
    drawn.draw_series([Polygon::new(
        upper.chain(lower).collect::<Vec<_>>(),
        Ink::Band.color().filled(),
    )])?;
    let line = chart.line.iter().map(|point| (point.spend, point.result));
    drawn.draw_series(LineSeries::new(line, Ink::Line.stroke()))?;
    let now = chart.now.filter(|now| *now <= end);
    drawn.draw_series(
        now.map(|now| PathElement::new(vec![(now, 0.0), (now, top)], Ink::Ghost.stroke())),
    )?;
    let seen = chart.points.iter().filter(|(spend, _)| *spend <= end);
    drawn.draw_series(seen.map(|point| Circle::new(*point, units(3.0), Ink::Bar.style())))?;
    if let Some((spend, result)) = chart.proposed {
        let way = vec![(0.0, result), (spend, result), (spend, 0.0)];
        drawn.draw_series([PathElement::new(way, Ink::ThresholdPath.stroke())])?;
        let dot = Circle::new((spend, result), units(4.5), Ink::ThresholdDot.style());
        drawn.draw_series([dot])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{ResponseChart, ResponsePoint, draw_response_curve};
    use crate::ui::charts::ink::Ink;
    use crate::ui::charts::svg_backend::{ChartSize, Shape};

    #[test]
    fn curve_points_and_proposal_are_drawn_inside_the_frame() {
        let size = ChartSize { width_px: 240.0, height_px: 160.0 };
        let line = (0..=20).map(|step| {
            let spend = 100.0 * f64::from(step);
            let result = 50.0 * spend / (500.0 + spend);
            ResponsePoint { spend, result, low: result * 0.9, high: result * 1.1 }
        });
        let chart = ResponseChart {
            line: line.collect(),
            points: vec![(300.0, 18.0), (900.0, 33.0)],
            now: Some(600.0),
            proposed: Some((1_200.0, 35.0)),
        };
        let write = |value: f64| format!("{value:.0}");
        let shapes = draw_response_curve(&chart, size, &write, &write);
        let n_circles = |wanted: Ink| {
            let is = |shape: &&Shape| matches!(shape, Shape::Circle { ink, .. } if *ink == wanted);
            shapes.iter().filter(is).count()
        };
        assert_eq!((n_circles(Ink::Bar), n_circles(Ink::ThresholdDot)), (2, 1));
        for shape in &shapes {
            if let Shape::Text { x, baseline, .. } = shape {
                assert!((0.0..=240.0).contains(x) && (0.0..=160.0).contains(baseline));
            }
        }
        assert!(draw_response_curve(&ResponseChart::default(), size, &write, &write).is_empty());
    }
}
