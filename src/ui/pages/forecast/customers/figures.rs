//! The figures of all customers together, with their ranges and what these mean.

use super::Base;
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::error_note::Note;
use crate::ui::pages::customers::outlook_wording::{
    amount, count_with_range, margin_text, money_with_range, no_value,
};
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use meadow_core::views::customer_base::{BaseReport, CustomerBaseView};

/// People that samples are drawn anew of, where ranges need that.
const N_REDRAWN: u32 = 1_000;

#[component]
pub fn Figures(base: Base) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let rows = move || {
        let view = base.get()?;
        let report = view.found.as_ref().ok()?;
        let rows = rows(i18n, &formatter.get(), &view, report);
        let row = |(name, value): (&'static str, String)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
        };
        Some(rows.into_iter().map(row).collect_view())
    };
    let note = move || {
        let view = base.get()?;
        let report = view.found.as_ref().ok()?;
        let f = formatter.get();
        Some(match (report.active.range, report.model.is_bootstrapped) {
            (None, _) => t_string!(i18n, worth.no_range).to_owned(),
            (Some(_), true) if report.model.n_fitted > N_REDRAWN => {
                let n = f.fmt_int(N_REDRAWN.into());
                t_string!(i18n, worth.bootstrapped, n = n).to_string()
            }
            (Some(_), _) => t_string!(i18n, worth.range_note).to_owned(),
        })
    };
    let apart = move || {
        let view = base.get()?;
        let (fewest, most) = view.found.as_ref().ok()?.model.active_apart()?;
        let f = formatter.get();
        let (low, high) = (f.fmt_number(fewest, 0), f.fmt_number(most, 0));
        let said = t_string!(i18n, worth.models_apart, low = low, high = high).to_string();
        Some(view! { <p>{said}</p> })
    };
    let asks = move || {
        let view = base.get()?;
        let why = view.found.as_ref().ok()?.value.err().filter(|why| why.is_to_give())?;
        let said = no_value(i18n, &formatter.get(), why);
        Some(view! {
            <Note>
                <p>{said}</p>
            </Note>
        })
    };
    view! {
        <section class="section" aria-label=move || t_string!(i18n, worth.title)>
            <dl class="kv" data-wide="">
                {rows}
            </dl>
            <p class="fine">{note}</p>
            {apart}
            {asks}
        </section>
    }
}

fn rows(
    i18n: Texts,
    f: &Formatter,
    view: &CustomerBaseView,
    report: &BaseReport,
) -> Vec<(&'static str, String)> {
    let value = report.value.ok().map(|value| money_with_range(i18n, f, &value));
    let margin = view.margin.map(|margin| margin_text(i18n, f, &margin));
    let mean = report.amounts.as_ref().ok().map(|amounts| amount(f, amounts.mean));
    let known = [
        (t_string!(i18n, worth.active), Some(count_with_range(i18n, f, &report.active, 0))),
        (t_string!(i18n, worth.purchases), Some(count_with_range(i18n, f, &report.purchases, 0))),
        (t_string!(i18n, worth.value), value),
        (t_string!(i18n, worth.margin), margin),
        (t_string!(i18n, worth.mean_amount), mean),
    ];
    known.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}
