//! When: in which of the coming weeks people will need something next (`need`), and how long leads take to
//! buy (`leads`). Must not know how a figure is shown.

mod leads;
mod need;
#[cfg(test)]
mod tests;

use self::need::NeedRun;
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::timing::{NoNeed, TimingView};

/// Half the width of a range that holds nine times in ten, in standard deviations.
const Z_90: f64 = 1.645;

/// Both, in steps.
pub struct TimingRun<'a> {
    tables: &'a Tables,
    derived: &'a Derived,
    need: Result<NeedRun<'a>, NoNeed>,
}

impl<'a> TimingRun<'a> {
    pub fn new(tables: &'a Tables, derived: &'a Derived) -> Self {
        Self { tables, derived, need: NeedRun::new(tables, derived) }
    }

    /// Is there more to do?
    pub fn step(&mut self) -> bool {
        self.need.as_mut().is_ok_and(NeedRun::step)
    }

    /// People done, and all of them.
    pub fn progress(&self) -> (u64, u64) {
        self.need.as_ref().map_or((0, 0), NeedRun::progress)
    }

    pub fn finish(self) -> TimingView {
        let Self { tables, derived, need } = self;
        TimingView {
            today: derived.today,
            data_end: derived.data_end,
            need: need.and_then(|run| run.finish(tables)).map(Box::new),
            leads: leads::waits(tables, derived).map(Box::new),
        }
    }
}
