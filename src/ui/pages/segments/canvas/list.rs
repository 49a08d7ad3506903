//! All canvases: opened, duplicated, deleted.

use super::super::lens::{CanvasPlace, LensStrip};
use super::super::saved::{Lists, rule_text};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{ButtonKind, IconButton, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::help::Help;
use crate::ui::components::icon::Icon;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::{say, say_now, say_some};
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{Command, GetCanvases};
use meadow_core::views::canvas::{Canvas, Chosen};

/// What the rows share.
#[derive(Clone, Copy)]
struct Acts {
    i18n: Texts,
    offers: UndoOffers,
}

impl Acts {
    fn duplicate(self, canvas: &Canvas) {
        let (i18n, name) = (self.i18n, canvas.name.clone());
        let name = say_now!(i18n, rules.name_of_copy, name = name.clone());
        let said = say_now!(i18n, rules.saved, name = name.clone());
        let canvas = Box::new(Canvas { name, ..canvas.clone() });
        self.offers.run(Command::SaveCanvas { id: None, canvas }, said);
    }

    fn delete(self, id: DocumentId, name: String) {
        let i18n = self.i18n;
        let said = say_now!(i18n, rules.deleted, name = name.clone());
        self.offers.run(Command::DeleteKept { id }, said);
    }
}

#[component]
pub fn CanvasList() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let lists = Lists::ask();
    let asked = Workspace::expect().asked(|| Some(GetCanvases {}));
    let acts = Acts { i18n, offers: UndoOffers::expect() };
    let has_any = Memo::new(move |_| asked.get().map(|all| !all.is_empty()));
    let rows = move || {
        let all = asked.get()?;
        let row = |(id, canvas): &(DocumentId, Canvas)| {
            let f = formatter.get();
            let who = canvas.fish.who.as_ref().map(|rule| rule_text(i18n, &f, lists, rule));
            row_view(acts, *id, canvas, who)
        };
        Some(all.iter().map(row).collect_view())
    };
    let part = move || match has_any.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(false) => view! {
            <EmptyState title=say!(i18n, canvas.none_yet) text=say!(i18n, canvas.none_yet_text)>
                <LinkButton path=CanvasPlace::New.path() icon="plus" kind=ButtonKind::Primary>
                    {t!(i18n, canvas.new_canvas)}
                </LinkButton>
            </EmptyState>
        }
        .into_any(),
        Some(true) => view! {
            <Section id="canvases" title=say!(i18n, canvas.title)>
                <div class="scroll-x" tabindex="0" role="group" aria-labelledby="canvases">
                    <table class="table lens-table" data-stack="">
                        <caption class="sr-only">{t!(i18n, canvas.title)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t!(i18n, rules.name)}</th>
                                <th scope="col">{t!(i18n, canvas.who)}</th>
                                <th scope="col">{t!(i18n, canvas.waters_short)}</th>
                                <th scope="col">
                                    <span class="sr-only">{t!(i18n, rules.acts)}</span>
                                </th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Section>
        }
        .into_any(),
    };
    let help = Help::new(
        "canvas-help",
        say!(i18n, canvas.title),
        say!(i18n, canvas.goes_by),
        say!(i18n, canvas.how),
        say!(i18n, canvas.doubt),
    );
    view! {
        <PageHead title=say!(i18n, canvas.title) lead=say_some!(i18n, canvas.lead) help=help>
            <LinkButton path=CanvasPlace::New.path() icon="plus" kind=ButtonKind::Primary>
                {t!(i18n, canvas.new_canvas)}
            </LinkButton>
        </PageHead>
        <LensStrip />
        {part}
    }
}

fn row_view(
    acts: Acts,
    id: DocumentId,
    canvas: &Canvas,
    who: Option<String>,
) -> impl IntoView + use<> {
    let i18n = acts.i18n;
    let name = canvas.name.clone();
    let label = |act: fn(Texts, String) -> String| {
        let name = name.clone();
        Signal::derive(move || act(i18n, name.clone()))
    };
    let summary = label(|i18n, name| t_string!(i18n, canvas.summary_of, name = name).to_string());
    let duplicates = label(|i18n, name| t_string!(i18n, rules.duplicate, name = name).to_string());
    let deletes = label(|i18n, name| t_string!(i18n, rules.delete, name = name).to_string());
    let waters: Vec<&str> = canvas.waters.iter().map(|Chosen { what, .. }| what.as_str()).collect();
    let waters = waters.join(t_string!(i18n, customers.list_comma));
    let (copied, deleted) = (canvas.clone(), name.clone());
    view! {
        <tr>
            <th scope="row"><a href=link(&CanvasPlace::Of(id).path())>{name.clone()}</a></th>
            <td data-label=move || t_string!(i18n, canvas.who)>{who}</td>
            <td data-label=move || t_string!(i18n, canvas.waters_short)>{waters}</td>
            <td>
                <span class="rule__acts">
                    <a
                        class="btn"
                        data-icon=""
                        data-variant="quiet"
                        href=link(&CanvasPlace::Summary(id).path())
                        aria-label=summary
                        title=summary
                    >
                        <Icon name="plan" />
                    </a>
                    <IconButton
                        icon="plus"
                        label=duplicates
                        on_press=move |()| acts.duplicate(&copied)
                    />
                    <IconButton
                        icon="trash"
                        label=deletes
                        on_press=move |()| acts.delete(id, deleted.clone())
                    />
                </span>
            </td>
        </tr>
    }
}
