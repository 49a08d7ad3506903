//! How a name is written down: in characters or pinyin, misheard, mistyped, in part, with a title.

use rand::{Rng, RngExt};

use super::chance::{chance, word};
use super::person::{Person, TrueName};
use super::vocabulary::GIVEN;

/// The name as somebody else wrote it down, and whether it is the whole name, if with a slip.
pub fn later_name(rng: &mut impl Rng, person: &Person) -> (String, bool) {
    let plain = plain_name(&person.name);
    let whole = |name: String| (name, true);
    let part = |name: String| (name, false);
    match (&person.name, rng.random_range(0..100)) {
        (TrueName::Chinese { .. }, 0..48) => whole(plain),
        (TrueName::Chinese { .. }, 48..63) => whole(pinyin(rng, &person.name)),
        (TrueName::Chinese { .. }, 63..71) => whole(format!("{plain}{}", title(person))),
        (TrueName::Chinese { family, .. }, 71..75) => {
            part(format!("{}{}", family.0, title(person)))
        }
        (TrueName::Chinese { family, .. }, 75..77) => part(format!("{}**", family.0)),
        (TrueName::Chinese { family, given }, 77..85) => {
            whole(format!("{}{}", family.0, misheard(rng, given)))
        }
        (TrueName::Chinese { family, given }, 85..88) => {
            // Another character altogether, or one too few.
            let kept: String = given.iter().skip(1).map(|g| g.0).collect();
            let wrong = word(rng, GIVEN).chars().next().unwrap_or('一');
            let start = if chance(rng, 50) { wrong.to_string() } else { String::new() };
            part(format!("{}{start}{kept}", family.0))
        }
        (TrueName::Chinese { .. }, 88..95) => {
            whole(format!("{} {plain}", pinyin(rng, &person.name)))
        }
        (TrueName::Latin { .. }, 0..35) => whole(plain),
        (TrueName::Latin { .. }, 35..50) => whole(plain.to_uppercase()),
        (TrueName::Latin { first, last }, 50..60) => whole(format!("{last}, {first}")),
        (TrueName::Latin { first, last }, 60..65) => whole(format!("{last} {first}")),
        (TrueName::Latin { first, last }, 65..77) => whole(match chance(rng, 50) {
            true => format!("{} {last}", slip_letter(rng, first)),
            false => format!("{first} {}", slip_letter(rng, last)),
        }),
        (TrueName::Latin { first, last }, 77..82) => {
            part(format!("{}. {last}", first.chars().next().unwrap_or('A')))
        }
        (TrueName::Latin { last, .. }, 82..86) => part(format!("{} {last}", title_en(person))),
        (TrueName::Latin { .. }, 86..95) => whole(format!("{} {plain}", title_en(person))),
        _ => part(String::new()),
    }
}

pub fn plain_name(name: &TrueName) -> String {
    match name {
        TrueName::Chinese { family, given } => {
            format!("{}{}", family.0, given.iter().map(|g| g.0).collect::<String>())
        }
        TrueName::Latin { first, last } => format!("{first} {last}"),
    }
}

pub fn pinyin(rng: &mut impl Rng, name: &TrueName) -> String {
    let TrueName::Chinese { family, given } = name else { return plain_name(name) };
    let capital = |text: &str| {
        let mut letters = text.chars();
        letters.next().map(|c| c.to_uppercase().chain(letters).collect::<String>())
    };
    let family = capital(&family.1).unwrap_or_default();
    let joined: String = given.iter().map(|g| g.1.as_str()).collect();
    let joined = capital(&joined).unwrap_or_default();
    let apart: Vec<String> = given.iter().filter_map(|g| capital(&g.1)).collect();
    match rng.random_range(0..5) {
        0 | 1 => format!("{family} {joined}"),
        2 => format!("{joined} {}", family.to_uppercase()),
        3 => format!("{family} {}", apart.join(" ")),
        _ => format!("{family}{joined}").to_lowercase(),
    }
}

/// What an input method offers for the same sound.
fn misheard(rng: &mut impl Rng, given: &[(char, String)]) -> String {
    let wrong = rng.random_range(0..given.len().max(1));
    given
        .iter()
        .enumerate()
        .map(|(at, (letter, sound))| {
            let twin = GIVEN.split_whitespace().find(|entry| {
                entry.trim_start_matches(|c: char| !c.is_ascii()) == sound
                    && !entry.starts_with(*letter)
            });
            twin.filter(|_| at == wrong).and_then(|twin| twin.chars().next()).unwrap_or(*letter)
        })
        .collect()
}

fn title(person: &Person) -> &'static str {
    if person.is_female { "女士" } else { "先生" }
}

fn title_en(person: &Person) -> &'static str {
    if person.is_female { "Mrs." } else { "Mr." }
}

fn slip_letter(rng: &mut impl Rng, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = rng.random_range(1..letters.len());
    match rng.random_range(0..4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters[at] = char::from(b'a' + rng.random_range(0..26_u8)),
    }
    letters.into_iter().collect()
}
