//! What the tables of this page are in a file: figures whole, ranges as columns of their own.

use super::chances::{band_words, of_what_of, part_of};
use super::holdout::frequency;
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::components::share_bar::share;
use crate::ui::export_table::{Ranged, plain, with_range};
use crate::ui::pages::customers::wording::{Texts, stage_name};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::views::customer_base::{
    BaseReport, ChanceBand, CustomerBaseView, Expected, ForecastError, GroupOutlook, HoldoutRow,
    HoldoutView,
};
use meadow_core::views::shown_table::{ShownCell, ShownTable, TableOf};

/// Some people by what they are called, with what is to be expected of them.
type Named = (String, GroupOutlook);

fn of_groups(
    i18n: Texts,
    view: &CustomerBaseView,
    report: &BaseReport,
    (name, first): (&str, &str),
    groups: &[Named],
) -> ShownTable {
    let n_all = f64::from(view.n_bought);
    let table = TableOf::new(name)
        .column("group", first, |(name, _): &Named| name.clone())
        .column("people", t_string!(i18n, worth.people), |(_, sum)| sum.n_people)
        .column("share_of_people", t_string!(i18n, worth.of_people), move |(_, sum)| {
            share(sum.n_people.into(), n_all)
        });
    let active = ("expected_active", t_string!(i18n, worth.expected_active));
    let table = with_range(table, i18n, active, plain, |(_, sum)| ranged(&sum.active));
    let purchases = ("purchases", t_string!(i18n, worth.purchases));
    let table = with_range(table, i18n, purchases, plain, |(_, sum)| ranged(&sum.purchases));
    let to_come = of_what_of(i18n, report);
    let table = table.column("share_to_come", to_come, |(_, sum)| part_of(report, sum));
    if report.value.is_err() {
        return table.rows(groups);
    }
    let value = ("value", t_string!(i18n, worth.value));
    let of_value = |(_, sum): &Named| sum.value.as_ref().map_or(Ranged::UNKNOWN, ranged);
    with_range(table, i18n, value, ShownCell::amount, of_value).rows(groups)
}

fn ranged(expected: &Expected) -> Ranged {
    let (low, high) = expected.range.unwrap_or((f64::NAN, f64::NAN));
    Ranged { middle: expected.value, low, high }
}

pub fn chances_file(
    i18n: Texts,
    f: &Formatter,
    view: &CustomerBaseView,
    report: &BaseReport,
) -> ShownTable {
    let named = |band: &ChanceBand| {
        let chances = f.join_range(&f.fmt_percent(band.from), &f.fmt_percent(band.to));
        (format!("{} {chances}", band_words(i18n, band)), band.sum)
    };
    let groups: Vec<Named> = report.bands.iter().map(named).collect();
    let heads = (t_string!(i18n, worth.chances), t_string!(i18n, worth.chance));
    of_groups(i18n, view, report, heads, &groups)
}

/// `class_names`: in the order of the classes.
pub fn classes_file(
    i18n: Texts,
    view: &CustomerBaseView,
    report: &BaseReport,
    class_names: [Signal<String>; Class::ALL.len()],
) -> ShownTable {
    let named = |(class, sum): &(Option<Class>, GroupOutlook)| {
        let nobodys = || t_string!(i18n, worth.no_class).to_owned();
        (class.map_or_else(nobodys, |class| class_names[class as usize].get()), *sum)
    };
    let groups: Vec<Named> = report.by_class.iter().map(named).collect();
    let class = t_string!(i18n, worth.class);
    of_groups(i18n, view, report, (class, class), &groups)
}

pub fn stages_file(i18n: Texts, view: &CustomerBaseView, report: &BaseReport) -> ShownTable {
    let groups = report.by_stage.iter().map(|(stage, sum)| (stage_name(i18n, *stage), *sum));
    let groups: Vec<Named> = groups.collect();
    let stage = t_string!(i18n, worth.stage);
    of_groups(i18n, view, report, (stage, stage), &groups)
}

pub fn methods_file(i18n: Texts, trial: &HoldoutView) -> ShownTable {
    let rows = [
        (t_string!(i18n, worth.by_model), trial.model),
        (t_string!(i18n, worth.by_same), trial.same_rate),
        (t_string!(i18n, worth.by_nobody), trial.nobody_returns),
    ];
    TableOf::new(t_string!(i18n, worth.trial))
        .column("method", t_string!(i18n, worth.method), |row: &(&str, ForecastError)| {
            row.0.to_owned()
        })
        .column("total", t_string!(i18n, worth.total), |row| row.1.total)
        .column("bias", t_string!(i18n, worth.bias), |row| row.1.bias)
        .column("rmse", t_string!(i18n, worth.rmse), |row| row.1.rmse)
        .column("correlation", t_string!(i18n, worth.correlation), |row| row.1.correlation)
        .rows(&rows)
}

pub fn frequencies_file(i18n: Texts, f: &Formatter, trial: &HoldoutView) -> ShownTable {
    TableOf::new(t_string!(i18n, worth.trial_caption))
        .column("before", t_string!(i18n, worth.before), |row: &HoldoutRow| frequency(i18n, f, row))
        .column("people", t_string!(i18n, worth.people), |row| row.n_people)
        .column("actual", t_string!(i18n, worth.actual), |row| row.actual)
        .column("by_model", t_string!(i18n, worth.by_model), |row| row.model)
        .column("same_as_before", t_string!(i18n, worth.by_same), |row| row.same_rate)
        .rows(&trial.by_frequency)
}
