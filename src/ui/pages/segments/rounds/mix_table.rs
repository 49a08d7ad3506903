//! The mix of every round and of now in figures, samples with their intervals; rounds are deleted here.

use super::super::figures_table::{list_class, list_unplaced};
use super::super::lens::{list_all, share};
use super::mix::{Line, is_sample};
use super::moved_dialog::{Behind, MovedPeopleShown, Whose};
use super::n_people;
use super::words::{Side, state_key, state_name};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::ui::components::button::IconButton;
use crate::ui::components::class_badge::{ClassHeading, class_plural};
use crate::ui::components::interval::{Interval, IntervalMarks};
use crate::ui::export_table::{ExportTableMenu, Ranged, plain, with_range};
use crate::ui::pages::customers::wording::{Texts, stage_name};
use crate::ui::wizards::group_name::group_name;
use crate::ui::wizards::say_now;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::customer::Stage;
use meadow_core::domain::event::AudienceGroup;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::Command;
use meadow_core::views::round::{EntryFound, Mix, ShareOfClass, State};
use meadow_core::views::shown_table::{ShownTable, TableOf};
use meadow_core::views::table::{Column, Filter, Test};

/// What the rows share.
#[derive(Clone, Copy)]
struct Acts {
    i18n: Texts,
    offers: UndoOffers,
    shown: MovedPeopleShown,
    class_names: [Signal<String>; Class::ALL.len()],
}

/// How many were, or are, where.
struct Number<'a> {
    line: &'a Line,
    state: State,
    n: u32,
    /// As it is written.
    said: String,
}

impl Acts {
    /// Leads to the people: of now as a list, of a round by the names of those who stood there.
    fn linked(self, f: &Formatter, number: Number<'_>, list: impl FnOnce() -> String) -> AnyView {
        let i18n = self.i18n;
        let Number { line, state, n, said } = number;
        let Some(round) = line.id else {
            return view! { <a href=list()>{said}</a> }.into_any();
        };
        if n == 0 {
            return said.into_any();
        }
        let written = f.fmt_int(n.into());
        let name = state_name(i18n, &state, Side::To);
        let title =
            t_string!(i18n, rounds.stood, n = written, round = line.name.as_str(), state = name)
                .to_string();
        let label = t_string!(i18n, rounds.show_said, said = said.as_str(), what = title.as_str())
            .to_string();
        let behind = Behind { title, whose: Whose::Stood { round, state } };
        let show = move |_| self.shown.show(behind.clone());
        view! {
            <button type="button" class="number" aria-label=label on:click=show>
                {said}
            </button>
        }
        .into_any()
    }

    fn delete(self, id: DocumentId, name: String) {
        let i18n = self.i18n;
        let said = say_now!(i18n, rounds.deleted, name = name.clone());
        self.offers.run(Command::DeleteKept { id }, said);
    }
}

#[component]
pub fn MixTable(
    lines: Memo<Option<Vec<Line>>>,
    is_of_classes: Memo<bool>,
    shown: MovedPeopleShown,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let acts = Acts {
        i18n,
        offers: UndoOffers::expect(),
        shown,
        class_names: Class::ALL.map(class_plural),
    };
    let heads = move || match is_of_classes.get() {
        true => {
            let class = |class: Class| {
                view! { <th scope="col" class="num"><ClassHeading class=class /></th> }
            };
            view! {
                {Class::ALL.map(class).collect_view()}
                <th scope="col" class="num">{t!(i18n, rounds.unplaced)}</th>
            }
            .into_any()
        }
        false => {
            let stage = |stage: Stage| {
                view! { <th scope="col" class="num">{move || stage_name(i18n, stage)}</th> }
            };
            Stage::ALL.map(stage).collect_view().into_any()
        }
    };
    let rows = move || {
        let f = formatter.get();
        let is_of_classes = is_of_classes.get();
        let lines = lines.get().unwrap_or_default();
        let kept = lines.iter().filter(|line| is_of_classes || !is_sample(line));
        kept.map(|line| row_view(acts, &f, line, is_of_classes)).collect_view()
    };
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="mix">
            <table class="table lens-table mixtable" data-stack="">
                <caption class="sr-only">{t!(i18n, rounds.mix)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, rounds.round)}</th>
                        {heads}
                        <th scope="col"><span class="sr-only">{t!(i18n, rounds.acts)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <ExportTableMenu table=move || {
            Some(mix_file(acts, &lines.get()?, is_of_classes.get()))
        } />
    }
}

/// The same as a file has it: people counted apart as customers and leads, samples as shares with
/// their intervals.
fn mix_file(acts: Acts, lines: &[Line], is_of_classes: bool) -> ShownTable {
    let i18n = acts.i18n;
    let table = TableOf::new(t_string!(i18n, rounds.mix))
        .column("round", t_string!(i18n, rounds.round), |line: &Line| line.name.clone())
        .column("day", t_string!(i18n, rounds.day), |line| line.day)
        .column("event", t_string!(i18n, rounds.event), |line| line.event.clone())
        .column("note", t_string!(i18n, rounds.note), move |line| {
            line.is_reconstructed.then(|| t_string!(i18n, rounds.reconstructed).to_owned())
        });
    if !is_of_classes {
        let stages = Stage::ALL.into_iter().fold(table, |table, stage| {
            let key = state_key(&State::Stage(stage));
            table.column(key, stage_name(i18n, stage), move |line| {
                line.mix().map(|mix| mix.n_of_stage[stage as usize])
            })
        });
        return stages.rows(lines.iter().filter(|line| !is_sample(line)));
    }
    let classes =
        Class::ALL.into_iter().zip(acts.class_names).fold(table, |table, (class, name)| {
            let at = class as usize;
            let lead = AudienceGroup::Expected(class);
            let lead_key = state_key(&State::Group(lead.clone()));
            let share = t_string!(i18n, rounds.file_share, what = name.get()).to_string();
            let table = table
                .column(class.slug(), name.get(), move |line| {
                    line.mix().map(|mix| mix.n_of_class[at])
                })
                .column(lead_key, group_name(&lead), move |line| {
                    line.mix().map(|mix| mix.n_expected[at])
                });
            with_range(
                table,
                i18n,
                (&format!("{}_share", class.slug()), &share),
                plain,
                move |line| {
                    let of_class = line.shares().iter().find(|share| share.class == class);
                    of_class.map_or(Ranged::UNKNOWN, |of| Ranged {
                        middle: of.share,
                        low: of.low,
                        high: of.high,
                    })
                },
            )
        });
    classes
        .column("unplaced", t_string!(i18n, rounds.unplaced), |line| {
            line.mix().map(|mix| mix.n_unplaced)
        })
        .rows(lines)
}

fn row_view(acts: Acts, f: &Formatter, line: &Line, is_of_classes: bool) -> impl IntoView + use<> {
    let i18n = acts.i18n;
    let cells = match &line.found {
        EntryFound::Sample { shares, .. } => sample_cells(acts, f, shares),
        EntryFound::Everybody(mix) if is_of_classes => class_cells(acts, f, line, mix),
        EntryFound::Everybody(mix) => stage_cells(acts, f, line, mix),
    };
    let delete = line.id.map(|id| {
        let name = line.name.clone();
        let label = {
            let name = name.clone();
            Signal::derive(move || t_string!(i18n, rounds.delete, name = name.as_str()).to_string())
        };
        view! {
            <IconButton
                icon="trash"
                label=label
                on_press=move |()| acts.delete(id, name.clone())
            />
        }
    });
    let reconstructed = line.is_reconstructed.then(|| {
        let said = t_string!(i18n, rounds.reconstructed);
        view! { <small>{said}</small> }
    });
    view! {
        <tr>
            <th scope="row">
                <span>
                    {line.name.clone()}
                    <small>{f.fmt_date(line.day.0, DateStyle::Short)}</small>
                    {reconstructed}
                </span>
            </th>
            {cells}
            <td>{delete}</td>
        </tr>
    }
}

fn class_cells(acts: Acts, f: &Formatter, line: &Line, mix: &Mix) -> AnyView {
    let i18n = acts.i18n;
    let all: u32 = mix.n_of_class.iter().sum();
    let names = Class::ALL.into_iter().zip(acts.class_names);
    let each = names.zip(mix.n_of_class).zip(mix.n_expected);
    let cells = each.map(|(((class, name), n), n_leads)| {
        let leads = (n_leads > 0).then(|| {
            let said = f.fmt_int(n_leads.into());
            let said = agree(&t_string!(i18n, rounds.and_leads, n = said).to_string());
            let state = State::Group(AudienceGroup::Expected(class));
            let number = Number { line, state, n: n_leads, said };
            view! { <small>{acts.linked(f, number, || list_class(class, true))}</small> }
        });
        let state = State::Group(AudienceGroup::Class(class));
        let number = Number { line, state, n, said: counted(f, n, all) };
        view! {
            <td class="num" data-label=name>
                <span>
                    {acts.linked(f, number, || list_class(class, false))}
                    {leads}
                </span>
            </td>
        }
    });
    let cells = cells.collect_view();
    let unplaced = Number {
        line,
        state: State::Group(AudienceGroup::Unplaced),
        n: mix.n_unplaced,
        said: f.fmt_int(mix.n_unplaced.into()),
    };
    view! {
        {cells}
        <td class="num" data-label=move || t_string!(i18n, rounds.unplaced)>
            {acts.linked(f, unplaced, list_unplaced)}
        </td>
    }
    .into_any()
}

fn stage_cells(acts: Acts, f: &Formatter, line: &Line, mix: &Mix) -> AnyView {
    let i18n = acts.i18n;
    let all = n_people(mix);
    let each = Stage::ALL.into_iter().zip(mix.n_of_stage);
    let cells = each.map(|(stage, n)| {
        let number = Number { line, state: State::Stage(stage), n, said: counted(f, n, all) };
        view! {
            <td class="num" data-label=move || stage_name(i18n, stage)>
                {acts.linked(f, number, || list_stage(stage))}
            </td>
        }
    });
    cells.collect_view().into_any()
}

fn sample_cells(acts: Acts, f: &Formatter, shares: &[ShareOfClass]) -> AnyView {
    let i18n = acts.i18n;
    let each = acts.class_names.into_iter().zip(shares);
    let cells = each.map(|(name, share)| {
        view! {
            <td class="num" data-label=name data-class=share.class.slug()>
                {interval(i18n, f, share)}
            </td>
        }
    });
    view! {
        {cells.collect_view()}
        <td class="num" data-label=move || t_string!(i18n, rounds.unplaced)>
            "–"
        </td>
    }
    .into_any()
}

/// A share of a sample in words, with its interval as a band.
pub fn interval(i18n: Texts, f: &Formatter, share: &ShareOfClass) -> impl IntoView + use<> {
    let range = f.join_range(&f.fmt_percent(share.low), &f.fmt_percent(share.high));
    let said = t_string!(i18n, rounds.interval, share = f.fmt_percent(share.share), range = range);
    let marks = IntervalMarks {
        low: share.low,
        middle: share.share,
        high: share.high,
        actual: None,
        scale_end: 1.0,
    };
    view! {
        <span class="sampled">
            {said.to_string()}
            <Interval marks=Signal::stored(marks) />
        </span>
    }
}

fn list_stage(stage: Stage) -> String {
    list_all(vec![Filter { column: Column::Stage, test: Test::StageIs(vec![stage]) }])
}

/// "120 · 32 %".
fn counted(f: &Formatter, n: u32, all: u32) -> String {
    format!("{} · {}", f.fmt_int(n.into()), f.fmt_percent(share(n.into(), all.into())))
}
