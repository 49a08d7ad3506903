//! What a canvas comes to, on one page to be printed: who, where, what to say, and the reasons.

use super::super::lens::{CanvasPlace, LensStrip, SavedPlace};
use super::super::portrait::filters_of;
use super::super::saved::{Lists, in_segment, rule_text};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::files::print_page;
use crate::platform::site::link;
use crate::state::customer_table::address;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::page_head::PageHead;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::{say, say_now, say_some};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{Command, CountRule, GetCanvases, Outcome};
use meadow_core::views::canvas::{Bait, Canvas, Chosen, Fish};
use meadow_core::views::segment::{SegmentAbout, SegmentPeople};

#[component]
pub fn Summary(id: DocumentId) -> impl IntoView {
    let i18n = use_i18n();
    let asked = Workspace::expect().asked(|| Some(GetCanvases {}));
    let canvas = Memo::new(move |_| {
        let all = asked.get()?;
        Some(all.iter().find(|(own, _)| *own == id).map(|(_, canvas)| canvas.clone()))
    });
    let title = Signal::derive(move || {
        let name = canvas.get().flatten().map(|canvas| canvas.name);
        name.unwrap_or_else(|| t_string!(i18n, canvas.title).to_owned())
    });
    let lead = Signal::derive(move || {
        let product = canvas.get().flatten()?.fish.product;
        (!product.trim().is_empty())
            .then(|| t_string!(i18n, canvas.for_product, product = product).to_string())
    });
    let body = move || match canvas.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(None) => view! { <Note tone=Tone::Warn>{t!(i18n, canvas.gone)}</Note> }.into_any(),
        Some(Some(canvas)) => view! { <Body id=id canvas=canvas /> }.into_any(),
    };
    view! {
        <PageHead title=title over=say_some!(i18n, canvas.summary) lead=lead>
            <LinkButton path=CanvasPlace::Of(id).path() icon="edit">
                {t!(i18n, canvas.edit)}
            </LinkButton>
            <Button icon="print" on_press=|()| print_page()>{t!(i18n, portrait.print)}</Button>
        </PageHead>
        <LensStrip />
        {body}
    }
}

#[component]
fn Body(id: DocumentId, canvas: Canvas) -> impl IntoView {
    let i18n = use_i18n();
    let missing = {
        let canvas = canvas.clone();
        move || {
            let open = still_open(i18n, &canvas);
            (!open.is_empty()).then(|| {
                let open = open.join(t_string!(i18n, customers.list_comma));
                let text = t_string!(i18n, canvas.still_open, what = open).to_string();
                view! { <Note>{text}</Note> }
            })
        }
    };
    let bait = canvas.bait.clone();
    let is_empty = bait == Bait::default();
    let message = (!bait.message.trim().is_empty())
        .then(|| view! { <blockquote class="canvas__message">{bait.message}</blockquote> });
    let facts = [
        (say!(i18n, canvas.problem), bait.problem),
        (say!(i18n, canvas.benefit), bait.benefit),
        (say!(i18n, canvas.offer), bait.offer),
    ];
    let facts =
        facts.into_iter().filter(|(_, text)| !text.trim().is_empty()).map(|(name, text)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{text}</dd>
                </div>
            }
        });
    let why = why(i18n, bait.why);
    view! {
        {missing}
        <Definition id=id canvas=canvas.clone() />
        <Section id="summary-waters" title=say!(i18n, canvas.waters_short)>
            {chosen(i18n, canvas.waters)}
        </Section>
        <Section id="summary-habits" title=say!(i18n, canvas.habits_short)>
            {chosen(i18n, canvas.habits)}
        </Section>
        <Section id="summary-bait" title=say!(i18n, canvas.message)>
            {is_empty.then(|| nothing_yet(i18n))}
            {message}
            <dl class="kv" data-align="start">{facts.collect_view()}</dl>
            {why}
        </Section>
    }
}

/// The people as a segment: in words, counted, and where they are listed or saved.
#[component]
fn Definition(id: DocumentId, canvas: Canvas) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let lists = Lists::ask();
    let fish = canvas.fish.clone();
    let rule = StoredValue::new(fish.who);
    let count = workspace.asked(move || Some(CountRule { rule: rule.get_value()?, n_first: 0 }));
    let said = move || {
        let rule = rule.get_value()?;
        Some(rule_text(i18n, &formatter.get(), lists, &rule))
    };
    let counted = move || {
        let count = count.get()?;
        if !count.gone.is_empty() {
            return Some(t_string!(i18n, portrait.gone).to_owned());
        }
        let n = formatter.get().fmt_int(count.sum.n_people.into());
        Some(agree(&t_string!(i18n, rules.holds_for, n = n).to_string()))
    };
    let is_saving = RwSignal::new(false);
    let save = move |()| {
        let Some(rule) = rule.get_value() else { return };
        let canvas = canvas.clone();
        let about = SegmentAbout { name: canvas.name.clone(), ..SegmentAbout::default() };
        let people = Box::new(SegmentPeople::of_rule(rule));
        let command = Command::SaveSegment { id: None, about: Box::new(about), people };
        is_saving.set(true);
        spawn_local(async move {
            let said = say_now!(i18n, rules.saved, name = canvas.name.clone());
            let result = match workspace.run(command).await {
                // From now on the canvas is for that segment, however its rule is changed.
                Ok(Outcome::Document(made)) => {
                    let fish = Fish { who: Some(in_segment(made)), ..canvas.fish.clone() };
                    let canvas = Box::new(Canvas { fish, ..canvas });
                    workspace.run(Command::SaveCanvas { id: Some(id), canvas }).await
                }
                other => other,
            };
            let _ = is_saving.try_set(false);
            match result {
                Ok(_) => offers.offer(said),
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    let acts = rule.get_value().map(|rule| {
        let filters = filters_of(&rule);
        let list = filters.map(|filters| {
            let list = link(&format!("/customers?{}", address::write_filters(&filters)));
            view! {
                <a class="btn" href=list>{t!(i18n, rules.show_customers)}</a>
                <LinkButton path=address::portrait_of(&filters)>
                    {t!(i18n, portrait.title)}
                </LinkButton>
            }
        });
        let is_list = rule.asks_for_clusters();
        // A saved segment is one already.
        let save = match rule.only_segment() {
            Some(id) => view! {
                <LinkButton path=SavedPlace::Of(id).path()>
                    {t!(i18n, canvas.open_segment)}
                </LinkButton>
            }
            .into_any(),
            None => view! {
                <Button icon="plus" kind=ButtonKind::Primary busy=is_saving on_press=save>
                    {move || match is_list {
                        true => t_string!(i18n, rules.save_list),
                        false => t_string!(i18n, canvas.save_segment),
                    }}
                </Button>
            }
            .into_any(),
        };
        // The number of a cluster may mean other people tomorrow.
        let note = is_list.then(|| view! { <p class="fine">{t!(i18n, canvas.of_clusters)}</p> });
        view! {
            {note}
            <div class="row">{save} {list}</div>
        }
    });
    view! {
        <Section id="summary-who" title=say!(i18n, canvas.who)>
            <p class="canvas__who">{said}</p>
            <p class="rule__count">{counted}</p>
            {why(i18n, fish.why)}
            {acts}
        </Section>
    }
}

fn why(i18n: Texts, why: String) -> Option<impl IntoView + use<>> {
    (!why.trim().is_empty()).then(|| {
        view! {
            <p class="canvas__why">
                <b>{t!(i18n, canvas.why)}</b>
                " "
                {why}
            </p>
        }
    })
}

fn chosen(i18n: Texts, rows: Vec<Chosen>) -> impl IntoView {
    if rows.is_empty() {
        return nothing_yet(i18n).into_any();
    }
    let row = |Chosen { what, why }: Chosen| {
        let why = (!why.trim().is_empty()).then(|| view! { <p class="canvas__why">{why}</p> });
        view! { <li><b>{what}</b> {why}</li> }
    };
    view! { <ul class="canvas__chosen">{rows.into_iter().map(row).collect_view()}</ul> }.into_any()
}

fn nothing_yet(i18n: Texts) -> impl IntoView {
    view! { <p class="muted">{t!(i18n, canvas.nothing_yet)}</p> }
}

/// Without which nobody can act on it.
fn still_open(i18n: Texts, canvas: &Canvas) -> Vec<&'static str> {
    let open = [
        (canvas.fish.who.is_none(), t_string!(i18n, canvas.who)),
        (canvas.waters.is_empty(), t_string!(i18n, canvas.waters_short)),
        (canvas.bait.message.trim().is_empty(), t_string!(i18n, canvas.message)),
    ];
    open.into_iter().filter(|(is_open, _)| *is_open).map(|(_, name)| name).collect()
}
