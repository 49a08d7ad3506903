//! Rows of fields that can be added, moved and removed: budget lines, tasks, items of a run sheet.
//! Must not know what a row holds.

use super::say;
use crate::i18n::use_i18n;
use crate::ui::components::button::{Button, IconButton};
use leptos::prelude::*;

/// The order of a list in a plan can be changed by its rows' buttons.
#[derive(Clone, Copy)]
pub struct ListEdits {
    pub n_rows: Signal<usize>,
    pub on_add: Callback<()>,
    pub on_remove: Callback<usize>,
    /// Moves a row up, exchanging it with the one before.
    pub on_raise: Option<Callback<usize>>,
}

/// `heads` stand over the columns on a wide screen; `row` draws the fields of one row. `kind` names
/// the columns' widths in the style sheet.
#[component]
pub fn FieldList<V>(
    kind: &'static str,
    #[prop(into)] label: Signal<String>,
    heads: Vec<Signal<String>>,
    edits: ListEdits,
    #[prop(into)] add_label: Signal<String>,
    row: impl Fn(usize) -> V + Copy + Send + Sync + 'static,
) -> impl IntoView
where
    V: IntoView + 'static,
{
    view! {
        <div class="fieldlist" data-kind=kind>
            <p class="fieldlist__head" aria-hidden="true">
                {heads.into_iter().map(|head| view! { <span>{head}</span> }).collect_view()}
            </p>
            <ol aria-label=move || label.get()>
                // Rows are known by their place: fields follow what moves into it.
                <For each=move || 0..edits.n_rows.get() key=|place| *place let:place>
                    <li class="fieldlist__row">
                        {row(place)} <RowButtons edits=edits place=place />
                    </li>
                </For>
            </ol>
            <div class="row">
                <Button icon="plus" on_press=edits.on_add>
                    {move || add_label.get()}
                </Button>
            </div>
        </div>
    }
}

#[component]
fn RowButtons(edits: ListEdits, place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let number = place + 1;
    let remove = say!(i18n, events.remove_row, n = number);
    let raise = say!(i18n, events.raise_row, n = number);
    view! {
        <span class="fieldlist__acts">
            {edits
                .on_raise
                .map(|on_raise| {
                    view! {
                        <button
                            class="btn"
                            type="button"
                            data-icon=""
                            data-variant="quiet"
                            aria-label=move || raise.get()
                            title=move || raise.get()
                            disabled=place == 0
                            on:click=move |_| on_raise.run(place)
                        >
                            "↑"
                        </button>
                    }
                })}
            <IconButton icon="trash" label=remove on_press=move |()| edits.on_remove.run(place) />
        </span>
    }
}
