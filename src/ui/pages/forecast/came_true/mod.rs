//! A counted event beside its forecast: did reality fall inside it, and what does the next one learn? Must
//! not compute: every figure and verdict is the engine's.

mod file;
mod learnt;
mod table;

use self::file::came_file;
use self::learnt::learnt;
use self::table::table;
use super::status::Problem;
use super::why::Reasons;
use super::words::{stage_name, write_counts};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::forecast::{Forecast, Subject};
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::funnel_bands::{StageBand, draw_funnel_bands, funnel_height_px};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::button::LinkButton;
use crate::ui::components::help::Help;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Loading;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::model_link::model_href;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::event::is_counted;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetOutcome;
use meadow_core::views::forecast::Spread;
use meadow_core::views::outcome::{Fell, OutcomeView, OwnStageOutcome};
use std::sync::Arc;

/// The event in hand, where it was counted.
#[derive(Clone, Copy)]
pub struct Came {
    pub is_counted: Memo<bool>,
    outcome: Memo<Option<Arc<OutcomeView>>>,
    asked: Asked<Option<OutcomeView>>,
}

impl Came {
    pub fn open(forecast: Forecast, subject: Signal<Subject>) -> Self {
        let is_counted = Memo::new(move |_| {
            forecast.base.with(|event| {
                event.as_ref().is_some_and(|event| is_counted(event.status, event.counts.as_ref()))
            })
        });
        let asked = Workspace::expect().asked(move || match subject.get() {
            Subject::Event(event) if is_counted.get() => Some(GetOutcome { event }),
            _ => None,
        });
        let outcome =
            Memo::new(move |_| asked.get().and_then(|answer| (*answer).clone()).map(Arc::new));
        Self { is_counted, outcome, asked }
    }

    /// The finding; tracked.
    pub fn title(self, f: &Formatter) -> String {
        let i18n = use_i18n();
        self.outcome.with(|view| match view.as_deref() {
            None => t_string!(i18n, forecast.came_title).to_owned(),
            Some(view) if view.n_compared == 0 => t_string!(i18n, forecast.came_none).to_owned(),
            Some(view) => {
                let (n, all) = (f.fmt_int(view.n_within.into()), f.fmt_int(view.n_compared.into()));
                t_string!(i18n, forecast.came_finding, n = n, all = all).to_string()
            }
        })
    }
}

#[component]
pub fn CameTrue(came: Came) -> impl IntoView {
    let i18n = use_i18n();
    let reasons = Reasons::provide();
    let help = Help::new(
        "came-help",
        say!(i18n, forecast.came_title),
        say!(i18n, forecast.came_goes_by),
        say!(i18n, forecast.came_how),
        say!(i18n, forecast.came_doubt),
    )
    .in_full_at(model_href(ModelTopic::Funnel));
    view! {
        <div class="stack stack--8">
            <Section id="h-came" title=say!(i18n, forecast.came_title) help=help>
                <Problem error=came.asked.error />
                {move || match came.outcome.get() {
                    None => view! { <Loading /> }.into_any(),
                    Some(view) => view! { <Found view=view /> }.into_any(),
                }}
            </Section>
            <Section id="h-learnt" title=say!(i18n, forecast.came_learns)>
                {move || came.outcome.get().map(|view| learnt(&view))}
                <div class="row">
                    <LinkButton path="/forecast" icon="event">
                        {t!(i18n, forecast.came_next)}
                    </LinkButton>
                </div>
            </Section>
        </div>
        {reasons.dialog()}
    }
}

#[component]
fn Found(view: Arc<OutcomeView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let found = StoredValue::new(view);
    let bands = Memo::new(move |_| found.with_value(|view| bands_of(view)));
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        bands.with(|bands| draw_funnel_bands(bands, size, &|n| f.fmt_number(n, 0)))
    };
    let label = Signal::derive(move || found.with_value(|view| in_words(&formatter.get(), view)));
    let height_at =
        Callback::new(move |width| bands.with(|bands| funnel_height_px(bands.len(), width)));
    let has_picture = Memo::new(move |_| bands.with(|bands| !bands.is_empty()));
    view! {
        <ul class="legend">
            <li>
                <span class="swatch" data-kind="band"></span>
                {t!(i18n, forecast.legend_band)}
            </li>
            <li>
                <span class="swatch" data-kind="actual"></span>
                {t!(i18n, forecast.came_legend)}
            </li>
        </ul>
        <Show when=move || has_picture.get()>
            <ChartFrame
                label=label
                height_px=0.0
                height_at=height_at
                draw=Callback::new(draw)
            >
                {t!(i18n, forecast.came_caption)}
            </ChartFrame>
        </Show>
        {move || found.with_value(|view| in_the_seats(view))}
        {move || found.with_value(table)}
        <ExportTableMenu table=move || Some(found.with_value(|view| came_file(view))) />
    }
}

fn bands_of(view: &OutcomeView) -> Vec<StageBand> {
    let f = use_formatter().get();
    let band = |label: String, foretold: Option<Spread>, counted: Option<u32>| {
        let spread = foretold?;
        Some(StageBand {
            label,
            low_90: spread.p05,
            high_90: spread.p95,
            low_50: spread.p25,
            high_50: spread.p75,
            median: spread.median,
            actual: counted.map(f64::from),
            threshold: None,
            median_text: f.fmt_number(spread.median, 0),
            range_text: write_counts(&f, &spread),
        })
    };
    let stages = view.stages.iter();
    let stages = stages.filter_map(|it| band(stage_name(it.stage), it.foretold, it.counted));
    let own = view.own_stages.iter();
    stages.chain(own.filter_map(|it| band(own_name(it), it.foretold, it.counted))).collect()
}

/// Orders and profit were foretold of fewer guests than all.
fn in_the_seats(view: &OutcomeView) -> Option<AnyView> {
    let i18n = use_i18n();
    let seats = use_formatter().get().fmt_int(view.seats?.into());
    let told = t_string!(i18n, forecast.came_seated, seats = seats).to_string();
    Some(view! { <p data-came="seated">{told}</p> }.into_any())
}

/// "Registered 104, foretold 72 to 131: within", stage by stage.
fn in_words(f: &Formatter, view: &OutcomeView) -> String {
    let i18n = use_i18n();
    let words =
        |stage: String, counted: Option<u32>, foretold: Option<Spread>, fell: Option<Fell>| {
            let (n, spread) = counted.zip(foretold)?;
            let fell = verdict(fell?);
            let said = t_string!(
                i18n,
                forecast.came_words,
                stage = stage,
                n = f.fmt_int(n.into()),
                range = write_counts(f, &spread),
                fell = fell
            );
            Some(said.to_string())
        };
    let stages = view.stages.iter();
    let stages =
        stages.filter_map(|it| words(stage_name(it.stage), it.counted, it.foretold, it.fell));
    let own = view.own_stages.iter();
    let own = own.filter_map(|it| words(own_name(it), it.counted, it.foretold, it.fell));
    stages.chain(own).collect::<Vec<_>>().join(t_string!(i18n, forecast.list_comma))
}

/// What the method calls a stage of its own.
fn own_name(stage: &OwnStageOutcome) -> String {
    stage.name.get(Settings::expect().language.get()).to_owned()
}

fn verdict(fell: Fell) -> &'static str {
    let i18n = use_i18n();
    match fell {
        Fell::Below => t_string!(i18n, forecast.came_below),
        Fell::Within => t_string!(i18n, forecast.came_within),
        Fell::Above => t_string!(i18n, forecast.came_above),
    }
}
