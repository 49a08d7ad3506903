//! What people who were asked turned out to be: four counts, with what they say of everybody while
//! they are typed, and how many to ask in the first place.

use super::mix_table::interval;
use super::save_round::RoundSaver;
use super::survey_size::SurveySize;
use super::words::how_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::class_badge::{ClassHeading, class_plural};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::number_faults::NumberFaults;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::{TextField, read_day};
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::bindings::whole;
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::day::Day;
use meadow_core::domain::round::{Asked, AskedHow};
use meadow_core::protocol::EstimateMix;
use meadow_core::views::round::{NewRound, ShareOfClass};

/// Nobody asks more, and sums of so many stay exact.
const MOST_ANSWERS: f64 = 1_000_000.0;

/// What is typed.
#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    /// A place in [`AskedHow::ALL`].
    how: RwSignal<String>,
    day: RwSignal<String>,
    counts: [RwSignal<Option<Quantity>>; Class::ALL.len()],
    is_tried: RwSignal<bool>,
    faults: NumberFaults,
}

impl Form {
    fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            how: RwSignal::new("0".to_owned()),
            day: RwSignal::new(String::new()),
            counts: std::array::from_fn(|_| RwSignal::new(None)),
            is_tried: RwSignal::new(false),
            faults: NumberFaults::new(),
        }
    }

    fn clear(self, name: String) {
        self.name.set(name);
        self.day.set(today().to_string());
        self.counts.iter().for_each(|count| count.set(None));
        self.is_tried.set(false);
    }

    /// Not in the future; tracked.
    fn day(self) -> Option<Day> {
        self.day.with(|text| read_day(text)).filter(|day| *day <= today())
    }

    /// `None` while a count is missing or no whole number, or nobody answered; tracked.
    fn asked(self) -> Option<Asked> {
        let mut n_of_class = [0; Class::ALL.len()];
        for (n, field) in n_of_class.iter_mut().zip(self.counts) {
            *n = whole(field.get().filter(|typed| is_whole(*typed))?);
        }
        let place: usize = self.how.get().parse().unwrap_or_default();
        let how = AskedHow::ALL.get(place).copied().unwrap_or(AskedHow::Survey);
        n_of_class.iter().any(|n| *n > 0).then_some(Asked { how, n_of_class })
    }

    /// `None` while something is missing; tracked.
    fn round(self) -> Option<NewRound> {
        let name = self.name.get().trim().to_owned();
        let (day, asked) = (self.day()?, self.asked()?);
        (!name.is_empty() && !self.faults.any()).then_some(NewRound::Asked { name, day, asked })
    }
}

fn is_whole(typed: Quantity) -> bool {
    typed.middle().fract() == 0.0
}

#[component]
pub fn SurveyDialog(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let saver = RoundSaver::of(open);
    let form = Form::new();
    form.faults.provide();
    Effect::new(move |_| {
        if open.get() {
            let day = formatter.get_untracked().fmt_date(today().0, DateStyle::Short);
            form.clear(say_now!(i18n, rounds.survey_name, day = day.clone()));
        }
    });
    let shares = workspace.asked(move || {
        let asked = form.asked().filter(|_| open.get())?;
        Some(EstimateMix { asked })
    });
    let keep = move |()| {
        form.is_tried.set(true);
        let Some(round) = untrack(|| form.round()) else { return };
        let name = form.name.get_untracked().trim().to_owned();
        let said = say_now!(i18n, rounds.kept, name = name.clone());
        saver.save(round, said);
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button kind=ButtonKind::Primary busy=saver.is_busy on_press=keep>
                {t!(i18n, common.save)}
            </Button>
        }
    };
    view! {
        <Dialog open=open title=say!(i18n, rounds.survey) foot=foot>
            <p>{t!(i18n, rounds.survey_lead)}</p>
            <Fields form=form />
            <Estimate shares=Signal::derive(move || {
                shares.get().filter(|_| form.asked().is_some()).map(|shares| shares.to_vec())
            }) />
            <SurveySize />
        </Dialog>
    }
}

#[component]
fn Fields(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let missing_name = Signal::derive(move || {
        (form.is_tried.get() && form.name.with(|name| name.trim().is_empty()))
            .then(|| t_string!(i18n, rounds.name_missing).to_owned())
    });
    let wrong_day = Signal::derive(move || {
        (form.is_tried.get() && form.day().is_none())
            .then(|| t_string!(i18n, rounds.day_past).to_owned())
    });
    let count = move |(class, value): (Class, RwSignal<Option<Quantity>>)| {
        let error = Signal::derive(move || match value.get() {
            Some(typed) if !is_whole(typed) => Some(t_string!(i18n, rounds.whole).to_owned()),
            None if form.is_tried.get() => Some(t_string!(i18n, common.required).to_owned()),
            _ => None,
        });
        let label = class_plural(class);
        view! {
            <NumberField
                label=label
                value=value
                least=0.0
                most=Some(MOST_ANSWERS)
                error=error
            />
        }
    };
    let nobody = move || {
        let is_nobody =
            form.counts.iter().all(|count| count.get().is_some_and(|typed| whole(typed) == 0));
        (form.is_tried.get() && is_nobody)
            .then(|| view! { <p class="field__error">{t!(i18n, rounds.no_answers)}</p> })
    };
    let counts = Class::ALL.into_iter().zip(form.counts).map(count).collect_view();
    view! {
        <TextField label=say!(i18n, rounds.name) value=form.name error=missing_name />
        <div class="pair-fields">
            <SelectField label=say!(i18n, rounds.how) choices=how_choices(i18n) value=form.how />
            <TextField
                label=say!(i18n, rounds.day)
                value=form.day
                kind="date"
                error=wrong_day
            />
        </div>
        <div class="pair-fields">{counts}</div>
        {nobody}
    }
}

fn how_choices(i18n: Texts) -> Signal<Vec<Choice>> {
    Signal::derive(move || {
        let each = AskedHow::ALL.into_iter().enumerate();
        each.map(|(place, how)| Choice::new(place.to_string(), how_name(i18n, how))).collect()
    })
}

/// The shares that the counts as typed tell of everybody.
#[component]
fn Estimate(shares: Signal<Option<Vec<ShareOfClass>>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let rows = move || {
        let f = formatter.get();
        let row = |share: &ShareOfClass| {
            view! {
                <div data-class=share.class.slug()>
                    <dt><ClassHeading class=share.class /></dt>
                    <dd>{interval(i18n, &f, share)}</dd>
                </div>
            }
        };
        let shares = shares.get()?;
        Some(view! {
            <h3>{t!(i18n, rounds.said)}</h3>
            <dl class="kv">{shares.iter().map(row).collect_view()}</dl>
            <p class="fine">{t!(i18n, rounds.said_note)}</p>
        })
    };
    view! { <div class="estimate" role="status">{rows}</div> }
}
