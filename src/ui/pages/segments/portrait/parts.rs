//! What people are like, subject by subject: as small pictures of pairs, or as tables with everything
//! that was counted.

use super::pair_bar::pair_bar;
use super::words::{part_name, percent, points_text, row_name, verdict_text};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::Choice;
use crate::ui::pages::customers::wording::{Texts, column_name};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::portrait::{
    LeftOut, PortraitPart, PortraitRow, PortraitView, Sides, Verdict,
};

const PICTURES: &str = "pictures";
const TABLES: &str = "tables";

#[component]
pub fn Parts(asked: Asked<PortraitView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let shown = RwSignal::new(PICTURES.to_owned());
    let choices = Signal::derive(move || {
        vec![
            Choice::new(PICTURES, t_string!(i18n, portrait.pictures)),
            Choice::new(TABLES, t_string!(i18n, portrait.tables)),
        ]
    });
    let parts = move || {
        let view = asked.get()?;
        let f = formatter.get();
        let is_table = shown.with(|shown| shown == TABLES);
        let known = view.parts.iter().enumerate().filter(|(_, part)| !part.rows.is_empty());
        let drawn = known.map(|(at, part)| part_view(i18n, &f, at, part, is_table));
        Some(drawn.collect_view())
    };
    let unknown = move || {
        let view = asked.get()?;
        let empty = view.parts.iter().filter(|part| part.rows.is_empty());
        let names: Vec<String> = empty.map(|part| part_name(i18n, part)).collect();
        (!names.is_empty()).then(|| {
            let names = names.join(t_string!(i18n, customers.list_comma));
            let text = t_string!(i18n, portrait.not_known_of_anybody, names = names).to_string();
            view! { <p class="fine">{text}</p> }
        })
    };
    let left_out = move || {
        let view = asked.get()?;
        let name = |one: &LeftOut| column_name(i18n, &one.column, one.label.as_deref());
        let names: Vec<String> = view.left_out.iter().map(name).collect();
        (!names.is_empty()).then(|| {
            let names = names.join(t_string!(i18n, customers.list_comma));
            let text = t_string!(i18n, portrait.all_different, names = names).to_string();
            view! { <p class="fine">{text}</p> }
        })
    };
    view! {
        <Section id="portrait-parts" title=say!(i18n, portrait.like)>
            <div class="row portrait__switch">
                <Segmented label=say!(i18n, portrait.shown_as) choices=choices value=shown />
            </div>
            <ul class="legend">
                <li>
                    <span class="swatch" data-kind="here"></span>
                    {t!(i18n, portrait.these)}
                </li>
                <li>
                    <span class="swatch" data-kind="there"></span>
                    {t!(i18n, portrait.others)}
                </li>
                <li>{t!(i18n, portrait.marks)}</li>
            </ul>
            <div class="portrait" data-shown=move || shown.get()>{parts}</div>
            {unknown}
            {left_out}
        </Section>
    }
}

fn part_view(
    i18n: Texts,
    f: &Formatter,
    at: usize,
    part: &PortraitPart,
    is_table: bool,
) -> impl IntoView + use<> {
    let id = format!("portrait-part-{at}");
    let name = part_name(i18n, part);
    let rows = match is_table {
        true => table(i18n, f, &name, &id, part).into_any(),
        false => pictures(i18n, f, part).into_any(),
    };
    let notes = notes(i18n, f, part).into_iter();
    let notes = notes.map(|note| view! { <span>{note}</span> }).collect_view();
    let named_by = id.clone();
    view! {
        <section class="portrait__part" aria-labelledby=named_by>
            <h3 id=id>{name}</h3>
            {rows}
            <p class="fine portrait__notes">{notes}</p>
        </section>
    }
}

/// How many are known, and how the rows are to be read.
fn notes(i18n: Texts, f: &Formatter, part: &PortraitPart) -> Vec<String> {
    let n = |n: u32| f.fmt_int(n.into());
    let known = t_string!(
        i18n,
        portrait.known,
        n = n(part.n_known.segment),
        unknown = n(part.n_unknown.segment),
        others = n(part.n_known.others),
        unknown_others = n(part.n_unknown.others)
    );
    let notes = [
        Some(known.to_string()),
        part.is_chosen_by.then(|| t_string!(i18n, portrait.chosen_by).to_owned()),
        part.is_spread.then(|| t_string!(i18n, portrait.spread).to_owned()),
        part.overlaps.then(|| t_string!(i18n, lenses.overlaps).to_owned()),
    ];
    notes.into_iter().flatten().collect()
}

fn pictures(i18n: Texts, f: &Formatter, part: &PortraitPart) -> impl IntoView + use<> {
    let shares = |row: &PortraitRow| part.shares(row);
    let all = part.rows.iter().flat_map(|row| {
        let Sides { segment, others } = shares(row);
        segment.into_iter().chain(others)
    });
    let largest = all.fold(0.0, f64::max);
    let line = |row: &PortraitRow| {
        let found = shares(row);
        let write = |share: Option<f64>| share.map_or("–".to_owned(), |share| percent(f, share));
        let (here, there) = (write(found.segment), write(found.others));
        let mark = row.verdict.and_then(|verdict| mark(i18n, verdict));
        view! {
            <li>
                <span class="pairs__name">{row_name(i18n, f, part, &row.key)} {mark}</span>
                {pair_bar(found, largest)}
                <span class="pairs__figures">
                    <b>{here}</b>
                    <span class="sr-only">{t_string!(i18n, portrait.against)}</span>
                    <small>{there}</small>
                </span>
            </li>
        }
    };
    view! { <ul class="pairs">{part.rows.iter().map(line).collect_view()}</ul> }
}

/// Nothing where nothing can be told.
fn mark(i18n: Texts, verdict: Verdict) -> Option<impl IntoView + use<>> {
    let sign = match verdict {
        Verdict::More => "▲",
        Verdict::Less => "▼",
        Verdict::Unclear | Verdict::TooFew => return None,
    };
    let said = verdict_text(i18n, verdict);
    Some(view! {
        <span class="pairs__mark" role="img" aria-label=said title=said>
            {sign}
        </span>
    })
}

/// `id` is that of the heading.
fn table(
    i18n: Texts,
    f: &Formatter,
    name: &str,
    id: &str,
    part: &PortraitPart,
) -> impl IntoView + use<> {
    let line = |row: &PortraitRow| {
        let write = |share: Option<f64>| share.map_or("–".to_owned(), |share| percent(f, share));
        let shares = part.shares(row);
        let difference = match row.verdict {
            None => String::new(),
            Some(Verdict::TooFew) => t_string!(i18n, portrait.too_few).to_owned(),
            Some(verdict) => {
                let points = row.difference.as_ref().map(|found| points_text(i18n, f, found));
                let words = [points.unwrap_or_default(), verdict_text(i18n, verdict).to_owned()];
                words.join(t_string!(i18n, portrait.note_comma))
            }
        };
        view! {
            <tr>
                <th scope="row">{row_name(i18n, f, part, &row.key)}</th>
                <td class="num" data-label=t_string!(i18n, portrait.these)>
                    {write(shares.segment)}
                </td>
                <td class="num" data-label=t_string!(i18n, portrait.others)>
                    {write(shares.others)}
                </td>
                <td class="num" data-label=t_string!(i18n, portrait.everybody)>
                    {write(part.share_of_all(row))}
                </td>
                <td data-label=t_string!(i18n, portrait.difference)>{difference}</td>
            </tr>
        }
    };
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby=id.to_owned()>
            <table class="table" data-stack="">
                <caption class="sr-only">{name.to_owned()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, lenses.group)}</th>
                        <th scope="col" class="num">{t!(i18n, portrait.these)}</th>
                        <th scope="col" class="num">{t!(i18n, portrait.others)}</th>
                        <th scope="col" class="num">{t!(i18n, portrait.everybody)}</th>
                        <th scope="col">{t!(i18n, portrait.difference)}</th>
                    </tr>
                </thead>
                <tbody>{part.rows.iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
}
