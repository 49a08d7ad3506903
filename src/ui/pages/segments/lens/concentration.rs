//! How unevenly value is spread: the Lorenz curve, what the top brings, A, B and C.

use super::groups::list;
use super::{bar, share};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::platform::site::link;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::help::Help;
use crate::ui::components::section::Section;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::Choice;
use crate::ui::model_link::model_href;
use crate::ui::pages::customers::wording::{Texts, group_name};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::lens::{LensColumn, LensGroup};
use meadow_core::domain::money::Money;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetConcentration;
use meadow_core::views::lens::{ConcentrationOf, ConcentrationView};
use meadow_core::views::table::{Column, Filter, Test};
use std::fmt::Write;

/// The picture's inner size, in its own units.
const SIDE: f64 = 200.0;

#[component]
pub fn ConcentrationPart() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let of = RwSignal::new("customers".to_owned());
    let asked = Workspace::expect().asked(move || Some(GetConcentration { of: of_key(&of.get()) }));
    let choices = Signal::derive(move || {
        vec![
            Choice::new("customers", t_string!(i18n, lenses.of_customers)),
            Choice::new("products", t_string!(i18n, lenses.of_products)),
            Choice::new("regions", t_string!(i18n, lenses.of_regions)),
        ]
    });
    let found = move || {
        let view = asked.get()?;
        let f = formatter.get();
        if view.gini.is_none() {
            return Some(view! { <p class="muted">{t!(i18n, lenses.no_value)}</p> }.into_any());
        }
        Some(
            view! {
                <div class="split split--main">
                    {curve(i18n, &f, &view)}
                    {figures(i18n, &f, &view)}
                </div>
            }
            .into_any(),
        )
    };
    let help = Help::new(
        "concentration-help",
        say!(i18n, lenses.concentration),
        say!(i18n, lenses.by_concentration),
        say!(i18n, lenses.how_concentration),
        say!(i18n, lenses.doubt_concentration),
    )
    .in_full_at(model_href(ModelTopic::Concentration));
    view! {
        <Section id="concentration" title=say!(i18n, lenses.concentration) help=help>
            <div class="row">
                <Segmented label=say!(i18n, lenses.spread_over) choices=choices value=of />
            </div>
            {found}
        </Section>
    }
}

fn of_key(key: &str) -> ConcentrationOf {
    match key {
        "products" => ConcentrationOf::Products,
        "regions" => ConcentrationOf::Regions,
        _ => ConcentrationOf::Customers,
    }
}

fn curve(i18n: Texts, f: &Formatter, view: &ConcentrationView) -> impl IntoView + use<> {
    let mut path = String::new();
    for (at, (part, share)) in view.lorenz.iter().enumerate() {
        let letter = if at == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{:.1} {:.1}", part * SIDE, SIDE - share * SIDE);
    }
    let gini = f.fmt_number(view.gini.unwrap_or_default(), 2);
    let label = t_string!(i18n, lenses.lorenz_label, gini = gini.as_str()).to_string();
    view! {
        <figure class="lorenz">
            <svg viewBox="-38 -8 248 244" role="img" aria-label=label>
                <path class="lorenz__frame" d="M0 0V200H200"></path>
                <path class="lorenz__even" d="M0 200L200 0"></path>
                <path class="lorenz__curve" d=path></path>
                <text x="0" y="216">"0 %"</text>
                <text x="200" y="216" text-anchor="end">"100 %"</text>
                <text x="-4" y="8" text-anchor="end">"100 %"</text>
                <text x="100" y="230" text-anchor="middle">
                    {t_string!(i18n, lenses.lorenz_x).to_owned()}
                </text>
            </svg>
            <figcaption class="fine">
                {t_string!(i18n, lenses.lorenz_caption, gini = gini).to_string()}
            </figcaption>
        </figure>
    }
}

fn figures(i18n: Texts, f: &Formatter, view: &ConcentrationView) -> impl IntoView + use<> {
    let are_customers = view.of == ConcentrationOf::Customers;
    // Of customers, the list of those from a value on.
    let from_on = |from: Option<Money>, text: String| match from.filter(|_| are_customers) {
        Some(from) => {
            let test = Test::Between { low: Some(from.major()), high: None };
            let filter = Filter { column: Column::SpendTotal, test };
            view! { <a href=list(&filter)>{text}</a> }.into_any()
        }
        None => text.into_any(),
    };
    let top = view.top.iter().map(|(part, brings, from)| {
        let head = t_string!(i18n, lenses.top, part = f.fmt_percent(*part)).to_string();
        let head = from_on(*from, head);
        view! {
            <tr>
                <th scope="row">{head}</th>
                <td class="num">{bar(f, *brings)}</td>
            </tr>
        }
    });
    let needed = view.needed.iter().map(|(value, part, from)| {
        let (value, part) = (f.fmt_percent(*value), f.fmt_percent_with(*part, 1));
        let text = t_string!(i18n, lenses.needed, value = value, part = part).to_string();
        view! { <li>{from_on(Some(*from), text)}</li> }
    });
    let tiers = view.tiers.iter().map(|(tier, n, value)| {
        let of_value = share(value.major(), view.total.major());
        let n = f.fmt_int(i64::from(*n));
        let n = match are_customers {
            true => {
                let test = Test::GroupIs(vec![LensGroup::Value(*tier)]);
                let filter = Filter { column: Column::Lens(LensColumn::ValueTier), test };
                view! { <a href=list(&filter)>{n}</a> }.into_any()
            }
            false => n.into_any(),
        };
        view! {
            <tr>
                <th scope="row">{group_name(i18n, LensGroup::Value(*tier))}</th>
                <td class="num">{n}</td>
                <td class="num">{bar(f, of_value)}</td>
            </tr>
        }
    });
    let refunds = (view.n_negative > 0).then(|| {
        let n = f.fmt_int(i64::from(view.n_negative));
        let text = t_string!(i18n, lenses.negative, n = n).to_string();
        let text = match are_customers {
            true => {
                let test = Test::Between { low: None, high: Some(-0.01) };
                let filter = Filter { column: Column::SpendTotal, test };
                view! { <a href=list(&filter)>{text}</a> }.into_any()
            }
            false => text.into_any(),
        };
        view! { <p class="fine">{text}</p> }
    });
    let largest = view.largest.iter().map(|part| {
        let name = match part.name.is_empty() {
            true => t_string!(i18n, rules.nameless).to_owned(),
            false => part.name.clone(),
        };
        let name = match part.customer {
            Some(id) => {
                view! { <a href=link(&format!("/customers?open={}", id.0))>{name}</a> }.into_any()
            }
            None if view.of == ConcentrationOf::Regions => {
                let test = Test::AnyOf(vec![part.name.clone()]);
                let filter = Filter { column: Column::Region, test };
                view! { <a href=list(&filter)>{name}</a> }.into_any()
            }
            None => name.into_any(),
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num">{f.fmt_money_rounded(part.value)}</td>
                <td class="num">{bar(f, share(part.value.major(), view.total.major()))}</td>
            </tr>
        }
    });
    let largest = largest.collect_view();
    let (a, ab) = view.abc_percent;
    let (top, needed, tiers) = (top.collect_view(), needed.collect_view(), tiers.collect_view());
    view! {
        <div class="stack">
            <ul class="plain">{needed}</ul>
            <table class="table">
                <caption class="sr-only">{t!(i18n, lenses.top_caption)}</caption>
                <tbody>{top}</tbody>
            </table>
            <table class="table">
                <caption class="fine">
                    {t_string!(i18n, lenses.abc_caption, a = a, ab = ab).to_string()}
                </caption>
                <tbody>{tiers}</tbody>
            </table>
            {refunds}
            <table class="table">
                <caption class="fine">{t!(i18n, lenses.largest)}</caption>
                <tbody>{largest}</tbody>
            </table>
        </div>
    }
}
