//! The facts of the workspace, the choices of this browser, what is stored and who sees it.

mod about;
mod backup;
pub mod blacklist;
mod compared_rows;
mod comparison;
mod comparison_words;
mod contact_rules;
pub mod export_stored;
mod facts;
mod forget_steps;
mod history;
mod hurt;
mod interface;
mod one_to_one;
mod own_fields;
mod products;
mod purposes;
mod storage;
mod workspaces;

use self::about::About;
use self::backup::BackupPart;
use self::blacklist::Blacklist;
use self::contact_rules::ContactRules;
use self::facts::Facts;
use self::history::History;
use self::interface::Interface;
use self::one_to_one::OneToOne;
use self::own_fields::OwnFields;
use self::products::Products;
use self::storage::StorageAndPrivacy;
use self::workspaces::Workspaces;
use crate::i18n::{t_string, use_i18n};
use crate::state::actions::{Action, ActionGroup, Actions};
use crate::state::facts_in_hand::FactsInHand;
use crate::state::page::declare_page;
use crate::state::workspace::Workspace;
use crate::ui::components::heading::show_heading;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Loading;
use crate::ui::part_in_address::go_to_part_in_address;
use crate::ui::wizards::say;
use leptos::prelude::*;

/// The parts in order: the ids of their headings.
const PARTS: [&str; 12] = [
    "workspace",
    "one-to-one",
    "products",
    "own-fields",
    "contact",
    "blacklist",
    "interface",
    "storage",
    "backup",
    "workspaces-list",
    "history",
    "about",
];

#[component]
pub fn SettingsPage() -> impl IntoView {
    let i18n = use_i18n();
    declare_page(say!(i18n, shell.settings), Vec::new());
    let facts = FactsInHand::open();
    provide_context(facts);
    register_actions();
    let workspace_id = {
        let revision = Workspace::expect().revision();
        Memo::new(move |_| revision.get().map(|(id, _)| id))
    };
    let has_facts = Memo::new(move |_| facts.facts.with(Option::is_some));
    go_to_part_in_address(move |part| has_facts.get() && PARTS.into_iter().any(|id| id == part));
    view! {
        <PageHead
            title=say!(i18n, settings.title)
            lead=say!(i18n, settings.lead)
        />
        <div class="settings">
            <nav class="settings__toc" aria-label=move || t_string!(i18n, settings.parts)>
                <ul>
                    {PARTS
                        .map(|part| {
                            view! {
                                <li>
                                    <button type="button" on:click=move |_| show_heading(part)>
                                        {move || part_name(part)}
                                    </button>
                                </li>
                            }
                        })
                        .into_iter()
                        .collect_view()}
                </ul>
            </nav>
            <div class="stack stack--8">
                {move || {
                    // Fields are made anew for another workspace.
                    workspace_id.track();
                    if has_facts.get() {
                        view! {
                            <Facts />
                            <OneToOne />
                            <Products />
                            <OwnFields />
                            <ContactRules />
                            <Blacklist />
                        }
                            .into_any()
                    } else {
                        view! {
                            <Loading />
                        }
                            .into_any()
                    }
                }}
                <Interface />
                <StorageAndPrivacy />
                <BackupPart />
                <Workspaces />
                <History />
                <About />
            </div>
        </div>
    }
}

fn part_name(part: &str) -> String {
    let i18n = use_i18n();
    match part {
        "workspace" => t_string!(i18n, settings.facts),
        "one-to-one" => t_string!(i18n, settings.one_to_one),
        "products" => t_string!(i18n, settings.products),
        "own-fields" => t_string!(i18n, settings.own_fields),
        "contact" => t_string!(i18n, settings.contact),
        "blacklist" => t_string!(i18n, settings.blacklist),
        "interface" => t_string!(i18n, settings.interface),
        "storage" => t_string!(i18n, settings.storage),
        "backup" => t_string!(i18n, settings.backup),
        "workspaces-list" => t_string!(i18n, settings.workspaces),
        "history" => t_string!(i18n, settings.history),
        _ => t_string!(i18n, settings.about),
    }
    .to_owned()
}

fn register_actions() {
    let i18n = use_i18n();
    let actions = Actions::expect();
    let parts = [
        ("one-to-one", "coin", say!(i18n, settings.action_one_to_one), "yiduiyi chengben cost"),
        ("products", "tag", say!(i18n, settings.action_products), "chanpin products margin"),
        ("own-fields", "ledger", say!(i18n, settings.own_fields), "zidingyi ziduan custom fields"),
        (
            "contact",
            "clock",
            say!(i18n, settings.contact),
            "chuda guize miandarao duanxin qianming quiet hours cap sms",
        ),
        ("blacklist", "warn", say!(i18n, settings.blacklist), "heimingdan lahei blacklist block"),
        ("storage", "lock", say!(i18n, settings.action_privacy), "yinsi cunchu privacy storage"),
        ("backup", "lock", say!(i18n, settings.action_backup), "beifen backup restore huifu"),
        ("history", "clock", say!(i18n, settings.action_history), "lishi undo history"),
    ];
    for (part, icon, label, keywords) in parts {
        actions.add(Action {
            group: ActionGroup::GoTo,
            icon,
            label,
            keywords,
            shortcut: None,
            run: Callback::new(move |()| show_heading(part)),
        });
    }
}
