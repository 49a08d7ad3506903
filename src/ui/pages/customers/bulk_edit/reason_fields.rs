//! Which reason for not buying is noted for many, or taken back.

use super::draft::BulkDraft;
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::pages::customers::value_field::KnownField;
use crate::ui::pages::customers::wording::language_of;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::protocol::GetReasons;
use meadow_core::views::table::{Column, ColumnInfo};

/// One of the vocabulary, or other words.
#[component]
pub fn NewReasonField(draft: BulkDraft) -> impl IntoView {
    let i18n = use_i18n();
    let vocabulary = Workspace::expect().asked(|| Some(GetReasons {}));
    let known = Signal::derive(move || {
        let language = language_of(i18n);
        let known = vocabulary.get();
        let known = known.iter().flat_map(|known| known.iter());
        known.map(|reason| reason.name.get(language).to_owned()).collect::<Vec<_>>()
    });
    view! {
        <KnownField
            label=say!(i18n, customers.reason)
            hint=say_some!(i18n, customers.reason_hint)
            value=draft.reason
            known=known
        />
    }
}

/// One that somebody has given, the most frequent first.
#[component]
pub fn OldReasonField(draft: BulkDraft, known: Signal<Vec<ColumnInfo>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let choices = Signal::derive(move || {
        let (f, language) = (formatter.get(), language_of(i18n));
        let none = Choice::new("", t_string!(i18n, customers.choose));
        let given = known.with(|known| {
            let column = known.iter().find(|info| info.column == Column::Reasons);
            let Some(ColumnInfo { choices, names, .. }) = column else { return Vec::new() };
            let choice = |(key, n): &(String, u32)| {
                let name = names.iter().find(|(named, _)| named == key);
                let name = name.map_or(key.as_str(), |(_, name)| name.get(language));
                let n = f.fmt_int(i64::from(*n));
                let label = t_string!(i18n, customers.tag_with_count, tag = name, n = n);
                Choice::new(key.clone(), label.to_string())
            };
            choices.iter().map(choice).collect()
        });
        std::iter::once(none).chain(given).collect::<Vec<_>>()
    });
    view! {
        <SelectField label=say!(i18n, customers.reason) choices=choices value=draft.old_reason />
    }
}
