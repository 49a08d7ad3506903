//! What of the workspace is damaged, what is safe, and the ways out.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::{EngineError, FindWholeState};
use meadow_core::views::workspace::{Damage, HistoryEntry, Part};
use std::future::Future;

/// What came of looking for a whole state.
#[derive(Clone, PartialEq)]
enum Search {
    NotBegun,
    Found(HistoryEntry),
    NoneWhole,
}

/// Shown only where something is hurt.
#[component]
pub fn Hurt() -> impl IntoView {
    let i18n = use_i18n();
    let summary = Workspace::expect().summary();
    let hurt = Memo::new(move |_| summary.with(|s| s.as_ref().map(|s| s.hurt.clone())));
    move || {
        let hurt = hurt.get().filter(|hurt| !hurt.is_empty())?;
        let formatter = use_formatter();
        let lines = move || {
            let f = formatter.get();
            let lines = hurt.iter().map(|damage| say_damage(i18n, &f, damage));
            lines.map(|line| view! { <li>{line}</li> }).collect_view()
        };
        Some(view! {
            <Note tone=Tone::Danger>
                <b>{t!(i18n, settings.hurt_title)}</b>
                <ul class="plain">{lines}</ul>
                <p>{t!(i18n, settings.hurt_safe)} " " {t!(i18n, settings.hurt_backup)}</p>
                <WaysOut />
            </Note>
        })
    }
}

#[component]
fn WaysOut() -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let (toasts, settings) = (Toasts::expect(), Settings::expect());
    let language = settings.language;
    let is_busy = RwSignal::new(false);
    let search = RwSignal::new(Search::NotBegun);
    let tell = move |error: &EngineError| {
        toasts.show(explain(error).get(language.get_untracked()));
    };
    let attempt = move |work: std::pin::Pin<Box<dyn Future<Output = Result<(), EngineError>>>>| {
        is_busy.set(true);
        spawn_local(async move {
            if let Err(error) = work.await {
                tell(&error);
            }
            let _ = is_busy.try_set(false);
        });
    };
    let look = move |()| {
        attempt(Box::pin(async move {
            let found = workspace.ask(FindWholeState {}).await?;
            let _ = search.try_set(found.map_or(Search::NoneWhole, Search::Found));
            Ok(())
        }));
    };
    let go_on = move |()| attempt(Box::pin(workspace.accept_loss()));
    let way_back = move || match search.get() {
        Search::NotBegun => view! {
            <Button busy=is_busy on_press=look>
                {t!(i18n, settings.hurt_search)}
            </Button>
        }
        .into_any(),
        Search::Found(entry) => {
            let (revision, label) = (entry.revision, entry.label);
            let what = move || {
                let what = label.get(language.get()).to_owned();
                t_string!(i18n, settings.hurt_go_back_to, what = what).to_string()
            };
            let go_back = move |()| attempt(Box::pin(workspace.go_back(revision)));
            view! { <Button icon="undo" busy=is_busy on_press=go_back>{what}</Button> }.into_any()
        }
        Search::NoneWhole => {
            view! { <p role="status">{t!(i18n, settings.hurt_none)}</p> }.into_any()
        }
    };
    view! {
        <div class="row">
            {way_back}
            <Button busy=is_busy on_press=go_on>
                {t!(i18n, settings.hurt_go_on)}
            </Button>
        </div>
    }
}

/// "Customers 2,001–4,000 (2,000)".
fn say_damage(i18n: Texts, f: &Formatter, damage: &Damage) -> String {
    let part = match damage.part {
        Part::Customers => t_string!(i18n, settings.customers),
        Part::Orders => t_string!(i18n, settings.orders),
        Part::Products => t_string!(i18n, settings.products),
        Part::Interactions => t_string!(i18n, settings.contacts),
        Part::Log => t_string!(i18n, settings.hurt_log),
        Part::Documents => t_string!(i18n, settings.hurt_documents),
        Part::Step => return t_string!(i18n, settings.hurt_step).to_owned(),
    };
    let n = f.fmt_int(damage.n_rows.into());
    if matches!(damage.part, Part::Documents | Part::Log) {
        return t_string!(i18n, settings.hurt_whole, part = part, n = n).to_string();
    }
    let before = damage.n_rows_before as i64;
    let (first, last) = (f.fmt_int(before + 1), f.fmt_int(before + i64::from(damage.n_rows)));
    t_string!(i18n, settings.hurt_line, part = part, first = first, last = last, n = n).to_string()
}
