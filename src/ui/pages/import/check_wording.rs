//! The words of the sample check: what is the matter with cells, how values spread, how dates were
//! read. Must not know the widgets.

use super::wording::Texts;
use crate::i18n::t_string;
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::words::agree;
use crate::ui::charts::spread_bars::SpreadBar;
use crate::ui::pages::customers::wording::{permission_name, stage_name};
use meadow_core::views::import::{DateOrder, DateOrderTold};
use meadow_core::views::import_check::{
    Becomes, Bin, CellTrouble, ColumnCheck, DateDecision, DayBin, Spread, Translation,
};

pub fn trouble_name(i18n: Texts, trouble: CellTrouble) -> String {
    match trouble {
        CellTrouble::NotANumber => t_string!(i18n, import.cell_not_number),
        CellTrouble::NotADate => t_string!(i18n, import.cell_not_date),
        CellTrouble::DayOrMonth => t_string!(i18n, import.cell_day_or_month),
        CellTrouble::NotAPhone => t_string!(i18n, import.cell_not_phone),
        CellTrouble::NotAnEmail => t_string!(i18n, import.cell_not_email),
        CellTrouble::NotYesOrNo => t_string!(i18n, import.cell_not_yes_no),
        CellTrouble::UnknownWord => t_string!(i18n, import.cell_unknown_word),
        CellTrouble::OutOfRange => t_string!(i18n, import.cell_out_of_range),
        CellTrouble::LostCharacters => t_string!(i18n, import.cell_lost),
        CellTrouble::FarFromOthers => t_string!(i18n, import.cell_far),
        CellTrouble::PhoneLength => t_string!(i18n, import.cell_phone_length),
        CellTrouble::MaskedPhone => t_string!(i18n, import.cell_masked),
        CellTrouble::Placeholder => t_string!(i18n, import.cell_placeholder),
        CellTrouble::OddEmail => t_string!(i18n, import.cell_odd_email),
        CellTrouble::InFuture => t_string!(i18n, import.cell_future),
        CellTrouble::LongAgo => t_string!(i18n, import.cell_long_ago),
        CellTrouble::MixedScripts => t_string!(i18n, import.cell_scripts),
        CellTrouble::Negative => t_string!(i18n, import.cell_negative),
        CellTrouble::KeyTwice => t_string!(i18n, import.cell_key_twice),
        CellTrouble::NumberAsName => t_string!(i18n, import.cell_number_name),
        CellTrouble::KeptAsWritten => t_string!(i18n, import.cell_kept),
        CellTrouble::OtherCurrency => t_string!(i18n, import.cell_currency),
        CellTrouble::DigitsLost => t_string!(i18n, import.cell_digits_lost),
    }
    .to_owned()
}

/// Share and numbers in one line: "98 % valid · 3 odd · 214 different values".
pub fn quality_text(i18n: Texts, f: &Formatter, check: &ColumnCheck) -> String {
    let n_filled = check.n_rows.saturating_sub(check.n_empty);
    let int = |n: u32| f.fmt_int(n.into());
    let mut parts = Vec::new();
    if n_filled > 0 {
        let share = f64::from(check.n_valid) / f64::from(n_filled);
        // What is nearly all is not all.
        let n_decimals = u8::from(share > 0.9 && share < 1.0);
        let share = f.fmt_percent_with(share, n_decimals);
        parts.push(t_string!(i18n, import.share_valid, share = share).to_string());
    }
    if check.n_suspicious > 0 {
        parts.push(t_string!(i18n, import.n_odd, n = int(check.n_suspicious)).to_string());
    }
    if check.n_invalid > 0 {
        parts.push(t_string!(i18n, import.n_unreadable, n = int(check.n_invalid)).to_string());
    }
    if check.n_empty > 0 {
        parts.push(t_string!(i18n, import.n_blank, n = int(check.n_empty)).to_string());
    }
    if check.n_distinct > 0 {
        let different = t_string!(i18n, import.n_different, n = int(check.n_distinct));
        parts.push(agree(&different.to_string()));
    }
    parts.join(" · ")
}

/// The troubles of a column with their counts, the most frequent first.
pub fn troubles_text(i18n: Texts, f: &Formatter, check: &ColumnCheck) -> String {
    let lines = check.troubles.iter().map(|(trouble, n)| {
        let (what, n) = (trouble_name(i18n, *trouble), f.fmt_int((*n).into()));
        t_string!(i18n, import.counted, what = what, n = n).to_string()
    });
    lines.collect::<Vec<_>>().join(t_string!(i18n, import.list_comma))
}

/// Bars for how the values spread; none where there is nothing to see.
pub fn spread_bars(i18n: Texts, f: &Formatter, spread: &Spread) -> Vec<SpreadBar> {
    let bar = |what: String, n: u32| {
        let count = f.fmt_int(n.into());
        SpreadBar { label: t_string!(i18n, import.counted, what = what, n = count).to_string(), n }
    };
    match spread {
        Spread::Nothing => Vec::new(),
        Spread::Numbers(bins) | Spread::Lengths(bins) => {
            bins.iter().map(|bin| bar(range_of(f, bin), bin.n)).collect()
        }
        Spread::Years(bins) => bins.iter().map(|bin| bar(years_of(f, bin), bin.n)).collect(),
        Spread::Days(bins) => bins.iter().map(|bin| bar(days_of(f, bin), bin.n)).collect(),
        Spread::Values { top, n_others } => {
            let others = t_string!(i18n, import.other_values).to_owned();
            let others = (*n_others > 0).then(|| bar(others, *n_others));
            top.iter().map(|(value, n)| bar(value.clone(), *n)).chain(others).collect()
        }
    }
}

/// The same in a sentence, for those who do not see the bars.
pub fn spread_text(i18n: Texts, f: &Formatter, spread: &Spread) -> String {
    let range = |from: String, to: String, most: String| {
        t_string!(i18n, import.spread_range, from = from, to = to, most = most).to_string()
    };
    let of_bins = |bins: &[Bin]| {
        let most = bins.iter().max_by_key(|bin| bin.n)?;
        let (first, last) = (bins.first()?, bins.last()?);
        Some(range(number(f, first.from), number(f, last.to), range_of(f, most)))
    };
    let text = match spread {
        Spread::Nothing => None,
        Spread::Numbers(bins) => of_bins(bins),
        Spread::Years(bins) => bins.iter().max_by_key(|bin| bin.n).and_then(|most| {
            let (first, last) = (bins.first()?, bins.last()?);
            Some(range(year(first.from), year(last.to), years_of(f, most)))
        }),
        Spread::Lengths(bins) => of_bins(bins)
            .map(|what| t_string!(i18n, import.spread_lengths, what = what).to_string()),
        Spread::Days(bins) => bins.iter().max_by_key(|bin| bin.n).and_then(|most| {
            let (first, last) = (bins.first()?, bins.last()?);
            Some(range(day(f, first.from.0), day(f, last.to.0), days_of(f, most)))
        }),
        Spread::Values { .. } => {
            let labels = spread_bars(i18n, f, spread).into_iter().map(|bar| bar.label);
            Some(labels.collect::<Vec<_>>().join(t_string!(i18n, import.list_comma)))
        }
    };
    text.unwrap_or_default()
}

/// How the order of day and month was decided.
pub fn dates_text(i18n: Texts, f: &Formatter, dates: &DateDecision) -> String {
    let order = order_name(i18n, dates.order);
    let int = |n: u32| f.fmt_int(n.into());
    let votes = [
        (dates.n_plain > 0)
            .then(|| t_string!(i18n, import.dates_plain, n = int(dates.n_plain)).to_string()),
        (dates.n_day_first > 0).then(|| {
            t_string!(i18n, import.dates_day_first, n = int(dates.n_day_first)).to_string()
        }),
        (dates.n_month_first > 0).then(|| {
            t_string!(i18n, import.dates_month_first, n = int(dates.n_month_first)).to_string()
        }),
        (dates.n_either > 0)
            .then(|| t_string!(i18n, import.dates_either, n = int(dates.n_either)).to_string()),
        (dates.n_serials > 0)
            .then(|| t_string!(i18n, import.dates_serials, n = int(dates.n_serials)).to_string()),
    ];
    let votes: Vec<String> = votes.into_iter().flatten().collect();
    let votes = votes.join(t_string!(i18n, import.list_comma));
    let decided = t_string!(i18n, import.dates_decided, order = order, votes = votes).to_string();
    match clock_text(i18n, f, dates) {
        Some(clock) => format!("{decided}{}{clock}", t_string!(i18n, import.sentence_space)),
        None => decided,
    }
}

fn order_name(i18n: Texts, order: DateOrder) -> String {
    match order {
        DateOrder::YearMonthDay => t_string!(i18n, import.dates_ymd),
        DateOrder::DayMonthYear => t_string!(i18n, import.dates_dmy),
        DateOrder::MonthDayYear => t_string!(i18n, import.dates_mdy),
        DateOrder::ExcelSerial => t_string!(i18n, import.dates_serial),
    }
    .to_owned()
}

/// What is chosen with the press of a button.
pub fn read_dates_as_text(i18n: Texts, order: DateOrder) -> String {
    t_string!(i18n, import.read_dates_as, order = order_name(i18n, order)).to_string()
}

/// What all rows of the file say of the order of day and month in a column.
pub fn date_order_text(i18n: Texts, f: &Formatter, told: &DateOrderTold) -> String {
    let (column, order) = (told.header.clone(), order_name(i18n, told.order));
    let Some(proven) = told.proven else {
        return t_string!(i18n, import.date_order_borrowed, column = column, order = order)
            .to_string();
    };
    let (n, n_against) = match proven {
        DateOrder::MonthDayYear => (told.n_month_first, told.n_day_first),
        _ => (told.n_day_first, told.n_month_first),
    };
    let (n, proven) = (f.fmt_int(n.into()), order_name(i18n, proven));
    let said = match told.order {
        DateOrder::YearMonthDay => {
            t_string!(i18n, import.date_order_found, column = column, n = n, proven = proven)
                .to_string()
        }
        _ => t_string!(
            i18n,
            import.date_order_contradicted,
            column = column,
            order = order,
            n = n,
            proven = proven
        )
        .to_string(),
    };
    if n_against == 0 {
        return agree(&said);
    }
    let n = f.fmt_int(n_against.into());
    let against = t_string!(i18n, import.date_order_against, n = n).to_string();
    agree(&format!("{said}{}{against}", t_string!(i18n, import.sentence_space)))
}

/// What becomes of times that name their zone; `None` where none does.
pub fn clock_text(i18n: Texts, f: &Formatter, dates: &DateDecision) -> Option<String> {
    let int = |n: u32| f.fmt_int(n.into());
    let said = match dates {
        DateDecision { n_converted: n @ 1.., .. } => {
            t_string!(i18n, import.times_converted, n = int(*n)).to_string()
        }
        DateDecision { n_other_clock: n @ 1.., .. } => {
            t_string!(i18n, import.times_as_written, n = int(*n)).to_string()
        }
        _ => return None,
    };
    Some(agree(&said))
}

/// `√ → Yes (12)`; `None` where the reader sees no difference.
pub fn translation_text(i18n: Texts, f: &Formatter, translation: &Translation) -> Option<String> {
    let Translation { value, becomes, n_cells } = translation;
    let becomes = match becomes {
        Becomes::Yes => t_string!(i18n, customers.yes).to_owned(),
        Becomes::No => t_string!(i18n, customers.no).to_owned(),
        Becomes::Female => t_string!(i18n, customers.female).to_owned(),
        Becomes::Male => t_string!(i18n, customers.male).to_owned(),
        Becomes::Permission(permission) => permission_name(i18n, *permission),
        Becomes::Stage(stage) => stage_name(i18n, *stage),
        Becomes::SpendingPower(power) => f.fmt_int((*power).into()),
        Becomes::Number(number) => f.fmt_number(*number, u8::from(number.fract() != 0.0) * 2),
        Becomes::Day(date) => day(f, date.0),
        Becomes::Year(year) => year.to_string(),
        Becomes::ClosedOrder => t_string!(i18n, import.becomes_closed).to_owned(),
        Becomes::PaidOrder => t_string!(i18n, import.becomes_paid).to_owned(),
        Becomes::NotKnown => t_string!(i18n, import.becomes_not_known).to_owned(),
    };
    let is_the_same = becomes.to_lowercase() == value.to_lowercase();
    let n = f.fmt_int((*n_cells).into());
    let line = || t_string!(i18n, import.translated_n, value = value, becomes = becomes, n = n);
    (!is_the_same).then(|| line().to_string())
}

fn range_of(f: &Formatter, bin: &Bin) -> String {
    f.join_range(&number(f, bin.from), &number(f, bin.to))
}

/// Years are named, not counted: nothing stands between their digits.
fn year(year: f64) -> String {
    format!("{year:.0}")
}

fn years_of(f: &Formatter, bin: &Bin) -> String {
    let (from, to) = (year(bin.from), year(bin.to));
    if from == to { from } else { f.join_range(&from, &to) }
}

fn days_of(f: &Formatter, bin: &DayBin) -> String {
    let (from, to) = (day(f, bin.from.0), day(f, bin.to.0));
    if from == to { from } else { f.join_range(&from, &to) }
}

fn number(f: &Formatter, value: f64) -> String {
    let n_decimals = if value.abs() < 10.0 && value.fract() != 0.0 { 2 } else { 0 };
    f.fmt_number(value, n_decimals)
}

fn day(f: &Formatter, days: i32) -> String {
    f.fmt_date(days, DateStyle::Iso)
}
