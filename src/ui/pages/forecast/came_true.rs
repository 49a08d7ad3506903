//! A counted event beside its forecast: did reality fall inside it, and what does the next one learn? Must
//! not compute: every figure and verdict is the engine's.

use super::came_file::came_file;
use super::ledger::SourceMarks;
use super::status::Problem;
use super::why::{Explanation, Reasons, explain_rate};
use super::words::{
    rate_name, stage_name, write_amount, write_amounts, write_counts, write_share, write_shares,
};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::forecast::{Forecast, Subject};
use crate::state::workspace::Workspace;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::funnel_bands::{StageBand, draw_funnel_bands, funnel_height_px};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::button::LinkButton;
use crate::ui::components::help::Help;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Loading;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::model_link::model_href;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::event::is_counted;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetOutcome;
use meadow_core::views::forecast::{RateSource, RateView};
use meadow_core::views::outcome::{Fell, OutcomeView, ProfitOutcome, StageOutcome};
use std::sync::Arc;

/// The event in hand, where it was counted.
#[derive(Clone, Copy)]
pub struct Came {
    pub is_counted: Memo<bool>,
    outcome: Memo<Option<Arc<OutcomeView>>>,
    asked: Asked<Option<OutcomeView>>,
}

impl Came {
    pub fn open(forecast: Forecast, subject: Signal<Subject>) -> Self {
        let is_counted = Memo::new(move |_| {
            forecast.base.with(|event| {
                event.as_ref().is_some_and(|event| is_counted(event.status, event.counts.as_ref()))
            })
        });
        let asked = Workspace::expect().asked(move || match subject.get() {
            Subject::Event(event) if is_counted.get() => Some(GetOutcome { event }),
            _ => None,
        });
        let outcome =
            Memo::new(move |_| asked.get().and_then(|answer| (*answer).clone()).map(Arc::new));
        Self { is_counted, outcome, asked }
    }

    /// The finding; tracked.
    pub fn title(self, f: &Formatter) -> String {
        let i18n = use_i18n();
        self.outcome.with(|view| match view.as_deref() {
            None => t_string!(i18n, forecast.came_title).to_owned(),
            Some(view) if view.n_compared == 0 => t_string!(i18n, forecast.came_none).to_owned(),
            Some(view) => {
                let (n, all) = (f.fmt_int(view.n_within.into()), f.fmt_int(view.n_compared.into()));
                t_string!(i18n, forecast.came_finding, n = n, all = all).to_string()
            }
        })
    }
}

#[component]
pub fn CameTrue(came: Came) -> impl IntoView {
    let i18n = use_i18n();
    let reasons = Reasons::provide();
    let help = Help::new(
        "came-help",
        say!(i18n, forecast.came_title),
        say!(i18n, forecast.came_goes_by),
        say!(i18n, forecast.came_how),
        say!(i18n, forecast.came_doubt),
    )
    .in_full_at(model_href(ModelTopic::Funnel));
    view! {
        <div class="stack stack--8">
            <Section id="h-came" title=say!(i18n, forecast.came_title) help=help>
                <Problem error=came.asked.error />
                {move || match came.outcome.get() {
                    None => view! { <Loading /> }.into_any(),
                    Some(view) => view! { <Found view=view /> }.into_any(),
                }}
            </Section>
            <Section id="h-learnt" title=say!(i18n, forecast.came_learns)>
                {move || came.outcome.get().map(|view| learnt(&view))}
                <div class="row">
                    <LinkButton path="/forecast" icon="event">
                        {t!(i18n, forecast.came_next)}
                    </LinkButton>
                </div>
            </Section>
        </div>
        {reasons.dialog()}
    }
}

#[component]
fn Found(view: Arc<OutcomeView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let found = StoredValue::new(view);
    let bands = Memo::new(move |_| found.with_value(|view| bands_of(view)));
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        bands.with(|bands| draw_funnel_bands(bands, size, &|n| f.fmt_number(n, 0)))
    };
    let label = Signal::derive(move || found.with_value(|view| in_words(&formatter.get(), view)));
    let height_at =
        Callback::new(move |width| bands.with(|bands| funnel_height_px(bands.len(), width)));
    let has_picture = Memo::new(move |_| bands.with(|bands| !bands.is_empty()));
    view! {
        <ul class="legend">
            <li>
                <span class="swatch" data-kind="band"></span>
                {t!(i18n, forecast.legend_band)}
            </li>
            <li>
                <span class="swatch" data-kind="actual"></span>
                {t!(i18n, forecast.came_legend)}
            </li>
        </ul>
        <Show when=move || has_picture.get()>
            <ChartFrame
                label=label
                height_px=0.0
                height_at=height_at
                draw=Callback::new(draw)
            >
                {t!(i18n, forecast.came_caption)}
            </ChartFrame>
        </Show>
        {move || found.with_value(table)}
        <ExportTableMenu table=move || Some(found.with_value(|view| came_file(view))) />
    }
}

fn bands_of(view: &OutcomeView) -> Vec<StageBand> {
    let f = use_formatter().get();
    let band = |stage: &StageOutcome| {
        let spread = stage.foretold?;
        Some(StageBand {
            label: stage_name(stage.stage),
            low_90: spread.p05,
            high_90: spread.p95,
            low_50: spread.p25,
            high_50: spread.p75,
            median: spread.median,
            actual: stage.counted.map(f64::from),
            threshold: None,
            median_text: f.fmt_number(spread.median, 0),
            range_text: write_counts(&f, &spread),
        })
    };
    view.stages.iter().filter_map(band).collect()
}

/// "Registered 104, foretold 72 to 131: within", stage by stage.
fn in_words(f: &Formatter, view: &OutcomeView) -> String {
    let i18n = use_i18n();
    let stage = |stage: &StageOutcome| {
        let (n, spread) = stage.counted.zip(stage.foretold)?;
        let fell = verdict(stage.fell?);
        let said = t_string!(
            i18n,
            forecast.came_words,
            stage = stage_name(stage.stage),
            n = f.fmt_int(n.into()),
            range = write_counts(f, &spread),
            fell = fell
        );
        Some(said.to_string())
    };
    let stages: Vec<String> = view.stages.iter().filter_map(stage).collect();
    stages.join(t_string!(i18n, forecast.list_comma))
}

fn verdict(fell: Fell) -> &'static str {
    let i18n = use_i18n();
    match fell {
        Fell::Below => t_string!(i18n, forecast.came_below),
        Fell::Within => t_string!(i18n, forecast.came_within),
        Fell::Above => t_string!(i18n, forecast.came_above),
    }
}

fn verdict_tag(fell: Fell) -> AnyView {
    let (tone, name) = match fell {
        Fell::Below => ("warn", "below"),
        Fell::Within => ("ok", "within"),
        Fell::Above => ("warn", "above"),
    };
    view! {
        <span class="tag" data-tone=tone data-fell=name>
            {verdict(fell)}
        </span>
    }
    .into_any()
}

fn table(view: &Arc<OutcomeView>) -> AnyView {
    let i18n = use_i18n();
    let rows = view.stages.iter().map(|stage| stage_row(view, stage)).collect_view();
    view! {
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, forecast.came_figure)}</th>
                    <th scope="col" class="num">
                        {t!(i18n, forecast.came_counted)}
                    </th>
                    <th scope="col" class="num">
                        {t!(i18n, forecast.came_foretold)}
                    </th>
                    <th scope="col">{t!(i18n, forecast.came_verdict)}</th>
                </tr>
            </thead>
            <tbody>{rows} {profit_row(view)}</tbody>
        </table>
    }
    .into_any()
}

fn row(
    label: String,
    counted: Option<String>,
    foretold: Option<AnyView>,
    fell: AnyView,
) -> AnyView {
    let i18n = use_i18n();
    let not_counted = || t_string!(i18n, forecast.came_not_counted).to_owned();
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td class="num" data-label=t_string!(i18n, forecast.came_counted)>
                {counted.unwrap_or_else(not_counted)}
            </td>
            <td class="num" data-label=t_string!(i18n, forecast.came_foretold)>
                {foretold}
            </td>
            <td data-label=t_string!(i18n, forecast.came_verdict)>{fell}</td>
        </tr>
    }
    .into_any()
}

fn stage_row(view: &Arc<OutcomeView>, stage: &StageOutcome) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let foretold = stage.foretold.map(|spread| {
        let written = format!("{} ({})", f.fmt_number(spread.median, 0), write_counts(&f, &spread));
        let (view, stage, value) = (view.clone(), stage.clone(), written.clone());
        let explain = move || explain_stage(&view, &stage, value.clone());
        Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain)
    });
    let fell = match stage.fell {
        Some(fell) => verdict_tag(fell),
        None if stage.foretold.is_none() => {
            view! { <span class="muted">{t!(i18n, forecast.came_rate_missing)}</span> }.into_any()
        }
        None => ().into_any(),
    };
    row(stage_name(stage.stage), stage.counted.map(|n| f.fmt_int(n.into())), foretold, fell)
}

fn profit_row(view: &Arc<OutcomeView>) -> Option<AnyView> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let profit = view.profit?;
    let (median, range) = (write_amount(&f, profit.foretold.median), &profit.foretold);
    let written = format!("{median} ({})", write_amounts(&f, range));
    let (view, value) = (view.clone(), written.clone());
    let explain = move || explain_profit(&view, &profit, value.clone());
    let foretold = Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain);
    let label = t_string!(i18n, forecast.profit).to_owned();
    let counted = write_amount(&f, profit.counted);
    Some(row(label, Some(counted), Some(foretold), verdict_tag(profit.fell)))
}

fn explain_stage(view: &OutcomeView, stage: &StageOutcome, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let rates = view.stages.iter().filter(|of| of.stage <= stage.stage).map(|of| {
        let range = write_shares(&f, of.before.low, of.before.high);
        (rate_name(of.stage), format!("{} ({range})", write_share(&f, of.before.mean)))
    });
    let invited = (t_string!(i18n, forecast.invited).to_owned(), f.fmt_int(view.n_invited.into()));
    Explanation {
        title: stage_name(stage.stage),
        value,
        formula: t_string!(i18n, forecast.formula_came).to_owned(),
        inputs: std::iter::once(invited).chain(rates).collect(),
        sample: runs_words(&f, view),
        source: t_string!(i18n, forecast.source_funnel).to_owned(),
        model: Some(ModelTopic::Funnel),
    }
}

fn explain_profit(view: &OutcomeView, profit: &ProfitOutcome, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    Explanation {
        title: t_string!(i18n, forecast.profit).to_owned(),
        value,
        formula: t_string!(i18n, forecast.formula_came_profit).to_owned(),
        inputs: vec![
            (t_string!(i18n, forecast.margin).to_owned(), f.fmt_percent(profit.margin)),
            (t_string!(i18n, forecast.revenue).to_owned(), write_amount(&f, profit.revenue)),
            (t_string!(i18n, forecast.cost).to_owned(), write_amount(&f, profit.cost)),
        ],
        sample: runs_words(&f, view),
        source: t_string!(i18n, forecast.source_accounts).to_owned(),
        model: Some(ModelTopic::Economics),
    }
}

fn runs_words(f: &Formatter, view: &OutcomeView) -> String {
    let i18n = use_i18n();
    let runs = f.fmt_int(view.n_draws.into());
    t_string!(i18n, forecast.runs, n = runs, seed = view.seed).to_string()
}

/// Each rate as it was known before, and with this event.
fn learnt(view: &Arc<OutcomeView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let rows = view.stages.iter().map(|stage| {
        let counted = match stage.share {
            Some((n, all)) => t_string!(
                i18n,
                forecast.n_of_all,
                n = f.fmt_int(n.into()),
                all = f.fmt_int(all.into())
            )
            .to_string(),
            None => t_string!(i18n, forecast.came_no_share).to_owned(),
        };
        view! {
            <tr>
                <th scope="row">{rate_name(stage.stage)}</th>
                <td class="num" data-label=t_string!(i18n, forecast.came_counted)>
                    {counted}
                </td>
                <td class="num" data-label=t_string!(i18n, forecast.came_before)>
                    {believed(&stage.before)}
                </td>
                <td class="num" data-label=t_string!(i18n, forecast.came_after)>
                    {believed(&stage.after)}
                </td>
                <td data-label=t_string!(i18n, forecast.rests_on)>
                    <SourceMarks sources=stage.after.sources.clone() />
                </td>
            </tr>
        }
    });
    view! {
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, forecast.rate)}</th>
                    <th scope="col" class="num">
                        {t!(i18n, forecast.came_counted)}
                    </th>
                    <th scope="col" class="num">
                        {t!(i18n, forecast.came_before)}
                    </th>
                    <th scope="col" class="num">
                        {t!(i18n, forecast.came_after)}
                    </th>
                    <th scope="col">{t!(i18n, forecast.rests_on)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// A rate with its reasons; nothing, where it rested on nothing.
fn believed(rate: &RateView) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    if rate.sources == [RateSource::Missing] {
        return view! { <span class="muted">{t!(i18n, forecast.missing)}</span> }.into_any();
    }
    let range = write_shares(&f, rate.low, rate.high);
    let written = format!("{} ({range})", write_share(&f, rate.mean));
    let rate = rate.clone();
    let explain = move || explain_rate(&rate);
    Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain)
}
