//! What events, groups and channels have shown, each drawn to what all of them show; a group's range can be
//! taken over into the forecast. Worked out once it is asked for.

mod rows;

use self::rows::{pooled_file, table};
use super::beliefs::{stage_choices, stage_of, value_of};
use super::kept_inputs::KeptInputs;
use super::shown::Shown;
use super::status::Problem;
use super::why::Reasons;
use super::words::{write_share, write_shares};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::error_note::Note;
use crate::ui::components::help::Help;
use crate::ui::components::section::Section;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::skeleton::Loading;
use crate::ui::components::switch::CheckBox;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::model_link::model_href;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetPooledRates;
use meadow_core::views::pooled_rates::{NotPooled, PooledRatesView, PooledTerms};

/// The number rises with the form of `PooledTerms`.
const DRAFT: &str = "forecast.pooled-rates.1";

#[component]
pub fn PooledRates() -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let help = Help::new(
        "pooled-help",
        say!(i18n, pooled.title),
        say!(i18n, pooled.goes_by),
        say!(i18n, pooled.how),
        say!(i18n, pooled.doubt),
    )
    .in_full_at(model_href(ModelTopic::Pooling));
    view! {
        <Section id="h-pooled" title=say!(i18n, pooled.title) help=help>
            <Show
                when=move || is_open.get()
                fallback=move || {
                    view! {
                        <div class="row">
                            <Button icon="results" on_press=move |()| is_open.set(true)>
                                {t!(i18n, pooled.open)}
                            </Button>
                            <p class="fine">{t!(i18n, pooled.open_note)}</p>
                        </div>
                    }
                }
            >
                <Found />
            </Show>
        </Section>
    }
}

#[component]
fn Found() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let shown = Shown::expect();
    let forecast = shown.forecast;
    let reasons = Reasons::provide();
    let inputs: KeptInputs<PooledTerms> = KeptInputs::open(DRAFT, forecast, PooledTerms::default());
    let stage = inputs.bind(
        |terms| value_of(terms.stage).to_owned(),
        |terms, value: String| {
            if let Some(stage) = stage_of(&value) {
                terms.stage = stage;
            }
        },
    );
    let by_event = inputs.bind(|terms| terms.by_event, |terms, is| terms.by_event = is);
    let by_group = inputs.bind(|terms| terms.by_group, |terms, is| terms.by_group = is);
    let by_channel = inputs.bind(|terms| terms.by_channel, |terms, is| terms.by_channel = is);
    let typed = Memo::new(move |_| inputs.ready());
    // What else is tried on the event changes nothing of what came before it.
    let before = Memo::new(move |_| {
        forecast.settled.with(|scenario| scenario.as_ref().and_then(|it| it.event.day))
    });
    let asked = Workspace::expect().asked(move || {
        Some(GetPooledRates { before: before.get(), but: forecast.saved(), terms: typed.get()? })
    });
    let found = move || match asked.get() {
        None => view! { <Loading /> }.into_any(),
        Some(view) => {
            let f = formatter.get();
            let lines = left_out(&f, &view);
            let lines = lines.into_iter().map(|line| view! { <p class="fine">{line}</p> });
            view! {
                {said(&f, &view)}
                {(!view.rows.is_empty()).then(|| table(&view))}
                {lines.collect_view()}
            }
            .into_any()
        }
    };
    view! {
        <Segmented label=say!(i18n, pooled.title) choices=stage_choices(shown) value=stage />
        <div class="row" role="group" aria-label=say!(i18n, pooled.tell_apart) data-part="cut">
            <span aria-hidden="true">{t!(i18n, pooled.tell_apart)}</span>
            <CheckBox label=say!(i18n, pooled.by_event) value=by_event />
            <CheckBox label=say!(i18n, pooled.by_group) value=by_group />
            <CheckBox label=say!(i18n, pooled.by_channel) value=by_channel />
        </div>
        <Problem error=asked.error />
        {found}
        <ExportTableMenu table=move || {
            asked.get().filter(|view| !view.rows.is_empty()).map(|view| pooled_file(&view))
        } />
        {reasons.dialog()}
    }
}

/// What all groups show, or why they stand alone.
fn said(f: &Formatter, view: &PooledRatesView) -> AnyView {
    let i18n = use_i18n();
    let count = |n: u32| f.fmt_int(n.into());
    let why = match &view.population {
        Ok(all) => {
            let text = t_string!(
                i18n,
                pooled.all_show,
                n = count(all.n_successes),
                of = count(all.n_trials),
                rate = write_share(f, all.new_group.mean),
                range = write_shares(f, all.new_group.low, all.new_group.high),
                strength = f.fmt_number(all.strength, 0)
            )
            .to_string();
            let alike = (!all.differ).then(|| t_string!(i18n, pooled.no_difference));
            return view! { <p data-pooled="all">{text} " " {alike}</p> }.into_any();
        }
        Err(NotPooled::Nothing) if view.left_out.n_totals_only > 0 => {
            t_string!(i18n, pooled.nothing_split).to_owned()
        }
        Err(NotPooled::Nothing) => t_string!(i18n, pooled.nothing).to_owned(),
        Err(NotPooled::OneGroup) => t_string!(i18n, pooled.one_group).to_owned(),
        Err(NotPooled::TooFew { n, needed }) => {
            t_string!(i18n, pooled.too_few, n = count(*n), needed = count(*needed)).to_string()
        }
        Err(NotPooled::AllOrNothing) => t_string!(i18n, pooled.all_or_nothing).to_owned(),
    };
    view! {
        <div role="status" data-pooled="alone">
            <Note>
                <p>{why}</p>
            </Note>
        </div>
    }
    .into_any()
}

fn left_out(f: &Formatter, view: &PooledRatesView) -> Vec<String> {
    let i18n = use_i18n();
    let left = view.left_out;
    let count = |n: u32| f.fmt_int(n.into());
    let mut lines = Vec::new();
    if left.n_totals_only > 0 {
        let n = count(left.n_totals_only);
        lines.push(t_string!(i18n, pooled.left_totals, n = n).to_string());
    }
    if left.n_no_group > 0 {
        let n = count(left.n_no_group);
        lines.push(t_string!(i18n, pooled.left_group, n = n).to_string());
    }
    if left.n_no_channel > 0 {
        let n = count(left.n_no_channel);
        lines.push(t_string!(i18n, pooled.left_channel, n = n).to_string());
    }
    if left.n_groups > 0 {
        let n = count(left.n_groups);
        lines.push(t_string!(i18n, pooled.left_groups, n = n).to_string());
    }
    lines
}
