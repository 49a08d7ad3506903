//! How two names stand to each other: one name, one name written otherwise, or two. Must not know
//! what follows from it.

use strsim::{jaro_winkler, osa_distance};

use super::name::{MASK, MOST_HAN_OF_A_PERSON, PersonName, Sound};
use super::slip::is_one_slip;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NameRelation {
    /// At least one is not known.
    Unknown,
    Same,
    /// The same characters or words in another order.
    Swapped,
    /// 王小明 and Wang Xiaoming, in either order.
    OtherScript,
    /// 王晓明 and 王小明: what an input method makes of one sound.
    SameSound,
    /// 0–1, how alike they are.
    Similar(f64),
    /// One is only a part of the other (王先生, Emma).
    Partial,
    /// The same family name, another given name: relatives, or an English given name.
    FamilyOnly,
    /// Nothing says whether they belong together (王雨晴 and Emma, Mrs Walsh and Björn Wlsh).
    Incomparable,
    Different,
}

/// From here on a likeness is a slip; below, it may be another given name or an initial.
const SLIP_FROM: f64 = 0.9;

impl NameRelation {
    /// Is one name the other, perhaps in another dress, with a slip or only in part?
    pub fn is_one_name(self) -> bool {
        match self {
            Self::Same | Self::Swapped | Self::OtherScript | Self::SameSound | Self::Partial => {
                true
            }
            Self::Similar(score) => score >= SLIP_FROM,
            Self::Unknown | Self::FamilyOnly | Self::Incomparable | Self::Different => false,
        }
    }
}

/// The relation of two names; symmetric.
pub fn relate(one: &PersonName, other: &PersonName) -> NameRelation {
    if one.is_empty() || other.is_empty() {
        return NameRelation::Unknown;
    }
    match (one.han.is_empty(), other.han.is_empty()) {
        (false, false) => relate_han(one, other),
        (true, true) => relate_words(one, other),
        (true, false) => relate_scripts(other, one),
        (false, true) => relate_scripts(one, other),
    }
}

/// May these be names of one person, one of them perhaps in another dress, only in part or partly hidden?
pub(crate) fn names_fit(one: &str, other: &str) -> bool {
    use NameRelation::{OtherScript, Partial, Same, Swapped, Unknown};
    let relation = relate(&PersonName::read(one), &PersonName::read(other));
    matches!(relation, Unknown | Same | Swapped | OtherScript | Partial)
}

/// Do these names speak against one person? An initial or another family name may be the same person's, and
/// is for somebody to look at.
pub(crate) fn names_contradict(one: &str, other: &str) -> bool {
    let relation = relate(&PersonName::read(one), &PersonName::read(other));
    relation != NameRelation::Unknown && !relation.is_one_name()
}

fn relate_han(one: &PersonName, other: &PersonName) -> NameRelation {
    let (a, b) = (&one.han, &other.han);
    let is_short = |name: &PersonName| name.han.len() <= name.n_family;
    if one.is_masked() || other.is_masked() {
        return if masks_agree(a, b) { NameRelation::Partial } else { NameRelation::Different };
    }
    if is_short(one) || is_short(other) {
        let agree = match (a.as_slice(), b.as_slice()) {
            // 小明 and 老王 come as one character, the one a given name, the other a family name.
            ([single], all) | (all, [single]) => all.contains(single),
            _ => a.iter().zip(b).all(|(a, b)| a == b),
        };
        return if agree { NameRelation::Partial } else { NameRelation::Different };
    }
    if a == b {
        return NameRelation::Same;
    }
    if a.len().max(b.len()) > MOST_HAN_OF_A_PERSON {
        return relate_long(a, b);
    }
    if sorted(a) == sorted(b) {
        return NameRelation::Swapped;
    }
    let sounds_agree = |agree: fn(&Sound, &Sound) -> bool| {
        one.sounds.iter().any(|a| other.sounds.iter().any(|b| agree(a, b)))
    };
    if sounds_agree(|a, b| a.family == b.family && a.given == b.given) {
        return NameRelation::SameSound;
    }
    if sounds_agree(|a, b| a.loose[0] == b.loose[0]) {
        return NameRelation::Similar(0.92);
    }
    let (family_a, given_a) = a.split_at(one.n_family);
    let (family_b, given_b) = b.split_at(other.n_family);
    let same_family = family_a == family_b;
    if same_family && given_a.len() >= 2 && given_a.len() == given_b.len() {
        let n_same = given_a.iter().zip(given_b).filter(|(a, b)| a == b).count();
        if n_same > 0 {
            return NameRelation::Similar(0.8);
        }
    }
    let dropped = |long: &[char], short: &[char]| {
        long.len() == short.len() + 1 && short.iter().all(|c| long.contains(c))
    };
    if same_family && (dropped(given_a, given_b) || dropped(given_b, given_a)) {
        return NameRelation::Similar(0.75);
    }
    // 小明 beside 王小明: the family name was left out.
    if given_a == b.as_slice() || given_b == a.as_slice() {
        return NameRelation::Partial;
    }
    if given_a == given_b && given_a.len() >= 2 {
        return NameRelation::Similar(0.75);
    }
    if same_family { NameRelation::FamilyOnly } else { NameRelation::Different }
}

/// Do the characters that are shown agree, the family name and, if shown in both, the last one?
fn masks_agree(a: &[char], b: &[char]) -> bool {
    let agree = |x: Option<&char>, y: Option<&char>| match (x, y) {
        (Some(x), Some(y)) => x == y || *x == MASK || *y == MASK,
        _ => false,
    };
    agree(a.first(), b.first()) && agree(a.last(), b.last())
}

/// Firms and nicknames.
fn relate_long(a: &[char], b: &[char]) -> NameRelation {
    let (a, b): (String, String) = (a.iter().collect(), b.iter().collect());
    let is_within = |long: &str, short: &str| short.chars().count() >= 4 && long.contains(short);
    let n = a.chars().count().max(b.chars().count());
    let score = 1.0 - osa_distance(&a, &b) as f64 / n as f64;
    if score >= 0.75 {
        NameRelation::Similar(score)
    } else if is_within(&a, &b) || is_within(&b, &a) {
        NameRelation::Similar(0.85)
    } else {
        NameRelation::Different
    }
}

fn relate_words(one: &PersonName, other: &PersonName) -> NameRelation {
    let (a, b) = (one.words.as_slice(), other.words.as_slice());
    if a == b {
        let is_half = a.len() == 1 && a[0].len() <= 7;
        return if is_half { NameRelation::Partial } else { NameRelation::Same };
    }
    let (joined_a, joined_b) = (one.joined.as_str(), other.joined.as_str());
    if joined_a == joined_b {
        return NameRelation::Same;
    }
    if joined_a.len() == joined_b.len() && (is_turned(a, joined_b) || is_turned(b, joined_a)) {
        return NameRelation::Swapped;
    }
    // By the words themselves where the lengths are equal, so that the order of asking is nothing.
    let (short, long) = if (a.len(), a) <= (b.len(), b) { (a, b) } else { (b, a) };
    if let [single] = short
        && long.len() > 1
    {
        if long.contains(single) {
            return NameRelation::Partial;
        }
        if long.iter().any(|word| is_typo(single, word)) {
            return NameRelation::Incomparable;
        }
    } else if let Some(score) = align(short, long) {
        return NameRelation::Similar(score);
    }
    if joined_a.len().min(joined_b.len()) >= 8 && is_typo(joined_a, joined_b) {
        return NameRelation::Similar(0.9);
    }
    let shares = |word: &String| word.len() >= 2 && b.contains(word);
    if a.iter().any(shares) { NameRelation::FamilyOnly } else { NameRelation::Different }
}

/// Are these words, in some turn or order, the letters of `joined`?
fn is_turned(words: &[String], joined: &str) -> bool {
    (1..words.len()).any(|at| {
        let (start, end) = words.split_at(at);
        let end = end.concat();
        joined.strip_prefix(end.as_str()).is_some_and(|rest| rest == start.concat())
    }) || {
        let mut sorted: Vec<&str> = words.iter().map(String::as_str).collect();
        sorted.reverse();
        sorted.concat() == joined
    }
}

/// Gives every word of the shorter name a word of the longer one: equal, one slip apart, or its first
/// letter. Mean likeness; `None` if a word has no partner or nothing but initials agrees.
fn align(short: &[String], long: &[String]) -> Option<f64> {
    let mut left: Vec<&String> = long.iter().collect();
    let mut total = 0.0;
    let mut has_initial = false;
    let mut has_whole = false;
    // Whole words first, so that no initial takes a word that another needs.
    let mut words: Vec<&String> = short.iter().collect();
    words.sort_by_key(|word| (!long.contains(word), word.len() == 1, word.as_str()));
    for word in words {
        let partners = left.iter().enumerate().map(|(at, other)| (at, likeness(word, other)));
        let (at, score) = partners.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        if score <= 0.0 {
            return None;
        }
        let is_initial = word.len() == 1 || left[at].len() == 1;
        has_initial |= is_initial;
        has_whole |= !is_initial;
        total += score;
        left.remove(at);
    }
    let mean = total / short.len() as f64;
    match (has_initial, has_whole) {
        (_, false) => None,
        // E. Fraser may be Ethan.
        (true, true) => Some(mean.min(0.85)),
        (false, true) => Some(if left.is_empty() { mean } else { mean.min(0.95) }),
    }
}

fn likeness(a: &str, b: &str) -> f64 {
    if a == b {
        1.0
    } else if a.len() == 1 || b.len() == 1 {
        if a.chars().next() == b.chars().next() { 0.85 } else { 0.0 }
    } else if is_typo(a, b) {
        jaro_winkler(a, b)
    } else {
        0.0
    }
}

/// One slip in four letters or more, two in nine or more: shorter, it is another name (Wei, Lei).
fn is_typo(a: &str, b: &str) -> bool {
    match a.len().min(b.len()) {
        0..4 => false,
        4..9 => is_one_slip(a, b),
        // Two slips leave a beginning or an end.
        _ => {
            let ends = (a.as_bytes().first(), a.as_bytes().last());
            let other_ends = (b.as_bytes().first(), b.as_bytes().last());
            a.len().abs_diff(b.len()) <= 3
                && (ends.0 == other_ends.0 || ends.1 == other_ends.1)
                && osa_distance(a, b) <= 2
        }
    }
}

/// A name in Chinese characters and one in words.
fn relate_scripts(chinese: &PersonName, latin: &PersonName) -> NameRelation {
    if !chinese.words.is_empty() {
        // "Wang Yuqing 王雨晴" is written in both.
        let within = relate_words(chinese, latin);
        if within != NameRelation::Different {
            return within;
        }
    }
    let relations = chinese.sounds.iter().map(|sound| relate_sound(sound, latin));
    relations.min_by_key(closeness).unwrap_or(NameRelation::Incomparable)
}

fn relate_sound(sound: &Sound, latin: &PersonName) -> NameRelation {
    let words = latin.pinyin.as_slice();
    let joined = latin.pinyin_joined.as_str();
    let (family, given) = (sound.family.as_str(), sound.given.as_str());
    let has = |part: &str| words.iter().any(|word| word == part);
    if given.is_empty() {
        return match words {
            _ if has(family) => NameRelation::Partial,
            [_] => NameRelation::Incomparable,
            _ => NameRelation::Different,
        };
    }
    if sound.whole.iter().any(|whole| whole == joined) {
        return NameRelation::OtherScript;
    }
    if words.len() > 2 && has(family) && (has(given) || joined.contains(given)) {
        // With an English name in between or in front.
        return NameRelation::OtherScript;
    }
    let is_initial = |word: &String| word.len() == 1 && given.starts_with(word.as_str());
    if has(family) && words.iter().any(is_initial) {
        return NameRelation::Similar(0.85);
    }
    if sound.loose.contains(&latin.pinyin_loose)
        || (joined.len() >= 8 && sound.whole.iter().any(|whole| is_one_slip(whole, joined)))
    {
        return NameRelation::Similar(0.9);
    }
    match words {
        [single] if single == family || single == given => NameRelation::Partial,
        [single] if !single.starts_with(family) => NameRelation::Incomparable,
        _ if has(family) => NameRelation::FamilyOnly,
        _ => NameRelation::Different,
    }
}

fn closeness(relation: &NameRelation) -> u8 {
    match relation {
        NameRelation::Same | NameRelation::OtherScript | NameRelation::Swapped => 0,
        NameRelation::SameSound => 1,
        NameRelation::Similar(_) => 2,
        NameRelation::Partial => 3,
        NameRelation::FamilyOnly => 4,
        NameRelation::Incomparable | NameRelation::Unknown => 5,
        NameRelation::Different => 6,
    }
}

fn sorted(letters: &[char]) -> Vec<char> {
    let mut letters = letters.to_vec();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::{NameRelation, relate};
    use crate::matching::name::PersonName;

    #[track_caller]
    fn check(one: &str, other: &str, expected: NameRelation) {
        let (a, b) = (PersonName::read(one), PersonName::read(other));
        assert_eq!(relate(&a, &b), expected, "{one} / {other}");
        assert_eq!(relate(&b, &a), expected, "{other} / {one}");
    }

    #[track_caller]
    fn check_similar(one: &str, other: &str, at_least: f64, below: f64) {
        let (a, b) = (PersonName::read(one), PersonName::read(other));
        let relation = relate(&a, &b);
        assert_eq!(relation, relate(&b, &a));
        let NameRelation::Similar(score) = relation else {
            panic!("{one} / {other}: {relation:?}")
        };
        assert!((at_least..below).contains(&score), "{one} / {other}: {score}");
    }

    #[test]
    fn one_name() {
        check("王小明", "王小明 先生", NameRelation::Same);
        check("Emma Fraser", "MRS. EMMA  FRASER", NameRelation::Same);
        check("Wang Xiao Ming", "wang xiaoming", NameRelation::Same);
        check("Zoë Łuk", "zoe luk", NameRelation::Same);
        check("Fraser, Emma", "Emma Fraser", NameRelation::Same);
        check("Fraser Emma", "Emma Fraser", NameRelation::Swapped);
        check("Xiaoming Wang", "Wang Xiao Ming", NameRelation::Swapped);
        check("小明王", "王小明", NameRelation::Swapped);
        check("王小明", "Wang Xiaoming", NameRelation::OtherScript);
        check("王小明", "Xiao-Ming WANG", NameRelation::OtherScript);
        check("单雄信", "Shan Xiongxin", NameRelation::OtherScript);
        check("吕伟", "Lyu Wei", NameRelation::OtherScript);
        check("王雨晴", "Emma Wang Yuqing", NameRelation::OtherScript);
        check("Wang Yuqing 王雨晴", "王雨晴", NameRelation::Same);
        check("Wang Yuqing 王雨晴", "wang yuqing", NameRelation::Same);
        check("王晓明", "王小明", NameRelation::SameSound);
        check("劉伟", "刘伟", NameRelation::SameSound);
    }

    #[test]
    fn nearly_one_name() {
        check_similar("张胜", "章森", 0.9, 1.0);
        check_similar("王小明", "王小红", 0.7, 0.9);
        check_similar("Emma Fraser", "Emma Frasser", 0.9, 1.0);
        check_similar("Emma Jane Fraser", "Emma Fraser", 0.9, 0.96);
        check_similar("E. Fraser", "Emma Fraser", 0.8, 0.9);
        check_similar("王小明", "Wang Xiaomin", 0.85, 0.95);
        check_similar("王小明", "Wang X. M.", 0.8, 0.9);
        check_similar("上海欢腾贸易有限公司", "上海欢腾商贸有限公司", 0.75, 1.0);
    }

    #[test]
    fn halves_fit_what_they_are_half_of() {
        check("王先生", "王小明", NameRelation::Partial);
        check("张**", "张三丰", NameRelation::Partial);
        check("张*丰", "张三丰", NameRelation::Partial);
        check("张*明", "张三丰", NameRelation::Different);
        check("Emma", "Emma Fraser", NameRelation::Partial);
        check("小明", "王小明", NameRelation::Partial);
        check("李女士", "王小明", NameRelation::Different);
        check("", "王小明", NameRelation::Unknown);
    }

    #[test]
    fn two_names() {
        check("王小明", "李丽", NameRelation::Different);
        check("Wang Wei", "李丽", NameRelation::Different);
        check("Emma Fraser", "单先生", NameRelation::Different);
        check("Emma Fraser", "Oliver Tan", NameRelation::Different);
        check("王伟", "王芳", NameRelation::FamilyOnly);
        check("Wang Wei", "Wang Lei", NameRelation::FamilyOnly);
        check("Emma Wang", "王雨晴", NameRelation::FamilyOnly);
        check("Emma", "王雨晴", NameRelation::Incomparable);
        check("Mrs. Walsh", "Björn Wlsh", NameRelation::Incomparable);
    }
}
