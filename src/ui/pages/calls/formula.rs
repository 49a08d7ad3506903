//! How the order of the list comes about: the formula, what it starts from, and the chances as own calls
//! have moved them.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::call_session::CallSession;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::components::class_badge::class_plural;
use crate::ui::model_link::ModelLink;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::guide::ModelTopic;
use meadow_core::views::calls::CallChance;

#[component]
pub fn Formula(session: CallSession) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let names = Class::ALL.map(class_plural);
    let cited = move || {
        let list = session.list.get()?;
        let cited = list.cited.as_ref()?;
        let f = formatter.get();
        let language = language.get();
        let text = t_string!(
            i18n,
            calls.cited,
            label = cited.label.get(language).to_owned(),
            share = f.fmt_percent_with(cited.point, 1),
            source = cited.source.get(language).to_owned(),
            grade = cited.grade.to_string(),
            n = f.fmt_int(cited.n_calls_worth.round() as i64)
        );
        let contradicted =
            cited.is_contradicted.then(|| t_string!(i18n, calls.contradicted).to_owned());
        Some(view! {
            <p>{text.to_string()}</p>
            {contradicted.map(|text| view! { <p>{text}</p> })}
        })
    };
    let rows = move || {
        let list = session.list.get()?;
        let f = formatter.get();
        let row = |chance: &CallChance| {
            let name = match chance.script {
                Some(class) => names[class as usize].get(),
                None => t_string!(i18n, calls.all_calls).to_owned(),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="num">{f.fmt_int(chance.n_calls.into())}</td>
                    <td class="num">{f.fmt_int(chance.n_ordered.into())}</td>
                    <td class="num">
                        {f.fmt_percent_with(chance.mean, 1)} " "
                        <span class="fine nowrap">
                            {f
                                .join_range(
                                    &f.fmt_percent_with(chance.low, 1),
                                    &f.fmt_percent_with(chance.high, 1),
                                )}
                        </span>
                    </td>
                </tr>
            }
        };
        Some(list.chances.iter().map(row).collect_view())
    };
    view! {
        <details class="later formula">
            <summary>{t!(i18n, calls.formula_title)}</summary>
            <div class="stack">
                <p>{t!(i18n, calls.formula)}</p>
                <p>{t!(i18n, calls.formula_unknown)}</p>
                {cited}
                <p>{t!(i18n, calls.formula_scripts)}</p>
                <ModelLink topic=ModelTopic::Calls />
                <div class="scroll-x" tabindex="0" role="region" aria-label=move || {
                    t_string!(i18n, calls.chance)
                }>
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{t!(i18n, calls.script)}</th>
                                <th scope="col" class="num">{t!(i18n, calls.n_calls)}</th>
                                <th scope="col" class="num">{t!(i18n, calls.n_orders)}</th>
                                <th scope="col" class="num">{t!(i18n, calls.chance)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div>
        </details>
    }
}
