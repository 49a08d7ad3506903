//! How an outcome is distributed, as bars; what is bad is hatched, and a line stands where it begins.

use super::chosen_ticks::{ChosenTicks, round_ticks};
use super::ink::Ink;
use super::svg_backend::{ChartSize, Drawn, Shape, SvgBackend, collect_shapes, units};
use plotters::chart::{ChartBuilder, LabelAreaPosition};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::TRANSPARENT;
use plotters_backend::text_anchor::HPos;

/// Bars of equal width. `n` may be any weight.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Histogram {
    /// Lower end of the first bar.
    pub start: f64,
    pub bar_width: f64,
    pub n_per_bar: Vec<f64>,
    /// Nothing is hatched without it.
    pub threshold: Option<Threshold>,
    /// A line at the median, with its name.
    pub median: Option<(f64, String)>,
}

/// Where outcomes turn bad, with its name: losses below it, or what is beyond a budget above it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Threshold {
    pub value: f64,
    pub name: String,
    pub bad_above: bool,
}

impl Threshold {
    fn is_bad(&self, value: f64) -> bool {
        if self.bad_above { value > self.value } else { value < self.value }
    }
}

/// `write_value` writes a value of the axis.
pub fn draw_histogram(
    histogram: &Histogram,
    size: ChartSize,
    write_value: &dyn Fn(f64) -> String,
) -> Vec<Shape> {
    let is_drawable = histogram.bar_width > 0.0 && histogram.n_per_bar.iter().any(|n| *n > 0.0);
    if !is_drawable {
        return Vec::new();
    }
    collect_shapes(size, |area| draw(histogram, area, write_value))
}

fn draw(
    histogram: &Histogram,
    area: &DrawingArea<SvgBackend<'_>, Shift>,
    write_value: &dyn Fn(f64) -> String,
) -> Drawn {
    let Histogram { start, bar_width, n_per_bar, threshold, median } = histogram;
    let limit = threshold.as_ref().map(|limit| (limit.value, limit.name.clone()));
    let end = start + bar_width * n_per_bar.len() as f64;
    let highest = n_per_bar.iter().copied().fold(0.0, f64::max);
    // Room for the names above the bars.
    let top = highest * 1.15;
    // The outer labels are centred at the ends of the axis.
    let widest_label = [*start, end].map(|value| Ink::Note.text_width_px(&write_value(value)));
    let margin = units(widest_label.into_iter().fold(8.0, f64::max) / 2.0 + 4.0);
    let values = ChosenTicks { start: *start, end, ticks: round_ticks(*start, end, 5) };
    let mut chart = ChartBuilder::on(area)
        .margin_top(units(8.0))
        .margin_left(margin)
        .margin_right(margin)
        .x_label_area_size(units(24.0))
        .build_cartesian_2d(values, 0.0..top)?;
    chart
        .configure_mesh()
        .disable_mesh()
        .disable_y_axis()
        .axis_style(TRANSPARENT)
        // Ticks are drawn in nothing: half the gap between axis and label.
        .set_tick_mark_size(LabelAreaPosition::Bottom, units(4.0))
        .x_label_style(Ink::Note.text(HPos::Center))
        .x_label_formatter(&|value| write_value(*value))
        .draw()?;

    let gap = bar_width * 0.12;
    chart.draw_series(n_per_bar.iter().enumerate().filter(|(_, n)| **n > 0.0).map(
        |(index, n)| {
            let low = start + bar_width * index as f64;
            let is_bad = threshold.as_ref().is_some_and(|it| it.is_bad(low + bar_width / 2.0));
            let ink = if is_bad { Ink::Loss } else { Ink::Bar };
            Rectangle::new([(low + gap / 2.0, 0.0), (low + bar_width - gap / 2.0, *n)], ink.style())
        },
    ))?;
    chart.draw_series([PathElement::new(vec![(*start, 0.0), (end, 0.0)], Ink::Axis.stroke())])?;

    // The threshold divides the bars; the median only stands above them.
    let median_foot = highest * 1.02;
    let marks = [
        (&limit, 0.0, Ink::Threshold, Ink::LabelThreshold),
        (median, median_foot, Ink::Line, Ink::LabelStrong),
    ];
    for (mark, foot, line, label) in marks {
        let Some((value, name)) = mark.as_ref().filter(|(value, _)| (*start..=end).contains(value))
        else {
            continue;
        };
        chart
            .draw_series([PathElement::new(vec![(*value, foot), (*value, top)], line.stroke())])?;
        let (x, y) = chart.backend_coord(&(*value, top));
        // Two names lean away from each other, and none out of the frame.
        let other = if line == Ink::Threshold { median } else { &limit };
        let leans_left = match other {
            Some((other, _)) => value < other,
            None => *value - start > (end - start) / 2.0,
        };
        let width = units(label.text_width_px(name));
        let (side, shift) = if leans_left && x > width {
            (HPos::Right, units(-5.0))
        } else {
            (HPos::Left, units(5.0))
        };
        area.draw(&Text::new(name.clone(), (x + shift, y + units(3.0)), label.text(side)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{Histogram, Threshold, draw_histogram};
    use crate::ui::charts::ink::Ink;
    use crate::ui::charts::svg_backend::{ChartSize, Shape};

    #[track_caller]
    fn check(value: f64, bad_above: bool, n_bad: usize, n_good: usize) {
        let histogram = Histogram {
            start: -200.0,
            bar_width: 100.0,
            n_per_bar: vec![1.0, 2.0, 4.0, 0.0, 3.0],
            threshold: Some(Threshold { value, name: "limit".to_owned(), bad_above }),
            median: None,
        };
        let size = ChartSize { width_px: 400.0, height_px: 200.0 };
        let shapes = draw_histogram(&histogram, size, &|value| format!("{value}"));
        let n_with = |wanted: Ink| {
            shapes
                .iter()
                .filter(|shape| matches!(shape, Shape::Rect { ink, .. } if *ink == wanted))
                .count()
        };
        assert_eq!((n_with(Ink::Loss), n_with(Ink::Bar)), (n_bad, n_good));
    }

    #[test]
    fn only_what_is_bad_is_hatched() {
        check(0.0, false, 2, 2);
        check(0.0, true, 2, 2);
        check(150.0, true, 1, 3);
        check(900.0, true, 0, 4);
    }

    #[test]
    fn nothing_to_count_draws_nothing() {
        let size = ChartSize { width_px: 400.0, height_px: 200.0 };
        assert!(draw_histogram(&Histogram::default(), size, &|_| String::new()).is_empty());
    }
}
