//! How surely people are still active: their spread over the chances, and the same in four words with the
//! people behind each.

use super::Base;
use super::files::chances_file;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::platform::site::link;
use crate::state::customer_table::address;
use crate::state::figures::use_formatter;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::histogram::{Histogram, draw_histogram};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::section::Section;
use crate::ui::components::share_bar::{bar, share};
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::outlook_wording::{count_with_range, money_with_range};
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::customer_base::{BaseReport, ChanceBand, CustomerBaseView, GroupOutlook};

const HEIGHT_PX: f64 = 180.0;

#[component]
pub fn Chances(base: Base) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let note = Signal::derive(move || {
        let n = formatter.get().fmt_int(base.get()?.n_bought.into());
        Some(t_string!(i18n, worth.chances_note, n = n).to_string())
    });
    let finding = Signal::derive(move || {
        let f = formatter.get();
        let found = base.get().and_then(|view| {
            let bands = &view.found.as_ref().ok()?.bands;
            let n = |band: Option<&ChanceBand>| Some(f.fmt_int(band?.sum.n_people.into()));
            let (sure, gone) = (n(bands.first())?, n(bands.last())?);
            Some(t_string!(i18n, worth.chances_finding, sure = sure, gone = gone).to_string())
        });
        found.unwrap_or_default()
    });
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        let Some(view) = base.get() else { return Vec::new() };
        let Ok(report) = &view.found else { return Vec::new() };
        draw_histogram(&histogram(report), size, &|chance| f.fmt_percent(chance))
    };
    let rows = move || {
        let view = base.get()?;
        let report = view.found.as_ref().ok()?;
        let f = formatter.get();
        let row = |band: &ChanceBand| row_view(i18n, &f, &view, report, band);
        Some(report.bands.iter().map(row).collect_view())
    };
    let file = move || {
        let view = base.get()?;
        let report = view.found.as_ref().ok()?;
        Some(chances_file(i18n, &formatter.get(), &view, report))
    };
    view! {
        <Section id="worth-chances" title=say!(i18n, worth.chances) note=note>
            <ChartFrame label=finding height_px=HEIGHT_PX draw=Callback::new(draw)>
                <b>{finding}</b>
                " "
                {t!(i18n, worth.chances_caption)}
            </ChartFrame>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="worth-chances">
                <table class="table lens-table" data-stack="">
                    <caption class="sr-only">{t!(i18n, worth.chances)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, worth.chance)}</th>
                            <th scope="col" class="num">{t!(i18n, worth.people)}</th>
                            <th scope="col" class="num">{t!(i18n, worth.of_people)}</th>
                            <th scope="col" class="num">{t!(i18n, worth.purchases)}</th>
                            <th scope="col" class="num">{move || of_what(i18n, base)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <ExportTableMenu table=file />
        </Section>
    }
}

fn row_view(
    i18n: Texts,
    f: &Formatter,
    view: &CustomerBaseView,
    report: &BaseReport,
    band: &ChanceBand,
) -> impl IntoView + use<> {
    let words = band_words(i18n, band);
    let chances = f.join_range(&f.fmt_percent(band.from), &f.fmt_percent(band.to));
    let n = f.fmt_int(band.sum.n_people.into());
    let people = match band.sum.n_people {
        0 => n.into_any(),
        _ => view! { <a href=link(&address::customers_of(std::slice::from_ref(&band.filter)))>{n}</a> }
            .into_any(),
    };
    let of_people = share(band.sum.n_people.into(), view.n_bought.into());
    let (part, label) = (part_of(report, &band.sum), of_what_of(i18n, report));
    view! {
        <tr>
            <th scope="row">
                <span>{words} <small>{chances}</small></span>
            </th>
            <td class="num" data-label=move || t_string!(i18n, worth.people)>
                {people}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.of_people)>
                {bar(f, of_people)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.purchases)>
                {count_with_range(i18n, f, &band.sum.purchases, 0)}
            </td>
            <td class="num" data-label=label>
                {bar(f, part)}
                {value_of(i18n, f, &band.sum)}
            </td>
        </tr>
    }
}

/// "Almost surely active".
pub fn band_words(i18n: Texts, band: &ChanceBand) -> &'static str {
    match band.from {
        from if from >= 0.9 => t_string!(i18n, worth.surely),
        from if from >= 0.5 => t_string!(i18n, worth.probably),
        from if from >= 0.1 => t_string!(i18n, worth.hardly),
        _ => t_string!(i18n, worth.gone),
    }
}

fn histogram(report: &BaseReport) -> Histogram {
    Histogram {
        start: 0.0,
        bar_width: 0.1,
        n_per_bar: report.by_chance.iter().map(|n| f64::from(*n)).collect(),
        threshold: None,
        median: None,
    }
}

/// A part of the value to come, or of the purchases where value is not known.
pub fn part_of(report: &BaseReport, group: &GroupOutlook) -> f64 {
    match report.value {
        Ok(all) => share(group.value.map_or(0.0, |value| value.value), all.value),
        Err(_) => share(group.purchases.value, report.purchases.value),
    }
}

/// What the people are worth themselves, with its range; nothing where that is not known.
pub fn value_of(i18n: Texts, f: &Formatter, group: &GroupOutlook) -> Option<AnyView> {
    let value = money_with_range(i18n, f, &group.value?);
    Some(view! { <small>{value}</small> }.into_any())
}

/// What such a part is called.
pub fn of_what_of(i18n: Texts, report: &BaseReport) -> &'static str {
    match report.value {
        Ok(_) => t_string!(i18n, worth.of_value),
        Err(_) => t_string!(i18n, worth.of_purchases),
    }
}

pub fn of_what(i18n: Texts, base: Base) -> Option<&'static str> {
    base.get()?.found.as_ref().ok().map(|report| of_what_of(i18n, report))
}
