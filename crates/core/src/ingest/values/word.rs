//! Words with a fixed meaning in English and Chinese: yes and no, stage, spending power.

use super::cell::half_width;
use crate::domain::class::Class;
use crate::domain::customer::Stage;
use crate::export::class_name;

const YES: [&str; 14] =
    ["yes", "y", "true", "t", "1", "x", "✓", "√", "✔", "是", "有", "对", "已", "真"];
const NO: [&str; 12] = ["no", "n", "false", "f", "0", "✗", "×", "否", "无", "没有", "不", "未"];

const MEMBER: [&str; 4] = ["会员", "member", "vip", "卡"];
const NOT_MEMBER: [&str; 4] = ["非会员", "不是会员", "non-member", "not a member"];

const STAGES: [(&str, Stage); 35] = [
    ("潜在", Stage::Lead),
    ("潜客", Stage::Lead),
    ("潜在客户", Stage::Lead),
    ("线索", Stage::Lead),
    ("lead", Stage::Lead),
    ("prospect", Stage::Lead),
    ("意向", Stage::Interested),
    ("意向客户", Stage::Interested),
    ("有意向", Stage::Interested),
    ("interested", Stage::Interested),
    ("qualified", Stage::Interested),
    ("subscriber", Stage::Lead),
    ("marketing qualified lead", Stage::Interested),
    ("sales qualified lead", Stage::Interested),
    ("opportunity", Stage::Interested),
    ("evangelist", Stage::Bought),
    ("closed won", Stage::Bought),
    ("成交", Stage::Bought),
    ("已成交", Stage::Bought),
    ("成交客户", Stage::Bought),
    ("已购", Stage::Bought),
    ("已购买", Stage::Bought),
    ("bought", Stage::Bought),
    ("customer", Stage::Bought),
    ("won", Stage::Bought),
    ("售后", Stage::InService),
    ("服务中", Stage::InService),
    ("in service", Stage::InService),
    ("after-sale", Stage::InService),
    ("流失", Stage::Lapsed),
    ("已流失", Stage::Lapsed),
    ("流失客户", Stage::Lapsed),
    ("lapsed", Stage::Lapsed),
    ("churned", Stage::Lapsed),
    ("lost", Stage::Lapsed),
];

/// What an order's status says when it brought no money, whole or as a part of the status.
const CLOSED: &[&str] = &[
    "交易关闭",
    "交易失败",
    "已关闭",
    "订单关闭",
    "取消",
    "作废",
    "废单",
    "已撤销",
    "撤单",
    "冲红",
    "红冲",
    "待付款",
    "待支付",
    "等待买家付款",
    "未付款",
    "未支付",
    "支付失败",
    "已退款",
    "退款成功",
    "全额退款",
    "退款完成",
    "已退货",
    "退货成功",
    "退货完成",
    "已退单",
    "退单成功",
    "退单完成",
    "拒收",
    "cancel",
    "refunded",
    "voided",
    "unpaid",
    "awaiting payment",
    "pending payment",
    "payment failed",
    "failed",
    "expired",
    "abandoned",
    "returned",
];
/// The same where it is all that the status says: as parts of it these mean other things.
const CLOSED_WHOLE: &[&str] = &["closed", "pending", "void", "关闭", "撤销", "退单"];
/// What it says when some of the money stayed, or nothing happened.
const NOT_CLOSED: &[&str] = &[
    "部分",
    "未取消",
    "未作废",
    "未撤单",
    "未冲红",
    "未红冲",
    "partial",
    "not cancel",
    "not refunded",
    "not voided",
    "取消退款",
    "撤销退款",
    "退款关闭",
    "退款取消",
    "退款已取消",
    "退款已撤销",
    "售后取消",
    "售后已取消",
    "售后已撤销",
    "退货取消",
    "退货已取消",
    "退货已撤销",
];

/// Does an order's status say that it was closed, never paid, or paid back as a whole?
pub fn is_closed_order(text: &str) -> bool {
    let plain = plain(text).replace(['_', '-'], " ");
    let says = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    (says(CLOSED) || CLOSED_WHOLE.contains(&plain.as_str())) && !says(NOT_CLOSED)
}

/// Yes or no.
pub fn read_yes_no(text: &str) -> Option<bool> {
    let text = plain(text);
    match (YES.contains(&text.as_str()), NO.contains(&text.as_str())) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// Female or male, as a code, a letter or a word; `None` for everything else, which stays as written.
pub fn read_is_female(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "女" | "女性" | "女士" | "f" | "female" | "woman" | "w" => Some(true),
        "男" | "男性" | "先生" | "m" | "male" | "man" => Some(false),
        _ => None,
    }
}

/// Does it say that nobody knows, or nobody wanted to tell?
pub fn is_unknown(text: &str) -> bool {
    matches!(
        plain(text).as_str(),
        "未知"
            | "不详"
            | "不明"
            | "保密"
            | "未填"
            | "未填写"
            | "unknown"
            | "undisclosed"
            | "not stated"
            | "not given"
            | "prefer not to say"
            | "?"
    )
}

/// Is this a member? Also by the name of a card or level.
pub fn read_member(text: &str) -> Option<bool> {
    let plain = plain(text);
    if NOT_MEMBER.iter().any(|word| plain.contains(word)) {
        return Some(false);
    }
    read_yes_no(text).or_else(|| MEMBER.iter().any(|word| plain.contains(word)).then_some(true))
}

pub fn read_stage(text: &str) -> Option<Stage> {
    let plain = plain(text);
    STAGES.iter().find(|(word, _)| *word == plain).map(|(_, stage)| *stage)
}

/// A class by its key, or by what it is called in either language.
pub fn read_class(text: &str) -> Option<Class> {
    let plain = plain(text);
    Class::ALL.into_iter().find(|class| {
        let name = class_name(*class);
        plain == class.slug() || plain == name.en.to_lowercase() || plain == name.zh
    })
}

/// 0–100, or high, middle, low as 80, 50, 20.
pub fn read_spending_power(text: &str) -> Option<u8> {
    match plain(text).as_str() {
        "高" | "high" | "强" => Some(80),
        "中高" | "较高" | "较强" | "upper middle" => Some(65),
        "中" | "中等" | "一般" | "medium" | "middle" | "mid" | "average" => Some(50),
        "中低" | "较低" | "较弱" | "lower middle" => Some(35),
        "低" | "low" | "弱" => Some(20),
        digits => digits.parse().ok().filter(|power| *power <= 100),
    }
}

pub(super) fn plain(text: &str) -> String {
    text.chars().map(half_width).collect::<String>().trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{
        is_closed_order, read_class, read_member, read_spending_power, read_stage, read_yes_no,
    };
    use crate::domain::class::Class;
    use crate::domain::customer::Stage;

    #[test]
    fn yes_and_no_in_both_languages() {
        for (text, expected) in [
            ("Yes", Some(true)),
            ("是", Some(true)),
            ("１", Some(true)),
            ("✓", Some(true)),
            ("N", Some(false)),
            ("否", Some(false)),
            ("FALSE", Some(false)),
            ("perhaps", None),
            ("", None),
        ] {
            assert_eq!(read_yes_no(text), expected, "{text}");
        }
    }

    #[test]
    fn a_level_makes_a_member() {
        for (text, expected) in [
            ("金卡会员", Some(true)),
            ("VIP", Some(true)),
            ("非会员", Some(false)),
            ("Non-member", Some(false)),
            ("否", Some(false)),
            ("blue", None),
        ] {
            assert_eq!(read_member(text), expected, "{text}");
        }
    }

    #[test]
    fn an_order_is_closed_where_no_money_stayed() {
        for text in [
            "交易关闭",
            "已取消",
            "等待买家付款",
            "退款成功",
            "Cancelled",
            "REFUNDED",
            "wc-failed",
            "pending",
            "Pending_payment",
            "作废",
            "已作废",
            "已撤销",
            "退单",
            "退货成功",
            "已冲红",
            "VOID",
        ] {
            assert!(is_closed_order(text), "{text}");
        }
        for text in [
            "",
            "交易成功",
            "已完成",
            "待发货",
            "部分退款",
            "partially_refunded",
            "退款关闭",
            "paid",
            "processing",
            "Completed",
            "disclosed",
            "未作废",
            "退款已撤销",
            "售后已取消",
            "退单处理中",
            "部分退货成功",
        ] {
            assert!(!is_closed_order(text), "{text}");
        }
    }

    #[test]
    fn stages_classes_and_spending_power() {
        assert_eq!(read_stage("意向客户"), Some(Stage::Interested));
        assert_eq!(read_stage("Lapsed"), Some(Stage::Lapsed));
        assert_eq!(read_stage("green"), None);
        assert_eq!(read_class("Dragonfly"), Some(Class::Dragonfly));
        assert_eq!(read_class("蜜蜂"), Some(Class::Bee));
        assert_eq!(read_class("wasp"), None);
        assert_eq!(read_spending_power("高"), Some(80));
        assert_eq!(read_spending_power("72"), Some(72));
        assert_eq!(read_spending_power("101"), None);
    }
}
