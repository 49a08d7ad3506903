//! How the calls by each script have gone, as shares with their range; of few calls no share is told.

use super::files::records_file;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::call_session::CallSession;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::views::calls::{CallShares, ScriptRecord, ShareRange};

#[component]
pub fn Records(session: CallSession) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let names = Class::ALL.map(class_plural);
    let title = Signal::derive(move || t_string!(i18n, calls.records_title).to_owned());
    let share = move |label: &'static str, share: ShareRange| {
        let f = formatter.get();
        let counts = t_string!(
            i18n,
            calls.n_of,
            n = f.fmt_int(share.n.into()),
            of = f.fmt_int(share.of.into())
        )
        .to_string();
        let range = match share.range {
            Some((low, high)) => f.join_range(&f.fmt_percent(low), &f.fmt_percent(high)),
            None => t_string!(i18n, calls.too_few).to_owned(),
        };
        view! {
            <li class="callline">
                <span>{label}</span>
                <span>
                    <b class="num">{counts}</b>
                    " "
                    <span class="fine">{range}</span>
                </span>
            </li>
        }
    };
    let records = move || {
        let list = session.list.get()?;
        if list.scripts.is_empty() {
            return Some(view! { <p class="muted">{t!(i18n, calls.no_records)}</p> }.into_any());
        }
        let shares = |of: &CallShares| {
            view! {
                <ul class="plain">
                    {share(t_string!(i18n, calls.reached), of.reached)}
                    {share(t_string!(i18n, calls.share_interested), of.interested)}
                    {share(t_string!(i18n, calls.share_won), of.won)}
                    {share(t_string!(i18n, calls.share_refused), of.refused)}
                </ul>
            }
        };
        let titled = |name: String, of: &CallShares| {
            let n = formatter.get().fmt_int(of.n_calls.into());
            t_string!(i18n, calls.record_of, class = name, n = n).to_string()
        };
        let record = |record: &ScriptRecord| {
            let name = names[record.script as usize].get();
            let by_reason = record.by_reason.iter().map(|of| {
                let reason = of.reason.get(language.get()).to_owned();
                view! {
                    <h4>{titled(reason, &of.shares)}</h4>
                    {shares(&of.shares)}
                }
            });
            let by_reason = (!record.by_reason.is_empty()).then(|| {
                view! {
                    <details class="later">
                        <summary>{t_string!(i18n, calls.records_by_reason).to_owned()}</summary>
                        {by_reason.collect_view()}
                    </details>
                }
            });
            view! {
                <div>
                    <h3>{titled(name, &record.all)}</h3>
                    {shares(&record.all)}
                    {by_reason}
                </div>
            }
        };
        Some(list.scripts.iter().map(record).collect_view().into_any())
    };
    let has_any =
        Memo::new(move |_| session.list.get().is_some_and(|list| !list.scripts.is_empty()));
    view! {
        <Section id="calls-records" title=title>
            {records}
            <p class="fine">{t!(i18n, calls.records_note)}</p>
            <Show when=move || has_any.get()>
                <ExportTableMenu table=move || {
                    Some(records_file(i18n, names, language.get(), &session.list.get()?.scripts))
                } />
            </Show>
        </Section>
    }
}
