//! How Chinese characters sound in a name: family names have readings of their own (单 Shàn, 仇 Qiú),
//! some given names more than one.

use pinyin::ToPinyin;

use super::name::{Sound, push_folded};

const COMPOUND_FAMILY_NAMES: [&str; 30] = [
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "司空",
    "夏侯", "南宫", "长孙", "宇文", "端木", "独孤", "西门", "百里", "呼延", "轩辕", "申屠", "太史",
    "闻人", "澹台", "公冶", "万俟", "濮阳", "歐陽",
];

/// Read otherwise as a family name than elsewhere, the name's own reading first. Where people write
/// both, both stand.
const FAMILY_READINGS: [(char, &[&str]); 31] = [
    ('单', &["shan"]),
    ('單', &["shan"]),
    ('曾', &["zeng"]),
    ('仇', &["qiu"]),
    ('解', &["xie"]),
    ('任', &["ren"]),
    ('朴', &["piao", "park", "pu"]),
    ('查', &["zha"]),
    ('区', &["ou"]),
    ('區', &["ou"]),
    ('盖', &["ge", "gai"]),
    ('尉', &["wei", "yu"]),
    ('乐', &["yue", "le"]),
    ('樂', &["yue", "le"]),
    ('翟', &["zhai", "di"]),
    ('種', &["chong"]),
    ('种', &["chong"]),
    ('繁', &["po"]),
    ('黑', &["he", "hei"]),
    ('秘', &["bi", "mi"]),
    ('冼', &["xian"]),
    ('洗', &["xian"]),
    ('折', &["she"]),
    ('召', &["shao"]),
    ('员', &["yun"]),
    ('能', &["nai"]),
    ('缪', &["miao"]),
    ('繆', &["miao"]),
    ('覃', &["qin", "tan"]),
    ('葛', &["ge"]),
    ('隗', &["wei", "kui"]),
];

/// Given-name characters that parents read in more than one way.
const GIVEN_READINGS: [(char, &[&str]); 18] = [
    ('乐', &["le", "yue"]),
    ('樂', &["le", "yue"]),
    ('行', &["xing", "hang"]),
    ('长', &["chang", "zhang"]),
    ('長', &["chang", "zhang"]),
    ('重', &["chong", "zhong"]),
    ('朝', &["chao", "zhao"]),
    ('茜', &["qian", "xi"]),
    ('莘', &["xin", "shen"]),
    ('晟', &["sheng", "cheng"]),
    ('曾', &["zeng", "ceng"]),
    ('藏', &["cang", "zang"]),
    ('参', &["shen", "can"]),
    ('朴', &["pu", "piao"]),
    ('单', &["dan", "shan"]),
    ('省', &["sheng", "xing"]),
    ('调', &["diao", "tiao"]),
    ('传', &["chuan", "zhuan"]),
];

/// How many readings of one name are followed.
const MOST_SOUNDS: usize = 4;

/// How many characters the family name takes.
pub fn n_family(han: &[char]) -> usize {
    let is_compound = |name: &&str| han.len() >= 2 && name.chars().eq(han.iter().copied().take(2));
    if COMPOUND_FAMILY_NAMES.iter().any(is_compound) { 2 } else { han.len().min(1) }
}

/// Every way to read the name, the likeliest first; none if a character has no known reading.
pub fn sounds(han: &[char], n_family: usize) -> Vec<Sound> {
    let (family, given) = han.split_at(n_family);
    let compound: String = family.iter().collect();
    let families = match (compound.as_str(), family) {
        ("万俟", _) => vec!["moqi".to_owned()],
        ("尉迟", _) => vec!["yuchi".to_owned()],
        ("澹台", _) => vec!["tantai".to_owned()],
        (_, [single]) => joined(&[*single], &FAMILY_READINGS),
        _ => joined(family, &[]),
    };
    let givens = joined(given, &GIVEN_READINGS);
    let pairs = families.iter().flat_map(|family| {
        givens.iter().map(move |given| {
            let whole = [format!("{family}{given}"), format!("{given}{family}")];
            let loose = whole.each_ref().map(|whole| fold_sound(whole, true));
            Sound { family: family.clone(), given: given.clone(), whole, loose }
        })
    });
    pairs.take(MOST_SOUNDS).collect()
}

/// Do these letters spell the name from one of its characters on, by whole syllables or by their first
/// letters (王雨晴: wang, yuqing, wyq, wangyq)? Lower case, as a keyboard writes it.
pub fn is_spelled(name: &str, letters: &str) -> bool {
    let rest = name.char_indices().map(|(at, _)| (at, &name[at..]));
    rest.into_iter().any(|(at, rest)| begins_as(rest, letters, at == 0))
}

fn begins_as(name: &str, letters: &str, is_family: bool) -> bool {
    let Some(first) = letters.chars().next() else { return true };
    let mut characters = name.chars();
    let Some(character) = characters.next() else { return false };
    readings(character, is_family).any(|sound| {
        sound.starts_with(letters)
            || letters
                .strip_prefix(sound)
                .is_some_and(|letters| begins_as(characters.as_str(), letters, false))
            || sound.starts_with(first)
                && begins_as(characters.as_str(), &letters[first.len_utf8()..], false)
    })
}

fn readings(character: char, is_family: bool) -> impl Iterator<Item = &'static str> {
    let listed = |list: &'static [(char, &'static [&'static str])]| {
        let own = list.iter().find(|(own, _)| *own == character);
        own.into_iter().flat_map(|(_, sounds)| sounds.iter().copied())
    };
    let families: &'static [_] = if is_family { &FAMILY_READINGS } else { &[] };
    let usual = character.to_pinyin().map(|sound| sound.plain());
    listed(families).chain(listed(&GIVEN_READINGS)).chain(usual)
}

/// Letters as people write them on passports and keyboards (lyu, lv, lü), all as lu; without what
/// southern speakers do not tell apart if `loosely` (zh/z, ch/c, sh/s, ng/n).
pub fn fold_sound(letters: &str, loosely: bool) -> String {
    let mut folded = match letters.get(..3) {
        Some("lyu") => format!("lu{}", &letters[3..]),
        Some("nyu") => format!("nu{}", &letters[3..]),
        _ => match letters.get(..2) {
            Some("lv") => format!("lu{}", &letters[2..]),
            Some("nv") => format!("nu{}", &letters[2..]),
            _ => letters.to_owned(),
        },
    };
    if loosely {
        for (written, said) in [("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n")] {
            folded = folded.replace(written, said);
        }
    }
    folded
}

fn joined(han: &[char], special: &[(char, &[&str])]) -> Vec<String> {
    let mut all = vec![String::new()];
    for letter in han {
        let readings: Vec<String> = match special.iter().find(|row| row.0 == *letter) {
            Some((_, readings)) => readings.iter().map(|&reading| reading.to_owned()).collect(),
            None => plain(*letter).into_iter().collect(),
        };
        all = all
            .iter()
            .flat_map(|start| readings.iter().map(move |end| format!("{start}{end}")))
            .take(MOST_SOUNDS)
            .collect();
    }
    all
}

fn plain(letter: char) -> Option<String> {
    let reading = letter.to_pinyin()?.plain();
    let mut folded = String::with_capacity(reading.len());
    reading.chars().for_each(|letter| push_folded(&mut folded, letter));
    Some(fold_sound(&folded, false))
}

#[cfg(test)]
mod tests {
    use super::{fold_sound, n_family, sounds};

    #[track_caller]
    fn check(name: &str, expected: &[&str]) {
        let han: Vec<char> = name.chars().collect();
        let found = sounds(&han, n_family(&han));
        let found: Vec<String> =
            found.iter().map(|sound| format!("{} {}", sound.family, sound.given)).collect();
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn family_names_are_read_as_names() {
        check("单雄信", &["shan xiongxin"]);
        check("曾国庆", &["zeng guoqing"]);
        check("仇英", &["qiu ying"]);
        check("吕布", &["lu bu"]);
        check("解晓东", &["xie xiaodong"]);
        check("欧阳娜", &["ouyang na"]);
        check("尉迟恭", &["yuchi gong"]);
        check("王乐", &["wang le", "wang yue"]);
        check("劉伟", &["liu wei"]);
    }

    #[test]
    fn spellings_of_one_sound() {
        for text in ["lyuwei", "lvwei", "luwei"] {
            assert_eq!(fold_sound(text, false), "luwei");
        }
        assert_eq!(fold_sound("zhangsheng", true), fold_sound("zansen", true));
        assert_eq!(fold_sound("silva", false), "silva");
    }
}
