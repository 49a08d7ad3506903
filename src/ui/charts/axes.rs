//! The axes of a chart of a line: figures at the left with a rule each, names below. Must not know what is
//! drawn between them.

use super::chosen_ticks::ChosenTicks;
use super::ink::Ink;
use super::svg_backend::{Drawn, SvgBackend, units};
use plotters::chart::{ChartContext, LabelAreaPosition};
use plotters::coord::cartesian::Cartesian2d;
use plotters::style::TRANSPARENT;
use plotters_backend::text_anchor::HPos;

/// The room that the figures of an axis want at the left.
pub fn label_px(ticks: &[f64], write: &dyn Fn(f64) -> String) -> f64 {
    let widest = ticks.iter().map(|tick| Ink::Note.text_width_px(&write(*tick)));
    widest.fold(16.0, f64::max) + 8.0
}

pub fn draw_axes<'a, 'b>(
    chart: &mut ChartContext<'a, SvgBackend<'b>, Cartesian2d<ChosenTicks, ChosenTicks>>,
    write_x: &dyn Fn(f64) -> String,
    write_y: &dyn Fn(f64) -> String,
) -> Drawn {
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
        .x_label_formatter(&|x| write_x(*x))
        .y_label_formatter(&|y| write_y(*y))
        .draw()
}
