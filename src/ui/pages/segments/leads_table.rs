//! What the leads may become, where nobody has bought yet and there is no board to stand beside.

use super::figures_table::{UnplacedLeads, list_class};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::class_badge::{ClassHeading, class_plural};
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::views::shown_table::{ShownTable, TableOf};
use meadow_core::views::workspace::ClassCounts;

#[component]
pub fn LeadsTable() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let summary = Workspace::expect().summary();
    let expected = Memo::new(move |_| {
        summary.with(|summary| summary.as_ref().map(|s| s.expected)).unwrap_or_default()
    });
    let n_unplaced = Memo::new(move |_| {
        summary.with(|summary| summary.as_ref().map_or(0, |s| s.n_unplaced_leads))
    });
    let title = Signal::derive(move || t_string!(i18n, segments.leads_title).to_owned());
    let note = move || {
        let placed = formatter.get().fmt_int(i64::from(expected.get().total()));
        t_string!(i18n, segments.leads_note, n = placed).to_string()
    };
    let unplaced = move || {
        let n = n_unplaced.get();
        (n > 0).then(|| view! { <UnplacedLeads n=n /> })
    };
    let names = Class::ALL.map(class_plural);
    let file = move || Some(leads_file(i18n, names, expected.get()));
    let rows =
        of_leads().map(|class| view! { <Row class=class expected=expected /> }).collect_view();
    view! {
        <Section id="leads" title=title>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="leads">
                <table class="table" data-stack="">
                    <caption class="sr-only">{t!(i18n, segments.leads_title)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, segments.class)}</th>
                            <th scope="col" class="num">{t!(i18n, segments.leads_expected)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="fine">{note}</p>
            {unplaced}
            <ExportTableMenu table=file />
        </Section>
    }
}

/// A bee has bought.
fn of_leads() -> impl Iterator<Item = Class> {
    Class::ALL.into_iter().filter(|class| *class != Class::Bee)
}

fn leads_file(
    i18n: Texts,
    names: [Signal<String>; Class::ALL.len()],
    expected: ClassCounts,
) -> ShownTable {
    let classes: Vec<Class> = of_leads().collect();
    TableOf::new(t_string!(i18n, segments.leads_title))
        .column("class", t_string!(i18n, segments.class), |class: &Class| {
            names[*class as usize].get()
        })
        .column("expected", t_string!(i18n, segments.leads_expected), |class| expected.get(*class))
        .rows(&classes)
}

#[component]
fn Row(class: Class, expected: Memo<ClassCounts>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let n = move || formatter.get().fmt_int(i64::from(expected.get().get(class)));
    view! {
        <tr>
            <th scope="row">
                <ClassHeading class=class />
            </th>
            <td class="num" data-label=move || t_string!(i18n, segments.leads_expected)>
                <a href=list_class(class, true)>{n}</a>
            </td>
        </tr>
    }
}
