//! Which measures people are compared by, and who is left out for lack of one.

use super::Search;
use super::address::Chosen;
use super::words::measure_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::components::switch::CheckBox;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::cluster::{ClusterBasis, ClusterMeasure};

#[component]
pub fn MeasuresPart(search: Search) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    // The boxes are made anew only where something else is known of people.
    let n_known = Memo::new(move |_| {
        search.asked.answer.with(|view| view.as_ref().map(|view| view.n_known.clone()))
    });
    let boxes = move || {
        let n_known = n_known.get()?;
        let known = ClusterMeasure::ALL.into_iter().zip(n_known).filter(|(_, n)| *n > 0);
        let one = |(measure, _)| view! { <MeasureBox measure=measure search=search /> };
        Some(known.map(one).collect_view())
    };
    let unknown = move || {
        let n_known = n_known.get()?;
        let none = ClusterMeasure::ALL.into_iter().zip(n_known).filter(|(_, n)| *n == 0);
        let names: Vec<&str> = none.map(|(measure, _)| measure_name(i18n, measure)).collect();
        (!names.is_empty()).then(|| {
            let list = names.join(t_string!(i18n, customers.list_comma));
            t_string!(i18n, clusters.unknown, list = list).to_string()
        })
    };
    let counted = move || {
        let view = search.asked.get()?;
        let f = formatter.get();
        let n = |n: u32| f.fmt_int(i64::from(n));
        let said = t_string!(
            i18n,
            clusters.counted,
            n = n(view.n_clustered),
            all = n(view.n_people),
            not_bought = n(view.n_not_bought),
            left_out = n(view.n_left_out)
        );
        Some(said.to_string())
    };
    view! {
        <Section id="cluster-measures" title=say!(i18n, clusters.measures)>
            <fieldset class="cluster-measures">
                <legend class="sr-only">{t!(i18n, clusters.measures)}</legend>
                {boxes}
            </fieldset>
            <p class="fine" role="status">{counted}</p>
            {move || unknown().map(|text| view! { <p class="fine">{text}</p> })}
        </Section>
    }
}

#[component]
fn MeasureBox(measure: ClusterMeasure, search: Search) -> impl IntoView {
    let i18n = use_i18n();
    let is_chosen = move || search.chosen.with(|chosen| chosen.basis.measures().contains(&measure));
    let value = RwSignal::new(untrack(is_chosen));
    Effect::new(move |_| value.set(is_chosen()));
    let turn = Callback::new(move |is_on: bool| {
        let basis = search.chosen.get_untracked().basis;
        let others = basis.measures().iter().copied().filter(|one| *one != measure);
        let measures = others.chain(is_on.then_some(measure));
        // Another basis may speak for another number.
        search.choose.run(Chosen { basis: ClusterBasis::new(measures, basis.seed), n: None });
    });
    let label = Signal::derive(move || measure_name(i18n, measure).to_owned());
    view! { <CheckBox label=label value=value on_turn=turn /> }
}
