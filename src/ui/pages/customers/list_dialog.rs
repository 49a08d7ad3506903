//! Putting the people who are selected on a fixed list, a new one or one that is there, or off it.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::dialog_form::{DialogForm, SubmitButton};
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::TextField;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::protocol::{Command, GetSegments};
use meadow_core::views::segment::{SegmentAbout, SegmentKind, SegmentPeople};

/// Ties the button at the dialog's foot to the form in its body.
const FORM_ID: &str = "put-on-list";
/// What the choice of a list says when it is a new one.
const NEW: &str = "";

#[component]
pub fn ListDialog(
    open: RwSignal<bool>,
    #[prop(into)] whom: Signal<Vec<CustomerId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let segments = workspace.asked(move || open.get().then_some(GetSegments {}));
    let lists = Memo::new(move |_| -> Vec<(DocumentId, SegmentAbout)> {
        let Some(view) = segments.get() else { return Vec::new() };
        let lists = view.segments.iter().filter(|entry| entry.kind == SegmentKind::Listed);
        lists.map(|entry| (entry.id, entry.about.clone())).collect()
    });
    let chosen = RwSignal::new(NEW.to_owned());
    let name = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let is_new = Memo::new(move |_| chosen.with(|chosen| chosen == NEW));
    Effect::new(move |_| {
        if open.get() {
            fault.set(None);
        }
    });
    let save = move |is_added: bool| {
        let ids = whom.get_untracked();
        let known = lists.with_untracked(|lists| {
            let is_chosen = |id: &DocumentId| chosen.with_untracked(|key| *key == id.0.to_string());
            lists.iter().find(|(id, _)| is_chosen(id)).cloned()
        });
        let typed = name.get_untracked().trim().to_owned();
        let (id, about) = match known {
            Some((id, about)) => (Some(id), about),
            None => (None, SegmentAbout { name: typed, ..SegmentAbout::default() }),
        };
        if about.name.is_empty() {
            fault.set(Some(t_string!(i18n, customers.list_name_missing).to_owned()));
            return;
        }
        let n = formatter.get_untracked().fmt_int(ids.len() as i64);
        let list = about.name.clone();
        let said = match is_added {
            true => t_string!(i18n, customers.listed, n = n, list = list).to_string(),
            false => t_string!(i18n, customers.unlisted, n = n, list = list).to_string(),
        };
        let people = if is_added { SegmentPeople::Added(ids) } else { SegmentPeople::Removed(ids) };
        let command = Command::SaveSegment { id, about: Box::new(about), people: Box::new(people) };
        spawn_local(async move {
            match workspace.run(command).await {
                Ok(_) => {
                    let _ = open.try_set(false);
                    let _ = name.try_set(String::new());
                    offers.offer(agree(&said));
                }
                Err(error) => {
                    let said = explain(&error).get(language.get_untracked()).to_owned();
                    let _ = fault.try_set(Some(said));
                }
            }
        });
    };
    let title = Signal::derive(move || {
        let n = formatter.get().fmt_int(whom.with(Vec::len) as i64);
        agree(&t_string!(i18n, customers.list_title, n = n).to_string())
    });
    let choices = Signal::derive(move || {
        let new = Choice::new(NEW, t_string!(i18n, customers.list_new));
        let known = lists.get().into_iter();
        let known = known.map(|(id, about)| Choice::new(id.0.to_string(), about.name));
        [new].into_iter().chain(known).collect::<Vec<_>>()
    });
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Show when=move || !is_new.get()>
                <Button on_press=move |()| save(false)>{t!(i18n, customers.list_off)}</Button>
            </Show>
            <SubmitButton form=FORM_ID>{t!(i18n, customers.list_on)}</SubmitButton>
        }
    };
    view! {
        <Dialog open=open title=title foot=foot>
            <DialogForm id=FORM_ID on_submit=move |()| save(true)>
                <SelectField
                    label=Signal::derive(move || t_string!(i18n, customers.list).to_owned())
                    choices=choices
                    value=chosen
                    error=Signal::derive(move || fault.get().filter(|_| !is_new.get()))
                />
                <Show when=move || is_new.get()>
                    <TextField
                        label=Signal::derive(move || {
                            t_string!(i18n, customers.list_name).to_owned()
                        })
                        value=name
                        error=Signal::derive(move || fault.get())
                    />
                </Show>
                <p class="fine">{t!(i18n, customers.list_hint)}</p>
            </DialogForm>
        </Dialog>
    }
}
