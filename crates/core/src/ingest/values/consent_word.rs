//! Words of permission and refusal in English and Chinese. Must not know which person they are of.

use super::cell;
use super::word::{is_unknown, plain, read_yes_no};
use crate::domain::consent::Permission;

/// In permissions and opt-outs a hyphen or an underscore is a space: `opt-in`, `NOT_SUBSCRIBED`.
const GRANTED: [&str; 26] = [
    "同意",
    "已同意",
    "授权",
    "已授权",
    "允许",
    "可以",
    "可",
    "愿意",
    "接受",
    "接收",
    "可联系",
    "已订阅",
    "订阅",
    "订阅中",
    "granted",
    "subscribed",
    "opt in",
    "optin",
    "opted in",
    "optedin",
    "agreed",
    "agree",
    "accepted",
    "consented",
    "allowed",
    "ok",
];
/// A refusal wherever it stands: under what is permitted, and under what is refused.
const REFUSED: [&str; 75] = [
    "不同意",
    "不授权",
    "拒绝",
    "已拒绝",
    "拒收",
    "已拒收",
    "拒接",
    "未授权",
    "未同意",
    "不允许",
    "不可以",
    "不可",
    "不愿意",
    "不接受",
    "不接收",
    "不再接收",
    "不要",
    "不订阅",
    "退订",
    "已退订",
    "退",
    "td",
    "未订阅",
    "取消订阅",
    "已取消订阅",
    "取消授权",
    "已取消授权",
    "撤回",
    "已撤回",
    "撤销",
    "已撤销",
    "撤回同意",
    "勿扰",
    "请勿打扰",
    "免打扰",
    "勿打扰",
    "勿联系",
    "请勿联系",
    "不再联系",
    "不要联系",
    "勿发",
    "勿打",
    "拉黑",
    "已拉黑",
    "黑名单",
    "refused",
    "refuses",
    "declined",
    "rejected",
    "unsubscribed",
    "unsubscribe",
    "not subscribed",
    "never subscribed",
    "opt out",
    "optout",
    "opted out",
    "optedout",
    "denied",
    "disallowed",
    "blocked",
    "stop",
    "stopped",
    "dnc",
    "dnd",
    "do not contact",
    "do not call",
    "do not mail",
    "do not email",
    "do not text",
    "do not disturb",
    "don't contact",
    "don't call",
    "no consent",
    "revoked",
    "withdrawn",
];
/// Refusals under what is permitted only: under what is refused they say that the refusal ended, or
/// never was.
const ENDED: [&str; 5] = ["取消", "已取消", "cancelled", "canceled", "never"];
/// No refusal, which is not yet a permission.
const NOT_REFUSED: [&str; 12] = [
    "未退订",
    "没有退订",
    "不退订",
    "未拒收",
    "不拒收",
    "未拒绝",
    "不拒绝",
    "not opted out",
    "not unsubscribed",
    "not refused",
    "not blocked",
    "still subscribed",
];
/// Under what is refused, what says that nothing is.
const STAYS: [&str; 16] = [
    "正常",
    "接收",
    "可接收",
    "可联系",
    "订阅",
    "已订阅",
    "订阅中",
    "active",
    "normal",
    "subscribed",
    "opt in",
    "opted in",
    "optin",
    "optedin",
    "none",
    "keep",
];
const NOT_ASKED: [&str; 8] =
    ["未询问", "未回复", "待确认", "待定", "not asked", "not set", "pending", "no answer"];

/// May the channel be used? `Unknown` is an answer too; `None` is a word we do not know.
pub fn read_permission(text: &str) -> Option<Permission> {
    let plain = spaced(text);
    let word = plain.as_str();
    if REFUSED.contains(&word) || ENDED.contains(&word) {
        Some(Permission::Refused)
    } else if GRANTED.contains(&word) {
        Some(Permission::Granted)
    } else if NOT_REFUSED.contains(&word) || says_nothing(text) {
        Some(Permission::Unknown)
    } else {
        yes_is(Permission::Granted, text)
    }
}

/// What a column of opt-outs says: `Refused` if nothing is wanted, `Granted` if that is denied. Words
/// that may permit the opt-out as well as what it ends (同意, ok) are not read.
pub fn read_opt_out(text: &str) -> Option<Permission> {
    let plain = spaced(text);
    let word = plain.as_str();
    if REFUSED.contains(&word) {
        Some(Permission::Refused)
    } else if NOT_REFUSED.contains(&word) || STAYS.contains(&word) {
        Some(Permission::Granted)
    } else if says_nothing(text) {
        Some(Permission::Unknown)
    } else {
        yes_is(Permission::Refused, text)
    }
}

fn yes_is(yes: Permission, text: &str) -> Option<Permission> {
    let no = match yes {
        Permission::Granted => Permission::Refused,
        _ => Permission::Granted,
    };
    read_yes_no(text).map(|is_yes| if is_yes { yes } else { no })
}

/// Nobody knows, nobody asked; also the day that databases write for none.
fn says_nothing(text: &str) -> bool {
    let is_day_of_zeros =
        text.starts_with("0000") && !text.contains(|c: char| ('1'..='9').contains(&c));
    cell::is_nothing(text)
        || is_unknown(text)
        || is_day_of_zeros
        || NOT_ASKED.contains(&spaced(text).as_str())
}

/// Does an export say so of a channel because nothing at all is wanted?
pub fn is_opted_out(text: &str) -> bool {
    matches!(plain(text).as_str(), "opted out" | "已退订")
}

fn spaced(text: &str) -> String {
    plain(text).replace(['_', '-'], " ")
}

#[cfg(test)]
mod tests {
    use super::{ENDED, GRANTED, NOT_REFUSED, REFUSED, STAYS, read_opt_out, read_permission};
    use crate::domain::consent::Permission;

    #[test]
    fn no_permission_without_a_clear_yes() {
        for (text, expected) in [
            ("同意", Some(Permission::Granted)),
            ("不同意", Some(Permission::Refused)),
            ("退订", Some(Permission::Refused)),
            ("opted out", Some(Permission::Refused)),
            ("Y", Some(Permission::Granted)),
            ("未授权", Some(Permission::Refused)),
            ("未知", Some(Permission::Unknown)),
            ("取消", Some(Permission::Refused)),
            ("未退订", Some(Permission::Unknown)),
            ("NOT_SUBSCRIBED", Some(Permission::Refused)),
            ("opt-in", Some(Permission::Granted)),
            ("N/A", Some(Permission::Unknown)),
            ("some day", None),
        ] {
            assert_eq!(read_permission(text), expected, "{text}");
        }
    }

    #[test]
    fn every_word_of_refusal_is_an_opt_out() {
        for text in REFUSED {
            assert_eq!(read_permission(text), Some(Permission::Refused), "{text}");
            assert_eq!(read_opt_out(text), Some(Permission::Refused), "{text}");
        }
        for (text, expected) in [
            ("是", Some(Permission::Refused)),
            ("1", Some(Permission::Refused)),
            ("Opted-out", Some(Permission::Refused)),
            ("DNC", Some(Permission::Refused)),
            ("否", Some(Permission::Granted)),
            ("未退订", Some(Permission::Granted)),
            ("Subscribed", Some(Permission::Granted)),
            ("未知", Some(Permission::Unknown)),
            ("0000-00-00 00:00:00", Some(Permission::Unknown)),
            ("同意", None),
            ("取消", None),
            ("2026-03-01", None),
            ("ask again", None),
        ] {
            assert_eq!(read_opt_out(text), expected, "{text}");
        }
    }

    #[test]
    fn no_word_both_refuses_and_permits() {
        let refusals = REFUSED.iter().chain(&ENDED);
        for word in refusals.clone() {
            assert!(!GRANTED.contains(word) && !STAYS.contains(word), "{word}");
            assert!(!NOT_REFUSED.contains(word), "{word}");
        }
        for word in refusals.chain(&GRANTED).chain(&NOT_REFUSED).chain(&STAYS) {
            assert!(!word.contains(['-', '_']), "{word} is never found");
        }
    }
}
