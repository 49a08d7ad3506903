//! The playbook of one class: who they are, what to say and offer, why they have not bought and
//! what to do about it, and words to start with.

use super::call_script::CallScriptDialog;
use super::edit_playbook::EditPlaybookDialog;
use super::lens::LensPlace;
use super::reason_mix::ReasonMix;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::board::Board;
use crate::state::customer_table::{Listing, address};
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, LinkButton};
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::icon::Icon;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::text::Text;
use meadow_core::playbooks::ClassPlaybook;
use meadow_core::protocol::GetPlaybook;
use meadow_core::views::playbook::PlaybookView;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// `choose` is called with the class whose playbook is wanted.
#[component]
pub fn Playbook(board: Board, chosen: Memo<Class>, choose: Callback<Class>) -> impl IntoView {
    let i18n = use_i18n();
    let settings = Settings::expect();
    let playbook =
        Workspace::expect().asked(move || Some(GetPlaybook { class: chosen.get(), reason: None }));
    let text = move |read: fn(&ClassPlaybook) -> &Text| {
        move || {
            let view: Arc<PlaybookView> = playbook.get()?;
            Some(read(&view.playbook).get(settings.language.get()).to_owned())
        }
    };
    let is_script_open = RwSignal::new(false);
    let is_edit_open = RwSignal::new(false);
    let calls_path = Signal::derive(move || format!("/calls?class={}", chosen.get().slug()));
    let list_path = Signal::derive(move || {
        format!("/customers?{}", address::write(&Listing::of_class(chosen.get())))
    });
    let portrait_path =
        Signal::derive(move || address::portrait_of(&Listing::of_class(chosen.get()).filters));
    view! {
        <section
            class="playbook"
            data-class=move || chosen.get().slug()
            aria-labelledby="playbook-title"
        >
            <Pick chosen=chosen choose=choose />
            <div
                class="stack"
                role="tabpanel"
                id="playbook-panel"
                aria-labelledby=move || format!("playbook-tab-{}", chosen.get().slug())
            >
                <header class="playbook__head">
                    <div>
                        <h2 id="playbook-title">{text(|p| &p.headline)}</h2>
                        <Standing board=board chosen=chosen />
                    </div>
                    <svg class="playbook__plate" aria-hidden="true">
                        <use href=move || {
                            crate::platform::site::asset(
                                &format!("icons.svg#i-{}", chosen.get().slug()),
                            )
                        }></use>
                    </svg>
                </header>
                <p>{text(|p| &p.aim)}</p>
                <dl class="plays">
                    <div>
                        <dt>{t!(i18n, segments.say)}</dt>
                        <dd>{text(|p| &p.say)}</dd>
                    </div>
                    <div>
                        <dt>{t!(i18n, segments.offer)}</dt>
                        <dd>{text(|p| &p.offer)}</dd>
                    </div>
                    <div>
                        <dt>{t!(i18n, segments.prove)}</dt>
                        <dd>{text(|p| &p.prove)}</dd>
                    </div>
                    <div>
                        <dt>{t!(i18n, segments.avoid)}</dt>
                        <dd>{text(|p| &p.avoid)}</dd>
                    </div>
                </dl>
                <details class="later">
                    <summary>{t!(i18n, segments.how_title)}</summary>
                    <dl class="plays plays--wide">
                        <div>
                            <dt>{t!(i18n, segments.channel)}</dt>
                            <dd>{text(|p| &p.channel)}</dd>
                        </div>
                        <div>
                            <dt>{t!(i18n, segments.cadence)}</dt>
                            <dd>{text(|p| &p.cadence)}</dd>
                        </div>
                        <div>
                            <dt>{t!(i18n, segments.ceiling)}</dt>
                            <dd>{text(|p| &p.ceiling)}</dd>
                        </div>
                        <div>
                            <dt>{t!(i18n, segments.watch)}</dt>
                            <dd>{text(|p| &p.watch)}</dd>
                        </div>
                        <div>
                            <dt>{t!(i18n, segments.for_leads)}</dt>
                            <dd>{text(|p| &p.leads)}</dd>
                        </div>
                    </dl>
                </details>
                <details class="later">
                    <summary>{t!(i18n, segments.reasons_title)}</summary>
                    <ReasonMix chosen=chosen ceiling=Signal::derive(text(|p| &p.ceiling)) />
                    <p>
                        <a class="play-link" href=link(&LensPlace::Plays.path())>{t!(i18n, plays.to_table)}</a>
                    </p>
                </details>
                <div class="row">
                    <LinkButton path=list_path icon="people">
                        <ListLabel board=board chosen=chosen />
                    </LinkButton>
                    <LinkButton path=portrait_path icon="paw">
                        {t!(i18n, portrait.title)}
                    </LinkButton>
                    <LinkButton path=calls_path icon="phone">
                        {t!(i18n, segments.call_them)}
                    </LinkButton>
                    <Button icon="ledger" on_press=move |()| is_script_open.set(true)>
                        {t!(i18n, segments.script)}
                    </Button>
                    <Button icon="edit" on_press=move |()| is_edit_open.set(true)>
                        {t!(i18n, segments.edit_playbook)}
                    </Button>
                </div>
            </div>
        </section>
        <CallScriptDialog open=is_script_open playbook=playbook chosen=chosen />
        <EditPlaybookDialog open=is_edit_open playbook=playbook />
    }
}

/// The four classes as tabs: arrows move, Home and End jump. Only the chosen one is written out.
#[component]
fn Pick(chosen: Memo<Class>, choose: Callback<Class>) -> impl IntoView {
    let i18n = use_i18n();
    let on_key = move |event: KeyboardEvent| {
        let here = chosen.get_untracked() as usize;
        let n = Class::ALL.len();
        let there = match event.key().as_str() {
            "ArrowRight" => (here + 1) % n,
            "ArrowLeft" => (here + n - 1) % n,
            "Home" => 0,
            "End" => n - 1,
            _ => return,
        };
        event.prevent_default();
        let class = Class::ALL[there];
        choose.run(class);
        let tab = document().get_element_by_id(&format!("playbook-tab-{}", class.slug()));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            // Fails only for a tab that is gone.
            let _ = tab.focus();
        }
    };
    let tab = move |class: Class| {
        let name = class_plural(class);
        let is_chosen = move || chosen.get() == class;
        view! {
            <button
                type="button"
                role="tab"
                id=format!("playbook-tab-{}", class.slug())
                data-class=class.slug()
                aria-controls="playbook-panel"
                aria-label=move || name.get()
                aria-selected=move || if is_chosen() { "true" } else { "false" }
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                title=move || name.get()
                on:click=move |_| choose.run(class)
            >
                <Icon name=class.slug() />
                {move || is_chosen().then(|| name.get())}
            </button>
        }
    };
    view! {
        <div
            class="segmented playbook__pick"
            role="tablist"
            aria-label=move || t_string!(i18n, segments.playbook_of)
            on:keydown=on_key
        >
            {Class::ALL.map(tab).collect_view()}
        </div>
    }
}

/// How many they are, what they bring, and how they take to discounts.
#[component]
fn Standing(board: Board, chosen: Memo<Class>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let counts = move || {
        let f = formatter.get();
        let (view, class) = (board.view.get()?, chosen.get());
        let n = f.fmt_int(i64::from(view.counts.get(class)));
        let share = f.fmt_percent(view.value_shares[class as usize]);
        Some(agree(&t_string!(i18n, segments.standing, n = n, share = share).to_string()))
    };
    let leads = move || {
        let (view, class) = (board.view.get()?, chosen.get());
        let n = Some(view.expected.get(class)).filter(|n| *n > 0)?;
        let n = formatter.get().fmt_int(i64::from(n));
        Some(agree(&t_string!(i18n, segments.standing_leads, n = n).to_string()))
    };
    let discount = move || {
        let (view, class) = (board.view.get()?, chosen.get());
        let share = formatter.get().fmt_percent(view.discount_shares[class as usize]?);
        Some(t_string!(i18n, segments.standing_discount, share = share).to_string())
    };
    view! {
        <p class="muted">{counts} " " {leads} " " {discount}</p>
    }
}

/// "List 229": everybody the link opens. The leads expected there are counted and listed apart.
#[component]
fn ListLabel(board: Board, chosen: Memo<Class>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    move || {
        let n = board.view.get().map_or(0, |view| view.counts.get(chosen.get()));
        t_string!(i18n, segments.list, n = formatter.get().fmt_int(i64::from(n))).to_string()
    }
}
