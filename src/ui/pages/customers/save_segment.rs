//! What is listed, kept as a segment: by its filters, so that it follows, or as the list of those who are
//! listed now. What was searched for and clusters are no rule: such a listing can only be kept as a list.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::customer_table::CustomerTable;
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::dialog_form::{DialogForm, SubmitButton};
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::Choice;
use crate::ui::components::text_field::TextField;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::{Command, EngineError, GetCustomerIds};
use meadow_core::views::rule::{Condition, Join, Rule};
use meadow_core::views::segment::{SegmentAbout, SegmentPeople};
use meadow_core::views::table::{Column, Filter};

/// Ties the button at the dialog's foot to the form in its body.
const FORM_ID: &str = "save-segment";
const LIVE: &str = "live";
const LIST: &str = "list";

/// Why a listing can only be kept as a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NoRule {
    Searched,
    /// They are found anew as the data change.
    Clusters,
}

#[component]
pub fn SaveSegmentDialog(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let table = CustomerTable::expect();
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let name = RwSignal::new(String::new());
    let kind = RwSignal::new(LIVE.to_owned());
    let fault = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let no_rule = Memo::new(move |_| {
        let is_searched = table.search.with(|words| !words.trim().is_empty());
        let is_cluster = |filter: &Filter| matches!(filter.column, Column::Cluster(_));
        let has_clusters = || table.filters.with(|filters| filters.iter().any(is_cluster));
        match is_searched {
            true => Some(NoRule::Searched),
            false => has_clusters().then_some(NoRule::Clusters),
        }
    });
    Effect::new(move |_| {
        if open.get() {
            fault.set(None);
            let is_list = no_rule.get_untracked().is_some();
            kind.set(if is_list { LIST } else { LIVE }.to_owned());
        }
    });
    let choices = Signal::derive(move || {
        let live = Choice::new(LIVE, t_string!(i18n, customers.segment_live));
        let list = Choice::new(LIST, t_string!(i18n, customers.segment_list));
        match no_rule.get() {
            Some(_) => vec![list],
            None => vec![live, list],
        }
    });
    let hint = move || match no_rule.get() {
        Some(NoRule::Searched) => t_string!(i18n, customers.segment_searched),
        Some(NoRule::Clusters) => t_string!(i18n, customers.segment_clusters),
        None if kind.with(|kind| kind == LIVE) => {
            t_string!(i18n, customers.segment_live_hint)
        }
        None => t_string!(i18n, customers.segment_list_hint),
    };
    let save = move |()| {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            fault.set(Some(t_string!(i18n, rules.name_missing).to_owned()));
            return;
        }
        let is_live = kind.with_untracked(|kind| kind == LIVE);
        let said = t_string!(i18n, rules.saved, name = typed.clone()).to_string();
        is_busy.set(true);
        spawn_local(async move {
            let result = keep(workspace, table, typed, is_live).await;
            let _ = is_busy.try_set(false);
            match result {
                Ok(()) => {
                    let _ = open.try_set(false);
                    let _ = name.try_set(String::new());
                    offers.offer(said);
                }
                Err(error) => {
                    let said = explain(&error).get(language.get_untracked()).to_owned();
                    let _ = fault.try_set(Some(said));
                }
            }
        });
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <SubmitButton form=FORM_ID busy=is_busy>{t!(i18n, common.save)}</SubmitButton>
        }
    };
    view! {
        <Dialog
            open=open
            title=Signal::derive(move || t_string!(i18n, customers.save_as_segment).to_owned())
            foot=foot
        >
            <DialogForm id=FORM_ID on_submit=save>
                <TextField
                    label=Signal::derive(move || t_string!(i18n, rules.name).to_owned())
                    value=name
                    error=Signal::derive(move || fault.get())
                />
                <Segmented
                    label=Signal::derive(move || t_string!(i18n, rules.kind).to_owned())
                    choices=choices
                    value=kind
                />
                <p class="fine">{hint}</p>
            </DialogForm>
        </Dialog>
    }
}

async fn keep(
    workspace: Workspace,
    table: CustomerTable,
    name: String,
    is_live: bool,
) -> Result<(), EngineError> {
    let listing = untrack(|| table.listing());
    let people = match is_live {
        true => SegmentPeople::Live(rule_of(&listing.filters)),
        false => {
            let table = listing.query();
            SegmentPeople::Added(workspace.ask(GetCustomerIds { table }).await?)
        }
    };
    let about = SegmentAbout { name, ..SegmentAbout::default() };
    let (about, people) = (Box::new(about), Box::new(people));
    workspace.run(Command::SaveSegment { id: None, about, people }).await.map(drop)
}

/// Whoever passes all filters.
fn rule_of(filters: &[Filter]) -> Rule {
    let conditions = filters.iter().cloned().map(|filter| Rule::Is(Condition::Field(filter)));
    Rule::Group(Join::All, conditions.collect())
}
