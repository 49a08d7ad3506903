//! The groups of a lens as a table: how many, who has bought, what they bring, and whether that rises.

use super::share;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::platform::site::link;
use crate::state::customer_table::address;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::components::icon::Icon;
use crate::ui::components::section::Section;
use crate::ui::components::share_bar::bar;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::cell::{write_cell, write_range};
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::day::Day;
use meadow_core::domain::lens::LensColumn;
use meadow_core::domain::money::Money;
use meadow_core::views::lens::{LensKey, LensRow, LensView};
use meadow_core::views::shown_table::{ShownTable, TableOf};
use meadow_core::views::table::{Cell, Column, Filter};

/// `name` is that of the lens.
#[component]
pub fn GroupsTable(asked: Asked<LensView>, name: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let file = move || Some(shown_table(i18n, &formatter.get(), &*asked.get()?, name.get()));
    let note = Signal::derive(move || {
        let view = asked.get()?;
        let f = formatter.get();
        let n = f.fmt_int(i64::from(view.n_people));
        let buyers = f.fmt_int(i64::from(view.n_buyers));
        Some(t_string!(i18n, lenses.note, n = n, buyers = buyers).to_string())
    });
    let rows = move || {
        let view = asked.get()?;
        let f = formatter.get();
        Some(view.rows.iter().map(|row| row_view(i18n, &f, &view, row)).collect_view())
    };
    let trend_head = move || {
        let view = asked.get();
        view.map(|view| trend_name(i18n, &formatter.get(), &view))
    };
    let has_trend = Memo::new(move |_| asked.get().is_some_and(|view| has_trend_column(&view)));
    let whole = move || {
        let view = asked.get()?;
        let everybody = t_string!(i18n, lenses.everybody).to_owned();
        Some(line_view(i18n, &formatter.get(), &view, &whole_row(&view), everybody))
    };
    let fine = move || {
        let view = asked.get()?;
        let overlaps = view.overlaps.then(|| t_string!(i18n, lenses.overlaps));
        let overlaps = overlaps.map(str::to_owned);
        let f = formatter.get();
        let words = overlaps
            .into_iter()
            .chain(spellings_text(i18n, &view))
            .chain(circular_text(i18n, &f, &view))
            .chain(windows_text(i18n, &f, &view));
        let words: Vec<String> = words.collect();
        (!words.is_empty()).then(|| view! { <p class="fine">{words.join(" ")}</p> })
    };
    view! {
        <Section id="groups" title=say!(i18n, lenses.groups) note=note>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="groups">
                <table class="table lens-table" data-stack="">
                    <caption class="sr-only">{t!(i18n, lenses.groups)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, lenses.group)}</th>
                            <th scope="col" class="num">{t!(i18n, lenses.people)}</th>
                            <th scope="col" class="num">{t!(i18n, lenses.of_people)}</th>
                            <th scope="col" class="num">{t!(i18n, lenses.bought)}</th>
                            <th scope="col" class="num">{t!(i18n, lenses.value_column)}</th>
                            <th scope="col" class="num">{t!(i18n, lenses.of_value)}</th>
                            <Show when=move || has_trend.get()>
                                <th scope="col" class="num">
                                    {trend_head}
                                </th>
                            </Show>
                            <th scope="col">
                                <span class="sr-only">{t!(i18n, portrait.title)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>{whole}</tfoot>
                </table>
            </div>
            {fine}
            <ExportTableMenu table=file />
        </Section>
    }
}

fn row_view(i18n: Texts, f: &Formatter, view: &LensView, row: &LensRow) -> impl IntoView + use<> {
    line_view(i18n, f, view, row, key_text(i18n, f, view, &row.key))
}

/// Everybody as a group, for comparison.
fn whole_row(view: &LensView) -> LensRow {
    LensRow {
        key: LensKey::Missing,
        other_spellings: Vec::new(),
        filter: None,
        n_people: view.n_people,
        n_buyers: view.n_buyers,
        value: view.value,
        spend_lately: view.spend_lately,
        spend_before: view.spend_before,
        n_people_then: view.people_then.map_or(0, |then| then.n_people),
    }
}

/// Of groups that recent orders have made, a trend of spend would only say how they were made: how many
/// were in them stands there instead, where that is known.
fn has_trend_column(view: &LensView) -> bool {
    !view.follows_recent_orders || view.people_then.is_some()
}

/// `name` is that of the group.
fn line_view(
    i18n: Texts,
    f: &Formatter,
    view: &LensView,
    row: &LensRow,
    name: String,
) -> impl IntoView + use<> {
    let n = f.fmt_int(i64::from(row.n_people));
    let listed = row.filter.clone().filter(|_| row.n_people > 0);
    let people = match &listed {
        Some(filter) => view! { <a href=list(filter)>{n}</a> }.into_any(),
        None => n.into_any(),
    };
    let of_people = share(row.n_people.into(), view.n_people.into());
    let of_value = share(row.value.major().max(0.0), view.value.major());
    let bought = f.fmt_percent(share(row.n_buyers.into(), row.n_people.into()));
    let bought = match &row.filter {
        Some(filter) if row.n_buyers > 0 => {
            let buyers = f.fmt_int(i64::from(row.n_buyers));
            let title = t_string!(i18n, lenses.n_bought, n = buyers).to_string();
            let href = list_all(vec![filter.clone(), Filter::bought()]);
            view! { <a href=href title=agree(&title)>{bought}</a> }.into_any()
        }
        _ => bought.into_any(),
    };
    let trend = has_trend_column(view).then(|| {
        let trend = match view.people_then {
            Some(_) => people_then_text(i18n, f, row),
            None => trend_text(i18n, f, view, row),
        };
        let label = trend_name(i18n, f, view);
        view! {
            <td class="num" data-label=label>
                {trend}
            </td>
        }
    });
    let portrait = listed.map(|filter| {
        let label = t_string!(i18n, portrait.of, name = name.as_str()).to_string();
        view! {
            <a
                class="btn"
                data-icon=""
                data-variant="quiet"
                href=link(&address::portrait_of(&[filter]))
                aria-label=label.clone()
                title=label
            >
                <Icon name="paw" />
            </a>
        }
    });
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num" data-label=move || t_string!(i18n, lenses.people)>
                {people}
            </td>
            <td class="num" data-label=move || t_string!(i18n, lenses.of_people)>
                {bar(f, of_people)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, lenses.bought)>
                {bought}
            </td>
            <td class="num" data-label=move || t_string!(i18n, lenses.value_column)>
                {f.fmt_money_rounded(row.value)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, lenses.of_value)>
                {bar(f, of_value)}
            </td>
            {trend}
            <td>{portrait}</td>
        </tr>
    }
}

/// The groups as a file has them: names as here, figures whole.
fn shown_table(i18n: Texts, f: &Formatter, view: &LensView, name: String) -> ShownTable {
    let table = TableOf::new(name)
        .column("group", t_string!(i18n, lenses.group), |row: &LensRow| {
            key_text(i18n, f, view, &row.key)
        })
        .column("people", t_string!(i18n, lenses.people), |row| row.n_people)
        .column("buyers", t_string!(i18n, lenses.buyers), |row| row.n_buyers)
        .column("value", t_string!(i18n, lenses.value_column), |row| row.value);
    if let Some(then) = view.people_then {
        let on = f.fmt_date(then.day.0, DateStyle::Iso);
        let name = t_string!(i18n, lenses.people_on, day = on).to_string();
        return table.column("people_then", name, |row| row.n_people_then).rows(&view.rows);
    }
    let Some(trend) = view.trend.filter(|_| has_trend_column(view)) else {
        return table.rows(&view.rows);
    };
    let n = f.fmt_int(i64::from(trend.n_days));
    let lately = t_string!(i18n, lenses.spent_lately, n = n.as_str()).to_string();
    let before = t_string!(i18n, lenses.spent_before, n = n).to_string();
    table
        .column("spend_lately", lately, |row| row.spend_lately)
        .column("spend_before", before, |row| row.spend_before)
        .rows(&view.rows)
}

/// Which spellings were taken together.
fn spellings_text(i18n: Texts, view: &LensView) -> Option<String> {
    let comma = t_string!(i18n, customers.list_comma);
    let joined = view.rows.iter().filter_map(|row| match &row.key {
        LensKey::Value(Cell::Text(shown)) if !row.other_spellings.is_empty() => {
            Some(format!("{shown} = {}", row.other_spellings.join(" / ")))
        }
        _ => None,
    });
    let joined: Vec<String> = joined.collect();
    let list = joined.join(comma);
    (!list.is_empty()).then(|| t_string!(i18n, lenses.spellings, list = list).to_string())
}

/// Why the groups have no trend of spend, what they have instead, and the trend of everybody.
fn circular_text(i18n: Texts, f: &Formatter, view: &LensView) -> Option<String> {
    if !view.follows_recent_orders || view.trend.is_none() {
        return None;
    }
    let trend = trend_text(i18n, f, view, &whole_row(view));
    let text = match view.people_then {
        Some(then) => {
            let day = f.fmt_date(then.day.0, DateStyle::Iso);
            t_string!(i18n, lenses.trend_people, day = day, trend = trend).to_string()
        }
        None => t_string!(i18n, lenses.trend_circular, trend = trend).to_string(),
    };
    Some(text)
}

/// Which days are compared; or that there is too little.
fn windows_text(i18n: Texts, f: &Formatter, view: &LensView) -> Option<String> {
    let Some(trend) = view.trend else { return Some(t_string!(i18n, lenses.no_trend).to_owned()) };
    let range = |from: Day, to: Day| {
        let write = |day: Day| f.fmt_date(day.0, DateStyle::Iso);
        f.join_range(&write(from), &write(to))
    };
    let now = range(trend.lately_from, trend.until);
    let before = range(trend.before_from, trend.lately_from.plus_days(-1));
    if trend.is_of_years {
        return Some(t_string!(i18n, lenses.trend_years, now = now, before = before).to_string());
    }
    let n = f.fmt_int(i64::from(trend.n_days));
    Some(t_string!(i18n, lenses.trend_windows, n = n, now = now, before = before).to_string())
}

/// The head of the column.
fn trend_name(i18n: Texts, f: &Formatter, view: &LensView) -> String {
    match view.trend {
        _ if view.people_then.is_some() => t_string!(i18n, lenses.then_and_now).to_owned(),
        Some(trend) if !trend.is_of_years => {
            let n = f.fmt_int(i64::from(trend.n_days));
            t_string!(i18n, lenses.trend_days, n = n).to_string()
        }
        _ => t_string!(i18n, lenses.trend).to_owned(),
    }
}

/// How many were in a group, and are.
fn people_then_text(i18n: Texts, f: &Formatter, row: &LensRow) -> String {
    let (then, now) = (f.fmt_int(row.n_people_then.into()), f.fmt_int(row.n_people.into()));
    t_string!(i18n, lenses.from_to, then = then, now = now).to_string()
}

/// The latest stretch against the one before; nothing where orders do not go back far enough.
fn trend_text(i18n: Texts, f: &Formatter, view: &LensView, row: &LensRow) -> String {
    let (now, before) = (row.spend_lately, row.spend_before);
    if view.trend.is_none() || (now <= Money::ZERO && before <= Money::ZERO) {
        return "–".to_owned();
    }
    if before <= Money::ZERO {
        return t_string!(i18n, lenses.trend_new).to_owned();
    }
    let change = now.major() / before.major() - 1.0;
    let size = f.fmt_percent(change.abs());
    match (change * 100.0).round() as i64 {
        0 => t_string!(i18n, lenses.trend_same).to_owned(),
        change if change > 0 => format!("↑ {size}"),
        _ => format!("↓ {size}"),
    }
}

/// What a group is called.
pub fn key_text(i18n: Texts, f: &Formatter, view: &LensView, key: &LensKey) -> String {
    match key {
        LensKey::Value(Cell::Text(text)) if text.is_empty() => missing(i18n, view),
        LensKey::Value(cell) => write_cell(i18n, f, cell, &view.column),
        LensKey::Between { low, high } => {
            write_range(i18n, f, view.kind, &view.column, [*low, *high])
        }
        LensKey::Others { n_values } => {
            let n = f.fmt_int(i64::from(*n_values));
            t_string!(i18n, lenses.others, n = n).to_string()
        }
        LensKey::Missing => missing(i18n, view),
    }
}

/// What is worked out from purchases is missing where there are none; where buyers are among those
/// without, as with no day to expect them on, it is only not known.
fn missing(i18n: Texts, view: &LensView) -> String {
    match &view.column {
        Column::Lens(LensColumn::Decade | LensColumn::TargetAge) => {
            t_string!(i18n, lenses.missing).to_owned()
        }
        Column::Lens(_) if !has_buyers_without(view) => {
            t_string!(i18n, lenses.not_bought).to_owned()
        }
        _ => t_string!(i18n, lenses.missing).to_owned(),
    }
}

fn has_buyers_without(view: &LensView) -> bool {
    view.rows.iter().any(|row| row.key == LensKey::Missing && row.n_buyers > 0)
}

/// The list of those in a group.
pub fn list(filter: &Filter) -> String {
    list_all(vec![filter.clone()])
}

pub fn list_all(filters: Vec<Filter>) -> String {
    link(&address::customers_of(&filters))
}
