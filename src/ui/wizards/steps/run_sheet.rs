//! The day itself, minute by minute, with the moment of the offer.

use crate::i18n::use_i18n;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::switch::CheckBox;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::bindings::{parse_minute, write_minute};
use crate::ui::wizards::field_list::{FieldList, ListEdits};
use crate::ui::wizards::say;
use crate::ui::wizards::wizard::Wizard;
use leptos::prelude::*;
use meadow_core::domain::event::{Event, RunItem};
use meadow_core::domain::wording::Wording;

const STEP: &str = "runsheet";
const MINUTES_PER_DAY: i32 = 24 * 60;

#[component]
pub fn RunSheetStep() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let edits = ListEdits {
        n_rows: Memo::new(move |_| draft.event.with(|e| e.run_sheet.len())).into(),
        on_add: Callback::new(move |()| draft.change(add_item)),
        on_remove: Callback::new(move |place| draft.change(|e| drop(e.run_sheet.remove(place)))),
        on_raise: Some(Callback::new(move |place: usize| {
            draft.change(|e| raise_item(e, place));
        })),
    };
    let heads = vec![
        say!(i18n, events.item_time),
        say!(i18n, events.item_minutes),
        say!(i18n, events.item),
        say!(i18n, events.owner),
    ];
    view! {
        <Section
            id="h-runsheet"
            title=say!(i18n, events.run_sheet)
            note=wizard.hint(STEP, "run_sheet", Some(say!(i18n, events.run_sheet_note)))
        >
            <FieldList
                kind="runsheet"
                label=say!(i18n, events.run_sheet)
                heads=heads
                edits=edits
                add_label=say!(i18n, events.item_add)
                row=item_row
            />
        </Section>
    }
}

fn item_row(place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let draft = Wizard::expect().draft;
    let time = draft.bind(
        move |e| e.run_sheet.get(place).map(|item| clock_of(e, item)),
        move |e, minute| {
            let start = i32::from(e.start_minute);
            if let (Some(item), Some(minute)) = (e.run_sheet.get_mut(place), minute) {
                item.offset_minutes = closest_offset(item.offset_minutes, start, minute);
            }
        },
        |minute| minute.map(write_minute).unwrap_or_default(),
        |text| parse_minute(text).map(i32::from),
    );
    let duration = draft.count(
        move |e| e.run_sheet.get(place).map_or(0, |item| u32::from(item.duration_minutes)),
        move |e, n| {
            if let Some(item) = e.run_sheet.get_mut(place) {
                item.duration_minutes = u16::try_from(n).unwrap_or(u16::MAX);
            }
        },
    );
    let item = draft.wording(
        move |e| e.run_sheet.get(place).map(|item| &item.item),
        move |e| e.run_sheet.get_mut(place).map(|item| &mut item.item),
    );
    let detail = draft.wording(
        move |e| e.run_sheet.get(place).map(|item| &item.detail),
        move |e| e.run_sheet.get_mut(place).map(|item| &mut item.detail),
    );
    let owner = draft.wording(
        move |e| e.run_sheet.get(place).map(|item| &item.owner),
        move |e| e.run_sheet.get_mut(place).map(|item| &mut item.owner),
    );
    let is_offer = draft.flag(
        move |e| e.run_sheet.get(place).is_some_and(|item| item.is_offer),
        move |e, is_offer| {
            if let Some(item) = e.run_sheet.get_mut(place) {
                item.is_offer = is_offer;
            }
        },
    );
    view! {
        <TextField label=say!(i18n, events.item_time) value=time kind="time" />
        <NumberField label=say!(i18n, events.item_minutes) value=duration least=0.0 />
        <TextField label=say!(i18n, events.item) value=item />
        <TextField label=say!(i18n, events.owner) value=owner />
        <TextField label=say!(i18n, events.item_detail) value=detail placeholder=say!(i18n, events.item_detail) />
        <div class="fieldlist__sum">
            <CheckBox label=say!(i18n, events.is_offer) value=is_offer />
        </div>
    }
}

fn clock_of(event: &Event, item: &RunItem) -> i32 {
    (i32::from(event.start_minute) + item.offset_minutes).rem_euclid(MINUTES_PER_DAY)
}

/// The offset that gives this clock time and lies closest to where the item was: an item after
/// midnight stays after midnight.
fn closest_offset(before: i32, start: i32, clock: i32) -> i32 {
    let ahead = (clock - start - before).rem_euclid(MINUTES_PER_DAY);
    let step = if ahead > MINUTES_PER_DAY / 2 { ahead - MINUTES_PER_DAY } else { ahead };
    before + step
}

/// A new item begins where the last one ends.
fn add_item(event: &mut Event) {
    let ends = |item: &RunItem| item.offset_minutes + i32::from(item.duration_minutes);
    event.run_sheet.push(RunItem {
        offset_minutes: event.run_sheet.last().map_or(0, ends),
        duration_minutes: 15,
        item: Wording::default(),
        detail: Wording::default(),
        owner: Wording::default(),
        is_offer: false,
    });
}

/// The item goes first, from the time the other began.
fn raise_item(event: &mut Event, place: usize) {
    let items = &mut event.run_sheet;
    let begin = items[place - 1].offset_minutes;
    items.swap(place, place - 1);
    items[place - 1].offset_minutes = begin;
    items[place].offset_minutes = begin + i32::from(items[place - 1].duration_minutes);
}

#[cfg(test)]
mod tests {
    use super::closest_offset;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_new_clock_time_stays_on_the_nearer_day() {
        let start = 14 * 60;
        assert_eq!(closest_offset(-60, start, 13 * 60 + 30), -30);
        assert_eq!(closest_offset(30, start, 16 * 60), 120);
        // Half past midnight after a party that runs late.
        assert_eq!(closest_offset(9 * 60, start, 30), 10 * 60 + 30);
    }
}
