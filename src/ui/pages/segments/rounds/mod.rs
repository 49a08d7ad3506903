//! Mix and movement: how many are in each class and stage round by round, who went from where to where,
//! and how to divide the effort for the shares there are.

mod flow_layout;
mod flow_picture;
mod keep_dialog;
mod matrix;
mod mix;
mod mix_bar;
mod mix_table;
mod moved_dialog;
mod movement;
mod promotion;
mod save_round;
mod survey_dialog;
mod survey_size;
mod words;

use self::keep_dialog::KeepDialog;
use self::mix::MixSection;
use self::moved_dialog::{MovedDialog, MovedPeopleShown};
use self::movement::MovementSection;
use self::promotion::PromotionSection;
use self::survey_dialog::SurveyDialog;
use super::lens::LensStrip;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::help::Help;
use crate::ui::components::page_head::PageHead;
use crate::ui::model_link::model_href;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::event::AudienceGroup;
use meadow_core::domain::ids::DocumentId;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::{GetMovement, GetRounds};
use meadow_core::views::round::{
    EntryFound, Mix, MovementOf, MovementView, RoundEntry, RoundsView, State,
};

#[component]
pub fn RoundsPage() -> impl IntoView {
    // Another workspace has other rounds: what was chosen among these stays with them.
    let workspace = Workspace::expect().revision();
    let workspace = Memo::new(move |_| workspace.get().map(|(id, _)| id));
    move || workspace.get().map(|_| view! { <Rounds /> })
}

#[component]
fn Rounds() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let asked = workspace.asked(|| Some(GetRounds {}));
    let of = RwSignal::new(words::CLASSES.to_owned());
    let shown = MovedPeopleShown::new();
    let (is_keep_open, is_survey_open) = (RwSignal::new(false), RwSignal::new(false));

    let latest = Memo::new(move |_| {
        let view = asked.get()?;
        let round = rounds_of_everybody(&view).last()?;
        Some((round.id, round.name.clone()))
    });
    let since = workspace.asked(move || {
        let (from, _) = latest.get()?;
        Some(GetMovement { from, to: None, of: MovementOf::Classes })
    });
    let title = Signal::derive(move || {
        let f = formatter.get();
        let found = match latest.get() {
            Some((_, round)) => since.get().map(|moved| moved_finding(i18n, &f, &moved, &round)),
            None => asked.get().and_then(|view| mix_finding(i18n, &f, &view.now)),
        };
        found.unwrap_or_else(|| t_string!(i18n, rounds.title).to_owned())
    });
    let is_anybody = Memo::new(move |_| asked.get().is_some_and(|view| n_people(&view.now) > 0));
    let problem = move || {
        asked.error.get().map(|error| {
            let what = explain(&error).get(language.get()).to_owned();
            let safe = say!(i18n, segments.error_safe);
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    };
    let help = Help::new(
        "rounds-help",
        say!(i18n, rounds.title),
        say!(i18n, rounds.goes_by),
        say!(i18n, rounds.how_counted),
        say!(i18n, rounds.doubt),
    )
    .in_full_at(model_href(ModelTopic::Rounds));
    view! {
        <PageHead
            title=title
            over=say_some!(i18n, rounds.title)
            lead=say_some!(i18n, rounds.lead)
            help=help
        >
            <Button icon="ledger" on_press=move |()| is_survey_open.set(true)>
                {t!(i18n, rounds.survey)}
            </Button>
            <Button
                icon="plus"
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || !is_anybody.get())
                on_press=move |()| is_keep_open.set(true)
            >
                {t!(i18n, rounds.keep)}
            </Button>
        </PageHead>
        <LensStrip />
        {problem}
        <MixSection rounds=asked of=of shown=shown />
        <MovementSection rounds=asked of=of is_keep_open=is_keep_open shown=shown />
        <PromotionSection />
        <MovedDialog shown=shown />
        <KeepDialog open=is_keep_open />
        <SurveyDialog open=is_survey_open />
    }
}

/// Those that movement can be told between, the oldest first.
fn rounds_of_everybody(view: &RoundsView) -> impl DoubleEndedIterator<Item = &RoundEntry> {
    view.rounds.iter().filter(|round| matches!(round.found, EntryFound::Everybody(_)))
}

fn find_everybody(view: &RoundsView, id: DocumentId) -> Option<&RoundEntry> {
    rounds_of_everybody(view).find(|round| round.id == id)
}

fn n_people(mix: &Mix) -> u32 {
    mix.n_of_stage.iter().sum()
}

fn mix_finding(i18n: Texts, f: &Formatter, mix: &Mix) -> Option<String> {
    if n_people(mix) == 0 {
        return None;
    }
    let n = |class: Class| f.fmt_int(mix.n_of_class[class as usize].into());
    let said = t_string!(
        i18n,
        rounds.finding_mix,
        bees = n(Class::Bee),
        dragonflies = n(Class::Dragonfly),
        butterflies = n(Class::Butterfly),
        mantises = n(Class::Mantis)
    );
    Some(agree(&said.to_string()))
}

/// Of those who were there then and are now.
fn moved_finding(i18n: Texts, f: &Formatter, moved: &MovementView, round: &str) -> String {
    let bees = State::Group(AudienceGroup::Class(Class::Bee));
    let in_both =
        moved.flows.iter().filter(|flow| flow.from != State::Away && flow.to != State::Away);
    let (mut came, mut left) = (0, 0);
    for flow in in_both.filter(|flow| flow.from != flow.to) {
        came += if flow.to == bees { flow.n } else { 0 };
        left += if flow.from == bees { flow.n } else { 0 };
    }
    let n = |n: u32| f.fmt_int(n.into());
    if came + left > 0 {
        t_string!(i18n, rounds.finding_bees, came = n(came), left = n(left), round = round)
            .to_string()
    } else if moved.n_moved > 0 {
        let (n, all) = (n(moved.n_moved), n(moved.n_in_both));
        t_string!(i18n, rounds.finding_moved, n = n, all = all, round = round).to_string()
    } else {
        t_string!(i18n, rounds.finding_still, round = round).to_string()
    }
}
