//! The command palette: type a few letters, press Enter. Reads the registered actions; must not
//! know what they do.

use super::{Overlays, fuzzy};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::actions::{Action, ActionGroup, Actions};
use crate::state::settings::{Settings, Theme};
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::shell_summary::ShellSummary;
use crate::ui::components::dialog::ModalFrame;
use crate::ui::components::icon::Icon;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// Enough to choose from; more letters find the rest.
const MOST_SHOWN: usize = 12;

#[component]
pub fn Palette() -> impl IntoView {
    let i18n = use_i18n();
    let open = expect_context::<Overlays>().is_palette_open;
    register_own_actions();
    let label = Signal::derive(move || t_string!(i18n, shell.find).to_owned());
    view! {
        <ModalFrame open=open label=label class="palette">
            <PaletteBody open=open />
        </ModalFrame>
    }
}

#[component]
fn PaletteBody(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let actions = Actions::expect();
    let query = RwSignal::new(String::new());
    let chosen = RwSignal::new(0usize);
    let found = Memo::new_with_compare(
        move |_| query.with(|query| actions.items.with(|items| find_actions(items, query))),
        |_, _| true,
    );
    let leading_group = Memo::new(move |_| {
        found.with(|found| found.first().map_or(ActionGroup::Do, |action| action.group))
    });
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    Effect::new(move |_| {
        let option = document().get_element_by_id(&option_id(chosen.get()));
        if let Some(option) = option {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    let run = move |action: &Action| {
        open.set(false);
        action.run.run(());
    };
    let on_key = move |event: KeyboardEvent| {
        let n_found = found.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if n_found > 0 => chosen.update(|i| *i = (*i + 1) % n_found),
            "ArrowUp" if n_found > 0 => chosen.update(|i| *i = (*i + n_found - 1) % n_found),
            "Enter" => {
                if let Some(action) = found.with(|found| found.get(chosen.get()).cloned()) {
                    run(&action);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let group = move |group: ActionGroup| {
        let title = move || match group {
            ActionGroup::Do => t_string!(i18n, shell.group_do),
            ActionGroup::GoTo => t_string!(i18n, shell.group_go),
        };
        let lines = move || {
            let lines = found.with(|found| {
                found
                    .iter()
                    .enumerate()
                    .filter(|(_, action)| action.group == group)
                    .map(|(index, action)| (index, action.clone()))
                    .collect::<Vec<_>>()
            });
            lines
                .into_iter()
                .map(|(index, action)| {
                    let Action { icon, label, shortcut, .. } = action.clone();
                    view! {
                        <div
                            class="menu__item"
                            role="option"
                            id=option_id(index)
                            aria-selected=move || if chosen.get() == index { "true" } else { "false" }
                            on:mousemove=move |_| chosen.set(index)
                            on:click=move |_| run(&action)
                        >
                            <Icon name=icon />
                            {move || label.get()}
                            {shortcut.map(|keys| view! { <kbd>{keys}</kbd> })}
                        </div>
                    }
                })
                .collect_view()
        };
        let is_empty =
            move || found.with(|found| !found.iter().any(|action| action.group == group));
        view! {
            <div class="palette__group" role="group" aria-label=title hidden=is_empty>
                <p aria-hidden="true">{title}</p>
                <div class="menu">{lines}</div>
            </div>
        }
    };
    view! {
        <div class="palette__in">
            <Icon name="search" />
            <input
                node_ref=input
                type="text"
                autocomplete="off"
                spellcheck="false"
                role="combobox"
                aria-label=move || t_string!(i18n, shell.find)
                aria-expanded="true"
                aria-controls="palette-list"
                aria-autocomplete="list"
                aria-activedescendant=move || (!found.with(Vec::is_empty)).then(|| option_id(chosen.get()))
                on:input=move |event| {
                    query.set(event_target_value(&event));
                    chosen.set(0);
                }
                on:keydown=on_key
            />
            <kbd>"Esc"</kbd>
        </div>
        <div id="palette-list" class="palette__list" role="listbox" aria-label=move || t_string!(i18n, shell.find)>
            {move || {
                let groups = match leading_group.get() {
                    ActionGroup::Do => [ActionGroup::Do, ActionGroup::GoTo],
                    ActionGroup::GoTo => [ActionGroup::GoTo, ActionGroup::Do],
                };
                groups.map(group).collect_view()
            }}
        </div>
        <p class="palette__none" role="status">
            {move || if found.with(Vec::is_empty) { t_string!(i18n, shell.find_nothing) } else { "" }}
        </p>
        <p class="palette__foot">
            <span><kbd>"↑"</kbd>" "<kbd>"↓"</kbd>" "{t!(i18n, shell.find_choose)}</span>
            <span><kbd>"Enter"</kbd>" "{t!(i18n, shell.find_run)}</span>
            <span>{t!(i18n, shell.find_pinyin)}</span>
        </p>
    }
}

/// The actions that fit a query, best first in each group; the group of the best one leads. Where
/// nothing is asked for, what can be done leads.
fn find_actions(items: &[(u64, Action)], query: &str) -> Vec<Action> {
    let mut scored: Vec<(i32, &Action)> = items
        .iter()
        .filter_map(|(_, action)| {
            // What stands behind a colon is detail: "Undo: Import …" is not found by "imp".
            let by_label = action.label.with(|label| {
                fuzzy::score(query, label.split([':', '：']).next().unwrap_or_default())
            });
            // Hidden words weigh less than the name that is seen.
            let by_keyword = action
                .keywords
                .split(' ')
                .filter_map(|word| fuzzy::score(query, word))
                .max()
                .map(|n| n / 2);
            Some((by_label.max(by_keyword)?, action))
        })
        .collect();
    scored.sort_by_key(|(score, _)| -score);
    scored.truncate(MOST_SHOWN);
    let leading = match scored.first() {
        Some((_, best)) if !query.trim().is_empty() => best.group,
        _ => ActionGroup::Do,
    };
    scored.sort_by_key(|(score, action)| (action.group != leading, -score));
    scored.into_iter().map(|(_, action)| action.clone()).collect()
}

fn option_id(index: usize) -> String {
    format!("palette-option-{index}")
}

/// What the shell itself can do; undo and redo are offered while there is something to undo.
fn register_own_actions() {
    let i18n = use_i18n();
    let actions = Actions::expect();
    let settings = Settings::expect();
    let commands = ShellCommands::expect();
    let summary = ShellSummary::expect();
    let overlays = expect_context::<Overlays>();
    let add = move |icon, label: Signal<String>, keywords, run: Callback<()>| {
        actions.add(Action { group: ActionGroup::Do, icon, label, keywords, shortcut: None, run });
    };
    let themes = [(Theme::System, "device"), (Theme::Light, "sun"), (Theme::Dark, "moon")];
    for (theme, icon) in themes {
        let label = Signal::derive(move || {
            match theme {
                Theme::System => t_string!(i18n, shell.use_theme_system),
                Theme::Light => t_string!(i18n, shell.use_theme_light),
                Theme::Dark => t_string!(i18n, shell.use_theme_dark),
            }
            .to_owned()
        });
        add(icon, label, "waiguan theme", Callback::new(move |()| settings.theme.set(theme)));
    }
    let label = Signal::derive(move || t_string!(i18n, shell.switch_language).to_owned());
    add(
        "globe",
        label,
        "yuyan language zhongwen",
        Callback::new(move |()| settings.switch_language()),
    );
    let label = Signal::derive(move || t_string!(i18n, shell.shortcuts).to_owned());
    add(
        "keyboard",
        label,
        "kuaijiejian help",
        Callback::new(move |()| overlays.are_shortcuts_open.set(true)),
    );
    Effect::new(move |_| {
        let language = settings.language.get();
        if !commands.is_answered() {
            return;
        }
        if let Some(what) = summary.undo_label.get() {
            let what = what.get(language).to_owned();
            let label = t_string!(i18n, shell.undo_what, what = what).to_string();
            add(
                "undo",
                Signal::stored(label),
                "chexiao",
                Callback::new(move |()| commands.send(ShellCommand::Undo)),
            );
        }
        if let Some(what) = summary.redo_label.get() {
            let what = what.get(language).to_owned();
            let label = t_string!(i18n, shell.redo_what, what = what).to_string();
            add(
                "undo",
                Signal::stored(label),
                "chongzuo",
                Callback::new(move |()| commands.send(ShellCommand::Redo)),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn action(group: ActionGroup, label: &str) -> (u64, Action) {
        let label = Signal::stored(label.to_owned());
        let run = Callback::new(|()| {});
        (0, Action { group, icon: "x", label, keywords: "", shortcut: None, run })
    }

    #[test]
    fn a_page_is_found_by_its_name_and_never_by_what_could_be_undone() {
        let owner = Owner::new();
        owner.set();
        let items = [
            action(ActionGroup::Do, "Undo: Import 3 customers from people.csv"),
            action(ActionGroup::Do, "Search customers"),
            action(ActionGroup::GoTo, "Customers"),
            action(ActionGroup::GoTo, "Import"),
        ];
        let best = |query: &str| find_actions(&items, query)[0].label.get_untracked();
        assert_eq!(best("cust"), "Customers");
        assert_eq!(best("imp"), "Import");
        assert_eq!(best("undo"), "Undo: Import 3 customers from people.csv");
        assert_eq!(find_actions(&items, "people.csv").len(), 0);
    }
}
