//! A counted event against its forecast: what would have been foretold on the day before for as many as
//! were invited, where the counts fell, and each rate before and after. Must not draw.
//!
//! People who may be asked today are not those of then (who came rests now, others opted out since), so the
//! forecast is made of the counted invitations, split over the groups as the plan had them. Where an event was
//! open to all, it is made of those who registered, or came.

use std::collections::BTreeSet;

use super::accounts::margin_rate;
use super::evidence::count_stage;
use super::method_funnel::{has_own_funnel, know_own_stages};
use super::rates::Rates;
use crate::domain::event::{
    AudienceChoice, AudienceGroup, CostDriver, Event, EventCounts, FunnelStage, RateRange,
    is_counted,
};
use crate::domain::money::{Money, MoneyRange};
use crate::domain::text::Text;
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, ForecastView, RateView, SeatedView, Spread};
use crate::views::method_funnel::MethodFunnelView;
use crate::views::outcome::{Fell, OutcomeView, OwnStageOutcome, ProfitOutcome, StageOutcome};

/// A counted event, ready to be forecast as it was invited.
pub struct CountedEvent {
    /// The event with the audience it had.
    pub event: Event,
    /// Exactly those who were invited.
    pub audience: Vec<AudienceEntry>,
    counts: EventCounts,
}

impl CountedEvent {
    /// `None`: nothing was counted, or nobody was invited or came, so that there is nothing to hold it against.
    pub fn of(event: &Event, audience: &[AudienceEntry]) -> Option<Self> {
        let counts =
            event.counts.clone().filter(|counts| is_counted(event.status, Some(counts)))?;
        let (event, invited) = match counts.open_from() {
            None => (event.clone(), split_invited(event, audience, counts.invited)),
            Some(from) => {
                let n_there = counted_at(&counts, from).unwrap_or(0);
                (as_open_to_all(event, &counts, from), vec![(AudienceGroup::Outside, n_there)])
            }
        };
        let choice = |(group, n): &(AudienceGroup, u32)| AudienceChoice {
            group: group.clone(),
            n_invited: Some(*n),
            n_outside: if *group == AudienceGroup::Outside { *n } else { 0 },
        };
        let entry = |(group, n): &(AudienceGroup, u32)| AudienceEntry {
            n_people: *n,
            n_may_ask: *n,
            ..AudienceEntry::empty(group.clone())
        };
        Some(Self {
            event: Event {
                audience: invited.iter().map(choice).collect(),
                // How many should have been invited is not asked, and the search for it takes long.
                goal_orders: event.goal_orders.min(1),
                ..event
            },
            audience: invited.iter().map(entry).collect(),
            counts,
        })
    }

    /// `view` is the forecast of `event` with `audience`, `own` what it tells of the method's funnel: with the
    /// ranges that the event keeps, since what came is held against what the page told the day before.
    pub fn compare(
        &self,
        tables: &Tables,
        view: &ForecastView,
        own: Option<&MethodFunnelView>,
    ) -> OutcomeView {
        let learnt = general_rates(tables, &self.next());
        let room = self.short_room(view);
        let seated = room.map(|(_, seated)| seated);
        let mut stages = Vec::new();
        for (stage, after) in FunnelStage::ALL.into_iter().zip(learnt) {
            let before = view.rates.iter().find(|rate| rate.stage == stage && rate.group.is_none());
            // A forecast has the general rate of every stage.
            let Some(before) = before.cloned() else { continue };
            let counted = counted_at(&self.counts, stage);
            let foretold = self.foretold(view, stage, seated.as_ref());
            stages.push(StageOutcome {
                stage,
                counted,
                foretold,
                fell: counted.zip(foretold).map(|(n, spread)| fell(f64::from(n), &spread)),
                share: count_stage(&self.counts, stage),
                before,
                after,
            });
        }
        let paid = own.and_then(|own| self.paid_elsewhere(own));
        let profit = self.profit(view, own, seated.as_ref());
        let own_stages =
            own.map_or_else(Vec::new, |own| self.own_stages(tables, own, room.is_some()));
        let of_own = own_stages.iter().filter_map(|stage| stage.fell);
        let compared = stages.iter().filter_map(|stage| stage.fell).chain(of_own);
        let compared: Vec<Fell> = compared.chain(profit.map(|profit| profit.fell)).collect();
        OutcomeView {
            n_invited: self.counts.invited,
            open_from: self.counts.open_from(),
            seats: room.map(|(seats, _)| seats),
            pays_at: paid,
            n_draws: view.n_draws,
            seed: view.seed,
            stages,
            own_stages,
            profit,
            n_compared: compared.len() as u32,
            n_within: compared.iter().filter(|fell| **fell == Fell::Within).count() as u32,
        }
    }

    fn own_stages(
        &self,
        tables: &Tables,
        own: &MethodFunnelView,
        is_short: bool,
    ) -> Vec<OwnStageOutcome> {
        let learnt = know_own_stages(tables, &self.next());
        let outcome = own.of_its_own().zip(learnt).map(|(stage, learnt)| {
            let counted = self.event.counted_at(&stage.key);
            // Of the orders in the seats, where the room was too small for the others.
            let foretold = if is_short { stage.seated } else { stage.heads };
            OwnStageOutcome {
                name: stage.name.clone(),
                counted,
                foretold,
                fell: counted.zip(foretold).map(|(n, spread)| fell(f64::from(n), &spread)),
                share: learnt.share,
                before: stage.rate.clone(),
                after: learnt.rate,
            }
        });
        outcome.collect()
    }

    /// The room, where it was too small for the orders that a seat for everybody brings: the forecast then
    /// told of those in the seats, and so they are what came is held against. A funnel that does not end in
    /// orders was told without a room.
    fn short_room(&self, view: &ForecastView) -> Option<(u32, SeatedView)> {
        view.short_room().filter(|_| !has_own_funnel(self.event.method))
    }

    /// Nothing, where a rate up to the stage was missing, or people were there without an invitation.
    fn foretold(
        &self,
        view: &ForecastView,
        stage: FunnelStage,
        seated: Option<&SeatedView>,
    ) -> Option<Spread> {
        let is_given = self.counts.open_from().is_some_and(|from| stage <= from);
        if is_given || view.missing_rates.iter().any(|missing| *missing <= stage) {
            return None;
        }
        Some(match stage {
            FunnelStage::Registered => view.registered,
            FunnelStage::Attended => view.attended,
            FunnelStage::Ordered => seated.map_or(view.ordered, |seated| seated.ordered),
        })
    }

    /// An event recorded afterwards has a guide's amounts and no plan of its own: nothing was foretold of
    /// its money.
    fn profit(
        &self,
        view: &ForecastView,
        own: Option<&MethodFunnelView>,
        seated: Option<&SeatedView>,
    ) -> Option<ProfitOutcome> {
        let EventCounts { cost, revenue, .. } = self.counts;
        let is_counted = cost != Money::ZERO || revenue != Money::ZERO;
        let is_planned = !self.event.steps_done.is_empty();
        if !is_counted || !is_planned || !view.missing_rates.is_empty() {
            return None;
        }
        let margin = margin_rate(&self.event);
        let (revenue, cost) = (revenue.major(), cost.major());
        let counted = margin * revenue - cost;
        let foretold = match own.filter(|_| self.names_payers()) {
            // What the heads of the stage bring that was to pay; nothing was told where they are not known.
            Some(own) => own.money.as_ref()?.profit,
            None => seated.map_or(view.profit, |seated| seated.profit),
        };
        let fell = fell(counted, &foretold);
        Some(ProfitOutcome { counted, margin, revenue, cost, foretold, fell })
    }

    /// Whoever planned it said that another stage pays than the one that counts as orders.
    fn names_payers(&self) -> bool {
        has_own_funnel(self.event.method) && self.event.pays_at().is_some()
    }

    /// The name of that stage.
    fn paid_elsewhere(&self, own: &MethodFunnelView) -> Option<Text> {
        let money = own.money.as_ref().filter(|_| self.names_payers())?;
        let stage = own.stages.iter().find(|stage| stage.key == money.at)?;
        Some(stage.name.clone())
    }

    /// The next event of its kind, which knows what came of this one and of all before. A new event takes over
    /// no range that was given for this one.
    fn next(&self) -> Event {
        let mut next = Event { rates: Vec::new(), ..self.event.clone() };
        match next.day {
            Some(day) => next.day = Some(day.plus_days(1)),
            // Without a day events are told apart by name.
            None => next.name.clear(),
        }
        next.forget_bets();
        next
    }
}

/// The rates of everybody without a range of their own, in the order of the funnel.
fn general_rates(tables: &Tables, event: &Event) -> Vec<RateView> {
    let rates = Rates::believe(tables, event);
    let general = rates.all().iter().filter(|rate| rate.group.is_none());
    general.map(|rate| rate.view()).collect()
}

fn counted_at(counts: &EventCounts, stage: FunnelStage) -> Option<u32> {
    match stage {
        // Somebody came, so that somebody would have registered: it was not counted.
        FunnelStage::Registered if counts.registered == 0 && counts.attended > 0 => None,
        FunnelStage::Registered => Some(counts.registered),
        FunnelStage::Attended => Some(counts.attended),
        FunnelStage::Ordered => Some(counts.ordered),
    }
}

fn fell(counted: f64, foretold: &Spread) -> Fell {
    if counted < foretold.p05 {
        Fell::Below
    } else if counted > foretold.p95 {
        Fell::Above
    } else {
        Fell::Within
    }
}

/// The event as one of people from outside who are there at this stage without having been invited. Whoever was
/// invited has cost what that costs.
fn as_open_to_all(event: &Event, counts: &EventCounts, from: FunnelStage) -> Event {
    let mut event = event.clone();
    let outside = Some(AudienceGroup::Outside);
    event.rates.retain(|range| range.stage > from || range.group != outside);
    for stage in FunnelStage::ALL.into_iter().filter(|stage| *stage <= from) {
        event.rates.push(RateRange { group: outside.clone(), stage, low: 1.0, high: 1.0 });
    }
    let of_all = |amount: Money| Money::from_major(amount.major() * f64::from(counts.invited));
    for line in &mut event.budget {
        if line.driver == CostDriver::PerInvited {
            let MoneyRange { low, high } = line.amount;
            line.driver = CostDriver::Fixed;
            line.amount = MoneyRange { low: of_all(low), high: of_all(high) };
        }
    }
    event
}

/// Whole people in the plan's proportions, together `n_invited`. Where the plan says nothing of them, they
/// are people outside the workspace, who have the rates of everybody.
fn split_invited(
    event: &Event,
    audience: &[AudienceEntry],
    n_invited: u32,
) -> Vec<(AudienceGroup, u32)> {
    let mut seen = BTreeSet::new();
    let choices = event.audience.iter().filter(|choice| seen.insert(&choice.group));
    let planned = choices.map(|choice| {
        let there_are = match choice.group {
            AudienceGroup::Outside => choice.n_outside,
            _ => audience
                .iter()
                .find(|entry| entry.group == choice.group)
                .map_or(0, |entry| entry.n_people),
        };
        (choice.group.clone(), choice.n_invited.unwrap_or(there_are))
    });
    let planned: Vec<(AudienceGroup, u32)> = planned.collect();
    let n_planned: u64 = planned.iter().map(|(_, n)| u64::from(*n)).sum();
    if n_planned == 0 {
        return vec![(AudienceGroup::Outside, n_invited)];
    }
    let (mut n_before, mut given) = (0_u64, 0_u32);
    let split = planned.into_iter().map(|(group, n)| {
        n_before += u64::from(n);
        // At most `n_invited`: no part of the sum is above the whole.
        let share = u128::from(n_invited) * u128::from(n_before) / u128::from(n_planned);
        let up_to_here = share as u32;
        let n = up_to_here - given;
        given = up_to_here;
        (group, n)
    });
    split.collect()
}
