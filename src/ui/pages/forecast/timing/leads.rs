//! How long leads take from the first contact to the first order: the curve, how far it reaches, and the
//! sources beside each other.

use super::super::words::{NO_FIGURE, write_share};
use super::files::sources_file;
use super::words::{Told, figures, write_bought, write_time};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::charts::wait_curve::{WaitCurve, WaitPoint, draw_wait_curve};
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::timing::{BoughtBy, LeadWaits, NoWaits, SourceWaits, TimeTo};
use std::sync::Arc;

const HEIGHT_PX: f64 = 210.0;

/// Why nothing can be told, and what would change that.
#[component]
pub fn NoWaitsNote(why: NoWaits) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let words = move || match why {
        NoWaits::NoStarts => t_string!(i18n, timing.no_waits_starts).to_owned(),
        NoWaits::TooFewBought { n, needed, n_leads } => {
            let f = formatter.get();
            let (n, leads) = (f.fmt_int(n.into()), f.fmt_int(n_leads.into()));
            let needed = f.fmt_int(needed.into());
            t_string!(i18n, timing.no_waits_few, n = n, leads = leads, needed = needed).to_string()
        }
    };
    view! {
        <Section id="h-timing-leads" title=say!(i18n, timing.leads)>
            <div role="status" data-timing="no-waits">
                <Note tone=Tone::Warn>
                    <p>{words}</p>
                </Note>
            </div>
        </Section>
    }
}

/// The finding in a sentence: half of all leads where the data get there, else how many buy within what
/// they reach, and half of those.
pub fn leads_finding(f: &Formatter, leads: &LeadWaits) -> String {
    let i18n = use_i18n();
    if let Some(median) = &leads.median {
        let time = write_time(f, median);
        return t_string!(i18n, timing.leads_median, time = time).to_string();
    }
    t_string!(
        i18n,
        timing.leads_share,
        share = write_bought(f, &leads.at_end),
        days = f.fmt_number(leads.at_end.days, 0),
        half = write_time(f, &leads.half)
    )
    .to_string()
}

#[component]
pub fn LeadSections(leads: Arc<LeadWaits>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let has_sources = !leads.sources.is_empty();
    let leads = StoredValue::new(leads);
    let sources_menu = has_sources.then(|| {
        view! {
            <ExportTableMenu table=move || {
                leads.with_value(|leads| sources_file(&formatter.get(), leads))
            } />
        }
    });
    let sentence = Signal::derive(move || {
        let f = formatter.get();
        leads.with_value(|leads| leads_finding(&f, leads))
    });
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        leads.with_value(|leads| {
            let days = |days: f64| f.fmt_number(days, 0);
            let share = |share: f64| f.fmt_percent(share);
            draw_wait_curve(&curve_of(&f, leads), size, &days, &share)
        })
    };
    view! {
        <Section id="h-timing-leads" title=say!(i18n, timing.leads)>
            <p data-timing="leads">
                <b>{sentence} {t!(i18n, forecast.full_stop)}</b>
                " "
                {move || leads.with_value(|leads| rests_on(&formatter.get(), leads))}
            </p>
            <div class="grid-2">
                <ChartFrame label=sentence height_px=HEIGHT_PX draw=Callback::new(draw)>
                    {t!(i18n, timing.leads_picture)}
                </ChartFrame>
                {move || leads.with_value(|leads| figures(told(&formatter.get(), leads)))}
            </div>
            <p class="fine">{move || leads.with_value(|leads| left_out(&formatter.get(), leads))}</p>
        </Section>
        <Section id="h-timing-sources" title=say!(i18n, timing.sources)>
            {move || leads.with_value(|leads| sources(&formatter.get(), leads))}
            {sources_menu}
            <ul class="plain limits">
                <li>{t!(i18n, timing.limit_dropped)}</li>
                <li>{t!(i18n, timing.limit_written)}</li>
            </ul>
        </Section>
    }
}

fn curve_of(f: &Formatter, leads: &LeadWaits) -> WaitCurve {
    let i18n = use_i18n();
    let point =
        |at: &BoughtBy| WaitPoint { days: at.days, share: at.share, low: at.low, high: at.high };
    let (told, share) = match &leads.median {
        Some(median) => (median, 0.5),
        None => (&leads.half, leads.at_end.share / 2.0),
    };
    let name = t_string!(i18n, timing.day_plain, days = f.fmt_number(told.days, 0)).to_string();
    WaitCurve {
        points: leads.curve.iter().map(point).collect(),
        told: Some((told.days, share, name)),
    }
}

fn rests_on(f: &Formatter, leads: &LeadWaits) -> String {
    let i18n = use_i18n();
    let days = f.fmt_number(leads.at_end.days, 0);
    t_string!(
        i18n,
        timing.leads_rest,
        n = f.fmt_int(leads.n_leads.into()),
        bought = f.fmt_int(leads.n_bought.into()),
        day = f.fmt_date(leads.until.0, DateStyle::Short),
        days = days
    )
    .to_string()
}

fn told(f: &Formatter, leads: &LeadWaits) -> Vec<Told> {
    let i18n = use_i18n();
    let int = |n: u32| f.fmt_int(n.into());
    let days = f.fmt_number(leads.at_end.days, 0);
    let inputs = || {
        vec![
            (t_string!(i18n, timing.n_leads).to_owned(), int(leads.n_leads)),
            (t_string!(i18n, timing.n_bought).to_owned(), int(leads.n_bought)),
            (
                t_string!(i18n, timing.n_waiting).to_owned(),
                int(leads.n_leads.saturating_sub(leads.n_bought)),
            ),
            (t_string!(i18n, timing.until).to_owned(), f.fmt_date(leads.until.0, DateStyle::Short)),
        ]
    };
    let (n, bought) = (int(leads.n_leads), int(leads.n_bought));
    let sample = t_string!(i18n, timing.sample_leads, n = n, bought = bought).to_string();
    let source = t_string!(i18n, timing.source_survival);
    let tell = |name: String, written, formula| Told {
        name,
        written,
        formula,
        inputs: inputs(),
        sample: sample.clone(),
        source,
    };
    let median = leads.median.as_ref().map_or_else(
        || t_string!(i18n, timing.not_reached, days = days.clone()).to_string(),
        |time: &TimeTo| write_time(f, time),
    );
    vec![
        tell(
            t_string!(i18n, timing.bought_by, days = days.clone()).to_string(),
            write_bought(f, &leads.at_end),
            t_string!(i18n, timing.formula_share),
        ),
        tell(
            t_string!(i18n, timing.half_of_all).to_owned(),
            median,
            t_string!(i18n, timing.formula_median),
        ),
        tell(
            t_string!(i18n, timing.half_of_buyers).to_owned(),
            write_time(f, &leads.half),
            t_string!(i18n, timing.formula_half),
        ),
    ]
}

/// Who is not in the curve.
fn left_out(f: &Formatter, leads: &LeadWaits) -> String {
    let i18n = use_i18n();
    let int = |n: u32| f.fmt_int(n.into());
    let left = leads.left_out;
    let mut parts = Vec::new();
    if left.n_came_as_buyers > 0 {
        let n = int(left.n_came_as_buyers);
        parts.push(t_string!(i18n, timing.left_buyers, n = n).to_string());
    }
    if left.n_no_start > 0 {
        parts.push(t_string!(i18n, timing.left_no_start, n = int(left.n_no_start)).to_string());
    }
    if left.n_no_order > 0 {
        parts.push(t_string!(i18n, timing.left_no_order, n = int(left.n_no_order)).to_string());
    }
    if left.n_too_new > 0 {
        parts.push(t_string!(i18n, timing.left_too_new, n = int(left.n_too_new)).to_string());
    }
    if leads.n_blocked > 0 {
        parts.push(t_string!(i18n, timing.leads_blocked, n = int(leads.n_blocked)).to_string());
    }
    agree(&parts.join(t_string!(i18n, forecast.sentence_gap)))
}

fn sources(f: &Formatter, leads: &LeadWaits) -> AnyView {
    let i18n = use_i18n();
    let int = |n: u32| f.fmt_int(n.into());
    let Some(first) = leads.sources.first() else {
        return view! { <p data-timing="no-sources">{t!(i18n, timing.sources_few)}</p> }.into_any();
    };
    let days = f.fmt_number(first.bought.days, 0);
    let bought_by = t_string!(i18n, timing.bought_by, days = days).to_string();
    let row = |source: &SourceWaits| {
        let half = source.half.as_ref().map(|half| write_time(f, half));
        view! {
            <tr>
                <th scope="row">{source.name.clone()}</th>
                <td class="num" data-label=t_string!(i18n, timing.n_leads)>
                    {int(source.n_leads)}
                </td>
                <td class="num" data-label=t_string!(i18n, timing.n_bought)>
                    {int(source.n_bought)}
                </td>
                <td class="num" data-label=bought_by.clone()>
                    {write_bought(f, &source.bought)}
                </td>
                <td class="num" data-label=t_string!(i18n, timing.half_of_buyers)>
                    {half.unwrap_or_else(|| NO_FIGURE.to_owned())}
                </td>
            </tr>
        }
    };
    let note = t_string!(
        i18n,
        timing.sources_note,
        small = int(leads.n_small_sources),
        none = int(leads.n_no_source)
    )
    .to_string();
    let told = told_apart(f, &leads.sources);
    view! {
        <p>{told}</p>
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, timing.source)}</th>
                    <th scope="col" class="num">{t!(i18n, timing.n_leads)}</th>
                    <th scope="col" class="num">{t!(i18n, timing.n_bought)}</th>
                    <th scope="col" class="num">{bought_by.clone()}</th>
                    <th scope="col" class="num">{t!(i18n, timing.half_of_buyers)}</th>
                </tr>
            </thead>
            <tbody>{leads.sources.iter().map(row).collect_view()}</tbody>
        </table>
        <p class="fine">{agree(&note)}</p>
    }
    .into_any()
}

/// Which source brings buyers soonest, where the ranges of the best and the worst are apart.
fn told_apart(f: &Formatter, sources: &[SourceWaits]) -> String {
    let i18n = use_i18n();
    let share = |source: &&SourceWaits| source.bought.share;
    let best = sources.iter().max_by(|a, b| share(a).total_cmp(&share(b)));
    let worst = sources.iter().min_by(|a, b| share(a).total_cmp(&share(b)));
    match best.zip(worst) {
        Some((best, worst)) if best.bought.low > worst.bought.high => t_string!(
            i18n,
            timing.sources_apart,
            best = best.name.clone(),
            high = write_share(f, best.bought.share),
            worst = worst.name.clone(),
            low = write_share(f, worst.bought.share),
            days = f.fmt_number(best.bought.days, 0)
        )
        .to_string(),
        _ => t_string!(i18n, timing.sources_alike).to_owned(),
    }
}
