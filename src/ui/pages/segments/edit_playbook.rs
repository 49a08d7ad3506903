//! A class's playbook in one's own words: every text in both languages, put back one by one, and reasons of
//! one's own. What is not changed follows the original.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::{TextArea, TextField};
use crate::ui::pages::customers::wording::{Texts, language_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::class::Class;
use meadow_core::domain::playbook_edits::{OwnReason, OwnText, PlaybookEdits, PlaybookPart};
use meadow_core::domain::text::Text;
use meadow_core::playbooks::{ClassPlaybook, part};
use meadow_core::protocol::Command;
use meadow_core::views::playbook::PlaybookView;

/// The parts of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Strategy,
    Script,
    Messages,
    Reasons,
    Own,
}

impl Group {
    const ALL: [(&'static str, Self); 5] = [
        ("script", Self::Script),
        ("strategy", Self::Strategy),
        ("messages", Self::Messages),
        ("reasons", Self::Reasons),
        ("own", Self::Own),
    ];

    fn name(self, i18n: Texts) -> &'static str {
        match self {
            Self::Strategy => t_string!(i18n, calls.group_strategy),
            Self::Script => t_string!(i18n, calls.script),
            Self::Messages => t_string!(i18n, calls.messages),
            Self::Reasons => t_string!(i18n, calls.group_reasons),
            Self::Own => t_string!(i18n, calls.group_own),
        }
    }

    fn parts(self, playbook: &ClassPlaybook) -> Vec<PlaybookPart> {
        use PlaybookPart::{
            Aim, Avoid, Cadence, Ceiling, Channel, Close, EmailBody, EmailSubject, Objection,
            Offer, Opening, Prove, Question, ReasonAction, ReasonAnswer, Say, Sms, Value,
            Voicemail, Watch, WeChat,
        };
        match self {
            Self::Strategy => {
                vec![Aim, Say, Offer, Prove, Avoid, Channel, Cadence, Ceiling, Watch]
            }
            Self::Script => vec![Opening, Question, Value, Objection, Close],
            Self::Messages => vec![Voicemail, Sms, WeChat, EmailSubject, EmailBody],
            Self::Reasons => {
                let keys = playbook.reasons.iter().map(|reason| reason.key.clone());
                keys.flat_map(|key| [ReasonAction(key.clone()), ReasonAnswer(key)]).collect()
            }
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

/// A reason being added or changed.
#[derive(Clone, Copy)]
struct OwnDraft {
    id: u32,
    label: RwSignal<String>,
    action: RwSignal<String>,
    answer: RwSignal<String>,
}

impl OwnDraft {
    fn new(id: u32, own: OwnReason) -> Self {
        let OwnReason { label, action, answer } = own;
        Self {
            id,
            label: RwSignal::new(label),
            action: RwSignal::new(action),
            answer: RwSignal::new(answer),
        }
    }
}

#[component]
pub fn EditPlaybookDialog(
    open: RwSignal<bool>,
    playbook: Asked<PlaybookView>,
    chosen: Memo<Class>,
) -> impl IntoView {
    let i18n = use_i18n();
    let names = Class::ALL.map(class_plural);
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let drafts: RwSignal<Vec<Draft>> = RwSignal::new(Vec::new());
    let own: RwSignal<Vec<OwnDraft>> = RwSignal::new(Vec::new());
    let is_saving = RwSignal::new(false);
    // What is typed stays until the dialog is closed, whatever is saved elsewhere meanwhile.
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        let Some(view) = playbook.answer.get_untracked() else { return };
        drafts.set(drafts_of(&view));
        let reasons = view.edits.reasons.iter().cloned().zip(0..);
        own.set(reasons.map(|(reason, id)| OwnDraft::new(id, reason)).collect());
    });
    let title = Signal::derive(move || {
        let name = names[chosen.get() as usize].get();
        t_string!(i18n, calls.edit_title, class = name).to_string()
    });
    let save = move |()| {
        let texts = drafts.with_untracked(|drafts| {
            drafts.iter().map(|draft| (draft.part.clone(), draft.own())).collect()
        });
        let reasons = own.with_untracked(|own| {
            let reason = |own: &OwnDraft| OwnReason {
                label: own.label.get_untracked(),
                action: own.action.get_untracked(),
                answer: own.answer.get_untracked(),
            };
            own.iter().map(reason).collect()
        });
        let edits = PlaybookEdits { texts, reasons };
        let class = chosen.get_untracked();
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
            <Fields drafts=drafts own=own playbook=playbook />
        </Dialog>
    }
}

fn drafts_of(view: &PlaybookView) -> Vec<Draft> {
    let parts = Group::ALL.into_iter().flat_map(|(_, group)| group.parts(&view.original));
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
    playbook: Asked<PlaybookView>,
) -> impl IntoView {
    let i18n = use_i18n();
    let group = RwSignal::new(Group::ALL[0].0.to_owned());
    let groups = Signal::derive(move || {
        Group::ALL.map(|(key, group)| Choice::new(key, group.name(i18n))).to_vec()
    });
    let fields = move || {
        let chosen = Group::ALL.iter().find(|(key, _)| group.with(|group| group == key));
        let (_, group) = chosen.copied().unwrap_or(Group::ALL[0]);
        if group == Group::Own {
            return view! { <OwnReasons own=own /> }.into_any();
        }
        let Some(view) = playbook.answer.get_untracked() else { return ().into_any() };
        let parts = group.parts(&view.original);
        let drafts = drafts.get();
        let drafts = drafts.into_iter().filter(|draft| parts.contains(&draft.part));
        let field = |draft: Draft| {
            let name = part_name(i18n, &draft.part, &view.original);
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
fn PartFields(draft: Draft, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let (en, zh) = (draft.en, draft.zh);
    let draft = StoredValue::new(draft);
    let is_same = Signal::derive(move || !draft.with_value(Draft::is_changed));
    let label = name.clone();
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
                    <span class="sr-only">" " {label}</span>
                </Button>
            </div>
        </fieldset>
    }
}

#[component]
fn OwnReasons(own: RwSignal<Vec<OwnDraft>>) -> impl IntoView {
    let i18n = use_i18n();
    let add = move |()| {
        own.update(|own| {
            let id = own.iter().map(|own| own.id + 1).max().unwrap_or_default();
            own.push(OwnDraft::new(id, OwnReason::default()));
        });
    };
    let field = move |draft: OwnDraft| {
        let remove = move |()| own.update(|own| own.retain(|other| other.id != draft.id));
        view! {
            <fieldset class="plainset partfields">
                <legend>{t!(i18n, calls.own_reason)}</legend>
                <TextField
                    label=Signal::derive(move || t_string!(i18n, calls.own_label).to_owned())
                    value=draft.label
                />
                <TextArea
                    label=Signal::derive(move || t_string!(i18n, calls.own_action).to_owned())
                    value=draft.action
                    n_rows=2
                />
                <TextArea
                    label=Signal::derive(move || t_string!(i18n, calls.own_answer).to_owned())
                    value=draft.answer
                    n_rows=2
                />
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

fn part_name(i18n: Texts, place: &PlaybookPart, playbook: &ClassPlaybook) -> String {
    let reason = |key: &str| {
        let reason = playbook.reasons.iter().find(|reason| reason.key == key);
        reason.map_or_else(String::new, |reason| reason.label.get(language_of(i18n)).to_owned())
    };
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
        PlaybookPart::ReasonAction(key) => {
            return t_string!(i18n, calls.reason_action, reason = reason(key)).to_string();
        }
        PlaybookPart::ReasonAnswer(key) => {
            return t_string!(i18n, calls.reason_answer, reason = reason(key)).to_string();
        }
    }
    .to_owned()
}
