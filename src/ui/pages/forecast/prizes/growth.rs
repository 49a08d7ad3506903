//! How far word of mouth goes: what is asked, and the generations that come of it, bad word included.

use super::super::whom::join;
use super::super::why::Reasons;
use super::super::words::{write_chance, write_counts};
use super::files::generations_file;
use super::inputs::Inputs;
use super::reasons::{GrowthFigure, explain_growth};
use super::words::open_growth;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::help::Help;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Loading;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::model_link::model_href;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::views::forecast::Spread;
use meadow_core::views::word_of_mouth::{GrowthAnswer, GrowthView, MAX_REACH, OpenGrowth, Ranged};
use std::sync::Arc;

#[component]
pub fn GrowthSection(inputs: Inputs, asked: Asked<GrowthAnswer>) -> impl IntoView {
    let i18n = use_i18n();
    let help = Help::new(
        "growth-help",
        say!(i18n, prizes.growth),
        say!(i18n, prizes.growth_goes_by),
        say!(i18n, prizes.growth_how),
        say!(i18n, prizes.growth_doubt),
    )
    .in_full_at(model_href(ModelTopic::WordOfMouth));
    let answer = move || match asked.get().as_deref() {
        None => view! { <Loading /> }.into_any(),
        Some(GrowthAnswer::Open(open)) => view! { <OpenNote open=open.clone() /> }.into_any(),
        Some(GrowthAnswer::Found(found)) => {
            view! { <Growth view=Arc::new((**found).clone()) /> }.into_any()
        }
    };
    view! {
        <Section id="h-prizes-growth" title=say!(i18n, prizes.growth) help=help>
            <p>{t!(i18n, prizes.growth_lead)}</p>
            <Fields inputs=inputs />
            {answer}
            <details class="inputs">
                <summary>{t!(i18n, prizes.limits)}</summary>
                <ul class="plain limits">
                    <li>{t!(i18n, prizes.limit_reach)}</li>
                    <li>{t!(i18n, prizes.limit_conversion)}</li>
                    <li>{t!(i18n, prizes.limit_market)}</li>
                    <li>{t!(i18n, prizes.limit_bad)}</li>
                </ul>
            </details>
        </Section>
    }
}

#[component]
fn Fields(inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let n_first = inputs.bind_count(|all| all.word.n_first, |all, n| all.word.n_first = n);
    let reach = inputs.bind_count(|all| all.word.reach, |all, n| all.word.reach = n);
    let later = inputs.bind_count(|all| all.word.reach_later, |all, n| all.word.reach_later = n);
    let conversion =
        inputs.bind_shares(|all| all.word.conversion, |all, range| all.word.conversion = range);
    let market = inputs.bind_count(|all| all.word.n_market, |all, n| all.word.n_market = n);
    let discontent =
        inputs.bind_shares(|all| all.word.discontent, |all, range| all.word.discontent = range);
    let bad_reach = inputs
        .bind_count(|all| all.word.reach_of_discontent, |all, n| all.word.reach_of_discontent = n);
    let lost = inputs.bind_shares(|all| all.word.lost, |all, range| all.word.lost = range);
    let most_reached = Signal::stored(Some(f64::from(MAX_REACH)));
    let percent = Signal::stored(Some("%".to_owned()));
    let all_of_100 = Signal::stored(Some(100.0));
    view! {
        <div class="grid-3" data-part="growth">
            <NumberField
                label=say!(i18n, prizes.n_first)
                value=n_first
                least=1.0
                placeholder=say!(i18n, prizes.orders_expected)
            />
            <NumberField
                label=say!(i18n, prizes.reach)
                hint=say_some!(i18n, prizes.reach_hint)
                value=reach
                least=0.0
                most=most_reached
                placeholder=say!(i18n, whom.ask_cost)
            />
            <NumberField
                label=say!(i18n, prizes.reach_later)
                value=later
                least=0.0
                most=most_reached
                placeholder=say!(i18n, prizes.as_many)
            />
            <NumberField
                label=say!(i18n, prizes.conversion)
                hint=say_some!(i18n, prizes.conversion_hint)
                value=conversion
                accepts_range=true
                least=0.0
                most=all_of_100
                placeholder=say!(i18n, whom.ask_cost)
                unit_after=percent
            />
            <NumberField
                label=say!(i18n, prizes.n_market)
                hint=say_some!(i18n, prizes.n_market_hint)
                value=market
                least=0.0
                placeholder=say!(i18n, prizes.no_end)
            />
        </div>
        <fieldset class="costs">
            <legend>{t!(i18n, prizes.bad_word)}</legend>
            <div class="grid-3" data-part="bad-word">
                <NumberField
                    label=say!(i18n, prizes.discontent)
                    value=discontent
                    accepts_range=true
                    least=0.0
                    most=all_of_100
                    placeholder=say!(i18n, prizes.left_out)
                    unit_after=percent
                />
                <NumberField
                    label=say!(i18n, prizes.reach_of_discontent)
                    value=bad_reach
                    least=0.0
                    most=most_reached
                    placeholder=say!(i18n, prizes.left_out)
                />
                <NumberField
                    label=say!(i18n, prizes.lost)
                    value=lost
                    accepts_range=true
                    least=0.0
                    most=all_of_100
                    placeholder=say!(i18n, prizes.left_out)
                    unit_after=percent
                />
            </div>
        </fieldset>
    }
}

/// What has to be said before anything follows.
#[component]
fn OpenNote(open: Vec<OpenGrowth>) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || {
        let what = join(open.iter().map(|term| open_growth(*term)));
        t_string!(i18n, prizes.growth_open, what = what).to_string()
    };
    view! {
        <div role="status" data-growth="none">
            <Note>
                <p>{words}</p>
            </Note>
        </div>
    }
}

#[component]
fn Growth(view: Arc<GrowthView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let found = StoredValue::new(view);
    view! {
        <p data-growth="found">
            <b>{move || found.with_value(|view| finding(&formatter.get(), view))}</b>
            " "
            {move || found.with_value(|view| pace(&formatter.get(), view))}
        </p>
        {move || found.with_value(|view| grown_beyond(&formatter.get(), view))}
        <div class="grid-2">
            {move || found.with_value(figures)} {move || found.with_value(generations)}
        </div>
        <ExportTableMenu table=move || Some(found.with_value(|view| generations_file(view))) />
        <p class="fine">{t!(i18n, prizes.rests_on_conversion)}</p>
    }
}

fn finding(f: &Formatter, view: &GrowthView) -> String {
    let i18n = use_i18n();
    let (low, high) = (f.fmt_number(view.won.p05, 0), f.fmt_number(view.won.p95, 0));
    let (first, n) = (f.fmt_int(view.n_first.into()), view.generations.len());
    let mean = f.fmt_number(view.won.mean, 0);
    t_string!(
        i18n,
        prizes.growth_finding,
        first = first,
        n = n,
        mean = mean,
        low = low,
        high = high
    )
    .to_string()
}

/// Whether it fades, grows, or nobody can tell.
fn pace(f: &Formatter, view: &GrowthView) -> String {
    let i18n = use_i18n();
    let m = &view.offspring_later;
    let written = ranged(f, m);
    if m.high <= 1.0 {
        t_string!(i18n, prizes.fades, m = written).to_string()
    } else if m.low > 1.0 {
        t_string!(i18n, prizes.grows, m = written).to_string()
    } else {
        t_string!(i18n, prizes.undecided, m = written).to_string()
    }
}

fn grown_beyond(f: &Formatter, view: &GrowthView) -> Option<AnyView> {
    let i18n = use_i18n();
    (view.p_stopped > 0.0).then(|| {
        let chance = write_chance(f, view.p_stopped);
        let said = t_string!(i18n, prizes.grown_beyond, chance = chance).to_string();
        view! {
            <Note tone=Tone::Warn>
                <p>{said}</p>
            </Note>
        }
        .into_any()
    })
}

fn ranged(f: &Formatter, ranged: &Ranged) -> String {
    let number = |value: f64| f.fmt_number(value, 2);
    if ranged.high - ranged.low < 0.005 {
        return number(ranged.mean);
    }
    format!("{} ({})", number(ranged.mean), f.join_range(&number(ranged.low), &number(ranged.high)))
}

fn counts(f: &Formatter, spread: &Spread) -> String {
    format!("{} ({})", f.fmt_number(spread.mean, 1), write_counts(f, spread))
}

fn figures(view: &Arc<GrowthView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let mut rows = vec![
        (t_string!(i18n, prizes.offspring), GrowthFigure::Offspring, ranged(&f, &view.offspring)),
        (t_string!(i18n, prizes.won), GrowthFigure::Won, counts(&f, &view.won)),
    ];
    if let Some(net) = &view.net {
        rows.push((t_string!(i18n, prizes.net), GrowthFigure::Net, counts(&f, net)));
    }
    rows.push((
        t_string!(i18n, prizes.dies_out),
        GrowthFigure::DiesOut,
        write_chance(&f, view.p_over),
    ));
    rows.push((
        t_string!(i18n, prizes.ever_dies_out),
        GrowthFigure::EverDiesOut,
        write_chance(&f, view.p_extinct),
    ));
    let rows = rows.into_iter().map(|(name, figure, written)| {
        let (view, value) = (view.clone(), written.clone());
        let explain = move || explain_growth(&view, figure, value.clone());
        let figure = Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain);
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{figure}</dd>
            </div>
        }
    });
    let lost = view.lost.map(|lost| {
        view! {
            <div>
                <dt>{t!(i18n, prizes.n_lost)}</dt>
                <dd>{counts(&f, &lost)}</dd>
            </div>
        }
    });
    let no_bad_word = view.lost.is_none().then(|| {
        view! { <p class="fine">{t!(i18n, prizes.no_bad_word)}</p> }
    });
    view! {
        <div>
            <dl class="kv" data-wide="">
                {rows.collect_view()}
                {lost}
            </dl>
            {no_bad_word}
        </div>
    }
    .into_any()
}

fn generations(view: &Arc<GrowthView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let row = |(place, won): (usize, &Spread)| {
        view! {
            <tr>
                <th scope="row">{f.fmt_int(place as i64 + 1)}</th>
                <td class="num" data-label=t_string!(i18n, prizes.expected_new)>
                    {f.fmt_number(won.mean, 1)}
                </td>
                <td class="num" data-label=t_string!(i18n, prizes.range)>
                    {write_counts(&f, won)}
                </td>
            </tr>
        }
    };
    view! {
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, prizes.generation)}</th>
                    <th scope="col" class="num">{t!(i18n, prizes.expected_new)}</th>
                    <th scope="col" class="num">{t!(i18n, prizes.range)}</th>
                </tr>
            </thead>
            <tbody>{view.generations.iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}
