//! How bad it can get: the chance of a loss and the worst events, with what kind of not knowing is in it.

use super::files::risk_file;
use super::shown::Shown;
use super::why::{Figure, Why};
use super::words::{write_amount, write_chance};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::help::Help;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::model_link::model_href;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::views::event_risk::TailView;
use meadow_core::views::forecast::ForecastView;
use std::sync::Arc;

#[component]
pub fn Risk() -> impl IntoView {
    let i18n = use_i18n();
    let shown = Shown::expect();
    let help = Help::new(
        "risk-help",
        say!(i18n, risk.title),
        say!(i18n, risk.goes_by),
        say!(i18n, risk.how),
        say!(i18n, risk.doubt),
    )
    .in_full_at(model_href(ModelTopic::ProfitRisk));
    view! {
        <Section id="h-risk" title=say!(i18n, risk.title) help=help>
            {move || shown.view.get().map(|view| found(&view))}
            <ExportTableMenu table=move || Some(risk_file(&*shown.view.get()?)) />
            <details class="inputs">
                <summary>{t!(i18n, risk.two_kinds)}</summary>
                <p>{t!(i18n, risk.two_kinds_chance)}</p>
                <p>{t!(i18n, risk.two_kinds_rate)}</p>
                <p>{t!(i18n, risk.two_kinds_here)}</p>
            </details>
        </Section>
    }
}

fn found(view: &Arc<ForecastView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let risk = &view.risk.risk;
    let finding = if risk.p_loss > 0.0 {
        t_string!(i18n, risk.finding, chance = write_chance(&f, risk.p_loss)).to_string()
    } else {
        t_string!(i18n, risk.no_loss).to_owned()
    };
    let rows = risk.tails.iter().enumerate().map(|(place, tail)| {
        let at_most = write_amount(&f, tail.at_most);
        let mean = write_amount(&f, tail.mean);
        view! {
            <tr>
                <th scope="row">{worst_of(tail)}</th>
                <td class="num" data-label=t_string!(i18n, risk.at_most)>
                    <Why figure=Figure::AtMost(place)>{at_most}</Why>
                </td>
                <td class="num" data-label=t_string!(i18n, risk.mean_of_worst)>
                    <Why figure=Figure::MeanOfWorst(place)>{mean}</Why>
                </td>
            </tr>
        }
    });
    view! {
        <p>
            <b>
                <Why figure=Figure::PLoss>{finding}</Why>
            </b>
            " "
            {worst_in_words(view)}
        </p>
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, risk.worst)}</th>
                    <th scope="col" class="num">
                        {t!(i18n, risk.at_most)}
                    </th>
                    <th scope="col" class="num">
                        {t!(i18n, risk.mean_of_worst)}
                    </th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// "The worst 1 in 20".
pub fn worst_of(tail: &TailView) -> String {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let one_in = f.fmt_number(1.0 / (1.0 - tail.level), 0);
    t_string!(i18n, risk.worst_of, n = one_in).to_string()
}

fn worst_in_words(view: &ForecastView) -> String {
    let i18n = use_i18n();
    let f = use_formatter().get();
    view.risk.risk.tails.last().map_or_else(String::new, |tail| {
        let worst = worst_of(tail);
        if tail.mean < 0.0 {
            let amount = write_amount(&f, -tail.mean);
            t_string!(i18n, risk.worst_loses, worst = worst, amount = amount).to_string()
        } else {
            let amount = write_amount(&f, tail.mean);
            t_string!(i18n, risk.worst_earns, worst = worst, amount = amount).to_string()
        }
    })
}
