//! Weights and cut-offs as numbers. What is typed is tried out at once, and saved only when kept.

use super::cut_fields::{CutFields, CutFieldset};
use super::cut_line::Cut;
use super::cut_rule::only_measure;
use super::measures::{CONTRIBUTION, LOYALTY, measure_name, set_weight, weight};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::board::Board;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::workspace::BoardSettings;
use meadow_core::views::table::Measure;

type Number = RwSignal<Option<Quantity>>;

/// What is typed, field by field.
#[derive(Clone, Copy)]
struct Fields {
    weights: [(Measure, Number); 8],
    contribution: CutFields,
    loyalty: CutFields,
    borderline_points: Number,
    /// Measures that nobody has anything for. They follow the data, not what is typed.
    unknown: Memo<Vec<Measure>>,
}

impl Fields {
    fn of(settings: &BoardSettings, unknown: Memo<Vec<Measure>>) -> Self {
        let number = |value: f64| RwSignal::new(Some(Quantity::Exact(value)));
        let [spend, referred, margin] = CONTRIBUTION;
        let [repeats, regularity, recency, engagement, membership] = LOYALTY;
        let measures =
            [spend, referred, margin, repeats, regularity, recency, engagement, membership];
        Self {
            weights: measures.map(|measure| (measure, number(weight(settings, measure)))),
            contribution: CutFields::of(Cut::Contribution, settings),
            loyalty: CutFields::of(Cut::Loyalty, settings),
            borderline_points: number(settings.borderline_points),
            unknown,
        }
    }

    fn put(self, settings: &BoardSettings) {
        let exactly = |value: f64| Some(Quantity::Exact(value));
        for (measure, number) in self.weights {
            number.set(exactly(weight(settings, measure)));
        }
        self.contribution.put(settings);
        self.loyalty.put(settings);
        self.borderline_points.set(exactly(settings.borderline_points));
    }

    /// `None` while something cannot be used; tracked.
    fn read(self) -> Option<BoardSettings> {
        let mut settings = self.read_weights()?;
        let unknown = self.unknown.get();
        self.contribution.read(&mut settings, &unknown)?;
        self.loyalty.read(&mut settings, &unknown)?;
        settings.borderline_points = usable(self.borderline_points.get(), 100.0)?;
        let has_weight =
            |measures: &[Measure]| measures.iter().any(|measure| weight(&settings, *measure) > 0.0);
        (has_weight(&CONTRIBUTION) && has_weight(&LOYALTY)).then_some(settings)
    }

    fn read_weights(self) -> Option<BoardSettings> {
        let mut settings = BoardSettings::default();
        for (measure, number) in self.weights {
            set_weight(&mut settings, measure, usable(number.get(), f64::INFINITY)?);
        }
        Some(settings)
    }
}

fn usable(quantity: Option<Quantity>, most: f64) -> Option<f64> {
    match quantity {
        Some(Quantity::Exact(value)) if (0.0..=most).contains(&value) => Some(value),
        _ => None,
    }
}

#[component]
pub fn WeightsDialog(open: RwSignal<bool>, board: Board) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, segments.weights_title).to_owned());
    let fields: RwSignal<Option<Fields>> = RwSignal::new(None);
    let is_kept = RwSignal::new(false);
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        match (was_open.unwrap_or(false), is_open) {
            (false, true) => is_kept.set(false),
            // Closed by any way but "keep": nothing was changed.
            (true, false) if !is_kept.get_untracked() => board.give_up(),
            _ => {}
        }
        is_open
    });
    let cannot_keep =
        Signal::derive(move || fields.get().is_none_or(|fields| fields.read().is_none()));
    let reset = move |()| {
        if let Some(fields) = fields.get_untracked() {
            fields.put(&BoardSettings::default());
        }
    };
    let keep = move |()| {
        is_kept.set(true);
        board.keep();
        open.set(false);
    };
    let foot = move || {
        view! {
            <Button kind=ButtonKind::Quiet icon="undo" on_press=reset>
                {t!(i18n, segments.reset)}
            </Button>
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button kind=ButtonKind::Primary disabled=cannot_keep on_press=keep>
                {t!(i18n, segments.keep)}
            </Button>
        }
    };
    view! {
        <Dialog open=open title=title foot=foot>
            <Body board=board fields=fields />
        </Dialog>
    }
}

/// Made anew each time the dialog opens.
#[component]
fn Body(board: Board, fields: RwSignal<Option<Fields>>) -> impl IntoView {
    let i18n = use_i18n();
    let unknown = Memo::new(move |_| {
        board.view.get().map(|view| view.unknown_measures.clone()).unwrap_or_default()
    });
    let own = Fields::of(&board.settings.get_untracked().unwrap_or_default(), unknown);
    fields.set(Some(own));
    on_cleanup(move || {
        let _ = fields.try_set(None);
    });
    Effect::new(move |_| {
        if let Some(settings) = own.read() {
            board.try_out(settings);
        }
    });
    let borderline_error = Signal::derive(move || {
        usable(own.borderline_points.get(), 100.0)
            .is_none()
            .then(|| t_string!(i18n, segments.from_0_to_100).to_owned())
    });
    let borderline_label =
        Signal::derive(move || t_string!(i18n, segments.borderline_width).to_owned());
    let points = Signal::derive(move || Some(t_string!(i18n, segments.points).to_owned()));
    let only = move |cut: Cut| {
        Signal::derive(move || {
            let settings = own.read_weights()?;
            unknown.with(|unknown| only_measure(&settings, cut, unknown))
        })
    };
    let (of_contribution, of_loyalty) = own.weights.split_at(CONTRIBUTION.len());
    view! {
        <p>{t!(i18n, segments.weights_lead)}</p>
        <fieldset class="weights">
            <legend>{t!(i18n, segments.contribution)}</legend>
            {weight_fields(of_contribution, board)}
        </fieldset>
        <fieldset class="weights">
            <legend>{t!(i18n, segments.loyalty)}</legend>
            {weight_fields(of_loyalty, board)}
        </fieldset>
        <fieldset class="weights">
            <legend>{t!(i18n, segments.cut_offs)}</legend>
            <CutFieldset fields=own.contribution only=only(Cut::Contribution) />
            <CutFieldset fields=own.loyalty only=only(Cut::Loyalty) />
            <NumberField
                label=borderline_label
                value=own.borderline_points
                unit_after=points
                error=borderline_error
            />
        </fieldset>
        <Preview board=board />
    }
}

fn weight_fields(weights: &[(Measure, Number)], board: Board) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let group: Vec<Number> = weights.iter().map(|(_, number)| *number).collect();
    weights
        .iter()
        .map(|(measure, number)| {
            let (measure, number, group) = (*measure, *number, group.clone());
            let is_unknown = move || {
                board.view.get().is_some_and(|view| view.unknown_measures.contains(&measure))
            };
            let hint = Signal::derive(move || {
                is_unknown().then(|| t_string!(i18n, segments.unknown_hint).to_owned())
            });
            let error = Signal::derive(move || {
                if usable(number.get(), f64::INFINITY).is_none() {
                    return Some(t_string!(i18n, segments.zero_or_more).to_owned());
                }
                let has_weight = group
                    .iter()
                    .any(|other| usable(other.get(), f64::INFINITY).is_none_or(|n| n > 0.0));
                (!has_weight).then(|| t_string!(i18n, segments.one_weight).to_owned())
            });
            view! {
                <NumberField label=measure_name(measure) value=number hint=hint error=error />
            }
        })
        .collect_view()
}

/// The counts under what is typed.
#[component]
fn Preview(board: Board) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let names = Class::ALL.map(class_plural);
    let counts = move || {
        let f = formatter.get();
        let view = board.view.get()?;
        let parts = Class::ALL.map(|class| {
            let n = f.fmt_int(i64::from(view.counts.get(class)));
            format!("{} {n}", names[class as usize].get())
        });
        Some(t_string!(i18n, segments.preview, counts = parts.join(" · ")).to_string())
    };
    let left_out = move || {
        let n = board.view.get().map(|view| view.n_unplaced_buyers).filter(|n| *n > 0)?;
        let n = formatter.get().fmt_int(i64::from(n));
        let said = agree(&t_string!(i18n, segments.weights_leave_out, n = n).to_string());
        Some(view! { <p>{said}</p> })
    };
    view! {
        <div role="status">
            <p>
                <b>{counts}</b>
            </p>
            {left_out}
        </div>
    }
}
