//! What it rests on: the steps between rounds, which of them count, the chances they tell; and the two
//! kinds of doubt, explained once.

use super::super::words::{write_counts, write_shares};
use super::Shown;
use super::chances::Chances;
use super::files::steps_file;
use super::reasons::n_moves;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::views::forecast::Spread;
use meadow_core::views::mix_outlook::{MixOutlookView, Step};
use std::sync::Arc;

/// Rounds are no equal steps where the longest is so many times the shortest.
const UNEVEN: f64 = 1.5;

#[component]
pub fn RestsSection(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let has_steps =
        Memo::new(move |_| shown.asked.get().is_some_and(|view| !view.steps.is_empty()));
    let has_outlook = Memo::new(move |_| shown.with(|_| ()).is_some());
    view! {
        <Show when=move || has_steps.get()>
            <Section id="mix-rests" title=say!(i18n, mix.rests)>
                <Pace shown=shown />
                <Steps shown=shown />
                <Show when=move || has_outlook.get()>
                    <Chances shown=shown />
                </Show>
            </Section>
        </Show>
    }
}

/// How long a round is, and who comes and goes in one.
#[component]
fn Pace(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let counted = move || {
        let view = shown.asked.get()?;
        let days: Vec<i32> =
            view.steps.iter().filter(|step| step.is_counted).map(Step::n_days).collect();
        let (least, most) = (*days.iter().min()?, *days.iter().max()?);
        let mean = f64::from(days.iter().sum::<i32>()) / days.len() as f64;
        Some((mean, least, most, view))
    };
    let length = move || {
        let (mean, least, most, _) = counted()?;
        let f = formatter.get();
        let range = f.fmt_range(least.into(), most.into());
        let said = match least == most {
            true => t_string!(i18n, mix.round_is, n = f.fmt_number(mean, 0)).to_string(),
            false => {
                let n = f.fmt_number(mean, 0);
                t_string!(i18n, mix.round_is_about, n = n, range = range).to_string()
            }
        };
        Some(agree(&said))
    };
    let people = move || {
        let (.., view) = counted()?;
        Some(come_and_go(i18n, &formatter.get(), &view))
    };
    let is_uneven = move || {
        counted().is_some_and(|(_, least, most, _)| f64::from(most) > UNEVEN * f64::from(least))
    };
    let is_otherwise = move || {
        let view = shown.asked.get();
        let mut steps = view.iter().flat_map(|view| view.steps.iter());
        steps.any(|step| step.is_counted && step.is_measured_otherwise)
    };
    let warning = move |is_meant: bool, text: Signal<String>| {
        is_meant.then(|| {
            view! {
                <Note tone=Tone::Warn>
                    <p>{move || text.get()}</p>
                </Note>
            }
        })
    };
    view! {
        <p>{length} " " {people}</p>
        {move || warning(is_uneven(), say!(i18n, mix.uneven))}
        {move || warning(is_otherwise(), say!(i18n, mix.measured_otherwise))}
    }
}

fn come_and_go(i18n: Texts, f: &Formatter, view: &Arc<MixOutlookView>) -> String {
    let counted = || view.steps.iter().filter(|step| step.is_counted);
    let sum = |read: fn(&Step) -> u32| f.fmt_int(counted().map(read).sum::<u32>().into());
    let said = t_string!(
        i18n,
        mix.come_and_go,
        new = sum(|step| step.n_new),
        gone = sum(|step| step.n_gone),
        steps = f.fmt_int(counted().count() as i64)
    );
    agree(&said.to_string())
}

#[component]
fn Steps(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let steps = move || shown.asked.get().map(|view| view.steps.clone()).unwrap_or_default();
    // A row stays while it says the same, so that whoever chooses by keyboard stays on it.
    let said = move |step: &Step| {
        let step = Step { is_counted: true, ..step.clone() };
        format!("{step:?} {:?}", formatter.get().language())
    };
    let row = move |step: Step| step_row(i18n, &formatter.get_untracked(), shown, &step);
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="mix-rests">
            <table class="table" data-stack="">
                <caption class="sr-only">{t!(i18n, mix.steps)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, mix.step)}</th>
                        <th scope="col" class="num">{t!(i18n, mix.days)}</th>
                        <th scope="col" class="num">{t!(i18n, mix.in_both)}</th>
                        <th scope="col" class="num">{t!(i18n, rounds.newcomers)}</th>
                        <th scope="col" class="num">{t!(i18n, rounds.gone)}</th>
                        <th scope="col">{t!(i18n, mix.counts)}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=steps key=said children=row />
                </tbody>
            </table>
        </div>
        <ExportTableMenu table=move || Some(steps_file(i18n, &shown.asked.get()?.steps)) />
    }
}

fn step_row(i18n: Texts, f: &Formatter, shown: Shown, step: &Step) -> impl IntoView + use<> {
    let n = |n: u32| f.fmt_int(n.into());
    let day = |day: i32| f.fmt_date(day, DateStyle::Short);
    let between =
        t_string!(i18n, mix.way, from = step.from_name.as_str(), to = step.to_name.as_str())
            .to_string();
    let when = f.join_range(&day(step.from_day.0), &day(step.to_day.0));
    let left_out = (step.n_left_out > 0).then(|| {
        let said = t_string!(i18n, mix.left_out, n = n(step.n_left_out)).to_string();
        view! { <small>{agree(&said)}</small> }
    });
    let label = t_string!(i18n, mix.count_step, step = between.as_str()).to_string();
    let from = step.from;
    let is_counted = move || shown.inputs.all.with(|all| !all.left_out.contains(&from));
    let turn = move |event| count(shown, from, event_target_checked(&event));
    view! {
        <tr>
            <th scope="row">
                <span>
                    {between}
                    <small>{when}</small>
                    {left_out}
                </span>
            </th>
            <td class="num" data-label=t_string!(i18n, mix.days)>{f.fmt_int(step.n_days().into())}</td>
            <td class="num" data-label=t_string!(i18n, mix.in_both)>{n(step.n_in_both)}</td>
            <td class="num" data-label=t_string!(i18n, rounds.newcomers)>{n(step.n_new)}</td>
            <td class="num" data-label=t_string!(i18n, rounds.gone)>{n(step.n_gone)}</td>
            <td data-label=t_string!(i18n, mix.counts)>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=is_counted
                        aria-label=label
                        on:change=turn
                    />
                </label>
            </td>
        </tr>
    }
}

fn count(shown: Shown, from: DocumentId, is_counted: bool) {
    shown.inputs.all.update(|all| {
        all.left_out.retain(|id| *id != from);
        if !is_counted {
            all.left_out.push(from);
        }
    });
}

/// The chance of one outcome, and how well its rate is known.
#[component]
pub fn DoubtSection(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let text = move || {
        let f = formatter.get();
        shown.with(|outlook| {
            let is_share = outlook.is_in_mix[outlook.watched as usize];
            let write = |spread: &Spread| match is_share {
                true => write_shares(&f, spread.p05, spread.p95),
                false => write_counts(&f, spread),
            };
            let doubt = &outlook.doubt;
            let luck = t_string!(i18n, mix.doubt_luck, range = write(&doubt.luck)).to_string();
            let n = f.fmt_int(n_moves(outlook).into());
            let rates = t_string!(i18n, mix.doubt_rates, n = n, range = write(&doubt.rates));
            let both = t_string!(i18n, mix.doubt_both, range = write(&doubt.both)).to_string();
            view! {
                <ul class="plain limits">
                    <li>{luck}</li>
                    <li>{rates.to_string()}</li>
                    <li>{both}</li>
                </ul>
            }
        })
    };
    view! {
        <Section id="mix-doubt" title=say!(i18n, mix.two_doubts)>
            <p>{t!(i18n, mix.doubt_lead)}</p>
            {text}
            <p class="fine">{t!(i18n, mix.doubt_limits)}</p>
        </Section>
    }
}
