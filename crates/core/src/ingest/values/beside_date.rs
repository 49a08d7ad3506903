//! What people and programs write beside a day: the day of the week, and by which clock its time is told.
//! Knows nothing of the day itself, and believes that over the day of the week. Text comes in lower case.

/// Longer names before those that they begin with.
const WEEKDAYS: [&str; 17] = [
    "monday",
    "mon",
    "tuesday",
    "tues",
    "tue",
    "wednesday",
    "wed",
    "thursday",
    "thurs",
    "thur",
    "thu",
    "friday",
    "fri",
    "saturday",
    "sat",
    "sunday",
    "sun",
];
const CHINESE_WEEKS: [&str; 5] = ["星期", "礼拜", "禮拜", "周", "週"];
const CHINESE_DAYS: [char; 8] = ['一', '二', '三', '四', '五', '六', '日', '天'];

/// Clocks by name, in minutes ahead of UTC; `None` where several countries have one of the name (CST is also
/// China's): such a time stays as it is written.
const CLOCKS: [(&str, Option<i16>); 27] = [
    ("z", Some(0)),
    ("utc", Some(0)),
    ("gmt", Some(0)),
    ("wet", Some(0)),
    ("west", Some(60)),
    ("cet", Some(60)),
    ("cest", Some(120)),
    ("eet", Some(120)),
    ("eest", Some(180)),
    ("msk", Some(180)),
    ("hkt", Some(480)),
    ("sgt", Some(480)),
    ("北京时间", Some(480)),
    ("jst", Some(540)),
    ("kst", Some(540)),
    ("aest", Some(600)),
    ("aedt", Some(660)),
    ("edt", Some(-240)),
    ("mdt", Some(-360)),
    ("pdt", Some(-420)),
    ("cst", None),
    ("cdt", None),
    ("est", None),
    ("mst", None),
    ("pst", None),
    ("bst", None),
    ("ist", None),
];

fn is_gap(letter: char) -> bool {
    matches!(letter, ' ' | ',' | '.' | '(' | ')')
}

/// Without the day of the week at either end: `tue, 5 mar 2024`, `2024-03-05 (周二)`.
pub fn without_weekday(text: &str) -> &str {
    let text = match strip_weekday_before(text.trim_start_matches(is_gap)) {
        Some(rest) => rest.trim_start_matches(is_gap),
        None => text,
    };
    match strip_weekday_after(text.trim_end_matches(is_gap)) {
        Some(rest) => rest.trim_end_matches(is_gap),
        None => text,
    }
}

/// A word is whole: `sun` is no part of sunny.
fn strip_weekday_before(text: &str) -> Option<&str> {
    let english = WEEKDAYS.iter().find_map(|name| {
        let rest = text.strip_prefix(name)?;
        (!rest.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(rest)
    });
    english.or_else(|| {
        let rest = CHINESE_WEEKS.iter().find_map(|week| text.strip_prefix(week))?;
        rest.strip_prefix(CHINESE_DAYS)
    })
}

fn strip_weekday_after(text: &str) -> Option<&str> {
    let english = WEEKDAYS.iter().find_map(|name| {
        let rest = text.strip_suffix(name)?;
        (!rest.ends_with(|c: char| c.is_ascii_alphabetic())).then_some(rest)
    });
    english.or_else(|| {
        let rest = text.strip_suffix(CHINESE_DAYS)?;
        CHINESE_WEEKS.iter().find_map(|week| rest.strip_suffix(week))
    })
}

/// By which clock a time is told, in minutes ahead of UTC: `z`, `utc`, `cest`, `+08:00`, `-0400`, `+8`,
/// `gmt+0800 (china standard time)`. The outer `None` is something else than a clock, the inner one none
/// that could be, or one that may be several.
pub fn read_clock(text: &str) -> Option<Option<i16>> {
    let spelt_out = text.strip_suffix(')').and_then(|text| text.split_once('('));
    let text = match spelt_out {
        Some((clock, _)) if !clock.trim().is_empty() => clock.trim(),
        _ => text,
    };
    if text.is_empty() || text.ends_with('秒') {
        return Some(None);
    }
    if let Some((_, minutes)) = CLOCKS.iter().find(|(name, _)| *name == text) {
        return Some(*minutes);
    }
    let named = ["gmt", "utc"].iter().find_map(|name| text.strip_prefix(name));
    let text = named.map_or(text, str::trim_start);
    let (sign, digits) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(digits), _) => (1, digits),
        (_, Some(digits)) => (-1, digits),
        _ => return None,
    };
    if !digits.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return None;
    }
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        3 | 4 => digits.split_at(digits.len() - 2),
        _ => return Some(None),
    };
    let (hours, minutes): (i16, i16) = (hours.parse().ok()?, minutes.parse().ok()?);
    Some((hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes)))
}

#[cfg(test)]
mod tests {
    use super::{read_clock, without_weekday};

    #[test]
    fn the_day_of_the_week_goes_at_either_end() {
        for text in [
            "tue, 5 mar 2024",
            "tuesday 5 mar 2024",
            "5 mar 2024, tue",
            "5 mar 2024 (tue.)",
            "周二 5 mar 2024",
            "5 mar 2024 星期二",
            "5 mar 2024(周日)",
        ] {
            assert_eq!(without_weekday(text), "5 mar 2024", "{text}");
        }
        for text in ["sunny 5", "5 sunsat", "2024年3月5日", "周末", "一周"] {
            assert_eq!(without_weekday(text), text);
        }
        assert_eq!(without_weekday("星期二"), "");
    }

    #[test]
    fn clocks_by_name_and_by_distance() {
        for (text, expected) in [
            ("", Some(None)),
            ("z", Some(Some(0))),
            ("cest", Some(Some(120))),
            ("cst", Some(None)),
            ("utc+8", Some(Some(480))),
            ("gmt+0800 (china standard time)", Some(Some(480))),
            ("+0000 (utc)", Some(Some(0))),
            ("-04:30", Some(Some(-270))),
            ("(soon)", None),
            ("soon", None),
            ("gmt soon", None),
        ] {
            assert_eq!(read_clock(text), expected, "{text}");
        }
    }
}
