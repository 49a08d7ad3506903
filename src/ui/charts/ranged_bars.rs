//! A value for each of a few things in a row, such as weeks, each with its range; one may be marked.

use super::chosen_ticks::{ChosenTicks, round_ticks};
use super::ink::Ink;
use super::svg_backend::{ChartSize, Drawn, Shape, SvgBackend, collect_shapes, units};
use plotters::chart::{ChartBuilder, LabelAreaPosition};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::TRANSPARENT;
use plotters_backend::text_anchor::HPos;

/// The part of a place that its bar fills.
const FILLED: f64 = 0.72;
const MARGIN_PX: f64 = 8.0;

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RangedBar {
    pub label: String,
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// All of them, in order; none negative.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RangedBars {
    pub bars: Vec<RangedBar>,
    /// The one that decides.
    pub marked: Option<usize>,
}

/// `write_value` writes a value.
pub fn draw_ranged_bars(
    chart: &RangedBars,
    size: ChartSize,
    write_value: &dyn Fn(f64) -> String,
) -> Vec<Shape> {
    if !chart.bars.iter().any(|bar| bar.high > 0.0) {
        return Vec::new();
    }
    collect_shapes(size, |area| draw(chart, size, area, write_value))
}

fn draw(
    chart: &RangedBars,
    size: ChartSize,
    area: &DrawingArea<SvgBackend<'_>, Shift>,
    write_value: &dyn Fn(f64) -> String,
) -> Drawn {
    let bars = &chart.bars;
    let highest = bars.iter().map(|bar| bar.high.max(bar.value)).fold(0.0, f64::max);
    // Room for the name of the marked one.
    let top = highest * 1.15;
    let values = ChosenTicks { start: 0.0, end: top, ticks: round_ticks(0.0, highest, 4) };
    let widest = values.ticks.iter().map(|tick| Ink::Note.text_width_px(&write_value(*tick)));
    let value_px = widest.fold(16.0, f64::max) + 8.0;
    // Where names would overlap only every second one stands, or fewer.
    let name_px = bars.iter().map(|bar| Ink::Note.text_width_px(&bar.label)).fold(0.0, f64::max);
    let place_px = (size.width_px - value_px - 2.0 * MARGIN_PX).max(1.0) / bars.len() as f64;
    let every = ((name_px + 8.0) / place_px).ceil().max(1.0) as usize;
    let names = ChosenTicks {
        start: -0.5,
        end: bars.len() as f64 - 0.5,
        ticks: (0..bars.len()).step_by(every).map(|place| place as f64).collect(),
    };
    let margin = units(MARGIN_PX.max(name_px / 2.0 - place_px / 2.0));
    let mut drawn = ChartBuilder::on(area)
        .margin_top(units(MARGIN_PX))
        .margin_right(margin)
        .x_label_area_size(units(24.0))
        .y_label_area_size(units(value_px))
        .build_cartesian_2d(names, values)?;
    let name_of = |place: &f64| {
        let bar = bars.get(place.round().max(0.0) as usize);
        bar.map(|bar| bar.label.clone()).unwrap_or_default()
    };
    drawn
        .configure_mesh()
        .disable_x_mesh()
        .axis_style(TRANSPARENT)
        .light_line_style(TRANSPARENT)
        .bold_line_style(Ink::Gridline.stroke())
        // Ticks are drawn in nothing: half the gap between axis and label.
        .set_tick_mark_size(LabelAreaPosition::Bottom, units(4.0))
        .set_tick_mark_size(LabelAreaPosition::Left, units(2.5))
        .x_label_style(Ink::Note.text(HPos::Center))
        .y_label_style(Ink::Note.text(HPos::Right))
        .x_label_formatter(&name_of)
        .y_label_formatter(&|value| write_value(*value))
        .draw()?;

    let side = FILLED / 2.0;
    let placed = || bars.iter().enumerate().map(|(place, bar)| (place as f64, bar));
    drawn.draw_series(placed().filter(|(_, bar)| bar.value > 0.0).map(|(x, bar)| {
        Rectangle::new([(x - side, 0.0), (x + side, bar.value)], Ink::Bar.style())
    }))?;
    drawn.draw_series(
        placed().filter(|(_, bar)| bar.high > bar.low).map(|(x, bar)| {
            PathElement::new(vec![(x, bar.low), (x, bar.high)], Ink::Line.stroke())
        }),
    )?;
    let marked = chart.marked.and_then(|place| Some((place as f64, bars.get(place)?)));
    if let Some((x, bar)) = marked {
        let foot = vec![(x - side, 0.0), (x + side, 0.0)];
        drawn.draw_series([PathElement::new(foot, Ink::Threshold.stroke())])?;
        let place = (x, bar.high.max(bar.value) + top * 0.06);
        drawn.draw_series([Text::new(
            write_value(bar.value),
            place,
            Ink::LabelThreshold.text(HPos::Center),
        )])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{RangedBar, RangedBars, draw_ranged_bars};
    use crate::ui::charts::ink::Ink;
    use crate::ui::charts::svg_backend::{ChartSize, Shape};

    fn weeks() -> RangedBars {
        let bar = |place: u32| RangedBar {
            label: format!("{place} November"),
            value: f64::from(place),
            low: f64::from(place) * 0.8,
            high: f64::from(place) * 1.2,
        };
        RangedBars { bars: (1..=12).map(bar).collect(), marked: Some(11) }
    }

    #[test]
    fn every_bar_has_its_range_and_names_do_not_overlap() {
        for width_px in [300.0, 1_100.0] {
            let size = ChartSize { width_px, height_px: 180.0 };
            let shapes = draw_ranged_bars(&weeks(), size, &|value| format!("{value:.0}"));
            let n_bars = shapes
                .iter()
                .filter(|shape| matches!(shape, Shape::Rect { ink: Ink::Bar, .. }))
                .count();
            assert_eq!(n_bars, 12);
            let mut names = Vec::new();
            for shape in &shapes {
                if let Shape::Text { x, text, ink: Ink::Note, .. } = shape
                    && text.contains("November")
                {
                    let half = Ink::Note.text_width_px(text) / 2.0;
                    names.push((x - half, x + half));
                }
            }
            assert!(names.len() >= 2, "{width_px}");
            assert!(names.windows(2).all(|pair| pair[0].1 < pair[1].0), "{names:?}");
            assert!(names.iter().all(|(left, right)| *left >= 0.0 && *right <= width_px));
        }
    }

    #[test]
    fn nothing_to_show_draws_nothing() {
        let size = ChartSize { width_px: 400.0, height_px: 200.0 };
        assert!(draw_ranged_bars(&RangedBars::default(), size, &|_| String::new()).is_empty());
    }
}
