//! Whom to call, and what about.

use super::address;
use crate::i18n::{t_string, use_i18n};
use crate::state::call_session::CallSession;
use crate::state::workspace::Workspace;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::select_field::{Choice, SelectField};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use meadow_core::domain::class::Class;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{GetSegments, GetViews};
use meadow_core::views::calls::CallAudience;

/// Of the choice of an event: about none.
const NONE: &str = "none";

#[component]
pub fn Choices(session: CallSession) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let views = workspace.asked(|| Some(GetViews {}));
    let segments = workspace.asked(|| Some(GetSegments {}));
    let names = Class::ALL.map(class_plural);
    let whom = RwSignal::new(address::write(session.audience.get_untracked()));
    let audiences = Signal::derive(move || {
        let plain =
            |audience: CallAudience, label: String| Choice::new(address::write(audience), label);
        let everyone = t_string!(i18n, calls.everyone).to_owned();
        let mut choices = vec![plain(CallAudience::Everyone, everyone)];
        choices.extend(
            Class::ALL.map(|class| plain(CallAudience::Class(class), names[class as usize].get())),
        );
        let unplaced = t_string!(i18n, calls.unplaced).to_owned();
        choices.push(plain(CallAudience::Unplaced, unplaced));
        let views = views.get();
        choices.extend(views.iter().flat_map(|views| views.iter()).map(|(id, view)| {
            let label = t_string!(i18n, calls.view, name = view.name.as_str()).to_string();
            plain(CallAudience::View(*id), label)
        }));
        let segments = segments.get();
        choices.extend(segments.iter().flat_map(|view| &view.segments).map(|entry| {
            let name = entry.about.name.as_str();
            let label = t_string!(i18n, calls.segment, name = name).to_string();
            plain(CallAudience::Segment(entry.id), label)
        }));
        choices
    });
    let navigate = use_navigate();
    let choose_whom = Callback::new(move |path: String| {
        let query = path.split_once('?').map_or("", |(_, query)| query);
        session.audience.set(address::read(query));
        let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
        navigate(&path, options);
    });
    let about = RwSignal::new(NONE.to_owned());
    Effect::new(move |_| {
        let event = session.event.get();
        about.set(event.map_or_else(|| NONE.to_owned(), |event| event.id.0.to_string()));
    });
    let events = Signal::derive(move || {
        let shop = session.shop.get();
        let events = shop.iter().flat_map(|shop| shop.events.iter());
        let named = events.map(|event| {
            let name = match event.name.as_str() {
                "" => t_string!(i18n, calls.event_without_name),
                name => name,
            };
            Choice::new(event.id.0.to_string(), name)
        });
        let none = Choice::new(NONE, t_string!(i18n, calls.no_event));
        named.chain([none]).collect::<Vec<_>>()
    });
    let choose_event = Callback::new(move |id: String| {
        session.choose_event(id.parse().ok().map(DocumentId));
    });
    view! {
        <div class="forecast__bar">
            <SelectField
                label=Signal::derive(move || t_string!(i18n, calls.whom).to_owned())
                choices=audiences
                value=whom
                on_choose=choose_whom
            />
            <SelectField
                label=Signal::derive(move || t_string!(i18n, calls.about).to_owned())
                choices=events
                value=about
                on_choose=choose_event
            />
        </div>
    }
}
