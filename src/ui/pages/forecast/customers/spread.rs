//! Which classes and stages hold what is to come.

use super::Base;
use super::chances::{of_what, of_what_of, part_of, value_of};
use super::files::{classes_file, stages_file};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::platform::site::link;
use crate::state::customer_table::address;
use crate::state::figures::use_formatter;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::section::Section;
use crate::ui::components::share_bar::{bar, share};
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::outlook_wording::count_with_range;
use crate::ui::pages::customers::wording::{Texts, stage_name};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::views::customer_base::{BaseReport, CustomerBaseView, GroupOutlook};
use meadow_core::views::table::{Column, Filter, Test};

#[component]
pub fn Spread(base: Base) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let class_names = Class::ALL.map(class_plural);
    let title = Signal::derive(move || {
        let has_value = base
            .get()
            .is_some_and(|view| view.found.as_ref().is_ok_and(|report| report.value.is_ok()));
        match has_value {
            true => t_string!(i18n, worth.spread),
            false => t_string!(i18n, worth.spread_purchases),
        }
        .to_owned()
    });
    let by_class = move || {
        let view = base.get()?;
        let report = view.found.as_ref().ok()?;
        let f = formatter.get();
        let row = |(class, sum): &(Option<Class>, GroupOutlook)| {
            let name = class.map_or_else(
                || t_string!(i18n, worth.no_class).to_owned(),
                |class| class_names[class as usize].get(),
            );
            let filter = class.map(|class| Filter {
                column: Column::Class,
                test: Test::ClassIs {
                    classes: vec![class],
                    expected: Some(false),
                    borderline: None,
                },
            });
            row_view(i18n, &f, &view, report, name, filter, sum)
        };
        Some(report.by_class.iter().map(row).collect_view())
    };
    let by_stage = move || {
        let view = base.get()?;
        let report = view.found.as_ref().ok()?;
        let f = formatter.get();
        let rows = report.by_stage.iter().map(|(stage, sum)| {
            let test = Test::StageIs(vec![*stage]);
            let filter = Filter { column: Column::Stage, test };
            row_view(i18n, &f, &view, report, stage_name(i18n, *stage), Some(filter), sum)
        });
        Some(rows.collect_view())
    };
    let finding = move || {
        let view = base.get()?;
        let report = view.found.as_ref().ok()?;
        let f = formatter.get();
        let of_people = |sum: &GroupOutlook| share(sum.n_people.into(), view.n_bought.into());
        let lead = |sum: &GroupOutlook| part_of(report, sum) - of_people(sum);
        let named = report.by_class.iter().filter_map(|(class, sum)| Some(((*class)?, sum)));
        let (class, sum) = named.max_by(|a, b| lead(a.1).total_cmp(&lead(b.1)))?;
        let said = t_string!(
            i18n,
            worth.spread_finding,
            group = class_names[class as usize].get(),
            people = f.fmt_percent(of_people(sum)),
            value = f.fmt_percent(part_of(report, sum))
        );
        (lead(sum) > 0.01).then(|| view! { <p>{said.to_string()}</p> })
    };
    let head = move |first: Signal<String>| {
        view! {
            <thead>
                <tr>
                    <th scope="col">{move || first.get()}</th>
                    <th scope="col" class="num">{t!(i18n, worth.people)}</th>
                    <th scope="col" class="num">{t!(i18n, worth.of_people)}</th>
                    <th scope="col" class="num">{t!(i18n, worth.expected_active)}</th>
                    <th scope="col" class="num">{t!(i18n, worth.purchases)}</th>
                    <th scope="col" class="num">{move || of_what(i18n, base)}</th>
                </tr>
            </thead>
        }
    };
    let class = Signal::derive(move || t_string!(i18n, worth.class).to_owned());
    let stage = Signal::derive(move || t_string!(i18n, worth.stage).to_owned());
    let classes = move || {
        let view = base.get()?;
        let report = view.found.as_ref().ok()?;
        Some(classes_file(i18n, &view, report, class_names))
    };
    let stages = move || {
        let view = base.get()?;
        Some(stages_file(i18n, &view, view.found.as_ref().ok()?))
    };
    view! {
        <Section id="worth-spread" title=title>
            {finding}
            <div class="scroll-x" tabindex="0" role="group" aria-label=move || class.get()>
                <table class="table lens-table" data-stack="">
                    <caption class="sr-only">{move || class.get()}</caption>
                    {head(class)}
                    <tbody>{by_class}</tbody>
                </table>
            </div>
            <ExportTableMenu table=classes />
            <div class="scroll-x" tabindex="0" role="group" aria-label=move || stage.get()>
                <table class="table lens-table" data-stack="">
                    <caption class="sr-only">{move || stage.get()}</caption>
                    {head(stage)}
                    <tbody>{by_stage}</tbody>
                </table>
            </div>
            <ExportTableMenu table=stages />
        </Section>
    }
}

fn row_view(
    i18n: Texts,
    f: &Formatter,
    view: &CustomerBaseView,
    report: &BaseReport,
    name: String,
    filter: Option<Filter>,
    sum: &GroupOutlook,
) -> impl IntoView + use<> {
    let n = f.fmt_int(sum.n_people.into());
    let people = match filter {
        Some(filter) => {
            // The figures are of those who have bought.
            let buyers = [filter, Filter::bought()];
            view! { <a href=link(&address::customers_of(&buyers))>{n}</a> }.into_any()
        }
        None => n.into_any(),
    };
    let of_people = share(sum.n_people.into(), view.n_bought.into());
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num" data-label=move || t_string!(i18n, worth.people)>
                {people}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.of_people)>
                {bar(f, of_people)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.expected_active)>
                {count_with_range(i18n, f, &sum.active, 0)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.purchases)>
                {count_with_range(i18n, f, &sum.purchases, 0)}
            </td>
            <td class="num" data-label=of_what_of(i18n, report)>
                {bar(f, part_of(report, sum))}
                {value_of(i18n, f, sum)}
            </td>
        </tr>
    }
}
