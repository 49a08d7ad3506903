//! The meadow on Today: the drawing, the classes with their counts below it, and leads apart.

use super::stems::{Field, Meadow, draw_meadow};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::class_badge::{ClassHeading, class_plural};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::views::board::BoardView;
use meadow_core::views::workspace::WorkspaceSummary;

/// The figures come from the summary, the drawing from the board.
#[component]
pub fn MeadowSection(board: Asked<BoardView>) -> impl IntoView {
    let i18n = use_i18n();
    let wide = Memo::new(move |_| board.get().map(|board| draw_meadow(&board, Field::WIDE)));
    let phone = Memo::new(move |_| board.get().map(|board| draw_meadow(&board, Field::PHONE)));
    let columns = move || {
        let shares = wide.with(|wide| wide.as_ref().map_or([0.25; 4], |meadow| meadow.shares));
        shares.map(|share| format!("{:.2}fr", share * 100.0)).join(" ")
    };
    view! {
        <section class="section section--bare" aria-labelledby="mix">
            <div class="meadow">
                <MeadowField meadow=wide field=Field::WIDE class="meadow__field meadow__field--drawn" />
                <MeadowField
                    meadow=phone
                    field=Field::PHONE
                    class="meadow__field meadow__field--drawn meadow__field--phone"
                />
                <div class="meadow__key meadow__key--drawn" style:--meadow-columns=columns>
                    {Class::ALL.map(|class| view! { <Entry class=class /> }).collect_view()}
                </div>
            </div>
            <h2 class="figcap" id="mix">
                <b>{t!(i18n, today.mix_title)}</b>
                " "
                <span class="only-wide">{stem_text(wide)}</span>
                <span class="only-phone">{stem_text(phone)}</span>
                " "
                <LeadsText />
            </h2>
        </section>
    }
}

/// One drawing; the style sheet shows the one that fits the screen.
#[component]
fn MeadowField(meadow: Memo<Option<Meadow>>, field: Field, class: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let names = Class::ALL.map(class_plural);
    let label = move || {
        let f = formatter.get();
        let parts = meadow.with(|meadow| {
            let meadow = meadow.as_ref()?;
            let parts = meadow.classes.iter().filter(|stems| stems.n > 0).map(|stems| {
                let n = f.fmt_int(i64::from(stems.n));
                format!("{n} {}", names[stems.class as usize].get())
            });
            Some((parts.collect::<Vec<_>>(), meadow.people_per_stem))
        });
        let Some((parts, people_per_stem)) = parts else { return String::new() };
        let comma = t_string!(i18n, customers.list_comma);
        let n = f.fmt_int(i64::from(people_per_stem));
        t_string!(i18n, today.drawing, n = n, parts = parts.join(comma)).to_string()
    };
    view! {
        <div class=class role="img" aria-label=label>
            <svg
                class="stems"
                viewBox=format!("0 0 {} {}", field.width, field.height)
                aria-hidden="true"
            >
                {move || {
                    let drawn = meadow.get()?;
                    let class = |stems: super::stems::ClassStems| {
                        view! {
                            <g data-class=stems.class.slug()>
                                <path class="stems__stem" d=stems.stalks></path>
                                <path class="stems__head" d=stems.heads></path>
                            </g>
                        }
                    };
                    Some(drawn.classes.map(class).collect_view())
                }}
            </svg>
        </div>
    }
}

/// A class below its stems.
#[component]
fn Entry(class: Class) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let summary = Workspace::expect().summary();
    let of_summary = move |read: fn(&WorkspaceSummary, Class) -> f64| {
        summary.with(|summary| summary.as_ref().map_or(0.0, |summary| read(summary, class)))
    };
    let n = move || {
        formatter.get().fmt_number(of_summary(|s, class| f64::from(s.classes.get(class))), 0)
    };
    let share = move || {
        let share = of_summary(|s, class| s.value_shares[class as usize]);
        t_string!(i18n, today.value_share, share = formatter.get().fmt_percent(share)).to_string()
    };
    let expected = move || {
        let n = of_summary(|s, class| f64::from(s.expected.get(class)));
        let n = (n > 0.0).then(|| formatter.get().fmt_number(n, 0))?;
        Some(agree(&t_string!(i18n, today.expected, n = n).to_string()))
    };
    view! {
        <a
            class="meadow__entry"
            href=link(&format!("/segments?class={}", class.slug()))
            data-class=class.slug()
        >
            <ClassHeading class=class />
            <span class="figure-n">{n}</span>
            <span>{share}</span>
            {move || expected().map(|text| view! { <span class="delta muted">{text}</span> })}
        </a>
    }
}

fn stem_text(meadow: Memo<Option<Meadow>>) -> impl Fn() -> String {
    let i18n = use_i18n();
    let formatter = use_formatter();
    move || {
        let people_per_stem =
            meadow.with(|meadow| meadow.as_ref().map_or(1, |meadow| meadow.people_per_stem));
        match people_per_stem {
            1 => t_string!(i18n, today.stem_one).to_owned(),
            n => {
                let n = formatter.get().fmt_int(i64::from(n));
                t_string!(i18n, today.stem_many, n = n).to_string()
            }
        }
    }
}

/// How many have not bought, where they stand, and how many cannot be placed.
#[component]
fn LeadsText() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let settings = Settings::expect();
    let summary = Workspace::expect().summary();
    move || {
        let f = formatter.get();
        settings.language.track();
        summary.with(|summary| {
            let summary = summary.as_ref().filter(|summary| summary.n_leads > 0)?;
            Some(
                t_string!(
                    i18n,
                    today.leads,
                    n = f.fmt_int(i64::from(summary.n_leads)),
                    all = f.fmt_int(i64::from(summary.n_people)),
                    placed = f.fmt_int(i64::from(summary.expected.total())),
                    unplaced = f.fmt_int(i64::from(summary.n_unplaced_leads))
                )
                .to_string(),
            )
        })
    }
}
