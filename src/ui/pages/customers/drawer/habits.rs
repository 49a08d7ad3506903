//! How active the person is and where that goes, the days on which the need peaks, and what they mostly
//! buy. Asked apart from the rest of the card: the cycle of need takes everybody's orders.

use super::Person;
use crate::i18n::{t, t_string};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::pages::customers::wording::{Texts, column_name, language_of};
use leptos::prelude::*;
use meadow_core::domain::day::Day;
use meadow_core::domain::lens::{LensColumn, LensGroup, LensSettings, NeedPhase};
use meadow_core::segments::lenses::names::{group_name, momentum_name};
use meadow_core::views::customer_base::NextNeed;
use meadow_core::views::habits::{ActivityView, PersonHabits};
use meadow_core::views::table::Column;

#[component]
pub fn HabitsPart(person: Person, habits: Asked<PersonHabits>) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let error = habits.error;
    let body = move || {
        let Some(habits) = habits.get() else {
            return match error.with(Option::is_some) {
                // The card itself says what went wrong.
                true => ().into_any(),
                false => view! { <Skeleton /> }.into_any(),
            };
        };
        if !habits.has_bought {
            return view! { <p>{t_string!(i18n, lenses.habits_none)}</p> }.into_any();
        }
        let rows = facts(i18n, &formatter.get(), &habits).into_iter().map(|(name, value)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
        });
        view! { <dl class="kv">{rows.collect_view()}</dl> }.into_any()
    };
    view! {
        <section class="drawer__part" aria-labelledby="drawer-habits">
            <h3 id="drawer-habits">{t!(i18n, lenses.habits)}</h3>
            {body}
        </section>
    }
}

fn facts(i18n: Texts, f: &Formatter, habits: &PersonHabits) -> Vec<(String, String)> {
    let name = |lens| column_name(i18n, &Column::Lens(lens), None);
    let phase = habits.need.map_or(NeedPhase::Untold, |need| need.phase);
    let phase = group_name(&LensSettings::default(), LensGroup::Need(phase));
    let phase = phase.get(language_of(i18n)).to_owned();
    let categories = habits.categories.iter().map(|one| {
        let share = f.fmt_percent(one.share);
        t_string!(i18n, lenses.habits_category, name = one.category.clone(), share = share)
            .to_string()
    });
    let categories: Vec<String> = categories.collect();
    let comma = t_string!(i18n, customers.list_comma);
    let known = [
        (name(LensColumn::Activity), habits.activity.map(|one| activity_text(i18n, f, &one))),
        (name(LensColumn::Need), Some(phase)),
        (
            t_string!(i18n, lenses.habits_peak).to_owned(),
            habits.need.map(|need| peak_text(i18n, f, &need)),
        ),
        (
            t_string!(i18n, lenses.habits_buys).to_owned(),
            (!categories.is_empty()).then(|| categories.join(comma)),
        ),
    ];
    known.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn activity_text(i18n: Texts, f: &Formatter, activity: &ActivityView) -> String {
    let now = f.fmt_number(activity.now, 0);
    let trend = momentum_name(activity.momentum).get(language_of(i18n)).to_owned();
    let Some(before) = activity.before else {
        return t_string!(i18n, lenses.habits_new, now = now, trend = trend).to_string();
    };
    let (before, day) = (f.fmt_number(before, 0), write_day(f, activity.before_day));
    t_string!(i18n, lenses.habits_trend, now = now, trend = trend, before = before, day = day)
        .to_string()
}

fn peak_text(i18n: Texts, f: &Formatter, need: &NextNeed) -> String {
    let days = f.join_range(&write_day(f, need.peak.0), &write_day(f, need.peak.1));
    match need.n_intervals {
        0 => t_string!(i18n, lenses.habits_peak_all, days = days).to_string(),
        n => {
            let n = f.fmt_int(n.into());
            t_string!(i18n, lenses.habits_peak_own, days = days, n = n).to_string()
        }
    }
}

fn write_day(f: &Formatter, day: Day) -> String {
    f.fmt_date(day.0, DateStyle::Iso)
}
