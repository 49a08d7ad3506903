//! A way an event could go, kept under a name: everything that its forecast starts from.

use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::event::{AudienceChoice, BudgetLine, Event, RateRange};
use crate::domain::event_ranges::InputRanges;
use crate::domain::ids::DocumentId;
use crate::domain::method::Method;
use crate::domain::money::MoneyRange;
use crate::domain::wording::Wording;
use crate::views::whom::WhomLimits;

/// What of an event a forecast tries; the rest of its plan is none of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForecastInputs {
    pub method: Method,
    pub seats: Option<u32>,
    pub goal_orders: u32,
    /// 0–1.
    pub goal_confidence: f64,
    pub revenue_per_order: MoneyRange,
    /// Share of the revenue left after goods, 0–1.
    pub margin: f64,
    pub audience: Vec<AudienceChoice>,
    pub budget: Vec<BudgetLine>,
    /// 0–1.
    pub contingency: f64,
    pub rates: Vec<RateRange>,
    /// What of margin, contingency and seats is known by a range alone. Came later than the rest: a
    /// scenario keeps it after everything else.
    #[serde(skip)]
    pub ranges: InputRanges,
}

impl ForecastInputs {
    pub fn of(event: &Event) -> Self {
        Self {
            method: event.method,
            seats: event.seats,
            goal_orders: event.goal_orders,
            goal_confidence: event.goal_confidence,
            revenue_per_order: event.revenue_per_order,
            margin: event.margin,
            audience: event.audience.clone(),
            budget: event.budget.clone(),
            contingency: event.contingency,
            rates: event.rates.clone(),
            ranges: event.ranges(),
        }
    }

    /// Replaces what the event had of them, and nothing else.
    pub fn put_into(&self, event: &mut Event) {
        let Self {
            method,
            seats,
            goal_orders,
            goal_confidence,
            revenue_per_order,
            margin,
            audience,
            budget,
            contingency,
            rates,
            ranges,
        } = self.clone();
        event.method = method;
        event.seats = seats;
        event.goal_orders = goal_orders;
        event.goal_confidence = goal_confidence;
        event.revenue_per_order = revenue_per_order;
        event.margin = margin;
        event.audience = audience;
        event.budget = budget;
        event.contingency = contingency;
        event.rates = rates;
        event.set_ranges(ranges);
    }
}

/// A scenario that is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "StoredScenario", into = "StoredScenario")]
pub struct KeptScenario {
    pub name: String,
    pub note: String,
    /// The event it is a scenario of; `None`: of an event nobody has planned yet.
    pub of: Option<DocumentId>,
    /// The scenario it began as, which may be gone since.
    pub branched_from: Option<DocumentId>,
    pub inputs: ForecastInputs,
    /// What is short when whom to invite is asked.
    pub whom: WhomLimits,
    /// The same scenario gives the same figures.
    pub seed: u64,
}

impl KeptScenario {
    /// The event as this scenario has it.
    pub fn tried_on(&self, mut event: Event) -> Event {
        self.inputs.put_into(&mut event);
        event.seed = self.seed;
        event
    }

    /// Every text that somebody may have typed.
    pub fn words_mut(&mut self) -> Vec<&mut String> {
        let Self { name, note, inputs, of: _, branched_from: _, whom: _, seed: _ } = self;
        let lines = inputs.budget.iter_mut().flat_map(|line| [&mut line.label, &mut line.note]);
        let own = lines.filter_map(|wording| match wording {
            Wording::Own(text) => Some(text),
            Wording::Guide(_) => None,
        });
        [name, note].into_iter().chain(own).collect()
    }
}

/// A scenario that is replaced: as it was seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioBase {
    pub id: DocumentId,
    pub scenario: Box<KeptScenario>,
}

/// A scenario as it is written down: the ranges at the end, where those that were written before there
/// were any have nothing.
#[derive(Serialize, Deserialize)]
struct StoredScenario {
    name: String,
    note: String,
    of: Option<DocumentId>,
    branched_from: Option<DocumentId>,
    inputs: ForecastInputs,
    whom: WhomLimits,
    seed: u64,
    #[serde(deserialize_with = "read_if_there")]
    ranges: InputRanges,
}

/// What does not end here after all is found by whoever reads to the last byte.
fn read_if_there<'de, D: Deserializer<'de>>(bytes: D) -> Result<InputRanges, D::Error> {
    Ok(InputRanges::deserialize(bytes).unwrap_or_default())
}

impl From<StoredScenario> for KeptScenario {
    fn from(stored: StoredScenario) -> Self {
        let StoredScenario { name, note, of, branched_from, mut inputs, whom, seed, ranges } =
            stored;
        inputs.ranges = ranges;
        Self { name, note, of, branched_from, inputs, whom, seed }
    }
}

impl From<KeptScenario> for StoredScenario {
    fn from(kept: KeptScenario) -> Self {
        let KeptScenario { name, note, of, branched_from, inputs, whom, seed } = kept;
        let ranges = inputs.ranges;
        Self { name, note, of, branched_from, inputs, whom, seed, ranges }
    }
}

#[cfg(test)]
mod tests {
    use super::{ForecastInputs, KeptScenario};
    use crate::domain::day::Day;
    use crate::domain::method::Method;
    use crate::planning::defaults_for_audience;
    use crate::table::tables::Tables;
    use crate::views::whom::WhomLimits;

    fn kept(margin: (f64, f64)) -> KeptScenario {
        let mut event =
            defaults_for_audience(&Tables::default(), &[], Method::Seminar, Day(20_000));
        event.set_margin(margin);
        KeptScenario {
            name: "Small room".into(),
            note: String::new(),
            of: None,
            branched_from: None,
            inputs: ForecastInputs::of(&event),
            whom: WhomLimits::default(),
            seed: 7,
        }
    }

    fn read(bytes: &[u8]) -> (KeptScenario, usize) {
        let (scenario, rest) = postcard::take_from_bytes(bytes).expect("a scenario");
        (scenario, rest.len())
    }

    #[test]
    fn ranges_come_back_and_what_was_written_without_them_reads_as_it_did() {
        let ranged = kept((0.3, 0.4));
        let bytes = postcard::to_allocvec(&ranged).expect("a vector grows");
        assert_eq!(read(&bytes), (ranged, 0));
        let plain = kept((0.35, 0.35));
        let bytes = postcard::to_allocvec(&plain).expect("a vector grows");
        // Three ranges that are none are three bytes, which earlier scenarios end before.
        assert_eq!(read(&bytes[..bytes.len() - 3]), (plain, 0));
    }
}
