//! One doubtful group: its records side by side, which value stays, and the decision.

use super::compare_table::CompareTable;
use super::facts::{Fact, title_of};
use super::reasons::Likelihoods;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::clean_up::search::{Decisions, DuplicateSearch, Group};
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::icon::Icon;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::{say, say_now};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::customer::Customer;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::workspace::CustomField;
use meadow_core::matching::contact::HomeCountry;
use meadow_core::matching::{Keep, MatchSettings, Survivorship, joined_consent};
use meadow_core::protocol::{Command, GetFacts, MergeChoice, PreviewMerge};
use std::collections::{BTreeMap, BTreeSet};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// As the workspace's rules say, each field by its own.
const BY_RULES: &str = "rules";
const NEWEST: &str = "newest";
const MOST_COMPLETE: &str = "complete";

/// What the parts of the card share.
#[derive(Clone, Copy)]
pub struct Comparison {
    pub i18n: Texts,
    pub group: StoredValue<Group>,
    /// Which of the records belong together.
    pub included: RwSignal<Vec<bool>>,
    /// Values chosen one by one, by the place of their record.
    pub picks: RwSignal<BTreeMap<Fact, usize>>,
    /// What the rule makes of them.
    pub preview: Asked<Customer>,
    pub fields: Signal<Vec<CustomField>>,
    /// Where telephone numbers without a country code belong.
    home: Memo<Option<HomeCountry>>,
}

impl Comparison {
    /// The record whose value stays; `None` while that is being worked out, or where none has one.
    pub fn stays(self, fact: &Fact) -> Option<usize> {
        let included = self.included.get();
        let picked = self.picks.with(|picks| picks.get(fact).copied());
        if let Some(picked) = picked.filter(|at| included.get(*at) == Some(&true)) {
            return Some(picked);
        }
        let preview = self.preview.get()?;
        self.group.with_value(|group| {
            let mut people = group.parts.iter().map(|part| &part.customer).enumerate();
            people
                .find(|(at, person)| included[*at] && fact.is_same(person, &preview))
                .map(|(at, _)| at)
        })
    }

    fn chosen_ids(self) -> Vec<CustomerId> {
        chosen_ids(self.group, self.included)
    }

    /// The one that would stay, with every value as it was chosen and what then holds of consent.
    pub fn merged(self) -> Option<Customer> {
        let mut merged = self.preview.get()?.as_ref().clone();
        let (included, home) = (self.included.get(), self.home.get());
        self.group.with_value(|group| {
            self.picks.with(|picks| {
                for (fact, at) in picks.iter().filter(|(_, at)| included[**at]) {
                    fact.copy(&group.parts[*at].customer, &mut merged);
                }
            });
            let own = group.parts.iter().zip(&included).filter(|(_, is_in)| **is_in);
            let parts: Vec<&Customer> = own.map(|(part, _)| &part.customer).collect();
            merged.consent = joined_consent(&parts, &merged, home);
        });
        Some(merged)
    }
}

/// Of the records that belong together, the one that stays first.
fn chosen_ids(group: StoredValue<Group>, included: RwSignal<Vec<bool>>) -> Vec<CustomerId> {
    let included = included.get();
    group.with_value(|group| {
        let own = group.parts.iter().zip(included).filter(|(_, is_in)| *is_in);
        own.map(|(part, _)| part.customer.id).collect()
    })
}

#[component]
pub fn GroupCard(group: Group, search: DuplicateSearch) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let language = Settings::expect().language;
    let formatter = use_formatter();
    let n_parts = group.parts.len();
    let included = RwSignal::new(vec![true; n_parts]);
    let rule = RwSignal::new(BY_RULES.to_owned());
    let stored = StoredValue::new(group.clone());
    let facts = workspace.asked(|| Some(GetFacts {}));
    let joining = Memo::new(move |_| facts.get().map(|facts| facts.joining.clone()));
    let preview = workspace.asked(move || {
        let parts = chosen_ids(stored, included);
        let survivor = *parts.first()?;
        let rules = match rule.with(|rule| keep_of(rule)) {
            None => Survivorship::by(&joining.get()?, survivor),
            Some(otherwise) => Survivorship { survivor, otherwise, ..Survivorship::default() },
        };
        (parts.len() > 1).then_some(PreviewMerge { parts, rules })
    });
    let fields = Signal::derive(move || {
        facts.get().map(|facts| facts.custom_fields.clone()).unwrap_or_default()
    });
    let comparison = Comparison {
        i18n,
        group: stored,
        included,
        picks: RwSignal::new(BTreeMap::new()),
        preview,
        fields,
        home: Memo::new(move |_| facts.get().and_then(|facts| MatchSettings::of(&facts).home)),
    };

    let names = move || {
        stored.with_value(|group| {
            let names = group.parts.iter().map(|part| title_of(i18n, &part.customer));
            names.collect::<Vec<_>>()
        })
    };
    let title = move || match names().as_slice() {
        [one, other] => {
            t_string!(i18n, cleanup.two_names, one = one.as_str(), other = other.as_str())
                .to_string()
        }
        names => names.join(t_string!(i18n, customers.list_comma)),
    };
    let rules = Signal::derive(move || {
        let all = [
            Choice::new(BY_RULES, t_string!(i18n, cleanup.keep_by_rules)),
            Choice::new(NEWEST, t_string!(i18n, cleanup.keep_newest)),
            Choice::new(MOST_COMPLETE, t_string!(i18n, cleanup.keep_complete)),
        ];
        let f = formatter.get();
        let of_one = stored.with_value(|group| {
            let one = |(at, id): (usize, CustomerId)| {
                let n = f.fmt_int(at as i64 + 1);
                Choice::new(id.0.to_string(), t_string!(i18n, cleanup.keep_of, n = n).to_string())
            };
            let ids = group.parts.iter().map(|part| part.customer.id);
            ids.enumerate().map(one).collect::<Vec<_>>()
        });
        all.into_iter().chain(of_one).collect::<Vec<_>>()
    });

    let can_merge = Memo::new(move |_| {
        included.with(|included| included.iter().filter(|is_in| **is_in).count() > 1)
            && preview.answer.with(Option::is_some)
            && !preview.is_asking.get()
            && preview.error.with(Option::is_none)
    });
    let carry_out = move |command: Command, what: String| {
        let touched: BTreeSet<CustomerId> =
            untrack(|| comparison.chosen_ids()).into_iter().collect();
        let is_partial = touched.len() < n_parts;
        spawn_local(async move {
            match search.decide(command, touched, is_partial).await {
                Ok(()) => offers.offer(what),
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    let decide = move |decision: Decision| {
        if search.is_deciding.get_untracked() {
            return;
        }
        let parts = untrack(|| comparison.chosen_ids());
        match decision {
            Decision::Merge => {
                let merged = untrack(|| comparison.merged());
                let Some(merged) = merged.filter(|_| can_merge.get_untracked()) else { return };
                let n = formatter.get_untracked().fmt_int(parts.len() as i64);
                let name = title_of(i18n, &merged);
                let what = say_now!(i18n, cleanup.merged, n = n.as_str(), name = name.as_str());
                let choices = vec![MergeChoice { parts, merged: Some(Box::new(merged)) }];
                carry_out(Command::MergeCustomers { choices }, what);
            }
            Decision::Different => {
                let pairs = pairs_of(&parts);
                if pairs.is_empty() {
                    return;
                }
                carry_out(Command::KeepApart { pairs }, say_now!(i18n, cleanup.kept_apart));
            }
            Decision::Later => search.step(Decisions::go_on),
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
        if has_modifier || event.repeat() || is_in_field(&event) {
            return;
        }
        // The place of the key, because the letter may be on its way into a Chinese word.
        let decision = match event.code().as_str() {
            "KeyM" => Decision::Merge,
            "KeyD" => Decision::Different,
            "KeyL" => Decision::Later,
            _ => return,
        };
        event.prevent_default();
        decide(decision);
    };
    let error = move || {
        preview.error.get().map(|error| {
            let what = Signal::derive(move || explain(&error).get(language.get()).to_owned());
            let safe = say!(i18n, customers.data_safe);
            view! { <ErrorNote what_happened=what what_is_safe=safe /> }
        })
    };
    let is_busy = move || search.is_deciding.get().then_some("true");
    view! {
        <article class="pair" aria-labelledby="pair-title" on:keydown=on_key>
            <header class="pair__head">
                <h3 id="pair-title" tabindex="-1">
                    {title}
                </h3>
                <Likelihoods group=group />
            </header>
            <div class="pair__rule">
                <SelectField
                    label=say!(i18n, cleanup.rule_label)
                    choices=rules
                    value=rule
                    on_choose=move |_| comparison.picks.set(BTreeMap::new())
                />
                <p class="fine">{t!(i18n, cleanup.adds_up)}</p>
            </div>
            {error} <CompareTable comparison=comparison />
            <footer class="pair__foot" on:keydown=walk_buttons>
                <button
                    class="btn"
                    data-variant="primary"
                    data-decision="merge"
                    type="button"
                    disabled=move || !can_merge.get()
                    aria-busy=is_busy
                    aria-keyshortcuts="M"
                    on:click=move |_| decide(Decision::Merge)
                >
                    <Icon name="merge" />
                    {t!(i18n, cleanup.merge)}
                    " "
                    <kbd aria-hidden="true">"M"</kbd>
                </button>
                <button
                    class="btn"
                    data-decision="different"
                    type="button"
                    aria-busy=is_busy
                    aria-keyshortcuts="D"
                    on:click=move |_| decide(Decision::Different)
                >
                    {t!(i18n, cleanup.different)}
                    " "
                    <kbd aria-hidden="true">"D"</kbd>
                </button>
                <button
                    class="btn"
                    data-variant="quiet"
                    data-decision="later"
                    type="button"
                    aria-keyshortcuts="L"
                    on:click=move |_| decide(Decision::Later)
                >
                    {t!(i18n, cleanup.later)}
                    " "
                    <kbd aria-hidden="true">"L"</kbd>
                </button>
            </footer>
        </article>
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    Merge,
    Different,
    Later,
}

/// `None`: by the rules of the workspace.
fn keep_of(rule: &str) -> Option<Keep> {
    match (rule, rule.parse()) {
        (MOST_COMPLETE, _) => Some(Keep::MostComplete),
        (NEWEST, _) => Some(Keep::Newest),
        (_, Ok(id)) => Some(Keep::Of(CustomerId(id))),
        _ => None,
    }
}

fn pairs_of(ids: &[CustomerId]) -> Vec<(CustomerId, CustomerId)> {
    let pairs = ids.iter().enumerate();
    pairs.flat_map(|(at, one)| ids[at + 1..].iter().map(|other| (*one, *other))).collect()
}

/// Keys that belong to a list, not to the card.
fn is_in_field(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches("select, summary").unwrap_or(false))
}

/// Arrows walk along the buttons of the foot; Enter presses by itself.
fn walk_buttons(event: KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(button) = target.and_then(|target| target.closest("button").ok().flatten()) else {
        return;
    };
    let mut next = match event.key().as_str() {
        "ArrowRight" => button.next_element_sibling(),
        "ArrowLeft" => button.previous_element_sibling(),
        _ => return,
    };
    // One that cannot be pressed now takes no focus.
    while let Some(disabled) = next.as_ref().filter(|next| next.has_attribute("disabled")) {
        next = match event.key().as_str() {
            "ArrowRight" => disabled.next_element_sibling(),
            _ => disabled.previous_element_sibling(),
        };
    }
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        let _ = next.focus();
    }
}
