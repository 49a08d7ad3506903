//! What a text message must carry (signature in front, the way out at the end, as China's rules for
//! commercial messages ask), and how long it is as networks count.

use serde::{Deserialize, Serialize};

use crate::domain::contact_rules::ContactRules;
use crate::domain::text::Language;
use crate::words;

/// How long a text message is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSize {
    pub n_characters: u32,
    /// Messages it is sent and charged as.
    pub n_messages: u32,
}

/// The text with 【signature】 in front and the opt-out line at the end, unless they are there. The
/// usual line stands in where the rules have none. Nothing is made of an empty text.
pub fn complete(text: &str, rules: &ContactRules, language: Language) -> String {
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let mut complete = String::new();
    let signature = signature(rules);
    if !text.starts_with(&signature) {
        complete.push_str(&signature);
    }
    complete.push_str(text);
    let usual = words::plan::sms_opt_out();
    let opt_out = match rules.sms_opt_out.trim() {
        "" => usual.get(language),
        own => own,
    };
    if !text.ends_with(opt_out) {
        if opt_out.starts_with(|c: char| c.is_ascii()) {
            complete.push(' ');
        } else if !text.ends_with(['。', '！', '？', '；', '，', '～', '!', '?', '.']) {
            complete.push('，');
        }
        complete.push_str(opt_out);
    }
    complete
}

/// In its brackets; empty where there is none.
fn signature(rules: &ContactRules) -> String {
    match rules.sms_signature.trim().trim_matches(['【', '】', '[', ']']).trim() {
        "" => String::new(),
        name => format!("【{name}】"),
    }
}

/// 70 characters make one message, or 67 each where there are several; 160 and 153 where all are of
/// the Latin alphabet of GSM 03.38 (in which some count twice).
pub fn measure(text: &str) -> TextSize {
    let latin: Option<u32> = text.chars().map(septets).sum();
    let (n_units, alone, each) = match latin {
        Some(n_septets) => (n_septets, 160, 153),
        None => (text.encode_utf16().count() as u32, 70, 67),
    };
    let n_messages = if n_units <= alone { n_units.min(1) } else { n_units.div_ceil(each) };
    TextSize { n_characters: text.chars().count() as u32, n_messages }
}

/// `None`: not of that alphabet.
fn septets(letter: char) -> Option<u32> {
    match letter {
        '^' | '{' | '}' | '\\' | '[' | ']' | '~' | '|' | '€' => Some(2),
        '`' => None,
        '\n' | '\r' | ' '..='~' => Some(1),
        '£' | '¥' | 'è' | 'é' | 'ù' | 'ì' | 'ò' | 'Ç' | 'Ø' | 'ø' | 'Å' | 'å' | 'Æ' | 'æ' | 'ß'
        | 'É' | '¤' | '¡' | 'Ä' | 'Ö' | 'Ñ' | 'Ü' | '§' | '¿' | 'ä' | 'ö' | 'ñ' | 'ü' | 'à'
        | 'Δ' | 'Φ' | 'Γ' | 'Λ' | 'Ω' | 'Π' | 'Ψ' | 'Σ' | 'Θ' | 'Ξ' => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{complete, measure};
    use crate::domain::contact_rules::ContactRules;
    use crate::domain::text::Language;

    #[test]
    fn signature_and_way_out_stand_once() {
        let mut rules = ContactRules::default();
        let check = |rules: &ContactRules, text: &str, language, expected: &str| {
            assert_eq!(complete(text, rules, language), expected);
            assert_eq!(complete(expected, rules, language), expected, "again");
        };
        check(&rules, "周六有活动", Language::Zh, "周六有活动，拒收请回复R");
        check(&rules, "Come!", Language::En, "Come! Reply R to opt out");
        rules.sms_signature = "【草地宠物】".into();
        check(&rules, "周六有活动。", Language::Zh, "【草地宠物】周六有活动。拒收请回复R");
        rules.sms_signature = "Paws".into();
        rules.sms_opt_out = "回T退订".into();
        check(&rules, "来吧！", Language::Zh, "【Paws】来吧！回T退订");
        assert_eq!(complete("  ", &rules, Language::Zh), "");
    }

    #[test]
    fn length_is_counted_as_networks_do() {
        let n_messages = |text: String| measure(&text).n_messages;
        let lengths = [0, 1, 70, 71, 134, 135].map(|n| n_messages("宠".repeat(n)));
        assert_eq!(lengths, [0, 1, 1, 2, 2, 3]);
        let latin = [160, 161, 306, 307].map(|n| n_messages("a".repeat(n)));
        assert_eq!(latin, [1, 2, 2, 3]);
        assert_eq!(n_messages("[".repeat(81)), 2, "counts twice");
        assert_eq!(n_messages("😀".repeat(36)), 2, "two units each");
        assert_eq!(measure("宠a").n_characters, 2);
    }
}
