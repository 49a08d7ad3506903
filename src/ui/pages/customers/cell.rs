//! One cell of the table.

use super::wording::{may_invite, permission_name, stage_name, yes_or_no};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::figures::use_formatter;
use crate::ui::components::class_badge::ClassBadge;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::views::table::{Cell, Column, Placed};

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

/// How wide a column is drawn; the style sheet knows the widths.
pub fn width_kind(column: &Column) -> &'static str {
    match column {
        Column::Name => "name",
        Column::Class => "class",
        Column::Contribution | Column::Loyalty => "score",
        Column::Email | Column::Company | Column::Tags | Column::Notes => "wide",
        Column::Member | Column::Sex | Column::BirthYear => "narrow",
        _ => "plain",
    }
}

/// What the cell shows. `class` lends the contribution bar its colour.
pub fn cell_view(cell: &Cell, column: &Column, class: Option<Class>) -> AnyView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    match cell {
        Cell::Empty => view! { <span class="muted" aria-hidden="true">"–"</span> }.into_any(),
        Cell::Text(text) => {
            view! { <span class="truncate" title=text.clone()>{text.clone()}</span> }.into_any()
        }
        Cell::Number(number) if matches!(column, Column::Contribution | Column::Loyalty) => {
            let class = class.filter(|_| *column == Column::Contribution);
            view! { <ScoreBar score=*number class=class /> }.into_any()
        }
        Cell::Number(number) => {
            let (number, column) = (*number, column.clone());
            (move || write_number(&formatter.get(), number, &column)).into_any()
        }
        Cell::Money(money) => {
            let money = *money;
            (move || formatter.get().fmt_money_rounded(money)).into_any()
        }
        Cell::Date(day) => {
            let day = day.0;
            view! {
                <span class="nowrap">{move || formatter.get().fmt_date(day, DateStyle::Iso)}</span>
            }
            .into_any()
        }
        Cell::YesNo(yes) => {
            let yes = *yes;
            (move || yes_or_no(i18n, yes)).into_any()
        }
        Cell::Class(placed) => view! { <PlacedBadge placed=*placed /> }.into_any(),
        Cell::Unplaced => {
            view! { <span class="muted">{move || t_string!(i18n, customers.unplaced)}</span> }
                .into_any()
        }
        Cell::Stage(stage) => {
            let stage = *stage;
            (move || stage_name(i18n, stage)).into_any()
        }
        Cell::Permission(permission) => {
            let permission = *permission;
            let name =
                if matches!(column, Column::Consent(_)) { permission_name } else { may_invite };
            (move || name(i18n, permission)).into_any()
        }
    }
}

fn write_number(formatter: &Formatter, number: f64, column: &Column) -> String {
    match column {
        // A year is a name, not a count.
        Column::BirthYear => number.to_string(),
        Column::DiscountShare => formatter.fmt_percent(number),
        _ => formatter.fmt_number(number, 2),
    }
}

/// A class with its marks, and a pencil where it was set by hand.
#[component]
pub fn PlacedBadge(placed: Placed) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class="placed">
            <ClassBadge
                class=placed.class
                is_expected=placed.expected
                is_borderline=placed.borderline
            />
            {placed
                .by_hand
                .then(|| {
                    view! {
                        <span class="placed__hand" title=move || t_string!(i18n, customers.by_hand)>
                            <Icon name="edit" class="icon--sm" />
                            <span class="sr-only">{move || t_string!(i18n, customers.by_hand)}</span>
                        </span>
                    }
                })}
        </span>
    }
}

/// A score of 100 as a bar with its figure.
#[component]
pub fn ScoreBar(score: f64, class: Option<Class>) -> impl IntoView {
    view! {
        <span class="score">
            <Bar share=score / 100.0 class=class />
            <span class="num">{format!("{score:.0}")}</span>
        </span>
    }
}

/// A share between 0 and 1 as a bar.
#[component]
pub fn Bar(share: f64, class: Option<Class>) -> impl IntoView {
    let width = format!("{:.1}%", 100.0 * share.clamp(0.0, 1.0));
    view! {
        <svg
            class="hbar"
            data-class=class.map(Class::slug)
            width="100%"
            height="10"
            aria-hidden="true"
        >
            <rect class="hbar__track" width="100%" height="100%" rx="2"></rect>
            <rect class="hbar__fill" width=width height="100%" rx="2"></rect>
        </svg>
    }
}
