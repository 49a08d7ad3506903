//! What two steps of the history do not have in common, with the rows behind each count.

use super::compared_rows::{ComparedRows, list_name};
use super::comparison_words::{say_change, say_document, say_fact, say_how};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::skeleton::Loading;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::ids::Revision;
use meadow_core::domain::workspace::CustomField;
use meadow_core::protocol::{CompareStates, GetComparedCustomers};
use meadow_core::views::comparison::{
    ComparedCustomer, ComparedList, Comparison, Counts, HowDifferent,
};
use meadow_core::views::workspace::HistoryEntry;

/// Customers shown at first, and so many more on request.
const N_AT_ONCE: u32 = 20;

/// Two states, by the steps that made them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub before: Revision,
    pub after: Revision,
}

/// The rows behind a count; no list: customers.
type Shown = (Option<ComparedList>, HowDifferent);

/// Open while there is a pair.
#[component]
pub fn CompareDialog(
    pair: RwSignal<Option<Pair>>,
    entries: Signal<Vec<HistoryEntry>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let is_asked = pair.with(Option::is_some);
        if open.get_untracked() != is_asked {
            open.set(is_asked);
        }
    });
    Effect::new(move |_| {
        if !open.get() && pair.with_untracked(Option::is_some) {
            pair.set(None);
        }
    });
    let foot = move || {
        view! { <Button on_press=move |()| open.set(false)>{t!(i18n, common.close)}</Button> }
    };
    view! {
        <Dialog open=open title=say!(i18n, settings.compare_title) foot=foot>
            <Compared pair=pair entries=entries />
        </Dialog>
    }
}

#[component]
fn Compared(pair: RwSignal<Option<Pair>>, entries: Signal<Vec<HistoryEntry>>) -> impl IntoView {
    let i18n = use_i18n();
    let settings = Settings::expect();
    let workspace = Workspace::expect();
    let formatter = use_formatter();
    let comparison = workspace
        .asked(move || pair.get().map(|Pair { before, after }| CompareStates { before, after }));
    let shown = RwSignal::new(None::<Shown>);
    Effect::new(move |_| {
        pair.track();
        shown.set(None);
    });
    let choices = Signal::derive(move || {
        let (language, f) = (settings.language.get(), formatter.get());
        let choice = |entry: HistoryEntry| {
            let label = format!("{} · {}", entry.label.get(language), f.fmt_datetime(entry.at_ms));
            Choice::new(entry.revision.0.to_string(), label)
        };
        entries.get().into_iter().map(choice).collect::<Vec<_>>()
    });
    let chosen = |side: fn(Pair) -> Revision| {
        let now = pair.get_untracked().map(side);
        RwSignal::new(now.map_or(String::new(), |revision| revision.0.to_string()))
    };
    let (before, after) = (chosen(|pair| pair.before), chosen(|pair| pair.after));
    let choose = Callback::new(move |_: String| {
        let revision = |value: RwSignal<String>| value.get_untracked().parse().ok().map(Revision);
        let chosen = revision(before).zip(revision(after));
        if let Some((before, after)) = chosen {
            pair.set(Some(Pair { before, after }));
        }
    });
    let body = move || match (comparison.error.get(), comparison.get()) {
        (Some(error), _) => {
            view! { <p role="alert">{explain(&error).get(settings.language.get()).to_owned()}</p> }
                .into_any()
        }
        (None, Some(found)) if !comparison.is_asking.get() => {
            view! { <Found found=(*found).clone() pair=pair shown=shown /> }.into_any()
        }
        _ => view! { <Loading /> }.into_any(),
    };
    view! {
        <div class="stack">
            <div class="grid-2">
                <SelectField
                    label=say!(i18n, settings.compare_from)
                    choices=choices
                    value=before
                    on_choose=choose
                />
                <SelectField
                    label=say!(i18n, settings.compare_to)
                    choices=choices
                    value=after
                    on_choose=choose
                />
            </div>
            {body}
        </div>
    }
}

#[component]
fn Found(
    found: Comparison,
    pair: RwSignal<Option<Pair>>,
    shown: RwSignal<Option<Shown>>,
) -> impl IntoView {
    let i18n = use_i18n();
    if found == Comparison::default() {
        return view! { <p>{t!(i18n, settings.no_difference)}</p> }.into_any();
    }
    let Comparison { customers, orders, products, interactions, facts, documents } = found;
    let facts_line = (!facts.is_empty()).then(move || {
        let names = move || {
            let names: Vec<String> = facts.iter().map(|fact| say_fact(i18n, *fact)).collect();
            t_string!(i18n, settings.facts_changed, names = names.join(" · ")).to_string()
        };
        view! { <p>{names}</p> }
    });
    let documents = (!documents.is_empty()).then(move || {
        let lines = move || {
            let lines = documents.iter().map(|document| say_document(i18n, document));
            lines.map(|line| view! { <li>{line}</li> }).collect_view()
        };
        view! { <ul class="plain">{lines}</ul> }
    });
    let others = [
        (ComparedList::Orders, orders),
        (ComparedList::Products, products),
        (ComparedList::Contacts, interactions),
    ]
    .map(|(list, counts)| {
        let label = Signal::derive(move || list_name(i18n, list).to_owned());
        let on_show = Callback::new(move |how: HowDifferent| shown.set(Some((Some(list), how))));
        view! { <CountRow label=label counts=counts on_show=on_show /> }
    })
    .into_iter()
    .collect_view();
    view! {
        <div class="table-wrap">
            <table class="table">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col" class="num">{t!(i18n, settings.was_added)}</th>
                        <th scope="col" class="num">{t!(i18n, settings.was_removed)}</th>
                        <th scope="col" class="num">{t!(i18n, settings.was_changed)}</th>
                    </tr>
                </thead>
                <tbody>
                    <CountRow
                        label=say!(i18n, settings.customers)
                        counts=customers
                        on_show=Callback::new(move |how| shown.set(Some((None, how))))
                    />
                    {others}
                </tbody>
            </table>
        </div>
        {facts_line}
        {documents}
        {move || {
            shown
                .get()
                .map(|(list, how)| match list {
                    None => view! { <Customers pair=pair how=how /> }.into_any(),
                    Some(list) => {
                        view! { <ComparedRows pair=pair list=list how=how /> }.into_any()
                    }
                })
        }}
    }
    .into_any()
}

/// A count that is behind something can be opened.
#[component]
fn CountRow(
    #[prop(into)] label: Signal<String>,
    counts: Counts,
    on_show: Callback<HowDifferent>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let cells = counts.each().map(|(how, n)| {
        let figure = move || formatter.get().fmt_int(n.into());
        let cell = match n {
            0 => view! { <span>{figure}</span> }.into_any(),
            _ => {
                let name = move || format!("{} {}: {}", label.get(), say_how(i18n, how), figure());
                view! {
                    <button
                        class="btn"
                        data-size="sm"
                        type="button"
                        aria-label=name
                        on:click=move |_| on_show.run(how)
                    >
                        {figure}
                    </button>
                }
                .into_any()
            }
        };
        view! { <td class="num">{cell}</td> }
    });
    view! {
        <tr>
            <th scope="row">{move || label.get()}</th>
            {cells.into_iter().collect_view()}
        </tr>
    }
}

#[component]
fn Customers(pair: RwSignal<Option<Pair>>, how: HowDifferent) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let n_wanted = RwSignal::new(N_AT_ONCE);
    let page = workspace.asked(move || {
        let (limit, n_skipped) = (n_wanted.get(), 0);
        pair.get().map(|Pair { before, after }| GetComparedCustomers {
            before,
            after,
            how,
            n_skipped,
            limit,
        })
    });
    let rows = move || {
        let page = page.get()?;
        let rows = page.rows.clone().into_iter();
        let fields = StoredValue::new(page.fields.clone());
        Some(rows.map(|row| view! { <CustomerRow row=row fields=fields /> }).collect_view())
    };
    let has_more = move || page.get().is_some_and(|page| page.rows.len() < page.n_rows as usize);
    view! {
        <h3>{move || format!("{}: {}", t_string!(i18n, settings.customers), say_how(i18n, how))}</h3>
        <ul class="log">{rows}</ul>
        <Show when=has_more>
            <Button size="sm" on_press=move |()| n_wanted.update(|n| *n += N_AT_ONCE)>
                {t!(i18n, settings.show_more)}
            </Button>
        </Show>
    }
}

#[component]
fn CustomerRow(row: ComparedCustomer, fields: StoredValue<Vec<CustomField>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let ComparedCustomer { name, key, changes, .. } = row;
    let lines = move || {
        let f = formatter.get();
        let lines = fields.with_value(|fields| {
            let lines = changes.iter().flat_map(|change| say_change(i18n, &f, fields, change));
            lines.collect::<Vec<_>>().into_iter()
        });
        lines.map(|line| view! { <br /><span class="fine">{line}</span> }).collect_view()
    };
    let name = if name.trim().is_empty() { key.clone() } else { name };
    view! {
        <li>
            <span>
                <b>{name}</b>
                " "
                <span class="fine">{key}</span>
                {lines}
            </span>
        </li>
    }
}
