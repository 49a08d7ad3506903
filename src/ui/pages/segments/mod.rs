//! The meadow board: the four classes, the lines between them, and what to do with each.

mod board_chart;
mod call_script;
mod canvas;
mod clusters;
mod cut_fields;
mod cut_line;
mod cut_rule;
mod edit_playbook;
mod figures_table;
mod formula;
mod kept_acts;
mod leads_table;
mod legend;
mod lens;
mod measures;
mod own_reasons;
mod playbook;
mod plays;
mod plot;
mod portrait;
mod reason_mix;
mod rounds;
mod saved;
mod sensitivity;
mod weights_dialog;

use self::board_chart::BoardChart;
use self::canvas::CanvasPage;
use self::clusters::ClustersPage;
use self::cut_line::Cut;
use self::figures_table::FiguresTable;
use self::formula::Formula;
use self::leads_table::LeadsTable;
use self::lens::{LensPage, LensPlace, LensStrip, UnknownLens, place_of};
use self::playbook::Playbook;
use self::plays::PlaysPage;
use self::portrait::PortraitPage;
use self::rounds::RoundsPage;
use self::saved::SavedPage;
use self::sensitivity::Sensitivity;
use self::weights_dialog::WeightsDialog;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::actions::{Action, ActionGroup, Actions};
use crate::state::board::Board;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::page::declare_page;
use crate::state::settings::Settings;
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::help::Help;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::model_link::model_href;
use crate::ui::pages::customers::contact_limits::ContactLimits;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use meadow_core::domain::class::Class;
use meadow_core::domain::workspace::BoardSettings;
use meadow_core::guide::ModelTopic;

#[component]
pub fn SegmentsPage() -> impl IntoView {
    let i18n = use_i18n();
    let name = Signal::derive(move || t_string!(i18n, shell.meadow).to_owned());
    declare_page(name, Vec::new());
    let summary = Workspace::expect().summary();
    // Somebody must have bought: leads alone have expected classes but no board.
    let has_buyers = Memo::new(move |_| {
        summary.with(|summary| summary.as_ref().map(|s| s.n_people > s.n_leads))
    });
    let pathname = use_location().pathname;
    // Another page's address, while this one is being left, changes nothing.
    let place = Memo::new(move |before: Option<&LensPlace>| {
        let now = pathname.with(|path| place_of(path));
        now.or_else(|| before.cloned()).unwrap_or(LensPlace::Board)
    });
    move || match (place.get(), has_buyers.get()) {
        (LensPlace::Saved(place), _) => view! { <SavedPage place=place /> }.into_any(),
        (LensPlace::Rounds, _) => view! { <RoundsPage /> }.into_any(),
        (LensPlace::Clusters, _) => view! { <ClustersPage /> }.into_any(),
        (LensPlace::Portrait, _) => view! { <PortraitPage /> }.into_any(),
        (LensPlace::Canvas(place), _) => view! { <CanvasPage place=place /> }.into_any(),
        (LensPlace::Plays, _) => view! { <PlaysPage /> }.into_any(),
        (LensPlace::Lens(column), _) => view! { <LensPage column=column /> }.into_any(),
        (LensPlace::Unknown(asked), _) => view! { <UnknownLens asked=asked /> }.into_any(),
        (LensPlace::Board, None) => view! { <Waiting /> }.into_any(),
        (LensPlace::Board, Some(false)) => view! { <NoBuyers /> }.into_any(),
        (LensPlace::Board, Some(true)) => view! { <BoardOfBuyers /> }.into_any(),
    }
}

#[component]
fn Waiting() -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, segments.title).to_owned());
    view! {
        <PageHead title=title />
        <Skeleton />
    }
}

#[component]
fn NoBuyers() -> impl IntoView {
    let i18n = use_i18n();
    let shell = ShellCommands::expect();
    let title = Signal::derive(move || t_string!(i18n, segments.title).to_owned());
    let lead = Signal::derive(move || Some(t_string!(i18n, segments.empty_lead).to_owned()));
    let empty_title = Signal::derive(move || t_string!(i18n, segments.empty_title).to_owned());
    let empty_text = Signal::derive(move || t_string!(i18n, segments.empty_text).to_owned());
    let summary = Workspace::expect().summary();
    let has_leads =
        Memo::new(move |_| summary.with(|summary| summary.as_ref().is_some_and(|s| s.n_leads > 0)));
    view! {
        <PageHead title=title lead=lead help=board_help(i18n) />
        <LensStrip />
        {move || has_leads.get().then(|| view! { <LeadsTable /> })}
        <EmptyState title=empty_title text=empty_text>
            <LinkButton path="/import" icon="import" kind=ButtonKind::Primary>
                {t!(i18n, segments.bring_orders)}
            </LinkButton>
            <Button icon="paw" on_press=move |()| shell.send(ShellCommand::OpenSample)>
                {t!(i18n, segments.open_sample)}
            </Button>
        </EmptyState>
    }
}

fn board_help(i18n: Texts) -> Help {
    Help::new(
        "board-help",
        say!(i18n, segments.title),
        say!(i18n, segments.goes_by),
        say!(i18n, segments.how),
        say!(i18n, segments.doubt),
    )
    .in_full_at(model_href(ModelTopic::Cuts))
}

#[component]
fn BoardOfBuyers() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let settings = Settings::expect();
    let board = Board::open();
    let are_weights_open = RwSignal::new(false);

    // The class is part of the address, so that Back, a reload and other pages lead to it.
    let query = use_query_map();
    let chosen = Memo::new(move |_| {
        let asked = query.with(|query| query.get("class"));
        asked.and_then(|slug| Class::from_slug(&slug)).unwrap_or(Class::Dragonfly)
    });
    let navigate = use_navigate();
    let choose = Callback::new(move |class: Class| {
        let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
        navigate(&format!("/segments?class={}", class.slug()), options);
    });
    register_actions(board, choose, are_weights_open);

    let names = Class::ALL.map(class_plural);
    let title = Signal::derive(move || {
        let found = board.view.get().and_then(|view| {
            // The class that brings most for its number is the finding.
            let total = f64::from(view.counts.total().max(1));
            let lead = |class: &Class| {
                view.value_shares[*class as usize] - f64::from(view.counts.get(*class)) / total
            };
            let class = Class::ALL.into_iter().max_by(|a, b| lead(a).total_cmp(&lead(b)))?;
            (lead(&class) > 0.0).then(|| {
                let f = formatter.get();
                let n = f.fmt_int(i64::from(view.counts.get(class)));
                let share = f.fmt_percent(view.value_shares[class as usize]);
                let name = names[class as usize].get().to_lowercase();
                t_string!(i18n, segments.finding, n = n, class = name, share = share).to_string()
            })
        });
        found.unwrap_or_else(|| t_string!(i18n, segments.title).to_owned())
    });
    let lead = Signal::derive(move || Some(t_string!(i18n, segments.lead).to_owned()));
    let over = Signal::derive(move || Some(t_string!(i18n, segments.title).to_owned()));
    let help = board_help(i18n).leading_to("formula", say!(i18n, segments.formula_title));
    let plan_path = Signal::derive(move || format!("/events/new?class={}", chosen.get().slug()));
    let plan_label = move || {
        let name = names[chosen.get() as usize].get().to_lowercase();
        t_string!(i18n, segments.plan_for, class = name).to_string()
    };
    let problem = move || {
        board.view.error.get().map(|error| {
            let what = explain(&error).get(settings.language.get()).to_owned();
            let safe = Signal::derive(move || t_string!(i18n, segments.error_safe).to_owned());
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    };
    view! {
        <PageHead title=title over=over lead=lead help=help>
            <Button icon="edit" on_press=move |()| are_weights_open.set(true)>
                {t!(i18n, segments.weights)}
            </Button>
            <LinkButton path=plan_path icon="event" kind=ButtonKind::Primary>
                {plan_label}
            </LinkButton>
        </PageHead>
        <LensStrip />
        {problem}
        <div class="split split--board">
            <div class="stack">
                <BoardChart board=board choose=choose />
                <p class="fine">
                    <ContactLimits />
                </p>
                <Sensitivity board=board />
            </div>
            <Playbook board=board chosen=chosen choose=choose />
        </div>
        <div class="split split--main">
            <FiguresTable board=board />
            <Formula board=board />
        </div>
        <WeightsDialog open=are_weights_open board=board />
    }
}

fn register_actions(board: Board, choose: Callback<Class>, are_weights_open: RwSignal<bool>) {
    let i18n = use_i18n();
    let actions = Actions::expect();
    actions.add(Action {
        group: ActionGroup::Do,
        icon: "edit",
        label: Signal::derive(move || t_string!(i18n, segments.weights_action).to_owned()),
        keywords: "quanzhong fenjie weights cut-offs formula",
        shortcut: None,
        run: Callback::new(move |()| are_weights_open.set(true)),
    });
    actions.add(Action {
        group: ActionGroup::Do,
        icon: "undo",
        label: Signal::derive(move || t_string!(i18n, segments.reset_cuts).to_owned()),
        keywords: "moren fenjie default cut-offs",
        shortcut: None,
        run: Callback::new(move |()| {
            let usual = BoardSettings::default();
            board.change(|settings| {
                for cut in [Cut::Contribution, Cut::Loyalty] {
                    cut.put(settings, cut.of(&usual));
                }
            });
            board.keep();
        }),
    });
    for class in Class::ALL {
        let name = class_plural(class);
        actions.add(Action {
            group: ActionGroup::GoTo,
            icon: class.slug(),
            label: Signal::derive(move || {
                t_string!(i18n, segments.playbook_action, class = name.get()).to_string()
            }),
            keywords: match class {
                Class::Bee => "mifeng bee playbook celue",
                Class::Dragonfly => "qingting dragonfly playbook celue",
                Class::Butterfly => "hudie butterfly playbook celue",
                Class::Mantis => "tanglang mantis playbook celue",
            },
            shortcut: None,
            run: Callback::new(move |()| choose.run(class)),
        });
    }
}
