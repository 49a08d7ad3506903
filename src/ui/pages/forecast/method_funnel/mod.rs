//! The funnel of a method with the stages that only it has: in place of the event's, with the sentence, the
//! ranges that are asked for, the picture, a row for each stage, and the stage that pays; or what follows from
//! the orders, below the event's.

mod later;
mod money;
mod reasons;
mod stages;

pub use self::later::LaterStages;
use self::money::Money;
pub use self::stages::later_bands;
use self::stages::{Picture, stages};
use super::fields::bind_percent_range;
use super::status::Problem;
use super::whom::join;
use super::why::Reasons;
use super::words::write_counts;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::forecast::Forecast;
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
use meadow_core::views::method_funnel::{MethodFunnelAnswer, MethodFunnelView, OwnStage};
use std::sync::Arc;

/// What the method's funnel makes of the event in hand.
#[derive(Clone, Copy)]
pub struct OwnFunnel {
    forecast: Forecast,
    asked: Asked<MethodFunnelAnswer>,
    pub view: Memo<Option<Arc<MethodFunnelView>>>,
}

impl OwnFunnel {
    /// In context of every part that shows it. Of an event that was counted nothing is asked.
    pub fn provide(forecast: Forecast, is_counted: Memo<bool>) {
        let asked = Workspace::expect().asked(move || {
            let event = Box::new(forecast.settled.get()?.resulting_event());
            (!is_counted.get()).then(|| GetMethodFunnel { event, saved: forecast.saved() })
        });
        let view = Memo::new(move |_| match asked.get().as_deref() {
            Some(MethodFunnelAnswer::Found(view)) => Some(Arc::new((**view).clone())),
            _ => None,
        });
        provide_context(Self { forecast, asked, view });
    }

    pub fn expect() -> Self {
        // cannot fail: `EventForecast` provides it above every part.
        use_context().expect("the method's funnel in context")
    }
}

/// The funnel in place of the event's, where the method has its own way.
#[component]
pub fn MethodFunnel() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let OwnFunnel { asked, view, .. } = OwnFunnel::expect();
    let reasons = Reasons::provide();
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
                    {basis(found.stages.iter())}
                </p>
                {missing(found, Tone::Warn)}
            }
            .into_any()
        }
    };
    view! {
        <Section id="h-method-funnel" title=say!(i18n, method_funnel.title) help=help>
            <Problem error=asked.error />
            {found}
            <OwnRanges />
            <Picture view=view />
            {stages(view, say!(i18n, method_funnel.title), |_| true)}
            <Money />
            <p class="fine">{t!(i18n, method_funnel.same_as_event)}</p>
        </Section>
        {reasons.dialog()}
    }
}

/// The ranges of the shares that only the method's funnel has.
#[component]
pub fn OwnRanges() -> impl IntoView {
    let view = OwnFunnel::expect().view;
    // Fields stay as they are while answers come and go.
    let own = Memo::new(move |_| {
        view.with(|view| {
            let own = view.iter().flat_map(|view| view.of_its_own());
            own.map(|stage| (stage.key.clone(), stage.rate.of.clone(), stage.rate.to.clone()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <div class="grid-3" data-part="own-rates">
            <For each=move || own.get() key=|own| own.0.clone() let:own>
                <OwnRange key=own.0 of=own.1 to=own.2 />
            </For>
        </div>
    }
}

/// The range of a share that only this funnel has.
#[component]
fn OwnRange(key: String, of: Text, to: Text) -> impl IntoView {
    let i18n = use_i18n();
    let key = StoredValue::new(key);
    let value = bind_percent_range(
        OwnFunnel::expect().forecast,
        move |scenario| key.with_value(|key| scenario.event.bet_on(key)),
        move |scenario, range| {
            let range = range.map(|(low, high)| (low.clamp(0.0, 1.0), high.clamp(0.0, 1.0)));
            key.with_value(|key| scenario.event.set_bet_on(key, range));
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

pub fn name_of(stage: &OwnStage) -> String {
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
fn basis<'a>(stages: impl Iterator<Item = &'a OwnStage>) -> Option<String> {
    let i18n = use_i18n();
    let assumed: Vec<String> = stages
        .filter(|stage| stage.rate.sources == [RateSource::Assumed])
        .map(|stage| share_name(&stage.rate.of, &stage.rate.to))
        .collect();
    (!assumed.is_empty())
        .then(|| t_string!(i18n, whom.rests_on_you, stages = join(assumed.into_iter())).to_string())
}

/// Which shares of its own nobody knows.
fn missing(view: &MethodFunnelView, tone: Tone) -> Option<AnyView> {
    let i18n = use_i18n();
    let shares: Vec<String> = view
        .of_its_own()
        .filter(|stage| stage.rate.share.is_none())
        .map(|stage| share_name(&stage.rate.of, &stage.rate.to))
        .collect();
    (!shares.is_empty()).then(|| {
        let shares = join(shares.into_iter());
        view! {
            <div role="status" data-method-funnel="missing">
                <Note tone=tone>
                    <p>
                        {t_string!(i18n, method_funnel.missing, shares = shares).to_string()}
                    </p>
                </Note>
            </div>
        }
        .into_any()
    })
}
