//! What the tables of this page are in a file: figures whole, ranges as columns of their own.

use super::panels::after_rounds;
use super::recency_table::days_ago;
use super::words::{name, share_now, state_key};
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::export_table::{Ranged, plain, with_range};
use crate::ui::pages::customers::wording::{Texts, yes_or_no};
use meadow_core::views::mix_outlook::{Outlook, StateAhead, Step};
use meadow_core::views::recency::{RecencyRow, RecencyValue, RecencyView};
use meadow_core::views::shown_table::{ShownCell, ShownTable, TableOf};

/// A state by its place among all of them.
type Place = usize;

/// The mix ahead: as things go, or under the plan.
fn of_states<'a>(
    i18n: Texts,
    f: &Formatter,
    (title, outlook): (&str, &'a Outlook),
    ahead: &'a [Vec<StateAhead>],
) -> TableOf<'a, Place> {
    let table = TableOf::new(title)
        .column("state", t_string!(i18n, mix.state), move |place: &Place| {
            name(i18n, &outlook.states[*place])
        })
        .column("people_now", t_string!(i18n, mix.people_now), move |place| outlook.n_now[*place])
        .column("share_now", t_string!(i18n, mix.file_share_now), move |place| {
            share_now(outlook, *place)
        });
    ahead.iter().zip(1..).fold(table, |table, (round, n)| {
        let after = after_rounds(i18n, f, n);
        let people = t_string!(i18n, mix.file_people, when = after.as_str()).to_string();
        let share = t_string!(i18n, mix.file_share, when = after).to_string();
        let table =
            with_range(table, i18n, (&format!("people_{n}"), &people), plain, move |place| {
                Ranged::median(&round[*place].people)
            });
        with_range(table, i18n, (&format!("share_{n}"), &share), plain, move |place| {
            round[*place].share.as_ref().map_or(Ranged::UNKNOWN, Ranged::median)
        })
    })
}

pub fn ahead_file(i18n: Texts, f: &Formatter, outlook: &Outlook) -> ShownTable {
    let places: Vec<Place> = (0..outlook.states.len()).collect();
    of_states(i18n, f, (t_string!(i18n, mix.ahead), outlook), &outlook.ahead).rows(&places)
}

pub fn plan_file(i18n: Texts, f: &Formatter, outlook: &Outlook) -> Option<ShownTable> {
    let planned = outlook.planned.as_ref()?;
    let places: Vec<Place> = (0..outlook.states.len()).collect();
    let title = t_string!(i18n, mix.plan);
    Some(of_states(i18n, f, (title, outlook), &planned.ahead).rows(&places))
}

/// From the rows to the columns, each chance with its range.
pub fn chances_file(i18n: Texts, outlook: &Outlook) -> ShownTable {
    let places: Vec<Place> = (0..outlook.rows.len()).collect();
    let table = TableOf::new(t_string!(i18n, mix.chances))
        .column("from", t_string!(i18n, rounds.from), |from: &Place| {
            name(i18n, &outlook.states[*from])
        })
        .column("people", t_string!(i18n, mix.counted), |from| outlook.rows[*from].n);
    let table = outlook.states.iter().enumerate().fold(table, |table, (to, state)| {
        let heads = (state_key(state), name(i18n, state));
        with_range(table, i18n, (&heads.0, &heads.1), plain, move |from| {
            let chance = outlook.rows[*from].chances[to];
            Ranged { middle: chance.mean, low: chance.low, high: chance.high }
        })
    });
    table.rows(&places)
}

pub fn reach_file(i18n: Texts, title: String, outlook: &Outlook) -> ShownTable {
    let places = 0..outlook.reach.len();
    let places: Vec<Place> = places.filter(|place| outlook.reach[*place].is_some()).collect();
    let table =
        TableOf::new(title).column("state", t_string!(i18n, mix.starting_as), |place: &Place| {
            name(i18n, &outlook.states[*place])
        });
    let within = ("within", t_string!(i18n, mix.within));
    let table = with_range(table, i18n, within, plain, |place| {
        outlook.reach[*place].map_or(Ranged::UNKNOWN, |reach| Ranged::median(&reach.within))
    });
    let until = ("rounds_until", t_string!(i18n, mix.rounds_until));
    let table = with_range(table, i18n, until, plain, |place| {
        outlook.reach[*place].map_or(Ranged::UNKNOWN, |reach| Ranged::median(&reach.n_rounds))
    });
    let Some(planned) = &outlook.planned else { return table.rows(&places) };
    let within = ("within_plan", t_string!(i18n, mix.within_plan));
    let table = with_range(table, i18n, within, plain, |place| {
        let reach = planned.reach.get(*place).copied().flatten();
        reach.map_or(Ranged::UNKNOWN, |reach| Ranged::median(&reach.within))
    });
    table.rows(&places)
}

pub fn steps_file(i18n: Texts, steps: &[Step]) -> ShownTable {
    TableOf::new(t_string!(i18n, mix.steps))
        .column("from", t_string!(i18n, rounds.from), |step: &Step| step.from_name.clone())
        .column("from_day", t_string!(i18n, mix.file_from_day), |step| step.from_day)
        .column("to", t_string!(i18n, rounds.to), |step| step.to_name.clone())
        .column("to_day", t_string!(i18n, mix.file_to_day), |step| step.to_day)
        .column("days", t_string!(i18n, mix.days), |step| f64::from(step.n_days()))
        .column("in_both", t_string!(i18n, mix.in_both), |step| step.n_in_both)
        .column("new", t_string!(i18n, rounds.newcomers), |step| step.n_new)
        .column("gone", t_string!(i18n, rounds.gone), |step| step.n_gone)
        .column("counts", t_string!(i18n, mix.counts), |step| yes_or_no(i18n, step.is_counted))
        .rows(steps)
}

pub fn recency_file(i18n: Texts, f: &Formatter, view: &RecencyView) -> ShownTable {
    let table = TableOf::new(t_string!(i18n, mix.recency))
        .column("last_bought", t_string!(i18n, mix.last_bought), |row: &RecencyRow| {
            days_ago(i18n, f, view, row)
        })
        .column("customers", t_string!(i18n, mix.customers_now), |row| row.n_now)
        .column("seen", t_string!(i18n, mix.file_seen), |row| row.n_seen)
        .column("bought", t_string!(i18n, mix.file_bought), |row| row.n_bought);
    let buys = ("buys_next", t_string!(i18n, mix.chance_of_buying));
    let table = with_range(table, i18n, buys, plain, |row| Ranged {
        middle: row.mean,
        low: row.low,
        high: row.high,
    });
    if !view.is_valued {
        return table.rows(&view.rows);
    }
    let worth = |read: fn(&RecencyValue) -> Ranged| {
        move |row: &RecencyRow| row.value.as_ref().map_or(Ranged::UNKNOWN, read)
    };
    let best = ("worth_best", t_string!(i18n, mix.worth_best));
    let table = with_range(table, i18n, best, ShownCell::amount, {
        worth(|value| Ranged::median(&value.best))
    });
    let on = ("worth_going_on", t_string!(i18n, mix.worth_going_on));
    let table = with_range(table, i18n, on, ShownCell::amount, {
        worth(|value| Ranged::median(&value.going_on))
    });
    table
        .column("p_stop", t_string!(i18n, mix.p_stop), |row| row.value.map(|value| value.p_stop))
        .rows(&view.rows)
}
