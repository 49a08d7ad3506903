//! The reasons of the figures of this page in words. Must not compute: every figure is the engine's.

use super::super::why::Explanation;
use super::super::words::{
    NO_FIGURE, stage_name, write_amount, write_counts, write_money, write_share, write_shares,
};
use super::words::offer_name;
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use leptos::prelude::Get;
use meadow_core::guide::ModelTopic;
use meadow_core::views::prizes::{OfferKind, PrizesView};
use meadow_core::views::word_of_mouth::{GrowthView, Ranged};

/// A figure of what the promises cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostFigure {
    Worst,
    Expected,
    Range,
    Over,
    PerVisit,
    Brought,
    /// Of the promise at this place.
    WorstOf(usize),
    ExpectedOf(usize),
}

/// A figure of how far word of mouth goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrowthFigure {
    Offspring,
    Won,
    Net,
    DiesOut,
    EverDiesOut,
}

pub fn explain_cost(view: &PrizesView, figure: CostFigure, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let of = |place: usize| view.offers.get(place);
    let title = match figure {
        CostFigure::Worst => t_string!(i18n, prizes.worst).to_owned(),
        CostFigure::Expected => t_string!(i18n, prizes.expected).to_owned(),
        CostFigure::Range => t_string!(i18n, prizes.range).to_owned(),
        CostFigure::Over => t_string!(i18n, prizes.p_over).to_owned(),
        CostFigure::PerVisit => t_string!(i18n, prizes.per_visit).to_owned(),
        CostFigure::Brought => t_string!(i18n, prizes.brought).to_owned(),
        CostFigure::WorstOf(place) | CostFigure::ExpectedOf(place) => {
            of(place).map(|offer| offer_name(offer.kind)).unwrap_or_default()
        }
    };
    let formula = match figure {
        CostFigure::Worst => t_string!(i18n, prizes.formula_worst),
        CostFigure::Expected | CostFigure::Range => t_string!(i18n, prizes.formula_cost),
        CostFigure::Over => t_string!(i18n, prizes.formula_over),
        CostFigure::PerVisit => t_string!(i18n, prizes.formula_per_visit),
        CostFigure::Brought => t_string!(i18n, prizes.formula_brought),
        CostFigure::WorstOf(place) | CostFigure::ExpectedOf(place) => {
            match of(place).map(|offer| offer.kind) {
                Some(OfferKind::Gifts) => t_string!(i18n, prizes.formula_gifts),
                Some(OfferKind::Voucher) => t_string!(i18n, prizes.formula_voucher),
                Some(OfferKind::Bring) => t_string!(i18n, prizes.formula_bring),
                _ => t_string!(i18n, prizes.formula_draw),
            }
        }
    };
    let is_worst = matches!(figure, CostFigure::Worst | CostFigure::WorstOf(_));
    let n = f.fmt_int(view.n_draws.into());
    let sample = match is_worst {
        true => t_string!(i18n, prizes.no_chance).to_owned(),
        false => t_string!(i18n, prizes.drawn, n = n, seed = view.seed).to_string(),
    };
    Explanation {
        title,
        value,
        formula: formula.to_owned(),
        inputs: cost_inputs(view, figure),
        sample,
        source: t_string!(i18n, prizes.source).to_owned(),
        model: Some(ModelTopic::Prizes),
    }
}

fn cost_inputs(view: &PrizesView, figure: CostFigure) -> Vec<(String, String)> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let visits =
        format!("{} ({})", f.fmt_number(view.visits.mean, 0), write_counts(&f, &view.visits));
    let most = view.n_heads_max.map_or(NO_FIGURE.to_owned(), |n| f.fmt_int(n.into()));
    let mut inputs = vec![
        (t_string!(i18n, prizes.visits).to_owned(), visits),
        (t_string!(i18n, prizes.n_heads_max).to_owned(), most),
    ];
    for offer in &view.offers {
        let name = match offer.at {
            Some(stage) => {
                let gap = t_string!(i18n, forecast.list_comma);
                format!("{}{gap}{}", offer_name(offer.kind), stage_name(stage))
            }
            None => offer_name(offer.kind),
        };
        inputs.push((name, write_money(&f, &offer.cost)));
    }
    if let Some(sharing) = &view.sharing {
        let rewarded = &sharing.rewarded;
        let written =
            format!("{} ({})", f.fmt_number(rewarded.mean, 0), write_counts(&f, rewarded));
        inputs.push((t_string!(i18n, prizes.rewarded).to_owned(), written));
    }
    if let (CostFigure::Over, Some(budget), Some((_, error))) = (figure, view.budget, view.p_over) {
        inputs.push((t_string!(i18n, prizes.budget).to_owned(), write_amount(&f, budget)));
        inputs.push((t_string!(i18n, risk.error).to_owned(), f.fmt_percent_with(error, 1)));
    }
    inputs
}

pub fn explain_growth(view: &GrowthView, figure: GrowthFigure, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let shares = |ranged: &Ranged| {
        format!("{} ({})", write_share(&f, ranged.mean), write_shares(&f, ranged.low, ranged.high))
    };
    let first = match view.is_expected {
        true => t_string!(i18n, prizes.n_first_expected),
        false => t_string!(i18n, prizes.n_first),
    };
    let mut inputs = vec![
        (first.to_owned(), f.fmt_int(view.n_first.into())),
        (t_string!(i18n, prizes.reach).to_owned(), f.fmt_int(view.reach.into())),
        (t_string!(i18n, prizes.reach_later).to_owned(), f.fmt_int(view.reach_later.into())),
        (t_string!(i18n, prizes.conversion).to_owned(), shares(&view.conversion)),
    ];
    if let Some(discontent) = &view.discontent {
        inputs.push((t_string!(i18n, prizes.discontent).to_owned(), shares(discontent)));
    }
    let market = view
        .n_market
        .map_or_else(|| t_string!(i18n, prizes.no_end).to_owned(), |n| f.fmt_int(n.into()));
    inputs.push((t_string!(i18n, prizes.n_market).to_owned(), market));
    let (title, formula) = match figure {
        GrowthFigure::Offspring => {
            (t_string!(i18n, prizes.offspring), t_string!(i18n, prizes.formula_offspring))
        }
        GrowthFigure::Won => (t_string!(i18n, prizes.won), t_string!(i18n, prizes.formula_won)),
        GrowthFigure::Net => (t_string!(i18n, prizes.net), t_string!(i18n, prizes.formula_net)),
        GrowthFigure::DiesOut => {
            (t_string!(i18n, prizes.dies_out), t_string!(i18n, prizes.formula_dies_out))
        }
        GrowthFigure::EverDiesOut => {
            (t_string!(i18n, prizes.ever_dies_out), t_string!(i18n, prizes.formula_ever_dies_out))
        }
    };
    let is_exact = matches!(figure, GrowthFigure::Offspring | GrowthFigure::EverDiesOut);
    let n = f.fmt_int(view.n_draws.into());
    let sample = match is_exact {
        true => t_string!(i18n, risk.no_draws).to_owned(),
        false => t_string!(i18n, prizes.followed, n = n, seed = view.seed).to_string(),
    };
    Explanation {
        title: title.to_owned(),
        value,
        formula: formula.to_owned(),
        inputs,
        sample,
        source: t_string!(i18n, prizes.growth_source).to_owned(),
        model: Some(ModelTopic::WordOfMouth),
    }
}
