//! Beside the columns: what there will be afterwards, a name for a first workspace, and the one
//! button.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::document_tag;
use crate::state::figures::use_formatter;
use crate::state::import_session::{ImportSession, Pace};
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::currency_choices::currency_choices;
use crate::ui::components::progress_bar::{ProgressBar, TaskProgress};
use crate::ui::components::section::Section;
use crate::ui::components::select_field::SelectField;
use crate::ui::components::text_field::TextField;
use leptos::prelude::*;
use meadow_core::views::import::FirstFacts;

#[component]
pub fn SummaryPart() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let summary = Workspace::expect().summary();
    let title = Signal::derive(move || t_string!(i18n, import.after_import).to_owned());
    let n_now = move || summary.with(|summary| summary.as_ref().map_or(0, |s| s.n_people));
    let n_orders_now = move || summary.with(|summary| summary.as_ref().map_or(0, |s| s.n_orders));
    let lines = move || {
        let f = formatter.get();
        let report = session.preview.get()?;
        let int = |n: u32| f.fmt_int(i64::from(n));
        let mut lines = vec![
            (t_string!(i18n, import.people_now).to_owned(), int(n_now())),
            (t_string!(i18n, import.people_then).to_owned(), int(n_now() + report.n_customers_new)),
        ];
        if report.n_orders > 0 || report.n_orders_after != n_orders_now() {
            lines.push((t_string!(i18n, import.orders_now).to_owned(), int(n_orders_now())));
            let then = int(report.n_orders_after);
            lines.push((t_string!(i18n, import.orders_then).to_owned(), then));
        }
        let lines = lines.into_iter().map(|(name, value)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
        });
        Some(view! { <dl class="kv">{lines.collect_view()}</dl> })
    };
    let (is_first, currency) = (session.is_first, session.currency);
    let name = RwSignal::new(String::new());
    let import = move |()| {
        let facts = is_first
            .get_untracked()
            .then(|| FirstFacts { name: name.get_untracked(), currency: currency.get_untracked() });
        session.import(facts);
    };
    let n_usable = move || {
        session.preview.with(|report| {
            report.as_ref().map_or(0, |report| report.n_rows.saturating_sub(report.n_rejected()))
        })
    };
    let button_text = move || match session.preview.with(Option::is_some) {
        true => agree(
            &t_string!(i18n, import.import_n, n = formatter.get().fmt_int(n_usable() as i64))
                .to_string(),
        ),
        false => t_string!(i18n, import.import).to_owned(),
    };
    // While it is counted anew it may come in, so that no press is lost; not while it is read another way.
    let is_read_as_asked = move || {
        session.dialect.with(|asked| {
            session
                .inspection
                .with(|seen| seen.as_ref().map(|seen| &seen.dialect) == asked.as_ref())
        })
    };
    let is_ready = move || {
        n_usable() > 0 && is_read_as_asked() && session.mapping_problem.with(Option::is_none)
    };
    let importing = Memo::new(move |_| session.import_pace.with(Option::is_some));
    let counting = Memo::new(move |_| session.preview_pace.with(Option::is_some));
    view! {
        <Section id="after" title=title>
            {lines}
            <Show when=move || is_first.get() && !importing.get()>
                <FirstFields name=name currency=currency />
            </Show>
            {move || {
                if importing.get() {
                    view! { <ImportProgress /> }.into_any()
                } else {
                    view! {
                        <Button
                            kind=ButtonKind::Primary
                            size="lg"
                            disabled=Signal::derive(move || !is_ready())
                            on_press=import
                        >
                            {button_text}
                        </Button>
                        <Show when=move || counting.get()>
                            <ProgressBar
                                label=Signal::derive(move || {
                                    t_string!(i18n, import.counting).to_owned()
                                })
                                progress=Signal::derive(move || {
                                    task_progress(session.preview_pace.get())
                                })
                            />
                        </Show>
                        <p class="fine">{t!(i18n, import.can_be_undone)}</p>
                    }
                        .into_any()
                }
            }}
        </Section>
    }
}

/// Asked gently: both may be left as they are.
#[component]
fn FirstFields(name: RwSignal<String>, currency: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let name_hint = Signal::derive(move || Some(t_string!(i18n, import.name_hint).to_owned()));
    let settings = Settings::expect();
    let currencies = Signal::derive(move || {
        currency_choices(document_tag(settings.language.get()), &currency.get())
    });
    view! {
        <TextField
            label=Signal::derive(move || t_string!(i18n, import.workspace_name).to_owned())
            hint=name_hint
            value=name
        />
        <SelectField
            label=Signal::derive(move || t_string!(i18n, import.currency).to_owned())
            choices=currencies
            value=currency
        />
    }
}

#[component]
fn ImportProgress() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let label = Signal::derive(move || {
        match session.import_pace.get() {
            Some(pace) if pace.is_saving => t_string!(i18n, import.saving),
            _ => t_string!(i18n, import.importing),
        }
        .to_owned()
    });
    view! {
        <ProgressBar
            label=label
            progress=Signal::derive(move || task_progress(session.import_pace.get()))
            on_cancel=Callback::new(move |()| session.cancel_import())
        />
    }
}

fn task_progress(pace: Option<Pace>) -> TaskProgress {
    let pace = pace.unwrap_or_default();
    TaskProgress { done: pace.done, total: pace.total, rate_per_second: pace.rows_per_second }
}
