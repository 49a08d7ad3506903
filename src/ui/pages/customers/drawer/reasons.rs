//! Why the person has not bought: each reason with its day, who said so, what is done about it and how;
//! taken back one by one, and others noted.

use super::Person;
use super::add_word::AddWord;
use crate::i18n::{t, t_string};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::platform::site::link;
use crate::state::customer_table::address;
use crate::state::figures::use_formatter;
use crate::ui::components::icon::Icon;
use crate::ui::components::play_lines::PlayDetails;
use crate::ui::pages::customers::focus_soon;
use crate::ui::pages::customers::wording::{language_of, reason_source};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::reason::{ReasonSource, RecordedReason, record};
use meadow_core::protocol::{GetPlaybook, GetReasons};
use meadow_core::views::playbook::GivenReason;

#[component]
pub fn ReasonsPart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let vocabulary = person.workspace.asked(|| Some(GetReasons {}));
    let typed = RwSignal::new(String::new());
    // What a contact may cost is the same for every reason: it goes by the person's class.
    let class = Memo::new(move |_| {
        let card = person.card.get().filter(|card| !card.reasons.is_empty())?;
        Some(card.placed?.class)
    });
    let playbook =
        person.workspace.asked(move || Some(GetPlaybook { class: class.get()?, reason: None }));
    let ceiling = Signal::derive(move || {
        class.get()?;
        Some(playbook.get()?.playbook.ceiling.get(language_of(i18n)).to_owned())
    });
    let given = move || {
        let card = person.card.get()?;
        let line = |given: &GivenReason| {
            let class = card.placed.map(|placed| placed.class);
            view! { <Given person=person given=given.clone() class=class ceiling=ceiling /> }
        };
        Some(card.reasons.iter().map(line).collect_view())
    };
    let offered = Signal::derive(move || {
        let language = language_of(i18n);
        let Some(vocabulary) = vocabulary.get() else { return Vec::new() };
        vocabulary.iter().map(|reason| reason.name.get(language).to_owned()).collect()
    });
    let add = move |()| {
        let name = typed.get_untracked().split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return;
        }
        typed.set(String::new());
        let known = vocabulary.answer.get_untracked();
        let known = known.as_ref().and_then(|known| {
            known.iter().find(|reason| reason.name.en == name || reason.name.zh == name)
        });
        let key = known.map_or_else(|| name.clone(), |reason| reason.key.clone());
        let what = t_string!(i18n, customers.reason_added, reason = name.as_str()).to_string();
        person.edit(
            move |customer| {
                let source = ReasonSource::Hand;
                let reason = RecordedReason { key: key.clone(), day: today(), source };
                record(&mut customer.reasons, reason);
            },
            what,
        );
    };
    view! {
        <section class="drawer__part" aria-labelledby="drawer-reasons">
            <h3 id="drawer-reasons">{t!(i18n, customers.col_reasons)}</h3>
            <ul class="plain">{given}</ul>
            <AddWord
                place="reasons__new"
                label=Signal::derive(move || t_string!(i18n, customers.new_reason).to_owned())
                button=Signal::derive(move || t_string!(i18n, customers.add_reason).to_owned())
                typed=typed
                known=offered
                on_add=add
            />
        </section>
    }
}

/// `class`: of the person, where they have one.
#[component]
fn Given(
    person: Person,
    given: GivenReason,
    class: Option<Class>,
    ceiling: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let GivenReason { reason, day, source } = given;
    let language = language_of(i18n);
    let name = reason.name.get(language).to_owned();
    let action = reason.play.action.get(language).to_owned();
    let play = reason.play.clone();
    let said_name = name.clone();
    let playbook = class.map(|class| {
        let path = address::playbook_for(class, &reason.key, Some(person.id));
        let name = name.clone();
        view! {
            <p>
                <a class="play-link" href=link(&path)>
                    {t!(i18n, plays.open)}
                    <span class="sr-only">": " {name}</span>
                </a>
            </p>
        }
    });
    let label = t_string!(i18n, customers.remove_reason, reason = name.as_str()).to_string();
    let said = {
        let name = name.clone();
        t_string!(i18n, customers.reason_removed, reason = name.as_str()).to_string()
    };
    let remove = move |_| {
        let gone = reason.key.clone();
        person
            .edit(move |customer| customer.reasons.retain(|other| other.key != gone), said.clone());
        focus_soon(".reasons__new input");
    };
    let when = move || {
        let day = formatter.get().fmt_date(day.0, DateStyle::Short);
        t_string!(i18n, customers.reason_said, day = day, source = reason_source(i18n, source))
            .to_string()
    };
    view! {
        <li class="given">
            <div>
                <p>
                    <b>{name}</b>
                    " "
                    <span class="fine">{when}</span>
                </p>
                {(!action.is_empty()).then(|| view! { <p class="fine">{action}</p> })}
                <PlayDetails play=play name=said_name ceiling=ceiling />
                {playbook}
            </div>
            <button
                class="btn"
                data-size="sm"
                data-variant="quiet"
                data-icon=""
                type="button"
                aria-label=label
                on:click=remove
            >
                <Icon name="close" class="icon--sm" />
            </button>
        </li>
    }
}
