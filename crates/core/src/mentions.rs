//! Where names, addresses and telephone numbers stand in texts, written this way or that. A text is
//! gone through once, however many are looked for. Must not know whose they are, nor what becomes of
//! the places.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::domain::letters::half_width;
use crate::domain::text::is_spaced_sign;
use crate::matching::contact::{HomeCountry, normalise_phones};

/// Fewer digits stand in texts by chance.
const N_DIGITS_AT_LEAST: usize = 7;

/// Texts that are looked for together, as they are written, wherever they stand.
#[derive(Clone, Debug, Default)]
pub struct Needles<'a> {
    texts: HashSet<Cow<'a, str>>,
    /// How many bytes those have that begin with a letter, the most first.
    lengths: HashMap<char, Vec<usize>>,
}

impl<'a> Needles<'a> {
    pub fn add(&mut self, text: impl Into<Cow<'a, str>>) {
        let text = text.into();
        let Some(first) = text.chars().next() else { return };
        let lengths = self.lengths.entry(first).or_default();
        if let Err(at) = lengths.binary_search_by(|known| text.len().cmp(known)) {
            lengths.insert(at, text.len());
        }
        self.texts.insert(text);
    }

    /// At every letter the longest that begins there; places may overlap.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        self.find_where(text, |_| true)
    }

    fn find_where(&self, text: &str, fits: impl Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
        if self.texts.is_empty() {
            return Vec::new();
        }
        let found = text.char_indices().filter_map(|(at, letter)| {
            let mut lengths = self.lengths.get(&letter)?.iter();
            lengths.find_map(|n_bytes| {
                let place = at..at + n_bytes;
                let is_one = text.get(place.clone()).is_some_and(|one| self.texts.contains(one));
                (is_one && fits(&place)).then_some(place)
            })
        });
        found.collect()
    }

    /// The longest first, so that none is hidden in part by one that stands in it.
    fn all(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.texts.iter().map(|text| &**text).collect();
        all.sort_unstable_by_key(|text| (Reverse(text.len()), *text));
        all
    }
}

/// Texts that are looked for as whole words, in any case and any width of letters.
#[derive(Clone, Debug, Default)]
pub struct AnyCase<'a>(Needles<'a>);

impl<'a> AnyCase<'a> {
    pub fn add(&mut self, text: impl Into<Cow<'a, str>>) {
        let text = text.into();
        match text.chars().all(|letter| plain(letter) == letter) {
            true => self.0.add(text),
            false => self.0.add(text.chars().map(plain).collect::<String>()),
        }
    }

    pub fn holds(&self, text: &str) -> bool {
        let text: String = text.chars().map(plain).collect();
        self.0.texts.contains(text.as_str())
    }

    /// Places may overlap.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        if self.0.texts.is_empty() || text.is_empty() {
            return Vec::new();
        }
        // Beside each byte of the plain text, where its letter begins in the text as it was written.
        let (mut compared, mut places) = (String::with_capacity(text.len()), Vec::new());
        for (at, letter) in text.char_indices() {
            compared.push(plain(letter));
            places.resize(compared.len(), at);
        }
        places.push(text.len());
        let found = self.0.find_where(&compared, |place| is_whole_word(&compared, place));
        found.into_iter().map(|place| places[place.start]..places[place.end]).collect()
    }

    /// In small letters of usual width, the longest first.
    pub fn all(&self) -> Vec<&str> {
        self.0.all()
    }
}

/// Telephone numbers, with the sign of the country or without, grouped in whatever way.
#[derive(Clone, Debug, Default)]
pub struct Phones {
    /// Digits only.
    numbers: Needles<'static>,
    /// Where numbers without the sign of a country belong.
    home: Option<HomeCountry>,
}

impl Phones {
    pub fn of_home(home: Option<HomeCountry>) -> Self {
        Self { home, ..Self::default() }
    }

    /// Every number of a cell, as it is known in normal form, as it is dialled at home, without the sign
    /// of the country and, for numbers that stand alone, as they were written.
    pub fn add(&mut self, cell: &str) {
        let n_digits = cell.chars().filter(|sign| half_width(*sign).is_ascii_digit()).count();
        if n_digits < N_DIGITS_AT_LEAST {
            return;
        }
        // Most are in that form already.
        let is_at_home = self.home.is_none_or(|home| home == HomeCountry::CHINA);
        let has_sign = cell.starts_with("86") || cell.starts_with("00");
        if is_at_home && n_digits == cell.len() && !has_sign {
            self.numbers.add(cell.to_owned());
            return;
        }
        let mut numbers = normalise_phones(cell, self.home);
        let at_home: Vec<String> =
            numbers.iter().filter_map(|number| self.home?.national(number)).collect();
        if numbers.len() < 2 {
            numbers.push(cell.to_owned());
        }
        for number in numbers.iter().chain(&at_home).map(|number| digits_of(number)) {
            // Written with the country's number or without.
            let bare = number.trim_start_matches("00");
            let bare = bare.strip_prefix("86").filter(|rest| rest.len() >= 9).unwrap_or(bare);
            if bare.len() >= N_DIGITS_AT_LEAST {
                self.numbers.add(bare.to_owned());
            }
        }
    }

    /// Places may overlap. Numbers are grouped by all sorts of signs: `138-0013 8000`.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        if self.numbers.texts.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        // A run of digits with few signs between them.
        let (mut digits, mut places) = (String::new(), Vec::new());
        let mut n_signs = 0;
        for (at, written) in text.char_indices().chain([(text.len(), '\n')]) {
            let sign = half_width(written);
            if sign.is_ascii_digit() {
                digits.push(sign);
                places.push(at..at + written.len_utf8());
                n_signs = 0;
            } else if !digits.is_empty() && n_signs < 2 && is_grouping(sign) {
                n_signs += 1;
            } else if !digits.is_empty() {
                let in_run = self.numbers.find(&digits).into_iter();
                found.extend(in_run.map(|run| places[run.start].start..places[run.end - 1].end));
                digits.clear();
                places.clear();
                n_signs = 0;
            }
        }
        found
    }

    /// Digits only, the longest first.
    pub fn all(&self) -> Vec<&str> {
        self.numbers.all()
    }
}

/// Does no word go on beyond the place?
pub fn is_whole_word(text: &str, place: &Range<usize>) -> bool {
    let goes_on = |one: Option<char>, other: Option<char>| {
        one.is_some_and(is_spaced_sign) && other.is_some_and(is_spaced_sign)
    };
    let (before, found, after) = (&text[..place.start], &text[place.clone()], &text[place.end..]);
    !goes_on(before.chars().next_back(), found.chars().next())
        && !goes_on(found.chars().next_back(), after.chars().next())
}

/// As letters are compared: in half width, and small where one letter stays one.
fn plain(letter: char) -> char {
    let letter = half_width(letter);
    let mut small = letter.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) => small,
        _ => letter,
    }
}

fn digits_of(text: &str) -> String {
    text.chars().map(half_width).filter(char::is_ascii_digit).collect()
}

fn is_grouping(sign: char) -> bool {
    matches!(sign, ' ' | '-' | '.' | '(' | ')' | '+' | '/' | '\u{2010}'..='\u{2015}')
}

#[cfg(test)]
mod tests {
    use super::{AnyCase, HomeCountry, Needles, Phones};
    use std::ops::Range;

    #[track_caller]
    fn check(text: &str, found: Vec<Range<usize>>, expected: &[&str]) {
        let found: Vec<&str> = found.into_iter().map(|place| &text[place]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_longest_is_found_at_every_letter() {
        let mut needles = Needles::default();
        for text in ["王丽", "王丽丽", "丽华", "Ann", ""] {
            needles.add(text);
        }
        let text = "王丽丽华, Anna, 王";
        check(text, needles.find(text), &["王丽丽", "丽华", "Ann"]);
        check("", needles.find(""), &[]);
        check("x", Needles::default().find("x"), &[]);
    }

    #[test]
    fn case_and_width_make_no_difference_to_whole_words() {
        let mut words = AnyCase::default();
        for text in ["Ann.Lee@example.com", "wx_ann88", "ÉMILE"] {
            words.add(text);
        }
        let text = "写信 ANN.LEE@EXAMPLE.COM，或ＷＸ＿ａｎｎ８８。émile? émiles!";
        check(text, words.find(text), &["ANN.LEE@EXAMPLE.COM", "ＷＸ＿ａｎｎ８８", "émile"]);
        assert!(words.holds("Wx_Ann88") && !words.holds("wx_ann"));
        // Here one letter would become two.
        check("İ wx_ann88", words.find("İ wx_ann88"), &["wx_ann88"]);
    }

    #[test]
    fn a_number_is_found_however_it_is_grouped() {
        let mut phones = Phones::default();
        for cell in
            ["+86 138 0013 8000", "０１０－６２３４５６７８", "wx_42", "13900139000/13700137000"]
        {
            phones.add(cell);
        }
        let text = "13800138000, 138–0013–8000; １３８　００１３　８０００ (010) 6234-5678, 42";
        let expected =
            ["13800138000", "138–0013–8000", "１３８　００１３　８０００", "010) 6234-5678"];
        check(text, phones.find(text), &expected);
        check("13800138 and 001", phones.find("13800138 and 001"), &[]);
        let mut abroad = Phones::of_home(HomeCountry::of_currency("GBP"));
        abroad.add("+44 (0)20 7946 0958");
        let text = "020-7946-0958, +44 20 7946 0958";
        check(text, abroad.find(text), &["020-7946-0958", "44 20 7946 0958"]);
    }
}
