//! Plotters' way to our SVG: it collects shapes with class names instead of colours, and measures
//! text from a table. No style attribute, no markup as text: the policy forbids both.

use super::ink::Ink;
use super::text_width::estimate_text_width;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::convert::Infallible;
use std::fmt::Write;

/// Plotters counts in whole units; a pixel has this many, so that curves are smooth.
pub const SUBPIXELS: i32 = 10;

/// The size of a chart in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChartSize {
    pub width_px: f64,
    pub height_px: f64,
}

/// One mark, in CSS pixels from the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Line { ink: Ink, x1: f64, y1: f64, x2: f64, y2: f64 },
    Rect { ink: Ink, x: f64, y: f64, width: f64, height: f64 },
    Path { ink: Ink, d: String },
    Circle { ink: Ink, x: f64, y: f64, radius: f64 },
    Text { ink: Ink, x: f64, baseline: f64, anchor: TextAnchor, text: String },
}

/// Which end of a text its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAnchor {
    Start,
    Middle,
    End,
}

impl TextAnchor {
    /// The value of the attribute `text-anchor`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// The result of drawing; the backend itself cannot fail.
pub type Drawn = Result<(), plotters::drawing::DrawingAreaErrorKind<Infallible>>;

/// Runs a drawing over the whole area and gives its shapes. A drawing that plotters refuses, such
/// as an axis without extent, leaves what was drawn so far.
pub fn collect_shapes(
    size: ChartSize,
    draw: impl FnOnce(&DrawingArea<SvgBackend<'_>, plotters::coord::Shift>) -> Drawn,
) -> Vec<Shape> {
    let mut shapes = Vec::new();
    if size.width_px >= 1.0 && size.height_px >= 1.0 {
        let area = SvgBackend { size, shapes: &mut shapes }.into_drawing_area();
        let _ = draw(&area);
    }
    shapes
}

/// Pixels in plotters' units, for margins and label areas.
pub fn units(px: f64) -> i32 {
    (px * f64::from(SUBPIXELS)).round() as i32
}

/// Collects shapes.
pub struct SvgBackend<'a> {
    size: ChartSize,
    shapes: &'a mut Vec<Shape>,
}

type BackendResult = Result<(), DrawingErrorKind<Infallible>>;

impl SvgBackend<'_> {
    fn push(&mut self, color: BackendColor, shape: impl FnOnce(Ink) -> Shape) -> BackendResult {
        // Plotters draws what is switched off with a transparent colour.
        if color.alpha > 0.0 {
            self.shapes.push(shape(Ink::of(color)));
        }
        Ok(())
    }
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let to_units = |px: f64| units(px).max(0) as u32;
        (to_units(self.size.width_px), to_units(self.size.height_px))
    }

    fn ensure_prepared(&mut self) -> BackendResult {
        Ok(())
    }

    fn present(&mut self) -> BackendResult {
        Ok(())
    }

    /// Only rasterising elements ask for pixels, and none is used.
    fn draw_pixel(&mut self, _point: BackendCoord, _color: BackendColor) -> BackendResult {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> BackendResult {
        let ((x1, y1), (x2, y2)) = (to_px(from), to_px(to));
        self.push(style.color(), |ink| Shape::Line { ink, x1, y1, x2, y2 })
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> BackendResult {
        let ((x1, y1), (x2, y2)) = (to_px(upper_left), to_px(bottom_right));
        let (x, y) = (x1.min(x2), y1.min(y2));
        let (width, height) = ((x2 - x1).abs(), (y2 - y1).abs());
        self.push(style.color(), |ink| Shape::Rect { ink, x, y, width, height })
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> BackendResult {
        let d = path_data(path);
        self.push(style.color(), |ink| Shape::Path { ink, d })
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vertices: I,
        style: &S,
    ) -> BackendResult {
        let mut d = path_data(vertices);
        d.push('Z');
        self.push(style.color(), |ink| Shape::Path { ink, d })
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> BackendResult {
        let (x, y) = to_px(center);
        let radius = f64::from(radius) / f64::from(SUBPIXELS);
        self.push(style.color(), |ink| Shape::Circle { ink, x, y, radius })
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        position: BackendCoord,
    ) -> BackendResult {
        let (x, y) = to_px(position);
        let anchor = match style.anchor().h_pos {
            HPos::Left => TextAnchor::Start,
            HPos::Center => TextAnchor::Middle,
            HPos::Right => TextAnchor::End,
        };
        let font_px = style.size() / f64::from(SUBPIXELS);
        let baseline = match style.anchor().v_pos {
            VPos::Top => y + 0.8 * font_px,
            VPos::Center => y + 0.35 * font_px,
            VPos::Bottom => y - 0.2 * font_px,
        };
        let text = text.to_owned();
        self.push(style.color(), |ink| Shape::Text { ink, x, baseline, anchor, text })
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = estimate_text_width(text, style.size());
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}

fn to_px((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / f64::from(SUBPIXELS), f64::from(y) / f64::from(SUBPIXELS))
}

fn path_data(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut d = String::new();
    for (index, point) in points.into_iter().enumerate() {
        let (x, y) = to_px(point);
        let letter = if index == 0 { 'M' } else { 'L' };
        // cannot fail: writing to a String never does.
        let _ = write!(d, "{letter}{x:.1} {y:.1}");
    }
    d
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{ChartSize, Shape, TextAnchor, collect_shapes};
    use crate::ui::charts::ink::Ink;
    use plotters::element::{Circle, PathElement, Rectangle, Text};
    use plotters_backend::text_anchor::HPos;

    const SIZE: ChartSize = ChartSize { width_px: 100.0, height_px: 50.0 };

    #[test]
    fn shapes_carry_their_ink_in_pixels() {
        let shapes = collect_shapes(SIZE, |area| {
            area.draw(&Rectangle::new([(100, 100), (250, 200)], Ink::Loss.style()))?;
            area.draw(&Circle::new((500, 250), 45, Ink::ThresholdDot.style()))?;
            area.draw(&PathElement::new(vec![(0, 0), (5, 10)], Ink::Line.stroke()))?;
            area.draw(&Text::new(
                "612".to_owned(),
                (300, 100),
                Ink::LabelThreshold.text(HPos::Right),
            ))
        });
        assert_eq!(
            shapes,
            [
                Shape::Rect { ink: Ink::Loss, x: 10.0, y: 10.0, width: 15.0, height: 10.0 },
                Shape::Circle { ink: Ink::ThresholdDot, x: 50.0, y: 25.0, radius: 4.5 },
                Shape::Path { ink: Ink::Line, d: "M0.0 0.0L0.5 1.0".to_owned() },
                Shape::Text {
                    ink: Ink::LabelThreshold,
                    x: 30.0,
                    baseline: 14.2,
                    anchor: TextAnchor::End,
                    text: "612".to_owned(),
                },
            ]
        );
    }

    #[test]
    fn nothing_is_drawn_without_room() {
        assert!(collect_shapes(ChartSize::default(), |_| unreachable!("no area")).is_empty());
    }
}
