//! What an event's plan already says of prizes: the answer on their number and cost, and the budget lines
//! for them. Reads only what cannot be misread; the rest is asked.

use crate::domain::event::{BudgetLine, CostDriver, Event};
use crate::domain::money::Money;
use crate::domain::text::Language;
use crate::views::prizes::{DrawTerms, MAX_KINDS, PrizePlan, PrizeTerms};

/// The method's question that asks for them.
const PRIZE_ANSWER: &str = "prize-count";
/// What a budget line for prizes is called in either language.
const PRIZE_WORDS: [&str; 2] = ["prize", "奖品"];

/// What prizes and gifts start from.
pub fn first_prizes(event: &Event) -> PrizePlan {
    let answer = event.answers.get(PRIZE_ANSWER);
    let prizes = answer.map(|answer| read_prizes(answer)).unwrap_or_default();
    let draw = DrawTerms { prizes, ..DrawTerms::default() };
    let budget: Money =
        event.budget.iter().filter(|line| is_for_prizes(line)).map(|line| line.amount.high).sum();
    PrizePlan {
        draw: (!draw.prizes.is_empty()).then_some(draw),
        budget: (budget > Money::ZERO).then_some(budget),
        ..PrizePlan::default()
    }
}

fn is_for_prizes(line: &BudgetLine) -> bool {
    let says = |language| {
        let label = line.label.get(language).to_lowercase();
        PRIZE_WORDS.iter().any(|word| label.contains(word))
    };
    line.driver == CostDriver::Fixed && (says(Language::En) || says(Language::Zh))
}

/// "1 of ¥3,000, 10 of ¥200", "1 份 ¥3,000，10 份 200 元": in each part a plain number and a sum with its
/// currency.
fn read_prizes(answer: &str) -> Vec<PrizeTerms> {
    let prizes = parts(answer).into_iter().filter_map(|part| {
        let numbers = numbers_in(&part);
        let (n, _) = *numbers.iter().find(|(_, is_money)| !is_money)?;
        let (cost, _) = *numbers.iter().find(|(_, is_money)| *is_money)?;
        let is_count = n >= 1.0 && n.fract() == 0.0 && n <= f64::from(u32::MAX);
        is_count.then(|| PrizeTerms { n: Some(n as u32), cost: Some(Money::from_major(cost)) })
    });
    prizes.take(MAX_KINDS).collect()
}

/// Cut at commas and stops that do not stand inside a number.
fn parts(answer: &str) -> Vec<String> {
    let signs: Vec<char> = answer.chars().collect();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
    let mut parts = vec![String::new()];
    for (at, sign) in signs.iter().enumerate() {
        let is_inside =
            matches!(sign, ',' | '.') && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
        if !is_inside && ",.;，。；、\n".contains(*sign) {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(*sign);
        }
    }
    parts
}

/// Every number of a part, and whether it is a sum of money.
fn numbers_in(part: &str) -> Vec<(f64, bool)> {
    let mut numbers = Vec::new();
    let mut rest = part;
    let mut before = String::new();
    while let Some(start) = rest.find(|sign: char| sign.is_ascii_digit()) {
        before.push_str(&rest[..start]);
        let tail = &rest[start..];
        let end = tail
            .find(|sign: char| !(sign.is_ascii_digit() || ",.".contains(sign)))
            .unwrap_or(tail.len());
        let (digits, after) = tail.split_at(end);
        if let Ok(number) = digits.replace(',', "").parse::<f64>() {
            let is_money = before.trim_end().ends_with(['¥', '￥', '$', '€', '£'])
                || after.trim_start().starts_with(['元', '块', '€']);
            numbers.push((number, is_money));
        }
        before.clear();
        rest = after;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::{first_prizes, read_prizes};
    use crate::domain::method::Method;
    use crate::domain::money::Money;
    use crate::domain::wording::Wording;
    use crate::planning;
    use crate::playbooks::method_guide;
    use crate::table::tables::Tables;
    use crate::views::prizes::PrizeTerms;

    #[track_caller]
    fn check(answer: &str, wanted: &[(u32, i64)]) {
        let wanted = wanted
            .iter()
            .map(|(n, yuan)| PrizeTerms { n: Some(*n), cost: Some(Money(yuan * 100)) });
        assert_eq!(read_prizes(answer), wanted.collect::<Vec<_>>(), "{answer}");
    }

    #[test]
    fn prizes_are_read_as_the_guide_writes_them() {
        let question = method_guide(Method::LimitedOffer);
        let question = question.questions.iter().find(|question| question.key == "prize-count");
        let example = question.map(|question| question.example.clone()).expect("an example");
        let three = [(1, 3_000), (10, 200), (50, 20)];
        check(&example.en, &three);
        check(&example.zh, &three);
        check("一等奖 1 名 3000 元；二等奖 5 名 200元", &[(1, 3_000), (5, 200)]);
    }

    #[test]
    fn what_could_be_misread_is_left_to_be_asked() {
        for answer in ["", "many", "at most ¥6,000", "3 of 500", "1.5 of ¥20", "0 of ¥20", "¥,"]
        {
            check(answer, &[]);
        }
        let endless = "1 of ¥2, ".repeat(400);
        assert_eq!(read_prizes(&endless).len(), super::MAX_KINDS);
    }

    #[test]
    fn an_event_brings_its_prizes_and_their_budget() {
        let day = crate::domain::day::Day(20_778);
        let mut event = planning::defaults(&Tables::default(), Method::LimitedOffer, day);
        let plan = first_prizes(&event);
        assert!(plan.draw.is_none() && plan.budget.is_some_and(|budget| budget > Money::ZERO));
        event.answers.insert("prize-count".to_owned(), "2 of ¥50".to_owned());
        let draw = first_prizes(&event).draw.expect("a draw");
        assert_eq!(draw.prizes, [PrizeTerms { n: Some(2), cost: Some(Money(5_000)) }]);
        event.budget.iter_mut().for_each(|line| line.label = Wording::Own("Hall".to_owned()));
        assert_eq!(first_prizes(&event).budget, None);
    }
}
