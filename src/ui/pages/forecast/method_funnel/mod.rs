//! The funnel of a method with stages of its own, in place of the event's: the sentence, the ranges that
//! are asked for, the picture, a row for each stage, and the stage that pays.

mod money;
mod reasons;
mod stages;

use self::money::Money;
use self::stages::{Picture, table};
use super::kept_inputs::KeptInputs;
use super::shown::Shown;
use super::status::Problem;
use super::whom::join;
use super::why::Reasons;
use super::words::write_counts;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::help::Help;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Loading;
use crate::ui::model_link::model_href;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::text::Text;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetMethodFunnel;
use meadow_core::views::forecast::RateSource;
use meadow_core::views::method_funnel::{
    MethodFunnelAnswer, MethodFunnelTerms, MethodFunnelView, OwnStage,
};
use std::sync::Arc;

/// The number rises with the form of `MethodFunnelTerms`.
const DRAFT: &str = "forecast.method-funnel.1";

type Terms = KeptInputs<MethodFunnelTerms>;

#[component]
pub fn MethodFunnel() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let forecast = Shown::expect().forecast;
    let reasons = Reasons::provide();
    let inputs: Terms = KeptInputs::open(DRAFT, forecast, MethodFunnelTerms::default());
    let typed = Memo::new(move |_| inputs.ready());
    let asked = workspace.asked(move || {
        let event = Box::new(forecast.settled.get()?.resulting_event());
        Some(GetMethodFunnel { event, saved: forecast.saved(), terms: typed.get()? })
    });
    let view = Memo::new(move |_| match asked.get().as_deref() {
        Some(MethodFunnelAnswer::Found(view)) => Some(Arc::new((**view).clone())),
        _ => None,
    });
    // Fields stay as they are while answers come and go.
    let own = Memo::new(move |_| {
        view.with(|view| {
            let stages = view.iter().flat_map(|view| &view.stages);
            let own = stages.filter(|stage| stage.counts_as.is_none());
            own.map(|stage| (stage.key.clone(), stage.rate.of.clone(), stage.rate.to.clone()))
                .collect::<Vec<_>>()
        })
    });
    let help = Help::new(
        "method-funnel-help",
        say!(i18n, method_funnel.title),
        say!(i18n, method_funnel.goes_by),
        say!(i18n, method_funnel.how),
        say!(i18n, method_funnel.doubt),
    )
    .in_full_at(model_href(ModelTopic::StageFunnel));
    let found = move || match asked.get().as_deref() {
        None => view! { <Loading /> }.into_any(),
        Some(MethodFunnelAnswer::None(_)) => ().into_any(),
        Some(MethodFunnelAnswer::Found(found)) => {
            let f = formatter.get();
            view! {
                <p data-method-funnel="found">
                    <b>{finding(&f, found)}</b>
                    " "
                    {basis(found)}
                </p>
                {missing(found)}
            }
            .into_any()
        }
    };
    view! {
        <Section id="h-method-funnel" title=say!(i18n, method_funnel.title) help=help>
            <Problem error=asked.error />
            {found}
            <div class="grid-3" data-part="own-rates">
                <For each=move || own.get() key=|own| own.0.clone() let:own>
                    <OwnRange inputs=inputs key=own.0 of=own.1 to=own.2 />
                </For>
            </div>
            <Picture view=view />
            {move || view.get().map(|view| table(&view))}
            <Money inputs=inputs view=view />
            <p class="fine">{t!(i18n, method_funnel.same_as_event)}</p>
        </Section>
        {reasons.dialog()}
    }
}

/// The range of a share that only this funnel has.
#[component]
fn OwnRange(inputs: Terms, key: String, of: Text, to: Text) -> impl IntoView {
    let i18n = use_i18n();
    let key = StoredValue::new(key);
    let value = inputs.bind_shares(
        move |terms| key.with_value(|key| terms.rates.get(key).copied()),
        move |terms, range| {
            let key = key.get_value();
            match range {
                Some(range) => terms.rates.insert(key, range),
                None => terms.rates.remove(&key),
            };
        },
    );
    let label = Signal::derive(move || share_name(&of, &to));
    view! {
        <NumberField
            label=label
            hint=say_some!(i18n, method_funnel.range_hint)
            value=value
            accepts_range=true
            least=0.0
            most=Signal::stored(Some(100.0))
            placeholder=say!(i18n, whom.ask_cost)
            unit_after=Signal::stored(Some("%".to_owned()))
        />
    }
}

/// "Signed of negotiating".
pub fn share_name(of: &Text, to: &Text) -> String {
    let i18n = use_i18n();
    let language = Settings::expect().language.get();
    let (of, to) = (of.get(language).to_owned(), to.get(language).to_owned());
    t_string!(i18n, forecast.share_of, of = of, to = to).to_string()
}

fn name_of(stage: &OwnStage) -> String {
    stage.name.get(Settings::expect().language.get()).to_owned()
}

fn finding(f: &Formatter, view: &MethodFunnelView) -> String {
    let i18n = use_i18n();
    let known = view.stages.iter().filter_map(|stage| {
        let heads = stage.heads.as_ref()?;
        let n = f.fmt_number(heads.median, 0);
        Some(format!("{} {n} ({})", name_of(stage), write_counts(f, heads)))
    });
    let stages = join(known);
    let n = f.fmt_int(view.n_invited.into());
    t_string!(i18n, method_funnel.finding, n = n, stages = stages).to_string()
}

/// Which shares are the user's own range alone.
fn basis(view: &MethodFunnelView) -> Option<String> {
    let i18n = use_i18n();
    let assumed: Vec<String> = view
        .stages
        .iter()
        .filter(|stage| stage.rate.sources == [RateSource::Assumed])
        .map(|stage| share_name(&stage.rate.of, &stage.rate.to))
        .collect();
    (!assumed.is_empty())
        .then(|| t_string!(i18n, whom.rests_on_you, stages = join(assumed.into_iter())).to_string())
}

fn missing(view: &MethodFunnelView) -> Option<AnyView> {
    let i18n = use_i18n();
    let shares: Vec<String> = view
        .stages
        .iter()
        .filter(|stage| stage.rate.share.is_none())
        .map(|stage| share_name(&stage.rate.of, &stage.rate.to))
        .collect();
    (!shares.is_empty()).then(|| {
        let shares = join(shares.into_iter());
        view! {
            <div role="status" data-method-funnel="missing">
                <Note tone=Tone::Warn>
                    <p>
                        {t_string!(i18n, method_funnel.missing, shares = shares).to_string()}
                    </p>
                </Note>
            </div>
        }
        .into_any()
    })
}
