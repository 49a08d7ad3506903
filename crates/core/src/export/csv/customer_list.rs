//! The customers of a table query as a file: all that match, in their order, whatever page is shown.

use super::CsvFile;
use crate::domain::class::Class;
use crate::domain::customer::{Channel, Permission, Stage};
use crate::domain::money::Money;
use crate::domain::text::{Language, Text};
use crate::segments::Derived;
use crate::table::columns::{Value, all, label, value};
use crate::table::query::TableOrder;
use crate::table::tables::Tables;
use crate::views::table::{Column, Placed, TableQuery};
use crate::views::workspace::ExportedFile;

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
    let holds = Text::new("customers", "客户");
    file.finish(&tables.facts.name, holds.get(language))
}

fn write_value(file: &mut CsvFile, value: Value, column: &Column, language: Language) {
    let say = |en: &str, zh: &str| -> String {
        match language {
            Language::En => en.to_owned(),
            Language::Zh => zh.to_owned(),
        }
    };
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
        Value::YesNo(true) => say("yes", "是"),
        Value::YesNo(false) => say("no", "否"),
        Value::Class(placed) => class_words(placed, language),
        Value::Unplaced => say("unplaced", "未归类"),
        Value::Stage(stage) => stage_name(stage).get(language).to_owned(),
        Value::Permission(Permission::Granted) => say("yes", "是"),
        Value::Permission(Permission::Refused) => say("no", "否"),
        Value::Permission(Permission::Unknown) => say("not asked", "未询问"),
        Value::Text(_) | Value::Tags(_) | Value::Notes(_) => {
            value.text().unwrap_or_default().into_owned()
        }
    };
    file.text_cell(&words);
}

/// Major units with two places, a point, and no separators: what every spreadsheet reads as a number.
fn decimal(money: Money) -> String {
    let sign = if money < Money::ZERO { "-" } else { "" };
    let hundredths = money.0.unsigned_abs();
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

fn class_words(placed: Placed, language: Language) -> String {
    let name = class_name(placed.class);
    let name = name.get(language);
    match (placed.expected, language) {
        (false, _) => name.to_owned(),
        (true, Language::En) => format!("{name} (expected)"),
        (true, Language::Zh) => format!("{name}（预估）"),
    }
}

/// The class as a value in a list.
pub(super) fn class_name(class: Class) -> Text {
    match class {
        Class::Bee => Text::new("bee", "蜜蜂"),
        Class::Dragonfly => Text::new("dragonfly", "蜻蜓"),
        Class::Butterfly => Text::new("butterfly", "蝴蝶"),
        Class::Mantis => Text::new("mantis", "螳螂"),
    }
}

fn stage_name(stage: Stage) -> Text {
    match stage {
        Stage::Lead => Text::new("lead", "潜在"),
        Stage::Interested => Text::new("interested", "意向"),
        Stage::Bought => Text::new("bought", "成交"),
        Stage::InService => Text::new("in service", "售后"),
        Stage::Lapsed => Text::new("lapsed", "流失"),
    }
}

/// What a column is called in the first row.
pub(super) fn header(column: &Column) -> Text {
    match column {
        Column::Key => Text::new("Customer no.", "客户编号"),
        Column::Name => Text::new("Name", "姓名"),
        Column::Class => Text::new("Class", "类别"),
        Column::Stage => Text::new("Stage", "交易阶段"),
        Column::Contribution => Text::new("Contribution", "贡献度"),
        Column::Loyalty => Text::new("Loyalty", "忠诚度"),
        Column::SpendLastYear => Text::new("Spend, last 12 months", "近 12 个月消费"),
        Column::SpendTotal => Text::new("Spend, total", "累计消费"),
        Column::PurchaseDays => Text::new("Purchase days", "购买天数"),
        Column::LastPurchase => Text::new("Last purchase", "最近购买"),
        Column::FirstPurchase => Text::new("First purchase", "首次购买"),
        Column::Phone => Text::new("Phone", "电话"),
        Column::Email => Text::new("E-mail", "邮箱"),
        Column::WeChat => Text::new("WeChat", "微信"),
        Column::Company => Text::new("Company", "公司"),
        Column::Region => Text::new("Region", "地区"),
        Column::Sex => Text::new("Sex", "性别"),
        Column::BirthYear => Text::new("Birth year", "出生年份"),
        Column::LeadSource => Text::new("Lead source", "客户来源"),
        Column::KnownSince => Text::new("Known since", "结识日期"),
        Column::Member => Text::new("Member", "会员"),
        Column::Budget => Text::new("Budget", "预算"),
        Column::SpendingPower => Text::new("Spending power", "消费能力"),
        Column::DiscountShare => Text::new("Share bought at a discount", "折扣购买占比"),
        Column::MayInvite => Text::new("May invite", "可否邀约"),
        Column::Consent(channel) => {
            let (en, zh) = match channel {
                Channel::WeChat => ("WeChat", "微信"),
                Channel::Sms => ("SMS", "短信"),
                Channel::Phone => ("phone", "电话"),
                Channel::Email => ("e-mail", "邮件"),
                Channel::Post => ("post", "信函"),
                Channel::InPerson => ("in person", "当面"),
            };
            Text::new(format!("Consent: {en}"), format!("授权：{zh}"))
        }
        Column::Tags => Text::new("Tags", "标签"),
        Column::ReferredBy => Text::new("Brought by (customer no.)", "介绍人编号"),
        Column::Notes => Text::new("Notes", "备注"),
        Column::ClassByHand => Text::new("Class set by hand", "人工指定类别"),
        Column::Custom(key) => Text::new(key.as_str(), key.as_str()),
    }
}
