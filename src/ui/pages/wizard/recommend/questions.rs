//! The fields of the questions: product, customers, occasion. What is asked with a few answers comes from the
//! playbooks, what is typed or chosen from the workspace stands here.

use super::Inputs;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::settings::Settings;
use crate::state::shell_summary::ShellSummary;
use crate::state::workspace::Workspace;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::ids::DocumentId;
use meadow_core::playbooks::{ChoiceQuestion, ChoiceSubject};
use meadow_core::protocol::GetColumns;
use meadow_core::views::recommend::{RecommendTerms, Whom};
use meadow_core::views::table::Column;

const EVERYBODY: &str = "everybody";

#[component]
pub fn Questions(inputs: Inputs, questions: Vec<ChoiceQuestion>) -> impl IntoView {
    let i18n = use_i18n();
    let fields = move |subject: ChoiceSubject| {
        let of_it = questions.iter().filter(|question| question.about == subject).cloned();
        of_it
            .map(|question| view! { <AnswerField inputs=inputs question=question /> })
            .collect_view()
    };
    view! {
        <div class="stack stack--2" data-part="product">
            <h3>{t!(i18n, recommend.product)}</h3>
            <div class="grid-3">
                <ProductFields inputs=inputs />
                {fields(ChoiceSubject::Product)}
            </div>
        </div>
        <div class="stack stack--2" data-part="customers">
            <h3>{t!(i18n, recommend.customers)}</h3>
            <div class="grid-3">
                <WhomField inputs=inputs />
                {fields(ChoiceSubject::Customers)}
            </div>
        </div>
        <div class="stack stack--2" data-part="occasion">
            <h3>{t!(i18n, recommend.occasion)}</h3>
            <div class="grid-3">
                {fields(ChoiceSubject::Occasion)}
                <OccasionFields inputs=inputs />
            </div>
        </div>
    }
}

/// One of a few answers, or none.
#[component]
fn AnswerField(inputs: Inputs, question: ChoiceQuestion) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let key = question.key.clone();
    let question = StoredValue::new(question);
    let value = inputs.bind(
        move |all: &RecommendTerms| {
            let answer = question.with_value(|question| all.answers.get(&question.key).cloned());
            answer.unwrap_or_default()
        },
        move |all, answer: String| {
            if answer.is_empty() {
                all.answers.remove(&key);
            } else {
                all.answers.insert(key.clone(), answer);
            }
        },
    );
    let prompt = Signal::derive(move || {
        question.with_value(|question| question.prompt.get(language.get()).to_owned())
    });
    let choices = Memo::new(move |_| {
        let language = language.get();
        let unsaid = Choice::new("", t_string!(i18n, recommend.not_said));
        question.with_value(|question| {
            let answers = question.answers.iter();
            let named =
                answers.map(|answer| Choice::new(answer.key.clone(), answer.name.get(language)));
            std::iter::once(unsaid).chain(named).collect::<Vec<_>>()
        })
    });
    let name = question.with_value(|question| question.key.clone());
    view! {
        <div data-question=name>
            <SelectField label=prompt choices=choices value=value />
        </div>
    }
}

#[component]
fn ProductFields(inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let currency = ShellSummary::expect().currency;
    let price = inputs.bind_amount(|all| all.price, |all, price| all.price = price);
    let margin = inputs.bind_share(|all| all.margin, |all, margin| all.margin = margin);
    view! {
        <NumberField
            label=say!(i18n, recommend.price)
            value=price
            takes_middle=true
            least=0.0
            unit_before=Signal::derive(move || Some(currency.get()))
        />
        <NumberField
            label=say!(i18n, events.margin)
            hint=say_some!(i18n, events.margin_hint)
            value=margin
            takes_middle=true
            least=0.0
            most=Signal::stored(Some(100.0))
            unit_after=Signal::stored(Some("%".to_owned()))
        />
    }
}

#[component]
fn OccasionFields(inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let currency = ShellSummary::expect().currency;
    let budget = inputs.bind_amount(|all| all.budget, |all, budget| all.budget = budget);
    let guests = inputs.bind_count(|all| all.guests, |all, guests| all.guests = guests);
    view! {
        <NumberField
            label=say!(i18n, recommend.budget)
            hint=say_some!(i18n, recommend.budget_hint)
            value=budget
            takes_middle=true
            least=0.0
            unit_before=Signal::derive(move || Some(currency.get()))
        />
        <NumberField
            label=say!(i18n, recommend.guests)
            hint=say_some!(i18n, recommend.guests_hint)
            value=guests
            takes_middle=true
            least=0.0
            unit_after=say_some!(i18n, events.people_unit)
        />
    }
}

/// A class of the board or a saved segment, whose portrait is read.
#[component]
fn WhomField(inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let plural = Class::ALL.map(class_plural);
    let value = inputs.bind(
        |all: &RecommendTerms| all.customers.map(write_whom).unwrap_or_default(),
        |all, key: String| all.customers = read_whom(&key),
    );
    let columns = Workspace::expect().asked(|| Some(GetColumns {}));
    let choices = Memo::new(move |_| {
        let unsaid = Choice::new("", t_string!(i18n, recommend.not_said));
        let everybody = Choice::new(EVERYBODY, t_string!(i18n, recommend.everybody));
        let classes = Class::ALL
            .into_iter()
            .zip(plural)
            .map(|(class, name)| Choice::new(write_whom(Whom::Class(class)), name.get()));
        let columns = columns.get();
        let segments = columns.iter().flat_map(|all| all.iter()).filter_map(|info| {
            let Column::Segment(id) = info.column else { return None };
            Some(Choice::new(write_whom(Whom::Segment(id)), info.label.clone().unwrap_or_default()))
        });
        [unsaid, everybody].into_iter().chain(classes).chain(segments).collect::<Vec<_>>()
    });
    view! {
        <div data-question="whom">
            <SelectField
                label=say!(i18n, recommend.whom)
                hint=say_some!(i18n, recommend.whom_hint)
                choices=choices
                value=value
            />
        </div>
    }
}

fn write_whom(whom: Whom) -> String {
    match whom {
        Whom::Everybody => EVERYBODY.to_owned(),
        Whom::Class(class) => format!("class.{}", class.slug()),
        Whom::Segment(DocumentId(id)) => format!("segment.{id}"),
    }
}

fn read_whom(key: &str) -> Option<Whom> {
    if key == EVERYBODY {
        return Some(Whom::Everybody);
    }
    match key.split_once('.')? {
        ("class", slug) => Class::from_slug(slug).map(Whom::Class),
        ("segment", id) => id.parse().ok().map(|id| Whom::Segment(DocumentId(id))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{read_whom, write_whom};
    use meadow_core::domain::class::Class;
    use meadow_core::domain::ids::DocumentId;
    use meadow_core::views::recommend::Whom;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn whoever_is_chosen_reads_back() {
        for whom in [Whom::Everybody, Whom::Class(Class::Mantis), Whom::Segment(DocumentId(7))] {
            assert_eq!(read_whom(&write_whom(whom)), Some(whom));
        }
        assert_eq!(read_whom(""), None);
        assert_eq!(read_whom("class.wasp"), None);
    }
}
