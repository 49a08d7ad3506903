//! The split found with what it brings, the curves it rests on and how much that is; or what has to be said
//! first.

use super::super::whom::join;
use super::super::words::NO_FIGURE;
use super::files::split_file;
use super::reasons::{Figure, why};
use super::words::{MORE_BUDGET, gain, money, more, name_of, open_words, part, results};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::response_curve::{ResponseChart, ResponsePoint, draw_response_curve};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::budget::{BudgetView, ChannelView, CurveBasis, NoBudget, OpenChannel};
use std::sync::Arc;

const HEIGHT_PX: f64 = 170.0;

/// Why there is no split yet, and what would make one.
#[component]
pub fn NoBudgetNote(why: NoBudget, #[prop(into)] names: Signal<Vec<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let lines = move || match &why {
        NoBudget::TooFewChannels => vec![t_string!(i18n, budget.too_few_channels).to_owned()],
        NoBudget::BudgetUnknown => vec![t_string!(i18n, budget.budget_unknown).to_owned()],
        NoBudget::Open(open) => {
            let f = formatter.get();
            let line = |(place, why): &(u32, OpenChannel)| {
                let name = names.with(|names| names.get(*place as usize).cloned());
                let name = match name.as_deref().map(str::trim).unwrap_or_default() {
                    "" => t_string!(i18n, budget.channel_n, n = place + 1).to_string(),
                    name => name.to_owned(),
                };
                let why = open_words(&f, *why);
                t_string!(i18n, budget.of_channel, name = name, why = why).to_string()
            };
            open.iter().map(line).collect()
        }
    };
    view! {
        <div role="status" data-budget="none">
            <Note tone=Tone::Warn>
                {move || lines().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            </Note>
        </div>
    }
}

/// The finding in a sentence.
pub fn finding(f: &Formatter, view: &BudgetView) -> String {
    let i18n = use_i18n();
    let part = |(place, channel): (usize, &ChannelView)| {
        format!("{} {}", name_of(view, place), money(f, channel.spend.value))
    };
    // What rounds to nothing is not worth a word.
    let gets = |(_, channel): &(usize, &ChannelView)| channel.spend.value >= view.budget * 0.005;
    let parts = join(view.channels.iter().enumerate().filter(gets).map(part));
    let n = results(f, view.result);
    t_string!(i18n, budget.finding, parts = parts, n = n).to_string()
}

#[component]
pub fn Found(view: Arc<BudgetView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let found = StoredValue::new(view);
    let sentence = move || {
        let f = formatter.get();
        found.with_value(|view| finding(&f, view))
    };
    view! {
        <Section id="h-budget-split" title=say!(i18n, budget.split)>
            <p data-budget="found">
                <b>{sentence} {t!(i18n, forecast.full_stop)}</b>
                " "
                {move || found.with_value(|view| gain_words(&formatter.get(), view))}
            </p>
            {move || found.with_value(|view| figures(&formatter.get(), view))}
            {move || found.with_value(|view| table(&formatter.get(), view))}
            <ExportTableMenu table=move || {
                Some(found.with_value(|view| split_file(&formatter.get(), view)))
            } />
        </Section>
        <Section id="h-budget-curves" title=say!(i18n, budget.curves)>
            <div class="panels">
                {move || {
                    found
                        .with_value(|view| {
                            let f = formatter.get();
                            let places = 0..view.channels.len();
                            places.map(|place| panel(&f, view, place)).collect_view()
                        })
                }}
            </div>
            <p class="fine">{t!(i18n, budget.picture)}</p>
            <ul class="plain limits">
                <li>{t!(i18n, budget.limit_lot)}</li>
                <li>{t!(i18n, budget.limit_apart)}</li>
                <li>{t!(i18n, budget.limit_tried)}</li>
            </ul>
        </Section>
    }
}

fn gain_words(f: &Formatter, view: &BudgetView) -> String {
    let i18n = use_i18n();
    let n = gain(f, view);
    let said = match view.is_against_now {
        true => t_string!(i18n, budget.gain_now, n = n).to_string(),
        false => t_string!(i18n, budget.gain_even, n = n).to_string(),
    };
    let may_lose = view.gain.low < 0.0;
    let doubt = may_lose.then(|| t_string!(i18n, budget.may_lose).to_owned());
    let is_belief = view.channels.iter().any(|channel| channel.basis == CurveBasis::Belief);
    let belief = is_belief.then(|| t_string!(i18n, budget.rests_on_belief).to_owned());
    let said = std::iter::once(said).chain(doubt).chain(belief).collect::<Vec<_>>();
    said.join(t_string!(i18n, forecast.sentence_gap))
}

fn figures(f: &Formatter, view: &Arc<BudgetView>) -> AnyView {
    let i18n = use_i18n();
    let against = match view.is_against_now {
        true => t_string!(i18n, budget.more_than_now),
        false => t_string!(i18n, budget.more_than_even),
    };
    let amount = money(f, MORE_BUDGET);
    let marginal = t_string!(i18n, budget.one_more, amount = amount).to_string();
    let rows = [
        (t_string!(i18n, budget.result).to_owned(), Figure::Result, results(f, view.result)),
        (against.to_owned(), Figure::Gain, gain(f, view)),
        (marginal, Figure::Marginal, more(f, view.marginal)),
    ];
    let row = |(name, figure, written): (String, Figure, String)| {
        let figure = why(view, figure, name.clone(), written);
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{figure}</dd>
            </div>
        }
    };
    view! {
        <dl class="kv" data-wide="">
            {rows.into_iter().map(row).collect_view()}
        </dl>
    }
    .into_any()
}

fn table(f: &Formatter, view: &Arc<BudgetView>) -> AnyView {
    let i18n = use_i18n();
    let one_more = t_string!(i18n, budget.one_more, amount = money(f, MORE_BUDGET)).to_string();
    let row = |(place, channel): (usize, &ChannelView)| {
        let name = name_of(view, place);
        let part = why(view, Figure::Part(place), name.clone(), part(f, view, &channel.spend));
        let now = channel.now.map(|(spend, _, marginal)| (money(f, spend), more(f, marginal)));
        let (now, now_more) = now.unwrap_or_else(|| (NO_FIGURE.to_owned(), NO_FIGURE.to_owned()));
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num" data-label=t_string!(i18n, budget.now)>
                    {now}
                </td>
                <td class="num" data-label=t_string!(i18n, budget.one_more_now)>
                    {now_more}
                </td>
                <td class="num" data-label=t_string!(i18n, budget.part)>
                    {part}
                </td>
                <td class="num" data-label=t_string!(i18n, budget.brings)>
                    {results(f, channel.result)}
                </td>
                <td class="num" data-label=one_more.clone()>
                    {more(f, channel.marginal)}
                </td>
            </tr>
        }
    };
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="h-budget-split">
            <table class="table" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, budget.name)}</th>
                        <th scope="col" class="num">{t!(i18n, budget.now)}</th>
                        <th scope="col" class="num">{t!(i18n, budget.one_more_now)}</th>
                        <th scope="col" class="num">{t!(i18n, budget.part)}</th>
                        <th scope="col" class="num">{t!(i18n, budget.brings)}</th>
                        <th scope="col" class="num">{one_more.clone()}</th>
                    </tr>
                </thead>
                <tbody>{view.channels.iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// One channel: its curve, and in words what it rests on.
fn panel(f: &Formatter, view: &Arc<BudgetView>, place: usize) -> AnyView {
    let i18n = use_i18n();
    let Some(channel) = view.channels.get(place) else { return ().into_any() };
    let name = name_of(view, place);
    let label = t_string!(
        i18n,
        budget.panel,
        name = name.clone(),
        amount = money(f, channel.spend.value),
        n = results(f, channel.result)
    )
    .to_string();
    let chart = chart_of(channel);
    let formatter = f.clone();
    let draw = move |size: ChartSize| {
        let spend = |major: f64| money(&formatter, major);
        draw_response_curve(&chart, size, &spend, &|n| results(&formatter, n))
    };
    view! {
        <div class="panels__one" data-curve=place.to_string()>
            <h3>{name}</h3>
            <ChartFrame label=label height_px=HEIGHT_PX draw=Callback::new(draw) />
            <p class="fine">{rests_on(f, channel)}</p>
        </div>
    }
    .into_any()
}

fn chart_of(channel: &ChannelView) -> ResponseChart {
    ResponseChart {
        line: channel
            .line
            .iter()
            .map(|at| ResponsePoint {
                spend: at.spend,
                result: at.result,
                low: at.low,
                high: at.high,
            })
            .collect(),
        points: channel.points.clone(),
        now: channel.now.map(|(spend, ..)| spend),
        proposed: Some((channel.spend.value, channel.result)),
    }
}

fn rests_on(f: &Formatter, channel: &ChannelView) -> String {
    let i18n = use_i18n();
    let top = results(f, channel.top);
    let mut said = Vec::new();
    match (channel.basis, channel.rms_error) {
        (CurveBasis::Points, Some(error)) => {
            let n = f.fmt_int(channel.points.len() as i64);
            let error = f.fmt_number(error, 1);
            said.push(
                t_string!(i18n, budget.rests_points, n = n, error = error, top = top).to_string(),
            );
            if channel.n_tried == 0 {
                said.push(t_string!(i18n, budget.just_enough).to_owned());
            } else if channel.n_without > 0 {
                let n = f.fmt_int(channel.n_without.into());
                said.push(t_string!(i18n, budget.without_points, n = n).to_string());
            }
        }
        _ => said.push(t_string!(i18n, budget.rests_belief, top = top).to_string()),
    }
    if channel.inflection > 0.0 {
        let amount = money(f, channel.inflection);
        said.push(t_string!(i18n, budget.s_shaped, amount = amount).to_string());
    }
    if channel.is_beyond {
        said.push(t_string!(i18n, budget.beyond).to_owned());
    }
    if channel.is_below {
        said.push(t_string!(i18n, budget.below).to_owned());
    }
    agree(&said.join(t_string!(i18n, forecast.sentence_gap)))
}
