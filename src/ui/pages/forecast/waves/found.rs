//! What the messages bring: a sentence, a row for each, and the reasons. Must not compute: every figure is the
//! engine's.

use super::super::whom::join;
use super::super::why::{Explanation, Reasons};
use super::super::words::{stage_name, write_counts, write_heads, write_shares};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::export_table::{Ranged, plain, with_range};
use crate::ui::wizards::group_name::group_name;
use leptos::prelude::*;
use meadow_core::domain::event::FunnelStage;
use meadow_core::guide::ModelTopic;
use meadow_core::views::shown_table::{ShownTable, TableOf};
use meadow_core::views::waves::{MessageOutlook, WavesView};
use std::sync::Arc;

/// How many register and come, and what that rests on.
pub fn finding(f: &Formatter, view: &WavesView) -> AnyView {
    let i18n = use_i18n();
    let (registered, first) = (&view.registered, &view.registered_by_first);
    let text = t_string!(
        i18n,
        waves.finding,
        n = f.fmt_number(registered.median, 0),
        range = write_counts(f, registered),
        first = f.fmt_number(first.median, 0),
        first_range = write_counts(f, first)
    )
    .to_string();
    let comes = match &view.attended {
        Some(attended) => t_string!(
            i18n,
            waves.comes,
            n = f.fmt_number(attended.median, 0),
            range = write_counts(f, attended)
        )
        .to_string(),
        None => t_string!(i18n, waves.comes_unknown).to_owned(),
    };
    let is_reminded = view.messages.iter().any(|message| message.n_reminded > 0.0);
    let reminders = is_reminded.then(|| t_string!(i18n, waves.rests_on_relative));
    let rests = view.rests_on_range.then(|| t_string!(i18n, waves.rests_on_range));
    let unreached = (!view.unreached.is_empty()).then(|| {
        let groups = join(view.unreached.iter().map(group_name));
        t_string!(i18n, waves.unreached, groups = groups).to_string()
    });
    view! {
        <div data-waves="found">
            <p>
                <b>{text}</b>
                " "
                {comes}
            </p>
            <p class="fine">{reminders} " " {rests} " " {unreached}</p>
        </div>
    }
    .into_any()
}

/// Call inside a view or signal.
pub fn table(view: &Arc<WavesView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let rows = (0..view.messages.len()).map(|place| row(&f, view, place)).collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="h-waves">
            <table class="table ledger" data-stack="" data-part="waves">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, waves.message)}</th>
                        <th scope="col">{t!(i18n, waves.goes_to)}</th>
                        <th scope="col" class="num">{t!(i18n, waves.brings)}</th>
                        <th scope="col" class="num">{t!(i18n, waves.by_then)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(f: &Formatter, view: &Arc<WavesView>, place: usize) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let message = &view.messages[place];
    let written = write_heads(f, &message.brings);
    let (of_view, value) = (view.clone(), written.clone());
    let explain = move || explain(&of_view, place, value.clone());
    let figure = Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain);
    view! {
        <tr>
            <th scope="row">{when(f, message)}</th>
            <td data-label=t_string!(i18n, waves.goes_to)>
                <p>{to_whom(message)}</p>
                <small>{how_many(f, message)}</small>
            </td>
            <td class="num" data-label=t_string!(i18n, waves.brings)>{figure}</td>
            <td class="num" data-label=t_string!(i18n, waves.by_then)>
                {write_heads(f, &message.by_then)}
            </td>
        </tr>
    }
}

fn when(f: &Formatter, message: &MessageOutlook) -> String {
    let i18n = use_i18n();
    match message.days_before {
        0 => t_string!(i18n, waves.on_the_day).to_owned(),
        days => t_string!(i18n, waves.n_days_before, n = f.fmt_int(days.into())).to_string(),
    }
}

fn to_whom(message: &MessageOutlook) -> String {
    let i18n = use_i18n();
    match message.groups.is_empty() {
        true => t_string!(i18n, waves.everybody).to_owned(),
        false => join(message.groups.iter().map(group_name)),
    }
}

fn how_many(f: &Formatter, message: &MessageOutlook) -> String {
    let i18n = use_i18n();
    let invites = (message.n_first > 0).then(|| {
        let n = f.fmt_int(message.n_first.into());
        t_string!(i18n, waves.invites, n = n).to_string()
    });
    let reminds = (message.n_reminded > 0.0).then(|| {
        let n = f.fmt_number(message.n_reminded, 0);
        t_string!(i18n, waves.reminds, n = n).to_string()
    });
    match (invites, reminds) {
        (None, None) => t_string!(i18n, waves.to_nobody).to_owned(),
        (invites, reminds) => join([invites, reminds].into_iter().flatten()),
    }
}

fn explain(view: &WavesView, place: usize, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let message = &view.messages[place];
    let mut inputs = vec![(t_string!(i18n, waves.goes_to).to_owned(), how_many(&f, message))];
    inputs.extend(view.groups.iter().map(|group| {
        let name = group_name(&group.group);
        let label = t_string!(i18n, waves.first_of, group = name).to_string();
        (label, write_shares(&f, group.first.0, group.first.1))
    }));
    Explanation {
        title: when(&f, message),
        value,
        formula: t_string!(i18n, waves.formula).to_owned(),
        inputs,
        sample: t_string!(i18n, waves.sample, n = f.fmt_int(view.n_reached.into())).to_string(),
        source: t_string!(i18n, waves.source).to_owned(),
        model: Some(ModelTopic::Waves),
    }
}

pub fn messages_file(view: &WavesView) -> ShownTable {
    let i18n = use_i18n();
    let table = TableOf::new(t_string!(i18n, waves.title))
        .column("days_before", t_string!(i18n, waves.days_before), |row: &MessageOutlook| {
            f64::from(row.days_before)
        })
        .column("to", t_string!(i18n, waves.to), to_whom)
        .column("invites", t_string!(i18n, waves.file_invites), |row| row.n_first)
        .column("reminds", t_string!(i18n, waves.file_reminds), |row| row.n_reminded);
    let stage = stage_name(FunnelStage::Registered);
    let brings = t_string!(i18n, waves.brings);
    let table =
        with_range(table, i18n, ("brings", brings), plain, |row| Ranged::median(&row.brings));
    with_range(table, i18n, ("registered", &stage), plain, |row| Ranged::median(&row.by_then))
        .rows(&view.messages)
}
