//! A class's playbook, whole or for one reason, in one's own words: every text in both languages, put back
//! one by one, and reasons of one's own. What is not changed follows the original.

use super::own_reasons::{OwnDraft, OwnReasons};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::play_lines::play_part_name;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::TextArea;
use crate::ui::pages::customers::wording::{Texts, language_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::class::Class;
use meadow_core::domain::play::PlayPart;
use meadow_core::domain::playbook_edits::{OwnText, PlaybookEdits, PlaybookPart};
use meadow_core::domain::text::Text;
use meadow_core::playbooks::{ClassPlaybook, part};
use meadow_core::protocol::Command;
use meadow_core::views::playbook::PlaybookView;
use std::sync::Arc;

/// The parts of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Group {
    Strategy,
    Script,
    Messages,
    /// One of the original's, by its key.
    Reason(String),
    Own,
}

impl Group {
    /// For one reason, the reasons themselves are no part of it.
    fn all(view: &PlaybookView) -> Vec<Self> {
        let first = [Self::Script, Self::Strategy, Self::Messages];
        if view.pair.is_some() {
            return first.to_vec();
        }
        let reasons = view.original.reasons.iter().map(|reason| Self::Reason(reason.key.clone()));
        first.into_iter().chain(reasons).chain([Self::Own]).collect()
    }

    /// Among choices.
    fn key(&self) -> String {
        match self {
            Self::Strategy => "strategy".to_owned(),
            Self::Script => "script".to_owned(),
            Self::Messages => "messages".to_owned(),
            Self::Reason(key) => format!("reason:{key}"),
            Self::Own => "own".to_owned(),
        }
    }

    fn name(&self, i18n: Texts, playbook: &ClassPlaybook) -> String {
        match self {
            Self::Strategy => t_string!(i18n, calls.group_strategy).to_owned(),
            Self::Script => t_string!(i18n, calls.script).to_owned(),
            Self::Messages => t_string!(i18n, calls.messages).to_owned(),
            Self::Reason(key) => {
                let reason = playbook.reasons.iter().find(|reason| reason.key == *key);
                let name = reason.map_or("", |reason| reason.label.get(language_of(i18n)));
                t_string!(i18n, calls.group_reason, reason = name).to_string()
            }
            Self::Own => t_string!(i18n, calls.group_own).to_owned(),
        }
    }

    fn parts(&self) -> Vec<PlaybookPart> {
        use PlaybookPart::{
            Aim, Avoid, Cadence, Ceiling, Channel, Close, EmailBody, EmailSubject, Objection,
            Offer, Opening, Prove, Question, Reason, Say, Sms, Value, Voicemail, Watch, WeChat,
        };
        match self {
            Self::Strategy => {
                vec![Aim, Say, Offer, Prove, Avoid, Channel, Cadence, Ceiling, Watch]
            }
            Self::Script => vec![Opening, Question, Value, Objection, Close],
            Self::Messages => vec![Voicemail, Sms, WeChat, EmailSubject, EmailBody],
            Self::Reason(key) => PlayPart::ALL.map(|part| Reason(key.clone(), part)).to_vec(),
            Self::Own => Vec::new(),
        }
    }
}

/// A text being worded anew.
#[derive(Clone)]
struct Draft {
    part: PlaybookPart,
    original: Text,
    en: RwSignal<String>,
    zh: RwSignal<String>,
}

impl Draft {
    fn is_changed(&self) -> bool {
        self.en.with(|en| *en != self.original.en) || self.zh.with(|zh| *zh != self.original.zh)
    }

    fn reset(&self) {
        self.en.set(self.original.en.clone());
        self.zh.set(self.original.zh.clone());
    }

    fn own(&self) -> OwnText {
        OwnText { en: Some(self.en.get_untracked()), zh: Some(self.zh.get_untracked()) }
    }
}

#[component]
pub fn EditPlaybookDialog(open: RwSignal<bool>, playbook: Asked<PlaybookView>) -> impl IntoView {
    let i18n = use_i18n();
    let names = Class::ALL.map(class_plural);
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let drafts: RwSignal<Vec<Draft>> = RwSignal::new(Vec::new());
    let own: RwSignal<Vec<OwnDraft>> = RwSignal::new(Vec::new());
    let is_saving = RwSignal::new(false);
    // Of which class, and for which reason, is settled when the dialog is opened.
    let edited = RwSignal::new(None::<Arc<PlaybookView>>);
    // What is typed stays until the dialog is closed, whatever is saved elsewhere meanwhile.
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        let Some(view) = playbook.answer.get_untracked() else { return };
        drafts.set(drafts_of(&view));
        let reasons = view.edits.reasons.iter().zip(0..);
        own.set(reasons.map(|(reason, id)| OwnDraft::new(id, reason)).collect());
        edited.set(Some(view));
    });
    let title = Signal::derive(move || {
        let Some(view) = edited.get() else { return String::new() };
        let class = names[view.playbook.class as usize].get();
        match &view.pair {
            Some(pair) => {
                let reason = pair.reason.name.get(language_of(i18n));
                t_string!(i18n, plays.edit_title, class = class, reason = reason).to_string()
            }
            None => t_string!(i18n, calls.edit_title, class = class).to_string(),
        }
    });
    let save = move |()| {
        let Some(view) = edited.get_untracked() else { return };
        let texts = drafts.with_untracked(|drafts| {
            drafts.iter().map(|draft| (draft.part.clone(), draft.own())).collect()
        });
        let mut edits = view.edits.clone();
        match &view.pair {
            Some(pair) => _ = edits.pairs.insert(pair.reason.key.clone(), texts),
            None => {
                let reasons = own.with_untracked(|own| own.iter().map(OwnDraft::reason).collect());
                edits = PlaybookEdits { texts, reasons, ..edits };
            }
        }
        let class = view.playbook.class;
        is_saving.set(true);
        spawn_local(async move {
            let result = workspace.run(Command::SavePlaybook { class, edits }).await;
            let _ = is_saving.try_set(false);
            match result {
                Ok(_) => {
                    let _ = open.try_set(false);
                    offers.offer(t_string!(i18n, calls.playbook_saved).to_owned());
                }
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button kind=ButtonKind::Primary busy=is_saving on_press=save>
                {t!(i18n, calls.keep_playbook)}
            </Button>
        }
    };
    view! {
        <Dialog open=open title=title foot=foot>
            <Fields drafts=drafts own=own edited=edited />
        </Dialog>
    }
}

fn drafts_of(view: &PlaybookView) -> Vec<Draft> {
    let parts = Group::all(view).into_iter().flat_map(|group| group.parts());
    let draft = |place: PlaybookPart| {
        let original = part(&view.original, &place)?.clone();
        let now = part(&view.playbook, &place)?.clone();
        let (en, zh) = (RwSignal::new(now.en), RwSignal::new(now.zh));
        Some(Draft { part: place, original, en, zh })
    };
    parts.filter_map(draft).collect()
}

#[component]
fn Fields(
    drafts: RwSignal<Vec<Draft>>,
    own: RwSignal<Vec<OwnDraft>>,
    edited: RwSignal<Option<Arc<PlaybookView>>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let group = RwSignal::new(Group::Script.key());
    let groups = Signal::derive(move || {
        let Some(view) = edited.get() else { return Vec::new() };
        let choice = |group: &Group| Choice::new(group.key(), group.name(i18n, &view.original));
        Group::all(&view).iter().map(choice).collect()
    });
    let fields = move || {
        let Some(view) = edited.get() else { return ().into_any() };
        let groups = Group::all(&view);
        let chosen = groups.into_iter().find(|own| group.with(|group| *group == own.key()));
        let group = chosen.unwrap_or(Group::Script);
        if group == Group::Own {
            return view! { <OwnReasons own=own /> }.into_any();
        }
        let parts = group.parts();
        let drafts = drafts.get();
        let drafts = drafts.into_iter().filter(|draft| parts.contains(&draft.part));
        let field = |draft: Draft| {
            let name = part_name(i18n, &draft.part);
            view! { <PartFields draft=draft name=name /> }
        };
        drafts.map(field).collect_view().into_any()
    };
    view! {
        <SelectField
            label=Signal::derive(move || t_string!(i18n, calls.edit_what).to_owned())
            choices=groups
            value=group
        />
        <p class="fine">{t!(i18n, calls.edit_fields)}</p>
        <div class="stack">{fields}</div>
    }
}

#[component]
fn PartFields(draft: Draft, name: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let (en, zh) = (draft.en, draft.zh);
    let draft = StoredValue::new(draft);
    let is_same = Signal::derive(move || !draft.with_value(Draft::is_changed));
    view! {
        <fieldset class="plainset partfields">
            <legend>{name}</legend>
            <div class="grid-2">
                <TextArea label=Signal::stored("English".to_owned()) value=en n_rows=3 />
                <TextArea label=Signal::stored("中文".to_owned()) value=zh n_rows=3 />
            </div>
            <div class="row">
                <Button
                    kind=ButtonKind::Quiet
                    size="sm"
                    disabled=is_same
                    on_press=move |()| draft.with_value(Draft::reset)
                >
                    {t!(i18n, calls.reset)}
                    <span class="sr-only">" " {name}</span>
                </Button>
            </div>
        </fieldset>
    }
}

pub fn part_name(i18n: Texts, place: &PlaybookPart) -> &'static str {
    match place {
        PlaybookPart::Aim => t_string!(i18n, calls.aim),
        PlaybookPart::Say => t_string!(i18n, segments.say),
        PlaybookPart::Offer => t_string!(i18n, segments.offer),
        PlaybookPart::Prove => t_string!(i18n, segments.prove),
        PlaybookPart::Avoid => t_string!(i18n, segments.avoid),
        PlaybookPart::Channel => t_string!(i18n, segments.channel),
        PlaybookPart::Cadence => t_string!(i18n, segments.cadence),
        PlaybookPart::Ceiling => t_string!(i18n, segments.ceiling),
        PlaybookPart::Watch => t_string!(i18n, segments.watch),
        PlaybookPart::Opening => t_string!(i18n, segments.opening),
        PlaybookPart::Question => t_string!(i18n, segments.question),
        PlaybookPart::Value => t_string!(i18n, segments.worth),
        PlaybookPart::Objection => t_string!(i18n, segments.objection),
        PlaybookPart::Close => t_string!(i18n, segments.closing),
        PlaybookPart::Voicemail => t_string!(i18n, calls.phone),
        PlaybookPart::Sms => t_string!(i18n, calls.sms),
        PlaybookPart::WeChat => t_string!(i18n, calls.wechat),
        PlaybookPart::EmailSubject => t_string!(i18n, calls.email_subject),
        PlaybookPart::EmailBody => t_string!(i18n, calls.email),
        PlaybookPart::Reason(_, part) => play_part_name(i18n, *part),
    }
}
