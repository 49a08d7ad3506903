//! No number without its reason: the model with its parameters, why it was chosen, the sources, and when
//! not to trust it.

use super::Base;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::model_link::ModelLink;
use crate::ui::pages::customers::outlook_wording::{
    amount, model_formula, model_line, model_name, write_value,
};
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::views::customer_base::{
    AmountsView, BaseReport, ChoiceReason, CustomerBaseView, ModelView, ParameterView,
    PurchaseModelName, TriedModel,
};

/// Beyond this, how often and how much are tied so that values of frequent buyers are off.
const MUCH_CORRELATED: f64 = 0.3;

#[component]
pub fn WhyTheseNumbers(base: Base) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let body = move || {
        let view = base.get()?;
        let report = view.found.as_ref().ok()?;
        let f = formatter.get();
        let (model, amounts) = (&report.model, report.amounts.as_ref().ok());
        let (formula, source) = model_formula(i18n, model.name);
        let source = t_string!(i18n, worth.source, source = source).to_string();
        let item = |text: String| view! { <li>{text}</li> };
        Some(view! {
            <p>{model_line(i18n, &f, model.name, (model.n_fitted, view.n_bought), model.unit)}</p>
            <p>{formula}</p>
            <p>{t_string!(i18n, worth.how)}</p>
            {parameters_view(i18n, &f, model, amounts)}
            <h3>{t_string!(i18n, worth.why_this)}</h3>
            <ul class="limits">
                {model.reasons.iter().map(|why| item(reason(i18n, &f, why))).collect_view()}
            </ul>
            {tried_view(i18n, &f, &model.tried)}
            <h3>{t_string!(i18n, worth.limits)}</h3>
            <ul class="limits">
                {limits(i18n, &f, &view, report).into_iter().map(item).collect_view()}
            </ul>
            <p class="fine">{source} " " {t_string!(i18n, worth.source_amounts)}</p>
            <ModelLink topic=ModelTopic::CustomerBase />
        })
    };
    view! { <Section id="worth-why" title=say!(i18n, worth.why)>{body}</Section> }
}

fn parameters_view(
    i18n: Texts,
    f: &Formatter,
    model: &ModelView,
    amounts: Option<&AmountsView>,
) -> impl IntoView + use<> {
    let row = |of: &'static str, parameter: &ParameterView| {
        let range = parameter.estimate.range.map(|_| write_value(f, &parameter.estimate, 3));
        view! {
            <tr>
                <th scope="row">
                    <span>{parameter.name.clone()} <small>{of}</small></span>
                </th>
                <td class="num" data-label=move || t_string!(i18n, worth.estimate)>
                    {f.fmt_number(parameter.estimate.value, 3)}
                </td>
                <td class="num" data-label=move || t_string!(i18n, worth.ninety)>
                    {range.unwrap_or_else(|| "–".to_owned())}
                </td>
            </tr>
        }
    };
    let often = t_string!(i18n, worth.of_purchasing);
    let much = t_string!(i18n, worth.of_amounts);
    let rows = model.parameters.iter().map(|own| row(often, own));
    let amounts = amounts.map(|amounts| amounts.parameters.as_slice()).unwrap_or_default();
    let rows = rows.chain(amounts.iter().map(|own| row(much, own))).collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="worth-why">
            <table class="table lens-table" data-stack="">
                <caption class="sr-only">{t!(i18n, worth.parameter)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, worth.parameter)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.estimate)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.ninety)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn reason(i18n: Texts, f: &Formatter, reason: &ChoiceReason) -> String {
    match *reason {
        ChoiceReason::Occasions => t_string!(i18n, worth.because_occasions).to_owned(),
        ChoiceReason::NoOtherFits => t_string!(i18n, worth.because_alone).to_owned(),
        ChoiceReason::SmallerHoldoutError { rmse, next } => {
            let (own, next) = (f.fmt_number(rmse, 3), f.fmt_number(next, 3));
            t_string!(i18n, worth.because_holdout, own = own, next = next).to_string()
        }
        ChoiceReason::HigherLikelihood { by } => {
            let by = f.fmt_number(by, 1);
            t_string!(i18n, worth.because_likelihood, by = by).to_string()
        }
        ChoiceReason::TellsOneTimeBuyersApart => t_string!(i18n, worth.because_once).to_owned(),
        ChoiceReason::AsGood => t_string!(i18n, worth.because_as_good).to_owned(),
    }
}

fn tried_view(i18n: Texts, f: &Formatter, tried: &[TriedModel]) -> impl IntoView + use<> {
    let row = |tried: &TriedModel| {
        let not = || t_string!(i18n, worth.not_fitted).to_owned();
        let likelihood = tried.ln_likelihood.map_or_else(not, |value| f.fmt_number(value, 1));
        let rmse = tried.rmse.map_or("–".to_owned(), |rmse| f.fmt_number(rmse, 3));
        let active = tried.active.map_or("–".to_owned(), |active| f.fmt_number(active, 0));
        view! {
            <tr>
                <th scope="row">{model_name(tried.name)}</th>
                <td class="num" data-label=move || t_string!(i18n, worth.log_likelihood)>
                    {likelihood}
                </td>
                <td class="num" data-label=move || t_string!(i18n, worth.rmse)>
                    {rmse}
                </td>
                <td class="num" data-label=move || t_string!(i18n, worth.active)>
                    {active}
                </td>
            </tr>
        }
    };
    let rows = tried.iter().map(row).collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="worth-why">
            <table class="table lens-table" data-stack="">
                <caption class="sr-only">{t!(i18n, worth.tried)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, worth.tried)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.log_likelihood)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.rmse)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.active)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn limits(i18n: Texts, f: &Formatter, view: &CustomerBaseView, report: &BaseReport) -> Vec<String> {
    let correlation = report.amounts.as_ref().ok().and_then(|amounts| amounts.correlation);
    let correlated = correlation.filter(|r| r.abs() > MUCH_CORRELATED).map(|r| {
        // Who comes often spends more than everybody's mean, towards which the model draws.
        let way = match r > 0.0 {
            true => t_string!(i18n, worth.too_low),
            false => t_string!(i18n, worth.too_high),
        };
        let r = f.fmt_number(r, 2);
        t_string!(i18n, worth.limit_correlation, r = r, way = way).to_string()
    });
    let no_mean = report.amounts.as_ref().ok().filter(|amounts| !amounts.is_mean_of_model);
    let no_mean = no_mean.map(|amounts| {
        let usual = amount(f, amounts.mean);
        t_string!(i18n, worth.limit_no_mean, amount = usual).to_string()
    });
    let alike = report.amounts.as_ref().ok().filter(|amounts| !amounts.people_differ);
    let alike = alike.map(|amounts| {
        let mean = amount(f, amounts.mean);
        t_string!(i18n, worth.limit_alike, amount = mean).to_string()
    });
    let sampled = (report.model.n_fitted < view.n_bought).then(|| {
        let n = f.fmt_int(view.n_bought.into());
        t_string!(i18n, worth.limit_few, n = n).to_string()
    });
    let by_rule = report.model.name == PurchaseModelName::BgNbd;
    let by_rule = by_rule.then(|| t_string!(i18n, worth.limit_bg).to_owned());
    let always = [
        t_string!(i18n, worth.limit_same),
        t_string!(i18n, worth.limit_contract),
        t_string!(i18n, worth.limit_refunds),
    ];
    let special = [by_rule, no_mean, alike, correlated, sampled].into_iter().flatten();
    special.chain(always.map(str::to_owned)).collect()
}
