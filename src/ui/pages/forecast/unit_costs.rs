//! What a customer costs, reached, attended and won, against selling to each one alone.

use super::files::units_file;
use super::shown::Shown;
use super::why::{Figure, Why};
use super::words::{NO_FIGURE, write_amount, write_chance, write_money};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::button::LinkButton;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::export_table::ExportTableMenu;
use leptos::prelude::*;
use meadow_core::views::forecast::{ForecastView, UnitCost};
use std::sync::Arc;

/// Of which customers a unit cost is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Reached,
    Attended,
    Won,
}

impl Unit {
    pub const ALL: [Self; 3] = [Self::Reached, Self::Attended, Self::Won];

    pub fn of(self, view: &ForecastView) -> &UnitCost {
        match self {
            Self::Reached => &view.per_reached,
            Self::Attended => &view.per_attended,
            Self::Won => &view.per_won,
        }
    }

    pub fn name(self) -> String {
        let i18n = use_i18n();
        match self {
            Self::Reached => t_string!(i18n, forecast.per_reached),
            Self::Attended => t_string!(i18n, forecast.per_attended),
            Self::Won => t_string!(i18n, forecast.per_won),
        }
        .to_owned()
    }
}

#[component]
pub fn UnitCosts() -> impl IntoView {
    let i18n = use_i18n();
    let shown = Shown::expect();
    view! {
        <section class="section" aria-labelledby="h-unit">
            <div class="section__head">
                <h2 id="h-unit">{t!(i18n, forecast.unit_costs)}</h2>
                <p class="section__note">{t!(i18n, forecast.unit_costs_note)}</p>
            </div>
            {move || shown.view.get().map(|view| table(&view))}
            <ExportTableMenu table=move || Some(units_file(&*shown.view.get()?)) />
        </section>
    }
}

fn table(view: &Arc<ForecastView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let rows = Unit::ALL.map(|unit| {
        let cost = unit.of(view);
        let own = write_money(&f, &cost.cost);
        let alone = cost.one_to_one.map_or(NO_FIGURE.to_owned(), |alone| write_amount(&f, alone));
        let crossover = match (cost.crossover, cost.one_to_one) {
            (Some(n), _) => t_string!(i18n, forecast.from_n, n = f.fmt_int(n.into())).to_string(),
            (None, Some(_)) => t_string!(i18n, forecast.never).to_owned(),
            (None, None) => NO_FIGURE.to_owned(),
        };
        let chance = cost.p_cheaper.map_or(NO_FIGURE.to_owned(), |p| write_chance(&f, p));
        view! {
            <tr>
                <th scope="row">{unit.name()}</th>
                <td class="num" data-label=t_string!(i18n, forecast.by_event)>
                    <Why figure=Figure::Unit(unit)>{own}</Why>
                </td>
                <td class="num" data-label=t_string!(i18n, forecast.one_to_one)>
                    <Why figure=Figure::OneToOne(unit)>{alone}</Why>
                </td>
                <td class="num" data-label=t_string!(i18n, forecast.cheaper_from)>
                    <Why figure=Figure::Crossover(unit)>{crossover}</Why>
                </td>
                <td class="num" data-label=t_string!(i18n, forecast.chance_cheaper)>
                    <Why figure=Figure::Cheaper(unit)>{chance}</Why>
                </td>
            </tr>
        }
    });
    let verdict = match (view.one_to_one, view.per_won.p_cheaper) {
        (None, _) => view! {
            <Note tone=Tone::Warn>
                <p>{t!(i18n, forecast.one_to_one_unknown)}</p>
                <LinkButton path="/settings#one-to-one" size="sm">
                    {t!(i18n, forecast.set_one_to_one)}
                </LinkButton>
            </Note>
        }
        .into_any(),
        (Some(_), Some(p)) if p < 0.5 => {
            view! { <p class="figcap"><b>{t!(i18n, forecast.rather_alone)}</b></p> }.into_any()
        }
        (Some(_), _) => {
            view! { <p class="figcap">{t!(i18n, forecast.rather_event)}</p> }.into_any()
        }
    };
    view! {
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, forecast.cost_per_customer)}</th>
                    <th scope="col" class="num">
                        {t!(i18n, forecast.by_event)}
                    </th>
                    <th scope="col" class="num">
                        {t!(i18n, forecast.one_to_one)}
                    </th>
                    <th scope="col" class="num">
                        {t!(i18n, forecast.cheaper_from)}
                    </th>
                    <th scope="col" class="num">
                        {t!(i18n, forecast.chance_cheaper)}
                    </th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().collect_view()}</tbody>
        </table>
        {verdict}
    }
    .into_any()
}
