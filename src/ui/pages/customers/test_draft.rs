//! A test of a column that is being built. One that was opened is the same when it is taken untouched.
//! Must not know its fields.

use super::cell::is_share;
use super::class_fields::ClassDraft;
use crate::state::customer_table::column_key::{
    BLOCKED, column_of, key_of, permission_keys, permission_test, stage_key, stage_of,
};
use crate::ui::components::number_input::Quantity;
use crate::ui::components::text_field::read_day;
use leptos::prelude::*;
use meadow_core::domain::day::Day;
use meadow_core::domain::lens::LensGroup;
use meadow_core::views::table::{Column, ColumnInfo, ColumnKind, Filter, Test};
use std::collections::BTreeSet;

/// A word, where values were picked; see [`TestDraft::ask_for_word`].
pub const CONTAINS: &str = "contains";

/// Anything but the values picked.
pub const OTHER: &str = "other";

/// A test that is being built, filled anew for every column.
#[derive(Clone, Copy)]
pub struct TestDraft {
    pub column_key: RwSignal<String>,
    /// `matches`, `other`, `filled` or `empty`.
    pub manner: RwSignal<String>,
    pub word: RwSignal<String>,
    pub low: RwSignal<Option<Quantity>>,
    pub high: RwSignal<Option<Quantity>>,
    pub from: RwSignal<String>,
    pub to: RwSignal<String>,
    /// Values, or names of stages, permissions or groups.
    pub chosen: RwSignal<BTreeSet<String>>,
    pub class: ClassDraft,
    pub is_yes: RwSignal<String>,
    /// The kind of the test it was opened with: who may be invited is a yes or no, and is asked for by
    /// what was said too.
    asked_as: RwSignal<Option<ColumnKind>>,
    /// What it was opened with: its column and its values can be taken again, whatever else is offered.
    opened: RwSignal<Option<Filter>>,
}

impl TestDraft {
    #[expect(clippy::new_without_default, reason = "makes signals, which needs an owner")]
    pub fn new() -> Self {
        Self {
            column_key: RwSignal::new(key_of(&Column::Stage)),
            manner: RwSignal::new("matches".to_owned()),
            word: RwSignal::new(String::new()),
            low: RwSignal::new(None),
            high: RwSignal::new(None),
            from: RwSignal::new(String::new()),
            to: RwSignal::new(String::new()),
            chosen: RwSignal::new(BTreeSet::new()),
            class: ClassDraft::new(),
            is_yes: RwSignal::new("yes".to_owned()),
            asked_as: RwSignal::new(None),
            opened: RwSignal::new(None),
        }
    }

    /// Begins with a column and, where there is one, its test.
    pub fn begin(self, column: &Column, test: Option<Test>) {
        self.column_key.set(key_of(column));
        self.clear();
        self.opened.set(test.clone().map(|test| Filter { column: column.clone(), test }));
        if let Some(test) = test {
            self.asked_as.set(kind_asked(&test));
            self.fill(column, test);
        }
    }

    /// The column, where it can be asked for, with the kind that it is asked as; tracked.
    pub fn info(self, known: Signal<Vec<ColumnInfo>>) -> Option<ColumnInfo> {
        let column = column_of(&self.column_key.get())?;
        let found = known.with(|known| known.iter().find(|info| info.column == column).cloned());
        let unlisted = || self.unlisted(known).filter(|info| info.column == column);
        let found = found.or_else(unlisted)?;
        let kind = self.asked_as.get().unwrap_or(found.kind);
        Some(ColumnInfo { kind, ..found })
    }

    /// The column it was opened with, where it is none of those that are known: who stands behind some
    /// value, or a field that is gone. Tracked.
    pub fn unlisted(self, known: Signal<Vec<ColumnInfo>>) -> Option<ColumnInfo> {
        let Filter { column, test } = self.opened.get()?;
        let is_listed = |known: &Vec<ColumnInfo>| known.iter().any(|info| info.column == column);
        // None are known before the first answer.
        if known.with(|known| known.is_empty() || is_listed(known)) {
            return None;
        }
        Some(ColumnInfo {
            column,
            kind: kind_asked(&test).unwrap_or(ColumnKind::Number),
            label: None,
            choices: Vec::new(),
            names: Vec::new(),
            groups: Vec::new(),
            n_filled: 0,
            has_repeats: false,
            n_misfits: 0,
        })
    }

    /// Values it was opened with that the column does not offer: gone, too rare, or of a text. Tracked.
    pub fn held(self, info: &ColumnInfo) -> Vec<String> {
        let opened = self.opened.get().filter(|opened| opened.column == info.column);
        match opened.map(|opened| opened.test) {
            Some(Test::AnyOf(texts) | Test::OtherThan(texts)) => {
                let is_offered = |text: &String| info.choices.iter().any(|(one, _)| one == text);
                texts.into_iter().filter(|text| !is_offered(text)).collect()
            }
            Some(Test::GroupIs(groups)) => {
                let is_offered = |group: &LensGroup| info.groups.iter().any(|one| one.0 == *group);
                let held = groups.into_iter().filter(|group| !is_offered(group));
                held.map(LensGroup::slug).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Tracked.
    fn opened_bounds(self, column: &Column) -> [Option<f64>; 2] {
        let opened = self.opened.get().filter(|opened| opened.column == *column);
        match opened.map(|opened| opened.test) {
            Some(Test::Between { low, high }) => [low, high],
            _ => [None, None],
        }
    }

    /// Were values of a text picked elsewhere, so that a word can be asked for instead? Tracked.
    pub fn may_contain(self, known: Signal<Vec<ColumnInfo>>) -> bool {
        let column = column_of(&self.column_key.get());
        self.asked_as.get() == Some(ColumnKind::Choice)
            && known.with(|known| {
                let mut texts = known.iter().filter(|info| info.kind == ColumnKind::Text);
                texts.any(|info| Some(&info.column) == column.as_ref())
            })
    }

    /// Asks for a word in place of values that were picked.
    pub fn ask_for_word(self) {
        self.asked_as.set(None);
        self.manner.set("matches".to_owned());
    }

    pub fn clear(self) {
        self.manner.set("matches".to_owned());
        self.word.set(String::new());
        self.low.set(None);
        self.high.set(None);
        self.from.set(String::new());
        self.to.set(String::new());
        self.chosen.set(BTreeSet::new());
        self.class.clear();
        self.is_yes.set("yes".to_owned());
        self.asked_as.set(None);
    }

    fn fill(self, column: &Column, test: Test) {
        match test {
            Test::Contains(word) => self.word.set(word),
            Test::AnyOf(texts) => self.chosen.set(texts.into_iter().collect()),
            Test::OtherThan(texts) => {
                self.manner.set(OTHER.to_owned());
                self.chosen.set(texts.into_iter().collect());
            }
            Test::Between { low, high } => {
                let typed = |end: f64| Quantity::Exact(typed_bound(column, end));
                self.low.set(low.map(typed));
                self.high.set(high.map(typed));
                let day = |day: Option<f64>| day.map(|day| Day(day as i32).to_string());
                self.from.set(day(low).unwrap_or_default());
                self.to.set(day(high).unwrap_or_default());
            }
            Test::IsYes(yes) => self.is_yes.set(if yes { "yes" } else { "no" }.to_owned()),
            Test::StageIs(stages) => {
                self.chosen
                    .set(stages.into_iter().map(|stage| stage_key(stage).to_owned()).collect());
            }
            Test::PermissionIs(permissions) => {
                self.chosen.set(permission_keys(&permissions).collect());
            }
            Test::BlockedOr(permissions) => {
                let keys = permission_keys(&permissions).chain([BLOCKED.to_owned()]);
                self.chosen.set(keys.collect());
            }
            Test::GroupIs(groups) => {
                self.chosen.set(groups.into_iter().map(LensGroup::slug).collect());
            }
            Test::ClassIs { classes, expected, borderline } => {
                self.class.fill(&classes, expected, borderline);
            }
            Test::Filled(filled) => {
                self.manner.set(if filled { "filled" } else { "empty" }.to_owned());
            }
            Test::Unplaced => self.class.fill_unplaced(),
        }
    }

    /// Is it tested for a value, rather than for whether there is one? Tracked.
    pub fn wants_value(self) -> bool {
        self.manner.with(|manner| manner == "matches")
    }

    /// The test, once it says something; `asked` as [`info`](Self::info) has it. Tracked.
    pub fn test(self, asked: &ColumnInfo) -> Option<Test> {
        match self.manner.get().as_str() {
            "filled" => return Some(Test::Filled(true)),
            "empty" => return Some(Test::Filled(false)),
            _ => {}
        }
        let chosen = self.chosen.get();
        if self.manner.with(|manner| manner == OTHER) {
            return (!chosen.is_empty()).then(|| Test::OtherThan(chosen.into_iter().collect()));
        }
        match asked.kind {
            ColumnKind::Text => {
                let word = self.word.get().trim().to_owned();
                (!word.is_empty()).then_some(Test::Contains(word))
            }
            ColumnKind::Choice => {
                (!chosen.is_empty()).then(|| Test::AnyOf(chosen.into_iter().collect()))
            }
            ColumnKind::Number | ColumnKind::Money => {
                let [was_low, was_high] = self.opened_bounds(&asked.column);
                let bound = |typed: Option<Quantity>, was| {
                    typed.map(|typed| read_bound(&asked.column, typed.middle(), was))
                };
                between(bound(self.low.get(), was_low), bound(self.high.get(), was_high))
            }
            ColumnKind::Date => {
                let days = |day: Option<Day>| day.map(|day| f64::from(day.0));
                between(days(read_day(&self.from.get())), days(read_day(&self.to.get())))
            }
            ColumnKind::YesNo => Some(Test::IsYes(self.is_yes.get() == "yes")),
            ColumnKind::Class => self.class.test(),
            ColumnKind::Stage => (!chosen.is_empty())
                .then(|| Test::StageIs(chosen.iter().filter_map(|key| stage_of(key)).collect())),
            ColumnKind::Group => (!chosen.is_empty()).then(|| {
                let groups = chosen.iter().filter_map(|slug| LensGroup::from_slug(slug));
                Test::GroupIs(groups.collect())
            }),
            ColumnKind::Permission => {
                (!chosen.is_empty()).then(|| permission_test(chosen.iter().map(String::as_str)))
            }
        }
    }
}

/// The kind of column that is usually tested so; `None` where that is the column's own.
fn kind_asked(test: &Test) -> Option<ColumnKind> {
    match test {
        Test::Contains(_) => Some(ColumnKind::Text),
        Test::AnyOf(_) | Test::OtherThan(_) => Some(ColumnKind::Choice),
        Test::IsYes(_) => Some(ColumnKind::YesNo),
        Test::ClassIs { .. } | Test::Unplaced => Some(ColumnKind::Class),
        Test::StageIs(_) => Some(ColumnKind::Stage),
        Test::PermissionIs(_) | Test::BlockedOr(_) => Some(ColumnKind::Permission),
        Test::GroupIs(_) => Some(ColumnKind::Group),
        Test::Between { .. } | Test::Filled(_) => None,
    }
}

/// As it is typed: a share of 0.3 as 30, without the dust of the multiplication.
fn typed_bound(column: &Column, bound: f64) -> f64 {
    if is_share(column) { (bound * 1e12).round() / 1e10 } else { bound }
}

/// What was typed, as the column holds it. `was`: the end that was opened, which stays what it was to
/// the last digit while nobody types another: somebody may stand exactly there.
fn read_bound(column: &Column, typed: f64, was: Option<f64>) -> f64 {
    let untouched = was.filter(|was| typed_bound(column, *was) == typed);
    untouched.unwrap_or(if is_share(column) { typed / 100.0 } else { typed })
}

fn between(low: Option<f64>, high: Option<f64>) -> Option<Test> {
    (low.is_some() || high.is_some()).then_some(Test::Between { low, high })
}

#[cfg(test)]
mod tests {
    use super::{read_bound, typed_bound};
    use meadow_core::domain::outlook::OutlookColumn;
    use meadow_core::views::table::Column;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_share_is_typed_in_percent() {
        for share in [Column::DiscountShare, Column::Outlook(OutlookColumn::Active)] {
            assert_eq!(read_bound(&share, 30.0, None), 0.3);
            assert_eq!(
                [0.07, 0.29, 0.3, 1.0].map(|at| typed_bound(&share, at)),
                [7., 29., 30., 100.]
            );
            // As typed no number is 2 ÷ 7.
            let was = 2.0 / 7.0;
            let typed = typed_bound(&share, was);
            assert_eq!(typed, 28.571_428_571_4);
            assert_eq!(read_bound(&share, typed, Some(was)), was);
            assert_eq!(read_bound(&share, 28.0, Some(was)), 0.28);
        }
        assert_eq!(read_bound(&Column::Loyalty, 30.0, None), 30.0);
        assert_eq!(typed_bound(&Column::Loyalty, 0.5), 0.5);
    }
}
