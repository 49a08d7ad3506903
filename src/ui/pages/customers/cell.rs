//! One cell of the table.

use super::wording::{
    Texts, blocked_name, channel_name, group_name, language_of, may_invite, permission_name,
    personality_text, sex_name, stage_name, yes_or_no,
};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::figures::use_formatter;
use crate::ui::components::class_badge::ClassBadge;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::consent::Permission;
use meadow_core::domain::lens::LensColumn;
use meadow_core::domain::outlook::OutlookColumn;
use meadow_core::views::table::{Cell, Column, ColumnInfo, ColumnKind, Placed, TableRow};
use std::sync::Arc;

/// Cells that stand at the end of their column, so that figures can be compared.
pub fn is_figure(column: &Column) -> bool {
    matches!(
        column,
        Column::SpendLastYear
            | Column::SpendTotal
            | Column::PurchaseDays
            | Column::Budget
            | Column::SpendingPower
            | Column::DiscountShare
            | Column::BirthYear
            | Column::Outlook(_)
            | Column::Lens(
                LensColumn::RecencyScore
                    | LensColumn::FrequencyScore
                    | LensColumn::MoneyScore
                    | LensColumn::Activity
            )
    )
}

/// Sorted the first time from the largest: there the reader looks for the most.
pub fn is_sorted_downwards(column: &Column) -> bool {
    is_figure(column)
        || matches!(
            column,
            Column::Contribution
                | Column::Loyalty
                | Column::LastPurchase
                | Column::FirstPurchase
                | Column::KnownSince
        )
}

/// How wide a column is drawn at least.
pub fn width_rem(column: &Column) -> f64 {
    match column {
        Column::Name => 11.0,
        Column::Class => 9.0,
        Column::Phone => 8.75,
        Column::Contribution | Column::Loyalty => 8.5,
        Column::MayInvite
        | Column::Email
        | Column::Company
        | Column::Tags
        | Column::Reasons
        | Column::Notes => 12.0,
        Column::Member | Column::Sex | Column::BirthYear => 5.5,
        _ => 7.125,
    }
}

/// The person a row shows, while the data are at hand.
pub type Person = Signal<Option<Arc<TableRow>>>;

/// The cell of a column, the `at`th asked for. It is made once: as its row shows somebody else,
/// only what it says changes.
pub fn cell_view(
    person: Person,
    column: &Column,
    at: usize,
    known: Signal<Vec<ColumnInfo>>,
) -> AnyView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let own = column.clone();
    let text = Memo::new(move |_| {
        person.with(|person| match person.as_ref().and_then(|person| person.cells.get(at)) {
            Some(cell) => write_cell(i18n, &formatter.get(), cell, &own),
            None => String::new(),
        })
    });
    match column {
        Column::Class => {
            let placed = Memo::new(move |_| person.with(|person| placed_of(person.as_deref())));
            // The badge stays while it is not shown, with what it said last.
            let shown = Memo::new(move |before: Option<&Placed>| {
                placed.get().or(before.copied()).unwrap_or(UNSEEN)
            });
            view! {
                <span hidden=move || placed.get().is_none()>
                    <PlacedBadge placed=shown />
                </span>
                <span class="vtable__text muted" hidden=move || placed.get().is_some()>
                    {text}
                </span>
            }
            .into_any()
        }
        Column::Contribution | Column::Loyalty => {
            let lends_colour = *column == Column::Contribution;
            let share = Memo::new(move |_| {
                person.with(|person| match person.as_ref()?.cells.get(at)? {
                    Cell::Number(score) => Some(score / 100.0),
                    _ => None,
                })
            });
            let class = Memo::new(move |_| {
                let placed = person.with(|person| placed_of(person.as_deref()));
                placed.filter(|_| lends_colour).map(|placed| placed.class)
            });
            view! {
                <span class="score">
                    <Bar share=share class=class />
                    <span class="num vtable__text">{text}</span>
                </span>
            }
            .into_any()
        }
        Column::Tags => tags_view(person, at, text),
        Column::Custom(_) => custom_view(person, column, at, text, known),
        _ => {
            // Texts may be longer than their cell; figures and dates are not.
            let is_text = Memo::new(move |_| is_text(person, at));
            let title = move || is_text.get().then(|| text.get());
            view! { <span class="vtable__text truncate" title=title>{text}</span> }.into_any()
        }
    }
}

/// In a line, for lack of room; all of them stand in the title.
fn tags_view(person: Person, at: usize, text: Memo<String>) -> AnyView {
    let tags = Memo::new(move |_| {
        person.with(|person| match person.as_ref().and_then(|person| person.cells.get(at)) {
            Some(Cell::Tags(tags)) => tags.clone(),
            _ => Vec::new(),
        })
    });
    let chips = move || {
        let chip = |tag: String| view! { <span class="tag">{tag}</span> };
        tags.get().into_iter().map(chip).collect_view()
    };
    let title = move || (!text.with(String::is_empty)).then(|| text.get());
    view! { <span class="vtable__text taglist" title=title>{chips}</span> }.into_any()
}

/// A field of the user's own; what is none of the kind it holds is marked.
fn custom_view(
    person: Person,
    column: &Column,
    at: usize,
    text: Memo<String>,
    known: Signal<Vec<ColumnInfo>>,
) -> AnyView {
    let i18n = use_i18n();
    let column = column.clone();
    let has_misfits = Memo::new(move |_| {
        known.with(|known| {
            let info = known.iter().find(|info| info.column == column);
            info.is_some_and(|info| {
                info.n_misfits > 0 && !matches!(info.kind, ColumnKind::Text | ColumnKind::Choice)
            })
        })
    });
    let is_text = Memo::new(move |_| is_text(person, at));
    let mark = move || {
        (has_misfits.get() && is_text.get()).then(|| {
            view! {
                <span class="misfit" title=move || t_string!(i18n, customers.misfit)>
                    <Icon name="warn" class="icon--sm" />
                    <span class="sr-only">{move || t_string!(i18n, customers.misfit)}</span>
                </span>
            }
        })
    };
    let title = move || is_text.get().then(|| text.get());
    view! {
        {mark}
        <span class="vtable__text truncate" title=title>
            {text}
        </span>
    }
    .into_any()
}

fn is_text(person: Person, at: usize) -> bool {
    person.with(|person| {
        let cell = person.as_ref().and_then(|person| person.cells.get(at));
        matches!(cell, Some(Cell::Text(_) | Cell::Reasons(_) | Cell::MayInvite { .. }))
    })
}

/// Stands behind a badge that was never shown.
const UNSEEN: Placed =
    Placed { class: Class::Bee, expected: false, borderline: false, by_hand: false };

fn placed_of(person: Option<&TableRow>) -> Option<Placed> {
    person?.cells.iter().find_map(|cell| match cell {
        Cell::Class(placed) => Some(*placed),
        _ => None,
    })
}

/// What a cell says in words and figures: nothing where it is empty or a badge says it.
pub fn write_cell(i18n: Texts, formatter: &Formatter, cell: &Cell, column: &Column) -> String {
    match cell {
        Cell::Empty | Cell::Class(_) => String::new(),
        Cell::Text(text) if *column == Column::Sex => sex_name(i18n, text),
        Cell::Text(text) if *column == Column::Personality => personality_text(i18n, text),
        Cell::Text(text) => text.clone(),
        Cell::Tags(tags) => tags.join(t_string!(i18n, customers.list_comma)),
        Cell::Reasons(names) => {
            let language = language_of(i18n);
            let names = names.iter().map(|name| name.get(language));
            names.collect::<Vec<_>>().join(t_string!(i18n, customers.list_comma))
        }
        Cell::Number(number) => match column {
            // A year is a name, not a count.
            Column::BirthYear | Column::Cluster(_) => number.to_string(),
            Column::Contribution | Column::Loyalty | Column::Lens(_) => format!("{number:.0}"),
            column if is_share(column) => formatter.fmt_percent(*number),
            _ => formatter.fmt_number(*number, 2),
        },
        Cell::Money(money) => formatter.fmt_money_rounded(*money),
        Cell::Date(day) => formatter.fmt_date(day.0, DateStyle::Iso),
        Cell::YesNo(yes) => yes_or_no(i18n, *yes),
        Cell::Unplaced => t_string!(i18n, customers.unplaced).to_owned(),
        Cell::Stage(stage) => stage_name(i18n, *stage),
        Cell::Permission(permission) if matches!(column, Column::Consent(_)) => {
            permission_name(i18n, *permission)
        }
        Cell::Group(group) => group_name(i18n, *group),
        Cell::Blocked => blocked_name(i18n),
        Cell::Permission(permission) => may_invite(i18n, *permission),
        Cell::MayInvite { overall, channels, is_unproven, rests_until } => {
            let marks = channels.iter().map(|(channel, permission)| {
                let mark = if *permission == Permission::Granted { '✓' } else { '✕' };
                format!(" {}{mark}", channel_name(i18n, *channel))
            });
            let unproven = is_unproven.then(|| t_string!(i18n, customers.may_unproven).to_owned());
            let rest = rests_until.map(|day| {
                let day = formatter.fmt_date(day.0, DateStyle::Iso);
                t_string!(i18n, customers.may_rests, day = day).to_string()
            });
            // What speaks against writing now comes first: the channels may be cut off.
            let first = [Some(may_invite(i18n, *overall)), rest, unproven].into_iter().flatten();
            let first = first.collect::<Vec<_>>().join(" · ");
            std::iter::once(first).chain(marks).collect()
        }
    }
}

/// Two ends of a range of cells: "1962 to 1975".
pub fn write_range(
    i18n: Texts,
    formatter: &Formatter,
    kind: ColumnKind,
    column: &Column,
    [low, high]: [f64; 2],
) -> String {
    let write = |end| write_cell(i18n, formatter, &Cell::of_number(kind, end), column);
    formatter.join_range(&write(low), &write(high))
}

/// An end that was set, as a cell says it but with nothing rounded away.
pub fn write_bound(
    i18n: Texts,
    formatter: &Formatter,
    kind: ColumnKind,
    column: &Column,
    end: f64,
) -> String {
    match (Cell::of_number(kind, end), column) {
        (Cell::Money(money), _) => formatter.fmt_money(money),
        (Cell::Number(number), column) if is_share(column) => formatter.fmt_percent_with(number, 2),
        (Cell::Number(number), Column::Contribution | Column::Loyalty | Column::Lens(_)) => {
            formatter.fmt_number(number, 2)
        }
        (cell, column) => write_cell(i18n, formatter, &cell, column),
    }
}

/// Numbers between 0 and 1 that are read as percent.
pub fn is_share(column: &Column) -> bool {
    matches!(column, Column::DiscountShare | Column::Outlook(OutlookColumn::Active))
}

/// A class with its marks, and a pencil where it was set by hand.
#[component]
pub fn PlacedBadge(#[prop(into)] placed: Signal<Placed>) -> impl IntoView {
    let i18n = use_i18n();
    let pencil = move || {
        placed.get().by_hand.then(|| {
            view! {
                <span class="placed__hand" title=move || t_string!(i18n, customers.by_hand)>
                    <Icon name="edit" class="icon--sm" />
                    <span class="sr-only">{move || t_string!(i18n, customers.by_hand)}</span>
                </span>
            }
        })
    };
    view! {
        <span class="placed">
            <ClassBadge placed=placed />
            {pencil}
        </span>
    }
}

/// A share between 0 and 1 as a bar; none where it is not known.
#[component]
pub fn Bar(
    #[prop(into)] share: Signal<Option<f64>>,
    #[prop(into)] class: Signal<Option<Class>>,
) -> impl IntoView {
    let width = move || format!("{:.1}%", 100.0 * share.get().unwrap_or_default().clamp(0.0, 1.0));
    view! {
        <svg
            class="hbar"
            data-class=move || class.get().map(Class::slug)
            data-none=move || share.get().is_none().then_some("")
            width="100%"
            height="10"
            aria-hidden="true"
        >
            <rect class="hbar__track" width="100%" height="100%" rx="2"></rect>
            <rect class="hbar__fill" width=width height="100%" rx="2"></rect>
        </svg>
    }
}
