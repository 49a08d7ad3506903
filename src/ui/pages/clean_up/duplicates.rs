//! The search for people who are here twice, and one doubtful group after the other.

use super::certain::CertainPart;
use super::files::duplicates_file;
use super::group_card::GroupCard;
use super::joining_rules::JoiningRulesPart;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::clean_up::CleanUp;
use crate::state::clean_up::search::{Decisions, DuplicateSearch};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::progress_bar::{ProgressBar, TaskProgress};
use crate::ui::export_table::ExportTableMenu;
use crate::ui::model_link::ModelLink;
use crate::ui::pages::customers::contact_limits::ContactLimits;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

#[component]
pub fn DuplicatesTab() -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let search = CleanUp::expect().search;
    // Undone, edited, brought in meanwhile: what was found may hold no more.
    Effect::new(move |_| {
        if search.is_stale() {
            search.begin();
        }
    });
    let is_searching = Memo::new(move |_| search.pace.with(Option::is_some));
    let progress = Signal::derive(move || {
        let pace = search.pace.get().unwrap_or_default();
        TaskProgress { done: pace.done, total: pace.total, rate_per_second: pace.rows_per_second }
    });
    let error = move || {
        search.error.get().map(|error| {
            let what = Signal::derive(move || explain(&error).get(language.get()).to_owned());
            let safe = say!(i18n, customers.data_safe);
            view! { <ErrorNote what_happened=what what_is_safe=safe /> }
        })
    };
    let has_found = search.has_found;
    let has_any = Memo::new(move |_| {
        search.doubtful.with(|doubtful| doubtful.n_left() > 0)
            || !search.certain.with(Vec::is_empty)
    });
    let begin = move |()| search.begin();
    view! {
        <div class="stack stack--8">
            <Show when=move || !has_found.get() && !is_searching.get()>
                <section class="stack clean-up__intro">
                    <p>{t!(i18n, cleanup.search_intro)}</p>
                    <ModelLink topic=ModelTopic::Matching />
                    <div class="row">
                        <Button kind=ButtonKind::Primary icon="search" on_press=begin>
                            {t!(i18n, cleanup.search)}
                        </Button>
                    </div>
                </section>
            </Show>
            <Show when=move || is_searching.get()>
                <ProgressBar
                    label=say!(i18n, cleanup.searching)
                    progress=progress
                    on_cancel=Callback::new(move |()| search.cancel())
                />
            </Show>
            {error} <JoiningRulesPart search=search /> <Show when=move || has_found.get()>
                <CertainPart />
                <DoubtfulPart search=search />
                <Show when=move || has_any.get()>
                    <p class="fine">
                        <ContactLimits />
                    </p>
                    <ExportTableMenu table=move || Some(duplicates_file(i18n, search)) />
                </Show>
            </Show>
        </div>
    }
}

#[component]
fn DoubtfulPart(search: DuplicateSearch) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    // The same group found again is not drawn anew: choices made stay.
    let current = Memo::new(move |_| search.current());
    let n_listed = Memo::new(move |_| search.doubtful.with(|doubtful| doubtful.groups.len()));
    let n_left = Memo::new(move |_| search.doubtful.with(Decisions::n_left));
    let title = move || {
        let f = formatter.get();
        match n_left.get() {
            0 => t_string!(i18n, cleanup.none_left).to_owned(),
            n => {
                // Those beyond the list are counted, not shown yet.
                let n_beyond = (search.n_doubtful.get() as usize).saturating_sub(n_listed.get());
                let n = f.fmt_int((n + n_beyond) as i64);
                agree(&t_string!(i18n, cleanup.n_doubtful, n = n).to_string())
            }
        }
    };
    let counter = move || {
        let f = formatter.get();
        let n = search.doubtful.with(Decisions::number);
        (n_left.get() > 0).then(|| {
            t_string!(
                i18n,
                cleanup.counter,
                n = f.fmt_int(n as i64),
                all = f.fmt_int(n_listed.get() as i64)
            )
            .to_string()
        })
    };
    // A step by the reader takes the focus along; an answer that only comes does not.
    Effect::new(move |before: Option<u32>| {
        let now = search.n_steps.get();
        if before.is_some_and(|before| before != now) {
            focus_question();
        }
        now
    });
    view! {
        <section class="section" aria-labelledby="doubtful">
            <div class="section__head">
                <h2 id="doubtful" tabindex="-1">
                    {title}
                </h2>
                <p class="section__note" role="status">
                    {counter}
                </p>
            </div>
            <Show when=move || n_left.with(|n| *n > 0)>
                <p class="muted">{t!(i18n, cleanup.doubtful_lead)}</p>
            </Show>
            {move || current.get().map(|group| view! { <GroupCard group=group search=search /> })}
            <div class="row">
                <Show when=move || n_left.with(|n| *n > 1)>
                    <Button
                        size="sm"
                        icon="left"
                        on_press=move |()| search.step(Decisions::go_back)
                    >
                        {t!(i18n, cleanup.go_back)}
                    </Button>
                </Show>
                <Button
                    size="sm"
                    icon="search"
                    disabled=Signal::derive(move || search.pace.with(Option::is_some))
                    on_press=move |()| search.begin()
                >
                    {t!(i18n, cleanup.search_again)}
                </Button>
            </div>
        </section>
    }
}

/// The next question's title takes the focus, or the section's when there is none left.
fn focus_question() {
    request_animation_frame(|| {
        let found = ["pair-title", "doubtful"]
            .into_iter()
            .find_map(|id| document().get_element_by_id(id))
            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = found {
            let _ = element.focus();
        }
    });
}
