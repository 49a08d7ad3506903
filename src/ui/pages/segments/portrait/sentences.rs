//! The differences that can be told, in words.

use super::words::{measure_name, part_name, percent, points, row_name, write_measure};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::lens::LensColumn;
use meadow_core::views::portrait::{
    Estimate, Named, PortraitKey, PortraitPart, PortraitRow, PortraitSubject, PortraitView, Sides,
    ValueRow,
};
use meadow_core::views::table::{Cell, Column};

#[component]
pub fn Sentences(asked: Asked<PortraitView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let said = move || {
        let view = asked.get()?;
        let f = formatter.get();
        if view.named.is_empty() {
            return Some(view! { <p class="muted">{t!(i18n, portrait.none_told)}</p> }.into_any());
        }
        let line =
            |named: &Named| sentence(i18n, &f, &view, *named).map(|text| view! { <li>{text}</li> });
        let lines = view.named.iter().filter_map(line).collect_view();
        Some(view! { <ul class="portrait__said">{lines}</ul> }.into_any())
    };
    view! {
        <Section id="portrait-said" title=say!(i18n, portrait.said)>
            {said}
        </Section>
    }
}

/// `None` only for what is not there.
pub fn sentence(i18n: Texts, f: &Formatter, view: &PortraitView, named: Named) -> Option<String> {
    match named {
        Named::Row { part, row } => {
            let part = view.parts.get(part as usize)?;
            row_sentence(i18n, f, part, part.rows.get(row as usize)?)
        }
        Named::Value(at) => value_sentence(i18n, f, view.values.get(at as usize)?),
    }
}

/// "Twice as many from Willow Court as among all others: 31 % against 14 %, …".
pub fn row_sentence(
    i18n: Texts,
    f: &Formatter,
    part: &PortraitPart,
    row: &PortraitRow,
) -> Option<String> {
    let Sides { segment: Some(here), others: Some(there) } = part.shares(row) else { return None };
    let who = who(i18n, f, part, &row.key);
    let head = head(i18n, f, who, part.is_spread, here, there);
    let (points, low, high) = ends(row.difference?, |end| points(f, end));
    let (here, there) = (percent(f, here), percent(f, there));
    let said = t_string!(
        i18n,
        portrait.line,
        head = head,
        here = here,
        there = there,
        points = points,
        low = low,
        high = high
    );
    Some(said.to_string())
}

fn value_sentence(i18n: Texts, f: &Formatter, row: &ValueRow) -> Option<String> {
    let write = |value: f64| write_measure(f, row.of, value);
    let (here, there) = (write(row.medians.segment?.is), write(row.medians.others?.is));
    let (difference, low, high) = ends(row.difference?, write);
    let said = t_string!(
        i18n,
        portrait.value_line,
        measure = measure_name(i18n, row.of),
        here = here,
        there = there,
        difference = difference,
        low = low,
        high = high
    );
    Some(said.to_string())
}

/// The size of a difference that is clearly one, and of its ends, the smaller first.
fn ends(difference: Estimate, write: impl Fn(f64) -> String) -> (String, String, String) {
    let Estimate { is, low, high } = difference;
    if is < 0.0 {
        (write(-is), write(-high), write(-low))
    } else {
        (write(is), write(low), write(high))
    }
}

/// How much more or less, as one would say it.
fn head(i18n: Texts, f: &Formatter, who: String, is_spread: bool, here: f64, there: f64) -> String {
    let times = here / there;
    match (is_spread, times) {
        (false, 1.8..2.2) => t_string!(i18n, portrait.twice, who = who).to_string(),
        (true, 1.8..2.2) => t_string!(i18n, portrait.twice_bought, when = who).to_string(),
        // None among the others is more, and no multiple.
        (_, 2.2..1000.0) => {
            let n = f.fmt_number(times, if times < 10.0 { 1 } else { 0 });
            match is_spread {
                false => t_string!(i18n, portrait.times, n = n, who = who).to_string(),
                true => t_string!(i18n, portrait.times_bought, n = n, when = who).to_string(),
            }
        }
        (false, 0.45..0.55) => t_string!(i18n, portrait.half, who = who).to_string(),
        (true, 0.45..0.55) => t_string!(i18n, portrait.half_bought, when = who).to_string(),
        (false, _) if here > there => t_string!(i18n, portrait.more_of, who = who).to_string(),
        (true, _) if here > there => t_string!(i18n, portrait.more_bought, when = who).to_string(),
        (false, _) => t_string!(i18n, portrait.fewer_of, who = who).to_string(),
        (true, _) => t_string!(i18n, portrait.less_bought, when = who).to_string(),
    }
}

/// "from Willow Court", "women", "on Saturday": what a row's people, or their purchases, are.
fn who(i18n: Texts, f: &Formatter, part: &PortraitPart, key: &PortraitKey) -> String {
    let value = row_name(i18n, f, part, key);
    match (&part.of, key) {
        (PortraitSubject::Column(column), _) => match (column, key) {
            (Column::Region, _) => t_string!(i18n, portrait.who_from, value = value).to_string(),
            (Column::Lens(LensColumn::Decade), _) => {
                t_string!(i18n, portrait.who_born, value = value).to_string()
            }
            (Column::Sex, PortraitKey::Value(Cell::Text(sex))) if sex == "female" => {
                t_string!(i18n, portrait.women).to_owned()
            }
            (Column::Sex, PortraitKey::Value(Cell::Text(sex))) if sex == "male" => {
                t_string!(i18n, portrait.men).to_owned()
            }
            (Column::Member, PortraitKey::Value(Cell::YesNo(true))) => {
                t_string!(i18n, portrait.members).to_owned()
            }
            (Column::Member, PortraitKey::Value(Cell::YesNo(false))) => {
                t_string!(i18n, portrait.no_members).to_owned()
            }
            (Column::LeadSource, _) => {
                t_string!(i18n, portrait.who_came, value = value).to_string()
            }
            _ => {
                let column = part_name(i18n, part);
                t_string!(i18n, portrait.who_with, column = column, value = value).to_string()
            }
        },
        (PortraitSubject::Categories, _) => {
            t_string!(i18n, portrait.bought_of, value = value).to_string()
        }
        (PortraitSubject::Months, _) => {
            t_string!(i18n, portrait.bought_in, value = value).to_string()
        }
        (PortraitSubject::Weekdays, _) => {
            t_string!(i18n, portrait.bought_on, value = value).to_string()
        }
        (PortraitSubject::Hours, _) => {
            t_string!(i18n, portrait.bought_from, value = value).to_string()
        }
        (PortraitSubject::Contacts, _) => {
            t_string!(i18n, portrait.who_had, value = value).to_string()
        }
        (PortraitSubject::Channels, _) => {
            t_string!(i18n, portrait.who_agreed, value = value).to_string()
        }
    }
}
