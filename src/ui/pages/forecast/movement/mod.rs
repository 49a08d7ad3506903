//! How the mix of classes and stages will look after some rounds.

use super::question_strip::QuestionStrip;
use crate::i18n::{t, use_i18n};
use crate::state::page::{Crumb, declare_page};
use crate::ui::components::button::LinkButton;
use crate::ui::components::page_head::PageHead;
use crate::ui::shell::questions::Question;
use crate::ui::wizards::say;
use leptos::prelude::*;

#[component]
pub fn MovementForecast() -> impl IntoView {
    let i18n = use_i18n();
    let forecast = Crumb { name: say!(i18n, shell.forecast), path: Question::Event.path() };
    declare_page(Question::Movement.name(), vec![forecast]);
    view! {
        <PageHead title=Question::Movement.name()>
            <LinkButton path="/segments/rounds" icon="ledger">{t!(i18n, rounds.title)}</LinkButton>
        </PageHead>
        <QuestionStrip />
    }
}
