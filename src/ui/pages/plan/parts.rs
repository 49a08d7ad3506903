//! The parts that are told in words and tables: brief, audience, invitations, budget, run sheet, and
//! what follows.

use super::PlanDocument;
use super::invited::NoteInvited;
use super::sheet::{Part, SheetPart};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::wizards::bindings::write_minute;
use crate::ui::wizards::figures::{write_contingency, write_count, write_piece, write_range};
use crate::ui::wizards::group_name::{GroupName, group_name};
use crate::ui::wizards::hold_out::{HoldOutLine, HoldOutOffer, ask_hold_out};
use crate::ui::wizards::labels::{channel_name, driver_name};
use crate::ui::wizards::left_out::write_reach;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::event::{AudienceGroup, CostDriver, FunnelStage};
use meadow_core::protocol::GetPlaybook;
use meadow_core::views::forecast::GroupForecast;
use meadow_core::views::plan::{BudgetRow, RunRow, WaveRow};

#[component]
pub fn Brief() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let language = Settings::expect().language;
    let paragraph = |title: String, text: String| {
        (!text.trim().is_empty()).then(|| {
            view! {
                <p>
                    <b>{title}</b>
                    " "
                    {text}
                </p>
            }
        })
    };
    let answers = move || {
        let guide = plan.guide.get()?;
        let answers = plan.with_event(|event| event.answers.clone())?;
        let said = guide.questions.iter().filter_map(|question| {
            let answer = answers.get(&question.key)?.clone();
            paragraph(question.prompt.get(language.get()).to_owned(), answer)
        });
        Some(said.collect_view())
    };
    let why = move || plan.with_event(|event| event.why_now.clone()).unwrap_or_default();
    let product = move || plan.with_event(|event| event.product.clone()).unwrap_or_default();
    let offer = move || plan.with_event(|event| event.offer.get(language.get()).trim().to_owned());
    view! {
        <SheetPart part=Part::Brief>
            <div class="sheet__cols">
                {move || paragraph(t_string!(i18n, plan.why_now).to_owned(), why())}
                {move || paragraph(t_string!(i18n, plan.what_we_sell).to_owned(), product())}
                {answers}
            </div>
            {move || {
                offer()
                    .filter(|offer| !offer.is_empty())
                    .map(|offer| {
                        view! { <p class="sheet__quote">{t_string!(i18n, plan.quoted, words = offer).to_string()}</p> }
                    })
            }}
        </SheetPart>
    }
}

#[component]
pub fn Audience() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let playbooks =
        Class::ALL.map(|class| workspace.asked(move || Some(GetPlaybook { class, reason: None })));
    let message = move |group: &AudienceGroup| {
        let language = language.get();
        match group {
            AudienceGroup::Class(class) => {
                Some(playbooks[*class as usize].get()?.playbook.say.get(language).to_owned())
            }
            AudienceGroup::Expected(class) => {
                Some(playbooks[*class as usize].get()?.playbook.leads.get(language).to_owned())
            }
            AudienceGroup::Unplaced | AudienceGroup::Outside => None,
        }
    };
    // Heads of a rate that nobody knows are no figures.
    let heads = move |stage: FunnelStage, n: f64| {
        let is_known = plan.forecast.get().is_some_and(|forecast| forecast.is_known(stage));
        if is_known { write_count(&formatter.get(), n) } else { "–".to_owned() }
    };
    let row = move |group: GroupForecast| {
        let f = formatter.get();
        view! {
            <tr>
                <th scope="row">
                    <GroupName group=group.group.clone() />
                </th>
                <td>{message(&group.group)}</td>
                <td class="num">{f.fmt_int(group.n_invited.into())}</td>
                <td class="num">{heads(FunnelStage::Attended, group.attended.mean)}</td>
                <td class="num">{heads(FunnelStage::Ordered, group.ordered.mean)}</td>
            </tr>
        }
    };
    view! {
        <SheetPart part=Part::Audience>
            <table class="table sheet__audience">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, events.group)}</th>
                        <th scope="col">{t!(i18n, plan.need_to_hear)}</th>
                        <th scope="col" class="num">{t!(i18n, plan.invite)}</th>
                        <th scope="col" class="num">{t!(i18n, plan.attend)}</th>
                        <th scope="col" class="num">{t!(i18n, plan.order)}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        let forecast = plan.forecast.get()?;
                        let invited = forecast.groups.iter().filter(|group| group.n_invited > 0);
                        Some(invited.cloned().map(row).collect_view())
                    }}
                </tbody>
                <tfoot>
                    {move || {
                        let (forecast, f) = (plan.forecast.get()?, formatter.get());
                        Some(view! {
                            <tr>
                                <th scope="row">{t!(i18n, events.together)}</th>
                                <td></td>
                                <td class="num">{f.fmt_int(forecast.n_invited.into())}</td>
                                <td class="num">
                                    {heads(FunnelStage::Attended, forecast.attended.mean)}
                                </td>
                                <td class="num">
                                    {heads(FunnelStage::Ordered, forecast.ordered.mean)}
                                </td>
                            </tr>
                        })
                    }}
                </tfoot>
            </table>
        </SheetPart>
    }
}

#[component]
pub fn Invitations() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let hold_out = ask_hold_out(plan.id.into());
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let row = move |wave: WaveRow| {
        let f = formatter.get();
        let day = wave.day.map(|day| f.fmt_date(day.0, DateStyle::DayMonth));
        let when = [day, Some(write_minute(i32::from(wave.minute)))];
        let comma = t_string!(i18n, plan.list_comma);
        let groups: Vec<String> = wave.groups.iter().map(group_name).collect();
        let reach = write_reach(&f, &wave.left_out, wave.n_no_contact, wave.n_not_asked);
        view! {
            <tr>
                <th scope="row" class="nowrap">
                    {when.into_iter().flatten().collect::<Vec<_>>().join(" ")}
                </th>
                <td>
                    {groups.join(comma)} <small class="sheet__message">{wave.message.get(language.get()).to_owned()}</small>
                    {reach.into_iter().map(|line| view! { <small>{line}</small> }).collect_view()}
                </td>
                <td class="num">{f.fmt_int(wave.n_people.into())}</td>
                <td class="nowrap">{channel_name(wave.channel)}</td>
            </tr>
        }
    };
    view! {
        <SheetPart part=Part::Invitations>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, plan.when)}</th>
                        <th scope="col">{t!(i18n, plan.to)}</th>
                        <th scope="col" class="num">{t!(i18n, plan.n_people)}</th>
                        <th scope="col">{t!(i18n, plan.by)}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || Some(plan.plan.get()?.waves.iter().cloned().map(row).collect_view())}
                </tbody>
            </table>
            <HoldOutLine asked=hold_out />
            <details class="inputs">
                <summary>{t!(i18n, events.ho_title)}</summary>
                <HoldOutOffer event=plan.id asked=hold_out tells_drawn=false />
            </details>
            <NoteInvited />
        </SheetPart>
    }
}

#[component]
pub fn Budget() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let row = move |row: BudgetRow| {
        let f = formatter.get();
        // A line without a name is still a line.
        let label = match row.label.get(language.get()).trim() {
            "" => "–".to_owned(),
            label => label.to_owned(),
        };
        let how = match row.driver {
            CostDriver::Fixed => driver_name(row.driver),
            driver => format!(
                "{} {} × {}",
                f.fmt_number(row.n_units, 0),
                driver_name(driver),
                write_range(&f, row.per_unit)
            ),
        };
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td>{how}</td>
                <td class="num">{f.fmt_money_rounded(row.total.middle())}</td>
                <td class="num">{write_range(&f, row.total)}</td>
            </tr>
        }
    };
    view! {
        <SheetPart part=Part::Budget>
            <table class="table budget">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, plan.item)}</th>
                        <th scope="col">{t!(i18n, plan.how)}</th>
                        <th scope="col" class="num">{t!(i18n, plan.planned)}</th>
                        <th scope="col" class="num">{t!(i18n, plan.range)}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || Some(plan.plan.get()?.budget.iter().cloned().map(row).collect_view())}
                </tbody>
                <tfoot>
                    {move || {
                        let (view, f) = (plan.plan.get()?, formatter.get());
                        let share = plan.with_event(|event| write_contingency(&f, event))?;
                        let actual = view.counts.as_ref().map(|counts| write_piece(&f, counts.cost));
                        Some(view! {
                            <tr>
                                <th scope="row">{t!(i18n, plan.contingency)}</th>
                                <td>{share}</td>
                                <td class="num">{f.fmt_money_rounded(view.contingency.middle())}</td>
                                <td class="num">{write_range(&f, view.contingency)}</td>
                            </tr>
                            <tr>
                                <th scope="row">{t!(i18n, events.together)}</th>
                                <td></td>
                                <td class="num">{f.fmt_money_rounded(view.budget_total.middle())}</td>
                                <td class="num">{write_range(&f, view.budget_total)}</td>
                            </tr>
                            {actual
                                .map(|actual| {
                                    view! {
                                        <tr>
                                            <th scope="row">{t!(i18n, plan.actual_cost)}</th>
                                            <td></td>
                                            <td class="num">{actual}</td>
                                            <td></td>
                                        </tr>
                                    }
                                })}
                        })
                    }}
                </tfoot>
            </table>
        </SheetPart>
    }
}

#[component]
pub fn RunSheet() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let language = Settings::expect().language;
    let item = move |row: RunRow| {
        let language = language.get();
        let detail = row.detail.get(language).to_owned();
        let overlap = row.overlaps.then(|| {
            view! { <span class="tag" data-tone="warn">{t!(i18n, plan.overlaps)}</span> }
        });
        view! {
            <li data-offer=row.is_offer.then_some("")>
                <time>{write_minute(row.minute)}</time>
                <div>
                    <b>{row.item.get(language).to_owned()}</b>
                    " "
                    {overlap}
                    {(!detail.is_empty()).then(|| view! { <p>{detail}</p> })}
                </div>
                <span>{row.owner.get(language).to_owned()}</span>
            </li>
        }
    };
    view! {
        <SheetPart part=Part::RunSheet>
            <ol class="runsheet">
                {move || Some(plan.plan.get()?.run_sheet.iter().cloned().map(item).collect_view())}
            </ol>
        </SheetPart>
    }
}

#[component]
pub fn Afterwards() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let sign = move || {
        let (forecast, f) = (plan.forecast.get()?, formatter.get());
        let draws = f.fmt_int(forecast.n_draws.into());
        // A seed is read aloud digit by digit, not as a count.
        let seed = forecast.seed.to_string();
        Some(t_string!(i18n, plan.sign, n = draws, seed = seed).to_string())
    };
    view! {
        <SheetPart part=Part::Afterwards>
            <ol class="cadence">
                {move || {
                    let (view, f) = (plan.plan.get()?, formatter.get());
                    let rows = view.follow_ups.iter().map(|row| {
                        let day = row.day.map(|day| f.fmt_date(day.0, DateStyle::DayMonth));
                        let hours = t_string!(i18n, plan.hours_after, n = f.fmt_int(row.hours_after.into()));
                        view! {
                            <li>
                                <b>{day.unwrap_or_else(|| hours.to_string())}</b>
                                <span>{row.what.get(language.get()).to_owned()}</span>
                            </li>
                        }
                    });
                    Some(rows.collect_view())
                }}
            </ol>
            <p class="fine sheet__sign">{sign}</p>
        </SheetPart>
    }
}
