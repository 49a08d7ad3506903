//! The bait: the problem that only we solve, what they gain, the offer and the words; with what the
//! playbook of a class offers for each.

use super::super::portrait::Fact;
use super::canvas_draft::CanvasDraft;
use super::offers::Offers;
use crate::i18n::{t_string, use_i18n};
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::TextArea;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::text::Text;
use meadow_core::playbooks::ClassPlaybook;
use meadow_core::protocol::GetPlaybook;
use meadow_core::views::portrait::{PortraitKey, PortraitSubject, PortraitView};
use meadow_core::views::table::{Cell, Column};

/// The class that most of them are of, customers and leads expected there together.
pub fn usual_class(view: &PortraitView) -> Option<Class> {
    let of_class = PortraitSubject::Column(Column::Class);
    let part = view.parts.iter().find(|part| part.of == of_class)?;
    let n_of = |class: Class| -> f64 {
        let rows = part.rows.iter().filter(|row| {
            matches!(&row.key, PortraitKey::Value(Cell::Class(placed)) if placed.class == class)
        });
        rows.map(|row| row.sums.segment).sum()
    };
    let most = Class::ALL.into_iter().max_by(|one, other| n_of(*one).total_cmp(&n_of(*other)))?;
    (n_of(most) > 0.0).then_some(most)
}

#[component]
pub fn BaitFields(
    draft: CanvasDraft,
    /// Whose playbook is looked at first.
    #[prop(into)]
    class: Signal<Option<Class>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let problem = draft.text(|c| c.bait.problem.clone(), |c, text| c.bait.problem = text);
    let benefit = draft.text(|c| c.bait.benefit.clone(), |c, text| c.bait.benefit = text);
    let offer = draft.text(|c| c.bait.offer.clone(), |c, text| c.bait.offer = text);
    let message = draft.text(|c| c.bait.message.clone(), |c, text| c.bait.message = text);
    let why = draft.text(|c| c.bait.why.clone(), |c, text| c.bait.why = text);

    let names = Class::ALL.map(class_plural);
    let choices = Signal::derive(move || {
        let named = Class::ALL.into_iter().zip(names);
        named.map(|(class, name)| Choice::new(class.slug(), name.get())).collect::<Vec<_>>()
    });
    // Chosen by hand it stays, whatever the portrait says later.
    let chosen = RwSignal::new(Class::Dragonfly.slug().to_owned());
    let is_by_hand = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(class) = class.get().filter(|_| !is_by_hand.get_untracked()) {
            chosen.set(class.slug().to_owned());
        }
    });
    let asked = Workspace::expect().asked(move || {
        let class = Class::from_slug(&chosen.get()).unwrap_or(Class::Dragonfly);
        Some(GetPlaybook { class, reason: None })
    });
    let from = Signal::derive(move || {
        let place = Class::ALL.iter().position(|class| class.slug() == chosen.get());
        let name = names[place.unwrap_or_default()].get().to_lowercase();
        t_string!(i18n, canvas.from_playbook, class = name).to_string()
    });
    let offers = move |read: fn(&ClassPlaybook) -> Vec<&Text>, field: RwSignal<String>| {
        Signal::derive(move || {
            let Some(view) = asked.get() else { return Vec::new() };
            let texts = read(&view.playbook).into_iter();
            let texts = texts.map(|text| text.get(language.get()).to_owned());
            let new = texts.filter(|text| field.with(|field| !field.contains(text.as_str())));
            new.map(|what| Fact { what, why: String::new() }).collect::<Vec<_>>()
        })
    };
    // What stands there stays.
    let take = move |field: RwSignal<String>| {
        Callback::new(move |fact: Fact| {
            field.update(|text| {
                if !text.trim().is_empty() {
                    text.push('\n');
                }
                text.push_str(&fact.what);
            });
        })
    };
    view! {
        <div class="stack">
            <TextArea label=say!(i18n, canvas.problem) value=problem n_rows=2 />
            <div class="picker">
                <SelectField
                    label=say!(i18n, canvas.playbook)
                    choices=choices
                    value=chosen
                    on_choose=Callback::new(move |_| is_by_hand.set(true))
                />
            </div>
            <TextArea label=say!(i18n, canvas.benefit) value=benefit n_rows=2 />
            <Offers label=from offers=offers(|p| vec![&p.say], benefit) on_take=take(benefit) />
            <TextArea label=say!(i18n, canvas.offer) value=offer n_rows=2 />
            <Offers label=from offers=offers(|p| vec![&p.offer], offer) on_take=take(offer) />
            <TextArea
                label=say!(i18n, canvas.message)
                hint=say_some!(i18n, canvas.message_hint)
                value=message
                n_rows=3
            />
            <Offers
                label=from
                offers=offers(|p| vec![&p.samples.wechat, &p.samples.sms], message)
                on_take=take(message)
            />
            <TextArea label=say!(i18n, canvas.why_bait) value=why n_rows=2 />
        </div>
    }
}
