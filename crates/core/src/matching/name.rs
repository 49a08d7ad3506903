//! A person's name taken apart: Chinese characters with how they sound, words in other scripts, and
//! the sex that a title gives away. Must not know whose name it is nor what it is compared with.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::reading;
use crate::domain::letters::half_width;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Female,
    Male,
}

/// One way in which the Chinese characters of a name are read, in letters without tones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    pub family: String,
    pub given: String,
    /// Both together, the family name first and last.
    pub whole: [String; 2],
    /// `whole`, without what southern speakers do not tell apart.
    pub loose: [String; 2],
}

/// What is left of a name for comparing. Both parts may be there ("Wang Yuqing 王雨晴"), or neither.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// As written, the family name first; [`MASK`] stands for characters a shop system hides.
    pub han: Vec<char>,
    /// How many of `han` are the family name.
    pub n_family: usize,
    /// Of `han`, the likeliest first; empty where characters are hidden or too many for a person.
    pub sounds: Vec<Sound>,
    /// Lower case, without accents, in the order written.
    pub words: Vec<String>,
    /// `words` without space.
    pub joined: String,
    /// `words` as pinyin is compared (lyu as lu), each and joined, and joined loosely.
    pub pinyin: Vec<String>,
    pub pinyin_joined: String,
    pub pinyin_loose: String,
    /// From a title (先生, Mrs).
    pub sex: Option<Sex>,
}

/// Stands for a hidden character (张**).
pub const MASK: char = '*';

/// Longer ones are firms and nicknames.
pub const MOST_HAN_OF_A_PERSON: usize = 4;

const HAN_TITLES: [(&str, Option<Sex>); 32] = [
    ("先生", Some(Sex::Male)),
    ("女士", Some(Sex::Female)),
    ("小姐", Some(Sex::Female)),
    ("太太", Some(Sex::Female)),
    ("夫人", Some(Sex::Female)),
    ("阿姨", Some(Sex::Female)),
    ("大姐", Some(Sex::Female)),
    ("叔叔", Some(Sex::Male)),
    ("大哥", Some(Sex::Male)),
    ("老师", None),
    ("同学", None),
    ("医生", None),
    ("大夫", None),
    ("律师", None),
    ("教授", None),
    ("博士", None),
    ("师傅", None),
    ("老板", None),
    ("董事长", None),
    ("总经理", None),
    ("经理", None),
    ("总监", None),
    ("主任", None),
    ("主管", None),
    ("店长", None),
    ("会长", None),
    ("校长", None),
    ("院长", None),
    ("处长", None),
    ("科长", None),
    ("局长", None),
    ("老总", None),
];

/// Titles only behind a bare family name: elsewhere they may belong to the name.
const SHORT_HAN_TITLES: [(char, Option<Sex>); 7] = [
    ('总', None),
    ('董', None),
    ('工', None),
    ('哥', Some(Sex::Male)),
    ('姐', Some(Sex::Female)),
    ('叔', Some(Sex::Male)),
    ('姨', Some(Sex::Female)),
];

const WORD_TITLES: [(&str, Option<Sex>); 12] = [
    ("mr", Some(Sex::Male)),
    ("mrs", Some(Sex::Female)),
    ("ms", Some(Sex::Female)),
    ("miss", Some(Sex::Female)),
    ("madam", Some(Sex::Female)),
    ("mister", Some(Sex::Male)),
    ("dr", None),
    ("prof", None),
    ("sir", Some(Sex::Male)),
    ("herr", Some(Sex::Male)),
    ("frau", Some(Sex::Female)),
    ("professor", None),
];

impl PersonName {
    pub fn read(text: &str) -> Self {
        let mut name = Self::default();
        let mut word = String::new();
        let mut depth = 0_usize;
        let mut comma_at = None;
        for letter in text.chars().map(half_width) {
            match letter {
                // Remarks in brackets: 王小明（大宝妈妈）.
                '(' | '[' | '【' => depth += 1,
                ')' | ']' | '】' => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                MASK | '某' if !name.han.is_empty() => name.han.push(MASK),
                _ if is_han(letter) => name.han.push(letter),
                '\'' | '’' | '`' | '·' | '•' => {}
                _ if letter.is_alphabetic() || is_combining_mark(letter) => {
                    push_folded(&mut word, letter);
                    continue;
                }
                ',' => comma_at = Some(name.words.len() + usize::from(!word.is_empty())),
                _ => {}
            }
            if !matches!(letter, '\'' | '’' | '`' | '·' | '•') {
                name.end_word(&mut word);
            }
        }
        name.end_word(&mut word);
        // "Fraser, Emma": the family name is written first.
        if let Some(at) = comma_at.filter(|at| *at > 0 && *at < name.words.len()) {
            name.words.rotate_left(at);
        }
        name.joined = name.words.concat();
        name.pinyin = name.words.iter().map(|word| reading::fold_sound(word, false)).collect();
        name.pinyin_joined = name.pinyin.concat();
        name.pinyin_loose = reading::fold_sound(&name.pinyin_joined, true);
        name.drop_han_titles();
        name.n_family = reading::n_family(&name.han);
        if name.han.len() <= MOST_HAN_OF_A_PERSON && !name.is_masked() {
            name.sounds = reading::sounds(&name.han, name.n_family);
        }
        name
    }

    pub fn is_empty(&self) -> bool {
        self.han.is_empty() && self.words.is_empty()
    }

    pub fn is_masked(&self) -> bool {
        self.han.contains(&MASK)
    }

    /// Is there a family name only (王先生), or less than a person goes by?
    pub fn is_partial(&self) -> bool {
        let han_is_partial = self.han.len() <= self.n_family || self.is_masked();
        match (self.han.is_empty(), self.words.len()) {
            (true, n) => n == 1 && self.words[0].len() <= 7,
            (false, n) => han_is_partial && n <= 1,
        }
    }

    fn end_word(&mut self, word: &mut String) {
        if word.is_empty() {
            return;
        }
        let word = std::mem::take(word);
        match WORD_TITLES.iter().find(|(title, _)| *title == word) {
            Some((_, sex)) => self.sex = self.sex.or(*sex),
            None => self.words.push(word),
        }
    }

    fn drop_han_titles(&mut self) {
        loop {
            let ends = |title: &str| {
                let n = title.chars().count();
                self.han.len() >= n
                    && self.han[self.han.len() - n..].iter().copied().eq(title.chars())
            };
            let Some((title, sex)) = HAN_TITLES.iter().find(|(title, _)| ends(title)) else {
                break;
            };
            self.sex = self.sex.or(*sex);
            self.han.truncate(self.han.len() - title.chars().count());
        }
        let n_family = reading::n_family(&self.han);
        if let Some(last) = self.han.get(n_family).filter(|_| self.han.len() == n_family + 1)
            && let Some((_, sex)) = SHORT_HAN_TITLES.iter().find(|(title, _)| title == last)
        {
            self.sex = self.sex.or(*sex);
            self.han.pop();
        }
        // 小王, 老李: 小 is no family name, 老 and 阿 hardly ever.
        if let ['小' | '老' | '阿', family] = self.han.as_slice() {
            self.han = vec![*family];
        }
    }
}

pub fn is_han(letter: char) -> bool {
    matches!(letter, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' | '〇')
}

/// Lower case without accents; the few letters that Unicode does not take apart, by hand.
pub fn push_folded(word: &mut String, letter: char) {
    for letter in std::iter::once(letter).nfkd().filter(|c| !is_combining_mark(*c)) {
        for letter in letter.to_lowercase() {
            match letter {
                'ß' => word.push_str("ss"),
                'æ' => word.push_str("ae"),
                'œ' => word.push_str("oe"),
                'ø' => word.push('o'),
                'ł' => word.push('l'),
                'đ' | 'ð' => word.push('d'),
                'ı' => word.push('i'),
                _ if is_combining_mark(letter) => {}
                _ => word.push(letter),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PersonName, Sex};

    #[track_caller]
    fn check(text: &str, han: &str, words: &str, sex: Option<Sex>) {
        let name = PersonName::read(text);
        assert_eq!(name.han.iter().collect::<String>(), han, "{text}");
        assert_eq!(name.words.join(" "), words, "{text}");
        assert_eq!(name.sex, sex, "{text}");
    }

    #[test]
    fn titles_remarks_and_dress_go() {
        check("王小明先生", "王小明", "", Some(Sex::Male));
        check("欧阳女士", "欧阳", "", Some(Sex::Female));
        check("王总", "王", "", None);
        check("李建工", "李建工", "", None);
        check("老李", "李", "", None);
        check("王小明（大宝妈妈）", "王小明", "", None);
        check("张某某", "张**", "", None);
        check("张**", "张**", "", None);
        check("Dr. Zoë Łuk-Sørensen", "", "zoe luk sorensen", None);
        check("FRASER, Emma", "", "emma fraser", None);
        check("Mrs O’Neill", "", "oneill", Some(Sex::Female));
        check("Ｗａｎｇ　Yuqing 王雨晴", "王雨晴", "wang yuqing", None);
        check("Zoe\u{308} Meyer", "", "zoe meyer", None);
    }

    #[test]
    fn half_names_are_known_as_such() {
        for text in ["王先生", "欧阳女士", "张**", "小王", "Emma"] {
            assert!(PersonName::read(text).is_partial(), "{text}");
        }
        for text in ["王伟", "欧阳娜", "Emma Fraser", "wangxiaoming", "Wang Wei 王"] {
            assert!(!PersonName::read(text).is_partial(), "{text}");
        }
    }
}
