//! The fields of a person, for adding and for editing in place. Must not know where they go.

use super::nature_fields::NatureFields;
use super::value_field::{KnownField, ValueField, ValueForm};
use super::wording::{Texts, stage_name, yes_or_no};
use crate::i18n::{t_string, use_i18n};
use crate::state::customer_table::column_key::{stage_key, stage_of};
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::number_faults::NumberFaults;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::{TextField, read_day};
use leptos::prelude::*;
use meadow_core::domain::customer::{Customer, Stage, split_tags};
use meadow_core::domain::money::Money;
use meadow_core::domain::personality::canonical_personality;
use meadow_core::domain::text::{Language, Text};
use meadow_core::domain::workspace::{CustomField, FieldKind};
use meadow_core::protocol::{EngineError, GetColumns, GetFacts};
use meadow_core::table::custom_column::fits;
use meadow_core::table::personality::personality_name;
use meadow_core::views::table::{Column, ColumnInfo};

/// Digits of a mainland mobile number; others have from 7 to 15 (E.164).
const MOBILE_DIGITS: usize = 11;
const FEWEST_DIGITS: usize = 7;
const MOST_DIGITS: usize = 15;

/// A person as typed.
#[derive(Clone, Copy)]
pub struct PersonDraft {
    key: RwSignal<String>,
    name: RwSignal<String>,
    phone: RwSignal<String>,
    email: RwSignal<String>,
    wechat: RwSignal<String>,
    company: RwSignal<String>,
    region: RwSignal<String>,
    sex: RwSignal<String>,
    occupation: RwSignal<String>,
    /// As it is called in the language of the interface.
    personality: RwSignal<String>,
    birth_year: RwSignal<Option<Quantity>>,
    lead_source: RwSignal<String>,
    known_since: RwSignal<String>,
    member: RwSignal<String>,
    stage: RwSignal<String>,
    budget: RwSignal<Option<Quantity>>,
    spending_power: RwSignal<Option<Quantity>>,
    referred_by: RwSignal<String>,
    tags: RwSignal<String>,
    fields: StoredValue<Vec<(CustomField, RwSignal<String>)>>,
    language: Signal<Language>,
    /// A customer number that was refused, and why.
    refused_key: RwSignal<Option<(String, Text)>>,
    numbers: NumberFaults,
    /// Faults are told once the reader has tried to save.
    is_checked: RwSignal<bool>,
}

impl PersonDraft {
    pub fn of(customer: &Customer, custom_fields: &[CustomField]) -> Self {
        let text = || RwSignal::new(String::new());
        let number = || RwSignal::new(None);
        let fields = custom_fields.iter().map(|field| (field.clone(), text())).collect();
        let draft = Self {
            key: text(),
            name: text(),
            phone: text(),
            email: text(),
            wechat: text(),
            company: text(),
            region: text(),
            sex: text(),
            occupation: text(),
            personality: text(),
            birth_year: number(),
            lead_source: text(),
            known_since: text(),
            member: text(),
            stage: text(),
            budget: number(),
            spending_power: number(),
            referred_by: text(),
            tags: text(),
            fields: StoredValue::new(fields),
            language: Settings::expect().language,
            refused_key: RwSignal::new(None),
            numbers: NumberFaults::new(),
            is_checked: RwSignal::new(false),
        };
        draft.fill(customer);
        draft
    }

    /// Shows this customer in place of what was typed.
    pub fn fill(self, customer: &Customer) {
        let text = |signal: RwSignal<String>, text: &str| signal.set(text.to_owned());
        let number = |signal: RwSignal<Option<Quantity>>, number: Option<f64>| {
            signal.set(number.map(Quantity::Exact));
        };
        text(self.key, &customer.key);
        text(self.name, &customer.name);
        text(self.phone, &customer.phone);
        text(self.email, &customer.email);
        text(self.wechat, &customer.wechat);
        text(self.company, &customer.company);
        text(self.region, &customer.region);
        text(self.sex, &customer.sex);
        text(self.occupation, &customer.occupation);
        let personality = personality_name(&customer.personality);
        text(self.personality, personality.get(self.language.get_untracked()));
        number(self.birth_year, customer.birth_year.map(f64::from));
        text(self.lead_source, &customer.lead_source);
        text(
            self.known_since,
            &customer.known_since.map(|day| day.to_string()).unwrap_or_default(),
        );
        text(
            self.member,
            match customer.member {
                None => "",
                Some(true) => "yes",
                Some(false) => "no",
            },
        );
        text(self.stage, customer.stage.map_or("", stage_key));
        number(self.budget, customer.budget.map(Money::major));
        number(self.spending_power, customer.spending_power.map(f64::from));
        text(self.referred_by, &customer.referred_by_key);
        text(self.tags, &customer.tags.join(", "));
        self.fields.with_value(|own| {
            for (field, value) in own {
                text(*value, customer.fields.get(&field.key).map_or("", String::as_str));
            }
        });
    }

    /// `before` with what was typed, or `None` while something cannot be kept; the fields then say
    /// what.
    pub fn finish(self, before: Customer) -> Option<Customer> {
        self.is_checked.set(true);
        (!self.has_fault()).then(|| self.typed(before))
    }

    /// `before` with what was typed so far. A number that cannot be read leaves what was there.
    pub fn typed(self, before: Customer) -> Customer {
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let exact =
            |signal: RwSignal<Option<Quantity>>| signal.get_untracked().map(Quantity::middle);
        let keeps_numbers = self.numbers.any();
        let mut fields = before.fields.clone();
        self.fields.with_value(|own| {
            for (field, value) in own {
                let holds_number = matches!(field.kind, Some(FieldKind::Number | FieldKind::Money));
                match text(*value) {
                    value if value.is_empty() && keeps_numbers && holds_number => None,
                    value if value.is_empty() => fields.remove(&field.key),
                    value => fields.insert(field.key.clone(), value),
                };
            }
        });
        Customer {
            key: text(self.key),
            name: text(self.name),
            phone: text(self.phone),
            email: text(self.email),
            wechat: text(self.wechat),
            company: text(self.company),
            region: text(self.region),
            sex: text(self.sex),
            occupation: text(self.occupation),
            personality: canonical_personality(&text(self.personality)),
            birth_year: exact(self.birth_year)
                .map(|year| year.round() as i16)
                .or(before.birth_year.filter(|_| keeps_numbers)),
            lead_source: text(self.lead_source),
            known_since: read_day(&text(self.known_since)),
            member: match text(self.member).as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            stage: stage_of(&text(self.stage)),
            budget: exact(self.budget)
                .map(Money::from_major)
                .or(before.budget.filter(|_| keeps_numbers)),
            spending_power: exact(self.spending_power)
                .map(|power| power.round() as u8)
                .or(before.spending_power.filter(|_| keeps_numbers)),
            referred_by_key: text(self.referred_by),
            tags: read_tags(&text(self.tags)),
            fields,
            ..before
        }
    }

    /// Shows beside its field what the engine refused; `false` if it has no field here.
    pub fn refuse(self, error: &EngineError) -> bool {
        let EngineError::KeyTaken { key, .. } = error else { return false };
        let _ = self.refused_key.try_set(Some((key.clone(), explain(error))));
        true
    }

    fn has_fault(self) -> bool {
        self.is_nobody()
            || self.has_wrong_year()
            || self.has_wrong_power()
            || self.has_wrong_email()
            || self.numbers.any()
    }

    fn is_nobody(self) -> bool {
        [self.key, self.name, self.phone, self.email]
            .iter()
            .all(|field| field.with(|text| text.trim().is_empty()))
    }

    fn has_wrong_year(self) -> bool {
        self.birth_year.get().is_some_and(|year| !(1900.0..=2100.0).contains(&year.middle()))
    }

    fn has_wrong_power(self) -> bool {
        self.spending_power.get().is_some_and(|power| !(0.0..=100.0).contains(&power.middle()))
    }

    fn has_wrong_email(self) -> bool {
        self.email.with(|email| !email.trim().is_empty() && !looks_like_email(email.trim()))
    }
}

/// All fields, the usual ones first. `stage_now`: where the person stands; nothing for somebody new.
#[component]
pub fn PersonFields(
    draft: PersonDraft,
    #[prop(into, optional)] stage_now: Signal<Option<Stage>>,
) -> impl IntoView {
    let i18n = use_i18n();
    draft.numbers.provide();
    let label = move |text: fn(Texts) -> String| Signal::derive(move || text(i18n));
    let error = move |is_wrong: fn(PersonDraft) -> bool, text: fn(Texts) -> String| {
        Signal::derive(move || (draft.is_checked.get() && is_wrong(draft)).then(|| text(i18n)))
    };
    let phone_hint = Signal::derive(move || draft.phone.with(|phone| phone_hint(i18n, phone)));
    let language = Settings::expect().language;
    let key_error = Signal::derive(move || {
        let (key, why) = draft.refused_key.get()?;
        let is_typed = draft.key.with(|typed| typed.trim() == key);
        is_typed.then(|| why.get(language.get()).to_owned())
    });
    let members = Signal::derive(move || {
        vec![
            Choice::new("", t_string!(i18n, customers.not_known)),
            Choice::new("yes", yes_or_no(i18n, true)),
            Choice::new("no", yes_or_no(i18n, false)),
        ]
    });
    let stages = Signal::derive(move || {
        let by_orders = Choice::new("", t_string!(i18n, customers.stage_by_orders));
        let named = Stage::ALL.map(|stage| Choice::new(stage_key(stage), stage_name(i18n, stage)));
        std::iter::once(by_orders).chain(named).collect::<Vec<_>>()
    });
    let facts = Workspace::expect().asked(|| Some(GetFacts {}));
    let stage_hint = Signal::derive(move || {
        let (from, to) = (stage_now.get()?, stage_of(&draft.stage.get())?);
        let is_usual = facts.get()?.lenses.stage_moves.is_usual(from, to);
        let [from, to] = [from, to].map(|stage| stage_name(i18n, stage));
        let text = || t_string!(i18n, customers.unusual_move, from = from, to = to).to_string();
        (!is_usual).then(text)
    });
    let own_fields = draft.fields.with_value(|fields| {
        fields
            .iter()
            .map(|(field, value)| view! { <OwnField field=field.clone() value=*value /> })
            .collect_view()
    });
    let tags_hint = Signal::derive(move || Some(t_string!(i18n, customers.tags_hint).to_owned()));
    view! {
        <TextField
            label=label(|i18n| t_string!(i18n, customers.col_name).to_owned())
            value=draft.name
            error=error(
                PersonDraft::is_nobody,
                |i18n| t_string!(i18n, customers.error_nobody).to_owned(),
            )
        />
        <TextField
            label=label(|i18n| t_string!(i18n, customers.col_key).to_owned())
            value=draft.key
            error=key_error
        />
        <TextField
            kind="tel"
            label=label(|i18n| t_string!(i18n, customers.col_phone).to_owned())
            value=draft.phone
            hint=phone_hint
        />
        <TextField
            kind="email"
            label=label(|i18n| t_string!(i18n, customers.col_email).to_owned())
            value=draft.email
            error=error(
                PersonDraft::has_wrong_email,
                |i18n| t_string!(i18n, customers.error_email).to_owned(),
            )
        />
        <TextField
            label=label(|i18n| t_string!(i18n, customers.col_wechat).to_owned())
            value=draft.wechat
        />
        <TextField
            label=label(|i18n| t_string!(i18n, customers.col_company).to_owned())
            value=draft.company
        />
        <TextField
            label=label(|i18n| t_string!(i18n, customers.col_region).to_owned())
            value=draft.region
        />
        <TextField
            label=label(|i18n| t_string!(i18n, customers.col_sex).to_owned())
            value=draft.sex
        />
        <NatureFields occupation=draft.occupation personality=draft.personality />
        <NumberField
            label=label(|i18n| t_string!(i18n, customers.col_birth_year).to_owned())
            value=draft.birth_year
            error=error(
                PersonDraft::has_wrong_year,
                |i18n| t_string!(i18n, customers.error_year).to_owned(),
            )
        />
        <TextField
            label=label(|i18n| t_string!(i18n, customers.col_lead_source).to_owned())
            value=draft.lead_source
        />
        <TextField
            kind="date"
            label=label(|i18n| t_string!(i18n, customers.col_known_since).to_owned())
            value=draft.known_since
        />
        <SelectField
            label=label(|i18n| t_string!(i18n, customers.col_member).to_owned())
            choices=members
            value=draft.member
        />
        <SelectField
            label=label(|i18n| t_string!(i18n, customers.col_stage).to_owned())
            choices=stages
            value=draft.stage
            hint=stage_hint
        />
        <NumberField
            label=label(|i18n| t_string!(i18n, customers.col_budget).to_owned())
            value=draft.budget
        />
        <NumberField
            label=label(|i18n| t_string!(i18n, customers.col_spending_power).to_owned())
            value=draft.spending_power
            error=error(
                PersonDraft::has_wrong_power,
                |i18n| t_string!(i18n, customers.error_power).to_owned(),
            )
        />
        <TextField
            label=label(|i18n| t_string!(i18n, customers.referred_by).to_owned())
            value=draft.referred_by
        />
        <TextField
            label=label(|i18n| t_string!(i18n, customers.col_tags).to_owned())
            value=draft.tags
            hint=tags_hint
        />
        {own_fields}
    }
}

/// A field of the workspace's own. What stands there and does not fit stays text until it is changed.
#[component]
fn OwnField(field: CustomField, value: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let label = Signal::stored(field.label);
    let fits_now = move || value.with(|value| fits(field.kind, value.trim()));
    if !untrack(fits_now) {
        let hint = Signal::derive(move || {
            (!fits_now()).then(|| t_string!(i18n, customers.misfit).to_owned())
        });
        return view! { <TextField label=label value=value hint=hint /> }.into_any();
    }
    let form = match field.kind {
        Some(FieldKind::Number) => ValueForm::Number,
        Some(FieldKind::Money) => ValueForm::Money,
        Some(FieldKind::Date) => ValueForm::Date,
        Some(FieldKind::YesNo) => ValueForm::YesNo,
        Some(FieldKind::Choice) => {
            let column = Column::Custom(field.key);
            return view! { <ChoiceField column=column label=label value=value /> }.into_any();
        }
        Some(FieldKind::Text) | None => ValueForm::Text,
    };
    view! { <ValueField form=form label=label value=value /> }.into_any()
}

/// With the values that others have.
#[component]
fn ChoiceField(column: Column, label: Signal<String>, value: RwSignal<String>) -> impl IntoView {
    let known = Workspace::expect().asked(|| Some(GetColumns {}));
    let offered = Signal::derive(move || {
        let known = known.get();
        let mut infos = known.iter().flat_map(|known| known.iter());
        let info = infos.find(|info: &&ColumnInfo| info.column == column);
        let choices = info.map(|info| info.choices.iter().map(|(value, _)| value.clone()));
        choices.map(Iterator::collect).unwrap_or_default()
    });
    view! { <KnownField label=label value=value known=offered /> }
}

/// A hint, not an error: numbers of all countries and landlines may stand here.
fn phone_hint(i18n: Texts, phone: &str) -> Option<String> {
    let n_digits = phone.chars().filter(char::is_ascii_digit).count();
    let is_strange = phone.chars().any(|c| c.is_alphabetic());
    if phone.trim().is_empty() {
        None
    } else if is_strange {
        Some(t_string!(i18n, customers.hint_phone_letters).to_owned())
    } else if n_digits < FEWEST_DIGITS {
        Some(t_string!(i18n, customers.hint_phone_short, n = n_digits).to_string())
    } else if n_digits > MOST_DIGITS {
        Some(t_string!(i18n, customers.hint_phone_long, n = n_digits).to_string())
    } else if looks_like_mobile(phone) && n_digits != MOBILE_DIGITS {
        Some(t_string!(i18n, customers.hint_phone_mobile, n = n_digits).to_string())
    } else {
        None
    }
}

/// Begins as a mainland mobile number does: 13 to 19, without a country code.
fn looks_like_mobile(phone: &str) -> bool {
    let mut digits = phone.trim().chars().filter(|c| !matches!(c, ' ' | '-'));
    digits.next() == Some('1') && digits.next().is_some_and(|second| ('3'..='9').contains(&second))
}

fn looks_like_email(email: &str) -> bool {
    email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    }) && !email.contains(char::is_whitespace)
}

fn read_tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in split_tags(text) {
        if !tags.iter().any(|other| other == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::{looks_like_email, looks_like_mobile, read_tags};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn addresses_are_told_from_slips() {
        for email in ["a@b.cn", "li.ming+x@mail.example.com", "李@例子.中国"] {
            assert!(looks_like_email(email), "{email}");
        }
        for slip in ["a@b", "a.b.cn", "@b.cn", "a@b.cn ", "a b@c.cn", "a@.cn", "a@b."] {
            assert!(!looks_like_email(slip), "{slip}");
        }
    }

    #[test]
    fn only_mainland_mobiles_are_held_to_eleven_digits() {
        assert!(looks_like_mobile("138 0013"));
        assert!(!looks_like_mobile("+86 138 0013 8000"));
        assert!(!looks_like_mobile("020-8765 4321"));
        assert!(!looks_like_mobile("120 1234"));
    }

    #[test]
    fn tags_part_at_commas_of_both_scripts() {
        assert_eq!(read_tags("狗主，VIP, 狗主、、新客"), ["狗主", "VIP", "新客"]);
    }
}
