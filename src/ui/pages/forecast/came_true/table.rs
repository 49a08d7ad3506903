//! A counted event stage by stage: what was counted, what was foretold with its reasons, and the verdict.

use super::super::method_funnel::share_name;
use super::super::why::{Explanation, Reasons};
use super::super::words::{
    rate_name, stage_name, write_amount, write_amounts, write_counts, write_share, write_shares,
};
use super::{own_name, verdict};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use leptos::prelude::*;
use meadow_core::domain::event::FunnelStage;
use meadow_core::guide::ModelTopic;
use meadow_core::views::outcome::{
    Fell, OutcomeView, OwnStageOutcome, ProfitOutcome, StageOutcome,
};
use std::sync::Arc;

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

/// Call inside a view or signal.
pub fn table(view: &Arc<OutcomeView>) -> AnyView {
    let i18n = use_i18n();
    let rows = view.stages.iter().map(|stage| stage_row(view, stage)).collect_view();
    let own_rows = view.own_stages.iter().map(|stage| own_row(view, stage)).collect_view();
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
            <tbody>{rows} {own_rows} {profit_row(view)}</tbody>
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

/// People were there without an invitation: what follows starts from them.
fn is_given(view: &OutcomeView, stage: &StageOutcome) -> bool {
    view.open_from.is_some_and(|from| stage.stage <= from)
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
        None if is_given(view, stage) => {
            view! { <span class="muted" data-came="open">{t!(i18n, forecast.came_open)}</span> }
                .into_any()
        }
        None if stage.foretold.is_none() => {
            view! { <span class="muted">{t!(i18n, forecast.came_rate_missing)}</span> }.into_any()
        }
        None => ().into_any(),
    };
    row(stage_name(stage.stage), stage.counted.map(|n| f.fmt_int(n.into())), foretold, fell)
}

/// A stage that only the method's own funnel has.
fn own_row(view: &Arc<OutcomeView>, stage: &OwnStageOutcome) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let foretold = stage.foretold.map(|spread| {
        let written = format!("{} ({})", f.fmt_number(spread.median, 0), write_counts(&f, &spread));
        let (view, stage, value) = (view.clone(), stage.clone(), written.clone());
        let explain = move || explain_own(&view, &stage, value.clone());
        Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain)
    });
    let fell = match stage.fell {
        Some(fell) => verdict_tag(fell),
        None if stage.foretold.is_none() => {
            view! { <span class="muted">{t!(i18n, forecast.came_own_unknown)}</span> }.into_any()
        }
        None => ().into_any(),
    };
    row(own_name(stage), stage.counted.map(|n| f.fmt_int(n.into())), foretold, fell)
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
    let seats = seats_input(view).filter(|_| stage.stage == FunnelStage::Ordered);
    Explanation {
        title: stage_name(stage.stage),
        value,
        formula: t_string!(i18n, forecast.formula_came).to_owned(),
        inputs: inputs_up_to(view, stage.stage).into_iter().chain(seats).collect(),
        sample: runs_words(&f, view),
        source: t_string!(i18n, forecast.source_funnel).to_owned(),
        model: Some(ModelTopic::Funnel),
    }
}

/// Of whom it is foretold, and the rates that lead to a stage.
fn inputs_up_to(view: &OutcomeView, stage: FunnelStage) -> Vec<(String, String)> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let steps = view.stages.iter().filter(|of| of.stage <= stage && !is_given(view, of));
    let rates = steps.map(|of| {
        let range = write_shares(&f, of.before.low, of.before.high);
        (rate_name(of.stage), format!("{} ({range})", write_share(&f, of.before.mean)))
    });
    let open = view.stages.iter().find(|of| Some(of.stage) == view.open_from);
    let begins = match open.and_then(|of| Some((stage_name(of.stage), of.counted?))) {
        Some((stage, n)) => (stage, f.fmt_int(n.into())),
        None => (t_string!(i18n, forecast.invited).to_owned(), f.fmt_int(view.n_invited.into())),
    };
    std::iter::once(begins).chain(rates).collect()
}

fn explain_own(view: &OutcomeView, stage: &OwnStageOutcome, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let mut inputs = inputs_up_to(view, FunnelStage::Ordered);
    if let Some((mean, low, high)) = stage.before.share {
        let written = format!("{} ({})", write_share(&f, mean), write_shares(&f, low, high));
        inputs.push((share_name(&stage.before.of, &stage.before.to), written));
    }
    inputs.extend(seats_input(view));
    Explanation {
        title: own_name(stage),
        value,
        formula: t_string!(i18n, forecast.formula_came).to_owned(),
        inputs,
        sample: runs_words(&f, view),
        source: t_string!(i18n, forecast.source_funnel).to_owned(),
        model: Some(ModelTopic::StageFunnel),
    }
}

fn explain_profit(view: &OutcomeView, profit: &ProfitOutcome, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let accounts = [
        (t_string!(i18n, forecast.margin).to_owned(), f.fmt_percent(profit.margin)),
        (t_string!(i18n, forecast.revenue).to_owned(), write_amount(&f, profit.revenue)),
        (t_string!(i18n, forecast.cost).to_owned(), write_amount(&f, profit.cost)),
    ];
    Explanation {
        title: t_string!(i18n, forecast.profit).to_owned(),
        value,
        formula: t_string!(i18n, forecast.formula_came_profit).to_owned(),
        inputs: accounts.into_iter().chain(paid_input(view)).chain(seats_input(view)).collect(),
        sample: runs_words(&f, view),
        source: t_string!(i18n, forecast.source_accounts).to_owned(),
        model: Some(ModelTopic::Economics),
    }
}

/// Where another stage was to pay than the orders.
fn paid_input(view: &OutcomeView) -> Option<(String, String)> {
    let i18n = use_i18n();
    let stage = view.pays_at.as_ref()?.get(Settings::expect().language.get()).to_owned();
    Some((t_string!(i18n, method_funnel.pays_at).to_owned(), stage))
}

/// Where only guests with a seat were foretold to order.
fn seats_input(view: &OutcomeView) -> Option<(String, String)> {
    let i18n = use_i18n();
    let seats = use_formatter().get().fmt_int(view.seats?.into());
    Some((t_string!(i18n, forecast.came_seats).to_owned(), seats))
}

fn runs_words(f: &Formatter, view: &OutcomeView) -> String {
    let i18n = use_i18n();
    let runs = f.fmt_int(view.n_draws.into());
    t_string!(i18n, forecast.runs, n = runs, seed = view.seed).to_string()
}
