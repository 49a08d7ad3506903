//! The hold-out of an event, offered wherever invitations are made: how many to leave out by lot, what so
//! many would show, and who has been left out. Each draw is one step of undo.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::chance::draw_number;
use crate::platform::locale::DateStyle;
use crate::platform::site::link;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::Choice;
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{Command, GetHoldOut};
use meadow_core::views::lead_response::HoldOutView;

/// Chosen before anybody has chosen.
const USUAL_PERCENT: u8 = 10;

/// The hold-out of a saved event; `None` while it is not saved.
pub fn ask_hold_out(event: Signal<Option<DocumentId>>) -> Asked<HoldOutView> {
    Workspace::expect().asked(move || Some(GetHoldOut { event: event.get()? }))
}

/// `tells_drawn`: who is left out is told here too, and not elsewhere beside it.
#[component]
pub fn HoldOutOffer(
    #[prop(into)] event: Signal<Option<DocumentId>>,
    asked: Asked<HoldOutView>,
    #[prop(default = true)] tells_drawn: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let percent = RwSignal::new(USUAL_PERCENT.to_string());
    let chosen = move || percent.with(|percent| percent.parse().unwrap_or(USUAL_PERCENT));
    let choices = Signal::derive(move || {
        let f = formatter.get();
        let shares = asked.get().map(|view| view.would_show.clone()).unwrap_or_default();
        let choice = |percent: u8| {
            Choice::new(percent.to_string(), f.fmt_percent(f64::from(percent) / 100.0))
        };
        shares.iter().map(|one| choice(one.percent)).collect()
    });
    let would_show = move || {
        let (view, f) = (asked.get()?, formatter.get());
        let one = view.would_show.iter().find(|one| one.percent == chosen())?;
        let said = t_string!(
            i18n,
            events.ho_would_show,
            held = f.fmt_int(one.n_held_out.into()),
            n = f.fmt_int(view.n_would_be_invited.into()),
            weeks = f.fmt_int(view.usual_weeks.into()),
            share = f.fmt_percent(view.usual_share),
            points = f.fmt_number(one.smallest * 100.0, 0)
        );
        Some(said.to_string())
    };
    let offers = UndoOffers::expect();
    let draw = move |()| {
        let (Some(event), percent) = (event.get_untracked(), untrack(chosen)) else { return };
        let n = asked.answer.get_untracked().and_then(|view| n_of(&view, percent));
        let n = formatter.get_untracked().fmt_int(n.unwrap_or_default().into());
        let seed = (draw_number() & u64::from(u32::MAX)) as u32;
        let done = say_now!(i18n, events.ho_done, n = n);
        offers.run(Command::DrawHoldOut { event, percent, seed }, done);
    };
    let drop = move |()| {
        let Some(event) = event.get_untracked() else { return };
        offers.run(Command::DropHoldOut { event }, say_now!(i18n, events.ho_dropped));
    };
    let state = Memo::new(move |_| match (event.get(), asked.get()) {
        (None, _) => State::Unsaved,
        (Some(_), None) => State::Asking,
        (Some(_), Some(view)) => State::Known {
            is_drawn: view.drawn.is_some(),
            has_people: view.n_would_be_invited > 0,
            is_open: view.too_late.is_none(),
        },
    });
    let too_late = move || {
        let why = asked.get()?.too_late.clone()?;
        Some(view! { <p class="fine">{why.get(language.get()).to_owned()}</p> })
    };
    let choose = move |is_drawn: bool| {
        let kind = if is_drawn { ButtonKind::Quiet } else { ButtonKind::Plain };
        view! {
            <div class="row">
                <Segmented label=say!(i18n, events.ho_percent) choices=choices value=percent />
                <Button
                    icon="dice"
                    kind=kind
                    on_press=draw
                >
                    {move || match is_drawn {
                        true => t_string!(i18n, events.ho_again),
                        false => t_string!(i18n, events.ho_draw),
                    }}
                </Button>
            </div>
            <p class="fine">{would_show} " " {t!(i18n, events.ho_by_saved)}</p>
        }
    };
    let body = move || match state.get() {
        State::Unsaved => view! { <p class="fine">{t!(i18n, events.ho_unsaved)}</p> }.into_any(),
        State::Asking => ().into_any(),
        State::Known { is_drawn, has_people, is_open } => view! {
            {(is_drawn && tells_drawn).then(|| view! { <HoldOutLine asked=asked /> })}
            {(!has_people && is_open && !is_drawn)
                .then(|| view! { <p class="fine">{t!(i18n, events.ho_nobody)}</p> })}
            {(has_people && is_open).then(|| choose(is_drawn))}
            {is_drawn
                .then(|| {
                    view! {
                        <div class="row">
                            <Button kind=ButtonKind::Quiet on_press=drop>
                                {t!(i18n, events.ho_drop)}
                            </Button>
                        </div>
                    }
                })}
            {too_late}
        }
        .into_any(),
    };
    view! {
        <div class="stack stack--3" data-part="hold-out">
            <p>{t!(i18n, events.ho_why)}</p>
            {body}
            <p class="fine">
                <a href=link("/forecast/response")>{t!(i18n, events.ho_see)}</a>
            </p>
        </div>
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Unsaved,
    Asking,
    Known { is_drawn: bool, has_people: bool, is_open: bool },
}

fn n_of(view: &HoldOutView, percent: u8) -> Option<u32> {
    view.would_show.iter().find(|one| one.percent == percent).map(|one| one.n_held_out)
}

/// Who is left out, in one sentence; nothing where nobody is.
#[component]
pub fn HoldOutLine(asked: Asked<HoldOutView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    move || {
        let (drawn, f) = (asked.get()?.drawn?, formatter.get());
        let said = t_string!(
            i18n,
            events.ho_drawn,
            n = f.fmt_int(drawn.n_people.into()),
            among = f.fmt_int(drawn.n_among.into()),
            percent = f.fmt_percent(f64::from(drawn.percent) / 100.0),
            day = f.fmt_date(drawn.drawn_on.0, DateStyle::Short)
        );
        Some(view! { <p data-part="held-out">{said.to_string()}</p> })
    }
}
