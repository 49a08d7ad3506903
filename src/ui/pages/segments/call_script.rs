//! Words to start with for one class: a call in five parts and a first message for each way of sending,
//! filled with what the shop and the next event are called, to be read aloud or copied.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::call_lines::{CallLines, Read, playbook_text};
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::filled_text::{CopyFilled, FilledText, Filling, ShopNameNote};
use crate::ui::components::no_invite_mark::NoInviteMark;
use leptos::prelude::*;
use meadow_core::contact::text_message::{complete, measure};
use meadow_core::domain::class::Class;
use meadow_core::domain::consent::Channel;
use meadow_core::playbooks::Piece;
use meadow_core::protocol::{GetFacts, GetShopFacts};
use meadow_core::views::calls::PersonFacts;
use meadow_core::views::forecast::Obstacle;
use meadow_core::views::playbook::PlaybookView;

#[component]
pub fn CallScriptDialog(
    open: RwSignal<bool>,
    playbook: Asked<PlaybookView>,
    chosen: Memo<Class>,
) -> impl IntoView {
    let i18n = use_i18n();
    let names = Class::ALL.map(class_plural);
    let title = Signal::derive(move || {
        let name = names[chosen.get() as usize].get();
        t_string!(i18n, segments.script_title, class = name).to_string()
    });
    let foot = move || {
        view! { <Button on_press=move |()| open.set(false)>{t!(i18n, common.close)}</Button> }
    };
    view! {
        <Dialog open=open title=title foot=foot>
            <Words playbook=playbook />
        </Dialog>
    }
}

/// Asks for what it fills in only while it is shown. `person`: whom it is filled in for; `against`: the
/// ways by which they must not be invited.
#[component]
pub fn Words(
    playbook: Asked<PlaybookView>,
    #[prop(into, optional)] person: Signal<Option<PersonFacts>>,
    #[prop(into, optional)] against: Signal<Vec<(Channel, Obstacle)>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let shop = workspace.asked(|| Some(GetShopFacts {}));
    let facts = workspace.asked(|| Some(GetFacts {}));
    let filling = Signal::derive(move || {
        let shop = shop.get();
        Filling {
            person: person.get(),
            shop: shop.as_ref().map(|shop| shop.shop.clone()),
            event: shop.as_ref().and_then(|shop| shop.events.first().cloned()),
        }
    });
    let text = move |read: Read| playbook_text(playbook, language, read);
    // A text message is copied as it must be sent.
    let whole = move |read: Read, is_sms: bool| {
        let text = text(read);
        Signal::derive(move || match facts.get().filter(|_| is_sms) {
            Some(facts) => Some(complete(&text.get()?, &facts.contact, language.get())),
            None => text.get(),
        })
    };
    let obstacle = move |channel: Channel| {
        Signal::derive(move || {
            against.with(|against| {
                against.iter().find(|(closed, _)| *closed == channel).map(|(_, why)| *why)
            })
        })
    };
    let message = move |label: &'static str,
                        channel: Channel,
                        reads: &'static [Read],
                        note: Signal<Option<String>>| {
        let is_sms = channel == Channel::Sms;
        let texts = Signal::derive(move || {
            reads.iter().filter_map(|read| whole(*read, is_sms).get()).collect::<Vec<_>>()
        });
        let shown = reads.iter().map(|read| {
            view! {
                <p>
                    <FilledText text=whole(*read, is_sms) filling=filling />
                </p>
            }
        });
        view! {
            <div>
                <dt>{label} " " <NoInviteMark obstacle=obstacle(channel) /></dt>
                <dd>
                    {shown.collect_view()}
                    <div class="row">
                        <CopyFilled texts=texts filling=filling what=Signal::stored(label.to_owned()) />
                        <span class="fine">{note}</span>
                    </div>
                </dd>
            </div>
        }
    };
    // As networks count it, with signature and the way out; gaps count as nothing.
    let formatter = use_formatter();
    let sms_size = Signal::derive(move || {
        let (facts, text) = (facts.get()?, text(|p| &p.samples.sms).get()?);
        let f = formatter.get();
        let pieces = filling.with(|filling| filling.pieces(&text, &f));
        let words = pieces.into_iter().map(|piece| match piece {
            Piece::Words(words) => words,
            Piece::Gap(_) => String::new(),
        });
        let whole = complete(&words.collect::<String>(), &facts.contact, language.get());
        let size = measure(&whole);
        let (n, n_messages) =
            (f.fmt_int(size.n_characters.into()), f.fmt_int(size.n_messages.into()));
        let said = t_string!(i18n, calls.sms_size, n = n, messages = n_messages).to_string();
        Some(agree(&said))
    });
    let nothing = Signal::stored(None);
    move || {
        view! {
            <NoInviteMark obstacle=obstacle(Channel::Phone) />
            <CallLines playbook=playbook filling=filling />
            <h3>{t!(i18n, calls.messages)}</h3>
            <dl class="plays plays--wide">
                {message(
                    t_string!(i18n, calls.phone),
                    Channel::Phone,
                    &[|p| &p.samples.voicemail],
                    nothing,
                )}
                {message(t_string!(i18n, calls.sms), Channel::Sms, &[|p| &p.samples.sms], sms_size)}
                {message(
                    t_string!(i18n, calls.wechat),
                    Channel::WeChat,
                    &[|p| &p.samples.wechat],
                    nothing,
                )}
                {message(
                    t_string!(i18n, calls.email),
                    Channel::Email,
                    &[|p| &p.samples.email_subject, |p| &p.samples.email_body],
                    nothing,
                )}
            </dl>
            <ShopNameNote filling=filling />
            <p class="fine">{t!(i18n, segments.merge_fields)}</p>
        }
    }
}
