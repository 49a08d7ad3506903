//! Who is invited, how many of each group, and what each group is expected to bring.

use super::group_row::GroupRow;
use super::rates::Rates;
use super::waves::Waves;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::section::Section;
use crate::ui::wizards::figures::{write_count, write_count_spread};
use crate::ui::wizards::hold_out::{HoldOutOffer, ask_hold_out};
use crate::ui::wizards::left_out::write_left_out;
use crate::ui::wizards::wizard::Wizard;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::event::{AudienceChoice, AudienceGroup, Event};
use meadow_core::views::forecast::{AudienceEntry, GroupForecast, LeftOut};

const STEP: &str = "audience";

#[component]
pub fn AudienceStep() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    // The workspace's own groups, with people in them or chosen before, then people from elsewhere.
    let groups = Memo::new(move |_| {
        let entries = wizard.audience.get()?;
        let outside = AudienceEntry::empty(AudienceGroup::Outside);
        let own = entries.iter().filter(|entry| entry.group != AudienceGroup::Outside).cloned();
        let shown = own.filter(|entry| {
            entry.n_people > 0 || wizard.draft.event.with(|e| is_chosen(e, &entry.group))
        });
        Some(shown.chain([outside]).collect::<Vec<_>>())
    });
    let saved = Signal::derive(move || wizard.draft.key().document());
    let hold_out = ask_hold_out(saved);
    let trouble = wizard.error(STEP, "audience");
    view! {
        <Section
            id="h-groups"
            title=say!(i18n, events.groups)
            note=wizard.hint(STEP, "audience", Some(say!(i18n, events.groups_note)))
        >
            {move || trouble.get().map(|text| view! { <p class="field__error">{text}</p> })}
            <table class="table groups" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, events.group)}</th>
                        <th scope="col" class="num">{t!(i18n, events.may_be_asked)}</th>
                        <th scope="col" class="num">{t!(i18n, events.invite)}</th>
                        <th scope="col">{t!(i18n, events.orders_band)}</th>
                        <th scope="col" class="num">{t!(i18n, events.margin_each)}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        let rows = groups.get().unwrap_or_default().into_iter();
                        rows.map(|entry| view! { <GroupRow entry=entry /> }).collect_view()
                    }}
                </tbody>
                <GroupTotals />
            </table>
            <ChooseForMe />
        </Section>
        <LeftOut groups=groups />
        <Rates />
        <Waves />
        <Section
            id="h-hold-out"
            title=say!(i18n, events.ho_title)
            note=say_some!(i18n, events.ho_note)
        >
            <HoldOutOffer event=saved asked=hold_out />
        </Section>
    }
}

pub fn is_chosen(event: &Event, group: &AudienceGroup) -> bool {
    event.audience.iter().any(|choice| choice.group == *group)
}

#[component]
fn GroupTotals() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let formatter = use_formatter();
    let label = move |text: &'static str| text;
    view! {
        <tfoot>
            {move || {
                let forecast = wizard.forecast.get()?;
                let f = formatter.get();
                let orders = match forecast.is_money_known() {
                    true => view! {
                        {write_count(&f, forecast.ordered.mean)}
                        " "
                        <span class="fine">{write_count_spread(&f, &forecast.ordered)}</span>
                    }
                    .into_any(),
                    false => "–".into_any(),
                };
                Some(view! {
                    <tr>
                        <th scope="row">{t!(i18n, events.together)}</th>
                        <td class="num" data-label=label(t_string!(i18n, events.may_be_asked))>
                            {f.fmt_int(forecast.n_may_ask.into())}
                        </td>
                        <td class="num" data-label=label(t_string!(i18n, events.invite))>
                            {f.fmt_int(forecast.n_invited.into())}
                        </td>
                        <td data-label=label(t_string!(i18n, events.orders_band))>
                            {orders}
                        </td>
                        <td></td>
                    </tr>
                })
            }}
        </tfoot>
    }
}

/// Fills the groups, best margin per invitation first, until the goal is reached at the wanted
/// confidence.
#[component]
fn ChooseForMe() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let formatter = use_formatter();
    let needed = move || {
        let forecast = wizard.forecast.get().filter(|forecast| forecast.is_money_known())?;
        Some(forecast.needed.clone())
    };
    let words = move || {
        let (needed, f) = (needed()?, formatter.get());
        let goal = f.fmt_int(needed.goal_orders.into());
        let confidence = f.fmt_percent(needed.confidence);
        Some(match needed.n_invitations {
            Some(_) => t_string!(i18n, events.choose_for_me, n = goal, p = confidence).to_string(),
            None => t_string!(
                i18n,
                events.goal_out_of_reach,
                n = goal,
                p = confidence,
                reachable = f.fmt_int(needed.reachable_orders.into())
            )
            .to_string(),
        })
    };
    let is_reachable = move || needed().is_some_and(|needed| needed.n_invitations.is_some());
    let choose = move |()| {
        let Some(forecast) = wizard.forecast.answer.get_untracked() else { return };
        let Some(n) = forecast.needed.n_invitations else { return };
        wizard.draft.change(|event| allot_invitations(event, &forecast.groups, n));
    };
    view! {
        <div class="row">
            <Show
                when=is_reachable
                fallback=move || view! { <p class="fine">{words}</p> }
            >
                <Button icon="target" kind=ButtonKind::Quiet on_press=choose>
                    {words}
                </Button>
            </Show>
        </div>
    }
}

fn allot_invitations(event: &mut Event, groups: &[GroupForecast], n_invitations: u32) {
    let mut best_first: Vec<&GroupForecast> = groups.iter().collect();
    best_first.sort_by(|a, b| b.margin_per_invitation.total_cmp(&a.margin_per_invitation));
    let mut n_left = n_invitations;
    for group in best_first {
        let n = n_left.min(group.n_may_ask);
        n_left -= n;
        if let Some(choice) = event.audience.iter_mut().find(|c| c.group == group.group) {
            choice.n_invited = Some(n);
        }
    }
}

/// Those who may not be asked, so that nobody looks for them in vain.
#[component]
fn LeftOut(groups: Memo<Option<Vec<AudienceEntry>>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    move || {
        let groups = groups.get()?;
        let n_people: u32 = groups.iter().map(|entry| entry.n_people).sum();
        let n_may_ask: u32 = groups.iter().map(|entry| entry.n_may_ask).sum();
        let n_out = n_people.saturating_sub(n_may_ask);
        let mut left_out = LeftOut::default();
        groups.iter().for_each(|entry| left_out.add(&entry.left_out));
        (n_out > 0).then(|| {
            let f = formatter.get();
            let (n, of) = (f.fmt_int(n_out.into()), f.fmt_int(n_people.into()));
            let who = write_left_out(&f, &left_out);
            let words = t_string!(i18n, events.left_out, n = n, of = of, who = who);
            view! { <p class="fine">{words.to_string()}</p> }
        })
    }
}

/// Adds or removes a group; the people of its waves follow.
pub fn choose_group(event: &mut Event, group: &AudienceGroup, is_wanted: bool) {
    if is_wanted && !is_chosen(event, group) {
        let choice = AudienceChoice { group: group.clone(), n_invited: None, n_outside: 0 };
        event.audience.push(choice);
        let is_in_a_wave = event.waves.iter().any(|wave| wave.groups.contains(group));
        if let Some(last) = event.waves.last_mut().filter(|_| !is_in_a_wave) {
            last.groups.push(group.clone());
        }
    } else if !is_wanted {
        event.audience.retain(|choice| choice.group != *group);
        for wave in &mut event.waves {
            wave.groups.retain(|other| other != group);
        }
    }
}
