//! A row for each group: what it shows by itself, what it shows drawn to all, why, and the way to use it.

use super::super::shown::Shown;
use super::super::why::{Explanation, Reasons};
use super::super::words::{write_share, write_shares};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::figures::use_formatter;
use crate::state::forecast::scenario::{choice_of, rate_range, set_rate_range};
use crate::ui::components::button::Button;
use crate::ui::export_table::{Ranged, plain, with_range};
use crate::ui::wizards::group_name::{group_class, group_name};
use crate::ui::wizards::labels::channel_name;
use leptos::html;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::event::{AudienceGroup, FunnelStage};
use meadow_core::guide::ModelTopic;
use meadow_core::views::pooled_rates::{PooledRatesView, PooledRow};
use meadow_core::views::shown_table::{ShownTable, TableOf};
use std::sync::Arc;

/// Call inside a view or signal.
pub fn table(view: &Arc<PooledRatesView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let is_pooled = view.population.is_ok();
    let is_usable = view.rows.iter().any(|row| row.to_use.is_some());
    let rate_head = match is_pooled {
        true => t_string!(i18n, pooled.together),
        false => t_string!(i18n, pooled.alone),
    };
    let rows = (0..view.rows.len()).map(|place| row(&f, view, place, rate_head)).collect_view();
    let hint = is_pooled && !is_usable;
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="h-pooled">
            <table class="table ledger" data-stack="" data-part="pooled">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, pooled.tell_apart)}</th>
                        <th scope="col" class="num">{t!(i18n, pooled.raw)}</th>
                        <th scope="col" class="num">{rate_head}</th>
                        {is_pooled.then(|| view! { <th scope="col">{t!(i18n, pooled.drawn)}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {hint.then(|| view! { <p class="fine">{t!(i18n, pooled.use_hint)}</p> })}
    }
    .into_any()
}

fn row(
    f: &Formatter,
    view: &Arc<PooledRatesView>,
    place: usize,
    rate_head: &'static str,
) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let row = &view.rows[place];
    let class = row.group.as_ref().and_then(group_class).map(Class::slug);
    let range = write_shares(f, row.rate.low, row.rate.high);
    let written = match row.own_part {
        Some(_) => format!("{} ({range})", write_share(f, row.rate.mean)),
        None => range,
    };
    let (of_view, value) = (view.clone(), written.clone());
    let explain = move || explain(&of_view, place, value.clone());
    let figure = match row.own_part {
        Some(_) => Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain),
        None => written.into_any(),
    };
    let drawn = row.own_part.map(|part| {
        let part = f.fmt_percent(part);
        let text = match row.is_mostly_drawn() {
            true => t_string!(i18n, pooled.few, part = part).to_string(),
            false => t_string!(i18n, pooled.own_part, part = part).to_string(),
        };
        let (way, stage) = (row.group.clone().zip(row.to_use), view.terms.stage);
        view! {
            <td data-label=t_string!(i18n, pooled.drawn)>
                <p>{text}</p>
                {way.map(|(group, range)| view! { <UseRate group=group stage=stage range=range /> })}
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <span class="classname" data-class=class>{row_name(f, row)}</span>
            </th>
            <td class="num" data-label=t_string!(i18n, pooled.raw)>
                {write_own(f, row)}
            </td>
            <td class="num" data-label=rate_head>{figure}</td>
            {drawn}
        </tr>
    }
}

/// Puts the range into the forecast in hand, as if it had been typed for the group.
#[component]
fn UseRate(group: AudienceGroup, stage: FunnelStage, range: (f64, f64)) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let forecast = Shown::expect().forecast;
    let group = StoredValue::new(group);
    let is_invited = Memo::new(move |_| {
        forecast.scenario.with(|scenario| {
            scenario.as_ref().is_some_and(|scenario| {
                group.with_value(|group| choice_of(&scenario.event, group).is_some())
            })
        })
    });
    let is_used = Memo::new(move |_| {
        forecast.scenario.with(|scenario| {
            scenario.as_ref().is_some_and(|scenario| {
                let used =
                    group.with_value(|group| rate_range(&scenario.event, Some(group), stage));
                used == Some(range)
            })
        })
    });
    let used = NodeRef::<html::P>::new();
    let take = Callback::new(move |()| {
        forecast.change(|scenario| {
            group.with_value(|group| {
                set_rate_range(&mut scenario.event, Some(group), stage, Some(range));
            });
        });
        // What is told in the button's place takes its focus; it is there a frame later.
        request_animation_frame(move || {
            if let Some(told) = used.get_untracked() {
                let _ = told.focus();
            }
        });
    });
    move || {
        let range = write_shares(&formatter.get(), range.0, range.1);
        if !is_invited.get() {
            view! { <p class="fine">{t!(i18n, pooled.not_invited)}</p> }.into_any()
        } else if is_used.get() {
            let text = t_string!(i18n, pooled.used, range = range).to_string();
            view! {
                <p class="fine" role="status" tabindex="-1" data-part="used" node_ref=used>
                    {text}
                </p>
            }
            .into_any()
        } else {
            let text = t_string!(i18n, pooled.use_range, range = range).to_string();
            view! {
                <Button size="sm" on_press=take>
                    {text}
                </Button>
            }
            .into_any()
        }
    }
}

/// "Open day, 3 May · Bees · SMS".
fn row_name(f: &Formatter, row: &PooledRow) -> String {
    let i18n = use_i18n();
    let event = row.event.as_ref().map(|(name, day)| {
        let day = day.map(|day| f.fmt_date(day.0, DateStyle::Short));
        let parts: Vec<String> = std::iter::once(name.clone()).chain(day).collect();
        parts.join(t_string!(i18n, forecast.list_comma))
    });
    let group = row.group.as_ref().map(group_name);
    let channel = row.channel.map(channel_name);
    let parts: Vec<String> = [event, group, channel].into_iter().flatten().collect();
    match parts.is_empty() {
        true => t_string!(i18n, pooled.everybody).to_owned(),
        false => parts.join(" · "),
    }
}

/// "12 of 80 (15 %)".
fn write_own(f: &Formatter, row: &PooledRow) -> String {
    let i18n = use_i18n();
    let (n, of) = (f.fmt_int(row.n_successes.into()), f.fmt_int(row.n_trials.into()));
    let share = write_share(f, row.share);
    t_string!(i18n, pooled.n_of, n = n, of = of, share = share).to_string()
}

fn explain(view: &PooledRatesView, place: usize, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let row = &view.rows[place];
    let mut inputs = vec![(t_string!(i18n, pooled.in_own).to_owned(), write_own(&f, row))];
    if let Ok(all) = &view.population {
        let rate = all.new_group;
        let range = write_shares(&f, rate.low, rate.high);
        let written = format!("{} ({range})", write_share(&f, rate.mean));
        inputs.push((t_string!(i18n, pooled.in_all).to_owned(), written));
        let strength = f.fmt_number(all.strength, 0);
        inputs.push((t_string!(i18n, pooled.in_strength).to_owned(), strength));
    }
    if let Some(part) = row.own_part {
        inputs.push((t_string!(i18n, pooled.in_part).to_owned(), f.fmt_percent(part)));
    }
    let groups = f.fmt_int(view.rows.len() as i64);
    let n = view.population.map_or(0, |all| all.n_trials);
    let n = f.fmt_int(n.into());
    Explanation {
        title: row_name(&f, row),
        value,
        formula: t_string!(i18n, pooled.formula).to_owned(),
        inputs,
        sample: t_string!(i18n, pooled.sample, groups = groups, n = n).to_string(),
        source: t_string!(i18n, pooled.source).to_owned(),
        model: Some(ModelTopic::Pooling),
    }
}

pub fn pooled_file(view: &PooledRatesView) -> ShownTable {
    let i18n = use_i18n();
    let table = TableOf::new(t_string!(i18n, pooled.title))
        .column("event", t_string!(i18n, pooled.by_event), |row: &PooledRow| {
            row.event.as_ref().map(|(name, _)| name.clone())
        })
        .column("day", t_string!(i18n, events.day), |row| {
            row.event.as_ref().and_then(|(_, day)| *day)
        })
        .column("group", t_string!(i18n, pooled.by_group), |row| row.group.as_ref().map(group_name))
        .column("channel", t_string!(i18n, pooled.by_channel), |row| row.channel.map(channel_name))
        .column("went_on", t_string!(i18n, pooled.file_went_on), |row| row.n_successes)
        .column("people", t_string!(i18n, pooled.file_people), |row| row.n_trials)
        .column("share", t_string!(i18n, pooled.raw), |row| row.share);
    let rate = match view.population.is_ok() {
        true => t_string!(i18n, pooled.together),
        false => t_string!(i18n, pooled.alone),
    };
    with_range(table, i18n, ("rate", rate), plain, |row| Ranged {
        middle: row.rate.mean,
        low: row.rate.low,
        high: row.rate.high,
    })
    .column("own_part", t_string!(i18n, pooled.in_part), |row| row.own_part)
    .rows(&view.rows)
}
