//! The next best actions, numbered; what can wait is folded below.

use super::advice::Advice;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::platform::site::link;
use crate::state::customer_table::{Listing, address};
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::icon::Icon;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Skeleton;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::views::table::{Column, Filter, Test};

/// One piece of advice in the reader's words.
struct Wording {
    title: String,
    text: String,
    /// On the button.
    act: String,
    path: String,
    class: Option<Class>,
}

#[component]
pub fn Docket(advice: Memo<Option<Vec<Advice>>>, n_first: usize) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, today.next_title).to_owned());
    let note = Signal::derive(move || {
        let has_any = advice.with(|advice| advice.as_ref().is_some_and(|all| !all.is_empty()));
        has_any.then(|| t_string!(i18n, today.next_note).to_owned())
    });
    let word = use_wording();
    view! {
        <Section id="next" title=title note=note>
            {move || {
                let Some(advice) = advice.get() else {
                    return view! {
                        <Skeleton />
                    }
                    .into_any();
                };
                if advice.is_empty() {
                    return view! { <p>{t!(i18n, today.next_none)}</p> }.into_any();
                }
                let mut worded: Vec<Wording> = advice.iter().map(&word).collect();
                let later = worded.split_off(worded.len().min(n_first));
                view! {
                    <ol class="docket">
                        {worded.into_iter().enumerate().map(|(at, item)| docket_item(at, item)).collect_view()}
                    </ol>
                    {(!later.is_empty()).then(|| later_items(later, t_string!(i18n, today.can_wait)))}
                }
                .into_any()
            }}
        </Section>
    }
}

fn docket_item(at: usize, item: Wording) -> impl IntoView {
    let is_first = at == 0;
    let href = link(&item.path);
    view! {
        <li class="docket__item" data-first=is_first.then_some("")>
            <span class="docket__n" aria-hidden="true">
                {at + 1}
            </span>
            <div class="docket__body">
                <h3>
                    <a href=href.clone()>{item.title}</a>
                </h3>
                <p data-class=item.class.map(Class::slug)>
                    {item
                        .class
                        .map(|class| {
                            view! {
                                <span class="classname">
                                    <Icon name=class.slug() class="icon--sm" />
                                </span>
                                " "
                            }
                        })}
                    {item.text}
                </p>
            </div>
            <a class="btn" data-variant=is_first.then_some("primary") href=href tabindex="-1">
                {item.act}
            </a>
        </li>
    }
}

fn later_items(items: Vec<Wording>, can_wait: &str) -> impl IntoView + use<> {
    let summary = format!("{can_wait} ({})", items.len());
    view! {
        <details class="later">
            <summary>{summary}</summary>
            <ul class="plain">
                {items
                    .into_iter()
                    .map(|item| {
                        view! {
                            <li>
                                <a href=link(&item.path)>{item.title}</a>
                                " "
                                <span class="muted">{item.text}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </details>
    }
}

/// From advice to words in the language in use; call it inside a view.
fn use_wording() -> impl Fn(&Advice) -> Wording {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let class_names = Class::ALL.map(class_plural);
    move |advice| {
        let f = formatter.get();
        let count = |n: u32| f.fmt_int(i64::from(n));
        let days = |n: i32| f.fmt_int(i64::from(n));
        let named = |name: &str| match name.is_empty() {
            true => t_string!(i18n, today.unnamed).to_owned(),
            false => name.to_owned(),
        };
        let list = |filters: Vec<Filter>| {
            let listing = Listing { filters, ..Listing::default() };
            format!("/customers?{}", address::write(&listing))
        };
        match advice {
            Advice::ContinueDraft { name, path, .. } => Wording {
                title: t_string!(i18n, today.draft, name = named(name)).to_string(),
                text: t_string!(i18n, today.draft_text).to_owned(),
                act: t_string!(i18n, today.draft_act).to_owned(),
                path: path.clone(),
                class: None,
            },
            Advice::RecordCounts { name, n_days_ago, .. } => Wording {
                title: t_string!(i18n, today.counts, name = named(name)).to_string(),
                text: agree(&t_string!(i18n, today.counts_text, n = days(*n_days_ago)).to_string()),
                act: t_string!(i18n, today.counts_act).to_owned(),
                path: "/events".to_owned(),
                class: None,
            },
            Advice::FinishPlan { name, n_days_left, path } => Wording {
                title: t_string!(i18n, today.finish, name = named(name)).to_string(),
                text: agree(
                    &t_string!(i18n, today.finish_text, n = days(*n_days_left)).to_string(),
                ),
                act: t_string!(i18n, today.finish_act).to_owned(),
                path: path.clone(),
                class: None,
            },
            Advice::PlanEvent { class, n_people, value_share } => {
                let name = class_names[*class as usize].get();
                let text = match class {
                    Class::Dragonfly => t_string!(
                        i18n,
                        today.plan_dragonfly_text,
                        n = count(*n_people),
                        share = f.fmt_percent(*value_share)
                    )
                    .to_string(),
                    Class::Butterfly => t_string!(
                        i18n,
                        today.plan_butterfly_text,
                        n = count(*n_people),
                        share = f.fmt_percent(*value_share)
                    )
                    .to_string(),
                    Class::Bee | Class::Mantis => t_string!(
                        i18n,
                        today.plan_text,
                        n = count(*n_people),
                        share = f.fmt_percent(*value_share)
                    )
                    .to_string(),
                };
                Wording {
                    title: t_string!(i18n, today.plan, class = in_sentence(&name)).to_string(),
                    text,
                    act: t_string!(i18n, today.plan_act).to_owned(),
                    path: format!("/events/new?class={}", class.slug()),
                    class: Some(*class),
                }
            }
            Advice::BringNewerData { newest, n_days_old } => Wording {
                title: t_string!(i18n, today.newer).to_owned(),
                text: agree(
                    &t_string!(
                        i18n,
                        today.newer_text,
                        date = f.fmt_date(newest.0, DateStyle::Short),
                        n = days(*n_days_old)
                    )
                    .to_string(),
                ),
                act: t_string!(i18n, today.newer_act).to_owned(),
                path: "/import".to_owned(),
                class: None,
            },
            Advice::LookAtBorderline { n_people } => Wording {
                title: agree(&t_string!(i18n, today.borderline, n = count(*n_people)).to_string()),
                text: t_string!(i18n, today.borderline_text).to_owned(),
                act: t_string!(i18n, today.list_act).to_owned(),
                path: list(vec![Filter {
                    column: Column::Class,
                    test: Test::ClassIs {
                        classes: Vec::new(),
                        expected: Some(false),
                        borderline: Some(true),
                    },
                }]),
                class: None,
            },
            Advice::LearnAboutUnplaced { n_people } => Wording {
                title: t_string!(i18n, today.unplaced, n = count(*n_people)).to_string(),
                text: t_string!(i18n, today.unplaced_text).to_owned(),
                act: t_string!(i18n, today.list_act).to_owned(),
                path: list(Filter::unplaced(false)),
                class: None,
            },
            Advice::TellOneToOneCost => Wording {
                title: t_string!(i18n, today.one_to_one).to_owned(),
                text: t_string!(i18n, today.one_to_one_text).to_owned(),
                act: t_string!(i18n, today.one_to_one_act).to_owned(),
                path: "/settings".to_owned(),
                class: None,
            },
        }
    }
}

/// A class's name within a sentence: small letters, which leaves Chinese as it is.
fn in_sentence(name: &str) -> String {
    name.to_lowercase()
}
