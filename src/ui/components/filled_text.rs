//! A script or message with the places filled that a customer's and the shop's facts fill. What is not
//! known stays a marked gap: nothing is made up.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::platform::site::{copy_text, link};
use crate::state::figures::use_formatter;
use crate::state::toasts::Toasts;
use crate::ui::components::button::{Button, ButtonKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::playbooks::{MergeField, Piece, pieces};
use meadow_core::views::calls::{CallEvent, PersonFacts};

/// What there is to fill in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filling {
    /// The customer, where one is meant.
    pub person: Option<PersonFacts>,
    pub shop: Option<String>,
    pub event: Option<CallEvent>,
}

impl Filling {
    fn fact(&self, field: MergeField, formatter: &Formatter) -> Option<String> {
        let (person, event) = (self.person.as_ref(), self.event.as_ref());
        match field {
            MergeField::Name => person.map(|person| person.name.clone()),
            MergeField::LastPurchase => {
                let day = person?.last_purchase?;
                Some(formatter.fmt_date(day.0, DateStyle::Short))
            }
            MergeField::LastBought => person?.last_bought.clone(),
            MergeField::Category => person?.usual_category.clone(),
            MergeField::Member => {
                let word = person?.member.as_ref()?;
                Some(word.get(formatter.language()).to_owned())
            }
            MergeField::Shop => self.shop.clone(),
            MergeField::Event => event.map(|event| event.name.clone()),
            MergeField::Date => {
                let day = event?.day?;
                Some(formatter.fmt_date(day.0, DateStyle::DayMonth))
            }
            MergeField::Place => event.map(|event| event.place.clone()),
            MergeField::Offer => {
                let offer = event?.offer.get(formatter.language());
                // The text around it ends the sentence.
                Some(offer.trim().trim_end_matches(['.', '。']).to_owned())
            }
        }
    }

    /// The text in stretches, known and not.
    pub fn pieces(&self, text: &str, formatter: &Formatter) -> Vec<Piece> {
        pieces(text, |field| self.fact(field, formatter))
    }
}

/// What a gap stands for, in the language in use.
fn gap_name(field: MergeField) -> Signal<String> {
    let i18n = use_i18n();
    Signal::derive(move || {
        match field {
            MergeField::Name => t_string!(i18n, calls.gap_name),
            MergeField::LastPurchase => t_string!(i18n, calls.gap_last),
            MergeField::LastBought => t_string!(i18n, calls.gap_bought),
            MergeField::Category => t_string!(i18n, calls.gap_category),
            MergeField::Member => t_string!(i18n, calls.gap_member),
            MergeField::Shop => t_string!(i18n, calls.gap_shop),
            MergeField::Event => t_string!(i18n, calls.gap_event),
            MergeField::Date => t_string!(i18n, calls.gap_date),
            MergeField::Place => t_string!(i18n, calls.gap_place),
            MergeField::Offer => t_string!(i18n, calls.gap_offer),
        }
        .to_owned()
    })
}

/// Asks for the shop's name, once for all texts beside it, where the workspace has none of its own.
#[component]
pub fn ShopNameNote(#[prop(into)] filling: Signal<Filling>) -> impl IntoView {
    let i18n = use_i18n();
    let is_missing = Memo::new(move |_| {
        filling.with(|filling| filling.shop.as_deref().is_some_and(str::is_empty))
    });
    view! {
        <Show when=move || is_missing.get()>
            <p class="fine">
                {t!(i18n, calls.shop_missing)} " "
                <a href=link("/settings#workspace")>{t!(i18n, calls.name_shop)}</a>
            </p>
        </Show>
    }
}

/// The text as it is said or sent.
#[component]
pub fn FilledText(
    #[prop(into)] text: Signal<Option<String>>,
    #[prop(into)] filling: Signal<Filling>,
) -> impl IntoView {
    let formatter = use_formatter();
    let names = MergeField::ALL.map(gap_name);
    let content = move || {
        let f = formatter.get();
        let pieces = filling.with(|filling| filling.pieces(&text.get()?, &f).into());
        let pieces: Option<Vec<Piece>> = pieces;
        let piece = |piece: Piece| match piece {
            Piece::Words(words) => words.into_any(),
            Piece::Gap(field) => {
                view! { <mark class="gap">{names[field as usize]}</mark> }.into_any()
            }
        };
        Some(pieces?.into_iter().map(piece).collect_view())
    };
    view! { <span class="filled">{content}</span> }
}

/// Copies the texts as they stand, one below the other; gaps in brackets.
#[component]
pub fn CopyFilled(
    #[prop(into)] texts: Signal<Vec<String>>,
    #[prop(into)] filling: Signal<Filling>,
    /// What is copied, for those who do not see it beside the button.
    #[prop(into)]
    what: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let toasts = Toasts::expect();
    let names = MergeField::ALL.map(gap_name);
    let copy = move |()| {
        let f = formatter.get_untracked();
        let filling = filling.get_untracked();
        let filled = texts.get_untracked().into_iter().map(|text| {
            let words = filling.pieces(&text, &f).into_iter().map(|piece| match piece {
                Piece::Words(words) => words,
                Piece::Gap(field) => format!("[{}]", names[field as usize].get_untracked()),
            });
            words.collect::<String>()
        });
        let filled = filled.collect::<Vec<_>>().join("\n");
        spawn_local(async move {
            toasts.show(if copy_text(&filled).await {
                t_string!(i18n, calls.copied)
            } else {
                t_string!(i18n, calls.not_copied)
            });
        });
    };
    view! {
        <Button kind=ButtonKind::Quiet size="sm" on_press=copy>
            {t!(i18n, calls.copy)}
            <span class="sr-only">" " {what}</span>
        </Button>
    }
}
