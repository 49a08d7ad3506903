//! How a cut-off is set, as typed: by points, by a share of the customers or of the value, at a natural
//! break, or by a value of the one measure that counts.

use super::cut_line::Cut;
use super::cut_rule::{less_is_better, measures_of, only_measure};
use super::measures::measure_name;
use crate::i18n::{t_string, use_i18n};
use crate::ui::components::button::Button;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::workspace::{BoardSettings, CutRule};
use meadow_core::views::table::Measure;

type Number = RwSignal<Option<Quantity>>;

const POINTS: &str = "points";
const TOP: &str = "top";
const SHARE: &str = "share";
const BREAK: &str = "break";
const VALUE: &str = "value";

/// The shares offered at a press, in percent.
const SHARES: [u8; 3] = [20, 33, 50];

/// Of the value, in percent: the usual one.
const USUAL_SHARE: u8 = 80;

/// What is typed of one cut-off.
#[derive(Clone, Copy)]
pub struct CutFields {
    cut: Cut,
    how: RwSignal<String>,
    points: Number,
    percent: Number,
    /// Of the value, in percent.
    share: Number,
    /// As it is typed: a margin in percent.
    value: Number,
}

impl CutFields {
    pub fn of(cut: Cut, settings: &BoardSettings) -> Self {
        let empty = || RwSignal::new(None);
        let fields = Self {
            cut,
            how: RwSignal::new(String::new()),
            points: empty(),
            percent: RwSignal::new(Some(Quantity::Exact(f64::from(SHARES[0])))),
            share: RwSignal::new(Some(Quantity::Exact(f64::from(USUAL_SHARE)))),
            value: empty(),
        };
        fields.put(settings);
        fields
    }

    pub fn put(self, settings: &BoardSettings) {
        self.points.set(Some(Quantity::Exact(self.cut.of(settings))));
        let how = match self.cut.rule_of(settings) {
            CutRule::Points => POINTS,
            CutRule::TopPercent(percent) => {
                self.percent.set(Some(Quantity::Exact(f64::from(percent))));
                TOP
            }
            CutRule::ShareOfValue(percent) => {
                self.share.set(Some(Quantity::Exact(f64::from(percent))));
                SHARE
            }
            CutRule::NaturalBreak => BREAK,
            CutRule::Value { measure, at } => {
                self.value.set(Some(Quantity::Exact(at * typed_per_unit(measure))));
                VALUE
            }
        };
        self.how.set(how.to_owned());
    }

    /// Into settings whose weights have been read; `None` while something cannot be used. Tracked.
    /// `unknown`: measures that nobody has anything for.
    pub fn read(self, settings: &mut BoardSettings, unknown: &[Measure]) -> Option<()> {
        let points = exactly(self.points, 0.0, 100.0);
        let rule = match self.how.get().as_str() {
            TOP => CutRule::TopPercent(exactly(self.percent, 1.0, 99.0)?.round() as u8),
            SHARE => CutRule::ShareOfValue(exactly(self.share, 1.0, 99.0)?.round() as u8),
            BREAK => CutRule::NaturalBreak,
            VALUE => {
                let measure = only_measure(settings, self.cut, unknown)?;
                let typed = exactly(self.value, f64::MIN, f64::MAX)?;
                CutRule::Value { measure, at: typed / typed_per_unit(measure) }
            }
            _ => {
                self.cut.put(settings, points?);
                return Some(());
            }
        };
        // Where the rule finds nothing to go by, it stays where it stood.
        if let Some(points) = points {
            self.cut.put(settings, points);
        }
        self.cut.put_rule(settings, rule);
        Some(())
    }
}

fn exactly(number: Number, least: f64, most: f64) -> Option<f64> {
    match number.get() {
        Some(Quantity::Exact(value)) if (least..=most).contains(&value) => Some(value),
        _ => None,
    }
}

/// A margin of 0.35 is typed as 35.
fn typed_per_unit(measure: Measure) -> f64 {
    if measure == Measure::Margin { 100.0 } else { 1.0 }
}

/// `only`: the one measure of the axis that counts.
#[component]
pub fn CutFieldset(
    fields: CutFields,
    #[prop(into)] only: Signal<Option<Measure>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let CutFields { cut, how, points, percent, share, value } = fields;
    let label = Signal::derive(move || {
        match cut {
            Cut::Contribution => t_string!(i18n, segments.contribution_cut),
            Cut::Loyalty => t_string!(i18n, segments.loyalty_cut),
        }
        .to_owned()
    });
    let names: Vec<(Measure, Signal<String>)> =
        measures_of(cut).iter().map(|one| (*one, measure_name(*one))).collect();
    let only_name = StoredValue::new(names);
    let only_name = move || {
        let only = only.get()?;
        only_name
            .with_value(|names| names.iter().find(|(one, _)| *one == only).map(|one| one.1.get()))
    };
    let choices = Signal::derive(move || {
        let mut choices = vec![
            Choice::new(POINTS, t_string!(i18n, segments.by_points)),
            Choice::new(TOP, t_string!(i18n, segments.by_top)),
            Choice::new(SHARE, t_string!(i18n, segments.by_share)),
            Choice::new(BREAK, t_string!(i18n, segments.by_break)),
        ];
        let by_value = only_name()
            .map(|measure| t_string!(i18n, segments.by_value, measure = measure).to_string());
        // What is set stays to be seen while the weights no longer fit it.
        let is_set = how.with(|how| how == VALUE);
        let by_value = by_value
            .or_else(|| is_set.then(|| t_string!(i18n, segments.by_value_of_one).to_owned()));
        choices.extend(by_value.map(|label| Choice::new(VALUE, label)));
        choices
    });
    let how_error = Signal::derive(move || {
        let is_lost = how.with(|how| how == VALUE) && only.get().is_none();
        is_lost.then(|| t_string!(i18n, segments.by_value_of_one_hint).to_owned())
    });
    let how_hint = Signal::derive(move || match how.get().as_str() {
        BREAK if only.get().is_some() => {
            Some(t_string!(i18n, segments.by_break_of_one_hint).to_owned())
        }
        BREAK => Some(t_string!(i18n, segments.by_break_hint).to_owned()),
        POINTS if only.get().is_none() => Some(t_string!(i18n, segments.by_points_hint).to_owned()),
        _ => None,
    });
    let points_error = Signal::derive(move || {
        let is_wrong = exactly(points, 0.0, 100.0).is_none();
        is_wrong.then(|| t_string!(i18n, segments.from_0_to_100).to_owned())
    });
    let value_label = Signal::derive(move || {
        let less = only.get().is_some_and(less_is_better);
        match less {
            true => t_string!(i18n, segments.value_up_to).to_owned(),
            false => t_string!(i18n, segments.value_from).to_owned(),
        }
    });
    let value_unit = Signal::derive(move || match only.get()? {
        Measure::Margin => Some("%".to_owned()),
        Measure::Recency | Measure::Engagement => Some(t_string!(i18n, segments.days).to_owned()),
        _ => None,
    });
    let value_error = Signal::derive(move || {
        let is_missing = value.get().is_none();
        is_missing.then(|| t_string!(i18n, segments.value_missing).to_owned())
    });
    let number = move || match how.get().as_str() {
        TOP => view! { <TopShare percent=percent /> }.into_any(),
        SHARE => view! { <ShareOfValue share=share /> }.into_any(),
        BREAK => ().into_any(),
        VALUE => view! {
            <NumberField
                label=value_label
                value=value
                unit_after=value_unit
                error=value_error
            />
        }
        .into_any(),
        _ => view! {
            <NumberField
                label=say!(i18n, segments.cut_points)
                value=points
                unit_after=say_some!(i18n, segments.points)
                error=points_error
            />
        }
        .into_any(),
    };
    view! {
        <div class="stack stack--2">
            <SelectField label=label choices=choices value=how hint=how_hint error=how_error />
            {number}
        </div>
    }
}

#[component]
fn TopShare(percent: Number) -> impl IntoView {
    let i18n = use_i18n();
    let quick = SHARES.map(|share| {
        let name = move || match share {
            20 => t_string!(i18n, segments.top_fifth),
            33 => t_string!(i18n, segments.top_third),
            _ => t_string!(i18n, segments.top_half),
        };
        view! {
            <Button
                size="sm"
                on_press=move |()| percent.set(Some(Quantity::Exact(f64::from(share))))
            >
                {name}
            </Button>
        }
    });
    view! {
        <PercentField
            label=say!(i18n, segments.top_share)
            hint=say_some!(i18n, segments.top_share_hint)
            value=percent
        />
        <div class="row">{quick}</div>
    }
}

#[component]
fn ShareOfValue(share: Number) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PercentField
            label=say!(i18n, segments.share_of_value)
            hint=say_some!(i18n, segments.share_of_value_hint)
            value=share
        />
    }
}

#[component]
fn PercentField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] hint: Signal<Option<String>>,
    value: Number,
) -> impl IntoView {
    let i18n = use_i18n();
    let error = Signal::derive(move || {
        let is_missing = value.get().is_none();
        is_missing.then(|| t_string!(i18n, segments.from_1_to_99).to_owned())
    });
    view! {
        <NumberField
            label=label
            value=value
            least=1.0
            most=Signal::stored(Some(99.0))
            unit_after=Signal::stored(Some("%".to_owned()))
            hint=hint
            error=error
        />
    }
}
