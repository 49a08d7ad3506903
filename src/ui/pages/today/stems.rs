//! The drawing of the meadow: stems of people who have bought, class by class; who brings more
//! stands taller. Pure: from the board to paths, the same board gives the same drawing.

use crate::ui::charts::class_mark::add_class_mark;
use meadow_core::domain::class::Class;
use meadow_core::views::board::BoardView;
use std::fmt::Write;

/// A class takes at least this share of the width, so that its name fits below.
const LEAST_SHARE: f64 = 0.11;
/// Room for the heads above the tallest stem.
const TOP: f64 = 14.0;

/// Width and height of a drawing in its own units, and how many stems it has room for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    pub width: f64,
    pub height: f64,
    pub n_stems: u32,
}

impl Field {
    pub const WIDE: Field = Field { width: 1000.0, height: 132.0, n_stems: 100 };
    pub const PHONE: Field = Field { width: 500.0, height: 110.0, n_stems: 50 };
}

/// The stems of one class: their stalks and their heads, each as the data of one path.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassStems {
    pub class: Class,
    pub n: u32,
    pub stalks: String,
    pub heads: String,
}

/// A drawn meadow.
#[derive(Clone, Debug, PartialEq)]
pub struct Meadow {
    pub people_per_stem: u32,
    /// In the order of `Class::ALL`.
    pub classes: [ClassStems; 4],
    /// Widths of the classes' parts as shares of the whole, in the same order.
    pub shares: [f64; 4],
}

/// Draws the customers of the board. A class that has anybody has a stem.
pub fn draw_meadow(board: &BoardView, field: Field) -> Meadow {
    let n_people = board.counts.total();
    let people_per_stem = n_people.div_ceil(field.n_stems).max(1);
    let n_stems = Class::ALL.map(|class| {
        let n = board.counts.get(class);
        if n == 0 { 0 } else { (f64::from(n) / f64::from(people_per_stem)).round().max(1.0) as u32 }
    });
    let shares = part_shares(n_stems);
    let mut left = 0.0;
    let classes = Class::ALL.map(|class| {
        let width = shares[class as usize] * field.width;
        let stems = draw_class(board, class, n_stems[class as usize], left, width, field.height);
        left += width;
        stems
    });
    Meadow { people_per_stem, classes, shares }
}

fn draw_class(
    board: &BoardView,
    class: Class,
    n: u32,
    left: f64,
    width: f64,
    height: f64,
) -> ClassStems {
    let mut stems = ClassStems { class, n, stalks: String::new(), heads: String::new() };
    let mut marks: Vec<(u32, f64)> = board
        .marks
        .iter()
        .filter(|mark| mark.placed.class == class)
        .map(|mark| (mark.id.0, mark.contribution))
        .collect();
    // The board lists its marks by score; a meadow grows mixed.
    marks.sort_by_key(|(id, _)| mixed(*id));
    let step = width / f64::from(n.max(1));
    for place in 0..n {
        // Evenly among the marks, which are themselves an even sample. Without any the stem is low.
        let at = place as usize * marks.len() / n as usize;
        let (seed, contribution) = marks.get(at).copied().unwrap_or((place, 10.0));
        let foot = left + step * (f64::from(place) + 0.5);
        let room = (step * 0.45).min(4.5);
        let head = foot + room * sway(seed);
        let top = height - (height - TOP) * (0.08 + 0.92 * contribution / 100.0);
        let rise = height - top;
        // Writing to a string does not fail.
        let _ = write!(
            stems.stalks,
            "M{foot:.1} {height}C{foot:.1} {:.1} {head:.1} {:.1} {head:.1} {top:.1}",
            height - rise * 0.45,
            height - rise * 0.55
        );
        add_class_mark(&mut stems.heads, class, head, top, 0.9 + 0.15 * sway(seed ^ 0x5f));
    }
    stems
}

/// Shares of the width by the number of stems, none so small that its name would not fit.
fn part_shares(n_stems: [u32; 4]) -> [f64; 4] {
    let total: u32 = n_stems.iter().sum();
    if total == 0 {
        return [0.25; 4];
    }
    let wanted = n_stems.map(|n| f64::from(n) / f64::from(total));
    let n_small = wanted.iter().filter(|share| **share < LEAST_SHARE).count();
    let large: f64 = wanted.iter().filter(|share| **share >= LEAST_SHARE).sum();
    let left = 1.0 - n_small as f64 * LEAST_SHARE;
    wanted.map(|share| if share < LEAST_SHARE { LEAST_SHARE } else { share / large * left })
}

/// From −1 to 1, the same for the same person.
fn sway(seed: u32) -> f64 {
    f64::from(mixed(seed) & 0xFFFF) / 32_767.5 - 1.0
}

/// A number without any visible order, the same for the same seed.
fn mixed(seed: u32) -> u32 {
    let mixed = seed.wrapping_add(1).wrapping_mul(0x9E37_79B1);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B);
    mixed ^ (mixed >> 13)
}

#[cfg(test)]
mod tests {
    use super::{Field, draw_meadow, part_shares, sway};
    use meadow_core::domain::workspace::BoardSettings;
    use meadow_core::segments::board::view;
    use meadow_core::segments::derive;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_class_with_people_has_stems_and_the_parts_fill_the_width() {
        let tables = meadow_core::sample::tables();
        let derived = derive(&tables, meadow_core::sample::LAST_DAY);
        let board = view(&tables, &derived, &BoardSettings::default());
        let meadow = draw_meadow(&board, Field::WIDE);
        assert!((meadow.shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        for stems in &meadow.classes {
            assert_eq!(stems.n == 0, board.counts.get(stems.class) == 0);
            assert_eq!(stems.stalks.matches('M').count(), stems.n as usize);
            assert_eq!(stems.heads.matches('M').count(), stems.n as usize);
        }
        let n: u32 = meadow.classes.iter().map(|stems| stems.n).sum();
        assert!((96..=104).contains(&n), "{n}");
        assert_eq!(meadow, draw_meadow(&board, Field::WIDE));
    }

    #[test]
    fn a_small_class_keeps_room_for_its_name() {
        let shares = part_shares([1, 99, 0, 0]);
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(shares.iter().all(|share| *share > 0.1));
    }

    #[test]
    fn stems_sway_both_ways() {
        let ways: Vec<f64> = (0..100).map(sway).collect();
        assert!(ways.iter().all(|way| (-1.0..=1.0).contains(way)));
        assert!(ways.iter().any(|way| *way < -0.5) && ways.iter().any(|way| *way > 0.5));
    }
}
