//! The rule as groups within groups, each part with what can be done to it. Every act is a button, and
//! the focus stays with the part that was touched.

use super::condition_dialog::ConditionDialog;
use super::condition_draft::ConditionDraft;
use super::lists::Lists;
use super::paths::{self, Path};
use super::words::{condition_text, join_name};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::icon::Icon;
use crate::ui::components::select_field::{Choice, ChoiceList};
use leptos::prelude::*;
use meadow_core::views::rule::{Condition, Join, MAX_DEPTH, MAX_PARTS, Rule};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What the parts of the tree share.
#[derive(Clone, Copy)]
struct Tree {
    rule: RwSignal<Rule>,
    lists: Lists,
    draft: ConditionDraft,
    is_open: RwSignal<bool>,
    /// Where the condition in the dialog goes: into a group, or in the place of a condition.
    place: RwSignal<(Path, bool)>,
    /// By their place among all conditions of the rule.
    gone: Signal<Vec<u32>>,
}

/// `gone`: conditions that ask for what is not there any more.
#[component]
pub fn RuleTree(
    rule: RwSignal<Rule>,
    lists: Lists,
    #[prop(into)] gone: Signal<Vec<u32>>,
) -> impl IntoView {
    let tree = Tree {
        rule,
        lists,
        gone,
        draft: ConditionDraft::new(),
        is_open: RwSignal::new(false),
        place: RwSignal::new((Path::new(), false)),
    };
    let done = move |condition: Condition| {
        let (path, is_there) = tree.place.get_untracked();
        let part = Rule::Is(condition);
        tree.change("edit", move |rule| {
            if is_there {
                paths::replace(rule, &path, part);
                Some(path)
            } else {
                paths::add(rule, &path, part)
            }
        });
    };
    let whole = move || {
        let rule = tree.rule.get();
        part_view(tree, &rule, Path::new(), &mut 0)
    };
    view! {
        <div class="rule">{whole}</div>
        <ConditionDialog open=tree.is_open draft=tree.draft lists=lists on_done=done />
    }
}

impl Tree {
    /// `change` says which part has the focus afterwards, on the control of this name.
    fn change(self, control: &'static str, change: impl FnOnce(&mut Rule) -> Option<Path>) {
        let path = self.rule.try_update(change).flatten();
        if let Some(path) = path {
            focus(control_id(control, &path));
        }
    }

    fn ask(self, place: Path, condition: Option<&Condition>) {
        self.draft.begin(condition);
        self.place.set((place, condition.is_some()));
        self.is_open.set(true);
    }

    fn remove(self, path: Path) {
        // The outermost part is in nothing that it could be taken out of.
        let Some((_, group)) = path.split_last() else { return };
        let group = group.to_vec();
        self.change("add", move |rule| {
            paths::remove(rule, &path);
            Some(group)
        });
    }
}

/// One for every part and control.
fn control_id(control: &str, path: &[usize]) -> String {
    let steps: Vec<String> = path.iter().map(usize::to_string).collect();
    format!("rule-{control}-{}", steps.join("-"))
}

/// Once the part is drawn anew: one frame later.
fn focus(id: String) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

fn part_view(tree: Tree, rule: &Rule, path: Path, n_conditions: &mut u32) -> AnyView {
    match rule {
        Rule::Is(condition) => {
            let at = *n_conditions;
            *n_conditions += 1;
            let (condition, path) = (condition.clone(), path);
            view! { <ConditionRow tree=tree condition=condition path=path at=at /> }.into_any()
        }
        Rule::Group(join, parts) => {
            let parts: Vec<AnyView> = parts
                .iter()
                .enumerate()
                .map(|(at, part)| {
                    let own = [&path[..], &[at]].concat();
                    part_view(tree, part, own, n_conditions)
                })
                .collect();
            view! { <GroupBox tree=tree join=*join path=path parts=parts /> }.into_any()
        }
    }
}

#[component]
fn GroupBox(tree: Tree, join: Join, path: Path, parts: Vec<AnyView>) -> impl IntoView {
    let i18n = use_i18n();
    let joins = [Join::All, Join::Any, Join::None];
    let key = |join: Join| (join as u8).to_string();
    let choices = Signal::derive(move || {
        joins.map(|join| Choice::new(key(join), join_name(i18n, join))).to_vec()
    });
    let is_outer = path.is_empty();
    let is_empty = parts.is_empty();
    let choose = {
        let path = path.clone();
        move |event| {
            let value = event_target_value(&event);
            if let Some(join) = joins.into_iter().find(|join| key(*join) == value) {
                let path = path.clone();
                tree.change("join", move |rule| {
                    paths::set_join(rule, &path, join);
                    Some(path)
                });
            }
        }
    };
    let add = {
        let path = path.clone();
        move |_| tree.ask(path.clone(), None)
    };
    let depth = path.len() + 1;
    let add_group = {
        let path = path.clone();
        move |_| {
            let path = path.clone();
            tree.change("join", move |rule| {
                paths::add(rule, &path, Rule::Group(Join::Any, Vec::new()))
            });
        }
    };
    let is_full = move || tree.rule.with(|rule| rule.n_parts() >= MAX_PARTS);
    let is_deepest_or_full = move || depth >= MAX_DEPTH || is_full();
    let acts = (!is_outer).then(|| {
        let label = Signal::derive(move || join_name(i18n, join));
        view! { <PartActs tree=tree path=path.clone() label=label /> }
    });
    let empty = move || {
        is_empty.then(|| {
            let said = match join {
                Join::Any => t_string!(i18n, rules.empty_any),
                Join::All | Join::None => t_string!(i18n, rules.empty_all),
            };
            view! { <p class="fine">{said}</p> }
        })
    };
    view! {
        <fieldset class="rule__group" data-join=format!("{join:?}").to_lowercase()>
            <legend class="sr-only">{move || join_name(i18n, join)}</legend>
            <div class="rule__head">
                <select
                    class="select"
                    id=control_id("join", &path)
                    aria-label=move || t_string!(i18n, rules.join)
                    on:change=choose
                >
                    <ChoiceList choices=choices value=key(join) />
                </select>
                {acts}
            </div>
            <div class="rule__parts">{parts} {empty}</div>
            <div class="row">
                <button
                    class="btn"
                    type="button"
                    data-size="sm"
                    id=control_id("add", &path)
                    disabled=is_full
                    on:click=add
                >
                    <Icon name="plus" />
                    {t!(i18n, rules.add_condition)}
                </button>
                <button
                    class="btn"
                    type="button"
                    data-size="sm"
                    data-variant="quiet"
                    disabled=is_deepest_or_full
                    on:click=add_group
                >
                    <Icon name="plus" />
                    {t!(i18n, rules.add_group)}
                </button>
            </div>
        </fieldset>
    }
}

#[component]
fn ConditionRow(tree: Tree, condition: Condition, path: Path, at: u32) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let text = {
        let condition = condition.clone();
        Signal::derive(move || condition_text(i18n, &formatter.get(), tree.lists, &condition))
    };
    let gone = move || {
        tree.gone.with(|gone| gone.contains(&at)).then(|| {
            view! { <span class="tag" data-tone="warn">{t!(i18n, rules.condition_gone)}</span> }
        })
    };
    let edit = {
        let path = path.clone();
        move |_| tree.ask(path.clone(), Some(&condition))
    };
    view! {
        <div class="rule__condition">
            <button
                class="rule__text"
                type="button"
                id=control_id("edit", &path)
                title=move || t_string!(i18n, rules.edit_condition)
                on:click=edit
            >
                {text}
            </button>
            {gone}
            <PartActs tree=tree path=path label=text />
        </div>
    }
}

/// Moving and removing a part; `label` names it.
#[component]
fn PartActs(tree: Tree, path: Path, label: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let shift = |control: &'static str, icon: &'static str, up: bool| {
        let own = path.clone();
        let named = move || {
            let name = label.get();
            match up {
                true => t_string!(i18n, rules.move_up, name = name).to_string(),
                false => t_string!(i18n, rules.move_down, name = name).to_string(),
            }
        };
        let run = move |_| {
            let own = own.clone();
            // At the end of the way it stays, and keeps the focus.
            tree.change(control, move |rule| paths::shift(rule, &own, up).or(Some(own)));
        };
        view! {
            <button
                class="btn"
                type="button"
                data-icon=""
                data-variant="quiet"
                id=control_id(control, &path)
                aria-label=named
                title=named
                on:click=run
            >
                <Icon name=icon />
            </button>
        }
    };
    let (up, down) = (shift("up", "up", true), shift("down", "down", false));
    let removed = path.clone();
    let named = move || {
        let name = label.get();
        t_string!(i18n, rules.remove, name = name).to_string()
    };
    view! {
        <span class="rule__acts">
            {up} {down}
            <button
                class="btn"
                type="button"
                data-icon=""
                data-variant="quiet"
                aria-label=named
                title=named
                on:click=move |_| tree.remove(removed.clone())
            >
                <Icon name="trash" />
            </button>
        </span>
    }
}
