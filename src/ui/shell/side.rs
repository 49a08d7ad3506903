//! The side: workspace, places with their counts, the key to the four classes, and the promise
//! that nothing leaves the device.

use super::places::Place;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::{link, path_inside};
use crate::state::figures::use_formatter;
use crate::state::foreign_requests::ForeignRequests;
use crate::state::shell_summary::ShellSummary;
use crate::state::words::agree;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use meadow_core::domain::class::Class;

#[component]
pub fn Side() -> impl IntoView {
    let i18n = use_i18n();
    let summary = ShellSummary::expect();
    let workspace_name = move || match summary.open_workspace.get() {
        Some(workspace) => workspace.name,
        None => t_string!(i18n, shell.no_workspace).to_owned(),
    };
    view! {
        <aside class="side" aria-label=move || t_string!(i18n, shell.workspace)>
            <button
                class="side__top"
                type="button"
                popovertarget="workspaces"
                title=move || t_string!(i18n, shell.switch_workspace)
            >
                <Logo />
                <span class="side__name">
                    <b>"Meadow"</b>
                    <span>{workspace_name}</span>
                </span>
                <span class="sr-only">{t!(i18n, shell.switch_workspace)}</span>
                <Icon name="down" class="icon--sm side__more" />
            </button>
            <nav aria-label=move || t_string!(i18n, shell.places)>
                <ul class="nav">
                    {Place::MAIN.map(|place| view! { <NavLink place=place /> }).collect_view()}
                </ul>
                <p class="nav__head">{t!(i18n, shell.workspace)}</p>
                <ul class="nav">
                    {Place::WORKSPACE.map(|place| view! { <NavLink place=place /> }).collect_view()}
                </ul>
            </nav>
            <ClassKey />
            <div class="side__foot">
                <Promise />
            </div>
        </aside>
    }
}

#[component]
fn NavLink(place: Place) -> impl IntoView {
    let summary = ShellSummary::expect();
    let formatter = use_formatter();
    let pathname = use_location().pathname;
    let name = place.name();
    let count = move || match place {
        Place::Customers => summary.n_customers.get(),
        Place::Events => summary.n_events.get(),
        _ => None,
    };
    view! {
        <li>
            <a
                class="nav__link"
                href=link(place.path())
                title=name
                aria-current=move || pathname.with(|path| place.holds(path_inside(path))).then_some("page")
            >
                <Icon name=place.icon() />
                <span class="nav__text">{name}</span>
                {move || {
                    count()
                        .map(|n| view! { <span class="nav__count">{formatter.get().fmt_int(n as i64)}</span> })
                }}
            </a>
        </li>
    }
}

/// The key, as in a field guide; shown once the classes are counted.
#[component]
fn ClassKey() -> impl IntoView {
    let i18n = use_i18n();
    let summary = ShellSummary::expect();
    let formatter = use_formatter();
    let name = move |class: Class| match class {
        Class::Bee => t_string!(i18n, shell.bees),
        Class::Dragonfly => t_string!(i18n, shell.dragonflies),
        Class::Butterfly => t_string!(i18n, shell.butterflies),
        Class::Mantis => t_string!(i18n, shell.mantises),
    };
    move || {
        summary.n_by_class.get().map(|n_by_class| {
            let f = formatter.get();
            let n_people = f.fmt_int(n_by_class.iter().sum::<u64>() as i64);
            let expected = summary.n_expected.get().unwrap_or_default();
            let counts = n_by_class.into_iter().zip(expected);
            let rows = Class::ALL.into_iter().zip(counts).map(|(class, (n, n_expected))| {
                let leads = (n_expected > 0).then(|| f.fmt_int(n_expected as i64)).map(|n| {
                    let said = agree(&t_string!(i18n, shell.key_expected, n = n.clone()).to_string());
                    view! { <span class="key__expected" title=said.clone() aria-label=said role="img">{format!(" +{n}")}</span> }
                });
                view! {
                    <a class="key__row" href=link("/segments") data-class=class.slug()>
                        <Icon name=class.slug() class="icon--mark" />
                        <span>{name(class)}</span>
                        <span class="num">{f.fmt_int(n as i64)} {leads}</span>
                    </a>
                }
            });
            view! {
                <div class="key">
                    <p class="key__title">{agree(&t_string!(i18n, shell.key_title, n = n_people).to_string())}</p>
                    {rows.collect_view()}
                </div>
            }
        })
    }
}

/// The evidence: requests to other origins since the page was opened, as the browser counts them.
#[component]
fn Promise() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let requests = ForeignRequests::expect();
    let text = move || {
        let f = formatter.get();
        let n = f.fmt_int(i64::from(requests.n.get()));
        agree(
            &t_string!(i18n, shell.promise, n = n, time = f.fmt_time(requests.since_ms))
                .to_string(),
        )
    };
    view! {
        <a class="promise" href=link("/settings") title=text>
            <Icon name="device" />
            <span class="promise__text">{text}</span>
        </a>
    }
}

#[component]
fn Logo() -> impl IntoView {
    view! {
        <svg class="side__logo" viewBox="0 0 32 32" aria-hidden="true">
            <g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">
                <path d="M3.5 28.500h25"></path>
                <path d="M9 28.500c.4-5.500-.2-9.500-2-13"></path>
                <path d="M16 28.500c-.3-7 .2-12 1.500-16.500"></path>
                <path d="M23 28.500c-.3-4 .2-6.600 1.600-9.300"></path>
            </g>
            <path fill="currentColor" d="M6 9.200 10 12.500 6.300 16 2.500 12.800Z"></path>
            <path class="side__bloom" d="M18.200 3l4.300 2.500v5l-4.300 2.500-4.300-2.500v-5Z"></path>
            <path fill="currentColor" d="M25.200 13.600l4.200 6.200h-7.600Z"></path>
        </svg>
    }
}
