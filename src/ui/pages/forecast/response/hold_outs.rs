//! What inviting brings, by the hold-outs that were drawn; without any, why it cannot be told and how to
//! make one.

use super::super::words::{write_chance, write_share};
use super::Shown;
use super::words::{signed, write_points};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::figures::use_formatter;
use crate::ui::components::button::LinkButton;
use crate::ui::components::section::Section;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::money::Money;
use meadow_core::views::lead_response::{HoldOutEffect, InvitingEffect, NoEffect};

#[component]
pub fn HoldOuts(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let has_any = Memo::new(move |_| shown.asked.get().map(|view| !view.hold_outs.is_empty()));
    let list = move || {
        let f = formatter.get();
        let view = shown.asked.get()?;
        let one = |effect: &HoldOutEffect| {
            let day = f.fmt_date(effect.drawn_on.0, DateStyle::Long);
            let title = t_string!(i18n, response.lot_of, event = effect.name.clone(), day = day);
            let lines = lines(i18n, &f, effect);
            view! {
                <li>
                    <b>{title.to_string()}</b>
                    {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                </li>
            }
        };
        Some(view.hold_outs.iter().map(one).collect_view())
    };
    let body = move || {
        has_any.get().map(|has_any| match has_any {
            true => view! {
                <ul class="plain stack stack--4" data-response="lots">
                    {list}
                </ul>
            }
            .into_any(),
            false => view! {
                <div class="stack stack--2" data-response="no-lot">
                    <p>{t!(i18n, response.no_lot)}</p>
                    <p>{t!(i18n, response.make_lot)}</p>
                    <div class="row">
                        <LinkButton path="/events" icon="event">
                            {t!(i18n, response.to_events)}
                        </LinkButton>
                    </div>
                </div>
            }
            .into_any(),
        })
    };
    view! {
        <Section id="h-response-inviting" title=say!(i18n, response.inviting)>
            {body}
        </Section>
    }
}

fn lines(i18n: Texts, f: &Formatter, effect: &HoldOutEffect) -> Vec<String> {
    let mut lines = match &effect.found {
        Ok(found) => brought(i18n, f, effect, found),
        Err(NoEffect::NotOver) => {
            let day = f.fmt_date(effect.until.0, DateStyle::Long);
            vec![t_string!(i18n, response.lot_not_over, day = day).to_string()]
        }
        Err(NoEffect::TooFew { n, needed }) => {
            let (n, need) = (f.fmt_int((*n).into()), f.fmt_int((*needed).into()));
            vec![t_string!(i18n, response.lot_few, n = n, need = need).to_string()]
        }
    };
    let (n, of) =
        (f.fmt_int(effect.n_invited_on_record.into()), f.fmt_int(effect.n_invited.into()));
    lines.push(t_string!(i18n, response.lot_on_record, n = n, of = of).to_string());
    if effect.n_invited_anyway > 0 {
        let n = f.fmt_int(effect.n_invited_anyway.into());
        lines.push(t_string!(i18n, response.lot_anyway, n = n).to_string());
    }
    lines
}

fn brought(
    i18n: Texts,
    f: &Formatter,
    effect: &HoldOutEffect,
    found: &InvitingEffect,
) -> Vec<String> {
    let share = |n: u32, of: u32| write_share(f, f64::from(n) / f64::from(of.max(1)));
    let points = |difference: f64| write_points(i18n, f, difference);
    let difference = t_string!(
        i18n,
        response.lot_brought,
        n = f.fmt_int(effect.n_invited.into()),
        share = share(found.n_ordered_invited, effect.n_invited),
        held = f.fmt_int(effect.n_held_out.into()),
        other = share(found.n_ordered_held_out, effect.n_held_out),
        points = points(found.difference),
        range = f.join_range(&signed(f, found.low * 100.0, 1), &points(found.high))
    );
    let gained = t_string!(
        i18n,
        response.lot_gained,
        n = f.fmt_number(found.n_gained, 0),
        p = write_chance(f, found.p_positive)
    );
    let money = |major: f64| {
        let written = f.fmt_money(Money::from_major(major.abs()));
        if major < 0.0 { format!("−{written}") } else { written }
    };
    let (orders, revenue) = (found.orders_each, found.revenue_each);
    let each = t_string!(
        i18n,
        response.lot_each,
        orders = signed(f, orders.0, 2),
        orders_range = f.join_range(&signed(f, orders.1, 2), &signed(f, orders.2, 2)),
        revenue = money(revenue.0),
        revenue_range = f.join_range(&money(revenue.1), &money(revenue.2))
    );
    vec![difference.to_string(), gained.to_string(), each.to_string()]
}
