//! Which stage brings the money, and what the event then earns.

use super::super::words::{write_amounts, write_chance, write_money};
use super::reasons::{MoneyFigure, why_money};
use super::{OwnFunnel, name_of};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::event::FunnelStage;
use meadow_core::views::method_funnel::{MethodFunnelView, OwnMoney};
use std::sync::Arc;

#[component]
pub fn Money() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let OwnFunnel { forecast, view, .. } = OwnFunnel::expect();
    // Where the event counts orders, unless another was chosen.
    let of_event = Memo::new(move |_| {
        view.with(|view| {
            let stages = view.iter().flat_map(|view| &view.stages);
            let mut ordered = stages.filter(|s| s.counts_as == Some(FunnelStage::Ordered));
            ordered.next().map(|stage| stage.key.clone()).unwrap_or_default()
        })
    });
    let kept = Memo::new(move |_| {
        forecast.scenario.with(|scenario| {
            scenario.as_ref().and_then(|scenario| scenario.event.pays_at().map(str::to_owned))
        })
    });
    let chosen = RwSignal::new(String::new());
    Effect::new(move |_| {
        // What was said of another method is none of the choices here.
        let may_pay = |key: &String| {
            view.with(|view| view.as_ref().is_some_and(|view| view.may_pay.contains(key)))
        };
        chosen.set(kept.get().filter(may_pay).unwrap_or_else(|| of_event.get()));
    });
    let choose = Callback::new(move |key: String| {
        let own = of_event.get_untracked();
        let key = (key != own).then_some(key);
        forecast.change(|scenario| scenario.event.set_pays_at(key));
    });
    let choices = Memo::new(move |_| {
        view.with(|view| {
            let Some(view) = view else { return Vec::new() };
            let may_pay = view.stages.iter().filter(|stage| view.may_pay.contains(&stage.key));
            may_pay.map(|stage| Choice::new(stage.key.clone(), name_of(stage))).collect()
        })
    });
    let found = move || {
        let (f, view) = (formatter.get(), view.get()?);
        Some(match &view.money {
            Some(money) => figures(&f, &view, money),
            None => view! {
                <Note tone=Tone::Warn>
                    <p>{t!(i18n, method_funnel.pay_unknown)}</p>
                </Note>
            }
            .into_any(),
        })
    };
    view! {
        <h3>{t!(i18n, method_funnel.money)}</h3>
        <div class="grid-3" data-part="pays">
            <SelectField
                label=say!(i18n, method_funnel.pays_at)
                hint=say_some!(i18n, method_funnel.pays_at_hint)
                choices=choices
                value=chosen
                on_choose=choose
            />
        </div>
        {found}
    }
}

fn figures(f: &Formatter, view: &Arc<MethodFunnelView>, money: &OwnMoney) -> AnyView {
    let i18n = use_i18n();
    let stage = view.stages.iter().find(|stage| stage.key == money.at);
    let name = stage.map(name_of).unwrap_or_default();
    let sentence = t_string!(
        i18n,
        method_funnel.money_finding,
        stage = name,
        profit = write_money(f, &money.profit),
        chance = write_chance(f, money.p_profit)
    )
    .to_string();
    let rows = [
        (
            t_string!(i18n, method_funnel.profit),
            MoneyFigure::Profit,
            write_amounts(f, &money.profit),
        ),
        (
            t_string!(i18n, method_funnel.p_profit),
            MoneyFigure::Chance,
            write_chance(f, money.p_profit),
        ),
        (t_string!(i18n, method_funnel.p_goal), MoneyFigure::Goal, write_chance(f, money.p_goal)),
    ];
    let rows = rows.map(|(name, figure, written)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{why_money(view, figure, name, written)}</dd>
            </div>
        }
    });
    view! {
        <p data-method-funnel="money">{sentence}</p>
        <dl class="kv" data-wide="">
            {rows.collect_view()}
        </dl>
    }
    .into_any()
}
