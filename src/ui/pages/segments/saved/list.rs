//! All saved segments, with who looks after them, how many are in them and what they bring; those that
//! are ticked are compared and put together.

use super::super::lens::{LensStrip, SavedPlace, bar, list_all};
use super::builder::{in_segment, is_member};
use super::overlap::Overlap;
use super::segments_help;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::platform::site::link;
use crate::state::customer_table::address::portrait_of;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{ButtonKind, IconButton, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::icon::Icon;
use crate::ui::components::menu_button::{MenuButton, MenuChoice};
use crate::ui::components::page_head::PageHead;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::{say, say_now, say_some};
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{Command, GetSegments};
use meadow_core::views::segment::{
    PeopleSum, SegmentAbout, SegmentEntry, SegmentKind, SegmentPeople, SegmentsView, SetOperation,
    TargetAmount,
};
use meadow_core::views::shown_table::{ShownCell, ShownTable, TableOf};
use std::collections::BTreeSet;

/// Among what can be done with those that are ticked: one of the first few without the others.
const WITHOUT: [&str; 5] = ["without-1", "without-2", "without-3", "without-4", "without-5"];

/// What the rows share.
#[derive(Clone, Copy)]
struct Acts {
    i18n: Texts,
    offers: UndoOffers,
    ticked: RwSignal<BTreeSet<DocumentId>>,
}

impl Acts {
    fn save(self, about: SegmentAbout, people: SegmentPeople) {
        let i18n = self.i18n;
        let said = say_now!(i18n, rules.saved, name = about.name.clone());
        let (about, people) = (Box::new(about), Box::new(people));
        self.offers.run(Command::SaveSegment { id: None, about, people }, said);
    }

    fn duplicate(self, entry: &SegmentEntry) {
        let name = entry.about.name.clone();
        let i18n = self.i18n;
        let name = say_now!(i18n, rules.name_of_copy, name = name.clone());
        let people = match &entry.kind {
            SegmentKind::Live(rule) => SegmentPeople::Live(rule.clone()),
            SegmentKind::Listed => SegmentPeople::Listed(in_segment(entry.id)),
            SegmentKind::Combined(how, of) => SegmentPeople::Combined(*how, of.clone()),
        };
        self.save(SegmentAbout { name, ..entry.about.clone() }, people);
    }

    fn delete(self, entry: &SegmentEntry) {
        let id = entry.id;
        let name = entry.about.name.clone();
        let i18n = self.i18n;
        let said = say_now!(i18n, rules.deleted, name = name.clone());
        self.ticked.update(|ticked| _ = ticked.remove(&id));
        self.offers.run(Command::DeleteKept { id }, said);
    }
}

#[component]
pub fn SegmentList() -> impl IntoView {
    let i18n = use_i18n();
    let asked = Workspace::expect().asked(|| Some(GetSegments {}));
    let acts = Acts { i18n, offers: UndoOffers::expect(), ticked: RwSignal::new(BTreeSet::new()) };
    let chosen = Signal::derive(move || {
        let ticked = acts.ticked.get();
        let all = asked.get();
        let all = all.iter().flat_map(|view| &view.segments);
        let chosen = all.filter(|entry| ticked.contains(&entry.id));
        chosen.map(|entry| (entry.id, entry.about.name.clone())).collect::<Vec<_>>()
    });
    let has_any = Memo::new(move |_| asked.get().map(|view| !view.segments.is_empty()));
    let part = move || match has_any.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(false) => view! {
            <EmptyState title=say!(i18n, rules.none_yet) text=say!(i18n, rules.none_yet_text)>
                <LinkButton path=SavedPlace::New.path() icon="plus" kind=ButtonKind::Primary>
                    {t!(i18n, rules.new_segment)}
                </LinkButton>
            </EmptyState>
        }
        .into_any(),
        Some(true) => view! {
            <Table asked=asked acts=acts />
            <PutTogether chosen=chosen acts=acts />
            <Overlap chosen=chosen />
        }
        .into_any(),
    };
    view! {
        <PageHead title=say!(i18n, rules.title) lead=say_some!(i18n, rules.lead) help=segments_help(i18n)>
            <LinkButton path=SavedPlace::New.path() icon="plus" kind=ButtonKind::Primary>
                {t!(i18n, rules.new_segment)}
            </LinkButton>
        </PageHead>
        <LensStrip />
        {part}
    }
}

#[component]
fn Table(asked: Asked<SegmentsView>, acts: Acts) -> impl IntoView {
    let i18n = acts.i18n;
    let formatter = use_formatter();
    let rows = move || {
        let view = asked.get()?;
        let f = formatter.get();
        let row = |entry: &SegmentEntry| row_view(acts, &f, entry, &view.all);
        Some(view.segments.iter().map(row).collect_view())
    };
    view! {
        <Section id="saved-segments" title=say!(i18n, rules.title)>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="saved-segments">
                <table class="table lens-table" data-stack="">
                    <caption class="sr-only">{t!(i18n, rules.title)}</caption>
                    <thead>
                        <tr>
                            <th scope="col"><span class="sr-only">{t!(i18n, rules.tick)}</span></th>
                            <th scope="col">{t!(i18n, rules.name)}</th>
                            <th scope="col">{t!(i18n, rules.kind)}</th>
                            <th scope="col">{t!(i18n, rules.owner)}</th>
                            <th scope="col">{t!(i18n, rules.target)}</th>
                            <th scope="col" class="num">{t!(i18n, lenses.people)}</th>
                            <th scope="col" class="num">{t!(i18n, lenses.of_value)}</th>
                            <th scope="col"><span class="sr-only">{t!(i18n, rules.acts)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <ExportTableMenu table=move || Some(segments_file(i18n, &*asked.get()?)) />
        </Section>
    }
}

/// The same as a file has it: the target and how far it is in columns of their own.
fn segments_file(i18n: Texts, view: &SegmentsView) -> ShownTable {
    let cell = |amount: TargetAmount| match amount {
        TargetAmount::Money(money) => ShownCell::from(money),
        TargetAmount::Orders(n) => ShownCell::from(n),
    };
    TableOf::new(t_string!(i18n, rules.title))
        .column("name", t_string!(i18n, rules.name), |entry: &SegmentEntry| {
            entry.about.name.clone()
        })
        .column("kind", t_string!(i18n, rules.kind), |entry| {
            kind_name(i18n, &entry.kind).to_owned()
        })
        .column("owner", t_string!(i18n, rules.owner), |entry| entry.about.owner.clone())
        .column("target", t_string!(i18n, rules.target), |entry| {
            entry.about.target.map(|target| cell(target.amount))
        })
        .column("target_by", t_string!(i18n, rules.file_by), |entry| entry.about.target?.by)
        .column("reached", t_string!(i18n, rules.file_reached), |entry| entry.reached.map(cell))
        .column("counted_since", t_string!(i18n, rules.file_since), |entry| {
            entry.counted.map(|(since, _)| since)
        })
        .column("counted_over", t_string!(i18n, rules.file_over), |entry| {
            entry.counted.map(|(_, n)| n)
        })
        .column("people", t_string!(i18n, lenses.people), |entry| entry.sum.n_people)
        .column("value_share", t_string!(i18n, lenses.of_value), |entry| {
            entry.sum.value_share(&view.all).map(|share| share.max(0.0))
        })
        .rows(&view.segments)
}

fn kind_name(i18n: Texts, kind: &SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Live(_) => t_string!(i18n, rules.kind_live),
        SegmentKind::Listed => t_string!(i18n, rules.kind_list),
        SegmentKind::Combined(SetOperation::Union, _) => t_string!(i18n, rules.kind_union),
        SegmentKind::Combined(SetOperation::Intersection, _) => t_string!(i18n, rules.kind_both),
        SegmentKind::Combined(SetOperation::Difference, _) => t_string!(i18n, rules.kind_without),
    }
}

fn row_view(
    acts: Acts,
    f: &Formatter,
    entry: &SegmentEntry,
    all: &PeopleSum,
) -> impl IntoView + use<> {
    let i18n = acts.i18n;
    let id = entry.id;
    let name = entry.about.name.clone();
    let kind = kind_name(i18n, &entry.kind);
    let tick = move |event| {
        let is_on = event_target_checked(&event);
        acts.ticked.update(|ticked| {
            if is_on {
                ticked.insert(id)
            } else {
                ticked.remove(&id)
            };
        });
    };
    let label = |act: fn(Texts, String) -> String| {
        let name = name.clone();
        Signal::derive(move || act(i18n, name.clone()))
    };
    let ticks = label(|i18n, name| t_string!(i18n, rules.tick_this, name = name).to_string());
    let duplicates = label(|i18n, name| t_string!(i18n, rules.duplicate, name = name).to_string());
    let portrait = label(|i18n, name| t_string!(i18n, portrait.of, name = name).to_string());
    let deletes = label(|i18n, name| t_string!(i18n, rules.delete, name = name).to_string());
    let (copied, deleted) = (entry.clone(), entry.clone());
    let share = entry.sum.value_share(all).map(|share| bar(f, share.max(0.0)));
    view! {
        <tr>
            <td>
                <input
                    type="checkbox"
                    aria-label=ticks
                    prop:checked=move || acts.ticked.with(|ticked| ticked.contains(&id))
                    on:change=tick
                />
            </td>
            <th scope="row"><a href=link(&SavedPlace::Of(id).path())>{name.clone()}</a></th>
            <td data-label=move || t_string!(i18n, rules.kind)>{kind}</td>
            <td data-label=move || t_string!(i18n, rules.owner)>{entry.about.owner.clone()}</td>
            <td data-label=move || t_string!(i18n, rules.target)>
                <span>
                    {target_text(i18n, f, entry)}
                    {counted_text(i18n, f, entry).map(|said| view! { <small>{said}</small> })}
                </span>
            </td>
            <td class="num" data-label=move || t_string!(i18n, lenses.people)>
                <a href=list_all(vec![is_member(id)])>{f.fmt_int(entry.sum.n_people.into())}</a>
            </td>
            <td class="num" data-label=move || t_string!(i18n, lenses.of_value)>{share}</td>
            <td>
                <span class="rule__acts">
                    <a
                        class="btn"
                        data-icon=""
                        data-variant="quiet"
                        href=link(&portrait_of(&[is_member(id)]))
                        aria-label=portrait
                        title=portrait
                    >
                        <Icon name="paw" />
                    </a>
                    <IconButton
                        icon="plus"
                        label=duplicates
                        on_press=move |()| acts.duplicate(&copied)
                    />
                    <IconButton icon="trash" label=deletes on_press=move |()| acts.delete(&deleted) />
                </span>
            </td>
        </tr>
    }
}

/// "¥2,300 of ¥5,000 by 2026-12-31"; nothing where there is no target.
fn target_text(i18n: Texts, f: &Formatter, entry: &SegmentEntry) -> Option<String> {
    let target = entry.about.target?;
    let write = |amount: TargetAmount| match amount {
        TargetAmount::Money(money) => f.fmt_money_rounded(money),
        TargetAmount::Orders(n) => f.fmt_int(n.into()),
    };
    let (reached, wanted) = (write(entry.reached?), write(target.amount));
    let said = match target.by {
        Some(day) => {
            let day = f.fmt_date(day.0, DateStyle::Iso);
            t_string!(i18n, rules.reached_by, reached = reached, wanted = wanted, day = day)
                .to_string()
        }
        None => t_string!(i18n, rules.reached, reached = reached, wanted = wanted).to_string(),
    };
    Some(said)
}

/// Over whom the target counts, and since when.
fn counted_text(i18n: Texts, f: &Formatter, entry: &SegmentEntry) -> Option<String> {
    let (since, n) = entry.counted?;
    let (day, n) = (f.fmt_date(since.0, DateStyle::Iso), f.fmt_int(n.into()));
    Some(agree(&t_string!(i18n, rules.counted_over, n = n, day = day).to_string()))
}

/// One segment of those that are ticked, in the order in which they stand.
#[component]
fn PutTogether(
    #[prop(into)] chosen: Signal<Vec<(DocumentId, String)>>,
    acts: Acts,
) -> impl IntoView {
    let i18n = acts.i18n;
    const UNION: &str = "union";
    const BOTH: &str = "both";
    let choices = Signal::derive(move || {
        let choice =
            |value: &'static str, label: String| MenuChoice { value, label, note: String::new() };
        let mut choices = vec![
            choice(UNION, t_string!(i18n, rules.kind_union).to_owned()),
            choice(BOTH, t_string!(i18n, rules.kind_both).to_owned()),
        ];
        let names: Vec<String> = chosen.get().into_iter().map(|(_, name)| name).collect();
        // Each of them can be the one that the others are taken from.
        choices.extend(WITHOUT.into_iter().zip(0..names.len()).map(|(value, first)| {
            let label = match &names[..] {
                [one, other] => {
                    let (kept, gone) = if first == 0 { (one, other) } else { (other, one) };
                    let (kept, gone) = (kept.as_str(), gone.as_str());
                    t_string!(i18n, rules.one_without, one = kept, other = gone).to_string()
                }
                _ => {
                    let name = names[first].as_str();
                    t_string!(i18n, rules.one_without_others, name = name).to_string()
                }
            };
            choice(value, label)
        }));
        choices
    });
    let put = move |how: &'static str| {
        let mut chosen = chosen.get_untracked();
        let (how, between) = match how {
            UNION => (SetOperation::Union, say_now!(i18n, rules.or)),
            BOTH => (SetOperation::Intersection, say_now!(i18n, rules.and)),
            without => {
                let first = WITHOUT.iter().position(|value| *value == without);
                // The first is who the others are taken from.
                if let Some(first) = first.filter(|first| *first < chosen.len()) {
                    let first = chosen.remove(first);
                    chosen.insert(0, first);
                }
                (SetOperation::Difference, say_now!(i18n, rules.without))
            }
        };
        let (ids, names): (Vec<DocumentId>, Vec<String>) = chosen.into_iter().unzip();
        let about = SegmentAbout { name: names.join(&between), ..SegmentAbout::default() };
        acts.save(about, SegmentPeople::Combined(how, ids));
    };
    let has_several = move || chosen.with(Vec::len) > 1;
    view! {
        <Show
            when=has_several
            fallback=move || view! { <p class="fine">{t!(i18n, rules.tick_two)}</p> }
        >
            <div class="row">
                <MenuButton icon="merge" size=None choices=choices on_choose=put>
                    {t!(i18n, rules.put_together)}
                </MenuButton>
            </div>
        </Show>
    }
}
