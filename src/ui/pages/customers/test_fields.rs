//! A test of a column: the column, and fields for the test that suits it. Must not know what is tested
//! with it.

use super::class_fields::{ClassDraft, ClassFields};
use super::wording::{column_name, group_name, language_of, permission_name, stage_name};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::customer_table::column_key::{
    column_of, key_of, permission_key, permission_of, stage_key, stage_of,
};
use crate::state::figures::use_formatter;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::{TextField, read_day};
use leptos::prelude::*;
use meadow_core::domain::consent::Permission;
use meadow_core::domain::customer::Stage;
use meadow_core::domain::day::Day;
use meadow_core::domain::lens::LensGroup;
use meadow_core::domain::text::Text;
use meadow_core::views::table::{Column, ColumnInfo, ColumnKind, Test};
use std::collections::BTreeSet;

/// Anything but the values picked.
const OTHER: &str = "other";

/// A test that is being built, filled anew for every column.
#[derive(Clone, Copy)]
pub struct TestDraft {
    pub column_key: RwSignal<String>,
    /// `matches`, `other`, `filled` or `empty`.
    manner: RwSignal<String>,
    word: RwSignal<String>,
    low: RwSignal<Option<Quantity>>,
    high: RwSignal<Option<Quantity>>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    /// Values, or names of stages, permissions or groups.
    chosen: RwSignal<BTreeSet<String>>,
    class: ClassDraft,
    is_yes: RwSignal<String>,
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
        }
    }

    /// Begins with a column and, where there is one, its test.
    pub fn begin(self, column: &Column, test: Option<Test>) {
        self.column_key.set(key_of(column));
        self.clear();
        if let Some(test) = test {
            self.fill(test);
        }
    }

    /// The column, where it is one of those that are known; tracked.
    pub fn info(self, known: Signal<Vec<ColumnInfo>>) -> Option<ColumnInfo> {
        let column = column_of(&self.column_key.get())?;
        known.with(|known| known.iter().find(|info| info.column == column).cloned())
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
    }

    fn fill(self, test: Test) {
        match test {
            Test::Contains(word) => self.word.set(word),
            Test::AnyOf(texts) => self.chosen.set(texts.into_iter().collect()),
            Test::OtherThan(texts) => {
                self.manner.set(OTHER.to_owned());
                self.chosen.set(texts.into_iter().collect());
            }
            Test::Between { low, high } => {
                self.low.set(low.map(Quantity::Exact));
                self.high.set(high.map(Quantity::Exact));
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
                let keys = permissions.into_iter().map(|p| permission_key(p).to_owned());
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

    /// The test, once it says something; tracked.
    pub fn test(self, kind: ColumnKind) -> Option<Test> {
        match self.manner.get().as_str() {
            "filled" => return Some(Test::Filled(true)),
            "empty" => return Some(Test::Filled(false)),
            _ => {}
        }
        let chosen = self.chosen.get();
        if self.manner.with(|manner| manner == OTHER) {
            return (!chosen.is_empty()).then(|| Test::OtherThan(chosen.into_iter().collect()));
        }
        match kind {
            ColumnKind::Text => {
                let word = self.word.get().trim().to_owned();
                (!word.is_empty()).then_some(Test::Contains(word))
            }
            ColumnKind::Choice => {
                (!chosen.is_empty()).then(|| Test::AnyOf(chosen.into_iter().collect()))
            }
            ColumnKind::Number | ColumnKind::Money => {
                between(self.low.get().map(Quantity::middle), self.high.get().map(Quantity::middle))
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
            ColumnKind::Permission => (!chosen.is_empty()).then(|| {
                Test::PermissionIs(chosen.iter().filter_map(|key| permission_of(key)).collect())
            }),
        }
    }
}

/// The column, how it is tested, and the values.
#[component]
pub fn TestFields(
    draft: TestDraft,
    known: Signal<Vec<ColumnInfo>>,
    /// In place of two dates, for a column of dates.
    #[prop(into, optional)]
    date_fields: Option<ViewFn>,
) -> impl IntoView {
    let i18n = use_i18n();
    let info = Memo::new(move |_| draft.info(known));
    let columns = Signal::derive(move || {
        known.with(|known| {
            known
                .iter()
                .map(|info| {
                    let name = column_name(i18n, &info.column, info.label.as_deref());
                    Choice::new(key_of(&info.column), name)
                })
                .collect::<Vec<_>>()
        })
    });
    let manners = Signal::derive(move || {
        let matches = match info.get().map(|info| info.kind) {
            Some(ColumnKind::Text) | None => t_string!(i18n, customers.manner_contains),
            Some(ColumnKind::Number | ColumnKind::Money | ColumnKind::Date) => {
                t_string!(i18n, customers.manner_between)
            }
            Some(_) => t_string!(i18n, customers.manner_is),
        };
        let is_choice = info.get().is_some_and(|info| info.kind == ColumnKind::Choice);
        // Of texts without a list of values it comes with a link, and is not to be picked.
        let is_other = draft.manner.with(|manner| manner == OTHER);
        let other = (is_choice || is_other)
            .then(|| Choice::new(OTHER, t_string!(i18n, customers.manner_other)));
        let known = [
            Choice::new("filled", t_string!(i18n, customers.is_filled)),
            Choice::new("empty", t_string!(i18n, customers.is_empty)),
        ];
        std::iter::once(Choice::new("matches", matches))
            .chain(other)
            .chain(known)
            .collect::<Vec<_>>()
    });
    let is_value_wanted = move || {
        let is_choice = info.get().is_some_and(|info| info.kind == ColumnKind::Choice);
        draft.wants_value() || (is_choice && draft.manner.with(|manner| manner == OTHER))
    };
    view! {
        <SelectField
            label=Signal::derive(move || t_string!(i18n, customers.filter_column).to_owned())
            choices=columns
            value=draft.column_key
            on_choose=move |_| draft.clear()
        />
        <SelectField
            label=Signal::derive(move || t_string!(i18n, customers.filter_manner).to_owned())
            choices=manners
            value=draft.manner
        />
        <Show when=is_value_wanted>
            {
                let date_fields = date_fields.clone();
                move || {
                    let info = info.get()?;
                    let own = date_fields.as_ref().filter(|_| info.kind == ColumnKind::Date);
                    Some(match own {
                        Some(own) => own.run(),
                        None => view! { <ValueFields draft=draft info=info /> }.into_any(),
                    })
                }
            }
        </Show>
    }
}

#[component]
fn ValueFields(draft: TestDraft, info: ColumnInfo) -> impl IntoView {
    let i18n = use_i18n();
    let low = Signal::derive(move || t_string!(i18n, customers.at_least).to_owned());
    let high = Signal::derive(move || t_string!(i18n, customers.at_most).to_owned());
    match info.kind {
        ColumnKind::Text => view! {
            <TextField
                label=Signal::derive(move || t_string!(i18n, customers.filter_word).to_owned())
                value=draft.word
            />
        }
        .into_any(),
        ColumnKind::Number | ColumnKind::Money => view! {
            <div class="grid-2">
                <NumberField label=low value=draft.low />
                <NumberField label=high value=draft.high />
            </div>
        }
        .into_any(),
        ColumnKind::Date => view! {
            <div class="grid-2">
                <TextField kind="date" label=low value=draft.from />
                <TextField kind="date" label=high value=draft.to />
            </div>
        }
        .into_any(),
        ColumnKind::YesNo => view! {
            <SelectField
                label=Signal::derive(move || t_string!(i18n, customers.filter_value).to_owned())
                choices=Signal::derive(move || {
                    vec![
                        Choice::new("yes", t_string!(i18n, customers.yes)),
                        Choice::new("no", t_string!(i18n, customers.no)),
                    ]
                })
                value=draft.is_yes
            />
        }
        .into_any(),
        ColumnKind::Choice => {
            let choices = info.choices.into_iter().map(|(value, n)| {
                let own = info.names.iter().find(|(key, _)| *key == value);
                let name = own.map_or_else(|| Text::from(value.as_str()), |(_, name)| name.clone());
                let name = Signal::derive(move || name.get(language_of(i18n)).to_owned());
                (value, name, Some(n))
            });
            view! { <Picks chosen=draft.chosen choices=choices.collect() /> }.into_any()
        }
        ColumnKind::Class => view! { <ClassFields draft=draft.class /> }.into_any(),
        ColumnKind::Stage => {
            let choices = Stage::ALL.map(|stage| {
                let name = Signal::derive(move || stage_name(i18n, stage));
                (stage_key(stage).to_owned(), name, None)
            });
            view! { <Picks chosen=draft.chosen choices=choices.into() /> }.into_any()
        }
        ColumnKind::Group => {
            let choices = info.groups.into_iter().map(|(group, own, n)| {
                let name =
                    Signal::derive(move || own.clone().unwrap_or_else(|| group_name(i18n, group)));
                (group.slug(), name, Some(n))
            });
            view! { <Picks chosen=draft.chosen choices=choices.collect() /> }.into_any()
        }
        ColumnKind::Permission => {
            let choices = Permission::ALL.map(|permission| {
                let name = Signal::derive(move || permission_name(i18n, permission));
                (permission_key(permission).to_owned(), name, None)
            });
            view! { <Picks chosen=draft.chosen choices=choices.into() /> }.into_any()
        }
    }
}

/// Values to pick from, with how often each occurs.
#[component]
pub fn Picks(
    chosen: RwSignal<BTreeSet<String>>,
    choices: Vec<(String, Signal<String>, Option<u32>)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    if choices.is_empty() {
        return view! { <p>{t!(i18n, customers.no_values)}</p> }.into_any();
    }
    let pick = |(value, name, n): (String, Signal<String>, Option<u32>)| {
        let own = value.clone();
        let toggle = move |event| {
            let is_on = event_target_checked(&event);
            chosen.update(|chosen| {
                if is_on {
                    chosen.insert(value.clone());
                } else {
                    chosen.remove(&value);
                }
            });
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || chosen.with(|chosen| chosen.contains(&own))
                    on:change=toggle
                />
                <span class="truncate">{name}</span>
                {n.map(|n| {
                    view! {
                        <span class="muted push">
                            {move || formatter.get().fmt_int(i64::from(n))}
                        </span>
                    }
                })}
            </label>
        }
    };
    view! {
        <fieldset class="anyof">
            <legend class="sr-only">{t!(i18n, customers.filter_value)}</legend>
            {choices.into_iter().map(pick).collect_view()}
        </fieldset>
    }
    .into_any()
}

fn between(low: Option<f64>, high: Option<f64>) -> Option<Test> {
    (low.is_some() || high.is_some()).then_some(Test::Between { low, high })
}
