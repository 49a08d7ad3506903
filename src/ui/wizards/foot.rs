//! The way to the step before and after, always at hand; on a phone also the two figures that count.

use super::figures::write_count;
use super::say;
use super::wizard::Wizard;
use crate::i18n::{t_string, use_i18n};
use crate::platform::site::link;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;

#[component]
pub fn Foot() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let language = Settings::expect().language;
    let formatter = use_formatter();
    let title_of = move |slug: &str| {
        let plan = wizard.plan.get()?;
        let step = plan.steps.iter().find(|step| step.slug == slug)?;
        Some(step.title.get(language.get()).to_owned())
    };
    let path_of = move |slug: &str| link(&wizard.draft.key().path(slug));
    let events = say!(i18n, shell.events);
    let mini = move || {
        let forecast = wizard.forecast.get()?;
        let f = formatter.get();
        let orders = t_string!(i18n, events.n_orders, n = write_count(&f, forecast.ordered.mean));
        let chance = t_string!(i18n, events.mini_chance, p = f.fmt_percent(forecast.p_profit));
        Some((agree(&orders.to_string()), chance.to_string()))
    };
    view! {
        <footer class="wizard__foot">
            {move || match wizard.neighbour(-1) {
                Some(slug) => {
                    let title = move || {
                        title_of(slug).unwrap_or_else(|| t_string!(i18n, events.back).to_owned())
                    };
                    view! {
                        <a class="btn" data-size="lg" href=path_of(slug)>
                            <Icon name="left" />
                            {title}
                        </a>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <a class="btn" data-size="lg" href=link("/events")>
                            <Icon name="left" />
                            {events}
                        </a>
                    }
                        .into_any()
                }
            }}
            <span class="fine only-wide">
                <kbd>"Alt"</kbd>
                " "
                <kbd>"←"</kbd>
                " "
                <kbd>"→"</kbd>
            </span>
            <span class="fine only-phone wizard__mini">
                {move || mini().map(|(orders, chance)| view! { <b>{orders}</b> {chance} })}
            </span>
            {move || {
                wizard
                    .neighbour(1)
                    .map(|slug| {
                        let words = move || match title_of(slug) {
                            Some(title) => t_string!(i18n, events.next_is, title = title).to_string(),
                            None => t_string!(i18n, events.next).to_owned(),
                        };
                        view! {
                            <a
                                class="btn"
                                data-size="lg"
                                data-variant="primary"
                                href=path_of(slug)
                            >
                                {words}
                                <Icon name="right" />
                            </a>
                        }
                    })
            }}
        </footer>
    }
}
