//! Asks what a scenario is to be called, with a note. It stays open with what was typed where it could
//! not be kept.

use super::acts::{Naming, ScenarioActs};
use crate::i18n::{t, t_string, use_i18n};
use crate::ui::components::button::Button;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::dialog_form::{DialogForm, SubmitButton};
use crate::ui::components::text_field::{TextArea, TextField};
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;

const FORM: &str = "scenario-name";

#[component]
pub fn NameDialog() -> impl IntoView {
    let i18n = use_i18n();
    let acts = ScenarioActs::expect();
    let open = RwSignal::new(false);
    let (name, note) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (is_tried, is_busy) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| {
        let Some(naming) = acts.naming.get() else { return };
        let (first_name, first_note) = match &naming {
            Naming::Keep => {
                let n = untrack(|| acts.list().len()) + 1;
                (say_now!(i18n, scenarios.name_of_new, n = n), String::new())
            }
            Naming::Branch(_, kept) => {
                let name = say_now!(i18n, rules.name_of_copy, name = kept.name.clone());
                (name, kept.note.clone())
            }
            Naming::Rename(_, kept) => (kept.name.clone(), kept.note.clone()),
        };
        name.set(first_name);
        note.set(first_note);
        is_tried.set(false);
        open.set(true);
    });
    Effect::new(move |_| {
        if !open.get() {
            acts.naming.set(None);
        }
    });
    let save = move |()| {
        is_tried.set(true);
        let typed = name.with_untracked(|name| name.trim().to_owned());
        let Some(naming) = acts.naming.get_untracked() else { return };
        if typed.is_empty() || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let note = note.with_untracked(|note| note.trim().to_owned());
        let is_done = Callback::new(move |went_well: bool| {
            let _ = is_busy.try_set(false);
            if went_well {
                let _ = open.try_set(false);
            }
        });
        acts.name(naming, typed, note, is_done);
    };
    let missing = Signal::derive(move || {
        (is_tried.get() && name.with(|name| name.trim().is_empty()))
            .then(|| t_string!(i18n, common.required).to_owned())
    });
    let title = Signal::derive(move || {
        match acts.naming.get() {
            Some(Naming::Rename(..)) => t_string!(i18n, scenarios.rename_title),
            Some(Naming::Branch(..)) => t_string!(i18n, scenarios.branch_title),
            _ => t_string!(i18n, scenarios.keep_title),
        }
        .to_owned()
    });
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <SubmitButton form=FORM busy=is_busy>
                {t!(i18n, common.save)}
            </SubmitButton>
        }
    };
    view! {
        <Dialog open=open title=title foot=foot>
            <DialogForm id=FORM on_submit=save>
                <TextField label=say!(i18n, rules.name) value=name error=missing />
                <TextArea label=say!(i18n, scenarios.note) value=note />
            </DialogForm>
        </Dialog>
    }
}
