//! The fields of a customer where one of them is chosen: their names, their keys among choices, and
//! the form that a value of each is typed in.

use super::value_field::ValueForm;
use super::wording::{self, Texts, name_among};
use crate::state::customer_table::column_key::{column_of, key_of};
use crate::ui::components::select_field::Choice;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::views::table::{Column, ColumnInfo, ColumnKind};

/// Years that somebody alive may have been born in.
pub const BIRTH_YEARS: (f64, f64) = (1900.0, 2100.0);

/// All fields, the workspace's own at the end.
pub fn all_fields(known: &[ColumnInfo]) -> Vec<CustomerField> {
    let custom = known.iter().filter_map(|info| match &info.column {
        Column::Custom(key) => Some(CustomerField::Custom(key.clone())),
        _ => None,
    });
    CustomerField::OWN.into_iter().chain(custom).collect()
}

/// Does the field hold words, in which a part can be replaced?
pub fn holds_words(field: &CustomerField, known: &[ColumnInfo]) -> bool {
    matches!(value_form(field, known), ValueForm::Text | ValueForm::Known(_))
}

/// Fields as choices.
pub fn field_choices(i18n: Texts, fields: &[CustomerField], known: &[ColumnInfo]) -> Vec<Choice> {
    let choice =
        |field: &CustomerField| Choice::new(field_key(field), field_name(i18n, field, known));
    fields.iter().map(choice).collect()
}

/// The name of a field; one of the workspace's own that is gone has its key.
pub fn field_name(i18n: Texts, field: &CustomerField, known: &[ColumnInfo]) -> String {
    match field {
        CustomerField::Custom(key) => name_among(i18n, &Column::Custom(key.clone()), known),
        own => wording::field_name(i18n, own, &[]),
    }
}

/// The stable name of a field among choices.
pub fn field_key(field: &CustomerField) -> String {
    key_of(&column_of_field(field))
}

/// The field of this name, if there is one.
pub fn field_of(key: &str) -> Option<CustomerField> {
    match column_of(key)? {
        Column::Custom(key) => Some(CustomerField::Custom(key)),
        column => CustomerField::OWN.into_iter().find(|own| column_of_field(own) == column),
    }
}

fn column_of_field(field: &CustomerField) -> Column {
    match field {
        CustomerField::Key => Column::Key,
        CustomerField::Name => Column::Name,
        CustomerField::Phone => Column::Phone,
        CustomerField::Email => Column::Email,
        CustomerField::WeChat => Column::WeChat,
        CustomerField::Company => Column::Company,
        CustomerField::CompanyId => Column::CompanyId,
        CustomerField::Region => Column::Region,
        CustomerField::Sex => Column::Sex,
        CustomerField::Occupation => Column::Occupation,
        CustomerField::Personality => Column::Personality,
        CustomerField::BirthYear => Column::BirthYear,
        CustomerField::LeadSource => Column::LeadSource,
        CustomerField::KnownSince => Column::KnownSince,
        CustomerField::Member => Column::Member,
        CustomerField::Budget => Column::Budget,
        CustomerField::SpendingPower => Column::SpendingPower,
        CustomerField::ReferredBy => Column::ReferredBy,
        CustomerField::Custom(key) => Column::Custom(key.clone()),
    }
}

/// How a value of the field is typed.
pub fn value_form(field: &CustomerField, known: &[ColumnInfo]) -> ValueForm {
    let column = column_of_field(field);
    let info = known.iter().find(|info| info.column == column);
    match field {
        CustomerField::BirthYear => ValueForm::Whole { least: BIRTH_YEARS.0, most: BIRTH_YEARS.1 },
        CustomerField::SpendingPower => ValueForm::Whole { least: 0.0, most: 100.0 },
        _ => info.map_or(ValueForm::Text, form_of_column),
    }
}

fn form_of_column(info: &ColumnInfo) -> ValueForm {
    match info.kind {
        ColumnKind::Number => ValueForm::Number,
        ColumnKind::Money => ValueForm::Money,
        ColumnKind::Date => ValueForm::Date,
        ColumnKind::YesNo => ValueForm::YesNo,
        ColumnKind::Choice => {
            ValueForm::Known(info.choices.iter().map(|(value, _)| value.clone()).collect())
        }
        ColumnKind::Text
        | ColumnKind::Class
        | ColumnKind::Stage
        | ColumnKind::Permission
        | ColumnKind::Group => ValueForm::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::{field_key, field_of};
    use meadow_core::domain::customer_field::CustomerField;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_key_leads_back_to_its_field() {
        let custom = CustomerField::Custom("name".into());
        for field in CustomerField::OWN.into_iter().chain([custom]) {
            assert_eq!(field_of(&field_key(&field)), Some(field));
        }
        assert_eq!(field_of("loyalty"), None);
    }
}
