//! One segment: what is said of it, its rule under the hand, and who passes as it stands.

use super::super::kept_acts::{ChangedElsewhere, LetGo, SaveKept};
use super::super::lens::{LensStrip, SavedPlace, list_all};
use super::about_fields::AboutFields;
use super::lists::Lists;
use super::people::RulePeople;
use super::segment_draft::{SegmentDraft, Typed};
use super::segments_help;
use super::sql_dialog::SqlDialog;
use super::tree::RuleTree;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::state::customer_table::address::portrait_of;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::page_head::PageHead;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{Command, CountRule, GetSegments, Outcome};
use meadow_core::segments::rules::members::combined_rule;
use meadow_core::views::rule::{Condition, Rule};
use meadow_core::views::segment::{SegmentAbout, SegmentKind, SegmentPeople, SqlSubject};
use meadow_core::views::table::{Column, Filter, Test};

/// People told with their reasons.
const N_FIRST: u32 = 5;

/// `id: None` begins a new one.
#[component]
pub fn Builder(id: Option<DocumentId>) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let asked = workspace.asked(|| Some(GetSegments {}));
    let stored = Signal::derive(move || {
        let all = asked.get()?;
        Some(all.segments.iter().find(|entry| Some(entry.id) == id).cloned())
    });
    let entry = Memo::new(move |_| stored.get().flatten());
    let is_gone = Memo::new(move |_| id.is_some() && stored.with(|s| matches!(s, Some(None))));
    let draft = SegmentDraft::open(id, stored);
    let is_rule = Memo::new(move |_| draft.typed().rule.is_some());
    let lists = Lists::ask();
    // A list is counted as it is saved; segments put together by their parts, so that these are told
    // as the reasons.
    let counted = Memo::new(move |_| match draft.typed().rule {
        Some(rule) => rule,
        None => entry.with(|entry| match entry.as_ref().map(|entry| &entry.kind) {
            Some(SegmentKind::Combined(how, of)) => combined_rule(*how, of),
            _ => in_segment(id.unwrap_or_default()),
        }),
    });
    let count = workspace.asked(move || {
        draft.kept.is_ready.get().then(|| CountRule { rule: counted.get(), n_first: N_FIRST })
    });
    let gone =
        Signal::derive(move || count.get().map(|count| count.gone.clone()).unwrap_or_default());
    let is_sql_open = RwSignal::new(false);
    let subject = Signal::derive(move || match (draft.typed().rule, id) {
        (Some(rule), _) => Some(SqlSubject::Rule(Box::new(rule))),
        (None, id) => id.map(SqlSubject::Segment),
    });
    let title = Signal::derive(move || {
        let name = draft.fields.name.get();
        if name.trim().is_empty() { t_string!(i18n, rules.new_segment).to_owned() } else { name }
    });
    let over = Signal::derive(move || Some(t_string!(i18n, rules.title).to_owned()));
    let fault = RwSignal::new(None::<String>);
    // The fault was what the name said then.
    Effect::new(move |_| {
        draft.fields.name.track();
        fault.set(None);
    });
    let part = move || {
        if is_gone.get() {
            return view! { <Note tone=Tone::Warn>{t!(i18n, rules.segment_gone)}</Note> }
                .into_any();
        }
        if !draft.kept.is_ready.get() {
            return view! { <Skeleton /> }.into_any();
        }
        let rule = move || match is_rule.get() {
            true => view! {
                <Section id="rule" title=say!(i18n, rules.rule)>
                    <RuleTree rule=draft.fields.rule lists=lists gone=gone />
                </Section>
            }
            .into_any(),
            false => view! { <KindNote entry=entry /> }.into_any(),
        };
        let stored = Signal::derive(move || entry.with(|entry| entry.as_ref().map(Typed::of)));
        view! {
            <ChangedElsewhere kept=draft.kept stored=stored />
            <div class="split split--main">
                <div class="stack">
                    {rule}
                    <RulePeople rule=counted count=count lists=lists />
                </div>
                <div class="stack">
                    <AboutFields fields=draft.fields fault=fault />
                    <Acts id=id draft=draft fault=fault is_sql_open=is_sql_open />
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        <PageHead title=title over=over help=segments_help(i18n)>
            <LinkButton path=SavedPlace::List.path() icon="left" kind=ButtonKind::Quiet>
                {t!(i18n, rules.to_list)}
            </LinkButton>
        </PageHead>
        <LensStrip />
        {part}
        <SqlDialog open=is_sql_open subject=subject />
    }
}

/// Whoever is in a saved segment, as a rule.
pub fn in_segment(id: DocumentId) -> Rule {
    Rule::Is(Condition::Field(is_member(id)))
}

pub fn is_member(id: DocumentId) -> Filter {
    Filter { column: Column::Segment(id), test: Test::IsYes(true) }
}

/// What a segment is that has no rule of its own.
#[component]
fn KindNote(
    #[prop(into)] entry: Signal<Option<meadow_core::views::segment::SegmentEntry>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let said = move || {
        let entry = entry.get()?;
        let f = formatter.get();
        Some(match entry.kind {
            SegmentKind::Combined(..) => t_string!(i18n, rules.is_combined).to_owned(),
            SegmentKind::Listed | SegmentKind::Live(_) => {
                let n = f.fmt_int(entry.sum.n_people.into());
                let day = f.fmt_date(entry.made_on.0, DateStyle::Short);
                agree(&t_string!(i18n, rules.is_list, n = n, day = day).to_string())
            }
        })
    };
    view! { <Note>{said}</Note> }
}

/// What can be done with the segment as it stands.
#[component]
fn Acts(
    id: Option<DocumentId>,
    draft: SegmentDraft,
    fault: RwSignal<Option<String>>,
    is_sql_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let formatter = use_formatter();
    let is_busy = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |place: SavedPlace| {
        navigate.with_value(|go| go(&place.path(), NavigateOptions::default()));
    };
    // What is refused is said beside the name, or as a notice.
    let run = move |id: Option<DocumentId>,
                    about: SegmentAbout,
                    people: SegmentPeople,
                    typed: Option<Typed>| {
        if about.name.trim().is_empty() {
            fault.set(Some(say_now!(i18n, rules.name_missing)));
            return;
        }
        is_busy.set(true);
        let name = about.name.clone();
        spawn_local(async move {
            let (about, people) = (Box::new(about), Box::new(people));
            let result = workspace.run(Command::SaveSegment { id, about, people }).await;
            let _ = is_busy.try_set(false);
            match result {
                Ok(outcome) => {
                    let is_new = id.is_none();
                    match (typed, outcome) {
                        (Some(typed), Outcome::Document(made)) => {
                            // A new one is another page's from now on, and this one begins anew.
                            draft.kept.settle(if is_new { Typed::new() } else { typed });
                            if is_new {
                                go(SavedPlace::Of(made));
                            }
                        }
                        _ => go(SavedPlace::List),
                    }
                    offers.offer(say_now!(i18n, rules.saved, name = name.clone()));
                }
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    let save = move |()| {
        let typed = untrack(|| draft.typed());
        let people = match &typed.rule {
            Some(rule) => SegmentPeople::Live(rule.clone()),
            None => SegmentPeople::Kept,
        };
        run(id, typed.about.clone(), people, Some(typed));
    };
    let freeze = move |()| {
        let mut typed = untrack(|| draft.typed());
        let rule = typed.rule.take().unwrap_or_else(|| in_segment(id.unwrap_or_default()));
        let today = formatter.get_untracked().fmt_date(today().0, DateStyle::Iso);
        if !typed.about.name.trim().is_empty() {
            let name = typed.about.name.clone();
            typed.about.name =
                say_now!(i18n, rules.name_of_list, name = name.clone(), day = today.clone());
        }
        run(None, typed.about, SegmentPeople::Listed(rule), None);
    };
    let is_unsaved = Memo::new(move |_| id.is_none() || draft.kept.is_changed());
    let shown = move || {
        let id = id.filter(|_| !is_unsaved.get())?;
        Some(view! {
            <a class="btn" href=list_all(vec![is_member(id)])>{t!(i18n, rules.show_customers)}</a>
            <LinkButton path=portrait_of(&[is_member(id)])>{t!(i18n, portrait.title)}</LinkButton>
        })
    };
    view! {
        <div class="row">
            <SaveKept is_unsaved=is_unsaved busy=is_busy on_save=save />
            <Button busy=is_busy on_press=freeze>{t!(i18n, rules.save_list)}</Button>
            {shown}
            <Button on_press=move |()| is_sql_open.set(true)>{t!(i18n, rules.sql)}</Button>
            <LetGo kept=draft.kept />
        </div>
    }
}
