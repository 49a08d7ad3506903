//! What a cell of an exported list holds, whatever the file's form.

use std::borrow::Cow;

use crate::domain::day::Day;
use crate::domain::money::Money;
use crate::domain::text::{Language, Text};
use crate::words::export;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    Empty,
    /// Whoever wrote it; never a number or a formula, also where it looks like one.
    Text(Cow<'a, str>),
    Number(f64),
    Money(Money),
    Date(Day),
    /// A day and a minute of it.
    Moment(Day, u16),
    YesNo(bool),
    /// Nobody has asked, so neither yes nor no.
    NotAsked,
    /// A word of ours: its stable key, and what it is called.
    Word(Cow<'static, str>, Text),
}

impl<'a> Cell<'a> {
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    pub fn number(number: Option<impl Into<f64>>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(number.into()))
    }

    pub fn money(money: Option<Money>) -> Self {
        money.map_or(Self::Empty, Self::Money)
    }

    pub fn date(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }

    /// What a person reads there.
    pub fn words(&self, language: Language) -> Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::Text(text) => text.as_ref().into(),
            Self::Number(number) => number.to_string().into(),
            Self::Money(money) => decimal(*money).into(),
            Self::Date(day) => day.to_string().into(),
            Self::Moment(day, minute) => {
                format!("{day} {:02}:{:02}", minute / 60 % 24, minute % 60).into()
            }
            Self::YesNo(true) => export::yes().get(language).to_owned().into(),
            Self::YesNo(false) => export::no().get(language).to_owned().into(),
            Self::NotAsked => export::not_asked().get(language).to_owned().into(),
            Self::Word(_, said) => said.get(language).into(),
        }
    }

    /// What a program reads there: the same in every language, money in hundredths.
    pub fn stable(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::NotAsked => "".into(),
            Self::Money(money) => money.0.to_string().into(),
            Self::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
            Self::Word(word, _) => word.as_ref().into(),
            Self::Text(_) | Self::Number(_) | Self::Date(_) | Self::Moment(..) => {
                self.words(Language::En)
            }
        }
    }
}

/// Major units with two places, a point, and no separators: what every program reads as a number.
pub fn decimal(money: Money) -> String {
    let sign = if money < Money::ZERO { "-" } else { "" };
    let hundredths = money.0.unsigned_abs();
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}
