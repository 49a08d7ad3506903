//! What the tables of this page are in a file: figures whole, ranges as columns of their own.

use super::matters::clear_words;
use super::people::because;
use super::words::{feature_name, write_step};
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::components::class_badge::class_name;
use crate::ui::export_table::{Ranged, plain, with_range};
use crate::ui::pages::customers::wording::{Texts, listed_name};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::workspace::WorkspaceFacts;
use meadow_core::views::lead_response::{FeatureEffect, PersonChance, ResponseReport, TrialBin};
use meadow_core::views::shown_table::{ShownTable, TableOf};

/// Call this inside a view or signal.
pub fn people_file(
    i18n: Texts,
    f: &Formatter,
    facts: Option<&WorkspaceFacts>,
    report: &ResponseReport,
) -> ShownTable {
    let classes = Class::ALL.map(class_name);
    let table = TableOf::new(t_string!(i18n, response.people))
        .column("name", t_string!(i18n, response.name), |person: &PersonChance| {
            listed_name(i18n, &person.name, person.apart.as_deref())
        })
        .column("class", t_string!(i18n, response.class), move |person| {
            person.placed.map(|placed| classes[placed.class as usize].get())
        });
    let chance = ("chance", t_string!(i18n, response.chance));
    with_range(table, i18n, chance, plain, |person| Ranged {
        middle: person.chance,
        low: person.low,
        high: person.high,
    })
    .column("place_by_scorecard", t_string!(i18n, response.by_card), |person| {
        person.place_by_points
    })
    .column("above_all", t_string!(i18n, response.because), |person| {
        because(i18n, f, facts, &person.reasons)
    })
    .rows(&report.people)
}

/// Call this inside a view or signal.
pub fn matters_file(
    i18n: Texts,
    f: &Formatter,
    facts: Option<&WorkspaceFacts>,
    report: &ResponseReport,
) -> ShownTable {
    let table = TableOf::new(t_string!(i18n, response.matters))
        .column("known_before", t_string!(i18n, response.known_before), |effect: &FeatureEffect| {
            feature_name(i18n, facts, &effect.feature)
        })
        .column("compared", t_string!(i18n, response.compared), |effect| {
            write_step(i18n, f, &effect.feature, effect.from, effect.to)
        });
    let odds = ("odds", t_string!(i18n, response.odds));
    with_range(table, i18n, odds, plain, |effect| Ranged {
        middle: effect.odds,
        low: effect.low,
        high: effect.high,
    })
    .column("beyond_doubt", t_string!(i18n, response.clear), |effect| {
        clear_words(i18n, effect).to_owned()
    })
    .rows(&report.effects)
}

pub fn trial_file(i18n: Texts, report: &ResponseReport) -> ShownTable {
    let table = TableOf::new(t_string!(i18n, response.trial)).column(
        "said",
        t_string!(i18n, response.said),
        |bin: &TrialBin| bin.said,
    );
    let came = ("responded", t_string!(i18n, response.came));
    with_range(table, i18n, came, plain, |bin| Ranged {
        middle: bin.came,
        low: bin.low,
        high: bin.high,
    })
    .column("invitations", t_string!(i18n, response.n_people), |bin| bin.n)
    .rows(&report.trial.bins)
}
