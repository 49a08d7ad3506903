//! The lenses to choose from: the usual ones with a picture each, and any other column that groups
//! people.

use super::places::{CanvasPlace, IN_STRIP, LensPlace, SavedPlace, place_of};
use crate::i18n::{t_string, use_i18n};
use crate::platform::site::link;
use crate::state::customer_table::column_key::{column_of, key_of};
use crate::state::workspace::Workspace;
use crate::ui::components::place_strip::keep_chosen_in_view;
use crate::ui::components::select_field::{Choice, ChoiceList};
use crate::ui::pages::customers::wording::{Texts, column_name};
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use meadow_core::domain::lens::LensColumn;
use meadow_core::protocol::GetColumns;
use meadow_core::views::table::{Column, ColumnInfo, ColumnKind};

#[component]
pub fn LensStrip() -> impl IntoView {
    let i18n = use_i18n();
    let pathname = use_location().pathname;
    let place = Memo::new(move |_| pathname.with(|path| place_of(path)));
    let known = Workspace::expect().asked(|| Some(GetColumns {}));
    let item = move |own: LensPlace| {
        let (href, icon) = (link(&own.path()), icon_of(&own));
        let named = own.clone();
        let label = move || match &named {
            LensPlace::Board => t_string!(i18n, lenses.class).to_owned(),
            LensPlace::Lens(column) => short_name(i18n, column),
            LensPlace::Saved(_) => t_string!(i18n, lenses.saved).to_owned(),
            LensPlace::Rounds => t_string!(i18n, rounds.short).to_owned(),
            LensPlace::Clusters => t_string!(i18n, clusters.short).to_owned(),
            LensPlace::Portrait => t_string!(i18n, portrait.title).to_owned(),
            LensPlace::Canvas(_) => t_string!(i18n, canvas.short).to_owned(),
            LensPlace::Plays => t_string!(i18n, plays.short).to_owned(),
            LensPlace::Unknown(asked) => asked.clone(),
        };
        let current = move || {
            let is_here = match (place.get(), &own) {
                (Some(LensPlace::Saved(_)), LensPlace::Saved(_))
                | (Some(LensPlace::Canvas(_)), LensPlace::Canvas(_)) => true,
                (here, own) => here.as_ref() == Some(own),
            };
            is_here.then_some("page")
        };
        view! {
            <a href=href aria-current=current>
                <svg class="lens" viewBox="0 0 24 16" aria-hidden="true">
                    <path d=icon></path>
                </svg>
                {label}
            </a>
        }
    };
    let places = [
        LensPlace::Board,
        LensPlace::Saved(SavedPlace::List),
        LensPlace::Portrait,
        LensPlace::Clusters,
        LensPlace::Canvas(CanvasPlace::List),
        LensPlace::Plays,
        LensPlace::Rounds,
    ];
    let places = places.into_iter().chain(IN_STRIP.map(LensPlace::Lens));
    let others = Signal::derive(move || {
        let more = Choice::new("", t_string!(i18n, lenses.more));
        let known = known.get();
        let found = known.iter().flat_map(|known| known.iter()).filter(|info| can_be_lens(info));
        let named = found.map(|info| {
            let name = column_name(i18n, &info.column, info.label.as_deref());
            Choice::new(key_of(&info.column), name)
        });
        std::iter::once(more).chain(named).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || match place.get() {
        Some(LensPlace::Lens(column)) if !IN_STRIP.contains(&column) => key_of(&column),
        _ => String::new(),
    });
    let navigate = use_navigate();
    let choose = move |event| {
        if let Some(column) = column_of(&event_target_value(&event)) {
            let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
            navigate(&LensPlace::Lens(column).path(), options);
        }
    };
    let strip = NodeRef::<html::Nav>::new();
    keep_chosen_in_view(strip, place);
    view! {
        <nav class="lenses" node_ref=strip aria-label=move || t_string!(i18n, lenses.strip)>
            {places.map(item).collect_view()}
            <label class="lenses__more">
                <span class="sr-only">{move || t_string!(i18n, lenses.more)}</span>
                <select class="select" on:change=choose>
                    <ChoiceList choices=others value=value />
                </select>
            </label>
        </nav>
    }
}

/// Is there more than names in it, and does it stand nowhere else?
fn can_be_lens(info: &ColumnInfo) -> bool {
    let groups = match info.kind {
        ColumnKind::Text => info.has_repeats,
        ColumnKind::Class => false,
        ColumnKind::Choice
        | ColumnKind::Number
        | ColumnKind::Money
        | ColumnKind::Date
        | ColumnKind::YesNo
        | ColumnKind::Stage
        | ColumnKind::Permission
        | ColumnKind::Group => true,
    };
    groups && info.n_filled > 0 && !IN_STRIP.contains(&info.column)
}

pub fn short_name(i18n: Texts, column: &Column) -> String {
    match column {
        Column::Lens(LensColumn::SpendingTier) => t_string!(i18n, lenses.tier).to_owned(),
        Column::Lens(LensColumn::Rfm) => t_string!(i18n, lenses.rfm).to_owned(),
        Column::Lens(LensColumn::ValueTier) => t_string!(i18n, lenses.value).to_owned(),
        Column::Lens(LensColumn::Activity) => t_string!(i18n, lenses.activity).to_owned(),
        Column::Lens(LensColumn::Relationship) => t_string!(i18n, lenses.relationship).to_owned(),
        Column::Lens(LensColumn::Need) => t_string!(i18n, lenses.need).to_owned(),
        Column::Lens(LensColumn::Decade) => t_string!(i18n, lenses.age).to_owned(),
        Column::Member => t_string!(i18n, lenses.membership).to_owned(),
        Column::LeadSource => t_string!(i18n, lenses.source).to_owned(),
        column => column_name(i18n, column, None),
    }
}

/// Strokes in a box of 24 × 16.
fn icon_of(place: &LensPlace) -> &'static str {
    let column = match place {
        // One that does not exist is not in the strip.
        LensPlace::Board | LensPlace::Unknown(_) => return "M12 0v16M0 8h24",
        LensPlace::Lens(column) => column,
        LensPlace::Rounds => return "M1 3c11 0 11 10 22 10M1 13C12 13 12 3 23 3M1 8h22",
        LensPlace::Clusters => {
            return "M5 5m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M18 4m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0M15 12m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0";
        }
        LensPlace::Portrait => return "M8 5a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4 16c0-8 16-8 16 0",
        LensPlace::Canvas(_) => return "M2 3h20v10H2zM12 3v10M2 8h20",
        LensPlace::Plays => return "M2 2h20v9H11l-5 4v-4H2zM6 6h12",
        LensPlace::Saved(_) => return "M3 2v12M3 5h6M3 11h6M12 2h9v5h-9zM12 10h9v5h-9z",
    };
    match column {
        Column::Stage => "M0 3h24M3 8h18M7 13h10",
        Column::Lens(LensColumn::SpendingTier) => "M4 16v-4M12 16V8M20 16V2",
        Column::Lens(LensColumn::Rfm) => "M1 1h22v14H1zM8.5 1v14M15.5 1v14M1 5.5h22M1 10.5h22",
        Column::Lens(LensColumn::ValueTier) => "M2 1v14h20M2 15C12 15 20 12 21 2",
        Column::Lens(LensColumn::Activity) => "M0 8h6l2-6 4 12 3-9 2 3h7",
        Column::Lens(LensColumn::Relationship) => "M8 4a4 4 0 1 0 0 8M16 4a4 4 0 1 1 0 8M8 8h8",
        Column::Lens(LensColumn::Need) => "M1 8c3-7 5-7 7 0s5 7 8 0 4-6 7-3",
        Column::Lens(LensColumn::Decade) => "M1 15h22M3 15v-3h4V7h4V2h4v6h4v4h3v3",
        Column::Member => "M2 3h20v10H2zM5 7h5M5 10h8",
        Column::LeadSource => "M2 2l8 6M2 8h8M2 14l8-6M10 8h12M18 4l4 4-4 4",
        _ => "M2 4h12M18 4h4M2 12h4M10 12h12",
    }
}
