//! How unevenly value is spread: the Lorenz curve, what the top brings, A, B and C.

use super::groups::list;
use super::{bar, share};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::platform::site::link;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::help::Help;
use crate::ui::components::no_invite_mark::NoInviteMark;
use crate::ui::components::section::Section;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::Choice;
use crate::ui::model_link::model_href;
use crate::ui::pages::customers::contact_limits::ContactLimits;
use crate::ui::pages::customers::wording::{Texts, group_name};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::lens::LensGroup;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetConcentration;
use meadow_core::views::lens::{ConcentrationOf, ConcentrationView};
use meadow_core::views::table::Filter;
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
    let top = view.top.iter().map(|top| {
        let head = t_string!(i18n, lenses.top, part = f.fmt_percent(top.part)).to_string();
        view! {
            <tr>
                <th scope="row">{linked(top.filter.as_ref(), head)}</th>
                <td class="num">{bar(f, top.brings)}</td>
            </tr>
        }
    });
    let needed = view.needed.iter().map(|needed| {
        let (value, part) = (f.fmt_percent(needed.share), f.fmt_percent_with(needed.part, 1));
        let text = t_string!(i18n, lenses.needed, value = value, part = part).to_string();
        view! { <li>{linked(Some(&needed.filter), text)}</li> }
    });
    let tiers = view.tiers.iter().map(|own| {
        let of_value = share(own.value.major(), view.total.major());
        let n = f.fmt_int(i64::from(own.n));
        view! {
            <tr>
                <th scope="row">{group_name(i18n, LensGroup::Value(own.tier))}</th>
                <td class="num">{linked(own.filter.as_ref(), n)}</td>
                <td class="num">{bar(f, of_value)}</td>
            </tr>
        }
    });
    let refunds = (view.n_negative > 0).then(|| {
        let n = f.fmt_int(i64::from(view.n_negative));
        let text = t_string!(i18n, lenses.negative, n = n).to_string();
        view! { <p class="fine">{linked(Some(&view.negative_filter), text)}</p> }
    });
    // The customers behind a product or an area are others, and more, than the number counts.
    let behind = match view.of {
        ConcentrationOf::Customers => None,
        ConcentrationOf::Products => Some(t_string!(i18n, lenses.behind_products)),
        ConcentrationOf::Regions => Some(t_string!(i18n, lenses.behind_regions)),
    };
    let behind = behind.map(|said| view! { <p class="fine">{said.to_owned()}</p> });
    let largest = view.largest.iter().map(|part| {
        let name = match part.name.is_empty() {
            true => t_string!(i18n, rules.nameless).to_owned(),
            false => part.name.clone(),
        };
        let name = match part.customer {
            Some(id) => {
                let card = link(&format!("/customers?open={}", id.0));
                view! {
                    <a href=card>{name}</a>
                    <NoInviteMark obstacle=part.obstacle />
                }
                .into_any()
            }
            None => linked(part.filter.as_ref(), name),
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
    let are_people = view.of == ConcentrationOf::Customers;
    let limits = are_people.then(|| {
        view! {
            <p class="fine">
                <ContactLimits />
            </p>
        }
    });
    let (a, ab) = view.abc_percent;
    let (top, needed, tiers) = (top.collect_view(), needed.collect_view(), tiers.collect_view());
    view! {
        <div class="stack">
            <ul class="plain">{needed}</ul>
            {behind}
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
            {limits}
        </div>
    }
}

/// A text that leads to the customers behind it, where they can be listed.
fn linked(filter: Option<&Filter>, text: String) -> AnyView {
    match filter {
        Some(filter) => view! { <a href=list(filter)>{text}</a> }.into_any(),
        None => text.into_any(),
    }
}
