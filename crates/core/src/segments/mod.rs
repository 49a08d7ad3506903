//! Who stands where: from orders and contacts to facts, points, classes and stages (A1, A2, B1).
//!
//! Owns the rules, each stated where it is worked out: `purchases` (what counts as a purchase day),
//! `points` (facts to points), `leads` (expected classes), `standing` (points to a class), `stage`,
//! `why_class` (what is said of a class).
//! Must not know storage or screens, and reads no clock: what is recent is recent at the data's own
//! end. A day still to come (a slip of the year) does not move that end. A call does not either; only
//! engagement and acquaintance are counted up to what somebody said in one (`Contacts::until`).

pub mod as_of;
pub mod audience;
pub mod behind_value;
pub mod board;
pub mod card;
pub mod clusters;
pub mod concentration;
pub mod contacts;
pub mod cuts;
pub mod leads;
pub mod lenses;
pub mod movement;
pub mod namesakes;
pub mod pace;
pub mod points;
pub mod portrait;
pub mod positions;
pub mod promotion;
pub mod purchases;
pub mod reasons;
pub mod record_log;
pub mod referrals;
pub mod rules;
pub mod stage;
pub mod standing;
pub mod states;
pub mod stood_people;
pub mod summary;
pub mod why_class;

#[cfg(test)]
pub(crate) mod test_tables;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use self::behind_value::KnownBehindValue;
use self::clusters::KnownClusters;
use self::contacts::Contacts;
use self::cuts::Bought;
use self::leads::score_lead;
use self::lenses::LensFacts;
use self::lenses::people_then::PeopleThen;
use self::pace::Pace;
use self::points::score_buyers;
use self::positions::Positions;
use self::purchases::{PurchaseDays, PurchaseFacts, Trend};
use self::rules::members::{KnownMembers, Members};
use self::standing::{Measured, Ruler, Standing};
use crate::contact::blacklist::Blacklist;
use crate::contact::rest::rests_until;
use crate::domain::class::Class;
use crate::domain::customer::Stage;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::money::Money;
use crate::domain::value_range::ValueRange;
use crate::domain::workspace::BoardSettings;
use crate::forecast::customer_base::CustomerBase;
use crate::table::custom_column;
use crate::table::tables::Tables;
use crate::views::table::ColumnKind;

/// What follows from the rows of one revision. All lists run in the order of `tables.customers`.
pub struct Derived {
    pub today: Day,
    /// The last day any order or interaction speaks of, but for days still to come.
    pub data_end: Option<Day>,
    /// Ascending.
    pub ids: Vec<CustomerId>,
    /// What each has bought, when and for how much.
    pub purchases: Vec<PurchaseFacts>,
    /// And on which days.
    pub purchase_days: PurchaseDays,
    /// What is compared to tell a trend; `None` while there is too little.
    pub trend: Option<Trend>,
    /// What each has shown of interest.
    pub contacts: Contacts,
    /// What each measure of the board finds.
    pub measured: Vec<Measured>,
    /// The saved weights and cut-offs, these where their rules put them.
    pub board: BoardSettings,
    /// Classes that somebody set.
    pub by_hand: Vec<Option<Class>>,
    /// Under the saved weights and cut-offs.
    pub standings: Vec<Standing>,
    /// Where each stands on the way from lead to lapsed.
    pub stages: Vec<Stage>,
    /// How often buyers come back.
    pub pace: Pace,
    /// Who is on the blacklist.
    pub blocked: Vec<bool>,
    /// What the cells of each custom field look like.
    pub custom_kinds: BTreeMap<String, ColumnKind>,
    /// Customers (not leads) in an order in which every n-th gives a true picture of the board.
    spread_order: Vec<u32>,
    /// Made when first asked for: it takes the waves of every event.
    rests_until: OnceCell<Vec<Option<Day>>>,
    /// Made when first asked for.
    lenses: OnceCell<LensFacts>,
    /// Made when first asked for: it takes everything once more, as of a day gone by.
    people_then: OnceCell<Option<PeopleThen>>,
    /// Made when first asked for: it takes a few seconds of many people.
    customer_base: OnceCell<CustomerBase>,
    /// Of the saved segments that were asked for.
    members: KnownMembers,
    /// Of the ranges that were asked for.
    behind_value: KnownBehindValue,
    /// That were asked for last.
    pub clusters: KnownClusters,
}

impl Derived {
    /// The place of a customer in all lists.
    pub fn place_of(&self, id: CustomerId) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    /// Who is at the limit of contacts: the day from which on another one is allowed.
    pub fn rests_until(&self, tables: &Tables) -> &[Option<Day>] {
        self.rests_until.get_or_init(|| rests_until(tables, self))
    }

    /// What the lenses beside the board find of everybody.
    pub fn lenses(&self, tables: &Tables) -> &LensFacts {
        self.lenses.get_or_init(|| LensFacts::of(tables, self))
    }

    /// How many were in the groups of the lenses when the latest stretch of the trend began; `None` where
    /// there is no trend.
    pub fn people_then(&self, tables: &Tables) -> Option<&PeopleThen> {
        let made = || self.trend.map(|trend| PeopleThen::of(tables, trend));
        self.people_then.get_or_init(made).as_ref()
    }

    /// What is to be expected of everybody.
    pub fn customer_base(&self, tables: &Tables) -> &CustomerBase {
        self.customer_base.get_or_init(|| CustomerBase::of(tables, self))
    }

    /// Has that been worked out?
    pub fn knows_customer_base(&self) -> bool {
        self.customer_base.get().is_some()
    }

    /// Keeps what was worked out in steps; the first holds where two did so.
    pub fn note_customer_base(&self, base: CustomerBase) {
        let _ = self.customer_base.set(base);
    }

    /// Who is in a saved segment; `None` where there is no such segment.
    pub fn members(&self, tables: &Tables, segment: DocumentId) -> Option<Members> {
        self.members.of(tables, self, segment)
    }

    /// Who stands behind what products or regions bring.
    pub fn behind_value(&self, tables: &Tables, range: ValueRange) -> Members {
        self.behind_value.of(tables, self, range)
    }

    /// Has bought at least once; the others are leads.
    pub fn has_bought(&self, place: usize) -> bool {
        matches!(self.measured.get(place), Some(Measured::Buyer(_)))
    }
}

/// Works everything out. `today` tells which days are still to come, and matters for nothing else
/// where an order or interaction gives the data an end.
pub fn derive(tables: &Tables, today: Day) -> Derived {
    let positions = Positions::of(tables);
    let data_end = find_data_end(tables, today);
    let end = data_end.unwrap_or(today);

    let purchases::Purchases { facts: purchases, days: purchase_days, typical_order, trend } =
        purchases::scan(tables, &positions, end);
    let contacts = contacts::scan(tables, &positions, end, today);
    let member: Vec<Option<bool>> =
        tables.customers.iter().map(|customer| customer.member).collect();
    let buyer_points = score_buyers(&purchases, &contacts, &member, end);
    let typical_spend = typical_order.or_else(|| typical_budget(tables));

    let customers = tables.customers.iter().enumerate();
    let measured: Vec<Measured> = customers
        .map(|(place, customer)| {
            if purchases[place].has_bought() {
                Measured::Buyer(buyer_points[place])
            } else {
                let (own, until) = (&contacts.facts[place], contacts.until);
                Measured::Lead(score_lead(customer, own, typical_spend, until))
            }
        })
        .collect();
    let by_hand: Vec<Option<Class>> = tables
        .customers
        .iter()
        .map(|customer| customer.class_override.as_ref().map(|by_hand| by_hand.class))
        .collect();
    let bought = Bought { measured: &measured, purchases: &purchases, contacts: &contacts, end };
    let board = bought.resolve(&tables.facts.board);
    let ruler = Ruler::new(&board);
    let standings: Vec<Standing> = measured
        .iter()
        .zip(&by_hand)
        .map(|(measured, by_hand)| ruler.place(measured, *by_hand))
        .collect();

    let pace = Pace::of(tables, pace::typical_interval_days(&purchases));
    let customers = tables.customers.iter().enumerate();
    let stages = customers
        .map(|(place, customer)| {
            let (purchases, contacts) = (&purchases[place], &contacts.facts[place]);
            let days = purchase_days.of(place);
            stage::stage(customer.stage, purchases, days, contacts, &pace, end)
        })
        .collect();
    let blacklist = Blacklist::of(tables);
    let blocked = tables.customers.iter().map(|customer| blacklist.blocks(customer)).collect();
    Derived {
        today,
        data_end,
        board,
        blocked,
        ids: positions.into_ids(),
        contacts,
        by_hand,
        stages,
        pace,
        custom_kinds: custom_column::kinds(tables),
        spread_order: board::spread_order(&measured, &standings),
        purchases,
        purchase_days,
        trend,
        measured,
        standings,
        rests_until: OnceCell::new(),
        lenses: OnceCell::new(),
        people_then: OnceCell::new(),
        customer_base: OnceCell::new(),
        members: KnownMembers::default(),
        behind_value: KnownBehindValue::default(),
        clusters: KnownClusters::default(),
    }
}

/// One order dated 2096 instead of 2026 would make everybody else a customer of long ago, so that
/// only days up to today count. Where all are later, it is the clock that is wrong: then all do.
fn find_data_end(tables: &Tables, today: Day) -> Option<Day> {
    [today, Day(i32::MAX)].into_iter().find_map(|latest| {
        purchases::last_order_day(tables, latest).max(contacts::last_contact_day(tables, latest))
    })
}

/// Median of the stated budgets, where there is no order to measure them against.
fn typical_budget(tables: &Tables) -> Option<Money> {
    let budgets = tables.customers.iter().filter_map(|customer| customer.budget);
    purchases::median_money(budgets.map(|budget| budget.0).filter(|budget| *budget > 0).collect())
}
