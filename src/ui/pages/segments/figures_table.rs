//! The board in figures, for everybody who would rather read, with the expected classes of leads
//! beside the counts and never among them.

use super::lens::list_all;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::board::Board;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::components::class_badge::{ClassHeading, class_plural};
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::{Texts, column_name};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::money::Money;
use meadow_core::views::board::BoardView;
use meadow_core::views::shown_table::{ShownTable, TableOf};
use meadow_core::views::table::{Column, Filter, Test};

#[component]
pub fn FiguresTable(board: Board) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let names = Class::ALL.map(class_plural);
    let file = move || Some(figures_file(i18n, names, &*board.view.get()?));
    let title = Signal::derive(move || t_string!(i18n, segments.figures_title).to_owned());
    let note = Signal::derive(move || {
        let n = i64::from(board.view.get()?.n_buyers());
        Some(agree(
            &t_string!(i18n, segments.figures_note, n = formatter.get().fmt_int(n)).to_string(),
        ))
    });
    let leads = move || {
        let view = board.view.get()?;
        let f = formatter.get();
        let placed = f.fmt_int(i64::from(view.expected.total()));
        Some(t_string!(i18n, segments.leads_note, n = placed).to_string())
    };
    let unplaced = move || {
        let n = board.view.get().map(|view| view.n_unplaced_leads()).filter(|n| *n > 0)?;
        Some(view! { <UnplacedLeads n=n /> })
    };
    let unplaced_buyers = move || {
        let n = board.view.get().map(|view| view.n_unplaced_buyers).filter(|n| *n > 0)?;
        let value = board.view.get().map(|view| view.unplaced_value).unwrap_or_default();
        Some(view! { <UnplacedBuyers n=n value=value /> })
    };
    let unplaced_buyers_why = move || {
        board.view.get().filter(|view| view.n_unplaced_buyers > 0)?;
        Some(view! { <p class="fine">{t!(i18n, segments.unplaced_buyers_why)}</p> })
    };
    view! {
        <Section id="figures" title=title note=note>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="figures">
                <table class="table" data-stack="">
                    <caption class="sr-only">{t!(i18n, segments.figures_title)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, segments.class)}</th>
                            <th scope="col" class="num">{t!(i18n, segments.customers)}</th>
                            <th scope="col" class="num">{t!(i18n, segments.of_value)}</th>
                            <th scope="col" class="num">{t!(i18n, segments.value)}</th>
                            <th scope="col" class="num">{t!(i18n, segments.at_discount)}</th>
                            <th scope="col" class="num">{t!(i18n, segments.leads_expected)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {Class::ALL.map(|class| view! { <Row class=class board=board /> }).collect_view()}
                        {unplaced_buyers}
                    </tbody>
                </table>
            </div>
            {unplaced_buyers_why}
            <p class="fine">{leads}</p>
            {unplaced}
            <ExportTableMenu table=file />
        </Section>
    }
}

/// The same as a file has it; buyers in no class are the row of none.
fn figures_file(
    i18n: Texts,
    names: [Signal<String>; Class::ALL.len()],
    view: &BoardView,
) -> ShownTable {
    let unplaced = (view.n_unplaced_buyers > 0).then_some(None);
    let rows: Vec<Option<Class>> = Class::ALL.into_iter().map(Some).chain(unplaced).collect();
    TableOf::new(t_string!(i18n, segments.figures_title))
        .column("class", t_string!(i18n, segments.class), |class: &Option<Class>| match class {
            Some(class) => names[*class as usize].get(),
            None => t_string!(i18n, segments.buyers_not_placed).to_owned(),
        })
        .column("customers", t_string!(i18n, segments.customers), |class| {
            class.map_or(view.n_unplaced_buyers, |class| view.counts.get(class))
        })
        .column("value_share", t_string!(i18n, segments.of_value), |class| {
            class.map(|class| view.value_shares[class as usize])
        })
        .column("value", t_string!(i18n, segments.value), |class| {
            class.map_or(view.unplaced_value, |class| view.value[class as usize])
        })
        .column("at_discount", t_string!(i18n, segments.at_discount), |class| {
            class.and_then(|class| view.discount_shares[class as usize])
        })
        .column("leads_expected", t_string!(i18n, segments.leads_expected), |class| {
            class.filter(|class| *class != Class::Bee).map(|class| view.expected.get(class))
        })
        .rows(&rows)
}

#[component]
fn Row(class: Class, board: Board) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let view_of = move || board.view.get();
    let count = move || view_of().map_or(0, |view| view.counts.get(class));
    let n = move || formatter.get().fmt_int(i64::from(count()));
    let share = move || {
        let share = view_of().map_or(0.0, |view| view.value_shares[class as usize]);
        formatter.get().fmt_percent(share)
    };
    let value = move || {
        let value = view_of().map(|view| view.value[class as usize]).unwrap_or_default();
        formatter.get().fmt_money_rounded(value)
    };
    let at_discount = move || match view_of().and_then(|v| v.discount_shares[class as usize]) {
        Some(share) => formatter.get().fmt_percent(share),
        None => t_string!(i18n, segments.not_known).to_owned(),
    };
    let expected = move || {
        if class == Class::Bee {
            return "–".into_any();
        }
        let n = view_of().map_or(0, |view| view.expected.get(class));
        view! { <a href=list_class(class, true)>{formatter.get().fmt_int(i64::from(n))}</a> }
            .into_any()
    };
    let members = list_class(class, false);
    view! {
        <tr>
            <th scope="row">
                <ClassHeading class=class />
            </th>
            <td class="num" data-label=move || t_string!(i18n, segments.customers)>
                <a href=members>{n}</a>
            </td>
            <td class="num" data-label=move || t_string!(i18n, segments.of_value)>
                {share}
            </td>
            <td class="num" data-label=move || t_string!(i18n, segments.value)>
                {value}
            </td>
            <td class="num" data-label=move || t_string!(i18n, segments.at_discount)>
                {at_discount}
            </td>
            <td class="num" data-label=move || t_string!(i18n, segments.leads_expected)>
                {expected}
            </td>
        </tr>
    }
}

/// Buyers that the weights leave in no class, so that the column still adds up to everybody.
#[component]
fn UnplacedBuyers(n: u32, value: Money) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let members = list_all(Filter::unplaced(true));
    let n = move || formatter.get().fmt_int(i64::from(n));
    view! {
        <tr>
            <th scope="row">{t!(i18n, segments.buyers_not_placed)}</th>
            <td class="num" data-label=move || t_string!(i18n, segments.customers)>
                <a href=members>{n}</a>
            </td>
            <td class="num" data-label=move || t_string!(i18n, segments.of_value)>
                "–"
            </td>
            <td class="num" data-label=move || t_string!(i18n, segments.value)>
                {move || formatter.get().fmt_money_rounded(value)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, segments.at_discount)>
                "–"
            </td>
            <td class="num" data-label=move || t_string!(i18n, segments.leads_expected)>
                "–"
            </td>
        </tr>
    }
}

/// Leads about whom too little is known, with the way to them.
#[component]
pub fn UnplacedLeads(n: u32) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let text = move || {
        let n = formatter.get().fmt_int(i64::from(n));
        agree(&t_string!(i18n, segments.unplaced, n = n).to_string())
    };
    view! {
        <p class="fine">
            <a href=list_all(Filter::unplaced(false))>{text}</a>
            " "
            {t!(i18n, segments.unplaced_why)} " "
            {move || {
                let [budget, power] = [Column::Budget, Column::SpendingPower]
                    .map(|column| column_name(i18n, &column, None));
                let attention = t_string!(i18n, customers.measure_attention);
                t_string!(
                    i18n,
                    segments.unplaced_help,
                    budget = budget,
                    power = power,
                    attention = attention
                )
                    .to_string()
            }} " " <a href=link("/import")>{t!(i18n, segments.bring_columns)}</a>
        </p>
    }
}

fn list(test: Test) -> String {
    list_all(vec![Filter { column: Column::Class, test }])
}

/// Customers of the class, or the leads expected there.
pub fn list_class(class: Class, is_expected: bool) -> String {
    let expected = Some(is_expected);
    list(Test::ClassIs { classes: vec![class], expected, borderline: None })
}

/// Of whom too little is known.
pub fn list_unplaced() -> String {
    list(Test::Unplaced)
}
