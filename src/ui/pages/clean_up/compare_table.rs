//! Records side by side, a row for each fact: equal ones quiet, different ones to choose from, and
//! what stays. On a phone each fact is a card.

use super::facts::{Fact, consent_text, title_of};
use super::group_card::Comparison;
use crate::i18n::{t, t_string};
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::components::no_invite_mark::NoInviteMark;
use leptos::prelude::*;
use meadow_core::domain::customer::Customer;
use meadow_core::views::duplicates::DuplicatePart;

#[component]
pub fn CompareTable(comparison: Comparison) -> impl IntoView {
    let Comparison { i18n, group, included, .. } = comparison;
    let formatter = use_formatter();
    let n_parts = group.with_value(|group| group.parts.len());
    let heads = (0..n_parts).map(|at| {
        let name = move || {
            let n = formatter.get().fmt_int(at as i64 + 1);
            group.with_value(|group| {
                let name = title_of(i18n, &group.parts[at].customer);
                t_string!(i18n, cleanup.record_n, n = n, name = name).to_string()
            })
        };
        let content = if n_parts > 2 {
            let label = move || t_string!(i18n, cleanup.belongs, record = name()).to_string();
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        aria-label=label
                        prop:checked=move || included.with(|included| included[at])
                        on:change=move |event| {
                            let is_in = event_target_checked(&event);
                            included.update(|included| included[at] = is_in);
                        }
                    />
                    {name}
                </label>
            }
            .into_any()
        } else {
            name.into_any()
        };
        let obstacle = group.with_value(|group| group.parts[at].obstacle);
        view! {
            <th scope="col">
                {content} <NoInviteMark obstacle=obstacle />
            </th>
        }
    });
    let facts = group.with_value(|group| {
        let people = group.parts.iter().map(|part| &part.customer);
        let facts = Fact::known_of(people.clone());
        facts
            .into_iter()
            .map(|fact| {
                let differs = fact.differs(people.clone());
                (fact, differs)
            })
            .collect::<Vec<_>>()
    });
    let rows = facts.into_iter().map(
        |(fact, differs)| view! { <FactRow comparison=comparison fact=fact differs=differs /> },
    );
    view! {
        <div class="pair__scroll" tabindex="0" role="group" aria-label=move || t_string!(i18n, cleanup.side_by_side)>
            <table class="table pair__table" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, cleanup.fact)}</th>
                        {heads.collect_view()}
                        <th scope="col">{t!(i18n, cleanup.after)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()} <SumRows comparison=comparison /></tbody>
            </table>
        </div>
    }
}

#[component]
fn FactRow(comparison: Comparison, fact: Fact, differs: bool) -> impl IntoView {
    let Comparison { i18n, group, included, picks, fields, .. } = comparison;
    let formatter = use_formatter();
    let n_parts = group.with_value(|group| group.parts.len());
    let fact = StoredValue::new(fact);
    let name = move || fact.with_value(|fact| fact.name(i18n, &fields.get()));
    let value = move |at: usize| {
        let f = formatter.get();
        group.with_value(|group| {
            fact.with_value(|fact| fact.value(i18n, &f, &group.parts[at].customer))
        })
    };
    let stays = Memo::new(move |_| fact.with_value(|fact| comparison.stays(fact)));
    // One name for the radios of one row, so that arrows walk among them.
    let radio_name = fact.with_value(|fact| format!("stays-{fact:?}"));
    let cells = (0..n_parts).map(|at| {
        let is_known = group.with_value(|group| {
            fact.with_value(|fact| !fact.is_empty_of(&group.parts[at].customer))
        });
        let content = if differs && is_known {
            let label = move || {
                t_string!(i18n, cleanup.value_of, value = value(at), field = name()).to_string()
            };
            view! {
                <label class="check">
                    <input
                        type="radio"
                        name=radio_name.clone()
                        aria-label=label
                        disabled=move || included.with(|included| !included[at])
                        prop:checked=move || stays.get() == Some(at)
                        on:change=move |_| {
                            picks.update(|picks| {
                                picks.insert(fact.get_value(), at);
                            });
                        }
                    />
                    <span>{move || value(at)}</span>
                </label>
            }
            .into_any()
        } else {
            view! { <Known text=Signal::derive(move || value(at)) /> }.into_any()
        };
        view! { <td data-label=move || record_label(comparison, at)>{content}</td> }
    });
    let result = Signal::derive(move || match stays.get() {
        Some(at) => value(at),
        None => String::new(),
    });
    view! {
        <tr data-same=(!differs).then_some("") data-differs=differs.then_some("")>
            <th scope="row">{name}</th>
            {cells.collect_view()}
            <td class="pair__result" data-label=move || t_string!(i18n, cleanup.after)>
                <Known text=result />
            </td>
        </tr>
    }
}

/// What adds up and is not chosen: orders, consent, tags, notes.
#[component]
fn SumRows(comparison: Comparison) -> impl IntoView {
    let Comparison { i18n, group, included, preview, .. } = comparison;
    let formatter = use_formatter();
    let n_parts = group.with_value(|group| group.parts.len());
    let row = move |name: Signal<String>,
                    value: Signal<Vec<String>>,
                    result: Signal<String>,
                    tag: Option<Signal<String>>| {
        let cells = (0..n_parts).map(|at| {
            let text = Signal::derive(move || value.with(|value| value[at].clone()));
            view! {
                <td data-label=move || record_label(comparison, at)>
                    <Known text=text />
                </td>
            }
        });
        view! {
            <tr data-sum="">
                <th scope="row">{move || name.get()}</th>
                {cells.collect_view()}
                <td class="pair__result" data-label=move || t_string!(i18n, cleanup.after)>
                    <span>
                        <Known text=result />
                        {tag
                            .map(|tag| {
                                view! {
                                    " "
                                    <span class="tag" data-tone="warn">
                                        {move || tag.get()}
                                    </span>
                                }
                            })}
                    </span>
                </td>
            </tr>
        }
        .into_any()
    };
    let of_parts = move |text: &dyn Fn(&DuplicatePart) -> String| {
        group.with_value(|group| group.parts.iter().map(text).collect::<Vec<_>>())
    };
    let of_merged = move |text: &dyn Fn(&Customer) -> String| {
        preview.get().map(|merged| text(&merged)).unwrap_or_default()
    };
    let comma = move || t_string!(i18n, customers.list_comma);
    let orders_text = move |n_orders: u32, spend| {
        let f = formatter.get();
        match n_orders {
            0 => String::new(),
            n => {
                let n = f.fmt_int(i64::from(n));
                let spend = f.fmt_money(spend);
                agree(&t_string!(i18n, cleanup.orders_and_spend, n = n, spend = spend).to_string())
            }
        }
    };
    let orders =
        Signal::derive(move || of_parts(&|part| orders_text(part.n_orders, part.spend_total)));
    let all_orders = Signal::derive(move || {
        let included = included.get();
        group.with_value(|group| {
            let own = group.parts.iter().zip(&included).filter(|(_, is_in)| **is_in);
            let (n, spend) = own
                .fold((0, meadow_core::domain::money::Money::ZERO), |sum, (part, _)| {
                    (sum.0 + part.n_orders, sum.1 + part.spend_total)
                });
            orders_text(n, spend)
        })
    });
    let last = Signal::derive(move || {
        let f = formatter.get();
        of_parts(&|part| {
            part.last_purchase.map(|day| f.fmt_date(day.0, DateStyle::Short)).unwrap_or_default()
        })
    });
    let last_of_all = Signal::derive(move || {
        let included = included.get();
        group.with_value(|group| {
            let own = group.parts.iter().zip(&included).filter(|(_, is_in)| **is_in);
            let last = own.filter_map(|(part, _)| part.last_purchase).max();
            last.map(|day| formatter.get().fmt_date(day.0, DateStyle::Short)).unwrap_or_default()
        })
    });
    let consent =
        Signal::derive(move || of_parts(&|part| consent_text(i18n, &part.customer.consent)));
    // Follows the choices: a permission goes with its contact.
    let consent_left = Signal::derive(move || {
        comparison.merged().map(|one| consent_text(i18n, &one.consent)).unwrap_or_default()
    });
    let tags = Signal::derive(move || of_parts(&|part| part.customer.tags.join(comma())));
    let tags_left = Signal::derive(move || of_merged(&|one| one.tags.join(comma())));
    let count = move |n: usize| match n {
        0 => String::new(),
        n => formatter.get().fmt_int(n as i64),
    };
    let notes = Signal::derive(move || of_parts(&|part| count(part.customer.notes.len())));
    let notes_left = Signal::derive(move || of_merged(&|one| count(one.notes.len())));
    let says_anything = move |values: Signal<Vec<String>>| {
        values.with_untracked(|values| values.iter().any(|value| !value.is_empty()))
    };
    let named = move |text: fn(crate::ui::pages::customers::wording::Texts) -> String| {
        Signal::derive(move || text(i18n))
    };
    let stricter = named(|i18n| t_string!(i18n, cleanup.stricter_wins).to_owned());
    let rows = [
        (named(|i18n| t_string!(i18n, cleanup.orders).to_owned()), orders, all_orders, None),
        (
            named(|i18n| t_string!(i18n, customers.col_last_purchase).to_owned()),
            last,
            last_of_all,
            None,
        ),
        (
            named(|i18n| t_string!(i18n, customers.consent).to_owned()),
            consent,
            consent_left,
            Some(stricter),
        ),
        (named(|i18n| t_string!(i18n, customers.col_tags).to_owned()), tags, tags_left, None),
        (named(|i18n| t_string!(i18n, customers.notes).to_owned()), notes, notes_left, None),
    ];
    rows.into_iter()
        .filter(|(_, values, ..)| says_anything(*values))
        .map(|(name, values, result, tag)| row(name, values, result, tag))
        .collect_view()
}

/// A value, or a dash for eyes where there is none.
#[component]
fn Known(text: Signal<String>) -> impl IntoView {
    view! { <span class="vtable__text">{move || text.get()}</span> }
}

fn record_label(comparison: Comparison, at: usize) -> String {
    let i18n = comparison.i18n;
    t_string!(i18n, cleanup.record_number, n = at + 1).to_string()
}
