//! What a new event starts from: the guide of its method, applied to this workspace.
//!
//! Everything that can be suggested is; left to the user are the product, the place with its seats, the
//! goal's size and whatever of the rest they know better. A room that nobody chose would decide what can be
//! sold, and would stay as it is when the rates change.

mod basis;
mod worth;

pub use self::basis::money_basis;
use self::worth::{suggest_margin, suggest_revenue};
use crate::domain::class::Class;
use crate::domain::consent::Channel;
use crate::domain::contact_rules::ContactRules;
use crate::domain::day::Day;
use crate::domain::event::{
    AudienceChoice, AudienceGroup, BudgetLine, Event, EventStatus, FollowUp, RunItem, ScheduleTask,
    TeamMember, Wave,
};
use crate::domain::method::Method;
use crate::domain::money::{Money, MoneyRange};
use crate::domain::wording::Wording;
use crate::forecast;
use crate::playbooks::{self, MethodGuide};
use crate::segments;
use crate::table::tables::Tables;
use crate::views::forecast::AudienceEntry;
use crate::words;

use super::written::write_month;

/// Goal until the rates are known well enough to suggest one.
const GOAL_WITHOUT_RATES: u32 = 20;
/// Of the orders expected: with the usual spread, about what is reached 8 times in 10.
const GOAL_SHARE: f64 = 0.6;
/// Margin until the workspace knows one. Flagged in the checks.
pub(super) const ASSUMED_MARGIN: f64 = 0.4;
/// Of the costs; as the published default, which a test compares.
const CONTINGENCY: f64 = 0.1;
/// An amount nobody has quoted yet may be off by so much either way.
const UNQUOTED: f64 = 0.2;
/// Days before the event at which the first and the second wave go out, unless the guide has tasks for
/// them.
const WAVE_DAYS: [(&str, i32); 2] = [("first-wave", 21), ("second-wave", 14)];
const WAVE_MINUTE: u16 = 10 * 60;
/// Days between today and the first thing to do.
const DAYS_TO_DECIDE: i32 = 7;

/// A complete event of this method for the customers of the workspace.
pub fn defaults(tables: &Tables, method: Method, today: Day) -> Event {
    let derived = segments::derive(tables, today);
    let audience = segments::audience::entries(tables, &derived);
    defaults_for_audience(tables, &audience, method, today)
}

/// The same where the audience is known already.
pub fn defaults_for_audience(
    tables: &Tables,
    audience: &[AudienceEntry],
    method: Method,
    today: Day,
) -> Event {
    defaults_for_groups(tables, audience, method, suggest_groups(method), today)
}

/// The same for one class: its customers, and the leads expected to become like them.
pub fn defaults_for_class(
    tables: &Tables,
    audience: &[AudienceEntry],
    method: Method,
    class: Class,
    today: Day,
) -> Event {
    let mut groups = vec![AudienceGroup::Class(class)];
    // A bee has bought.
    if class != Class::Bee {
        groups.push(AudienceGroup::Expected(class));
    }
    defaults_for_groups(tables, audience, method, groups, today)
}

fn defaults_for_groups(
    tables: &Tables,
    audience: &[AudienceEntry],
    method: Method,
    groups: Vec<AudienceGroup>,
    today: Day,
) -> Event {
    let guide = playbooks::method_guide(method);
    let day = suggest_day(guide, today);
    let currency = tables.facts.currency.as_str();
    let mut event = Event {
        name: suggest_name(guide, tables, day),
        method,
        status: EventStatus::Draft,
        day: Some(day),
        start_minute: start_minute(method),
        duration_minutes: saturate(guide.duration_minutes),
        place: String::new(),
        address: String::new(),
        seats: None,
        product: String::new(),
        goal_orders: GOAL_WITHOUT_RATES,
        goal_confidence: 0.8,
        revenue_per_order: suggest_revenue(tables, method),
        margin: suggest_margin(tables).unwrap_or(ASSUMED_MARGIN),
        why_now: String::new(),
        waves: suggest_waves(guide, &groups, wave_minute(&tables.facts.contact)),
        audience: groups
            .into_iter()
            .map(|group| AudienceChoice { group, n_invited: None, n_outside: 0 })
            .collect(),
        offer: guide
            .offers
            .first()
            .map_or_else(Wording::default, |offer| Wording::Guide(offer.wording.clone())),
        answers: Default::default(),
        risk_answers: Default::default(),
        budget: guide.budget.iter().map(|line| start_line(line, currency)).collect(),
        contingency: CONTINGENCY,
        n_staff: 0,
        n_days: guide.n_days.max(1),
        team: suggest_team(guide),
        schedule: guide.tasks.iter().map(|task| start_task(guide, task)).collect(),
        run_sheet: guide.run_sheet.iter().map(|item| start_run_item(guide, item)).collect(),
        follow_ups: guide.follow_up.iter().map(start_follow_up).collect(),
        rates: Vec::new(),
        seed: stable_seed(method, today, &tables.facts.name),
        counts: None,
        steps_done: Vec::new(),
    };
    let choices = event.audience.iter().map(|choice| &choice.group);
    let rates = forecast::Rates::believe(tables, &event);
    let knows_guests = rates.know_guests(choices.clone());
    let knows_orders = rates.missing_for(choices).is_empty();
    if knows_guests {
        limit_invitations(tables, audience, &mut event);
    }
    let heads = forecast::expect_heads(tables, audience, &event);
    // Where nobody has said how many come, it takes the staff of a usual event.
    let guests = if knows_guests { heads.attended } else { usual_heads(method).min(heads.invited) };
    let n_heads = guests.ceil().min(1e6) as u32;
    event.suggest_staff(guide.roles.iter().fold(0, |n, role| n + role.n_people(n_heads)));
    if knows_orders {
        event.goal_orders = round_goal(GOAL_SHARE * heads.ordered).unwrap_or(GOAL_WITHOUT_RATES);
    }
    event
}

/// By A3: bees hear first, dragonflies and butterflies are to become bees, leads likewise. Mantises
/// can be added to fill the room.
fn suggest_groups(method: Method) -> Vec<AudienceGroup> {
    use AudienceGroup::{Expected, Outside};
    let of_class = AudienceGroup::Class;
    match method {
        Method::Membership => {
            [Class::Bee, Class::Butterfly, Class::Dragonfly].map(of_class).to_vec()
        }
        // Dealers are rarely among the end customers.
        Method::DealerRecruitment => vec![Outside],
        _ => {
            let mut groups =
                [Class::Bee, Class::Dragonfly, Class::Butterfly].map(of_class).to_vec();
            groups.extend([Class::Dragonfly, Class::Butterfly].map(Expected));
            if method == Method::Exhibition {
                groups.push(Outside);
            }
            groups
        }
    }
}

/// Invites the same share of every group, such that the heads expected make a usual event of this
/// method; more can be invited by hand.
fn limit_invitations(tables: &Tables, audience: &[AudienceEntry], event: &mut Event) {
    let share =
        usual_heads(event.method) / forecast::expect_heads(tables, audience, event).attended;
    if share >= 1.0 || share.is_nan() {
        return;
    }
    for group in forecast::choose_groups(audience, event) {
        let choice = event.audience.iter_mut().find(|choice| choice.group == group.group);
        if let Some(choice) = choice {
            choice.n_invited = Some((f64::from(group.n_may_ask) * share).ceil() as u32);
        }
    }
}

/// Guests an event of this method is usually planned for.
fn usual_heads(method: Method) -> f64 {
    match method {
        Method::Training => 12.0,
        Method::DealerRecruitment => 30.0,
        Method::Seminar | Method::Membership => 60.0,
        Method::Activity => 100.0,
        Method::LimitedOffer => 150.0,
        Method::Exhibition => 300.0,
    }
}

/// The people we know best first and in person, all others some days later.
fn suggest_waves(guide: &MethodGuide, groups: &[AudienceGroup], minute: u16) -> Vec<Wave> {
    let Some(usual) = guide.invitations.first() else { return Vec::new() };
    let personal = guide
        .invitations
        .iter()
        .find(|invitation| invitation.channel == Channel::Phone)
        .unwrap_or(usual);
    let is_first = |group: &AudienceGroup| *group == AudienceGroup::Class(Class::Bee);
    let (first, second): (Vec<_>, Vec<_>) = groups.iter().cloned().partition(is_first);
    let [first_day, second_day] = wave_days(guide);
    [("first", first_day, personal, first), ("second", second_day, usual, second)]
        .into_iter()
        .filter(|(_, _, _, groups)| !groups.is_empty())
        .map(|(key, days_before, invitation, groups)| Wave {
            key: key.to_owned(),
            days_before,
            minute,
            groups,
            channel: invitation.channel,
            message: Wording::Guide(invitation.body.clone()),
        })
        .collect()
}

/// In the morning, or when the quiet hours are over.
pub(super) fn wave_minute(rules: &ContactRules) -> u16 {
    rules.quiet.and_then(|quiet| quiet.next_allowed(WAVE_MINUTE)).unwrap_or(WAVE_MINUTE)
}

fn wave_days(guide: &MethodGuide) -> [i32; 2] {
    WAVE_DAYS.map(|(key, days_before)| {
        let task = guide.tasks.iter().find(|task| task.key == key);
        task.and_then(|task| i32::try_from(task.days_before).ok()).unwrap_or(days_before)
    })
}

/// A Saturday for people, a Thursday for companies, once every preparation fits in before it.
fn suggest_day(guide: &MethodGuide, today: Day) -> Day {
    let lead = guide.tasks.iter().map(|task| task.days_before).max().unwrap_or(0);
    let lead = i32::try_from(lead).unwrap_or(i32::MAX).max(wave_days(guide)[0]);
    let earliest = today.plus_days(lead).plus_days(DAYS_TO_DECIDE);
    let weekday = match guide.method {
        Method::Seminar | Method::Exhibition | Method::DealerRecruitment => 3,
        Method::Activity | Method::Training | Method::LimitedOffer | Method::Membership => 5,
    };
    earliest.plus_days((weekday - i32::from(earliest.weekday())).rem_euclid(7))
}

fn start_minute(method: Method) -> u16 {
    match method {
        Method::Exhibition => 9 * 60,
        Method::DealerRecruitment | Method::LimitedOffer => 10 * 60,
        Method::Seminar | Method::Activity | Method::Training | Method::Membership => 14 * 60,
    }
}

/// In the language the customers are written to first.
fn suggest_name(guide: &MethodGuide, tables: &Tables, day: Day) -> String {
    let language = tables.facts.languages.first().copied().unwrap_or_default();
    let name = &guide.name;
    match write_month(day) {
        None => name.get(language).to_owned(),
        Some(month) => words::plan::name_in_month(name, month).get(language).to_owned(),
    }
}

fn start_line(line: &playbooks::BudgetLine, currency: &str) -> BudgetLine {
    let amount = line.starting_amount(currency).unwrap_or(0.0);
    BudgetLine {
        label: Wording::Guide(line.label.clone()),
        driver: line.driver,
        amount: spread_around(amount, UNQUOTED),
        note: Wording::Guide(line.note.clone()),
    }
}

fn start_task(guide: &MethodGuide, task: &playbooks::Task) -> ScheduleTask {
    ScheduleTask {
        key: task.key.clone(),
        label: Wording::Guide(task.label.clone()),
        days_before: i32::try_from(task.days_before).unwrap_or(i32::MAX),
        duration_days: saturate(task.duration_days),
        owner: role_name(guide, &task.owner),
        after: task.after.clone(),
        done: false,
    }
}

fn start_run_item(guide: &MethodGuide, item: &playbooks::RunItem) -> RunItem {
    RunItem {
        offset_minutes: item.start_minute,
        duration_minutes: saturate(item.minutes),
        item: Wording::Guide(item.item.clone()),
        detail: Wording::Guide(item.detail.clone()),
        owner: role_name(guide, &item.owner),
        is_offer: item.is_offer,
    }
}

fn start_follow_up(step: &playbooks::FollowUp) -> FollowUp {
    let what = words::plan::follow_up(&step.label, &step.detail);
    FollowUp { key: step.key.clone(), hours_after: step.due_hours, what: Wording::Guide(what) }
}

/// One row per role: names are the user's.
fn suggest_team(guide: &MethodGuide) -> Vec<TeamMember> {
    let members = guide.roles.iter().map(|role| TeamMember {
        name: String::new(),
        role: Wording::Guide(role.name.clone()),
        duties: Wording::Guide(role.duties.clone()),
    });
    members.collect()
}

fn role_name(guide: &MethodGuide, key: &str) -> Wording {
    let role = guide.roles.iter().find(|role| role.key == key);
    role.map_or_else(Wording::default, |role| Wording::Guide(role.name.clone()))
}

/// Whole units where the amount is large enough for that to lose nothing.
fn spread_around(amount: f64, share: f64) -> MoneyRange {
    let tidy =
        |amount: f64| Money::from_major(if amount >= 10.0 { amount.round() } else { amount });
    MoneyRange { low: tidy(amount * (1.0 - share)), high: tidy(amount * (1.0 + share)) }
}

/// To fives from 20 up, to tens from 100; `None` below one order.
fn round_goal(orders: f64) -> Option<u32> {
    let step = match orders {
        n if n < 20.0 => 1.0,
        n if n < 100.0 => 5.0,
        _ => 10.0,
    };
    let goal = (orders / step).floor() * step;
    (goal >= 1.0).then_some(goal as u32)
}

/// FNV-1a over what identifies a new event, kept below 2³² so that it can be read aloud.
fn stable_seed(method: Method, today: Day, workspace: &str) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let day = today.0.to_le_bytes();
    for byte in method.slug().bytes().chain(day).chain(workspace.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash >> 32
}

fn saturate(n: u32) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
