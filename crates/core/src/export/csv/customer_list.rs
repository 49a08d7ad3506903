//! The customers of a table query as a file: all that match, in their order, whatever page is shown.

use super::CsvFile;
use crate::domain::class::Class;
use crate::domain::consent::{Channel, Permission};
use crate::domain::customer::Stage;
use crate::domain::money::Money;
use crate::domain::text::{Language, Text};
use crate::segments::Derived;
use crate::table::columns::{Value, all, label, value};
use crate::table::query::TableOrder;
use crate::table::tables::Tables;
use crate::views::table::{Column, Placed, TableQuery};
use crate::views::workspace::ExportedFile;
use crate::words::export;

/// The columns of the query, or all columns where it names none.
pub fn customers(
    tables: &Tables,
    derived: &Derived,
    query: &TableQuery,
    language: Language,
) -> ExportedFile {
    let columns = if query.columns.is_empty() { all(tables) } else { query.columns.clone() };
    let mut file = CsvFile::new();
    for column in &columns {
        let header =
            label(tables, column).unwrap_or_else(|| header(column).get(language).to_owned());
        file.text_cell(&header);
    }
    file.end_row();
    for id in TableOrder::new(tables, derived, query).ids(derived) {
        let (Some(customer), Some(place)) = (tables.customers.get(id), derived.place_of(id)) else {
            continue;
        };
        for column in &columns {
            // A custom cell goes out as it came in, also where it reads as a number or date.
            match column {
                Column::Custom(key) => {
                    file.text_cell(customer.fields.get(key).map_or("", String::as_str));
                }
                _ => write_value(
                    &mut file,
                    value(customer, derived, place, column),
                    column,
                    language,
                ),
            }
        }
        file.end_row();
    }
    file.finish(&tables.facts.name, export::customers_file().get(language))
}

fn write_value(file: &mut CsvFile, value: Value, column: &Column, language: Language) {
    let say = |words: Text| words.get(language).to_owned();
    let words = match value {
        Value::Empty => String::new(),
        Value::Number(number) => {
            let number = match column {
                Column::Contribution | Column::Loyalty => format!("{number:.1}"),
                Column::DiscountShare => format!("{number:.4}"),
                _ => number.to_string(),
            };
            return file.number_cell(&number);
        }
        Value::Money(money) => return file.number_cell(&decimal(money)),
        Value::Date(day) => day.to_string(),
        Value::YesNo(true) => say(export::yes()),
        Value::YesNo(false) => say(export::no()),
        Value::Class(placed) => say(class_words(placed)),
        Value::Unplaced => say(export::unplaced()),
        Value::Stage(stage) => say(stage_name(stage)),
        Value::Blocked => say(export::blocked()),
        Value::Permission(permission) => say(permission_name(permission)),
        Value::Text(_) | Value::Tags(_) | Value::Notes(_) => {
            value.text().unwrap_or_default().into_owned()
        }
    };
    file.text_cell(&words);
}

pub(super) fn permission_name(permission: Permission) -> Text {
    match permission {
        Permission::Granted => export::yes(),
        Permission::Refused => export::no(),
        Permission::Unknown => export::not_asked(),
    }
}

/// Major units with two places, a point, and no separators: what every spreadsheet reads as a number.
fn decimal(money: Money) -> String {
    let sign = if money < Money::ZERO { "-" } else { "" };
    let hundredths = money.0.unsigned_abs();
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

fn class_words(placed: Placed) -> Text {
    let name = class_name(placed.class);
    if placed.expected { export::expected(name) } else { name }
}

/// The class as a value in a list.
pub(super) fn class_name(class: Class) -> Text {
    match class {
        Class::Bee => export::bee(),
        Class::Dragonfly => export::dragonfly(),
        Class::Butterfly => export::butterfly(),
        Class::Mantis => export::mantis(),
    }
}

fn stage_name(stage: Stage) -> Text {
    match stage {
        Stage::Lead => export::stage_lead(),
        Stage::Interested => export::stage_interested(),
        Stage::Bought => export::stage_bought(),
        Stage::InService => export::stage_in_service(),
        Stage::Lapsed => export::stage_lapsed(),
    }
}

pub(super) fn channel_name(channel: Channel) -> Text {
    match channel {
        Channel::WeChat => export::channel_wechat(),
        Channel::Sms => export::channel_sms(),
        Channel::Phone => export::channel_phone(),
        Channel::Email => export::channel_email(),
        Channel::Post => export::channel_post(),
        Channel::InPerson => export::channel_in_person(),
    }
}

/// What a column is called in the first row.
pub(super) fn header(column: &Column) -> Text {
    match column {
        Column::Key => export::key(),
        Column::Name => export::name(),
        Column::Class => export::class(),
        Column::Stage => export::stage(),
        Column::Contribution => export::contribution(),
        Column::Loyalty => export::loyalty(),
        Column::SpendLastYear => export::spend_last_year(),
        Column::SpendTotal => export::spend_total(),
        Column::PurchaseDays => export::purchase_days(),
        Column::LastPurchase => export::last_purchase(),
        Column::FirstPurchase => export::first_purchase(),
        Column::Phone => export::phone(),
        Column::Email => export::email(),
        Column::WeChat => export::wechat(),
        Column::Company => export::company(),
        Column::Region => export::region(),
        Column::Sex => export::sex(),
        Column::BirthYear => export::birth_year(),
        Column::LeadSource => export::lead_source(),
        Column::KnownSince => export::known_since(),
        Column::Member => export::member(),
        Column::Budget => export::budget(),
        Column::SpendingPower => export::spending_power(),
        Column::DiscountShare => export::discount_share(),
        Column::MayInvite => export::may_invite(),
        Column::Consent(channel) => export::consent(channel_name(*channel)),
        Column::Tags => export::tags(),
        Column::ReferredBy => export::referred_by(),
        Column::Notes => export::notes(),
        Column::ClassByHand => export::class_by_hand(),
        Column::Custom(key) => key.as_str().into(),
    }
}
