//! The draws of a simulated funnel and what can be asked of them. Knows counts, not how they came.

use crate::summary::Summary;

/// Where a person stands in the funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Asked to come.
    Invited,
    /// Said they would.
    Registered,
    /// Came.
    Attended,
    /// Bought.
    Ordered,
}

pub(crate) const N_STAGES: usize = 4;

impl Stage {
    /// All stages, from wide to narrow.
    pub const ALL: [Stage; N_STAGES] =
        [Stage::Invited, Stage::Registered, Stage::Attended, Stage::Ordered];

    fn index(self) -> usize {
        self as usize
    }
}

/// One column of counts per stage; all columns have one entry per draw.
type Columns = [Vec<u32>; N_STAGES];

/// Counts per draw, by group and in total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelDraws {
    groups: Vec<Columns>,
    totals: Columns,
}

impl FunnelDraws {
    pub(crate) fn empty(n_groups: usize) -> Self {
        FunnelDraws { groups: vec![Columns::default(); n_groups], totals: Columns::default() }
    }

    /// Makes room for so many more draws.
    pub(crate) fn reserve(&mut self, n_draws: usize) {
        let columns = self.groups.iter_mut().chain([&mut self.totals]);
        columns.flatten().for_each(|column| column.reserve(n_draws));
    }

    /// Adds one draw: the counts of every group, in the groups' order.
    pub(crate) fn add_draw(&mut self, counts: impl Iterator<Item = [u32; N_STAGES]>) {
        let mut totals = [0; N_STAGES];
        for (columns, counts) in self.groups.iter_mut().zip(counts) {
            for stage in 0..N_STAGES {
                columns[stage].push(counts[stage]);
                totals[stage] += counts[stage];
            }
        }
        for (column, total) in self.totals.iter_mut().zip(totals) {
            column.push(total);
        }
    }

    /// Number of draws.
    pub fn n_draws(&self) -> usize {
        self.totals[0].len()
    }

    /// Number of groups.
    pub fn n_groups(&self) -> usize {
        self.groups.len()
    }

    /// Heads at a stage over all groups, one per draw.
    pub fn total(&self, stage: Stage) -> &[u32] {
        &self.totals[stage.index()]
    }

    /// Heads of one group at a stage, one per draw; empty for a group that is not there.
    pub fn group(&self, group: usize, stage: Stage) -> &[u32] {
        self.groups.get(group).map_or(&[], |columns| &columns[stage.index()])
    }

    /// The total at a stage in short; None before the first draw.
    pub fn summary(&self, stage: Stage) -> Option<Summary> {
        Summary::of_counts(self.total(stage))
    }

    /// One group at a stage in short; None before the first draw or for a group that is not there.
    pub fn group_summary(&self, group: usize, stage: Stage) -> Option<Summary> {
        Summary::of_counts(self.group(group, stage))
    }

    /// Mean of the total at a stage; 0 before the first draw.
    pub fn mean(&self, stage: Stage) -> f64 {
        let sum: f64 = self.total(stage).iter().map(|&n| f64::from(n)).sum();
        sum / self.n_draws().max(1) as f64
    }

    /// Chance of at least `n` heads at a stage.
    pub fn p_at_least(&self, stage: Stage, n: u32) -> f64 {
        self.share_of_draws(stage, |count| count >= n)
    }

    /// Chance of more than `n` heads at a stage: with `Attended` and the number of seats, the chance
    /// that the room overflows.
    pub fn p_more_than(&self, stage: Stage, n: u32) -> f64 {
        self.share_of_draws(stage, |count| count > n)
    }

    fn share_of_draws(&self, stage: Stage, holds: impl Fn(u32) -> bool) -> f64 {
        let n_holding = self.total(stage).iter().filter(|&&count| holds(count)).count();
        n_holding as f64 / self.n_draws().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_chances() {
        let mut draws = FunnelDraws::empty(2);
        draws.add_draw([[10, 4, 3, 1], [20, 9, 6, 2]].into_iter());
        draws.add_draw([[10, 6, 2, 0], [20, 7, 3, 1]].into_iter());
        assert_eq!(draws.total(Stage::Attended), [9, 5]);
        assert_eq!(draws.group(1, Stage::Registered), [9, 7]);
        assert_eq!(draws.group(2, Stage::Registered), []);
        assert_eq!((draws.n_draws(), draws.n_groups()), (2, 2));
        assert_eq!(draws.mean(Stage::Ordered), 2.0);
        assert_eq!(draws.p_at_least(Stage::Attended, 9), 0.5);
        assert_eq!(draws.p_more_than(Stage::Attended, 9), 0.0);
        assert_eq!(draws.p_more_than(Stage::Invited, 29), 1.0);
    }
}
