//! One canvas under the hand: its four steps, with the portrait of whom it is for beside them.

use super::super::kept_acts::{ChangedElsewhere, LetGo, SaveKept};
use super::super::lens::{CanvasPlace, LensStrip};
use super::super::portrait::{FactOf, PeoplePicker, ShortPortrait, rule_in_address};
use super::super::saved::Lists;
use super::bait::{BaitFields, usual_class};
use super::canvas_draft::{CanvasDraft, ChosenList};
use super::chosen_rows::ChosenRows;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{ButtonKind, LinkButton};
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::page_head::PageHead;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::components::text_field::{TextArea, TextField};
use crate::ui::wizards::{say, say_now, say_some};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{Command, GetCanvases, GetPortrait, Outcome};
use meadow_core::views::canvas::Canvas;

/// `id: None` begins a new one.
#[component]
pub fn Editor(id: Option<DocumentId>) -> impl IntoView {
    let i18n = use_i18n();
    let asked = Workspace::expect().asked(|| Some(GetCanvases {}));
    let stored = Signal::derive(move || {
        let all = asked.get()?;
        let own = all.iter().find(|(own, _)| Some(*own) == id);
        Some(own.map(|(_, canvas)| canvas.clone()))
    });
    let is_gone = Memo::new(move |_| id.is_some() && stored.with(|s| matches!(s, Some(None))));
    let draft = CanvasDraft::open(id, stored);
    // A new one may be meant for people whom the address names.
    let search = use_location().search;
    let is_ready = draft.kept.is_ready;
    Effect::new(move |_| {
        let named = untrack(|| search.with(|query| rule_in_address(query)));
        if let Some(rule) = named.filter(|_| id.is_none() && is_ready.get()) {
            draft.canvas.update(|canvas| canvas.fish.who = Some(rule));
        }
    });
    let fault = RwSignal::new(None::<String>);
    let name = draft.text(|canvas| canvas.name.clone(), |canvas, text| canvas.name = text);
    // The fault was what the name said then.
    Effect::new(move |_| {
        name.track();
        fault.set(None);
    });
    let title = Signal::derive(move || {
        let name = name.get();
        if name.trim().is_empty() { t_string!(i18n, canvas.new_canvas).to_owned() } else { name }
    });
    let steps = move || match (is_gone.get(), is_ready.get()) {
        (true, _) => view! { <Note tone=Tone::Warn>{t!(i18n, canvas.gone)}</Note> }.into_any(),
        (false, false) => view! { <Skeleton /> }.into_any(),
        (false, true) => view! {
            <ChangedElsewhere
                kept=draft.kept
                stored=Signal::derive(move || stored.get().flatten())
            />
            <Steps draft=draft name=name fault=fault />
            <Acts id=id draft=draft fault=fault />
        }
        .into_any(),
    };
    view! {
        <PageHead title=title over=say_some!(i18n, canvas.title)>
            <LinkButton path=CanvasPlace::List.path() icon="left" kind=ButtonKind::Quiet>
                {t!(i18n, canvas.to_list)}
            </LinkButton>
        </PageHead>
        <LensStrip />
        {steps}
    }
}

#[component]
fn Steps(
    draft: CanvasDraft,
    name: RwSignal<String>,
    #[prop(into)] fault: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let lists = Lists::ask();
    let who = Memo::new(move |_| draft.canvas.with(|canvas| canvas.fish.who.clone()));
    let portrait = Workspace::expect().asked(move || Some(GetPortrait { rule: who.get()? }));
    let class = Memo::new(move |_| portrait.get().and_then(|view| usual_class(&view)));
    let product = draft.text(|c| c.fish.product.clone(), |c, text| c.fish.product = text);
    let why = draft.text(|c| c.fish.why.clone(), |c, text| c.fish.why = text);
    let choose = Callback::new(move |rule| {
        draft.canvas.update(|canvas| canvas.fish.who = Some(rule));
    });
    let beside = move || match who.with(Option::is_some) {
        true => view! { <ShortPortrait asked=portrait rule=who /> }.into_any(),
        false => view! { <p class="fine">{t!(i18n, canvas.choose_first)}</p> }.into_any(),
    };
    view! {
        <div class="split split--main canvas">
            <div class="stack">
                <TextField label=say!(i18n, rules.name) value=name error=fault />
                <Section
                    id="canvas-fish"
                    title=say!(i18n, canvas.fish)
                    note=say_some!(i18n, canvas.fish_note)
                >
                    <div class="stack">
                        <TextField label=say!(i18n, canvas.product) value=product />
                        <PeoplePicker
                            label=say!(i18n, canvas.who)
                            rule=who
                            lists=lists
                            on_choose=choose
                        />
                        <TextArea label=say!(i18n, canvas.why_fish) value=why n_rows=2 />
                    </div>
                </Section>
                <Section
                    id="canvas-waters"
                    title=say!(i18n, canvas.waters)
                    note=say_some!(i18n, canvas.waters_note)
                >
                    <ChosenRows
                        list=ChosenList::waters(draft)
                        label=say!(i18n, canvas.waters)
                        what=say!(i18n, canvas.water)
                        add_label=say!(i18n, canvas.add_water)
                        portrait=portrait
                        of=FactOf::Waters
                    />
                </Section>
                <Section
                    id="canvas-habits"
                    title=say!(i18n, canvas.habits)
                    note=say_some!(i18n, canvas.habits_note)
                >
                    <ChosenRows
                        list=ChosenList::habits(draft)
                        label=say!(i18n, canvas.habits)
                        what=say!(i18n, canvas.habit)
                        add_label=say!(i18n, canvas.add_habit)
                        portrait=portrait
                        of=FactOf::Habits
                    />
                </Section>
                <Section
                    id="canvas-bait"
                    title=say!(i18n, canvas.bait)
                    note=say_some!(i18n, canvas.bait_note)
                >
                    <BaitFields draft=draft class=class />
                </Section>
            </div>
            <aside class="canvas__beside" aria-labelledby="canvas-portrait">
                <h2 id="canvas-portrait">{t!(i18n, portrait.title)}</h2>
                {beside}
            </aside>
        </div>
    }
}

#[component]
fn Acts(
    id: Option<DocumentId>,
    draft: CanvasDraft,
    fault: RwSignal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let is_busy = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let save = move |()| {
        let canvas = draft.canvas.get_untracked();
        if canvas.name.trim().is_empty() {
            fault.set(Some(say_now!(i18n, rules.name_missing)));
            return;
        }
        is_busy.set(true);
        let name = canvas.name.clone();
        spawn_local(async move {
            let command = Command::SaveCanvas { id, canvas: Box::new(canvas.clone()) };
            let result = workspace.run(command).await;
            let _ = is_busy.try_set(false);
            match result {
                Ok(outcome) => {
                    if let (None, Outcome::Document(made)) = (id, outcome) {
                        // A new one is another page's from now on, and this one begins anew.
                        draft.kept.settle(Canvas::default());
                        let path = CanvasPlace::Of(made).path();
                        navigate.with_value(|go| go(&path, NavigateOptions::default()));
                    } else {
                        draft.kept.settle(canvas);
                    }
                    offers.offer(say_now!(i18n, rules.saved, name = name.clone()));
                }
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    let is_unsaved = Signal::derive(move || id.is_none() || draft.kept.is_changed());
    let summary = move || {
        let id = id.filter(|_| !is_unsaved.get())?;
        Some(view! {
            <LinkButton path=CanvasPlace::Summary(id).path() icon="plan">
                {t!(i18n, canvas.summary)}
            </LinkButton>
        })
    };
    view! {
        <div class="row canvas__acts">
            <SaveKept is_unsaved=is_unsaved busy=is_busy on_save=save />
            {summary}
            <LetGo kept=draft.kept />
        </div>
    }
}
