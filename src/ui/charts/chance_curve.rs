//! The chance to reach a goal by the number of people invited: a line in its band, the goal, and
//! how many people there are.

use super::chosen_ticks::{ChosenTicks, round_ticks};
use super::ink::Ink;
use super::svg_backend::{ChartSize, Drawn, Shape, SvgBackend, collect_shapes, units};
use plotters::chart::{ChartBuilder, LabelAreaPosition};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon, Text};
use plotters::series::LineSeries;
use plotters::style::{Color, TRANSPARENT};
use plotters_backend::text_anchor::HPos;

/// The chance at one number of invitations; chances lie between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChancePoint {
    pub n_invited: f64,
    pub low: f64,
    pub middle: f64,
    pub high: f64,
}

/// What the curve shows. Points are in order of invitations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChanceCurve {
    pub points: Vec<ChancePoint>,
    /// The invitations that reach the wanted chance, and that chance.
    pub goal: Option<(f64, f64)>,
    /// How many people may be invited at most.
    pub n_reachable: Option<f64>,
}

/// `write_count` writes a number of people.
pub fn draw_chance_curve(
    curve: &ChanceCurve,
    size: ChartSize,
    write_count: &dyn Fn(f64) -> String,
) -> Vec<Shape> {
    if curve.points.len() < 2 {
        return Vec::new();
    }
    collect_shapes(size, |area| draw(curve, area, write_count))
}

fn draw(
    curve: &ChanceCurve,
    area: &DrawingArea<SvgBackend<'_>, Shift>,
    write_count: &dyn Fn(f64) -> String,
) -> Drawn {
    let first = curve.points.first().map_or(0.0, |point| point.n_invited);
    let last = curve.points.last().map_or(1.0, |point| point.n_invited);
    let end = curve.n_reachable.map_or(last, |n| n.max(last));
    let mut chances = vec![0.0, 0.5, 1.0];
    chances.extend(
        curve.goal.map(|(_, chance)| chance).filter(|c| (c - 0.5).abs() > 0.1 && *c < 0.93),
    );
    let chance_axis = ChosenTicks { start: 0.0, end: 1.0, ticks: chances };
    // The last tick says how many people there are; a round one close to it would overlap.
    let mut ticks = round_ticks(first, end, 4);
    if let Some(n) = curve.n_reachable {
        ticks.retain(|tick| (tick - n).abs() > (end - first) * 0.12);
        ticks.push(n);
    }
    let people = ChosenTicks { start: first, end, ticks };
    let mut chart = ChartBuilder::on(area)
        .margin_top(units(10.0))
        .margin_right(units(12.0))
        .x_label_area_size(units(24.0))
        .y_label_area_size(units(34.0))
        .build_cartesian_2d(people, chance_axis)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .axis_style(TRANSPARENT)
        .light_line_style(TRANSPARENT)
        .bold_line_style(Ink::Gridline.stroke())
        // Ticks are drawn in nothing: half the gap between axis and label.
        .set_tick_mark_size(LabelAreaPosition::Bottom, units(3.0))
        .set_tick_mark_size(LabelAreaPosition::Left, units(2.5))
        .x_label_style(Ink::Note.text(HPos::Center))
        .y_label_style(Ink::Note.text(HPos::Right))
        .x_label_formatter(&|n| write_count(*n))
        .y_label_formatter(&|chance| format!("{:.0}", chance * 100.0))
        .draw()?;

    let upper = curve.points.iter().map(|point| (point.n_invited, point.high));
    let lower = curve.points.iter().rev().map(|point| (point.n_invited, point.low));
    chart.draw_series([Polygon::new(
        upper.chain(lower).collect::<Vec<_>>(),
        Ink::Band.color().filled(),
    )])?;
    let middle = curve.points.iter().map(|point| (point.n_invited, point.middle));
    chart.draw_series(LineSeries::new(middle, Ink::Line.stroke()))?;
    if let Some(n) = curve.n_reachable {
        chart.draw_series([PathElement::new(vec![(n, 0.0), (n, 1.0)], Ink::Ghost.stroke())])?;
    }
    if let Some((n, chance)) = curve.goal {
        let way = vec![(first, chance), (n, chance), (n, 0.0)];
        chart.draw_series([PathElement::new(way, Ink::ThresholdPath.stroke())])?;
        chart.draw_series([Circle::new((n, chance), units(4.5), Ink::ThresholdDot.style())])?;
        let place = (n - (end - first) * 0.02, (chance + 0.09).min(1.0));
        chart.draw_series([Text::new(
            write_count(n),
            place,
            Ink::LabelThreshold.text(HPos::Right),
        )])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{ChanceCurve, ChancePoint, draw_chance_curve};
    use crate::ui::charts::ink::Ink;
    use crate::ui::charts::svg_backend::{ChartSize, Shape};

    const SIZE: ChartSize = ChartSize { width_px: 360.0, height_px: 170.0 };

    fn curve() -> ChanceCurve {
        let points = (0..=40)
            .map(|i| {
                let n_invited = 300.0 + 10.0 * f64::from(i);
                let middle = 1.0 / (1.0 + (-(n_invited - 520.0) / 45.0).exp());
                ChancePoint {
                    n_invited,
                    low: middle * 0.8,
                    middle,
                    high: 1.0 - (1.0 - middle) * 0.8,
                }
            })
            .collect();
        ChanceCurve { points, goal: Some((582.0, 0.8)), n_reachable: Some(688.0) }
    }

    #[test]
    fn band_line_goal_and_limit_are_drawn_inside_the_frame() {
        let shapes = draw_chance_curve(&curve(), SIZE, &|n| format!("{n:.0}"));
        let has = |wanted: Ink| {
            shapes.iter().any(|shape| match shape {
                Shape::Line { ink, .. }
                | Shape::Rect { ink, .. }
                | Shape::Path { ink, .. }
                | Shape::Circle { ink, .. }
                | Shape::Text { ink, .. } => *ink == wanted,
            })
        };
        for ink in
            [Ink::Band, Ink::Line, Ink::ThresholdPath, Ink::ThresholdDot, Ink::Ghost, Ink::Gridline]
        {
            assert!(has(ink), "{ink:?}");
        }
        for shape in &shapes {
            if let Shape::Text { x, baseline, .. } = shape {
                assert!(
                    (0.0..=SIZE.width_px).contains(x) && (0.0..=SIZE.height_px).contains(baseline)
                );
            }
        }
        let dot = shapes.iter().find_map(|shape| match shape {
            Shape::Circle { x, y, .. } => Some((*x, *y)),
            _ => None,
        });
        // 582 of 300 to 700 between 34 and 348; 80 % of the way from 146 up to 10.
        let (x, y) = dot.unwrap();
        assert!((x - (34.0 + 314.0 * 282.0 / 400.0)).abs() < 0.6, "{x}");
        assert!((y - (10.0 + 136.0 * 0.2)).abs() < 0.6, "{y}");
    }

    #[test]
    fn one_point_is_no_curve() {
        assert!(draw_chance_curve(&ChanceCurve::default(), SIZE, &|_| String::new()).is_empty());
    }
}
