//! The methods in the order that the answers speak for, each with its reasons, what to watch and a way to begin
//! it; and two together where that is better.

use super::Choosing;
use super::words::{name_of, write_all_given, write_standing};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::components::button::{Button, LinkButton};
use crate::ui::components::error_note::Note;
use crate::ui::components::icon::Icon;
use crate::ui::components::skeleton::Loading;
use crate::ui::wizards::labels::method_name;
use leptos::prelude::*;
use meadow_core::domain::method::Method;
use meadow_core::domain::text::Language;
use meadow_core::views::recommend::{
    MethodReason, RankedMethod, RecommendView, RecommendedPair, Standing,
};

/// So many stand open; the others are one press away.
const N_FIRST: usize = 3;

#[component]
pub fn Ranking(asked: Asked<RecommendView>, choosing: Choosing) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    move || match asked.get() {
        None => view! { <Loading /> }.into_any(),
        Some(view) if view.ranked.is_empty() => view! {
            <div role="status" data-recommend="nothing">
                <Note>
                    <p>{t!(i18n, recommend.nothing_yet)}</p>
                </Note>
            </div>
        }
        .into_any(),
        Some(view) => ranking(&formatter.get(), &view, choosing),
    }
}

fn ranking(f: &Formatter, view: &RecommendView, choosing: Choosing) -> AnyView {
    let i18n = use_i18n();
    let language = Settings::expect().language.get();
    let rows = |some: &[RankedMethod]| {
        some.iter().map(|one| ranked(f, one, language, choosing)).collect_view()
    };
    let (first, others) = view.ranked.split_at(view.ranked.len().min(N_FIRST));
    let name = first.first().map(|one| name_of(one.method)).unwrap_or_default();
    let foremost = t_string!(i18n, recommend.foremost, name = name).to_string();
    let n = f.fmt_int(others.len() as i64);
    let pairs = view.pairs.iter().map(|pair| pair_row(f, pair, language, choosing));
    let pairs = (!view.pairs.is_empty()).then(|| {
        view! {
            <h3>{t!(i18n, recommend.pairs)}</h3>
            <ul class="ranks" data-recommend="pairs">
                {pairs.collect_view()}
            </ul>
        }
    });
    view! {
        <h3>{t!(i18n, recommend.order)}</h3>
        <p role="status">
            <b>{foremost}</b>
        </p>
        <p class="fine">{t!(i18n, recommend.judgement)}</p>
        <ol class="ranks" data-recommend="ranked">
            {rows(first)}
        </ol>
        {pairs}
        <details class="later" data-recommend="others">
            <summary>{t_string!(i18n, recommend.others, n = n).to_string()}</summary>
            <ol class="ranks" start=(N_FIRST + 1).to_string()>
                {rows(others)}
            </ol>
        </details>
    }
    .into_any()
}

fn ranked(f: &Formatter, one: &RankedMethod, language: Language, choosing: Choosing) -> AnyView {
    let i18n = use_i18n();
    let slug = one.method.map_or("no-event", Method::slug);
    let tone = match one.standing {
        Standing::FitsWell | Standing::Fits => Some("ok"),
        Standing::Open => None,
        Standing::FitsBadly => Some("warn"),
    };
    let warnings = one.warnings.iter().map(|warning| {
        let text = warning.get(language).to_owned();
        view! {
            <li>
                <Icon name="warn" class="icon--sm" />
                <span>{text}</span>
            </li>
        }
    });
    let warnings = warnings.collect_view();
    let act = match one.method {
        Some(method) => begin_button(method, choosing),
        None => view! {
            <LinkButton path="/calls".to_owned() size="sm">
                {t!(i18n, recommend.to_calls)}
            </LinkButton>
        }
        .into_any(),
    };
    view! {
        <li class="rank" data-method=slug>
            <div class="rank__head">
                <h4>{name_of(one.method)}</h4>
                <span class="tag" data-tone=tone>
                    {write_standing(one.standing)}
                </span>
            </div>
            <p class="fine">{one.fits.get(language).to_owned()}</p>
            {reasons(f, t_string!(i18n, recommend.speaks_for), "plus", &one.speaks_for, language)}
            {reasons(
                f,
                t_string!(i18n, recommend.speaks_against),
                "minus",
                &one.speaks_against,
                language,
            )}
            <div>
                <p class="fine">{t!(i18n, recommend.watch)}</p>
                <ul class="rank__reasons" data-side="watch">
                    {warnings}
                </ul>
            </div>
            <div class="row">{act}</div>
        </li>
    }
    .into_any()
}

/// One side of it; nothing where there is nothing.
fn reasons(
    f: &Formatter,
    title: &'static str,
    side: &'static str,
    reasons: &[MethodReason],
    language: Language,
) -> Option<AnyView> {
    let i18n = use_i18n();
    let row = |reason: &MethodReason| {
        let mark = match (reason.decides, reason.is_strong) {
            (true, _) => Some(t_string!(i18n, recommend.decides)),
            (false, true) => Some(t_string!(i18n, recommend.strong)),
            (false, false) => None,
        };
        view! {
            <li>
                <Icon name=side class="icon--sm" />
                <span>
                    <b>{write_all_given(f, &reason.given)}</b>
                    " "
                    {reason.why.get(language).to_owned()}
                    " "
                    {mark.map(|text| view! { <span class="tag">{text}</span> })}
                </span>
            </li>
        }
    };
    (!reasons.is_empty()).then(|| {
        view! {
            <div>
                <p class="fine">{title}</p>
                <ul class="rank__reasons" data-side=side>
                    {reasons.iter().map(row).collect_view()}
                </ul>
            </div>
        }
        .into_any()
    })
}

fn pair_row(
    f: &Formatter,
    pair: &RecommendedPair,
    language: Language,
    choosing: Choosing,
) -> AnyView {
    let methods = [Some(pair.outer), pair.inner].into_iter().flatten();
    let acts = methods.map(|method| begin_button(method, choosing));
    view! {
        <li class="rank" data-pair=pair.key.clone()>
            <h4>{pair.name.get(language).to_owned()}</h4>
            <p>
                <b>{write_all_given(f, &pair.given)}</b>
                " "
                {pair.why.get(language).to_owned()}
            </p>
            <div class="row">{acts.collect_view()}</div>
        </li>
    }
    .into_any()
}

fn begin_button(method: Method, choosing: Choosing) -> AnyView {
    let i18n = use_i18n();
    let Choosing { busy_with, on_choose } = choosing;
    let busy = Signal::derive(move || busy_with.get() == Some(method));
    let label = t_string!(i18n, recommend.begin, name = method_name(method)).to_string();
    view! {
        <Button size="sm" busy=busy on_press=move |()| on_choose.run(method)>
            {label}
        </Button>
    }
    .into_any()
}
