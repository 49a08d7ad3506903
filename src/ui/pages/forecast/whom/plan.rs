//! The answer of the page part by part; or why there is no plan.

use super::super::words::stage_name;
use super::even::AgainstEven;
use super::outcome::Outcome;
use super::prices::Prices;
use super::table::PlanTable;
use crate::i18n::{t_string, use_i18n};
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::wizards::labels::channel_name;
use leptos::prelude::*;
use meadow_core::views::whom::{NoPlan, WhomView};
use std::sync::Arc;

/// Why there is no plan, and what would make one.
#[component]
pub fn NoPlanNote(why: NoPlan) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match &why {
        NoPlan::NoChannel => t_string!(i18n, whom.no_channel).to_owned(),
        NoPlan::NoCost(channels) => {
            let names = join(channels.iter().map(|channel| channel_name(*channel)));
            t_string!(i18n, whom.no_cost, channels = names).to_string()
        }
        NoPlan::NobodyToAsk => t_string!(i18n, whom.nobody_to_ask).to_owned(),
        NoPlan::RatesMissing(stages) => {
            let stages = join(stages.iter().map(|stage| stage_name(*stage)));
            t_string!(i18n, whom.rates_missing, stages = stages).to_string()
        }
    };
    view! {
        <div role="status" data-plan="none">
            <Note tone=Tone::Warn>
                <p>{words}</p>
            </Note>
        </div>
    }
}

pub fn join(names: impl Iterator<Item = String>) -> String {
    let i18n = use_i18n();
    names.collect::<Vec<_>>().join(t_string!(i18n, forecast.list_comma))
}

#[component]
pub fn Plan(plan: Arc<WhomView>) -> impl IntoView {
    let invites = plan.n_invited > 0;
    let plan = StoredValue::new(plan);
    view! {
        {invites.then(|| view! { <Outcome plan=plan /> })}
        <PlanTable plan=plan />
        <Prices plan=plan />
        <AgainstEven plan=plan />
    }
}
