//! What choosing brings against inviting everybody alike.

use super::super::words::{NO_FIGURE, write_amount, write_chance};
use super::files::even_file;
use super::outcome::figures;
use super::reasons::{Way, WhomFigure, why};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::whom::WhomView;
use std::sync::Arc;

/// Less than this, in units of money, is nothing worth choosing for.
const LEAST_GAIN: f64 = 0.5;

#[component]
pub fn AgainstEven(plan: StoredValue<Arc<WhomView>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Section id="h-whom-even" title=say!(i18n, whom.even)>
            {move || plan.with_value(even)}
            <ExportTableMenu table=move || Some(plan.with_value(|plan| even_file(plan))) />
        </Section>
    }
}

fn even(plan: &Arc<WhomView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let gain = write_amount(&f, plan.gain);
    let finding = if plan.gain > LEAST_GAIN {
        let figure =
            vec![(t_string!(i18n, whom.gain_name).to_owned(), WhomFigure::Gain, gain.clone())];
        let said = t_string!(i18n, whom.gain, amount = gain).to_string();
        view! {
            <p>{said}</p>
            {figures(plan, figure)}
        }
        .into_any()
    } else {
        view! { <p>{t!(i18n, whom.no_gain)}</p> }.into_any()
    };
    let rows = Way::ALL.map(|way| {
        let of = way.of(plan);
        let overflow = match of.p_over {
            Some(p) => why(plan, WhomFigure::OverflowOf(way), write_chance(&f, p)),
            None => NO_FIGURE.into_any(),
        };
        let cost = why(plan, WhomFigure::CostOf(way), write_amount(&f, of.cost));
        let guests = why(plan, WhomFigure::GuestsOf(way), f.fmt_number(of.n_guests, 0));
        let profit = why(plan, WhomFigure::ProfitOf(way), write_amount(&f, of.profit));
        view! {
            <tr>
                <th scope="row">{way.name()}</th>
                <td class="num" data-label=t_string!(i18n, forecast.invited)>
                    {f.fmt_int(of.n_invited.into())}
                </td>
                <td class="num" data-label=t_string!(i18n, whom.cost)>
                    {cost}
                </td>
                <td class="num" data-label=t_string!(i18n, whom.guests_expected)>
                    {guests}
                </td>
                <td class="num" data-label=t_string!(i18n, forecast.chance_of_overflow)>
                    {overflow}
                </td>
                <td class="num" data-label=t_string!(i18n, forecast.expected_profit)>
                    {profit}
                </td>
            </tr>
        }
    });
    view! {
        {finding}
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, whom.way)}</th>
                    <th scope="col" class="num">{t!(i18n, forecast.invited)}</th>
                    <th scope="col" class="num">{t!(i18n, whom.cost)}</th>
                    <th scope="col" class="num">{t!(i18n, whom.guests_expected)}</th>
                    <th scope="col" class="num">{t!(i18n, forecast.chance_of_overflow)}</th>
                    <th scope="col" class="num">{t!(i18n, forecast.expected_profit)}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().collect_view()}</tbody>
        </table>
        <p class="fine">{t!(i18n, whom.even_note)}</p>
    }
    .into_any()
}
