//! The reasons of the figures of renewals in words. Must not compute: every figure is the engine's.

use super::super::super::why::Explanation;
use super::found::shares;
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use leptos::prelude::Get;
use meadow_core::guide::ModelTopic;
use meadow_core::views::renewals::{RenewalRow, RenewalView};

/// A figure of the section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenewalFigure {
    Renewals,
    OfNew,
    Half,
    ForEver,
    /// Of the renewal at this place.
    Retention(usize),
    /// After so many more renewals, from 0.
    Members(usize),
}

/// So many of so many.
pub fn counted_of(f: &Formatter, row: &RenewalRow) -> String {
    let i18n = use_i18n();
    row.counted.map_or_else(
        || t_string!(i18n, worth.renew_ahead_of_all).to_owned(),
        |(n, all)| {
            let (n, all) = (f.fmt_int(n as i64), f.fmt_int(all as i64));
            t_string!(i18n, worth.renew_n_of, n = n, all = all).to_string()
        },
    )
}

pub fn explain_renewal(view: &RenewalView, figure: RenewalFigure, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let title = match figure {
        RenewalFigure::Renewals => t_string!(i18n, worth.renew_to_come),
        RenewalFigure::OfNew => t_string!(i18n, worth.renew_new),
        RenewalFigure::Half => t_string!(i18n, worth.renew_half),
        RenewalFigure::ForEver => t_string!(i18n, worth.renew_for_ever),
        RenewalFigure::Retention(_) => t_string!(i18n, worth.renew_retention),
        RenewalFigure::Members(_) => t_string!(i18n, worth.renew_members),
    };
    let formula = match figure {
        RenewalFigure::Renewals => t_string!(i18n, worth.formula_renew_to_come),
        RenewalFigure::OfNew => t_string!(i18n, worth.formula_renew_new),
        RenewalFigure::Half => t_string!(i18n, worth.formula_renew_half),
        RenewalFigure::ForEver => t_string!(i18n, worth.formula_renew_for_ever),
        RenewalFigure::Retention(_) => t_string!(i18n, worth.formula_renew_retention),
        RenewalFigure::Members(_) => t_string!(i18n, worth.formula_renew_members),
    };
    let mut inputs = vec![
        ("α".to_owned(), f.fmt_number(view.alpha, 2)),
        ("β".to_owned(), f.fmt_number(view.beta, 2)),
        (t_string!(i18n, worth.renew_now).to_owned(), f.fmt_int(view.n_now as i64)),
        (t_string!(i18n, worth.renew_horizon).to_owned(), f.fmt_int(view.horizon.into())),
    ];
    if let (RenewalFigure::ForEver, Some(discount)) = (figure, view.discount) {
        let discount = f.fmt_percent_with(discount, 1);
        inputs.push((t_string!(i18n, worth.renew_discount).to_owned(), discount));
    }
    let row = match figure {
        RenewalFigure::Retention(place) => view.rows.get(place),
        _ => None,
    };
    if let Some(row) = row {
        inputs.push((t_string!(i18n, worth.renew_counted).to_owned(), counted_of(&f, row)));
        inputs.push((t_string!(i18n, worth.renew_left).to_owned(), shares(&f, &row.left)));
    }
    let sample = t_string!(
        i18n,
        worth.renew_sample,
        members = f.fmt_int(view.n_members as i64),
        cohorts = f.fmt_int(view.n_cohorts.into()),
        lost = f.fmt_int(view.n_lost as i64),
        n = f.fmt_int(view.n_draws.into())
    );
    Explanation {
        title: title.to_owned(),
        value,
        formula: formula.to_owned(),
        inputs,
        sample: sample.to_string(),
        source: t_string!(i18n, worth.renew_source).to_owned(),
        model: Some(ModelTopic::Renewals),
    }
}
