//! Rows of a file that are brought once more, repaired. Owns what is asked before such an order comes in; must
//! not know where the rows waited.

use std::collections::{BTreeMap, BTreeSet};

use super::Intake;
use crate::domain::ids::CustomerId;
use crate::ingest::order_rows::OrderRow;
use crate::views::import::OrderPolicy;

impl Intake {
    /// The rows are some of a file's that are brought once more. Those that came in before are, by
    /// their numbers, these people's, whatever they say. `one_more`: rows with an order of their own though
    /// one alike is here.
    pub fn repair(&mut self, came_in_as: BTreeMap<u64, CustomerId>, one_more: BTreeSet<u64>) {
        self.told = came_in_as;
        self.one_more = one_more;
        self.is_repair = true;
        self.order_policy = OrderPolicy::TakeFile;
        self.orders.let_rows_stand_alone();
    }

    /// Is a repaired order without a number like one that is here? Whether it is that one or one more, only
    /// who repairs the row can say: a file's own repeats stay.
    pub(super) fn may_be_here(
        &mut self,
        buyer: CustomerId,
        order: &OrderRow<'_>,
        number: u64,
    ) -> bool {
        self.is_repair && !self.one_more.contains(&number) && self.orders.has_alike(buyer, order)
    }
}
