//! Places, channels or habits, each with the reason it was chosen for, and what the portrait offers.

use super::super::portrait::{Fact, FactOf, facts};
use super::canvas_draft::ChosenList;
use super::offers::Offers;
use crate::i18n::use_i18n;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::field_list::{FieldList, ListEdits};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::canvas::Chosen;
use meadow_core::views::portrait::PortraitView;

#[component]
pub fn ChosenRows(
    list: ChosenList,
    /// Names the list, and the first field of a row.
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] what: Signal<String>,
    #[prop(into)] add_label: Signal<String>,
    /// Of whom the canvas is for.
    portrait: Asked<PortraitView>,
    of: FactOf,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let why = say!(i18n, canvas.why);
    let edits = ListEdits {
        n_rows: Signal::derive(move || list.len()),
        on_add: Callback::new(move |()| list.update(|rows| rows.push(Chosen::default()))),
        on_remove: Callback::new(move |at| {
            list.update(|rows| {
                if at < rows.len() {
                    rows.remove(at);
                }
            });
        }),
        on_raise: Some(Callback::new(move |at: usize| {
            list.update(|rows| {
                if at > 0 && at < rows.len() {
                    rows.swap(at - 1, at);
                }
            });
        })),
    };
    let row = move |at: usize| {
        let of_what = list.text(at, |one| &one.what, |one| &mut one.what);
        let of_why = list.text(at, |one| &one.why, |one| &mut one.why);
        view! {
            <TextField label=what value=of_what />
            <TextField label=why value=of_why />
        }
    };
    let offers = Signal::derive(move || {
        let found = portrait.get().map(|view| facts(i18n, &formatter.get(), &view, of));
        let found = found.unwrap_or_default().into_iter();
        found.filter(|fact| !list.has(&fact.what)).collect::<Vec<_>>()
    });
    let take = Callback::new(move |Fact { what, why }: Fact| {
        list.update(|rows| {
            // An empty row that was added by hand is filled first.
            match rows.iter_mut().find(|row| row.is_empty()) {
                Some(row) => *row = Chosen { what, why },
                None => rows.push(Chosen { what, why }),
            }
        });
    });
    view! {
        <FieldList
            kind="chosen"
            label=label
            heads=vec![what, why]
            edits=edits
            add_label=add_label
            row=row
        />
        <Offers label=say!(i18n, canvas.from_portrait) offers=offers on_take=take />
    }
}
