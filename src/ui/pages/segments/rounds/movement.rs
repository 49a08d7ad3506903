//! Who went from where to where between a round and another, or now: the choice, the picture, the
//! table.

use super::flow_picture::flow_picture;
use super::matrix::{Between, matrix, shown_table};
use super::moved_dialog::MovedPeopleShown;
use super::words::{Side, movement_of, of_choices, state_name};
use super::{find_everybody, rounds_of_everybody};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::error_note::{ErrorNote, Note, Tone};
use crate::ui::components::section::Section;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::skeleton::Skeleton;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{EngineError, GetMovement};
use meadow_core::views::round::{MovementView, RoundsView, State};

#[component]
pub fn MovementSection(
    rounds: Asked<RoundsView>,
    of: RwSignal<String>,
    is_keep_open: RwSignal<bool>,
    shown: MovedPeopleShown,
) -> impl IntoView {
    let i18n = use_i18n();
    let has_any =
        Memo::new(move |_| Some(rounds_of_everybody(rounds.get()?.as_ref()).next().is_some()));
    let part = move || match has_any.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(false) => view! {
            <EmptyState
                title=say!(i18n, rounds.nothing_yet)
                text=say!(i18n, rounds.nothing_yet_text)
            >
                <Button icon="plus" on_press=move |()| is_keep_open.set(true)>
                    {t!(i18n, rounds.keep)}
                </Button>
            </EmptyState>
        }
        .into_any(),
        Some(true) => view! { <Moved rounds=rounds of=of shown=shown /> }.into_any(),
    };
    view! { <Section id="movement" title=say!(i18n, rounds.movement)>{part}</Section> }
}

#[component]
fn Moved(
    rounds: Asked<RoundsView>,
    of: RwSignal<String>,
    shown: MovedPeopleShown,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // A round that is gone is compared no more: the latest takes its place, or now.
    let between = Memo::new(move |_| {
        let view = rounds.get()?;
        let chosen = |key: RwSignal<String>| {
            let id = DocumentId(key.get().parse().ok()?);
            Some(find_everybody(&view, id)?.id)
        };
        let latest = || Some(rounds_of_everybody(&view).last()?.id);
        let from = chosen(from).or_else(latest)?;
        Some(Between { from, to: chosen(to), of: of.get() })
    });
    Effect::new(move |_| {
        let Some(between) = between.get() else { return };
        from.set(between.from.0.to_string());
        to.set(between.to.map(|id| id.0.to_string()).unwrap_or_default());
    });
    let asked = Workspace::expect().asked(move || {
        let Between { from, to, of } = between.get()?;
        Some(GetMovement { from, to, of: movement_of(&of) })
    });
    let named = move || {
        let f = formatter.get();
        let view = rounds.get();
        let each = view.iter().flat_map(|view| rounds_of_everybody(view));
        let each = each.map(|round| {
            let day = f.fmt_date(round.day.0, DateStyle::Short);
            let name = round.name.as_str();
            let label = match round.is_reconstructed {
                true => t_string!(i18n, rounds.round_on_reconstructed, name = name, day = day)
                    .to_string(),
                false => t_string!(i18n, rounds.round_on, name = name, day = day).to_string(),
            };
            Choice::new(round.id.0.to_string(), label)
        });
        each.collect::<Vec<_>>()
    };
    let from_choices = Signal::derive(named);
    let to_choices = Signal::derive(move || {
        let now = Choice::new("", t_string!(i18n, rounds.now));
        std::iter::once(now).chain(named()).collect::<Vec<_>>()
    });
    // A round that was just deleted is not there for a moment, until the choice has followed.
    let problem = move || {
        let error = asked.error.get();
        error.filter(|error| !matches!(error, EngineError::NotFound { .. })).map(|error| {
            let what = explain(&error).get(language.get()).to_owned();
            let safe = say!(i18n, segments.error_safe);
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    };
    let file = move || Some(shown_table(i18n, &*asked.get()?));
    let found = move || {
        let moved = asked.get()?;
        let between = between.get()?;
        let f = formatter.get();
        let said = sentence(i18n, &f, &moved);
        let is_reconstructed = rounds.get().is_some_and(|view| {
            let mut compared = std::iter::once(between.from).chain(between.to);
            compared.any(|id| find_everybody(&view, id).is_some_and(|round| round.is_reconstructed))
        });
        Some(view! {
            <p role="status">{said.clone()}</p>
            {moved
                .is_measured_otherwise
                .then(|| {
                    view! {
                        <Note tone=Tone::Warn>
                            <p>{t_string!(i18n, rounds.measured_otherwise).to_owned()}</p>
                        </Note>
                    }
                })}
            {is_reconstructed
                .then(|| {
                    view! {
                        <p class="fine">
                            {t_string!(i18n, rounds.compares_reconstructed).to_owned()}
                        </p>
                    }
                })}
            <figure class="figure">
                <div class="scroll-x" tabindex="0" role="group" aria-labelledby="movement">
                    {flow_picture(i18n, &f, &moved, said)}
                </div>
                <figcaption class="fine">
                    {t_string!(i18n, rounds.flow_caption).to_owned()}
                </figcaption>
            </figure>
            <h3 id="matrix">{t_string!(i18n, rounds.matrix).to_owned()}</h3>
            {matrix(i18n, &f, &moved, &between, shown)}
            <ExportTableMenu table=file />
        })
    };
    view! {
        <div class="between">
            <SelectField label=say!(i18n, rounds.from) choices=from_choices value=from />
            <SelectField label=say!(i18n, rounds.to) choices=to_choices value=to />
            <Segmented label=say!(i18n, rounds.of) choices=of_choices(i18n) value=of />
        </div>
        {problem}
        <div class="stack">{found}</div>
    }
}

/// How many moved, and where most of them went.
fn sentence(i18n: Texts, f: &Formatter, moved: &MovementView) -> String {
    let n = |n: u32| f.fmt_int(n.into());
    let sum = |is_meant: fn(&State, &State) -> bool| {
        let meant = moved.flows.iter().filter(|flow| is_meant(&flow.from, &flow.to));
        n(meant.map(|flow| flow.n).sum())
    };
    let said = t_string!(
        i18n,
        rounds.moved,
        n = n(moved.n_in_both),
        moved = n(moved.n_moved),
        new = sum(|from, _| *from == State::Away),
        gone = sum(|_, to| *to == State::Away)
    )
    .to_string();
    let mut between = moved
        .flows
        .iter()
        .filter(|flow| flow.from != flow.to && flow.from != State::Away && flow.to != State::Away);
    let first = between.next();
    // The first of those that are equally large.
    let largest = first
        .map(|first| between.fold(first, |most, flow| if flow.n > most.n { flow } else { most }));
    match largest {
        Some(flow) => {
            let from = state_name(i18n, &flow.from, Side::From);
            let to = state_name(i18n, &flow.to, Side::To);
            let largest = t_string!(i18n, rounds.largest, n = n(flow.n), from = from, to = to);
            let space = t_string!(i18n, rounds.sentence_space);
            format!("{said}{space}{largest}")
        }
        None => said,
    }
}
