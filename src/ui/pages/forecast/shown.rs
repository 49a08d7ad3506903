//! What the parts of the page share: the forecast in hand, the last answer to it, and which figure
//! is being explained.

use super::why::Figure;
use crate::state::engine::Asked;
use crate::state::forecast::Forecast;
use crate::state::forecast::scenario::Scenario;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use meadow_core::domain::event::{Event, FunnelStage};
use meadow_core::domain::text::Text;
use meadow_core::forecast::has_own_funnel;
use meadow_core::playbooks::{BenchmarkRate, MethodGuide};
use meadow_core::protocol::{GetAudience, GetBenchmarkRates, GetForecast, GetMethodGuide};
use meadow_core::views::forecast::{AudienceEntry, ForecastView, N_DRAWS, SKETCH_DRAWS};
use std::collections::BTreeMap;
use std::sync::Arc;

/// In context of every part.
#[derive(Clone, Copy)]
pub struct Shown {
    pub forecast: Forecast,
    /// The last answer, first as a sketch; stays while the next one is being worked out.
    pub view: RwSignal<Option<Arc<ForecastView>>>,
    pub asked: Asked<ForecastView>,
    pub audience: Asked<Vec<AudienceEntry>>,
    pub benchmarks: Asked<Vec<BenchmarkRate>>,
    /// The method's guide, where its funnel has stages of its own.
    guide: Asked<MethodGuide>,
    has_own_funnel: Memo<bool>,
    /// The run was stopped by the reader; the next change starts another.
    pub is_stopped: RwSignal<bool>,
    /// The figure that is being explained.
    pub figure: RwSignal<Option<Figure>>,
    /// The forecast without what the sliders try, to compare with: by its number of runs, with its event.
    untried: RwSignal<BTreeMap<u32, (Event, Arc<ForecastView>)>>,
    /// The event that `view` is of, without what the sliders try.
    viewed: StoredValue<Option<Event>>,
}

impl Shown {
    pub fn open() -> Self {
        let (forecast, workspace) = (Forecast::expect(), Workspace::expect());
        let is_stopped = RwSignal::new(false);
        let method = Memo::new(move |_| {
            forecast.scenario.with(|scenario| scenario.as_ref().map(|it| it.event.method))
        });
        let own = Memo::new(move |_| method.get().is_some_and(has_own_funnel));
        let question = move |scenario: &Scenario, n_draws| GetForecast {
            event: Box::new(scenario.resulting_event()),
            saved: forecast.saved(),
            n_draws,
        };
        let asked = workspace.asked(move || {
            let scenario = forecast.settled.get()?;
            (!is_stopped.get()).then(|| question(&scenario, N_DRAWS))
        });
        // At every keystroke: it takes a few slices of the engine's time.
        let sketched =
            workspace.asked(move || Some(question(&forecast.scenario.get()?, SKETCH_DRAWS)));
        // While something is tried, what it is compared with follows the inputs as well.
        let untried = |scenario: &Option<Scenario>| {
            scenario.as_ref().filter(|scenario| scenario.is_tried()).map(|it| it.event.clone())
        };
        let untried_now = Memo::new(move |_| forecast.scenario.with(untried));
        let untried_settled = Memo::new(move |_| forecast.settled.with(untried));
        let without = move |event: Event, n_draws| GetForecast {
            event: Box::new(event),
            saved: forecast.saved(),
            n_draws,
        };
        let compared = workspace.asked(move || {
            let event = untried_settled.get()?;
            (!is_stopped.get()).then(|| without(event, N_DRAWS))
        });
        let compared_sketch =
            workspace.asked(move || Some(without(untried_now.get()?, SKETCH_DRAWS)));
        let shown = Self {
            forecast,
            view: RwSignal::new(None),
            asked,
            audience: workspace.asked(move || {
                // What the sliders try changes who is invited, not who may be.
                let event = Box::new(forecast.settled.get()?.event);
                Some(GetAudience { event: Some(event), saved: forecast.saved() })
            }),
            benchmarks: workspace.asked(|| Some(GetBenchmarkRates {})),
            guide: workspace.asked(move || {
                let method = method.get().filter(|_| own.get())?;
                Some(GetMethodGuide { method })
            }),
            has_own_funnel: own,
            is_stopped,
            figure: RwSignal::new(None),
            untried: RwSignal::new(BTreeMap::new()),
            viewed: StoredValue::new(None),
        };
        for (asked, event) in [(compared, untried_settled), (compared_sketch, untried_now)] {
            Effect::new(move |_| {
                let Some((view, event)) = asked.get().zip(event.get_untracked()) else { return };
                shown.keep_untried(event, view);
            });
        }
        let is_at_rest = move || {
            let scenario = forecast.scenario.get_untracked();
            forecast.settled.with_untracked(|settled| *settled == scenario)
        };
        Effect::new(move |_| {
            let Some(view) = asked.get() else { return };
            // Of what has been changed again, there is a sketch already.
            if is_at_rest() {
                shown.take(view);
            }
        });
        Effect::new(move |_| {
            let Some(view) = sketched.get() else { return };
            // A sketch never takes the place of the whole.
            let is_whole = asked.answer.with_untracked(Option::is_some)
                && !asked.is_asking.get_untracked()
                && is_at_rest();
            if !is_whole {
                shown.take(view);
            }
        });
        // A change starts the runs again; another subject has other figures.
        Effect::new(move |_| {
            forecast.scenario.track();
            is_stopped.set(false);
        });
        Effect::new(move |before: Option<u32>| {
            let now = forecast.n_opened.get();
            if before.is_some_and(|before| before != now) {
                shown.view.set(None);
                shown.untried.set(BTreeMap::new());
            }
            now
        });
        shown
    }

    /// An answer to what is in hand.
    fn take(self, view: Arc<ForecastView>) {
        let scenario = self.forecast.scenario.get_untracked();
        let is_tried = scenario.as_ref().is_some_and(Scenario::is_tried);
        let event = scenario.map(|scenario| scenario.event);
        if let Some(event) = event.clone().filter(|_| !is_tried) {
            self.keep_untried(event, view.clone());
        }
        self.viewed.set_value(event);
        self.view.set(Some(view));
    }

    fn keep_untried(self, event: Event, view: Arc<ForecastView>) {
        self.untried.update(|untried| drop(untried.insert(view.n_draws, (event, view))));
    }

    /// What `now`, the view that is shown, would be without what the sliders try, of as many runs; tracked.
    /// `None` until it has been worked out for the same inputs.
    pub fn untried_beside(self, now: &ForecastView) -> Option<Arc<ForecastView>> {
        self.untried.with(|untried| {
            let (event, view) = untried.get(&now.n_draws)?;
            let is_of_same = self.viewed.with_value(|viewed| viewed.as_ref() == Some(event));
            is_of_same.then(|| view.clone())
        })
    }

    /// The method's funnel has stages of its own; tracked.
    pub fn has_own_funnel(self) -> bool {
        self.has_own_funnel.get()
    }

    /// Whether orders and money rest on something. Until the first answer as if they did: the sections
    /// wait in their places.
    pub fn is_money_known(self) -> Memo<bool> {
        Memo::new(move |_| {
            self.view.with(|view| view.as_ref().is_none_or(|view| view.is_money_known()))
        })
    }

    /// What such a method calls a stage that every event has, `None` being those invited; tracked.
    pub fn own_name(self, stage: Option<FunnelStage>) -> Option<Text> {
        if !self.has_own_funnel() {
            return None;
        }
        self.guide.answer.with(|guide| {
            let funnel = &guide.as_ref()?.funnel;
            let step = funnel.iter().find(|step| step.counts_as == stage)?;
            Some(step.name.clone())
        })
    }

    /// The parts in context.
    pub fn expect() -> Self {
        // cannot fail: `ForecastPage` provides it above every part.
        use_context().expect("forecast parts in context")
    }
}
