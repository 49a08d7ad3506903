//! What the next forecast learns of a counted event: each rate as it was known before, and with it.

use super::super::ledger::SourceMarks;
use super::super::method_funnel::share_name;
use super::super::why::{Reasons, explain_rate};
use super::super::words::{rate_name, write_share, write_shares};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use leptos::prelude::*;
use meadow_core::views::forecast::{RateSource, RateView};
use meadow_core::views::method_funnel::OwnRate;
use meadow_core::views::outcome::OutcomeView;
use std::sync::Arc;

/// Each rate as it was known before, and with this event.
pub fn learnt(view: &Arc<OutcomeView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let row = |name: String,
               share: Option<(u32, u32)>,
               before: AnyView,
               after: AnyView,
               sources: Vec<RateSource>| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num" data-label=t_string!(i18n, forecast.came_counted)>
                    {share_words(&f, share)}
                </td>
                <td class="num" data-label=t_string!(i18n, forecast.came_before)>
                    {before}
                </td>
                <td class="num" data-label=t_string!(i18n, forecast.came_after)>
                    {after}
                </td>
                <td data-label=t_string!(i18n, forecast.rests_on)>
                    <SourceMarks sources=sources />
                </td>
            </tr>
        }
    };
    let stages = view.stages.iter().map(|it| {
        let (before, after) = (believed(&it.before), believed(&it.after));
        row(rate_name(it.stage), it.share, before, after, it.after.sources.clone())
    });
    let own = view.own_stages.iter().map(|it| {
        let name = share_name(&it.before.of, &it.before.to);
        let (before, after) = (own_share(&it.before), own_share(&it.after));
        row(name, it.share, before, after, it.after.sources.clone())
    });
    let rows = stages.chain(own).collect_view();
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
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// So many of so many.
fn share_words(f: &Formatter, share: Option<(u32, u32)>) -> String {
    let i18n = use_i18n();
    match share {
        Some((n, all)) => {
            t_string!(i18n, forecast.n_of_all, n = f.fmt_int(n.into()), all = f.fmt_int(all.into()))
                .to_string()
        }
        None => t_string!(i18n, forecast.came_no_share).to_owned(),
    }
}

/// The share of a stage that only the method's own funnel has.
fn own_share(rate: &OwnRate) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    match rate.share {
        Some((mean, low, high)) => {
            format!("{} ({})", write_share(&f, mean), write_shares(&f, low, high)).into_any()
        }
        None => view! { <span class="muted">{t!(i18n, forecast.missing)}</span> }.into_any(),
    }
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
