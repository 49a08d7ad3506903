//! One group of the audience: wanted or not, how many, and what is expected of it.

use super::audience::{choose_group, is_chosen};
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::interval::{Interval, IntervalMarks};
use crate::ui::components::number_field::NumberField;
use crate::ui::wizards::figures::{write_count, write_count_spread, write_piece};
use crate::ui::wizards::group_name::{GroupName, group_class, group_name};
use crate::ui::wizards::wizard::Wizard;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::event::{AudienceChoice, AudienceGroup};
use meadow_core::domain::money::Money;
use meadow_core::views::forecast::{AudienceEntry, GroupForecast};

/// How many of a group are invited when so many may be asked.
pub fn n_invited_in(choice: &AudienceChoice, n_may_ask: u32) -> u32 {
    choice.n_invited.unwrap_or(n_may_ask).min(n_may_ask)
}

#[component]
pub fn GroupRow(entry: AudienceEntry) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let formatter = use_formatter();
    let AudienceEntry { group, n_may_ask, .. } = entry;
    let group = StoredValue::new(group);
    let is_outside = group.with_value(|group| *group == AudienceGroup::Outside);
    let is_on = Memo::new(move |_| {
        draft.event.with(|event| group.with_value(|group| is_chosen(event, group)))
    });
    let place = Memo::new(move |_| {
        draft.event.with(|event| {
            group.with_value(|group| event.audience.iter().position(|c| c.group == *group))
        })
    });
    let issue = Memo::new(move |_| {
        let field = format!("audience.{}", place.get()?);
        let plan = wizard.plan.get()?;
        plan.issues.iter().find(|issue| issue.field == field).map(|issue| issue.message.clone())
    });
    let language = crate::state::settings::Settings::expect().language;
    let hint =
        Signal::derive(move || issue.get().map(|message| message.get(language.get()).to_owned()));
    let n_invited = draft.count_if_any(
        move |event| {
            let choice = group
                .with_value(|group| event.audience.iter().find(|c| c.group == *group).cloned())?;
            if is_outside { Some(choice.n_outside) } else { Some(n_invited_in(&choice, n_may_ask)) }
        },
        move |event, n| {
            group.with_value(|group| {
                let choice = event.audience.iter_mut().find(|c| c.group == *group);
                match choice {
                    Some(choice) if is_outside => choice.n_outside = n.unwrap_or(0),
                    // Everyone stays everyone when more may be asked later.
                    Some(choice) => choice.n_invited = n.filter(|n| *n != n_may_ask),
                    None => {}
                }
            });
        },
    );
    // Orders and money of a rate that nobody knows are no figures.
    let expected = Memo::new(move |_| {
        let forecast = wizard.forecast.get().filter(|forecast| forecast.is_money_known())?;
        group.with_value(|group| forecast.groups.iter().find(|g| g.group == *group).cloned())
    });
    let largest = Memo::new(move |_| {
        let forecast = wizard.forecast.get()?;
        forecast.groups.iter().map(|group| group.ordered.p95).reduce(f64::max)
    });
    let name = Signal::derive(move || group.with_value(group_name));
    let class = group.with_value(group_class);
    let invite_label = Signal::derive(move || {
        t_string!(i18n, events.invite_group, group = name.get()).to_string()
    });
    let band_label = move || t_string!(i18n, events.orders_band);
    view! {
        <tr data-off=move || (!is_on.get()).then_some("")>
            <th scope="row">
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || is_on.get()
                        on:change=move |event| {
                            let is_wanted = event_target_checked(&event);
                            draft.change(|event| {
                                group.with_value(|group| choose_group(event, group, is_wanted));
                            });
                        }
                    />
                    {group.with_value(|group| view! { <GroupName group=group.clone() /> })}
                </label>
            </th>
            <td class="num" data-label=move || t_string!(i18n, events.may_be_asked)>
                {move || if is_outside { "–".to_owned() } else { formatter.get().fmt_int(n_may_ask.into()) }}
            </td>
            <td class="num" data-label=move || t_string!(i18n, events.invite)>
                <NumberField
                    label=invite_label
                    value=n_invited
                    least=0.0
                    most=Signal::stored((!is_outside).then(|| f64::from(n_may_ask)))
                    hint=hint
                    disabled=Signal::derive(move || !is_on.get())
                />
            </td>
            {move || match expected.get() {
                Some(group) => band(&group, largest.get(), class, band_label()).into_any(),
                None => {
                    view! {
                        <td class="muted" data-label=band_label>"–"</td>
                        <td class="num muted" data-label=move || t_string!(i18n, events.margin_each)>"–"</td>
                    }
                        .into_any()
                }
            }}
        </tr>
    }
}

fn band(
    group: &GroupForecast,
    largest: Option<f64>,
    class: Option<Class>,
    label: &'static str,
) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let marks = IntervalMarks {
        low: group.ordered.p05,
        middle: group.ordered.median,
        high: group.ordered.p95,
        actual: None,
        scale_end: largest.unwrap_or(group.ordered.p95),
    };
    let margin = write_piece(&f, Money::from_major(group.margin_per_invitation));
    view! {
        <td data-label=label data-class=class.map(Class::slug)>
            <p class="bands__n">
                <b>{write_count(&f, group.ordered.mean)}</b>
                {write_count_spread(&f, &group.ordered)}
            </p>
            <Interval marks=Signal::stored(marks) />
        </td>
        <td class="num" data-label=t_string!(i18n, events.margin_each)>
            <b>{margin}</b>
        </td>
    }
}

#[cfg(test)]
mod tests {
    use super::n_invited_in;
    use meadow_core::domain::event::AudienceChoice;
    use meadow_core::domain::event::AudienceGroup;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn nothing_said_invites_everyone() {
        let choice =
            AudienceChoice { group: AudienceGroup::Unplaced, n_invited: None, n_outside: 0 };
        assert_eq!(n_invited_in(&choice, 40), 40);
        assert_eq!(n_invited_in(&AudienceChoice { n_invited: Some(99), ..choice }, 40), 40);
    }
}
