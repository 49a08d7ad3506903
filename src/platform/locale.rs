//! Numbers, money, dates and plural forms in the reader's language, through the browser's `Intl`.
//! Must not know what the figures mean.

use crate::i18n::{Locale, td_string};
use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::window;
use meadow_core::domain::money::Money;
use meadow_core::domain::text::Language;
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};

const MS_PER_DAY: f64 = 86_400_000.0;
/// Joins a number to the sign after it, so that no line breaks between them.
const NO_BREAK_SPACE: char = '\u{a0}';

/// The first of the browser's languages that Meadow speaks; English when there is none.
pub fn browser_language() -> Language {
    browser_tags().iter().find_map(|tag| language_of(tag)).unwrap_or(Language::En)
}

/// The tag for `<html lang>` and for styling: `en`, `zh-CN`.
pub fn document_tag(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Zh => "zh-CN",
    }
}

/// The locale that a language is written in.
pub fn locale_of(language: Language) -> Locale {
    match language {
        Language::En => Locale::en,
        Language::Zh => Locale::zh_CN,
    }
}

/// How a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateStyle {
    /// 12 Dec 2026 · 2026年12月12日
    Short,
    /// Saturday 12 December 2026 · 2026年12月12日星期六
    Long,
    /// 12 Dec · 12月12日
    DayMonth,
    /// 2026-12-12 in both languages, for tables.
    Iso,
}

/// The plural forms that English needs; Chinese only ever gives `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PluralCategory {
    One,
    Other,
}

/// Writes figures in one language, for one workspace. Cheap to clone and compare: the `Intl`
/// objects behind it are shared by the thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatter {
    language: Language,
    locale: String,
    currency: String,
}

impl Formatter {
    /// `currency` is an ISO 4217 code; one the browser does not know falls back to plain digits.
    pub fn new(language: Language, currency: &str) -> Self {
        let locale = browser_tags()
            .into_iter()
            .find(|tag| language_of(tag) == Some(language))
            .filter(|tag| tag.contains('-'))
            .unwrap_or_else(|| match language {
                Language::En => "en-GB".to_owned(),
                Language::Zh => "zh-CN".to_owned(),
            });
        Self { language, locale, currency: currency.to_owned() }
    }

    /// As a browser that speaks this language alone would; tests have no window to ask.
    #[cfg(test)]
    pub fn of_language(language: Language) -> Self {
        let locale = document_tag(language).to_owned();
        Self { language, locale, currency: "CNY".to_owned() }
    }

    /// The language the figures are written in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A count: 3,486.
    pub fn fmt_int(&self, n: i64) -> String {
        self.fmt_number(n as f64, 0)
    }

    /// A number with at most `n_decimals` decimals, none of them a trailing zero.
    pub fn fmt_number(&self, value: f64, n_decimals: u8) -> String {
        let digits = f64::from(n_decimals).into();
        self.number(value, &[("maximumFractionDigits", digits)])
            .unwrap_or_else(|| value.to_string())
    }

    /// A count with its sign: +46, −9.
    pub fn fmt_change(&self, n: i64) -> String {
        self.number(n as f64, &[("signDisplay", "exceptZero".into())])
            .unwrap_or_else(|| n.to_string())
    }

    /// An amount without decimals when it is whole: ¥9,400.
    pub fn fmt_money(&self, amount: Money) -> String {
        self.money(amount, "stripIfInteger")
    }

    /// An amount with all its decimals, for columns: ¥168.00.
    pub fn fmt_money_exact(&self, amount: Money) -> String {
        self.money(amount, "auto")
    }

    /// An estimated amount to the nearest whole unit: ¥2,300.
    pub fn fmt_money_rounded(&self, amount: Money) -> String {
        self.money(Money::from_major(amount.major().round()), "stripIfInteger")
    }

    /// A share between 0 and 1 as whole percent: 91 % in English, 91% in Chinese.
    pub fn fmt_percent(&self, share: f64) -> String {
        self.fmt_percent_with(share, 0)
    }

    /// A share between 0 and 1 as percent with at most `n_decimals` decimals.
    pub fn fmt_percent_with(&self, share: f64, n_decimals: u8) -> String {
        let number = self.fmt_number(share * 100.0, n_decimals);
        match self.language {
            Language::En => format!("{number}{NO_BREAK_SPACE}%"),
            Language::Zh => format!("{number}%"),
        }
    }

    /// A range of counts: 34 to 56 · 34 至 56.
    pub fn fmt_range(&self, low: f64, high: f64) -> String {
        self.join_range(&self.fmt_number(low, 0), &self.fmt_number(high, 0))
    }

    /// A range of estimated amounts, to the nearest whole unit: −¥400 to ¥5,000.
    pub fn fmt_money_range(&self, low: Money, high: Money) -> String {
        self.join_range(&self.fmt_money_rounded(low), &self.fmt_money_rounded(high))
    }

    /// Two written figures joined as a range; ends that are written alike are one figure.
    pub fn join_range(&self, low: &str, high: &str) -> String {
        if low == high {
            return low.to_owned();
        }
        td_string!(locale_of(self.language), common.range, low = low, high = high).to_string()
    }

    /// A day, given in days since 1970-01-01.
    pub fn fmt_date(&self, days: i32, style: DateStyle) -> String {
        let ms = f64::from(days) * MS_PER_DAY;
        if style == DateStyle::Iso {
            let iso = js_sys::Date::new(&ms.into()).to_iso_string().as_string().unwrap_or_default();
            return iso.get(..10).unwrap_or_default().to_owned();
        }
        let month = match (style, self.language) {
            (DateStyle::Long, _) | (_, Language::Zh) => "long",
            _ => "short",
        };
        let mut options: Vec<(&str, JsValue)> =
            vec![("timeZone", "UTC".into()), ("day", "numeric".into()), ("month", month.into())];
        if style != DateStyle::DayMonth {
            options.push(("year", "numeric".into()));
        }
        if style == DateStyle::Long {
            options.push(("weekday", "long".into()));
        }
        self.call("DateTimeFormat", &options, ms).unwrap_or_default()
    }

    /// The name of a month, 1–12.
    pub fn fmt_month(&self, month: u8) -> String {
        // The middle of a month of any length.
        let days = f64::from(month) * 30.4 - 15.0;
        let options = [("timeZone", "UTC".into()), ("month", "long".into())];
        self.call("DateTimeFormat", &options, days * MS_PER_DAY).unwrap_or_default()
    }

    /// The name of a day of the week, 0 = Monday … 6 = Sunday.
    pub fn fmt_weekday(&self, weekday: u8) -> String {
        // 1970-01-05 was a Monday.
        let options = [("timeZone", "UTC".into()), ("weekday", "long".into())];
        let days = 4.0 + f64::from(weekday);
        self.call("DateTimeFormat", &options, days * MS_PER_DAY).unwrap_or_default()
    }

    /// A moment in milliseconds since 1970, as date and time in the workspace's time zone.
    pub fn fmt_datetime(&self, ms: f64) -> String {
        self.moment(ms, &[("dateStyle", "medium".into()), ("timeStyle", "short".into())])
    }

    /// The time of day of a moment in milliseconds since 1970, in the workspace's time zone.
    pub fn fmt_time(&self, ms: f64) -> String {
        self.moment(
            ms,
            &[
                ("hour", "2-digit".into()),
                ("minute", "2-digit".into()),
                ("hourCycle", "h23".into()),
            ],
        )
    }

    /// A size in bytes, in the unit that suits it: 38.4 MB.
    pub fn fmt_bytes(&self, n_bytes: f64) -> String {
        let (value, unit) = match n_bytes {
            // Intl writes "145 byte".
            n if n < 1e6 => (n / 1e3, "kilobyte"),
            n if n < 1e9 => (n / 1e6, "megabyte"),
            n => (n / 1e9, "gigabyte"),
        };
        let options =
            [("style", "unit".into()), ("unit", unit.into()), ("maximumFractionDigits", 1.into())];
        self.number(value, &options).unwrap_or_else(|| n_bytes.to_string())
    }

    /// The plural form that goes with a count.
    pub fn plural(&self, n: i64) -> PluralCategory {
        match self.call("PluralRules", &[], n as f64).as_deref() {
            Some("one") => PluralCategory::One,
            _ => PluralCategory::Other,
        }
    }

    fn money(&self, amount: Money, trailing_zeros: &str) -> String {
        let options = [
            ("style", "currency".into()),
            ("currency", self.currency.as_str().into()),
            ("currencyDisplay", "narrowSymbol".into()),
            ("trailingZeroDisplay", trailing_zeros.into()),
        ];
        let major = amount.major();
        self.number(major, &options).unwrap_or_else(|| format!("{major} {}", self.currency))
    }

    /// In the device's own time zone: moments are of what was done on this device.
    fn moment(&self, ms: f64, options: &[(&str, JsValue)]) -> String {
        self.call("DateTimeFormat", options, ms).unwrap_or_default()
    }

    /// Numbers are written with a true minus sign, as the design sets them.
    fn number(&self, value: f64, options: &[(&str, JsValue)]) -> Option<String> {
        Some(self.call("NumberFormat", options, value)?.replace('-', "−"))
    }

    fn call(&self, kind: &'static str, options: &[(&str, JsValue)], value: f64) -> Option<String> {
        let format = cached(kind, &self.locale, options)?;
        format.call1(&JsValue::NULL, &value.into()).ok()?.as_string()
    }
}

thread_local! {
    static FORMATS: RefCell<HashMap<String, Option<Function>>> = RefCell::default();
}

/// The bound `format` (or `select`) function of an `Intl` object, made once per set of options.
fn cached(kind: &'static str, locale: &str, options: &[(&str, JsValue)]) -> Option<Function> {
    let mut key = format!("{kind}|{locale}");
    for (name, value) in options {
        let value = value.as_string().or_else(|| value.as_f64().map(|n| n.to_string()));
        key.push_str(&format!("|{name}={}", value.unwrap_or_default()));
    }
    FORMATS.with_borrow_mut(|formats| {
        formats.entry(key).or_insert_with(|| bound_function(kind, locale, options)).clone()
    })
}

fn bound_function(kind: &str, locale: &str, options: &[(&str, JsValue)]) -> Option<Function> {
    let object = construct(kind, locale, options)?;
    let name = if kind == "PluralRules" { "select" } else { "format" };
    let function: Function = get(&object, name)?.dyn_into().ok()?;
    // `format` comes bound to its object, `select` does not.
    Some(function.bind0(&object))
}

/// Makes an `Intl` object; `None` where the browser refuses the options, which the typed
/// constructors would throw at us.
fn construct(kind: &str, locale: &str, options: &[(&str, JsValue)]) -> Option<JsValue> {
    let constructor: Function = get(&get(&js_sys::global(), "Intl")?, kind)?.dyn_into().ok()?;
    let bag = Object::new();
    for (name, value) in options {
        Reflect::set(&bag, &JsValue::from_str(name), value).ok()?;
    }
    let arguments = Array::of2(&JsValue::from_str(locale), &bag);
    Reflect::construct(&constructor, &arguments).ok()
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}

fn browser_tags() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

fn language_of(tag: &str) -> Option<Language> {
    match tag.split('-').next().unwrap_or_default() {
        "en" => Some(Language::En),
        "zh" => Some(Language::Zh),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Formatter;
    use meadow_core::domain::text::Language;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn ranges_are_joined_in_the_language_of_the_figures() {
        let (locale, currency) = (String::new(), String::new());
        let figures = Formatter { language: Language::En, locale, currency };
        let join =
            |language| Formatter { language, ..figures.clone() }.join_range("14:00", "17:30");
        assert_eq!(join(Language::En), "14:00 to 17:30");
        assert_eq!(join(Language::Zh), "14:00 至 17:30");
        assert_eq!(figures.join_range("40 %", "40 %"), "40 %");
    }
}
