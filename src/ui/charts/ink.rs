//! What a mark in a chart stands for. The style sheet gives each its colour, so that a chart
//! follows the theme without being drawn again.

use plotters::style::text_anchor::Pos;
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::{BackendColor, text_anchor::HPos, text_anchor::VPos};

use super::svg_backend::SUBPIXELS;
use super::text_width::estimate_text_width;

/// The meaning of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Ink {
    Axis,
    Gridline,
    /// What is known or most likely.
    Line,
    /// A limit that is no goal, or a comparison.
    Ghost,
    /// Holds the truth 90 times in 100.
    Band,
    /// Holds the truth 50 times in 100.
    Core,
    Bar,
    /// A bar that stands for a loss, hatched.
    Loss,
    /// The line that decides: goal, limit, break-even.
    Threshold,
    /// The same, dashed: the way from a point to its axis.
    ThresholdPath,
    ThresholdDot,
    /// A label of an axis.
    Note,
    /// A label that belongs to the data.
    Label,
    LabelStrong,
    LabelThreshold,
}

impl Ink {
    const ALL: [Ink; 15] = [
        Ink::Axis,
        Ink::Gridline,
        Ink::Line,
        Ink::Ghost,
        Ink::Band,
        Ink::Core,
        Ink::Bar,
        Ink::Loss,
        Ink::Threshold,
        Ink::ThresholdPath,
        Ink::ThresholdDot,
        Ink::Note,
        Ink::Label,
        Ink::LabelStrong,
        Ink::LabelThreshold,
    ];

    /// The class names of `charts.css`.
    pub fn class(self) -> &'static str {
        match self {
            Ink::Axis => "axis",
            Ink::Gridline => "gridline",
            Ink::Line => "line",
            Ink::Ghost => "line line--ghost",
            Ink::Band => "area",
            Ink::Core => "area area--core",
            Ink::Bar => "bar",
            Ink::Loss => "bar bar--loss",
            Ink::Threshold => "threshold",
            Ink::ThresholdPath => "threshold threshold--path",
            Ink::ThresholdDot => "threshold-dot",
            Ink::Note => "note-text",
            Ink::Label => "label-2",
            Ink::LabelStrong => "label",
            Ink::LabelThreshold => "threshold-label",
        }
    }

    /// The size the style sheet sets this text in.
    pub fn font_px(self) -> f64 {
        match self {
            Ink::LabelStrong => 12.5,
            Ink::LabelThreshold => 12.0,
            _ => 11.5,
        }
    }

    /// How wide a text in this ink will be, in pixels.
    pub fn text_width_px(self, text: &str) -> f64 {
        let is_bold = matches!(self, Ink::LabelStrong | Ink::LabelThreshold);
        estimate_text_width(text, self.font_px()) * if is_bold { 1.12 } else { 1.0 }
    }

    /// As plotters wants to have it: a colour that only names the ink.
    pub fn color(self) -> RGBColor {
        RGBColor(0, 0, self as u8)
    }

    /// For strokes and fills.
    pub fn style(self) -> ShapeStyle {
        ShapeStyle::from(&self.color()).filled()
    }

    /// For lines and outlines.
    pub fn stroke(self) -> ShapeStyle {
        ShapeStyle::from(&self.color())
    }

    /// For text, anchored at its vertical middle.
    pub fn text(self, horizontal: HPos) -> TextStyle<'static> {
        let size = self.font_px() * f64::from(SUBPIXELS);
        TextStyle {
            font: FontDesc::new(FontFamily::SansSerif, size, FontStyle::Normal),
            color: self.color().to_backend_color(),
            pos: Pos::new(horizontal, VPos::Center),
        }
    }

    /// The ink behind a colour made by [`Ink::color`].
    pub fn of(color: BackendColor) -> Ink {
        Self::ALL.get(usize::from(color.rgb.2)).copied().unwrap_or(Ink::Line)
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::Ink;
    use plotters::style::Color;

    #[test]
    fn every_ink_survives_the_way_through_plotters() {
        for ink in Ink::ALL {
            assert_eq!(Ink::of(ink.color().to_backend_color()), ink);
        }
    }
}
