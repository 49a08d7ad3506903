//! The lenses beside the board: everybody by one thing that is known or worked out of them, with what
//! each group is worth and the customers behind every number. Each lens has an address of its own.

mod concentration;
mod explained;
mod groups;
mod momentum;
mod nothing_known;
mod places;
mod rfm_grid;
mod settings;
mod stage_moves;
mod strip;
mod tier_fields;
mod unknown;

pub use self::groups::list_all;
pub use self::places::{CanvasPlace, LensPlace, SavedPlace, place_of};
pub use self::strip::LensStrip;
pub use self::unknown::UnknownLens;
pub use crate::ui::components::share_bar::{bar, share};

use self::concentration::ConcentrationPart;
use self::explained::{explanation, lens_help};
use self::groups::GroupsTable;
use self::momentum::MomentumPart;
use self::nothing_known::NothingKnown;
use self::rfm_grid::RfmGrid;
use self::settings::{LensSettingsPart, has_settings};
use crate::i18n::{t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::pages::customers::wording::column_name;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::lens::LensColumn;
use meadow_core::protocol::GetLens;
use meadow_core::views::lens::{LensKey, LensRow, LensView};
use meadow_core::views::table::Column;

/// Everybody by `column`.
#[component]
pub fn LensPage(column: Column) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let asked = {
        let column = column.clone();
        Workspace::expect().asked(move || Some(GetLens { column: column.clone() }))
    };
    let name = {
        let column = column.clone();
        Signal::derive(move || {
            let label = asked.answer.with(|view| view.as_ref().and_then(|view| view.label.clone()));
            column_name(i18n, &column, label.as_deref())
        })
    };
    let title = Signal::derive(move || {
        let found = asked.get().and_then(|view| {
            let row = leading_group(&view)?;
            let f = formatter.get();
            let group = groups::key_text(i18n, &f, &view, &row.key);
            let people = f.fmt_percent(share(row.n_people.into(), view.n_people.into()));
            let value = f.fmt_percent(share(row.value.major(), view.value.major()));
            let said =
                t_string!(i18n, lenses.finding, group = group, people = people, value = value);
            Some(said.to_string())
        });
        found.unwrap_or_else(|| name.get())
    });
    let over = Signal::derive(move || Some(name.get()));
    let lead = {
        let column = column.clone();
        Signal::derive(move || Some(explanation(i18n, &column).goes_by.to_owned()))
    };
    let help = lens_help(i18n, name, &column);
    let help = match has_settings(&column) {
        true => help.leading_to("lens-settings", say!(i18n, lenses.settings)),
        false => help,
    };
    let problem = move || {
        asked.error.get().map(|error| {
            let what = explain(&error).get(language.get()).to_owned();
            let safe = Signal::derive(move || t_string!(i18n, segments.error_safe).to_owned());
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    };
    // `None` until it is known.
    let is_unknown =
        Memo::new(move |_| asked.answer.with(|view| view.as_ref().map(|view| view.is_unknown)));
    // What stands above the groups stays as it is when they come.
    let has_nothing = Memo::new(move |_| is_unknown.get() == Some(true));
    let first = {
        let column = column.clone();
        move || match &column {
            _ if has_nothing.get() => ().into_any(),
            Column::Lens(LensColumn::Rfm) => view! { <RfmGrid /> }.into_any(),
            Column::Lens(LensColumn::ValueTier) => view! { <ConcentrationPart /> }.into_any(),
            Column::Lens(LensColumn::Activity) => view! { <MomentumPart /> }.into_any(),
            _ => ().into_any(),
        }
    };
    let table = {
        let column = column.clone();
        move || match is_unknown.get() {
            Some(false) => view! { <GroupsTable asked=asked name=name /> }.into_any(),
            Some(true) => view! { <NothingKnown column=column.clone() name=name /> }.into_any(),
            None => view! { <Skeleton /> }.into_any(),
        }
    };
    view! {
        <PageHead title=title over=over lead=lead help=help />
        <LensStrip />
        {problem}
        {first}
        {table}
        <LensSettingsPart column=column />
    }
}

/// The group that brings most for its number: the finding, where there is one.
fn leading_group(view: &LensView) -> Option<&LensRow> {
    let lead = |row: &LensRow| {
        share(row.value.major(), view.value.major())
            - share(row.n_people.into(), view.n_people.into())
    };
    let named = view.rows.iter().filter(|row| {
        !matches!(row.key, LensKey::Missing | LensKey::Others { .. }) && row.n_people > 0
    });
    let row = named.max_by(|a, b| lead(a).total_cmp(&lead(b)))?;
    (lead(row) > 0.01).then_some(row)
}
