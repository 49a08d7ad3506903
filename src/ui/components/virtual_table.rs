//! A table of very many rows, of which only those in sight exist. Rows have one height, their
//! elements are used again as the reader scrolls, and the keyboard walks through all of them.
//! Must not know what is in a row.
//!
//! So that a row costs a frame as little as it can, each is laid out by itself and moved by a
//! transform; an element goes to its place in the document only once the scrolling rests. Until
//! then `aria-rowindex` alone says where a row belongs.

use crate::platform::scrolling::{Stretch, observe_scrolling, scroll_by};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Rows drawn above and below those in sight, so that scrolling meets no gap.
const SPARE_ROWS: u32 = 6;
/// Scrolling rests when nothing moved for so long.
const REST: Duration = Duration::from_millis(150);

/// What a row element is told.
#[derive(Clone, Copy)]
pub struct VirtualRow {
    /// Which row it shows, counted from 0; changes as the element is used again.
    pub index: Signal<u32>,
    /// Whether the keyboard is at it.
    pub is_current: Signal<bool>,
    /// For `style:transform`: where it stands in the table's body. `None` while there are fewer
    /// rows than elements; then it is `hidden`.
    pub place: Signal<Option<String>>,
}

impl VirtualRow {
    /// For the row's `id`, by which readers find the current row.
    pub fn id(self, table: &str) -> String {
        format!("{table}-row-{}", self.index.get())
    }

    /// For `aria-rowindex`: the head is row 1.
    pub fn aria_index(self) -> u32 {
        self.index.get() + 2
    }
}

/// What the keyboard wants of the current row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowAct {
    Open,
    Select,
}

/// `head` draws the `thead`; `row` draws one `tr`, which must carry what `VirtualRow` says of `id`,
/// `aria-rowindex`, `transform` and `hidden`. The style sheet makes grids of both: their roles have
/// to be said.
#[component]
pub fn VirtualTable<R, V>(
    /// Names the table in ids.
    name: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] n_rows: Signal<u32>,
    #[prop(into)] row_height_px: Signal<f64>,
    /// How wide each column is at least; what is left is shared out in proportion.
    #[prop(into)]
    column_widths_rem: Signal<Vec<f64>>,
    /// The row the keyboard is at.
    current: RwSignal<u32>,
    #[prop(into)] head: ViewFn,
    row: R,
    /// Called with the first row in sight and the one after the last.
    #[prop(into)]
    on_visible: Callback<(u32, u32)>,
    #[prop(into)] on_act: Callback<(RowAct, u32)>,
) -> impl IntoView
where
    R: Fn(VirtualRow) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let scroll_box = NodeRef::<html::Div>::new();
    let body = NodeRef::<html::Tbody>::new();
    // First row drawn and number of row elements; the latter only grows with the window.
    let first = RwSignal::new(0u32);
    let n_slots = RwSignal::new(1u32);
    let n_moves = StoredValue::new(0u64);
    // Whether it is scrolled sideways.
    let is_shifted = RwSignal::new(false);

    let order_at_rest = move || {
        let Some(then) = n_moves.try_update_value(|n| {
            *n += 1;
            *n
        }) else {
            return;
        };
        let order = move || {
            if let Some(body) = body.try_get_untracked().flatten()
                && n_moves.try_get_value() == Some(then)
            {
                put_in_order(&body);
            }
        };
        set_timeout(order, REST);
    };
    let look = move || {
        let Some((scroll_box, body)) = scroll_box.get_untracked().zip(body.get_untracked()) else {
            return;
        };
        let (seen, rows) = (Stretch::of(&scroll_box).in_window(), Stretch::of(&body));
        let height = row_height_px.get_untracked();
        let n_rows = n_rows.get_untracked();
        let first_seen = ((seen.top - rows.top) / height).floor().max(0.0) as u32;
        let first_seen = first_seen.min(n_rows.saturating_sub(1));
        let n_seen = (seen.height() / height).ceil() as u32 + 1;
        let is_resized = set_if_changed(n_slots, n_seen + 2 * SPARE_ROWS);
        let last_first = n_rows.saturating_sub(n_slots.get_untracked());
        let first_drawn = first_seen.saturating_sub(SPARE_ROWS).min(last_first);
        if set_if_changed(first, first_drawn) || is_resized {
            order_at_rest();
        }
        let is_shifted_now = scroll_box.scroll_left() != 0;
        if is_shifted.get_untracked() != is_shifted_now {
            is_shifted.set(is_shifted_now);
        }
        on_visible.run((first_seen, (first_seen + n_seen).min(n_rows)));
    };
    observe_scrolling(look);
    Effect::new(move |_| {
        n_rows.track();
        row_height_px.track();
        // The new height is in the document one frame later.
        request_animation_frame(look);
    });

    let end = move || first.get().saturating_add(n_slots.get()).min(n_rows.get());
    let show_current = move || {
        if let Some((scroll_box, body)) = scroll_box.get_untracked().zip(body.get_untracked()) {
            bring_into_sight(
                &scroll_box,
                &body,
                current.get_untracked(),
                row_height_px.get_untracked(),
            );
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
        if has_modifier || !is_about_rows(&event) || n_rows.get_untracked() == 0 {
            return;
        }
        let here = current.get_untracked();
        let last = n_rows.get_untracked() - 1;
        let n_seen = n_slots.get_untracked().saturating_sub(2 * SPARE_ROWS + 1).max(1);
        let there = match event.key().as_str() {
            "ArrowDown" | "j" => here.saturating_add(1),
            "ArrowUp" | "k" => here.saturating_sub(1),
            "PageDown" => here.saturating_add(n_seen),
            "PageUp" => here.saturating_sub(n_seen),
            "Home" => 0,
            "End" => last,
            "Enter" => {
                event.prevent_default();
                return on_act.run((RowAct::Open, here.min(last)));
            }
            "x" | " " => {
                event.prevent_default();
                return on_act.run((RowAct::Select, here.min(last)));
            }
            _ => return,
        };
        event.prevent_default();
        current.set(there.min(last));
        show_current();
    };

    let slot_row = move |slot: u32| {
        let index = Memo::new(move |_| {
            let (first, n) = (first.get(), n_slots.get().max(1));
            first + (slot + n - first % n) % n
        });
        let is_current = Memo::new(move |_| current.get() == index.get());
        let place = Memo::new(move |_| {
            let top_px = f64::from(index.get()) * row_height_px.get();
            (index.get() < n_rows.get()).then(|| format!("translateY({top_px}px)"))
        });
        row(VirtualRow { index: index.into(), is_current: is_current.into(), place: place.into() })
    };
    view! {
        <div
            class="vlist"
            node_ref=scroll_box
            data-shifted=move || is_shifted.get().then_some("")
            style=("--row-h", move || format!("{}px", row_height_px.get()))
            style=("--cols", move || column_widths_rem.with(|widths| tracks(widths)))
            style=("--cols-width", move || {
                format!("{}rem", column_widths_rem.with(|widths| widths.iter().sum::<f64>()))
            })
        >
            <table
                class="table vtable"
                role="grid"
                tabindex="0"
                aria-label=move || label.get()
                aria-multiselectable="true"
                aria-rowcount=move || (n_rows.get() + 1).to_string()
                aria-activedescendant=move || {
                    let current = current.get();
                    (first.get() <= current && current < end()).then(|| format!("{name}-row-{current}"))
                }
                on:keydown=on_key
            >
                {head.run()}
                <tbody
                    role="rowgroup"
                    node_ref=body
                    style:block-size=move || {
                        format!("{}px", f64::from(n_rows.get()) * row_height_px.get())
                    }
                >
                    <For
                        each=move || 0..n_slots.get()
                        key=move |slot| (*slot, n_slots.get_untracked())
                        children=slot_row
                    />
                </tbody>
            </table>
        </div>
    }
}

/// For `grid-template-columns`.
fn tracks(widths_rem: &[f64]) -> String {
    let tracks = widths_rem.iter().map(|width| format!("minmax({width}rem, {width}fr)"));
    tracks.collect::<Vec<_>>().join(" ")
}

/// Keys pressed at the table itself or at something in a row, not at the head's own controls.
fn is_about_rows(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        target.get_attribute("role").as_deref() == Some("grid")
            || target.closest("tbody").ok().flatten().is_some()
    })
}

fn bring_into_sight(scroll_box: &Element, body: &Element, row: u32, row_height_px: f64) {
    let mut seen = Stretch::of(scroll_box).in_window();
    let head = scroll_box.query_selector("thead").ok().flatten();
    seen.top += head.map_or(0.0, |head| Stretch::of(&head).height());
    let top = Stretch::of(body).top + f64::from(row) * row_height_px;
    let bottom = top + row_height_px;
    if top < seen.top {
        scroll_by(scroll_box, top - seen.top);
    } else if bottom > seen.bottom {
        scroll_by(scroll_box, bottom - seen.bottom);
    }
}

/// Puts the row elements into the order of their rows, for readers. They only ever stand as a
/// circle cut open elsewhere: one of its two arcs moves to the other end.
fn put_in_order(body: &Element) {
    let index_of = |row: &Element| row.get_attribute("aria-rowindex")?.parse::<u32>().ok();
    let rows: Vec<(u32, Element)> = (0..body.children().length())
        .filter_map(|at| body.children().item(at))
        .filter_map(|row| Some((index_of(&row)?, row)))
        .collect();
    let Some(n_late) = (1..rows.len()).find(|at| rows[at - 1].0 > rows[*at].0) else { return };
    let (late, early) = rows.split_at(n_late);
    let focus = document().active_element();
    let has_focus = |arc: &[(u32, Element)]| {
        arc.iter().any(|(_, row)| row.contains(focus.as_ref().map(AsRef::as_ref)))
    };
    // What moves loses the focus, so the arc that has it stays.
    let is_late_moved = has_focus(early) || (late.len() <= early.len() && !has_focus(late));
    let (moved, before) = if is_late_moved {
        // Behind the last row, but before what the list itself keeps there.
        (late, early.last().and_then(|(_, row)| row.next_sibling()))
    } else {
        (early, late.first().map(|(_, row)| row.clone().into()))
    };
    for (_, row) in moved {
        // Fails only for nodes that are not where they were just found.
        let _ = body.insert_before(row, before.as_ref());
    }
}

/// Whether it was another value.
fn set_if_changed(signal: RwSignal<u32>, value: u32) -> bool {
    let is_other = signal.get_untracked() != value;
    if is_other {
        signal.set(value);
    }
    is_other
}
