//! What the table of this page is in a file: figures whole, ranges as columns of their own.

use super::words::{MORE_BUDGET, money, more_figure, name_of, range_words};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use meadow_core::views::budget::{BudgetView, ChannelView};
use meadow_core::views::shown_table::{ShownCell, ShownTable, TableOf};

/// A channel by its place among all of them.
type Place = usize;

/// Call this inside a view or signal.
pub fn split_file(f: &Formatter, view: &BudgetView) -> ShownTable {
    let i18n = use_i18n();
    let one_more = t_string!(i18n, budget.one_more, amount = money(f, MORE_BUDGET)).to_string();
    let part = t_string!(i18n, budget.part);
    // An open range is said of both of its ends.
    let low = range_words(view, t_string!(i18n, common.low_end, what = part).to_string());
    let high = range_words(view, t_string!(i18n, common.high_end, what = part).to_string());
    let places: Vec<Place> = (0..view.channels.len()).collect();
    TableOf::new(t_string!(i18n, budget.split))
        .column("channel", t_string!(i18n, budget.name), |place: &Place| name_of(view, *place))
        .column("now", t_string!(i18n, budget.now), |place| {
            view.channels[*place].now.map(|(spend, ..)| ShownCell::amount(spend))
        })
        .column("one_more_now", t_string!(i18n, budget.one_more_now), |place| {
            view.channels[*place].now.map(|(.., marginal)| more_figure(marginal))
        })
        .column("part", part, |place| ShownCell::amount(view.channels[*place].spend.value))
        .column("part_low", low, |place| range_of(&view.channels[*place]).map(|(low, _)| low))
        .column("part_high", high, |place| range_of(&view.channels[*place]).map(|(_, high)| high))
        .column("brings", t_string!(i18n, budget.brings), |place| view.channels[*place].result)
        .column("one_more", one_more, |place| more_figure(view.channels[*place].marginal))
        .rows(&places)
}

/// Between what a part moves; nothing where it does not.
fn range_of(channel: &ChannelView) -> Option<(ShownCell, ShownCell)> {
    let spend = &channel.spend;
    (spend.low < spend.high).then(|| (ShownCell::amount(spend.low), ShownCell::amount(spend.high)))
}
