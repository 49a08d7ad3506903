//! Where things lie on the board: from scores to pixels and back, the paths of the marks, and the
//! mark under a pointer. Pure.

use crate::ui::charts::class_mark::add_class_mark;
use meadow_core::domain::class::Class;
use meadow_core::views::board::BoardMark;
use std::fmt::Write;

/// Below this width the board is drawn as on a phone: no histograms, fewer marks.
const NARROW_PX: f64 = 480.0;
/// More marks than this would run together on a phone.
const MOST_MARKS_NARROW: usize = 160;
/// A pointer this close to a mark means it.
const REACH_PX: f64 = 12.0;
/// Height of the tallest bar of a histogram.
const TALLEST_BAR_PX: f64 = 30.0;

/// The board at one size, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    pub width: f64,
    pub height: f64,
    /// The square of the scores.
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub is_narrow: bool,
}

impl Plot {
    /// At the width of the container.
    pub fn of_width(width: f64) -> Self {
        let is_narrow = width < NARROW_PX;
        let (left, top, margin_right, foot) =
            if is_narrow { (30.0, 24.0, 4.0, 36.0) } else { (44.0, 56.0, 58.0, 40.0) };
        let right = (width - margin_right).max(left + 60.0);
        let plot_width = right - left;
        let plot_height = if is_narrow { plot_width * 1.1 } else { plot_width * 0.81 };
        let bottom = top + plot_height.clamp(240.0, 560.0);
        Self { width, height: bottom + foot, left, top, right, bottom, is_narrow }
    }

    pub fn x(&self, loyalty: f64) -> f64 {
        self.left + (self.right - self.left) * loyalty / 100.0
    }

    pub fn y(&self, contribution: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * contribution / 100.0
    }

    /// The whole score nearest to a pixel, 0–100.
    pub fn loyalty_at(&self, x: f64) -> f64 {
        ((x - self.left) / (self.right - self.left) * 100.0).round().clamp(0.0, 100.0)
    }

    pub fn contribution_at(&self, y: f64) -> f64 {
        ((self.bottom - y) / (self.bottom - self.top) * 100.0).round().clamp(0.0, 100.0)
    }

    /// Every n-th mark is drawn: 1 where there is room for all.
    pub fn thinning(&self, n_marks: usize) -> usize {
        if self.is_narrow { n_marks.div_ceil(MOST_MARKS_NARROW).max(1) } else { 1 }
    }

    /// The marks that are drawn.
    pub fn drawn<'a>(&self, marks: &'a [BoardMark]) -> impl Iterator<Item = &'a BoardMark> {
        marks.iter().step_by(self.thinning(marks.len()))
    }

    /// All marks of a class as the data of one path.
    pub fn marks_path(&self, marks: &[BoardMark], class: Class) -> String {
        let mut path = String::new();
        for mark in self.drawn(marks).filter(|mark| mark.placed.class == class) {
            add_class_mark(&mut path, class, self.x(mark.loyalty), self.y(mark.contribution), 1.0);
        }
        path
    }

    /// Rings around the borderline marks as the data of one path.
    pub fn rings_path(&self, marks: &[BoardMark]) -> String {
        const RADIUS: f64 = 7.5;
        let mut path = String::new();
        for mark in self.drawn(marks).filter(|mark| mark.placed.borderline) {
            let (x, y) = (self.x(mark.loyalty) - RADIUS, self.y(mark.contribution));
            // Writing to a string does not fail.
            let _ = write!(
                path,
                "M{x:.1} {y:.1}a{RADIUS} {RADIUS} 0 1 0 {d} 0a{RADIUS} {RADIUS} 0 1 0 -{d} 0Z",
                d = RADIUS * 2.0
            );
        }
        path
    }

    /// The drawn mark nearest to a pixel, if one is within reach.
    pub fn mark_at<'a>(&self, marks: &'a [BoardMark], x: f64, y: f64) -> Option<&'a BoardMark> {
        let distance =
            |mark: &BoardMark| f64::hypot(self.x(mark.loyalty) - x, self.y(mark.contribution) - y);
        self.drawn(marks)
            .map(|mark| (distance(mark), mark))
            .filter(|(distance, _)| *distance <= REACH_PX)
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, mark)| mark)
    }

    /// Bars above the board, people by loyalty: x, y, width, height.
    pub fn loyalty_bars(&self, n_per_bin: &[u32]) -> Vec<(f64, f64, f64, f64)> {
        let step = (self.right - self.left) / n_per_bin.len().max(1) as f64;
        bar_lengths(n_per_bin)
            .enumerate()
            .map(|(at, length)| {
                (self.left + step * at as f64, self.top - 4.0 - length, step - 2.0, length)
            })
            .collect()
    }

    /// Bars beside the board, people by contribution: x, y, width, height.
    pub fn contribution_bars(&self, n_per_bin: &[u32]) -> Vec<(f64, f64, f64, f64)> {
        let step = (self.bottom - self.top) / n_per_bin.len().max(1) as f64;
        bar_lengths(n_per_bin)
            .enumerate()
            .map(|(at, length)| {
                let foot = self.bottom - step * (at + 1) as f64;
                (self.right + 4.0, foot + 1.0, length, step - 2.0)
            })
            .collect()
    }
}

fn bar_lengths(n_per_bin: &[u32]) -> impl Iterator<Item = f64> {
    let most = f64::from(n_per_bin.iter().copied().max().unwrap_or(0).max(1));
    n_per_bin.iter().map(move |n| f64::from(*n) / most * TALLEST_BAR_PX)
}

#[cfg(test)]
mod tests {
    use super::Plot;
    use meadow_core::domain::class::Class;
    use meadow_core::domain::ids::CustomerId;
    use meadow_core::views::board::BoardMark;
    use meadow_core::views::table::Placed;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn mark(id: u32, loyalty: f64, contribution: f64) -> BoardMark {
        let placed =
            Placed { class: Class::Bee, expected: false, borderline: id == 2, by_hand: false };
        let (id, name) = (CustomerId(id), String::new());
        BoardMark { id, name, loyalty, contribution, placed, obstacle: None }
    }

    #[test]
    fn pixels_lead_back_to_scores() {
        for width in [330.0, 700.0, 1100.0] {
            let plot = Plot::of_width(width);
            for score in [0.0, 1.0, 47.0, 60.0, 100.0] {
                assert_eq!(plot.loyalty_at(plot.x(score)), score);
                assert_eq!(plot.contribution_at(plot.y(score)), score);
            }
            assert_eq!(plot.loyalty_at(-50.0), 0.0);
            assert_eq!(plot.contribution_at(-50.0), 100.0);
        }
    }

    #[test]
    fn the_nearest_mark_within_reach_is_meant() {
        let plot = Plot::of_width(700.0);
        let marks = [mark(1, 40.0, 40.0), mark(2, 41.0, 40.0)];
        let at = |x: f64, y: f64| plot.mark_at(&marks, x, y).map(|mark| mark.id.0);
        assert_eq!(at(plot.x(40.0) - 2.0, plot.y(40.0)), Some(1));
        assert_eq!(at(plot.x(41.0) + 2.0, plot.y(40.0)), Some(2));
        assert_eq!(at(plot.x(50.0), plot.y(40.0)), None);
        assert_eq!(plot.rings_path(&marks).matches('M').count(), 1);
        assert_eq!(plot.marks_path(&marks, Class::Bee).matches('M').count(), 2);
        assert_eq!(plot.marks_path(&marks, Class::Mantis), "");
    }

    #[test]
    fn a_phone_draws_every_third_of_four_hundred_marks() {
        let marks: Vec<BoardMark> = (0..400).map(|id| mark(id, 1.0, 1.0)).collect();
        let plot = Plot::of_width(340.0);
        assert_eq!(plot.thinning(marks.len()), 3);
        assert_eq!(plot.drawn(&marks).count(), 134);
        assert_eq!(Plot::of_width(700.0).thinning(marks.len()), 1);
    }
}
