//! The invitation funnel: one band a stage on one scale, with limits, goals and what happened.

use super::chosen_ticks::round_step;
use super::ink::Ink;
use super::svg_backend::{ChartSize, Drawn, Shape, SvgBackend, collect_shapes, units};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Rectangle, Text};
use plotters_backend::text_anchor::HPos;

/// One stage, in people or orders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StageBand {
    pub label: String,
    /// Ends of the 90 % band.
    pub low_90: f64,
    pub high_90: f64,
    /// Ends of the 50 % band.
    pub low_50: f64,
    pub high_50: f64,
    pub median: f64,
    /// What happened, once it has.
    pub actual: Option<f64>,
    /// A limit or goal, with its name.
    pub threshold: Option<(f64, String)>,
    /// The median and the range as they are written.
    pub median_text: String,
    pub range_text: String,
}

/// Pixels a stage takes where its name stands beside its band.
const WIDE_ROW_PX: f64 = 47.0;
/// Pixels it takes where its name stands above.
const NARROW_ROW_PX: f64 = 60.0;
const TOP_PX: f64 = 12.0;
const AXIS_PX: f64 = 26.0;
const NARROW_BELOW_PX: f64 = 520.0;

/// The height the chart wants at a width.
pub fn funnel_height_px(n_stages: usize, width_px: f64) -> f64 {
    let row = if width_px < NARROW_BELOW_PX { NARROW_ROW_PX } else { WIDE_ROW_PX };
    TOP_PX + row * n_stages as f64 + AXIS_PX
}

/// `write_count` writes a value of the axis.
pub fn draw_funnel_bands(
    stages: &[StageBand],
    size: ChartSize,
    write_count: &dyn Fn(f64) -> String,
) -> Vec<Shape> {
    collect_shapes(size, |area| Sketch::new(stages, size).draw(area, write_count))
}

/// Where things stand, in pixels.
struct Sketch<'a> {
    stages: &'a [StageBand],
    is_narrow: bool,
    left: f64,
    right: f64,
    bottom: f64,
    width: f64,
    row: f64,
    scale_end: f64,
    step: f64,
}

impl<'a> Sketch<'a> {
    fn new(stages: &'a [StageBand], size: ChartSize) -> Self {
        let is_narrow = size.width_px < NARROW_BELOW_PX;
        let widest = |ink: Ink, text: fn(&StageBand) -> &str| {
            stages.iter().map(|stage| ink.text_width_px(text(stage))).fold(0.0, f64::max)
        };
        let label_width = widest(Ink::LabelStrong, |stage| &stage.label);
        let figures_width = widest(Ink::LabelStrong, |stage| &stage.median_text)
            + widest(Ink::Label, |stage| &stage.range_text)
            + 30.0;
        let (left, right) = if is_narrow {
            (4.0, size.width_px - 8.0)
        } else {
            (label_width + 16.0, size.width_px - figures_width)
        };
        let largest = stages
            .iter()
            .flat_map(|stage| {
                [Some(stage.high_90), stage.actual, stage.threshold.as_ref().map(|t| t.0)]
            })
            .flatten()
            .fold(1.0, f64::max);
        // People come whole.
        let step = round_step((largest / if is_narrow { 4.0 } else { 6.0 }).max(1.0));
        Self {
            stages,
            is_narrow,
            left,
            right,
            bottom: size.height_px - AXIS_PX,
            width: size.width_px,
            row: if is_narrow { NARROW_ROW_PX } else { WIDE_ROW_PX },
            scale_end: (largest / step).ceil() * step,
            step,
        }
    }

    fn x(&self, value: f64) -> f64 {
        self.left + (self.right - self.left) * value / self.scale_end
    }

    fn draw(
        &self,
        area: &DrawingArea<SvgBackend<'_>, Shift>,
        write_count: &dyn Fn(f64) -> String,
    ) -> Drawn {
        for index in 0..=(self.scale_end / self.step).round() as u32 {
            let value = f64::from(index) * self.step;
            line(area, Ink::Gridline, (self.x(value), TOP_PX), (self.x(value), self.bottom))?;
            text(
                area,
                Ink::Note,
                HPos::Center,
                (self.x(value), self.bottom + 14.0),
                write_count(value),
            )?;
        }
        for (index, stage) in self.stages.iter().enumerate() {
            self.draw_stage(area, stage, TOP_PX + self.row * index as f64)?;
        }
        Ok(())
    }

    fn draw_stage(
        &self,
        area: &DrawingArea<SvgBackend<'_>, Shift>,
        stage: &StageBand,
        top: f64,
    ) -> Drawn {
        let (band_top, half) = if self.is_narrow { (top + 22.0, 14.0) } else { (top + 7.0, 16.5) };
        let middle = band_top + half;
        let band_bottom = middle + half;
        let band =
            |ink, low, high| rect(area, ink, (self.x(low), band_top), (self.x(high), band_bottom));
        band(Ink::Band, stage.low_90, stage.high_90)?;
        band(Ink::Core, stage.low_50, stage.high_50)?;
        let tick = self.x(stage.median);
        line(area, Ink::Line, (tick, band_top - 3.0), (tick, band_bottom + 3.0))?;

        if self.is_narrow {
            text(area, Ink::LabelStrong, HPos::Left, (self.left, top + 11.0), stage.label.clone())?;
            let right = self.width - 4.0;
            text(area, Ink::Label, HPos::Right, (right, top + 11.0), stage.range_text.clone())?;
            let beside = right - Ink::Label.text_width_px(&stage.range_text) - 8.0;
            text(
                area,
                Ink::LabelStrong,
                HPos::Right,
                (beside, top + 11.0),
                stage.median_text.clone(),
            )?;
        } else {
            text(
                area,
                Ink::LabelStrong,
                HPos::Right,
                (self.left - 14.0, middle),
                stage.label.clone(),
            )?;
            let figures_x = self.right + 16.0;
            text(
                area,
                Ink::LabelStrong,
                HPos::Left,
                (figures_x, middle),
                stage.median_text.clone(),
            )?;
            text(area, Ink::Label, HPos::Right, (self.width, middle), stage.range_text.clone())?;
        }
        if let Some((value, name)) = &stage.threshold {
            let x = self.x(*value);
            line(area, Ink::Threshold, (x, band_top - 3.0), (x, band_bottom + 3.0))?;
            let name_width = Ink::LabelThreshold.text_width_px(name);
            // Right of everything drawn in the row; where that would leave the frame, left of the
            // line, or of the whole band where the line is inside it and there is room.
            let after = self.x(stage.high_90.max(*value)) + 8.0;
            let before_band = self.x(stage.low_90) - 8.0;
            let is_in_band = *value <= stage.high_90;
            let (side, name_x) = if after + name_width <= self.right {
                (HPos::Left, after)
            } else if is_in_band && before_band - name_width >= self.left {
                (HPos::Right, before_band)
            } else {
                (HPos::Right, x - 8.0)
            };
            text(area, Ink::LabelThreshold, side, (name_x, middle), name.clone())?;
        }
        if let Some(actual) = stage.actual {
            let center = (units(self.x(actual)), units(middle));
            area.draw(&Circle::new(center, units(4.5), Ink::ThresholdDot.style()))?;
        }
        Ok(())
    }
}

type Area<'a, 'b> = &'a DrawingArea<SvgBackend<'b>, Shift>;

fn line(area: Area<'_, '_>, ink: Ink, from: (f64, f64), to: (f64, f64)) -> Drawn {
    area.draw(&PathElement::new(vec![to_units(from), to_units(to)], ink.stroke()))
}

fn rect(area: Area<'_, '_>, ink: Ink, from: (f64, f64), to: (f64, f64)) -> Drawn {
    area.draw(&Rectangle::new([to_units(from), to_units(to)], ink.style()))
}

fn text(area: Area<'_, '_>, ink: Ink, side: HPos, at: (f64, f64), text: String) -> Drawn {
    area.draw(&Text::new(text, to_units(at), ink.text(side)))
}

fn to_units((x, y): (f64, f64)) -> (i32, i32) {
    (units(x), units(y))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{StageBand, draw_funnel_bands, funnel_height_px};
    use crate::ui::charts::ink::Ink;
    use crate::ui::charts::svg_backend::{ChartSize, Shape};

    fn stage(label: &str, median: f64) -> StageBand {
        StageBand {
            label: label.to_owned(),
            low_90: median * 0.8,
            high_90: median * 1.2,
            low_50: median * 0.93,
            high_50: median * 1.07,
            median,
            actual: Some(median * 1.1),
            threshold: Some((median * 1.25, "seats".to_owned())),
            median_text: format!("{median}"),
            range_text: format!("{} to {}", median * 0.8, median * 1.2),
        }
    }

    #[track_caller]
    fn check(width_px: f64) {
        let stages = [stage("Registered", 140.0), stage("Attended", 100.0), stage("Ordered", 45.0)];
        let size = ChartSize { width_px, height_px: funnel_height_px(stages.len(), width_px) };
        let shapes = draw_funnel_bands(&stages, size, &|n| format!("{n}"));
        let bands: Vec<_> = shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Rect { ink: Ink::Band, x, width, .. } => Some((*x, *width)),
                _ => None,
            })
            .collect();
        assert_eq!(bands.len(), 3);
        // One scale for all stages: widths are in proportion to the ranges.
        assert!((bands[0].1 / bands[2].1 - 140.0 / 45.0).abs() < 0.05);
        for (x, width) in bands {
            assert!(x >= 0.0 && x + width <= width_px, "{width_px}: {x} + {width}");
        }
    }

    #[test]
    fn it_fits_wide_and_narrow() {
        check(1100.0);
        check(700.0);
        check(328.0);
    }
}
