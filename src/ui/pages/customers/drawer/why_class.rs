//! Why this class: both scores, measure by measure, what is not known, and the reader's own word.

use super::Person;
use super::class_story::{class_story, days_text};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::platform::site;
use crate::state::figures::use_formatter;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::class_badge::class_name;
use crate::ui::components::icon::Icon;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::TextField;
use crate::ui::pages::customers::cell::{Bar, PlacedBadge};
use crate::ui::pages::customers::wording::{Texts, measure_name, yes_or_no};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::customer::ClassOverride;
use meadow_core::domain::day::Day;
use meadow_core::views::table::{Cell, Counting, Measure, Reason, ScoreCard};
use meadow_core::views::why_class::Rhythm;

#[component]
pub fn WhyClassPart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let is_overriding = RwSignal::new(false);
    let names = Class::ALL.map(class_name);
    let name_of = move |class: Class| names[class as usize].get();
    let title = move || match person.card.get().and_then(|card| card.placed) {
        Some(placed) if placed.expected => {
            t_string!(i18n, customers.why_expected, class = name_of(placed.class)).to_string()
        }
        Some(placed) => {
            t_string!(i18n, customers.why_class, class = name_of(placed.class)).to_string()
        }
        None => t_string!(i18n, customers.why_unplaced).to_owned(),
    };
    let badge = move || {
        person
            .card
            .get()
            .and_then(|card| card.placed)
            .map(|placed| view! { <PlacedBadge placed=placed /> })
    };
    let story = move || person.card.get().map(|card| class_story(&formatter.get(), &card));
    let scores = move || {
        person.card.get().map(|card| {
            let class = card.placed.map(|placed| placed.class);
            let is_lead = card.n_orders == 0;
            let (data_end, rhythm) = (card.data_end, card.rhythm);
            view! {
                <Scores
                    score=card.contribution.clone()
                    name=t_string!(i18n, customers.col_contribution).to_owned()
                    class=class
                    is_lead=is_lead
                    data_end=data_end
                    rhythm=rhythm
                />
                <Scores
                    score=card.loyalty.clone()
                    name=t_string!(i18n, customers.col_loyalty).to_owned()
                    class=None
                    is_lead=is_lead
                    data_end=data_end
                    rhythm=rhythm
                />
            }
        })
    };
    view! {
        <section class="drawer__part" aria-labelledby="drawer-class">
            <div class="row row--between">
                <h3 id="drawer-class">{title}</h3>
                {badge}
            </div>
            <p>{story}</p>
            {scores}
            {move || {
                if is_overriding.get() {
                    view! { <OverrideForm person=person is_overriding=is_overriding /> }.into_any()
                } else {
                    view! {
                        <div class="row">
                            <button
                                class="btn"
                                data-size="sm"
                                data-variant="quiet"
                                type="button"
                                on:click=move |_| is_overriding.set(true)
                            >
                                <Icon name="edit" class="icon--sm" />
                                {t!(i18n, customers.override_class)}
                            </button>
                            <a class="fine" href=site::link("/segments")>
                                {t!(i18n, customers.change_weights)}
                            </a>
                        </div>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

/// One score with the measures it rests on.
#[component]
fn Scores(
    score: ScoreCard,
    name: String,
    class: Option<Class>,
    is_lead: bool,
    data_end: Option<Day>,
    rhythm: Option<Rhythm>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let (total, cut) = (score.score, score.cut);
    let head = move || {
        let cut = formatter.get().fmt_number(cut, 1);
        if is_lead {
            t_string!(i18n, customers.expected_cut, name = name.clone(), cut = cut).to_string()
        } else {
            t_string!(i18n, customers.score_cut, name = name.clone(), cut = cut).to_string()
        }
    };
    let total = move || match total {
        Some(total) => formatter.get().fmt_number(total, 0),
        None => t_string!(i18n, customers.not_known).to_owned(),
    };
    let names_of = |wanted: Counting| -> Vec<Measure> {
        let some = score.reasons.iter().filter(|reason| reason.counting() == wanted);
        some.map(|reason| reason.measure).collect()
    };
    let (unknown, weightless) = (names_of(Counting::NotKnown), names_of(Counting::WeighsNothing));
    let known = score.reasons.into_iter().filter(|reason| reason.counting() == Counting::Counts);
    let known_rows = known
        .map(|reason| {
            let share = reason.points / reason.weight;
            let (points, weight) = (reason.points, reason.weight);
            let what = move || reason_text(i18n, &formatter.get(), &reason, data_end, rhythm);
            view! {
                <tr>
                    <th scope="row">{what}</th>
                    <td>
                        <Bar share=Some(share) class=class />
                    </td>
                    <td class="num">
                        {move || formatter.get().fmt_number(points, 0)}
                        <span class="muted">
                            "/" {move || formatter.get().fmt_number(weight, 0)}
                        </span>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let join = move |measures: &[Measure]| {
        let names: Vec<String> = measures.iter().map(|one| measure_name(i18n, *one)).collect();
        names.join(t_string!(i18n, customers.list_comma))
    };
    let unknown = (!unknown.is_empty()).then(|| {
        let said = move || t_string!(i18n, customers.left_out, names = join(&unknown)).to_string();
        view! { <p class="fine">{said}</p> }
    });
    let weightless = (!weightless.is_empty()).then(|| {
        let said = move || {
            t_string!(i18n, customers.weighs_nothing, names = join(&weightless)).to_string()
        };
        view! { <p class="fine">{said}</p> }
    });
    view! {
        <table class="table scorecard">
            <thead>
                <tr>
                    <th scope="colgroup" colspan="2">
                        {head}
                    </th>
                    <th scope="col" class="num">
                        <b>{total}</b>
                    </th>
                </tr>
            </thead>
            <tbody>{known_rows}</tbody>
        </table>
        {unknown}
        {weightless}
    }
}

/// A measure with what was found: "Recency, 43 days as of 20 Nov 2026".
fn reason_text(
    i18n: Texts,
    f: &Formatter,
    reason: &Reason,
    data_end: Option<Day>,
    rhythm: Option<Rhythm>,
) -> String {
    let name = measure_name(i18n, reason.measure);
    let days = |n: f64| days_text(f, n as i64);
    let found = match (&reason.found, reason.measure) {
        (Some(Cell::Money(money)), _) => f.fmt_money_rounded(*money),
        (Some(Cell::YesNo(yes)), _) => yes_or_no(i18n, *yes),
        (Some(Cell::Number(share)), Measure::Margin) => f.fmt_percent(*share),
        (Some(Cell::Number(n)), Measure::Recency) => match data_end {
            Some(end) => t_string!(
                i18n,
                customers.days_as_of,
                days = days(*n),
                date = f.fmt_date(end.0, DateStyle::Short)
            )
            .to_string(),
            None => days(*n),
        },
        (Some(Cell::Number(n)), Measure::Engagement | Measure::Attention) => days(*n),
        // A variation of intervals says little to a reader; the days do.
        (Some(Cell::Number(_)), Measure::Regularity) => match rhythm {
            Some(rhythm) => t_string!(
                i18n,
                customers.measure_rhythm,
                days = days(rhythm.days_between.into()),
                stray = days(rhythm.give_or_take.into())
            )
            .to_string(),
            None => return name,
        },
        (Some(Cell::Number(number)), _) => f.fmt_number(*number, 0),
        _ => return name,
    };
    t_string!(i18n, customers.measure_found, name = name, found = found).to_string()
}

/// The reader knows better, and says why.
#[component]
fn OverrideForm(person: Person, is_overriding: RwSignal<bool>) -> impl IntoView {
    let i18n = person.i18n;
    let now = person
        .card
        .with_untracked(|card| card.as_ref().and_then(|card| card.customer.class_override.clone()));
    let (class, note) = now.map_or_else(
        || (String::new(), String::new()),
        |own| (own.class.slug().to_owned(), own.note),
    );
    let (class, note) = (RwSignal::new(class), RwSignal::new(note));
    let names = Class::ALL.map(class_name);
    let choices = Signal::derive(move || {
        let scored = Choice::new("", t_string!(i18n, customers.as_scored));
        let named = Class::ALL.map(|class| Choice::new(class.slug(), names[class as usize].get()));
        std::iter::once(scored).chain(named).collect::<Vec<_>>()
    });
    let save = move |()| {
        let chosen = Class::from_slug(&class.get_untracked());
        let note = note.get_untracked().trim().to_owned();
        let what = match chosen {
            Some(chosen) => {
                let name = names[chosen as usize].get_untracked();
                t_string!(i18n, customers.override_set, class = name).to_string()
            }
            None => t_string!(i18n, customers.override_removed).to_owned(),
        };
        is_overriding.set(false);
        let own = chosen.map(|class| ClassOverride { class, note });
        person.edit(move |customer| customer.class_override.clone_from(&own), what);
    };
    view! {
        <div class="well stack">
            <SelectField
                label=Signal::derive(move || t_string!(i18n, customers.col_class).to_owned())
                choices=choices
                value=class
            />
            <TextField
                label=Signal::derive(move || t_string!(i18n, customers.override_note).to_owned())
                value=note
            />
            <div class="row row--end">
                <Button on_press=move |()| is_overriding.set(false)>{t!(i18n, common.cancel)}</Button>
                <Button kind=ButtonKind::Primary on_press=save>{t!(i18n, common.save)}</Button>
            </div>
        </div>
    }
}
