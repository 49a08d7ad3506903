//! How many come and how they fit the seats: the sentence, the picture, the figures; or what has to be said
//! first.

use super::super::registrations::write_no_registrations;
use super::super::whom::join;
use super::super::words::{stage_name, write_chance, write_heads, write_share, write_shares};
use super::reasons::{RoomFigure, why};
use super::seats::Accept;
use super::words::{basis, fit, title};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::histogram::{Histogram, Threshold, draw_histogram};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::section::Section;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::room::{NoRoom, RoomView};
use std::sync::Arc;

const HEIGHT_PX: f64 = 190.0;

/// Why nothing can be said yet, and what would change that.
#[component]
pub fn NoRoomNote(why: NoRoom) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match &why {
        NoRoom::NobodyInvited => t_string!(i18n, room.nobody_invited).to_owned(),
        NoRoom::RatesMissing(stages) => {
            let stages = join(stages.iter().map(|stage| stage_name(*stage)));
            t_string!(i18n, room.rates_missing, stages = stages).to_string()
        }
    };
    view! {
        <div role="status" data-room="none">
            <Note tone=Tone::Warn>
                <p>{words}</p>
            </Note>
        </div>
    }
}

#[component]
pub fn Found(view: Arc<RoomView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let has_seats = view.seats.is_some();
    let found = StoredValue::new(view);
    let sentence = Signal::derive(move || {
        let f = formatter.get();
        found.with_value(|view| title(&f, view))
    });
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        found.with_value(|view| {
            draw_histogram(&histogram_of(&f, view), size, &|value| f.fmt_number(value, 0))
        })
    };
    let has_picture = found.with_value(|view| view.p_per_bar.len() > 1);
    let picture = has_picture.then(|| {
        view! {
            <ChartFrame label=sentence height_px=HEIGHT_PX draw=Callback::new(draw)>
                {move || {
                    if has_seats {
                        t_string!(i18n, room.picture)
                    } else {
                        t_string!(i18n, room.picture_no_seats)
                    }
                }}
            </ChartFrame>
        }
    });
    let not_followed = move || {
        let f = formatter.get();
        let why = found.with_value(|view| view.not_followed.clone())?;
        Some(view! {
            <Note tone=Tone::Warn>
                <p>{write_no_registrations(&f, &why)}</p>
            </Note>
        })
    };
    view! {
        <Section id="h-room-guests" title=say!(i18n, room.guests)>
            <p data-room="found">
                <b>{sentence} {t!(i18n, forecast.full_stop)}</b>
                " "
                {move || {
                    let f = formatter.get();
                    found.with_value(|view| view.seats.as_ref().map(|seats| fit(&f, seats)))
                }}
            </p>
            {not_followed}
            <div class="grid-2">{picture} {move || found.with_value(figures)}</div>
            <p class="fine">{move || found.with_value(|view| basis(&formatter.get(), view))}</p>
        </Section>
        {if has_seats {
            view! { <Accept view=found.get_value() /> }.into_any()
        } else {
            view! {
                <div role="status" data-room="no-seats">
                    <Note tone=Tone::Warn>
                        <p>{t!(i18n, room.no_seats)}</p>
                    </Note>
                </div>
            }
            .into_any()
        }}
    }
}

fn histogram_of(f: &Formatter, view: &RoomView) -> Histogram {
    let i18n = use_i18n();
    Histogram {
        start: f64::from(view.first_bar),
        bar_width: f64::from(view.bar_width),
        n_per_bar: view.p_per_bar.clone(),
        // The line stands before the first guest without a seat.
        threshold: view.seats.as_ref().map(|seats| Threshold {
            value: f64::from(seats.n_seats) + 1.0,
            name: t_string!(i18n, room.seats_line, n = f.fmt_int(seats.n_seats.into())).to_string(),
            bad_above: true,
        }),
        median: Some((view.guests.median, f.fmt_number(view.guests.median, 0))),
    }
}

fn figures(view: &Arc<RoomView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let turn_out = &view.turn_out;
    let turn_out = format!(
        "{} ({})",
        write_share(&f, turn_out.mean),
        write_shares(&f, turn_out.low, turn_out.high)
    );
    let mut rows = vec![
        (t_string!(i18n, room.guests), RoomFigure::Guests, write_heads(&f, &view.guests)),
        (t_string!(i18n, room.turn_out), RoomFigure::TurnOut, turn_out),
    ];
    if let Some(seats) = &view.seats {
        let heads = |n: f64| f.fmt_number(n, 1);
        rows.extend([
            (t_string!(i18n, room.p_over), RoomFigure::Over, write_chance(&f, seats.p_over.0)),
            (t_string!(i18n, room.p_empty), RoomFigure::Empty, write_chance(&f, seats.p_empty.0)),
            (
                t_string!(i18n, room.n_turned_away),
                RoomFigure::TurnedAway,
                heads(seats.n_turned_away),
            ),
            (t_string!(i18n, room.n_empty), RoomFigure::EmptySeats, heads(seats.n_empty)),
        ]);
    }
    let rows = rows.into_iter().map(|(name, figure, written)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{why(view, figure, written)}</dd>
            </div>
        }
    });
    view! {
        <dl class="kv" data-wide="">
            {rows.collect_view()}
        </dl>
    }
    .into_any()
}
