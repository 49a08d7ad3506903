//! Under a plan: the changes the user bets on, and what they add to the mix, side by side with none.

use super::super::why::Reasons;
use super::Shown;
use super::files::plan_file;
use super::inputs::{Inputs, PlanRow};
use super::panels::{after_rounds, state_heading};
use super::reasons::Told;
use super::words::{name, state_key, write_ahead, write_more, write_signed};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::button::{Button, IconButton};
use crate::ui::components::error_note::Note;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::shell::navigation::focus_heading_if_lost;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::event::AudienceGroup;
use meadow_core::views::mix_outlook::{MOST_PLANNED, Outlook, Planned, StateAhead};
use meadow_core::views::round::State;

#[component]
pub fn PlanSection(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let inputs = shown.inputs;
    let n_rows = Memo::new(move |_| inputs.all.with(|all| all.of_kind().plan.len()));
    let states =
        Memo::new(move |_| shown.with(|outlook| outlook.states.clone()).unwrap_or_default());
    let rows = move || {
        let row = |at: usize| view! { <Row at=at inputs=inputs states=states /> };
        (0..n_rows.get()).map(row).collect_view()
    };
    let add = move |()| {
        let watched =
            untrack(|| shown.with(|outlook| outlook.states.get(outlook.watched as usize).cloned()));
        let to = watched.flatten().filter(|state| *state != State::Away);
        let states = states.get_untracked();
        let Some(to) = to.or_else(|| states.first().cloned()) else { return };
        // The class from which most can be won, where there are classes.
        let fly = State::Group(AudienceGroup::Class(Class::Dragonfly));
        let from = states.iter().find(|state| **state == fly && **state != to);
        let from = from.or_else(|| states.iter().find(|state| **state != to)).cloned();
        let from = from.unwrap_or_else(|| to.clone());
        inputs.all.update(|all| all.of_kind_mut().plan.push(PlanRow { from, to, more: None }));
    };
    let is_full = Signal::derive(move || n_rows.get() >= MOST_PLANNED);
    view! {
        <Section id="mix-plan" title=say!(i18n, mix.plan)>
            <p>{t!(i18n, mix.plan_lead)}</p>
            <div class="planrows">{rows}</div>
            <div class="row">
                <Button icon="plus" disabled=is_full on_press=add>
                    {t!(i18n, mix.plan_add)}
                </Button>
            </div>
            <Compared shown=shown />
        </Section>
    }
}

#[component]
fn Row(at: usize, inputs: Inputs, states: Memo<Vec<State>>) -> impl IntoView {
    let i18n = use_i18n();
    let choices = move |is_meant: fn(&State) -> bool| {
        Signal::derive(move || {
            let states = states.get();
            let meant = states.iter().filter(|state| is_meant(state));
            meant.map(|state| Choice::new(state_key(state), name(i18n, state))).collect::<Vec<_>>()
        })
    };
    let by_key =
        move |key: String| states.get_untracked().into_iter().find(|state| state_key(state) == key);
    let end = move |read: fn(&PlanRow) -> &State, write: fn(&mut PlanRow, State)| {
        inputs.bind(
            move |all| {
                let row = all.of_kind().plan.get(at);
                row.map(|row| state_key(read(row))).unwrap_or_default()
            },
            move |all, key: String| {
                if let (Some(row), Some(state)) = (all.of_kind_mut().plan.get_mut(at), by_key(key))
                {
                    write(row, state);
                }
            },
        )
    };
    let from = end(|row| &row.from, |row, state| row.from = state);
    let to = end(|row| &row.to, |row, state| row.to = state);
    let more = inputs.bind_range(
        move |all| all.of_kind().plan.get(at)?.more,
        move |all, more| {
            if let Some(row) = all.of_kind_mut().plan.get_mut(at) {
                row.more = more;
            }
        },
    );
    let remove = move |()| {
        inputs.all.update(|all| {
            all.of_kind_mut().plan.remove(at);
        });
        focus_heading_if_lost();
    };
    view! {
        <div class="planrows__one">
            <SelectField
                label=say!(i18n, mix.plan_from)
                choices=choices(|state| *state != State::Away)
                value=from
            />
            <NumberField
                label=say!(i18n, mix.plan_more)
                hint=say_some!(i18n, mix.plan_more_hint)
                value=more
                accepts_range=true
                least=-100.0
                most=Signal::stored(Some(100.0))
            />
            <SelectField label=say!(i18n, mix.plan_to) choices=choices(|_| true) value=to />
            <IconButton icon="trash" label=say!(i18n, mix.plan_remove) on_press=remove />
        </div>
    }
}

/// Both sides, and what the plan adds.
#[component]
fn Compared(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let has_plan =
        Memo::new(move |_| shown.with(|outlook| outlook.planned.is_some()).unwrap_or_default());
    let sentence = move || {
        let f = formatter.get();
        let said = shown.with(|outlook| {
            outlook.planned.as_ref().and_then(|planned| sentence(i18n, &f, outlook, planned))
        });
        said.flatten()
    };
    let rows = move || {
        let f = formatter.get();
        let told = Told::of(i18n, &f, shown);
        shown.with(|outlook| {
            let planned = outlook.planned.as_ref()?;
            let row = |place: usize| row_view(i18n, &f, (outlook, planned), place, &told);
            Some((0..outlook.states.len()).map(row).collect_view())
        })
    };
    let heads = move || {
        let f = formatter.get();
        let last = shown.with(|outlook| outlook.ahead.len()).unwrap_or_default();
        let head = |n: usize| {
            let after = after_rounds(i18n, &f, n);
            let more = t_string!(i18n, mix.more_after, after = after.to_lowercase()).to_string();
            view! { <th scope="col" class="num">{more}</th> }
        };
        let after = after_rounds(i18n, &f, last);
        let of = |text: &str| format!("{text}, {}", after.to_lowercase());
        view! {
            <th scope="col" class="num">{of(t_string!(i18n, mix.without_plan))}</th>
            <th scope="col" class="num">{of(t_string!(i18n, mix.with_plan))}</th>
            {(1..=last).map(head).collect_view()}
        }
    };
    view! {
        <Show
            when=move || has_plan.get()
            fallback=move || view! { <p class="fine">{t!(i18n, mix.plan_none)}</p> }
        >
            <p role="status">{sentence}</p>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="mix-plan">
                <table class="table" data-stack="">
                    <caption class="sr-only">{t!(i18n, mix.plan)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, mix.state)}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <ExportTableMenu table=move || {
                let f = formatter.get();
                shown.with(|outlook| plan_file(i18n, &f, outlook)).flatten()
            } />
            <Note>
                <p>{t!(i18n, mix.plan_rests)}</p>
            </Note>
        </Show>
    }
}

/// "Bees: 38 to 46 % under the plan, 34 to 41 % without. The plan itself adds +3 to +6 points."
fn sentence(i18n: Texts, f: &Formatter, outlook: &Outlook, planned: &Planned) -> Option<String> {
    let watched = outlook.watched as usize;
    let (with, without) =
        (planned.ahead.last()?.get(watched)?, outlook.ahead.last()?.get(watched)?);
    let more = planned.more.last()?.get(watched)?;
    let said = t_string!(
        i18n,
        mix.plan_says,
        state = name(i18n, &outlook.states[watched]),
        with = write_ahead(f, with),
        without = write_ahead(f, without),
        more = write_more(i18n, f, more)
    );
    Some(said.to_string())
}

fn row_view(
    i18n: Texts,
    f: &Formatter,
    (outlook, planned): (&Outlook, &Planned),
    place: usize,
    told: &Told,
) -> impl IntoView + use<> {
    let reasons = Reasons::expect();
    let why = t_string!(i18n, forecast.why);
    let last = outlook.ahead.len() - 1;
    let state = name(i18n, &outlook.states[place]);
    let side = |label: &str, ahead: &StateAhead| {
        let title = format!("{state}, {}", label.to_lowercase());
        let (told, ahead) = (told.clone(), *ahead);
        let figure =
            reasons.figure(write_ahead(f, &ahead), why, move || told.ahead(&title, &ahead));
        view! { <td class="num" data-label=label.to_owned()>{figure}</td> }
    };
    let more = planned.more.iter().enumerate().map(|(at, round)| {
        let more = round[place];
        let after = after_rounds(i18n, f, at + 1);
        let label = t_string!(i18n, mix.more_after, after = after.to_lowercase()).to_string();
        let title = format!("{state}: {}", label.to_lowercase());
        let told = told.clone();
        let written = write_more(i18n, f, &more);
        let figure = reasons.figure(written, why, move || told.more(&title, &more));
        let people = more.share.map(|_| {
            let range = f.join_range(
                &write_signed(f, more.people.p05.round()),
                &write_signed(f, more.people.p95.round()),
            );
            t_string!(i18n, mix.people_range, range = range).to_string()
        });
        view! {
            <td class="num" data-label=label>
                <span>
                    {figure}
                    <small>{people}</small>
                </span>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{state_heading(i18n, outlook, place)}</th>
            {side(t_string!(i18n, mix.without_plan), &outlook.ahead[last][place])}
            {side(t_string!(i18n, mix.with_plan), &planned.ahead[last][place])}
            {more.collect_view()}
        </tr>
    }
}
