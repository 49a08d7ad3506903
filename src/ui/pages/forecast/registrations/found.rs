//! The final number with its band, what it rests on, and how registrations usually come in; or what has to
//! be said first.

use super::super::whom::join;
use super::super::why::{Explanation, Reasons};
use super::super::words::{stage_name, write_chance, write_counts, write_share};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::histogram::{Histogram, Threshold, draw_histogram};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::views::forecast::Spread;
use meadow_core::views::registrations::{CurveSource, NoRegistrations, RegistrationsView};
use meadow_core::views::shown_table::{ShownTable, TableOf};
use std::sync::Arc;

const HEIGHT_PX: f64 = 190.0;

/// A figure of this page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Figure {
    InTheEnd,
    ShareIn,
    Expected,
    Goal,
}

/// Why nothing can be said yet, and what would change that.
#[component]
pub fn NoRegistrationsNote(why: NoRegistrations) -> impl IntoView {
    let formatter = use_formatter();
    view! {
        <div role="status" data-registrations="none">
            <Note tone=Tone::Warn>
                <p>{move || write_no_registrations(&formatter.get(), &why)}</p>
            </Note>
        </div>
    }
}

/// The same in words.
pub fn write_no_registrations(f: &Formatter, why: &NoRegistrations) -> String {
    let i18n = use_i18n();
    match why {
        NoRegistrations::NowUnknown => t_string!(i18n, registrations.now_unknown).to_owned(),
        NoRegistrations::DaysUnknown => t_string!(i18n, registrations.days_unknown).to_owned(),
        NoRegistrations::OpeningUnknown => {
            t_string!(i18n, registrations.opening_unknown).to_owned()
        }
        NoRegistrations::ExpectedUnknown => {
            t_string!(i18n, registrations.expected_unknown).to_owned()
        }
        NoRegistrations::OpensTooLate => t_string!(i18n, registrations.opens_too_late).to_owned(),
        NoRegistrations::BeforeOpening => t_string!(i18n, registrations.before_opening).to_owned(),
        NoRegistrations::Over => t_string!(i18n, registrations.over).to_owned(),
        NoRegistrations::NobodyInvited => t_string!(i18n, registrations.nobody_invited).to_owned(),
        NoRegistrations::MoreThanInvited { n_now, n_invited } => {
            let (now, invited) = (f.fmt_int((*n_now).into()), f.fmt_int((*n_invited).into()));
            t_string!(i18n, registrations.more_than_invited, now = now, invited = invited)
                .to_string()
        }
        NoRegistrations::RatesMissing(stages) => {
            let stages = join(stages.iter().map(|stage| stage_name(*stage)));
            t_string!(i18n, registrations.rates_missing, stages = stages).to_string()
        }
    }
}

/// The finding in a sentence.
pub fn finding(f: &Formatter, view: &RegistrationsView) -> String {
    let i18n = use_i18n();
    let number = |n: f64| f.fmt_number(n, 0);
    let end = &view.in_the_end;
    if end.p05 == end.p95 {
        return t_string!(i18n, registrations.finding_certain, n = number(end.median)).to_string();
    }
    let (low, high) = (number(end.p05), number(end.p95));
    t_string!(i18n, registrations.finding, n = number(end.median), low = low, high = high)
        .to_string()
}

#[component]
pub fn Found(view: Arc<RegistrationsView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let found = StoredValue::new(view);
    let sentence = Signal::derive(move || {
        let f = formatter.get();
        found.with_value(|view| finding(&f, view))
    });
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        found.with_value(|view| {
            draw_histogram(&histogram_of(&f, view), size, &|value| f.fmt_number(value, 0))
        })
    };
    let has_picture = found.with_value(|view| view.p_per_bar.len() > 1);
    let picture = has_picture.then(|| {
        view! {
            <ChartFrame label=sentence height_px=HEIGHT_PX draw=Callback::new(draw)>
                {t!(i18n, registrations.picture)}
            </ChartFrame>
        }
    });
    view! {
        <Section id="h-registrations-end" title=say!(i18n, registrations.in_the_end)>
            <p data-registrations="found">
                <b>{sentence} {t!(i18n, forecast.full_stop)}</b>
                " "
                {move || found.with_value(|view| so_far(&formatter.get(), view))}
            </p>
            <div class="grid-2">{picture} {move || found.with_value(figures)}</div>
        </Section>
        <Section id="h-registrations-curve" title=say!(i18n, registrations.curve)>
            <p>{move || found.with_value(|view| source_words(&formatter.get(), view))}</p>
            {move || found.with_value(|view| table(&formatter.get(), view))}
            <ExportTableMenu table=move || {
                Some(found.with_value(|view| curve_file(i18n, view)))
            } />
            <ul class="plain limits">
                <li>{t!(i18n, registrations.limit_reminder)}</li>
                <li>{t!(i18n, registrations.limit_room)}</li>
            </ul>
        </Section>
    }
}

fn histogram_of(f: &Formatter, view: &RegistrationsView) -> Histogram {
    let i18n = use_i18n();
    let end = &view.in_the_end;
    Histogram {
        start: f64::from(view.first_bar),
        bar_width: f64::from(view.bar_width),
        n_per_bar: view.p_per_bar.clone(),
        threshold: view.goal.map(|(goal, _)| Threshold {
            value: f64::from(goal),
            name: t_string!(i18n, registrations.goal_line).to_owned(),
            bad_above: false,
        }),
        median: Some((end.median, f.fmt_number(end.median, 0))),
    }
}

fn so_far(f: &Formatter, view: &RegistrationsView) -> String {
    let i18n = use_i18n();
    let (now, days) = (f.fmt_int(view.n_now.into()), f.fmt_int(view.days_left.into()));
    let share = write_share(f, view.share_in);
    let said =
        match view.is_counted {
            true => t_string!(i18n, registrations.noted, now = now, days = days, share = share)
                .to_string(),
            false => t_string!(i18n, registrations.so_far, now = now, days = days, share = share)
                .to_string(),
        };
    let assumed = view.is_assumed.then(|| t_string!(i18n, registrations.rests_on_you).to_owned());
    let said = std::iter::once(said).chain(assumed).collect::<Vec<_>>();
    said.join(t_string!(i18n, forecast.sentence_gap))
}

fn counts(f: &Formatter, spread: &Spread) -> String {
    format!("{} ({})", f.fmt_number(spread.median, 0), write_counts(f, spread))
}

fn figures(view: &Arc<RegistrationsView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let mut rows = vec![
        (t_string!(i18n, registrations.in_the_end), Figure::InTheEnd, counts(&f, &view.in_the_end)),
        (t_string!(i18n, registrations.share_in), Figure::ShareIn, write_share(&f, view.share_in)),
        (t_string!(i18n, registrations.before), Figure::Expected, counts(&f, &view.expected)),
    ];
    if let Some((_, p)) = view.goal {
        rows.push((t_string!(i18n, registrations.p_goal), Figure::Goal, write_chance(&f, p)));
    }
    let rows = rows.into_iter().map(|(name, figure, written)| {
        let (view, value) = (view.clone(), written.clone());
        let explain = move || explain(&view, figure, name.to_owned(), value.clone());
        let figure = Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain);
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{figure}</dd>
            </div>
        }
    });
    view! {
        <dl class="kv" data-wide="">
            {rows.collect_view()}
        </dl>
    }
    .into_any()
}

fn table(f: &Formatter, view: &RegistrationsView) -> AnyView {
    let i18n = use_i18n();
    let row = |(days, share): &(u32, f64)| {
        view! {
            <tr>
                <th scope="row">{f.fmt_int((*days).into())}</th>
                <td class="num" data-label=t_string!(i18n, registrations.share_in)>
                    {write_share(f, *share)}
                </td>
            </tr>
        }
    };
    view! {
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, registrations.days_before)}</th>
                    <th scope="col" class="num">{t!(i18n, registrations.share_in)}</th>
                </tr>
            </thead>
            <tbody>{view.curve.iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The same as a file has it.
fn curve_file(i18n: Texts, view: &RegistrationsView) -> ShownTable {
    TableOf::new(t_string!(i18n, registrations.curve))
        .column("days_before", t_string!(i18n, registrations.days_before), |row: &(u32, f64)| row.0)
        .column("share_in", t_string!(i18n, registrations.share_in), |row| row.1)
        .rows(&view.curve)
}

/// What tells how registrations come in.
fn source_words(f: &Formatter, view: &RegistrationsView) -> String {
    let i18n = use_i18n();
    let language = Settings::expect().language.get();
    let strength = f.fmt_number(view.strength, 0);
    match &view.source {
        CurveSource::Own { events, n_registered } => {
            let n = f.fmt_int((*n_registered).into());
            let events = join(events.iter().cloned());
            t_string!(i18n, registrations.source_own, events = events, n = n, strength = strength)
                .to_string()
        }
        CurveSource::Cited { last_week, on_the_day, opens, source, basis, grade } => {
            let (week, day) = (write_share(f, *last_week), write_share(f, *on_the_day));
            t_string!(
                i18n,
                registrations.source_cited,
                week = week,
                day = day,
                opens = f.fmt_int((*opens).into()),
                source = source.get(language).to_owned(),
                grade = grade.to_string(),
                basis = basis.get(language).to_owned(),
                strength = strength
            )
            .to_string()
        }
    }
}

fn explain(view: &RegistrationsView, figure: Figure, title: String, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let formula = match figure {
        Figure::InTheEnd => t_string!(i18n, registrations.formula_end),
        Figure::ShareIn => t_string!(i18n, registrations.formula_share),
        Figure::Expected if view.n_invited.is_some() => {
            t_string!(i18n, registrations.formula_invited)
        }
        Figure::Expected => t_string!(i18n, registrations.formula_open),
        Figure::Goal => t_string!(i18n, registrations.formula_goal),
    };
    let mut inputs = vec![
        (t_string!(i18n, registrations.n_now).to_owned(), f.fmt_int(view.n_now.into())),
        (t_string!(i18n, registrations.days_left).to_owned(), f.fmt_int(view.days_left.into())),
        (t_string!(i18n, registrations.share_in).to_owned(), write_share(&f, view.share_in)),
        (t_string!(i18n, registrations.before).to_owned(), counts(&f, &view.expected)),
        (t_string!(i18n, registrations.strength).to_owned(), f.fmt_number(view.strength, 0)),
    ];
    if let Some(n) = view.n_invited {
        inputs.push((t_string!(i18n, forecast.invited).to_owned(), f.fmt_int(n.into())));
    }
    if let Some((goal, _)) = view.goal {
        inputs.push((t_string!(i18n, registrations.goal).to_owned(), f.fmt_int(goal.into())));
    }
    let sample = match &view.source {
        CurveSource::Own { events, n_registered } => {
            let (n, events) = (f.fmt_int((*n_registered).into()), f.fmt_int(events.len() as i64));
            t_string!(i18n, registrations.sample_own, n = n, events = events).to_string()
        }
        CurveSource::Cited { .. } => t_string!(i18n, registrations.sample_none).to_owned(),
    };
    Explanation {
        title,
        value,
        formula: formula.to_owned(),
        inputs,
        sample,
        source: t_string!(i18n, registrations.model_source).to_owned(),
        model: Some(ModelTopic::Registrations),
    }
}
