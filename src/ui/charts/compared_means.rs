//! Means of groups as they came, beside two forecasts of them: dots, a line, and a paler line.

use super::chosen_ticks::{ChosenTicks, round_ticks};
use super::ink::Ink;
use super::svg_backend::{ChartSize, Drawn, Shape, SvgBackend, collect_shapes, units};
use plotters::chart::{ChartBuilder, LabelAreaPosition};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, Text};
use plotters::series::LineSeries;
use plotters::style::TRANSPARENT;
use plotters_backend::text_anchor::HPos;

/// One mean a group, each series with its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComparedMeans {
    /// Of the groups, in their order.
    pub labels: Vec<String>,
    pub actual: (String, Vec<f64>),
    pub foretold: (String, Vec<f64>),
    pub other: (String, Vec<f64>),
}

/// `write_value` writes a mean.
pub fn draw_compared_means(
    shown: &ComparedMeans,
    size: ChartSize,
    write_value: &dyn Fn(f64) -> String,
) -> Vec<Shape> {
    let n = shown.labels.len();
    let series = [&shown.actual.1, &shown.foretold.1, &shown.other.1];
    if n < 2 || series.iter().any(|means| means.len() != n) {
        return Vec::new();
    }
    collect_shapes(size, |area| draw(shown, area, write_value))
}

fn draw(
    shown: &ComparedMeans,
    area: &DrawingArea<SvgBackend<'_>, Shift>,
    write_value: &dyn Fn(f64) -> String,
) -> Drawn {
    let ComparedMeans { labels, actual, foretold, other } = shown;
    let last = (labels.len() - 1) as f64;
    let all = actual.1.iter().chain(&foretold.1).chain(&other.1);
    let highest = all.copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let ticks = (0..labels.len()).map(|at| at as f64).collect();
    let groups = ChosenTicks { start: 0.0, end: last, ticks };
    let means = ChosenTicks { start: 0.0, end: highest, ticks: round_ticks(0.0, highest, 4) };
    // The names stand behind the last group.
    let names = [&actual.0, &foretold.0, &other.0];
    let widest = names.map(|name| Ink::Label.text_width_px(name)).into_iter().fold(0.0, f64::max);
    let mut chart = ChartBuilder::on(area)
        .margin_top(units(10.0))
        .margin_right(units(widest + 16.0))
        .x_label_area_size(units(24.0))
        .y_label_area_size(units(34.0))
        .build_cartesian_2d(groups, means)?;
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
        .x_label_formatter(&|at| labels.get(at.round() as usize).cloned().unwrap_or_default())
        .y_label_formatter(&|mean| write_value(*mean))
        .draw()?;
    let points = |means: &[f64]| -> Vec<(f64, f64)> {
        means.iter().enumerate().map(|(at, mean)| (at as f64, *mean)).collect()
    };
    chart.draw_series(LineSeries::new(points(&other.1), Ink::Ghost.stroke()))?;
    chart.draw_series(LineSeries::new(points(&foretold.1), Ink::Line.stroke()))?;
    let dot = |point| Circle::new(point, units(4.0), Ink::ThresholdDot.style());
    chart.draw_series(points(&actual.1).into_iter().map(dot))?;
    // Names that would lie on each other are moved apart, from the top down.
    let mut ends: Vec<(i32, &str, i32)> = [actual, foretold, other]
        .into_iter()
        .filter_map(|(name, means)| {
            let (x, y) = chart.backend_coord(&(last, *means.last()?));
            Some((y, name.as_str(), x))
        })
        .collect();
    ends.sort_unstable_by_key(|(y, ..)| *y);
    let mut lowest = i32::MIN;
    for (y, name, x) in ends {
        let y = y.max(lowest.saturating_add(units(15.0)));
        lowest = y;
        let place = (x + units(9.0), y);
        area.draw(&Text::new(name.to_owned(), place, Ink::Label.text(HPos::Left)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{ComparedMeans, draw_compared_means};
    use crate::ui::charts::svg_backend::{ChartSize, Shape};

    const SIZE: ChartSize = ChartSize { width_px: 400.0, height_px: 200.0 };

    fn shown() -> ComparedMeans {
        ComparedMeans {
            labels: ["0", "1", "2"].map(str::to_owned).to_vec(),
            actual: ("came".to_owned(), vec![0.2, 0.7, 1.4]),
            foretold: ("model".to_owned(), vec![0.2, 0.5, 1.1]),
            other: ("same".to_owned(), vec![0.0, 1.2, 2.0]),
        }
    }

    #[test]
    fn a_dot_for_every_group_and_names_apart() {
        let shapes = draw_compared_means(&shown(), SIZE, &|value| format!("{value}"));
        let dots = shapes.iter().filter(|shape| matches!(shape, Shape::Circle { .. })).count();
        assert_eq!(dots, 3);
        let mut names: Vec<f64> = shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text { text, baseline, .. } if shown().labels.contains(text) => None,
                Shape::Text { text, baseline, .. } => {
                    ["came", "model", "same"].contains(&text.as_str()).then_some(*baseline)
                }
                _ => None,
            })
            .collect();
        names.sort_by(f64::total_cmp);
        assert_eq!(names.len(), 3);
        assert!(names.windows(2).all(|pair| pair[1] - pair[0] >= 14.0));
    }

    #[test]
    fn series_of_other_lengths_draw_nothing() {
        let wrong = ComparedMeans { labels: vec!["0".to_owned()], ..shown() };
        assert!(draw_compared_means(&wrong, SIZE, &|_| String::new()).is_empty());
    }
}
