//! The mix of every round and of now: a bar each, leads apart and hatched, and the same in figures.

use super::super::lens::share;
use super::mix_bar::{BarPart, stacked_bar};
use super::mix_table::MixTable;
use super::moved_dialog::MovedPeopleShown;
use super::words::{CLASSES, Side, of_choices, state_name};
use super::{n_people, words};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::components::button::LinkButton;
use crate::ui::components::class_badge::ClassHeading;
use crate::ui::components::section::Section;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::pages::customers::wording::{Texts, stage_name};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::customer::Stage;
use meadow_core::domain::day::Day;
use meadow_core::domain::event::AudienceGroup;
use meadow_core::domain::ids::DocumentId;
use meadow_core::views::round::{EntryFound, Mix, RoundsView, ShareOfClass, State};

/// A round or, without an id, now.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: Option<DocumentId>,
    pub name: String,
    pub day: Day,
    pub event: Option<String>,
    pub is_reconstructed: bool,
    pub found: EntryFound,
}

impl Line {
    pub fn mix(&self) -> Option<&Mix> {
        match &self.found {
            EntryFound::Everybody(mix) => Some(mix),
            EntryFound::Sample { .. } => None,
        }
    }

    /// Of a sample.
    pub fn shares(&self) -> &[ShareOfClass] {
        match &self.found {
            EntryFound::Everybody(_) => &[],
            EntryFound::Sample { shares, .. } => shares,
        }
    }
}

#[component]
pub fn MixSection(
    rounds: Asked<RoundsView>,
    of: RwSignal<String>,
    shown: MovedPeopleShown,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let lines = Memo::new(move |_| Some(lines_of(i18n, rounds.get()?.as_ref())));
    let is_of_classes = Memo::new(move |_| of.with(|of| of == CLASSES));
    let bars = move || {
        let f = formatter.get();
        let is_of_classes = is_of_classes.get();
        let lines = lines.get().unwrap_or_default();
        let shown = lines.iter().filter(|line| is_of_classes || !is_sample(line));
        shown.map(|line| bars_of(i18n, &f, line, is_of_classes)).collect_view()
    };
    let samples_left_out = move || {
        let has_samples = lines.with(|lines| lines.iter().flatten().any(is_sample));
        (has_samples && !is_of_classes.get())
            .then(|| view! { <p class="fine">{t!(i18n, rounds.samples_have_no_stage)}</p> })
    };
    let state = Memo::new(move |_| lines.with(|lines| lines.as_ref().map(Vec::is_empty)));
    let part = move || match state.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(true) => view! {
            <p class="muted">{t!(i18n, rounds.nobody)}</p>
            <div class="row">
                <LinkButton path="/import" icon="import">{t!(i18n, rounds.bring_in)}</LinkButton>
            </div>
        }
        .into_any(),
        Some(false) => view! {
            <div class="row">
                <Segmented label=say!(i18n, rounds.of) choices=of_choices(i18n) value=of />
            </div>
            <Legend is_of_classes=is_of_classes />
            <ul class="mixes">{bars}</ul>
            {samples_left_out}
            <MixTable lines=lines is_of_classes=is_of_classes shown=shown />
        }
        .into_any(),
    };
    view! { <Section id="mix" title=say!(i18n, rounds.mix)>{part}</Section> }
}

/// The rounds, and now where there is anybody.
fn lines_of(i18n: Texts, view: &RoundsView) -> Vec<Line> {
    let kept = view.rounds.iter().map(|round| Line {
        id: Some(round.id),
        name: round.name.clone(),
        day: round.day,
        event: round.event.clone(),
        is_reconstructed: round.is_reconstructed,
        found: round.found.clone(),
    });
    let now = (n_people(&view.now) > 0).then(|| Line {
        id: None,
        name: t_string!(i18n, rounds.now).to_owned(),
        day: today(),
        event: None,
        is_reconstructed: false,
        found: EntryFound::Everybody(view.now.clone()),
    });
    kept.chain(now).collect()
}

pub fn is_sample(line: &Line) -> bool {
    matches!(line.found, EntryFound::Sample { .. })
}

#[component]
fn Legend(is_of_classes: Memo<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let classes = move || {
        let class = |class: Class| view! { <li><ClassHeading class=class /></li> };
        view! {
            {Class::ALL.map(class).collect_view()}
            <li class="muted">{t!(i18n, rounds.hatched)}</li>
        }
    };
    let stages = move || {
        let stage = |(at, stage): (usize, Stage)| {
            view! {
                <li>
                    <span class="swatch" data-kind="stage" data-stage=at.to_string()></span>
                    {stage_name(i18n, stage)}
                </li>
            }
        };
        Stage::ALL.into_iter().enumerate().map(stage).collect_view()
    };
    let shown = move || match is_of_classes.get() {
        true => classes().into_any(),
        false => stages().into_any(),
    };
    view! { <ul class="legend">{shown}</ul> }
}

/// A round's bars with what they are called and count.
fn bars_of(i18n: Texts, f: &Formatter, line: &Line, is_of_classes: bool) -> impl IntoView + use<> {
    let day = f.fmt_date(line.day.0, DateStyle::Short);
    let reconstructed =
        line.is_reconstructed.then(|| t_string!(i18n, rounds.reconstructed).to_owned());
    let about: Vec<String> =
        std::iter::once(day).chain(line.event.clone()).chain(reconstructed).collect();
    let about = about.join(" · ");
    let round = line.name.as_str();
    let (bars, said) = match &line.found {
        EntryFound::Sample { how, shares } => {
            let parts: Vec<BarPart> = shares
                .iter()
                .map(|of| BarPart { state: of_class(of.class), share: of.share })
                .collect();
            let n: u32 = shares.iter().map(|share| share.n).sum();
            let n = t_string!(i18n, rounds.answers, n = f.fmt_int(n.into())).to_string();
            let label = told(i18n, f, &parts);
            let label = t_string!(i18n, rounds.bar_sample, round = round, parts = label);
            let bar = stacked_bar(label.to_string(), &parts, false).into_any();
            (vec![bar], vec![words::how_name(i18n, *how), agree(&n)])
        }
        EntryFound::Everybody(mix) if is_of_classes => classes_of(i18n, f, round, mix),
        EntryFound::Everybody(mix) => {
            let states = Stage::ALL.map(State::Stage);
            let parts = parts_of(states, mix.n_of_stage);
            let label = told(i18n, f, &parts);
            let label = t_string!(i18n, rounds.bar_stages, round = round, parts = label);
            let bar = stacked_bar(label.to_string(), &parts, false).into_any();
            let n = f.fmt_int(n_people(mix).into());
            (vec![bar], vec![agree(&t_string!(i18n, rounds.people, n = n).to_string())])
        }
    };
    view! {
        <li>
            <p class="mixes__name">
                <b>{line.name.clone()}</b>
                <span class="fine">{about}</span>
            </p>
            <div class="mixes__bars">
                {bars}
                <p class="fine">{said.join(" · ")}</p>
            </div>
        </li>
    }
}

/// The bar of those who have bought, the one of leads, and how many are in them and in neither.
fn classes_of(i18n: Texts, f: &Formatter, round: &str, mix: &Mix) -> (Vec<AnyView>, Vec<String>) {
    let n = |n: u32| f.fmt_int(n.into());
    let (mut bars, mut said) = (Vec::new(), Vec::new());
    let n_customers: u32 = mix.n_of_class.iter().sum();
    if n_customers > 0 {
        let parts = parts_of(Class::ALL.map(of_class), mix.n_of_class);
        let label = told(i18n, f, &parts);
        let label = t_string!(i18n, rounds.bar_customers, round = round, parts = label);
        bars.push(stacked_bar(label.to_string(), &parts, false).into_any());
        said.push(t_string!(i18n, rounds.customers, n = n(n_customers)).to_string());
    }
    let n_leads: u32 = mix.n_expected.iter().sum();
    if n_leads > 0 {
        let states = Class::ALL.map(|class| State::Group(AudienceGroup::Expected(class)));
        let parts = parts_of(states, mix.n_expected);
        let label = told(i18n, f, &parts);
        let label = t_string!(i18n, rounds.bar_leads, round = round, parts = label);
        bars.push(stacked_bar(label.to_string(), &parts, true).into_any());
        said.push(t_string!(i18n, rounds.leads_placed, n = n(n_leads)).to_string());
    }
    if mix.n_unplaced > 0 {
        said.push(t_string!(i18n, rounds.not_placed, n = n(mix.n_unplaced)).to_string());
    }
    (bars, said.iter().map(|said| agree(said)).collect())
}

fn of_class(class: Class) -> State {
    State::Group(AudienceGroup::Class(class))
}

/// Shares of all that are counted.
fn parts_of<const N: usize>(states: [State; N], counts: [u32; N]) -> Vec<BarPart> {
    let all: u32 = counts.iter().sum();
    let each = states.into_iter().zip(counts);
    each.map(|(state, n)| BarPart { state, share: share(n.into(), all.into()) }).collect()
}

/// "Bees 31 %, dragonflies 12 %".
fn told(i18n: Texts, f: &Formatter, parts: &[BarPart]) -> String {
    let part = |part: &BarPart| {
        let name = state_name(i18n, &part.state, Side::To);
        let share = f.fmt_percent(part.share);
        t_string!(i18n, rounds.part_of_bar, name = name, share = share).to_string()
    };
    let told: Vec<String> = parts.iter().filter(|part| part.share > 0.0).map(part).collect();
    told.join(t_string!(i18n, customers.list_comma))
}
