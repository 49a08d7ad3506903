//! In place of one group of everybody that is not known: what would have to be brought in.

use crate::i18n::{t, t_string, use_i18n};
use crate::ui::components::button::{ButtonKind, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::pages::customers::wording::column_name;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::lens::LensColumn;
use meadow_core::views::table::Column;

/// `name` is that of the lens.
#[component]
pub fn NothingKnown(column: Column, name: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let text = Signal::derive(move || match &column {
        Column::Lens(LensColumn::Decade | LensColumn::TargetAge) => {
            let year = column_name(i18n, &Column::BirthYear, None);
            t_string!(i18n, lenses.unknown_column, column = year).to_string()
        }
        Column::Lens(_) | Column::Outlook(_) | Column::Cluster(_) => {
            t_string!(i18n, lenses.unknown_orders).to_owned()
        }
        column if column.sums_up_orders() => t_string!(i18n, lenses.unknown_orders).to_owned(),
        _ => t_string!(i18n, lenses.unknown_column, column = name.get()).to_string(),
    });
    view! {
        <EmptyState title=say!(i18n, lenses.unknown_title) text=text>
            <LinkButton path="/import" icon="import" kind=ButtonKind::Primary>
                {t!(i18n, lenses.bring_file)}
            </LinkButton>
        </EmptyState>
    }
}
