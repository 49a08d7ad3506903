//! What came of an event: six figures, typed in for a saved event or for one that was never planned
//! here. The next forecast learns from them.

use super::EventsList;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::shell_summary::ShellSummary;
use crate::state::toasts::Toasts;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::number_faults::NumberFaults;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::select_field::SelectField;
use crate::ui::components::switch::CheckBox;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::bindings::{parse_day, whole};
use crate::ui::wizards::labels::method_choices;
use crate::ui::wizards::{say, say_now, say_some};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::day::Day;
use meadow_core::domain::event::{Event, EventCounts, EventDocument, EventStatus};
use meadow_core::domain::ids::DocumentId;
use meadow_core::domain::method::Method;
use meadow_core::domain::money::Money;
use meadow_core::playbooks::{FunnelStep, MethodGuide};
use meadow_core::protocol::{
    Command, EngineError, GetEvent, GetEventDefaults, GetMethodGuide, Outcome,
};
use meadow_core::views::round::NewRound;

/// Whose counts are entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountsOf {
    Event(DocumentId),
    /// An event that took place before Meadow was there.
    Typed,
}

/// No method has more stages that only its funnel has.
const MOST_OWN: usize = 3;

/// What is typed.
#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    method: RwSignal<String>,
    day: RwSignal<String>,
    /// Invited, registered, attended, ordered.
    heads: [RwSignal<Option<Quantity>>; 4],
    cost: RwSignal<Option<Quantity>>,
    revenue: RwSignal<Option<Quantity>>,
    /// A round of today is kept too.
    keeps_round: RwSignal<bool>,
    /// Stages that only the method's funnel has, and what is counted at each by now.
    own: RwSignal<Vec<FunnelStep>>,
    own_heads: [RwSignal<Option<Quantity>>; MOST_OWN],
    is_tried: RwSignal<bool>,
    faults: NumberFaults,
}

impl Form {
    fn new() -> Self {
        let number = || RwSignal::new(None);
        Self {
            name: RwSignal::new(String::new()),
            method: RwSignal::new(Method::Activity.slug().to_owned()),
            day: RwSignal::new(String::new()),
            heads: [number(), number(), number(), number()],
            cost: number(),
            revenue: number(),
            keeps_round: RwSignal::new(false),
            own: RwSignal::new(Vec::new()),
            own_heads: [number(), number(), number()],
            is_tried: RwSignal::new(false),
            faults: NumberFaults::new(),
        }
    }

    fn fill(self, counts: Option<&EventCounts>) {
        let heads = counts.map(|c| [c.invited, c.registered, c.attended, c.ordered]);
        for (place, field) in self.heads.into_iter().enumerate() {
            field.set(heads.map(|heads| Quantity::Exact(f64::from(heads[place]))));
        }
        let money = |pick: fn(&EventCounts) -> Money| {
            counts.map(pick).map(|amount| Quantity::Exact(amount.major()))
        };
        self.cost.set(money(|counts| counts.cost));
        self.revenue.set(money(|counts| counts.revenue));
        self.name.set(String::new());
        self.day.set(String::new());
        self.keeps_round.set(false);
        self.is_tried.set(false);
    }

    /// Asks for the stages that only this funnel has, as they were counted before.
    fn ask_own(self, guide: &MethodGuide, counted: Option<&Event>) {
        let own = guide.funnel.iter().skip(1).filter(|step| step.counts_as.is_none());
        let own: Vec<FunnelStep> = own.take(MOST_OWN).cloned().collect();
        for (step, field) in own.iter().zip(self.own_heads) {
            let n = counted.and_then(|event| event.counted_at(&step.key));
            field.set(n.map(|n| Quantity::Exact(n.into())));
        }
        self.own.set(own);
    }

    /// A step counts more people than the one before it; tracked.
    fn rises(self, place: usize) -> bool {
        let count = |place: usize| self.heads[place].get().map(whole);
        place > 0 && count(place).zip(count(place - 1)).is_some_and(|(here, before)| here > before)
    }

    /// The same, where that cannot be; tracked.
    fn exceeds_before(self, place: usize) -> bool {
        !EventCounts::may_rise(place) && self.rises(place)
    }

    fn day(self) -> Option<Day> {
        self.day.with(|text| parse_day(text)).filter(|day| *day <= today())
    }

    fn is_sound(self, subject: CountsOf) -> bool {
        let heads =
            (0..4).all(|place| self.heads[place].get().is_some() && !self.exceeds_before(place));
        let is_named = || !self.name.with(|name| name.trim().is_empty()) && self.day().is_some();
        heads && !self.faults.any() && (subject != CountsOf::Typed || is_named())
    }

    fn counts(self) -> EventCounts {
        let head = |place: usize| self.heads[place].get_untracked().map_or(0, whole);
        let money = |field: RwSignal<Option<Quantity>>| {
            Money::from_major(field.get_untracked().map_or(0.0, Quantity::middle))
        };
        EventCounts {
            invited: head(0),
            registered: head(1),
            attended: head(2),
            ordered: head(3),
            cost: money(self.cost),
            revenue: money(self.revenue),
        }
    }
}

#[component]
pub fn CountsDialog() -> impl IntoView {
    let i18n = use_i18n();
    let list = EventsList::expect();
    let workspace = Workspace::expect();
    let toasts = Toasts::expect();
    let language = Settings::expect().language;
    let form = Form::new();
    form.faults.provide();
    let open = RwSignal::new(false);
    let is_saving = RwSignal::new(false);
    let opened = StoredValue::new(None::<EventDocument>);
    let say_error =
        move |error: EngineError| toasts.show(explain(&error).get(language.get_untracked()));
    Effect::new(move |_| {
        let Some(subject) = list.counts_of.get() else { return };
        form.fill(None);
        form.own.set(Vec::new());
        opened.set_value(None);
        open.set(true);
        if let CountsOf::Event(id) = subject {
            spawn_local(async move {
                match workspace.ask(GetEvent { id }).await {
                    Ok(document) => {
                        form.fill(document.event.counts.as_ref());
                        let method = document.event.method;
                        if let Ok(guide) = workspace.ask(GetMethodGuide { method }).await {
                            form.ask_own(&guide, Some(&document.event));
                        }
                        let _ = opened.try_set_value(Some(document));
                    }
                    Err(error) => say_error(error),
                }
            });
        }
    });
    // Typed, the method may still be chosen.
    Effect::new(move |_| {
        let method = form.method.with(|slug| Method::from_slug(slug));
        let Some(method) = method.filter(|_| list.counts_of.get() == Some(CountsOf::Typed)) else {
            return;
        };
        spawn_local(async move {
            if let Ok(guide) = workspace.ask(GetMethodGuide { method }).await {
                form.ask_own(&guide, None);
            }
        });
    });
    Effect::new(move |_| {
        if !open.get() {
            list.counts_of.set(None);
        }
    });
    let save = move |()| {
        let Some(subject) = list.counts_of.get_untracked() else { return };
        form.is_tried.set(true);
        if !untrack(|| form.is_sound(subject)) {
            return;
        }
        is_saving.set(true);
        let opened = opened.get_value();
        spawn_local(async move {
            match record(workspace, form, subject, opened).await {
                Ok(recorded) => {
                    let _ = open.try_set(false);
                    toasts.show(say_now!(i18n, events.counts_recorded));
                    if form.keeps_round.get_untracked() {
                        let event = recorded.name;
                        let name = say_now!(i18n, events.round_after, event = event.clone());
                        let round = NewRound::Everybody { name, event: recorded.id, day: None };
                        match workspace.run(Command::SaveRound { round }).await {
                            Ok(_) => toasts.show(say_now!(i18n, events.round_kept)),
                            // The counts are saved whatever became of the round.
                            Err(error) => say_error(error),
                        }
                    }
                }
                Err(error) => say_error(error),
            }
            let _ = is_saving.try_set(false);
        });
    };
    let title = Signal::derive(move || match list.counts_of.get() {
        Some(CountsOf::Typed) => t_string!(i18n, events.record_past).to_owned(),
        _ => t_string!(i18n, events.what_came).to_owned(),
    });
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button kind=ButtonKind::Primary busy=is_saving on_press=save>
                {t!(i18n, common.save)}
            </Button>
        }
    };
    view! {
        <Dialog open=open title=title foot=foot>
            <CountsForm form=form is_typed=move || list.counts_of.get() == Some(CountsOf::Typed) />
        </Dialog>
    }
}

#[component]
fn CountsForm(form: Form, is_typed: impl Fn() -> bool + Send + Sync + 'static) -> impl IntoView {
    let i18n = use_i18n();
    let currency = ShellSummary::expect().currency;
    let unit = Signal::derive(move || Some(currency.get()));
    let labels = [
        say!(i18n, events.count_invited),
        say!(i18n, events.count_registered),
        say!(i18n, events.count_attended),
        say!(i18n, events.count_ordered),
    ];
    let head_field = move |(place, label): (usize, Signal<String>)| {
        let error = Signal::derive(move || {
            if form.exceeds_before(place) {
                return Some(t_string!(i18n, events.more_than_before).to_owned());
            }
            let is_missing = form.is_tried.get() && form.heads[place].get().is_none();
            is_missing.then(|| t_string!(i18n, common.required).to_owned())
        });
        // Whoever was not invited, or had not registered, is no fault, but one share cannot be told then.
        let hint = Signal::derive(move || match place {
            EventCounts::REGISTERED if form.rises(place) => {
                Some(t_string!(i18n, events.open_to_all).to_owned())
            }
            EventCounts::GUESTS if form.rises(place) => {
                Some(t_string!(i18n, events.walk_ins).to_owned())
            }
            _ => None,
        });
        view! {
            <NumberField label=label value=form.heads[place] least=0.0 error=error hint=hint />
        }
    };
    let language = Settings::expect().language;
    // How many came to each stage that only the method's funnel has; may stay empty.
    let own_fields = move || {
        let fields = form.own.get().into_iter().zip(form.own_heads).map(|(step, value)| {
            // One that follows from the orders counts heads among those who ordered.
            let is_of_orders = step.of.is_some();
            let hint = Signal::derive(move || {
                is_of_orders.then(|| t_string!(i18n, events.count_of_orders).to_owned())
            });
            let label = Signal::derive(move || step.name.get(language.get()).to_owned());
            view! { <NumberField label=label value=value least=0.0 hint=hint /> }
        });
        fields.collect_view()
    };
    let missing_name = Signal::derive(move || {
        (form.is_tried.get() && form.name.with(|name| name.trim().is_empty()))
            .then(|| t_string!(i18n, common.required).to_owned())
    });
    let wrong_day = Signal::derive(move || {
        (form.is_tried.get() && form.day().is_none())
            .then(|| t_string!(i18n, events.day_must_be_past).to_owned())
    });
    view! {
        <p>{t!(i18n, events.counts_why)}</p>
        <Show when=is_typed>
            <TextField label=say!(i18n, events.name) value=form.name error=missing_name />
            <div class="pair-fields">
                <SelectField
                    label=say!(i18n, events.method)
                    choices=Signal::derive(method_choices)
                    value=form.method
                />
                <TextField label=say!(i18n, events.day) value=form.day kind="date" error=wrong_day />
            </div>
        </Show>
        <div class="pair-fields">{labels.into_iter().enumerate().map(head_field).collect_view()}</div>
        <Show when=move || form.own.with(|own| !own.is_empty())>
            <p class="fine">{t!(i18n, events.counts_later)}</p>
            <div class="pair-fields" data-part="own-counts">
                {own_fields}
            </div>
        </Show>
        <div class="pair-fields">
            <NumberField
                label=say!(i18n, events.cost)
                value=form.cost
                unit_before=unit
                hint=say_some!(i18n, events.count_cost_hint)
            />
            <NumberField
                label=say!(i18n, events.revenue)
                value=form.revenue
                unit_before=unit
                hint=say_some!(i18n, events.count_revenue_hint)
            />
        </div>
        <CheckBox label=say!(i18n, events.keep_round) value=form.keeps_round />
        <p class="fine">{t!(i18n, events.keep_round_hint)}</p>
    }
}

/// The event whose counts were saved.
struct Recorded {
    id: Option<DocumentId>,
    name: String,
}

/// `opened` is the event as it was when the fields were filled: another tab's later counts are not
/// replaced unseen.
async fn record(
    workspace: Workspace,
    form: Form,
    subject: CountsOf,
    opened: Option<EventDocument>,
) -> Result<Recorded, EngineError> {
    let counts = form.counts();
    let (base, event) = match subject {
        CountsOf::Event(id) => {
            let document = match opened.filter(|opened| opened.id == id) {
                Some(opened) => opened,
                None => workspace.ask(GetEvent { id }).await?,
            };
            (Some(document.base()), document.event)
        }
        CountsOf::Typed => {
            let method =
                Method::from_slug(&form.method.get_untracked()).unwrap_or(Method::Activity);
            let defaults = workspace.ask(GetEventDefaults { method }).await?;
            let name = form.name.get_untracked().trim().to_owned();
            (None, Event { name, day: untrack(|| form.day()), ..defaults })
        }
    };
    let mut event = Event { status: EventStatus::Past, counts: Some(counts), ..event };
    for (step, n) in form.own.get_untracked().iter().zip(form.own_heads) {
        event.count_at(&step.key, n.get_untracked().map(whole));
    }
    let name = event.name.clone();
    let outcome = workspace.run(Command::SaveEvent { base, event: Box::new(event) }).await?;
    let id = match outcome {
        Outcome::Document(id) => Some(id),
        _ => base.map(|base| base.id),
    };
    Ok(Recorded { id, name })
}
