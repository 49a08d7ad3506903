//! Waves and reminders: which messages go out, how a reminder does, what each of them brings, and the way to
//! count with it in the forecast.

mod found;
mod messages;

use self::found::{finding, messages_file, table};
use self::messages::MessageFields;
use super::kept_inputs::KeptInputs;
use super::shown::Shown;
use super::status::Problem;
use super::why::Reasons;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::forecast::waves_taken::{WavesTaken, give_back_waves, take_waves};
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::help::Help;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Loading;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::model_link::model_href;
use crate::ui::shell::navigation::focus_if_lost;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetWaves;
use meadow_core::views::waves::{NoWaves, WaveTerms, WavesAnswer, WavesView};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The number rises with the form of `TypedWaves`.
const DRAFT: &str = "forecast.waves.1";

/// What is typed beside the event, and what of it the event's ranges hold by now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TypedWaves {
    pub terms: WaveTerms,
    taken: Option<WavesTaken>,
}

type Terms = KeptInputs<TypedWaves>;

#[component]
pub fn Waves() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let forecast = Shown::expect().forecast;
    let reasons = Reasons::provide();
    let planned = move || {
        forecast.scenario.with_untracked(|scenario| {
            scenario.as_ref().map(|scenario| WaveTerms::of(&scenario.event)).unwrap_or_default()
        })
    };
    let inputs: Terms =
        KeptInputs::open(DRAFT, forecast, TypedWaves { terms: planned(), taken: None });
    let relative =
        inputs.bind_shares(|all| all.terms.relative, |all, range| all.terms.relative = range);
    let typed = Memo::new(move |_| inputs.ready());
    let asked = Workspace::expect().asked(move || {
        let event = Box::new(forecast.settled.get()?.resulting_event());
        let typed = typed.get()?;
        let first = typed.taken.map(|taken| taken.first_of(&event)).unwrap_or_default();
        let terms = WaveTerms { first, ..typed.terms };
        Some(GetWaves { event, saved: forecast.saved(), terms })
    });
    let view = Memo::new(move |_| match asked.get().as_deref() {
        Some(WavesAnswer::Found(view)) => Some(Arc::new((**view).clone())),
        _ => None,
    });
    let is_taken = Memo::new(move |_| {
        forecast.scenario.with(|scenario| {
            let event = scenario.as_ref().map(|scenario| &scenario.event);
            inputs.all.with(|all| {
                all.taken.as_ref().zip(event).is_some_and(|(taken, event)| taken.is_in(event))
            })
        })
    });
    let as_planned = Callback::new(move |()| {
        inputs.all.update(|all| all.terms.messages = planned().messages);
    });
    let found = move || match asked.get().as_deref() {
        None => view! { <Loading /> }.into_any(),
        Some(WavesAnswer::None(why)) => asked_for(*why),
        Some(WavesAnswer::Found(found)) => {
            let f = formatter.get();
            finding(&f, found)
        }
    };
    let help = Help::new(
        "waves-help",
        say!(i18n, waves.title),
        say!(i18n, waves.goes_by),
        say!(i18n, waves.how),
        say!(i18n, waves.doubt),
    )
    .in_full_at(model_href(ModelTopic::Waves));
    view! {
        <Section id="h-waves" title=say!(i18n, waves.title) help=help>
            <p class="fine">{t!(i18n, waves.note)}</p>
            <MessageFields inputs=inputs />
            <div class="row">
                <Button icon="undo" size="sm" on_press=as_planned>
                    {t!(i18n, waves.as_planned)}
                </Button>
            </div>
            <div class="grid-3" data-part="relative">
                <NumberField
                    label=say!(i18n, waves.relative)
                    hint=say_some!(i18n, waves.relative_hint)
                    value=relative
                    accepts_range=true
                    least=0.0
                    most=Signal::stored(Some(100.0))
                    placeholder=say!(i18n, whom.ask_cost)
                    unit_after=Signal::stored(Some("%".to_owned()))
                />
            </div>
            <Problem error=asked.error />
            {found}
            {move || view.get().map(|view| table(&view))}
            <ExportTableMenu table=move || Some(messages_file(&*view.get()?)) />
            <Taking inputs=inputs view=view is_taken=is_taken />
        </Section>
        {reasons.dialog()}
    }
}

/// Counts with all messages in the forecast, and back.
#[component]
fn Taking(
    inputs: Terms,
    view: Memo<Option<Arc<WavesView>>>,
    is_taken: Memo<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let forecast = Shown::expect().forecast;
    let take = Callback::new(move |()| {
        let Some(view) = view.get_untracked() else { return };
        let before = inputs.all.with_untracked(|all| all.taken.clone());
        forecast.change(|scenario| {
            let event = &mut scenario.event;
            if let Some(taken) = before.filter(|taken| taken.is_in(event)) {
                give_back_waves(event, &taken);
            }
            let taken = take_waves(event, &view);
            inputs.all.update(|all| all.taken = Some(taken));
        });
        focus_if_lost("[data-part='taking'] .btn");
    });
    let give_back = Callback::new(move |()| {
        let Some(taken) = inputs.all.with_untracked(|all| all.taken.clone()) else { return };
        forecast.change(|scenario| give_back_waves(&mut scenario.event, &taken));
        inputs.all.update(|all| all.taken = None);
        // The button is gone with what it gave back; the one to count again stands beside it.
        focus_if_lost("[data-part='taking'] .btn");
    });
    let has_view = Signal::derive(move || view.with(Option::is_some));
    let use_label = move || match is_taken.get() {
        true => t_string!(i18n, waves.use_again),
        false => t_string!(i18n, waves.use_in_forecast),
    };
    view! {
        <Show when=move || has_view.get() || is_taken.get()>
            <div class="stack stack--2" data-part="taking">
                <Show when=move || is_taken.get()>
                    <p role="status">{t!(i18n, waves.taken)}</p>
                </Show>
                <div class="row">
                    <Show when=move || has_view.get()>
                        <Button icon="check" on_press=take>
                            {use_label}
                        </Button>
                    </Show>
                    <Show when=move || is_taken.get()>
                        <Button kind=ButtonKind::Quiet icon="undo" on_press=give_back>
                            {t!(i18n, waves.give_back)}
                        </Button>
                    </Show>
                </div>
            </div>
        </Show>
    }
}

/// What has to be said before anything can be told.
fn asked_for(why: NoWaves) -> AnyView {
    let i18n = use_i18n();
    let text = match why {
        NoWaves::NobodyInvited => t_string!(i18n, waves.nobody_invited),
        NoWaves::NoMessages => t_string!(i18n, waves.no_messages),
        NoWaves::NobodyReached => t_string!(i18n, waves.nobody_reached),
        NoWaves::RateMissing => t_string!(i18n, waves.rate_missing),
        NoWaves::RelativeUnknown => t_string!(i18n, waves.relative_unknown),
    };
    view! {
        <div role="status" data-waves="asked">
            <Note tone=Tone::Warn>
                <p>{text}</p>
            </Note>
        </div>
    }
    .into_any()
}
