//! What a number format makes of a number: as much as is needed to write the number as it was typed.

/// The kinds of number formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberFormat {
    /// A plain number, or money.
    #[default]
    Plain,
    /// A day, with the time where there is one.
    Date,
    /// A time of day.
    Time,
    /// Hours that may be more than a day's.
    Hours,
    Percent,
    /// Zeros in front, up to so many digits: 00123.
    Padded(u8),
}

impl NumberFormat {
    /// The format behind a number below 164, which files leave out.
    pub fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Date,
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Self::Time,
            46 => Self::Hours,
            _ => Self::Plain,
        }
    }

    /// The format that a code such as `yyyy"年"m"月"d"日"` describes.
    pub fn of_code(code: &str) -> Self {
        let (letters, is_elapsed) = strip(code);
        // Under another name in Chinese programs: G/通用格式. The g of a date is of an era.
        if letters.starts_with("general") || letters.starts_with("g/") {
            return Self::Plain;
        }
        let has = |wanted: &[char]| letters.contains(wanted);
        let is_scientific = letters.contains("e+") || letters.contains("e-");
        let is_time = has(&['h', 's']) || letters.contains("am/pm") || letters.contains('上');
        if is_elapsed {
            Self::Hours
        } else if has(&['y', 'd', 'g']) || (has(&['m']) && !is_time) {
            Self::Date
        } else if is_time {
            Self::Time
        } else if has(&['e']) && !is_scientific {
            Self::Date
        } else if letters.contains('%') {
            Self::Percent
        } else if letters.len() > 1 && letters.bytes().all(|byte| byte == b'0') {
            Self::Padded(u8::try_from(letters.len()).unwrap_or(u8::MAX))
        } else {
            Self::Plain
        }
    }
}

/// The first section without what is shown as it stands, colours, currencies and conditions; and
/// whether it counts hours, minutes or seconds beyond a day.
fn strip(code: &str) -> (String, bool) {
    let mut letters = String::new();
    let mut is_elapsed = false;
    let mut rest = code.chars();
    while let Some(letter) = rest.next() {
        match letter {
            ';' => break,
            '"' => while rest.next().is_some_and(|inner| inner != '"') {},
            '\\' | '_' | '*' => {
                rest.next();
            }
            '[' => {
                let inner: String = rest.by_ref().take_while(|inner| *inner != ']').collect();
                let inner = inner.to_ascii_lowercase();
                let is_unit = |unit: char| !inner.is_empty() && inner.chars().all(|c| c == unit);
                is_elapsed |= ['h', 'm', 's'].into_iter().any(is_unit);
            }
            letter => letters.extend(letter.to_lowercase()),
        }
    }
    (letters.trim().to_owned(), is_elapsed)
}

#[cfg(test)]
mod tests {
    use super::NumberFormat::{self, Date, Hours, Padded, Percent, Plain, Time};

    #[track_caller]
    fn check(code: &str, expected: NumberFormat) {
        assert_eq!(NumberFormat::of_code(code), expected, "{code}");
    }

    #[test]
    fn codes_are_told_apart() {
        check("General", Plain);
        check("general;@", Plain);
        check("[DBNum2][$-804]General", Plain);
        check("[Red]General", Plain);
        check("G/通用格式", Plain);
        check("[$-804]G/通用格式;[Red]-G/通用格式", Plain);
        check("G/通用格式\"元\"", Plain);
        check("ge.m.d", Date);
        check("0.00", Plain);
        check("#,##0.00_);[Red]\\(#,##0.00\\)", Plain);
        check("[$¥-804]#,##0.00", Plain);
        check("0.00E+00", Plain);
        check("0\"d\"", Plain);
        check("@", Plain);
        check("yyyy-mm-dd", Date);
        check("yyyy\"年\"m\"月\"d\"日\"", Date);
        check("[$-804]yyyy/m/d h:mm;@", Date);
        check("mmm-yy", Date);
        check("m/d", Date);
        check("e\"年\"", Date);
        check("h:mm:ss", Time);
        check("上午/下午h\"时\"mm\"分\"", Time);
        check("mm:ss", Time);
        check("[h]:mm", Hours);
        check("0.0%", Percent);
        check("00000", Padded(5));
        check("0", Plain);
        assert_eq!(NumberFormat::built_in(14), Date);
        assert_eq!(NumberFormat::built_in(4), Plain);
    }
}
