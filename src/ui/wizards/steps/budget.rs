//! What it costs: lines that are fixed and lines that follow the heads, with ranges.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::shell_summary::ShellSummary;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::select_field::SelectField;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::field_list::{FieldList, ListEdits};
use crate::ui::wizards::figures::{write_contingency, write_range};
use crate::ui::wizards::labels::{driver_choices, driver_of, driver_value};
use crate::ui::wizards::say;
use crate::ui::wizards::wizard::Wizard;
use leptos::prelude::*;
use meadow_core::domain::event::{BudgetLine, CostDriver, Event};
use meadow_core::domain::money::MoneyRange;
use meadow_core::domain::wording::Wording;
use meadow_core::views::plan::{BudgetRow, PlanView};

const STEP: &str = "budget";

#[component]
pub fn BudgetStep() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let edits = ListEdits {
        n_rows: Memo::new(move |_| draft.event.with(|e| e.budget.len())).into(),
        on_add: Callback::new(move |()| draft.change(|e| e.budget.push(empty_line()))),
        on_remove: Callback::new(move |place| draft.change(|e| drop(e.budget.remove(place)))),
        on_raise: Some(Callback::new(move |place: usize| {
            draft.change(|e| e.budget.swap(place, place - 1));
        })),
    };
    let heads = vec![
        say!(i18n, events.budget_item),
        say!(i18n, events.budget_driver),
        say!(i18n, events.budget_amount),
        say!(i18n, events.budget_sum),
    ];
    let contingency = draft.share(Event::contingency_ends, Event::set_contingency);
    let note = wizard.hint(STEP, "budget", Some(say!(i18n, events.budget_note)));
    view! {
        <Section id="h-budget" title=say!(i18n, events.budget_lines) note=note>
            <FieldList
                kind="budget"
                label=say!(i18n, events.budget_lines)
                heads=heads
                edits=edits
                add_label=say!(i18n, events.budget_add)
                row=budget_row
            />
            <div class="grid-2">
                <NumberField
                    label=say!(i18n, events.contingency)
                    value=contingency
                    accepts_range=true
                    least=0.0
                    most=Signal::stored(Some(100.0))
                    unit_after=Signal::stored(Some("%".to_owned()))
                    error=wizard.error(STEP, "contingency")
                    hint=wizard.hint(STEP, "contingency", Some(say!(i18n, events.contingency_hint)))
                />
                <BudgetTotal />
            </div>
        </Section>
    }
}

fn budget_row(place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let currency = ShellSummary::expect().currency;
    let label = draft.wording(
        move |e| e.budget.get(place).map(|line| &line.label),
        move |e| e.budget.get_mut(place).map(|line| &mut line.label),
    );
    let driver = draft.bind(
        move |e| e.budget.get(place).map_or(CostDriver::Fixed, |line| line.driver),
        move |e, driver| {
            if let Some(line) = e.budget.get_mut(place) {
                line.driver = driver;
            }
        },
        driver_value,
        |value| driver_of(value),
    );
    let amount = draft.money(
        move |e| e.budget.get(place).map(|line| line.amount).unwrap_or_default(),
        move |e, amount| {
            if let Some(line) = e.budget.get_mut(place) {
                line.amount = amount;
            }
        },
    );
    let field = format!("budget.{place}");
    let row = Memo::new(move |_| wizard.plan.get()?.budget.get(place).cloned());
    view! {
        <TextField label=say!(i18n, events.budget_item) value=label />
        <SelectField label=say!(i18n, events.budget_driver) choices=Signal::derive(driver_choices) value=driver />
        <NumberField
            label=say!(i18n, events.budget_amount)
            value=amount
            accepts_range=true
            unit_before=Signal::derive(move || Some(currency.get()))
            error=wizard.error(STEP, field.clone())
            hint=wizard.hint(STEP, field, None)
        />
        <LineSum row=row />
    }
}

/// What a line comes to at the heads expected.
#[component]
fn LineSum(row: Memo<Option<BudgetRow>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    view! {
        <p class="fieldlist__sum">
            {move || {
                let row = row.get()?;
                let f = formatter.get();
                let times = (row.driver != CostDriver::Fixed)
                    .then(|| t_string!(i18n, events.times, n = f.fmt_number(row.n_units, 0)).to_string());
                Some(view! {
                    <b>{write_middle(&f, row.total)}</b>
                    " "
                    <span class="fine">{times}</span>
                })
            }}
        </p>
    }
}

#[component]
fn BudgetTotal() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let formatter = use_formatter();
    let figures = move |pick: fn(&PlanView) -> MoneyRange| {
        move || wizard.plan.get().map(|plan| write_range(&formatter.get(), pick(&plan)))
    };
    // One share is set aside here, where a forecast draws them all.
    let middle = move || {
        wizard.draft.settled.with(|event| {
            let f = formatter.get();
            event
                .ranges()
                .contingency
                .map(|_| view! { <small>{write_contingency(&f, event)}</small> })
        })
    };
    view! {
        <dl class="kv" data-wide="">
            <div>
                <dt>{t!(i18n, events.contingency_sum)} " " {middle}</dt>
                <dd>{figures(|plan| plan.contingency)}</dd>
            </div>
            <div>
                <dt>
                    <b>{t!(i18n, events.together)}</b>
                </dt>
                <dd>
                    <b>{figures(|plan| plan.budget_total)}</b>
                </dd>
            </div>
        </dl>
    }
}

fn write_middle(f: &Formatter, range: MoneyRange) -> String {
    f.fmt_money_rounded(range.middle())
}

fn empty_line() -> BudgetLine {
    BudgetLine {
        label: Wording::default(),
        driver: CostDriver::Fixed,
        amount: MoneyRange::default(),
        note: Wording::default(),
    }
}
