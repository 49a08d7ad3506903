//! How the profit comes about: a tree from the invitations to the profit, with ranges.

use super::PlanDocument;
use super::sheet::{Part, SheetPart};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::wizards::figures::{
    write_amount, write_count, write_count_spread, write_money_spread,
};
use leptos::prelude::*;
use meadow_core::views::forecast::ForecastView;

#[component]
pub fn Profit() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let formatter = use_formatter();
    view! {
        <SheetPart part=Part::Profit>
            {move || {
                plan.forecast
                    .get()
                    .map(|forecast| {
                        let f = formatter.get();
                        if !forecast.is_money_known() {
                            return view! { <p>{t!(i18n, plan.profit_rates_first)}</p> }.into_any();
                        }
                        view! {
                            {tree(&f, &forecast)}
                            <p>{findings(&f, &forecast)}</p>
                        }
                        .into_any()
                    })
            }}
        </SheetPart>
    }
}

fn tree(f: &Formatter, forecast: &ForecastView) -> impl IntoView + use<> {
    let i18n = use_i18n();
    // Margin is what profit is before the event's own cost.
    let margin = forecast.profit.mean + forecast.cost.mean;
    let orders = forecast.ordered.mean;
    let per_order = if orders > 0.0 { write_amount(f, margin / orders) } else { "–".to_owned() };
    let share = |part: f64, of: f64| {
        if of > 0.0 { f.fmt_percent(part / of) } else { "–".to_owned() }
    };
    let invited = f64::from(forecast.n_invited);
    let (registered, attended) = (forecast.registered.mean, forecast.attended.mean);
    let label = t_string!(
        i18n,
        plan.tree_label,
        profit = write_amount(f, forecast.profit.mean),
        margin = write_amount(f, margin),
        cost = write_amount(f, forecast.cost.mean),
        orders = write_count(f, orders),
        attended = write_count(f, attended),
        registered = write_count(f, registered),
        invited = write_count(f, invited)
    )
    .to_string();
    let of_all = t_string!(i18n, plan.of_all, n = f.fmt_int(forecast.n_may_ask.into())).to_string();
    let each = t_string!(i18n, plan.per_order, amount = per_order).to_string();
    let node = |name: &'static str, value: String, note: String| {
        view! {
            <small>{name}</small>
            <b>{value}</b>
            <small>{note}</small>
        }
    };
    view! {
        <div class="tree" role="img" aria-label=label>
            <div class="tree__row">
                <div class="tree__node" data-top="">
                    {node(
                        t_string!(i18n, plan.node_profit),
                        write_amount(f, forecast.profit.mean),
                        write_money_spread(f, &forecast.profit),
                    )}
                </div>
            </div>
            <div class="tree__row">
                <div class="tree__node">
                    {node(t_string!(i18n, plan.node_margin), write_amount(f, margin), each)}
                </div>
                <span class="tree__op">{t_string!(i18n, plan.less)}</span>
                <div class="tree__node">
                    {node(
                        t_string!(i18n, plan.node_cost),
                        write_amount(f, forecast.cost.mean),
                        write_money_spread(f, &forecast.cost),
                    )}
                </div>
            </div>
            <div class="tree__row">
                <div class="tree__node">
                    {node(t_string!(i18n, plan.node_invited), write_count(f, invited), of_all)}
                </div>
                <span class="tree__op">{share(registered, invited)}</span>
                <div class="tree__node">
                    {node(
                        t_string!(i18n, plan.node_registered),
                        write_count(f, registered),
                        write_count_spread(f, &forecast.registered),
                    )}
                </div>
                <span class="tree__op">{share(attended, registered)}</span>
                <div class="tree__node">
                    {node(
                        t_string!(i18n, plan.node_attended),
                        write_count(f, attended),
                        write_count_spread(f, &forecast.attended),
                    )}
                </div>
                <span class="tree__op">{share(orders, attended)}</span>
                <div class="tree__node" data-key="">
                    {node(
                        t_string!(i18n, plan.node_ordered),
                        write_count(f, orders),
                        write_count_spread(f, &forecast.ordered),
                    )}
                </div>
            </div>
        </div>
    }
}

fn findings(f: &Formatter, forecast: &ForecastView) -> String {
    let i18n = use_i18n();
    let chance = f.fmt_percent(forecast.p_profit);
    let break_even = match forecast.break_even_orders {
        Some(n) => {
            t_string!(i18n, plan.break_even_is, n = f.fmt_int(n.into()), p = chance).to_string()
        }
        None => t_string!(i18n, plan.never_breaks_even).to_owned(),
    };
    let goal = t_string!(
        i18n,
        plan.goal_chance,
        n = f.fmt_int(forecast.needed.goal_orders.into()),
        p = f.fmt_percent(forecast.p_goal)
    )
    .to_string();
    let unit = &forecast.per_attended;
    let cheaper = unit.one_to_one.zip(unit.crossover).map(|(alone, n)| {
        t_string!(
            i18n,
            plan.cheaper_from,
            n = f.fmt_int(n.into()),
            cost = write_amount(f, unit.cost.mean),
            alone = write_amount(f, alone)
        )
        .to_string()
    });
    let space = t_string!(i18n, plan.sentence_space);
    [Some(break_even), Some(goal), cheaper].into_iter().flatten().collect::<Vec<_>>().join(space)
}
