//! What to say to those of one class who gave one reason: aim, offer, limits, the call and the messages,
//! each with whose words it is.

use super::Pair;
use super::table::n_given;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::customer_table::{Listing, address};
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, LinkButton};
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::no_invite_mark::NoInviteMark;
use crate::ui::pages::customers::contact_limits::ContactLimits;
use crate::ui::pages::customers::wording::{Texts, language_of};
use crate::ui::pages::segments::call_script::Words;
use crate::ui::pages::segments::edit_playbook::{EditPlaybookDialog, part_name};
use crate::ui::wizards::say;
use leptos::html;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::playbook_edits::PlaybookPart;
use meadow_core::playbooks::{Speaker, part};
use meadow_core::protocol::{GetCustomerCard, GetPersonFacts, GetPlaybook};
use meadow_core::views::playbook::{ClassReasons, PairView, PlaybookView};
use meadow_core::views::table::{Column, Filter, Test};

const PARTS: [PlaybookPart; 9] = [
    PlaybookPart::Aim,
    PlaybookPart::Say,
    PlaybookPart::Offer,
    PlaybookPart::Prove,
    PlaybookPart::Avoid,
    PlaybookPart::Channel,
    PlaybookPart::Cadence,
    PlaybookPart::Ceiling,
    PlaybookPart::Watch,
];

/// `person`: whom it is filled in for.
#[component]
pub fn Play(
    chosen: Memo<Option<Pair>>,
    person: Memo<Option<CustomerId>>,
    mix: Asked<Vec<ClassReasons>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let playbook = workspace.asked(move || {
        let Pair { class, reason } = chosen.get()?;
        Some(GetPlaybook { class, reason: Some(reason) })
    });
    let card = workspace.asked(move || Some(GetCustomerCard { id: person.get()? }));
    let facts = workspace.asked(move || Some(GetPersonFacts { id: person.get()? }));
    let filled_with = Signal::derive(move || {
        person.get()?;
        facts.get().map(|facts| (*facts).clone())
    });
    let against = Signal::derive(move || {
        let card = person.get().and_then(|_| card.get());
        card.map(|card| card.channel_obstacles.clone()).unwrap_or_default()
    });
    let obstacle = Signal::derive(move || {
        person.get()?;
        card.get()?.obstacle
    });
    let names = Class::ALL.map(class_plural);
    let heading = NodeRef::<html::H2>::new();
    // Whoever chooses another cell reads on there; on a phone it is far below.
    Effect::new(move |before: Option<Option<Pair>>| {
        let now = chosen.get();
        if let (Some(before), Some(heading)) = (before, heading.get_untracked())
            && before != now
        {
            heading.scroll_into_view();
            // Fails only for a heading that is gone.
            let _ = heading.focus();
        }
        now
    });
    let title = move || {
        let view = playbook.get()?;
        let class = names[view.playbook.class as usize].get();
        let reason = view.pair.as_ref()?.reason.name.get(language.get()).to_owned();
        Some(t_string!(i18n, plays.pair, class = class, reason = reason).to_string())
    };
    let headline = move || Some(playbook.get()?.playbook.headline.get(language.get()).to_owned());
    let why = move || {
        let view = playbook.get()?;
        let why = view.pair.as_ref()?.why.as_ref()?.get(language.get()).to_owned();
        Some(view! { <p class="fine">{why}</p> })
    };
    let filled_for = move || {
        let name = filled_with.get()?.name;
        if name.is_empty() {
            return None;
        }
        let path = format!("/customers?open={}", person.get()?.0);
        let said = t_string!(i18n, plays.filled_for, name = name).to_string();
        Some(view! {
            <p class="fine">
                {said} " " <NoInviteMark obstacle=obstacle /> " "
                <a href=link(&path)>{t!(i18n, calls.whole_card)}</a>
            </p>
            <p class="fine">
                <ContactLimits />
            </p>
        })
    };
    let parts = move || {
        let view = playbook.get()?;
        let pair = view.pair.as_ref()?;
        Some(PARTS.iter().map(|place| part_line(i18n, &view, pair, place)).collect_view())
    };
    let problem = move || {
        playbook.error.get().map(|error| {
            let what = explain(&error).get(language.get()).to_owned();
            let safe = say!(i18n, segments.error_safe);
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    };
    let is_edit_open = RwSignal::new(false);
    let is_there = Memo::new(move |_| playbook.answer.with(Option::is_some));
    let words = move || {
        is_there.get().then(|| {
            view! {
                <h3>{t!(i18n, segments.script)}</h3>
                <Words playbook=playbook person=filled_with against=against />
            }
        })
    };
    view! {
        <section
            class="playbook play"
            data-class=move || chosen.get().map(|pair| pair.class.slug())
            aria-labelledby="play-title"
        >
            {problem}
            <header>
                <h2 id="play-title" tabindex="-1" node_ref=heading>{title}</h2>
                <p class="muted">{headline}</p>
                {why}
                {filled_for}
            </header>
            <dl class="plays plays--wide">{parts}</dl>
            {words}
            <div class="row">
                <ListThem chosen=chosen mix=mix />
                <Button icon="edit" on_press=move |()| is_edit_open.set(true)>
                    {t!(i18n, segments.edit_playbook)}
                </Button>
            </div>
        </section>
        <EditPlaybookDialog open=is_edit_open playbook=playbook />
    }
}

/// A part under its name, with whose words it is.
fn part_line(
    i18n: Texts,
    view: &PlaybookView,
    pair: &PairView,
    place: &PlaybookPart,
) -> Option<impl IntoView + use<>> {
    let text = part(&view.playbook, place)?.get(language_of(i18n)).to_owned();
    let speaker = pair.speakers.iter().find(|(known, _)| known == place)?.1;
    let whom = match speaker {
        Speaker::Class => t_string!(i18n, plays.by_class),
        Speaker::Reason => t_string!(i18n, plays.by_reason),
        Speaker::Pair => t_string!(i18n, plays.by_pair),
        Speaker::Own => t_string!(i18n, plays.by_own),
    };
    let label = t_string!(i18n, plays.words_of, whom = whom).to_string();
    let said = label.clone();
    let by = match speaker {
        Speaker::Class => "class",
        Speaker::Reason => "reason",
        Speaker::Pair => "pair",
        Speaker::Own => "own",
    };
    Some(view! {
        <div>
            <dt>
                {part_name(i18n, place)} " "
                <span class="play__by" data-by=by title=label>
                    <span class="sr-only">{said}</span>
                    <span aria-hidden="true">{whom}</span>
                </span>
            </dt>
            <dd>{text}</dd>
        </div>
    })
}

/// Those of the class, customers and expected leads, who gave the reason; nothing for nobody.
#[component]
fn ListThem(chosen: Memo<Option<Pair>>, mix: Asked<Vec<ClassReasons>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    move || {
        let Pair { class, reason } = chosen.get()?;
        let n = mix.answer.with(|mix| Some(n_given(mix.as_ref()?, class, &reason)))?;
        let label =
            t_string!(i18n, segments.list, n = formatter.get().fmt_int(n.into())).to_string();
        let whom = Test::ClassIs { classes: vec![class], expected: None, borderline: None };
        let filters = vec![
            Filter { column: Column::Class, test: whom },
            Filter { column: Column::Reasons, test: Test::AnyOf(vec![reason]) },
        ];
        let listing = Listing { filters, ..Listing::default() };
        let path = format!("/customers?{}", address::write(&listing));
        (n > 0).then(|| view! { <LinkButton path=path icon="people">{label}</LinkButton> })
    }
}
