//! What the next forecast learns of a counted event: each rate as it was known before, and with it.

use super::super::ledger::SourceMarks;
use super::super::why::{Reasons, explain_rate};
use super::super::words::{rate_name, write_share, write_shares};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use leptos::prelude::*;
use meadow_core::views::forecast::{RateSource, RateView};
use meadow_core::views::outcome::OutcomeView;
use std::sync::Arc;

/// Each rate as it was known before, and with this event.
pub fn learnt(view: &Arc<OutcomeView>) -> AnyView {
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
