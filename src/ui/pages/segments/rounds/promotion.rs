//! How to divide effort among the classes for the shares there are, with the rule in words, what it
//! comes to in money, and what each share is for.

use super::super::figures_table::list_class;
use super::super::lens::{bar, share};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::shell_summary::ShellSummary;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::class_badge::ClassHeading;
use crate::ui::components::icon::Icon;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::model_link::ModelLink;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::money::Money;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::{GetPlaybook, GetPromotionMix};
use meadow_core::views::round::{OF_A_LEAD, PromotionMix, PromotionPart};

#[component]
pub fn PromotionSection() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let asked = Workspace::expect().asked(|| Some(GetPromotionMix {}));
    let budget = RwSignal::new(None::<Quantity>);
    let state = Memo::new(move |_| asked.get().map(|mix| is_of_somebody(&mix)));
    let left_out = move || {
        let n = asked.get().map(|mix| mix.n_unplaced).filter(|n| *n > 0)?;
        let n = formatter.get().fmt_int(n.into());
        let said = t_string!(i18n, rounds.left_out, n = n).to_string();
        Some(view! { <p class="fine">{agree(&said)}</p> })
    };
    let currency = ShellSummary::expect().currency;
    let unit = Signal::derive(move || Some(currency.get()));
    let part = move || match state.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(false) => view! { <p class="muted">{t!(i18n, rounds.nobody_to_spend)}</p> }.into_any(),
        Some(true) => view! {
            <p>{t!(i18n, rounds.promotion_lead)}</p>
            <p class="figcap">{t!(i18n, rounds.rule)} " " {t!(i18n, rounds.rule_limits)}</p>
            <ModelLink topic=ModelTopic::Promotion />
            <div class="between">
                <NumberField
                    label=say!(i18n, rounds.budget)
                    value=budget
                    least=0.0
                    unit_before=unit
                    hint=say_some!(i18n, rounds.budget_hint)
                />
            </div>
            <EffortTable asked=asked budget=budget />
            {left_out}
            <WhatFor />
        }
        .into_any(),
    };
    view! { <Section id="promotion" title=say!(i18n, rounds.promotion)>{part}</Section> }
}

fn is_of_somebody(mix: &PromotionMix) -> bool {
    mix.parts.iter().any(|part| part.share > 0.0)
}

#[component]
fn EffortTable(
    asked: crate::state::engine::Asked<PromotionMix>,
    budget: RwSignal<Option<Quantity>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let budget = Memo::new(move |_| budget.get().map(Quantity::middle));
    let rows = move || {
        let mix = asked.get()?;
        let f = formatter.get();
        let budget = budget.get();
        Some(mix.parts.iter().map(|part| row_view(i18n, &f, part, budget)).collect_view())
    };
    let has_budget = Memo::new(move |_| budget.with(Option::is_some));
    let money_heads = move || {
        has_budget.get().then(|| {
            view! {
                <th scope="col" class="num">{t!(i18n, rounds.money)}</th>
                <th scope="col" class="num">{t!(i18n, rounds.per_customer)}</th>
            }
        })
    };
    let notes = move || {
        let a_lead = has_budget.get().then(|| t_string!(i18n, rounds.per_customer_note));
        let notes = a_lead.into_iter().chain([t_string!(i18n, rounds.last_year_note)]);
        notes.collect::<Vec<_>>().join(t_string!(i18n, rounds.sentence_space))
    };
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="promotion">
            <table class="table lens-table" data-stack="">
                <caption class="sr-only">{t!(i18n, rounds.promotion)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, rounds.class)}</th>
                        <th scope="col" class="num">{t!(i18n, rounds.n_customers)}</th>
                        <th scope="col" class="num">{t!(i18n, rounds.n_leads)}</th>
                        <th scope="col" class="num">{t!(i18n, rounds.weight)}</th>
                        <th scope="col" class="num">{t!(i18n, rounds.share)}</th>
                        {money_heads}
                        <th scope="col" class="num">{t!(i18n, rounds.last_year)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="fine">{notes}</p>
    }
}

/// What of a budget one customer of the class gets; `None` where the class has none.
fn per_customer(part: &PromotionPart, budget: f64) -> Option<Money> {
    let heads = f64::from(part.n_customers) + OF_A_LEAD * f64::from(part.n_expected);
    (part.n_customers > 0).then(|| Money::from_major(share(budget * part.share, heads)))
}

fn row_view(
    i18n: Texts,
    f: &Formatter,
    part: &PromotionPart,
    budget: Option<f64>,
) -> impl IntoView + use<> {
    let none = || "–".to_owned();
    let money = budget.map(|budget| {
        let each = per_customer(part, budget);
        let is_too_much = each.zip(part.yearly_value).is_some_and(|(each, value)| each > value);
        let warning = is_too_much.then(|| {
            view! {
                <small class="toomuch">
                    <Icon name="warn" class="icon--sm" />
                    {t_string!(i18n, rounds.too_much).to_owned()}
                </small>
            }
        });
        view! {
            <td class="num" data-label=move || t_string!(i18n, rounds.money)>
                {f.fmt_money_rounded(Money::from_major(budget * part.share))}
            </td>
            <td class="num" data-label=move || t_string!(i18n, rounds.per_customer)>
                <span>
                    {each.map_or_else(none, |each| f.fmt_money(each))}
                    {warning}
                </span>
            </td>
        }
    });
    view! {
        <tr data-class=part.class.slug()>
            <th scope="row"><ClassHeading class=part.class /></th>
            <td class="num" data-label=move || t_string!(i18n, rounds.n_customers)>
                <a href=list_class(part.class, false)>{f.fmt_int(part.n_customers.into())}</a>
            </td>
            <td class="num" data-label=move || t_string!(i18n, rounds.n_leads)>
                <a href=list_class(part.class, true)>{f.fmt_int(part.n_expected.into())}</a>
            </td>
            <td class="num" data-label=move || t_string!(i18n, rounds.weight)>
                {f.fmt_number(part.weight, 1)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, rounds.share)>
                {bar(f, part.share)}
            </td>
            {money}
            <td class="num" data-label=move || t_string!(i18n, rounds.last_year)>
                {part.yearly_value.map_or_else(none, |value| f.fmt_money(value))}
            </td>
        </tr>
    }
}

/// The aim and the offer of every class, from its playbook.
#[component]
fn WhatFor() -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let of_class = move |class: Class| {
        let playbook = workspace.asked(move || Some(GetPlaybook { class, reason: None }));
        let said = move || {
            let view = playbook.get()?;
            let language = language.get();
            let (aim, offer) = (&view.playbook.aim, &view.playbook.offer);
            Some((aim.get(language).to_owned(), offer.get(language).to_owned()))
        };
        view! {
            <div>
                <dt><ClassHeading class=class /></dt>
                <dd>
                    <p>
                        <b>{t!(i18n, rounds.aim)}</b>
                        " "
                        {move || said().map(|(aim, _)| aim)}
                    </p>
                    <p>
                        <b>{t!(i18n, rounds.offer)}</b>
                        " "
                        {move || said().map(|(_, offer)| offer)}
                    </p>
                </dd>
            </div>
        }
    };
    view! {
        <h3>{t!(i18n, rounds.what_for)}</h3>
        <dl class="plays plays--wide">{Class::ALL.map(of_class).collect_view()}</dl>
    }
}

#[cfg(test)]
mod tests {
    use super::per_customer;
    use meadow_core::domain::class::Class;
    use meadow_core::domain::money::Money;
    use meadow_core::views::round::PromotionPart;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_lead_gets_half_of_what_a_customer_does() {
        let part = PromotionPart {
            class: Class::Butterfly,
            n_customers: 40,
            n_expected: 20,
            weight: 3.0,
            share: 0.25,
            yearly_value: None,
        };
        // 500 for 40 customers at 10 and 20 leads at 5.
        assert_eq!(per_customer(&part, 2_000.0), Some(Money::from_major(10.0)));
        let only_leads = PromotionPart { n_customers: 0, ..part };
        assert_eq!(per_customer(&only_leads, 2_000.0), None);
    }
}
