//! In which weeks how many will need something next: the weeks, when to offer and when to sell in advance,
//! whom it counts, and the people of every week.

use super::super::words::NO_FIGURE;
use super::files::weeks_file;
use super::words::{Told, figures, write_day, write_days};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::platform::site::link;
use crate::state::customer_table::{Listing, address};
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::ranged_bars::{RangedBar, RangedBars, draw_ranged_bars};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::lens::LensColumn;
use meadow_core::views::table::{Column, Filter};
use meadow_core::views::timing::{NeedCalendar, NeedCourse, NeedWeek, NoNeed, TimingView};
use std::sync::Arc;

const HEIGHT_PX: f64 = 200.0;
/// Fewer people are not worth a sentence.
const SOMEBODY: f64 = 0.5;

/// Why no weeks can be told, and what would change that.
#[component]
pub fn NoNeedNote(why: NoNeed) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let words = move || match why {
        NoNeed::TooFewIntervals { n, needed } => {
            let f = formatter.get();
            let (n, needed) = (f.fmt_int(n.into()), f.fmt_int(needed.into()));
            t_string!(i18n, timing.no_need_few, n = n, needed = needed).to_string()
        }
        NoNeed::NobodyLeft => t_string!(i18n, timing.no_need_nobody).to_owned(),
    };
    view! {
        <Section id="h-timing-need" title=say!(i18n, timing.need)>
            <div role="status" data-timing="no-need">
                <Note tone=Tone::Warn>
                    <p>{words}</p>
                </Note>
            </div>
        </Section>
    }
}

/// The finding in a sentence.
pub fn need_finding(f: &Formatter, need: &NeedCalendar) -> String {
    let i18n = use_i18n();
    let number = |n: f64| f.fmt_number(n, 0);
    let peak = need.peak.and_then(|place| need.weeks.get(place as usize));
    let said = match peak.map(|week| (week, week.range)) {
        Some((week, Some((low, high)))) => t_string!(
            i18n,
            timing.need_peak,
            week = write_days(f, week.first, week.last()),
            n = number(week.expected),
            low = number(low),
            high = number(high)
        )
        .to_string(),
        Some((week, None)) => {
            let (n, week) = (number(week.expected), write_days(f, week.first, week.last()));
            t_string!(i18n, timing.need_peak_plain, week = week, n = n).to_string()
        }
        None if need.course != NeedCourse::Even => {
            let (first, second) = (number(need.halves.0), number(need.halves.1));
            let half = f.fmt_int((need.weeks.len() / 2) as i64);
            match need.course {
                NeedCourse::Rising => t_string!(
                    i18n,
                    timing.need_rising,
                    first = first,
                    second = second,
                    weeks = half
                )
                .to_string(),
                NeedCourse::Falling | NeedCourse::Even => t_string!(
                    i18n,
                    timing.need_falling,
                    first = first,
                    second = second,
                    weeks = half
                )
                .to_string(),
            }
        }
        None => {
            let sum: f64 = need.weeks.iter().map(|week| week.expected).sum();
            let weeks = need.weeks.len().max(1);
            let n = number(sum / weeks as f64);
            let weeks = f.fmt_int(weeks as i64);
            t_string!(i18n, timing.need_flat, n = n, weeks = weeks).to_string()
        }
    };
    match need.is_if_all_return {
        true => t_string!(i18n, timing.if_all_return, said = said).to_string(),
        false => said,
    }
}

#[component]
pub fn NeedSections(need: Arc<NeedCalendar>, view: Arc<TimingView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let need = StoredValue::new(need);
    let sentence = Signal::derive(move || {
        let f = formatter.get();
        need.with_value(|need| need_finding(&f, need))
    });
    // Some of them buy all the same, and are in no week.
    let lapsed = move || {
        let n = need.with_value(|need| need.n_lapsed);
        let n = (n > 0).then(|| formatter.get().fmt_int(n.into()))?;
        Some(agree(&t_string!(i18n, timing.need_lapsed, n = n).to_string()))
    };
    let counted = move || need.with_value(|need| counted_words(&formatter.get(), need, &view));
    let is_if_all_return = need.with_value(|need| need.is_if_all_return);
    let limit_return = move || match is_if_all_return {
        true => t_string!(i18n, timing.limit_all_return),
        false => t_string!(i18n, timing.limit_return),
    };
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        need.with_value(|need| {
            draw_ranged_bars(&bars_of(&f, need), size, &|value| f.fmt_number(value, 0))
        })
    };
    view! {
        <Section id="h-timing-need" title=say!(i18n, timing.need)>
            <p data-timing="need">
                <b>{sentence} {t!(i18n, forecast.full_stop)}</b>
                " "
                {t!(i18n, timing.need_once)}
                " "
                <span data-part="lapsed">{lapsed}</span>
            </p>
            <ChartFrame label=sentence height_px=HEIGHT_PX draw=Callback::new(draw)>
                {t!(i18n, timing.need_picture)}
            </ChartFrame>
            {move || need.with_value(|need| figures(told(&formatter.get(), need)))}
            <p class="fine">{counted}</p>
        </Section>
        <Section id="h-timing-weeks" title=say!(i18n, timing.weeks)>
            {move || need.with_value(|need| table(&formatter.get(), need))}
            <ExportTableMenu table=move || Some(need.with_value(|need| weeks_file(need))) />
            <ul class="plain limits">
                <li>{limit_return}</li>
                <li>{t!(i18n, timing.limit_season)}</li>
                <li>{t!(i18n, timing.limit_list)}</li>
            </ul>
        </Section>
    }
}

fn bars_of(f: &Formatter, need: &NeedCalendar) -> RangedBars {
    let bar = |week: &NeedWeek| {
        let (low, high) = week.range.unwrap_or((week.expected, week.expected));
        RangedBar { label: write_day(f, week.first), value: week.expected, low, high }
    };
    RangedBars {
        bars: need.weeks.iter().map(bar).collect(),
        marked: need.peak.map(|place| place as usize),
    }
}

/// Whom the weeks count, and whom they leave out.
fn counted_words(f: &Formatter, need: &NeedCalendar, view: &TimingView) -> String {
    let i18n = use_i18n();
    let int = |n: u32| f.fmt_int(n.into());
    let counted = t_string!(i18n, timing.counted, n = int(need.n_people), once = int(need.n_once))
        .to_string();
    let left_out = t_string!(
        i18n,
        timing.left_out,
        lapsed = int(need.n_lapsed),
        overdue = int(need.n_overdue),
        none = int(need.n_not_bought)
    )
    .to_string();
    let blocked = (need.n_blocked > 0)
        .then(|| t_string!(i18n, timing.need_blocked, n = int(need.n_blocked)).to_string());
    let before = view.data_end.and_then(|end| {
        let day = f.fmt_date(end.0, DateStyle::Short);
        if need.is_after_data {
            return Some(t_string!(i18n, timing.need_after_data, day = day).to_string());
        }
        let n = f.fmt_number(need.before, 0);
        let said = || t_string!(i18n, timing.need_before, day = day, n = n).to_string();
        (need.before >= SOMEBODY).then(said)
    });
    let said = [Some(counted), Some(left_out), blocked, before];
    let said = said.into_iter().flatten().collect::<Vec<_>>();
    agree(&said.join(t_string!(i18n, forecast.sentence_gap)))
}

fn told(f: &Formatter, need: &NeedCalendar) -> Vec<Told> {
    let i18n = use_i18n();
    let number = |n: f64| f.fmt_number(n, 0);
    let int = |n: u32| f.fmt_int(n.into());
    let (n, people) = (int(need.n_intervals), int(need.n_returned));
    let sample = t_string!(i18n, timing.sample_need, n = n, people = people).to_string();
    let source = t_string!(i18n, timing.source_cycle);
    let inputs = || {
        vec![
            (t_string!(i18n, timing.n_people).to_owned(), int(need.n_people)),
            (t_string!(i18n, timing.n_once).to_owned(), int(need.n_once)),
            (t_string!(i18n, timing.typical).to_owned(), days_words(f, need.typical_days)),
            (t_string!(i18n, timing.within).to_owned(), f.fmt_number(need.sd_within, 2)),
            (t_string!(i18n, timing.between).to_owned(), f.fmt_number(need.sd_between, 2)),
        ]
    };
    let tell = |name: &str, written, formula, inputs| Told {
        name: name.to_owned(),
        written,
        formula,
        inputs,
        sample: sample.clone(),
        source,
    };
    let peak = need.peak.and_then(|place| need.weeks.get(place as usize));
    let fullest = need.weeks.get(need.fullest as usize);
    let stands_out = peak.is_some() || need.course != NeedCourse::Even;
    let spot = peak.map_or_else(
        || match fullest.filter(|_| stands_out) {
            None => t_string!(i18n, timing.any_week).to_owned(),
            Some(week) => {
                let week = write_days(f, week.first, week.last());
                t_string!(i18n, timing.fullest_week, week = week).to_string()
            }
        },
        |week| {
            let number = || f.fmt_number(week.expected, 0);
            let people = week.range.map_or_else(number, |(low, high)| f.fmt_range(low, high));
            let week = write_days(f, week.first, week.last());
            t_string!(i18n, timing.week_people, week = week, people = people).to_string()
        },
    );
    let mut rows = vec![tell(
        t_string!(i18n, timing.spot),
        spot,
        t_string!(i18n, timing.formula_spot),
        inputs(),
    )];
    let lead = (t_string!(i18n, timing.lead).to_owned(), days_words(f, need.lead_days));
    // Where every week is as good, none is to be sold for in advance.
    let pre_sale = need
        .pre_sale
        .filter(|_| stands_out)
        .and_then(|sale| Some((sale, need.weeks.get(sale.week as usize)?)));
    if let Some((sale, week)) = pre_sale {
        let written = t_string!(
            i18n,
            timing.pre_sale_when,
            days = write_days(f, sale.from, sale.until),
            week = write_days(f, week.first, week.last())
        )
        .to_string();
        let inputs = inputs().into_iter().chain([lead]).collect();
        let formula = t_string!(i18n, timing.formula_pre_sale);
        rows.push(tell(t_string!(i18n, timing.pre_sale), written, formula, inputs));
    }
    rows.push(tell(
        t_string!(i18n, timing.typical),
        days_words(f, need.typical_days),
        t_string!(i18n, timing.formula_typical),
        inputs(),
    ));
    let (later, formula) = match need.is_if_all_return {
        true => (t_string!(i18n, timing.later), t_string!(i18n, timing.formula_week)),
        false => (t_string!(i18n, timing.later_or_never), t_string!(i18n, timing.formula_never)),
    };
    rows.push(tell(later, number(need.later), formula, inputs()));
    rows
}

fn days_words(f: &Formatter, days: f64) -> String {
    let i18n = use_i18n();
    agree(&t_string!(i18n, timing.n_days, n = f.fmt_number(days, 0)).to_string())
}

fn table(f: &Formatter, need: &NeedCalendar) -> AnyView {
    let i18n = use_i18n();
    let peak = need.peak;
    let row = |(place, week): (usize, &NeedWeek)| {
        let listed = f.fmt_int(week.n_listed.into());
        let listed = agree(&t_string!(i18n, timing.people, n = listed).to_string());
        let listed = match week.n_listed {
            0 => listed.into_any(),
            _ => view! { <a href=list_of(week.filters.clone())>{listed}</a> }.into_any(),
        };
        let written = |(low, high): (f64, f64)| f.fmt_range(low, high);
        let range = week.range.map_or_else(|| NO_FIGURE.to_owned(), written);
        let is_peak = peak == Some(place as u32);
        view! {
            <tr data-week=place.to_string() data-peak=is_peak.then_some("")>
                <th scope="row">{write_days(f, week.first, week.last())}</th>
                <td class="num" data-label=t_string!(i18n, timing.expected)>
                    {f.fmt_number(week.expected, 0)}
                </td>
                <td class="num" data-label=t_string!(i18n, timing.range)>
                    {range}
                </td>
                <td class="num" data-label=t_string!(i18n, timing.listed)>
                    {listed}
                </td>
            </tr>
        }
    };
    view! {
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, timing.week)}</th>
                    <th scope="col" class="num">{t!(i18n, timing.expected)}</th>
                    <th scope="col" class="num">{t!(i18n, timing.range)}</th>
                    <th scope="col" class="num">{t!(i18n, timing.listed)}</th>
                </tr>
            </thead>
            <tbody>{need.weeks.iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The people of a week in the customer list, the earliest first.
fn list_of(filters: Vec<Filter>) -> String {
    let next = Column::Lens(LensColumn::NextPurchase);
    let columns = [
        Column::Name,
        Column::Class,
        next.clone(),
        Column::Lens(LensColumn::Need),
        Column::LastPurchase,
        Column::PurchaseDays,
    ];
    let listing = Listing {
        filters,
        sort: Some((next, true)),
        columns: Some(columns.to_vec()),
        ..Listing::default()
    };
    link(&format!("/customers?{}", address::write(&listing)))
}
