//! Reads what people type where a number goes: `1,200`, `3*40`, `15%`, `1.2万`, and a range
//! `25-35` where the field takes one. Pure.

/// A number, or a 90 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    Exact(f64),
    /// `low < high`.
    Range {
        low: f64,
        high: f64,
    },
}

impl Quantity {
    /// Itself, if it lies between the ends that a field allows; both may be left open.
    pub fn within(self, least: Option<f64>, most: Option<f64>) -> Result<Self, NumberFault> {
        let (low, high) = match self {
            Self::Exact(value) => (value, value),
            Self::Range { low, high } => (low, high),
        };
        if let Some(least) = least.filter(|least| low < *least) {
            return Err(NumberFault::TooSmall { value: low, least });
        }
        if let Some(most) = most.filter(|most| high > *most) {
            return Err(NumberFault::TooLarge { value: high, most });
        }
        Ok(self)
    }

    /// What `text` means where percent are asked for: the sign is the field's unit there, so that "30%"
    /// is thirty and not a third of one.
    pub fn in_percent(self, text: &str) -> Self {
        if !text.contains(['%', '％']) {
            return self;
        }
        match self {
            Self::Exact(value) => Self::Exact(100.0 * value),
            Self::Range { low, high } => Self::Range { low: 100.0 * low, high: 100.0 * high },
        }
    }

    /// The middle of a range.
    pub fn middle(self) -> f64 {
        match self {
            Self::Exact(value) => value,
            Self::Range { low, high } => (low + high) / 2.0,
        }
    }
}

/// Why a text is no quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberFault {
    NotANumber,
    Brackets,
    DivisionByZero,
    ReversedRange,
    /// Less than the field allows, such as `5-15` where one number is asked for and minus was read.
    TooSmall {
        value: f64,
        least: f64,
    },
    TooLarge {
        value: f64,
        most: f64,
    },
}

/// What separates the ends of a range without doubt.
const RANGE_WORDS: [&str; 7] = ["..", "–", "—", "~", "至", "到", "to"];

/// Reads a number; `None` for an empty text. A hyphen means minus.
pub fn parse_number(text: &str) -> Result<Option<f64>, NumberFault> {
    let text = normalise(text);
    if text.trim().is_empty() {
        return Ok(None);
    }
    evaluate(&text).map(Some)
}

/// Reads a number or a range; `None` for an empty text. A hyphen between two plain numbers makes
/// a range, everywhere else it means minus.
pub fn parse_quantity(text: &str) -> Result<Option<Quantity>, NumberFault> {
    let text = normalise(text);
    if text.trim().is_empty() {
        return Ok(None);
    }
    let Some((low, high)) = split_range(&text) else {
        return evaluate(&text).map(|value| Some(Quantity::Exact(value)));
    };
    let high_value = evaluate(high)?;
    // "25-35 %" means percent on both sides.
    let is_percent = high.trim_end().ends_with('%') && !low.contains('%');
    let low_value = evaluate(low)? / if is_percent { 100.0 } else { 1.0 };
    if low_value > high_value {
        return Err(NumberFault::ReversedRange);
    }
    Ok(Some(if low_value == high_value {
        Quantity::Exact(low_value)
    } else {
        Quantity::Range { low: low_value, high: high_value }
    }))
}

/// Full-width signs as a Chinese keyboard writes them, and typographic ones, in plain form.
fn normalise(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            '．' | '。' => '.',
            '，' => ',',
            '（' => '(',
            '）' => ')',
            '％' => '%',
            '＋' => '+',
            '－' | '−' => '-',
            '×' | '＊' | '✕' => '*',
            '÷' | '／' => '/',
            '～' | '〜' => '~',
            // An amount as it is written elsewhere.
            '¥' | '￥' | '$' | '€' | '£' | '₩' | '₹' | '元' => ' ',
            c if c.is_whitespace() => ' ',
            c => c.to_ascii_lowercase(),
        })
        .collect()
}

fn split_range(text: &str) -> Option<(&str, &str)> {
    if let Some(parts) = RANGE_WORDS.iter().find_map(|word| text.split_once(word)) {
        return Some(parts);
    }
    let (low, high) = text.split_once('-')?;
    let is_plain = |side: &str| {
        let side = side.trim();
        side.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            && side.chars().all(|c| c.is_ascii_digit() || ".,%k万 ".contains(c))
    };
    (is_plain(low) && is_plain(high)).then_some((low, high))
}

fn evaluate(text: &str) -> Result<f64, NumberFault> {
    let mut reader = Reader { rest: text };
    let value = reader.read_sum()?;
    match reader.peek() {
        None if value.is_finite() => Ok(value),
        None => Err(NumberFault::NotANumber),
        Some(')') => Err(NumberFault::Brackets),
        Some(_) => Err(NumberFault::NotANumber),
    }
}

/// Descends from sums to products to factors.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start_matches(' ');
        self.rest.chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let is_next = self.peek() == Some(wanted);
        if is_next {
            self.rest = &self.rest[wanted.len_utf8()..];
        }
        is_next
    }

    fn read_sum(&mut self) -> Result<f64, NumberFault> {
        let mut total = self.read_product()?;
        loop {
            if self.take('+') {
                total += self.read_product()?;
            } else if self.take('-') {
                total -= self.read_product()?;
            } else {
                return Ok(total);
            }
        }
    }

    fn read_product(&mut self) -> Result<f64, NumberFault> {
        let mut total = self.read_factor()?;
        loop {
            if self.take('*') {
                total *= self.read_factor()?;
            } else if self.take('/') {
                let divisor = self.read_factor()?;
                if divisor == 0.0 {
                    return Err(NumberFault::DivisionByZero);
                }
                total /= divisor;
            } else {
                return Ok(total);
            }
        }
    }

    fn read_factor(&mut self) -> Result<f64, NumberFault> {
        // A run of signs, flat so that a long one cannot exhaust the stack.
        let mut sign = 1.0;
        loop {
            if self.take('-') {
                sign = -sign;
            } else if !self.take('+') {
                break;
            }
        }
        let mut value = if self.take('(') {
            let inner = self.read_sum()?;
            if !self.take(')') {
                return Err(NumberFault::Brackets);
            }
            inner
        } else {
            self.read_literal()?
        };
        loop {
            if self.take('%') {
                value /= 100.0;
            } else if self.take('万') {
                value *= 10_000.0;
            } else if self.take('k') {
                value *= 1_000.0;
            } else {
                return Ok(sign * value);
            }
        }
    }

    fn read_literal(&mut self) -> Result<f64, NumberFault> {
        self.peek();
        let end = self
            .rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
            .unwrap_or(self.rest.len());
        let (literal, rest) = self.rest.split_at(end);
        self.rest = rest;
        if !has_proper_groups(literal) {
            return Err(NumberFault::NotANumber);
        }
        literal.replace(',', "").parse().map_err(|_| NumberFault::NotANumber)
    }
}

/// Commas group thousands and stand nowhere else: "1,200" but not "1,20".
fn has_proper_groups(literal: &str) -> bool {
    let whole = literal.split('.').next().unwrap_or_default();
    let has_comma_in_decimals =
        literal.split_once('.').is_some_and(|(_, decimals)| decimals.contains(','));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    let is_grouped = rest.peek().is_some();
    !has_comma_in_decimals
        && rest.all(|group| group.len() == 3)
        && (!is_grouped || (1..=3).contains(&first.len()))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{NumberFault, Quantity, parse_number, parse_quantity};

    #[track_caller]
    fn check(text: &str, value: f64) {
        let read = parse_number(text).unwrap().unwrap();
        assert!((read - value).abs() < 1e-9, "{text}: {read}");
    }

    #[track_caller]
    fn check_range(text: &str, low: f64, high: f64) {
        match parse_quantity(text) {
            Ok(Some(Quantity::Range { low: l, high: h })) => {
                assert!((l - low).abs() < 1e-9 && (h - high).abs() < 1e-9, "{text}: {l} to {h}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_field_of_percent_takes_the_sign_for_its_unit() {
        let read = |text: &str| parse_quantity(text).unwrap().unwrap().in_percent(text);
        assert_eq!(read("30"), Quantity::Exact(30.0));
        assert_eq!(read("30%"), Quantity::Exact(30.0));
        assert_eq!(read("３０％"), Quantity::Exact(30.0));
        assert_eq!(read("25-35 %"), Quantity::Range { low: 25.0, high: 35.0 });
        assert_eq!(read("25%-35%"), Quantity::Range { low: 25.0, high: 35.0 });
    }

    #[test]
    fn numbers_as_people_write_them() {
        check("1200", 1200.0);
        check(" 1,200.50 ", 1200.5);
        check("１，２００", 1200.0);
        check("15%", 0.15);
        check("1.2万", 12_000.0);
        check("￥6,500", 6_500.0);
        check("¥1.2万元", 12_000.0);
        check("3k", 3000.0);
        check(".5", 0.5);
        check("−9", -9.0);
    }

    #[test]
    fn arithmetic_with_the_usual_precedence() {
        check("3*40", 120.0);
        check("2+3×4", 14.0);
        check("(2+3)*4", 20.0);
        check("100/8-0.5", 12.0);
        check("10 - -2", 12.0);
        check("200*15%", 30.0);
        check("120*0.35", 42.0);
        check("1.2*80", 96.0);
    }

    #[test]
    fn ranges_where_they_are_asked_for() {
        check_range("25-35", 25.0, 35.0);
        check_range("25 - 35", 25.0, 35.0);
        check_range("25–35", 25.0, 35.0);
        check_range("40–60", 40.0, 60.0);
        check_range("120*0.35–1.2*80", 42.0, 96.0);
        check_range("25 至 35", 25.0, 35.0);
        check_range("25～35", 25.0, 35.0);
        check_range("25 to 35", 25.0, 35.0);
        check_range("25-35%", 0.25, 0.35);
        check_range("25%-35%", 0.25, 0.35);
        check_range("1,000-1.2k", 1000.0, 1200.0);
        check_range("2*5..3*5", 10.0, 15.0);
        assert_eq!(parse_quantity("30-30"), Ok(Some(Quantity::Exact(30.0))));
        assert_eq!(parse_quantity("(40-5)"), Ok(Some(Quantity::Exact(35.0))));
    }

    #[test]
    fn what_a_field_does_not_allow_is_said() {
        let read = |text: &str| Quantity::Exact(parse_number(text).unwrap().unwrap());
        let negative = NumberFault::TooSmall { value: -10.0, least: 0.0 };
        assert_eq!(read("5-15").within(Some(0.0), None), Err(negative));
        let many = NumberFault::TooLarge { value: 25.0, most: 19.0 };
        assert_eq!(read("25").within(Some(0.0), Some(19.0)), Err(many));
        assert_eq!(read("19").within(Some(0.0), Some(19.0)), Ok(Quantity::Exact(19.0)));
        assert_eq!(read("5-15").within(None, None), Ok(Quantity::Exact(-10.0)));
        let range = Quantity::Range { low: 15.0, high: 25.0 };
        assert_eq!(range.within(Some(0.0), Some(19.0)), Err(many));
    }

    #[test]
    fn nothing_typed_is_no_fault() {
        assert_eq!(parse_number("  "), Ok(None));
        assert_eq!(parse_quantity(""), Ok(None));
    }

    #[test]
    fn faults_say_what_is_wrong() {
        assert_eq!(parse_number("abc"), Err(NumberFault::NotANumber));
        assert_eq!(parse_number("1,20"), Err(NumberFault::NotANumber));
        assert_eq!(parse_number("1.2.3"), Err(NumberFault::NotANumber));
        assert_eq!(parse_number("3*"), Err(NumberFault::NotANumber));
        assert_eq!(parse_number("(1+2"), Err(NumberFault::Brackets));
        assert_eq!(parse_number("1+2)"), Err(NumberFault::Brackets));
        assert_eq!(parse_number("1/(2-2)"), Err(NumberFault::DivisionByZero));
        assert_eq!(parse_quantity("35-25"), Err(NumberFault::ReversedRange));
        assert_eq!(parse_quantity("25-"), Err(NumberFault::NotANumber));
    }
}
