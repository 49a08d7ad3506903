//! Every sentence of a class, in both languages.

use super::tell;
use crate::platform::locale::Formatter;
use meadow_core::domain::class::Class;
use meadow_core::domain::customer::ClassOverride;
use meadow_core::domain::money::Money;
use meadow_core::domain::text::Language;
use meadow_core::segments::points::BUYER_MEASURES;
use meadow_core::views::table::{Cell, Measure, Placed};
use meadow_core::views::why_class::{Level, Rhythm, Telling, WhyClass};
use wasm_bindgen_test::wasm_bindgen_test as test;

const BORDERLINE: [&str; 2] =
    [" Borderline: a small change would move the class.", "处于临界：稍有变化，类别就会改变。"];

fn placed(borderline: bool) -> Option<Placed> {
    Some(Placed { class: Class::Bee, expected: false, borderline, by_hand: false })
}

fn telling(measure: Measure, is_high: bool, found: f64, share: f64) -> Telling {
    Telling { measure, is_high, found: Some(Cell::Number(found)), share }
}

/// In English and in Chinese; a percent sign is told from its number by any space.
fn both(why: &WhyClass, placed: Option<Placed>, rhythm: Option<Rhythm>) -> [String; 2] {
    [Language::En, Language::Zh].map(|language| {
        let said = tell(&Formatter::of_language(language), None, why, placed, rhythm);
        said.replace('\u{a0}', " ")
    })
}

#[test]
fn every_measure_speaks_for_and_against_in_both_languages() {
    use Measure::{
        Engagement, Margin, Membership, Recency, ReferredOrders, Regularity, RepeatPurchases, Spend,
    };
    let clauses = [
        (Spend, true, 900.0, 0.8, "Spends more than 80 % of buyers.", "消费比 80% 的买家多。"),
        (Spend, false, 9.0, 0.4, "Spends less than 40 % of buyers.", "消费比 40% 的买家少。"),
        (
            Margin,
            true,
            0.3,
            0.7,
            "Leaves more margin than 70 % of buyers.",
            "毛利率比 70% 的买家高。",
        ),
        (
            Margin,
            false,
            0.1,
            0.7,
            "Leaves less margin than 70 % of buyers.",
            "毛利率比 70% 的买家低。",
        ),
        // All have the same.
        (Margin, true, 0.25, 0.0, "Leaves a margin of 25 %.", "毛利率为 25%。"),
        (
            ReferredOrders,
            false,
            0.0,
            0.0,
            "Has nobody on record who came by their word.",
            "没有转介绍记录。",
        ),
        (
            ReferredOrders,
            true,
            1.0,
            0.9,
            "Has brought 1 order by recommendation.",
            "带来过 1 笔转介绍订单。",
        ),
        (
            ReferredOrders,
            false,
            2.0,
            0.1,
            "Has brought only 2 orders by recommendation.",
            "只带来过 2 笔转介绍订单。",
        ),
        (RepeatPurchases, false, 0.0, 0.5, "Has bought only once.", "只买过一次。"),
        (RepeatPurchases, true, 1.0, 0.5, "Has come back once.", "复购过 1 次。"),
        (RepeatPurchases, false, 1.0, 0.5, "Has come back only once.", "只复购过 1 次。"),
        (RepeatPurchases, true, 4.0, 0.5, "Has come back 4 times.", "复购过 4 次。"),
        (RepeatPurchases, false, 2.0, 0.5, "Has come back only 2 times.", "只复购过 2 次。"),
        (Regularity, true, 0.2, 0.5, "Buys steadily.", "购买很有规律。"),
        (Regularity, false, 2.0, 0.5, "Buys at uneven intervals.", "购买时间不规律。"),
        (Recency, true, 0.0, 0.9, "Bought on the last day on record.", "数据最后一天还买过。"),
        (Recency, true, 1.0, 0.9, "Bought 1 day ago.", "最近一次购买在 1 天前。"),
        (Recency, false, 120.0, 0.9, "Has not bought for 120 days.", "已有 120 天没有购买。"),
        (
            Engagement,
            false,
            0.0,
            0.9,
            "Has not been in touch in the last 12 months.",
            "近 12 个月没有互动。",
        ),
        (
            Engagement,
            true,
            5.0,
            0.9,
            "Was in touch on 5 days in the last 12 months.",
            "近 12 个月有 5 天与我们互动。",
        ),
        (
            Engagement,
            false,
            1.0,
            0.9,
            "Was in touch on only 1 day in the last 12 months.",
            "近 12 个月只有 1 天与我们互动。",
        ),
        (Membership, true, 1.0, 0.6, "Is a member.", "是会员。"),
        (Membership, false, 0.0, 0.6, "Is no member.", "不是会员。"),
    ];
    for (measure, is_high, found, share, en, zh) in clauses {
        let why = WhyClass::Buyer(vec![telling(measure, is_high, found, share)]);
        assert_eq!(both(&why, placed(false), None), [en, zh]);
        let [of_en, of_zh] = BORDERLINE;
        let borderline = both(&why, placed(true), None);
        assert_eq!(borderline, [format!("{en}{of_en}"), format!("{zh}{of_zh}")]);
    }
    for measure in BUYER_MEASURES {
        for is_high in [true, false] {
            let is_it =
                |one: &(Measure, bool, f64, f64, &str, &str)| (one.0, one.1) == (measure, is_high);
            assert!(clauses.iter().any(is_it), "nothing is said of {measure:?}, {is_high}");
        }
    }
}

#[test]
fn a_rhythm_and_a_sum_stand_for_themselves() {
    let steady = |is_high| WhyClass::Buyer(vec![telling(Measure::Regularity, is_high, 0.2, 0.5)]);
    let rhythm = Some(Rhythm { days_between: 30, give_or_take: 4 });
    let told = ["Buys steadily, about every 30 days.", "购买很有规律，约每 30 天一次。"];
    assert_eq!(both(&steady(true), placed(false), rhythm), told);
    let uneven = ["Buys at uneven intervals.", "购买时间不规律。"];
    assert_eq!(both(&steady(false), placed(false), rhythm), uneven);
    // Nobody spent less.
    let money = Money::from_major(900.0);
    let spend =
        Telling { found: Some(Cell::Money(money)), ..telling(Measure::Spend, true, 0.0, 0.0) };
    let written = [Language::En, Language::Zh]
        .map(|language| Formatter::of_language(language).fmt_money_rounded(money));
    let [en, zh] = written;
    let expected = [format!("Has spent {en}."), format!("累计消费 {zh}。")];
    assert_eq!(both(&WhyClass::Buyer(vec![spend]), placed(false), None), expected);
}

#[test]
fn what_speaks_for_and_against_is_one_sentence() {
    let spend = telling(Measure::Spend, true, 900.0, 0.8);
    let once = telling(Measure::RepeatPurchases, false, 0.0, 0.5);
    let member = telling(Measure::Membership, true, 1.0, 0.6);
    let but = WhyClass::Buyer(vec![spend.clone(), once]);
    assert_eq!(
        both(&but, placed(false), None),
        [
            "Spends more than 80 % of buyers, but has bought only once.",
            "消费比 80% 的买家多，但只买过一次。"
        ]
    );
    let and = WhyClass::Buyer(vec![spend, member]);
    assert_eq!(
        both(&and, placed(false), None),
        ["Spends more than 80 % of buyers, and is a member.", "消费比 80% 的买家多，而且是会员。"]
    );
    assert_eq!(
        both(&and, None, None),
        [
            "Cannot be placed: of at least one of the two scores, nothing is known that has a weight.",
            "无法归类：两项得分中至少有一项，有权重的指标全无数据。"
        ]
    );
}

#[test]
fn a_lead_is_told_by_what_is_known_of_both() {
    use Level::{High, Low, NotKnown};
    let leads = [
        (
            (High, High),
            "Has the money and keeps showing interest: about to become a bee.",
            "买得起，也一直有兴趣：很可能成为蜜蜂。",
        ),
        (
            (High, Low),
            "Has the money, but has shown little interest so far.",
            "买得起，但目前兴趣不大。",
        ),
        (
            (High, NotKnown),
            "Has the money; whether there is interest is not known yet.",
            "买得起，是否感兴趣尚不清楚。",
        ),
        (
            (Low, High),
            "Keeps showing interest, but has little to spend.",
            "一直有兴趣，但购买力有限。",
        ),
        ((Low, Low), "Has little to spend and shows little interest.", "购买力有限，兴趣也不大。"),
        (
            (Low, NotKnown),
            "Has little to spend. Whether there is interest is not known yet, so that no class can be told.",
            "购买力有限；是否感兴趣尚不清楚，因此还无法归类。",
        ),
        (
            (NotKnown, High),
            "Keeps showing interest; what there is to spend is not known yet.",
            "一直有兴趣，购买力尚不清楚。",
        ),
        (
            (NotKnown, Low),
            "Shows little interest. What there is to spend is not known yet, so that no class can be told.",
            "兴趣不大；购买力尚不清楚，因此还无法归类。",
        ),
        (
            (NotKnown, NotKnown),
            "Neither what there is to spend nor any contact is known yet, so that no class can be told.",
            "购买力尚不清楚，也没有任何联系记录，因此还无法归类。",
        ),
    ];
    for ((power, attention), en, zh) in leads {
        assert_eq!(both(&WhyClass::Lead { power, attention }, None, None), [en, zh]);
    }
}

#[test]
fn a_class_set_by_hand_says_so_whatever_speaks_for_it() {
    let why = WhyClass::Buyer(vec![telling(Measure::Membership, true, 1.0, 0.6)]);
    let told = |note: &str, language| {
        let own = ClassOverride { class: Class::Bee, note: note.into() };
        tell(&Formatter::of_language(language), Some(&own), &why, placed(true), None)
    };
    assert_eq!(told("", Language::En), "Set by hand, without a note.");
    assert_eq!(told("", Language::Zh), "人工指定，未留说明。");
    assert_eq!(told("Old friend", Language::En), "Set by hand: Old friend");
    assert_eq!(told("老朋友", Language::Zh), "人工指定：老朋友");
}
