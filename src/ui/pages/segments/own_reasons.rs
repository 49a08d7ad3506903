//! Reasons for not buying that the user adds to a class's playbook, with what is done about each. Must not
//! know the texts of the original.

use crate::i18n::{t, t_string, use_i18n};
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::play_lines::play_part_name;
use crate::ui::components::text_field::{TextArea, TextField};
use leptos::prelude::*;
use meadow_core::domain::play::{Play, PlayPart};
use meadow_core::domain::playbook_edits::OwnReason;

/// A reason being added or changed.
#[derive(Clone, Copy)]
pub struct OwnDraft {
    id: u32,
    label: RwSignal<String>,
    play: Play<RwSignal<String>>,
}

impl OwnDraft {
    pub fn new(id: u32, own: &OwnReason) -> Self {
        let text = |text: &String| RwSignal::new(text.clone());
        Self { id, label: text(&own.label), play: own.play.map(text) }
    }

    /// As it is typed at this moment.
    pub fn reason(&self) -> OwnReason {
        let typed = |text: &RwSignal<String>| text.get_untracked();
        OwnReason { label: typed(&self.label), play: self.play.map(typed) }
    }
}

#[component]
pub fn OwnReasons(own: RwSignal<Vec<OwnDraft>>) -> impl IntoView {
    let i18n = use_i18n();
    let add = move |()| {
        own.update(|own| {
            let id = own.iter().map(|own| own.id + 1).max().unwrap_or_default();
            own.push(OwnDraft::new(id, &OwnReason::default()));
        });
    };
    let field = move |draft: OwnDraft| {
        let remove = move |()| own.update(|own| own.retain(|other| other.id != draft.id));
        let part = |part: PlayPart| {
            let label = Signal::derive(move || play_part_name(i18n, part).to_owned());
            view! { <TextArea label=label value=*draft.play.get(part) n_rows=2 /> }
        };
        view! {
            <fieldset class="plainset partfields">
                <legend>{t!(i18n, calls.own_reason)}</legend>
                <TextField
                    label=Signal::derive(move || t_string!(i18n, calls.own_label).to_owned())
                    value=draft.label
                />
                {PlayPart::ALL.map(part).collect_view()}
                <div class="row">
                    <Button kind=ButtonKind::Quiet size="sm" on_press=remove>
                        {t!(i18n, calls.own_remove)}
                    </Button>
                </div>
            </fieldset>
        }
    };
    view! {
        <For each=move || own.get() key=|own| own.id children=field />
        <div class="row">
            <Button on_press=add>{t!(i18n, calls.own_add)}</Button>
        </div>
    }
}
