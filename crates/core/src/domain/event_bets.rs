//! What is said of the stages that only a method's own funnel has: the range somebody would bet on for
//! each, and the stage that pays. Must not know how a forecast uses either.
//!
//! Kept among the answers, as a later addition to a form that is long in use. The keys of stages are the
//! method's: what is said of a stage that another method lacks waits until it is that method again.

use super::event::Event;

/// Before the key of a stage.
const STAGE: &str = "stage:";
/// Among the answers: the key of the stage whose heads bring an order's money each.
const PAYS_AT: &str = "pays-at";

impl Event {
    /// The range somebody would bet on 9 to 1 for the share that leads to this stage, or on from one within
    /// a step. Shares, 0–1.
    pub fn bet_on(&self, stage: &str) -> Option<(f64, f64)> {
        self.kept_ends(&format!("{STAGE}{stage}"))
    }

    /// Sets or forgets it.
    pub fn set_bet_on(&mut self, stage: &str, ends: Option<(f64, f64)>) {
        self.keep_ends(&format!("{STAGE}{stage}"), ends);
    }

    /// The stage that pays, by its key; `None`: where the event counts orders.
    pub fn pays_at(&self) -> Option<&str> {
        self.answers.get(PAYS_AT).map(String::as_str)
    }

    /// Sets or forgets it.
    pub fn set_pays_at(&mut self, stage: Option<String>) {
        match stage {
            Some(stage) => self.answers.insert(PAYS_AT.to_owned(), stage),
            None => self.answers.remove(PAYS_AT),
        };
    }

    /// Takes over all of it, in place of what was said here.
    pub fn take_bets(&mut self, from: &Self) {
        self.forget_bets();
        let bets = from.answers.iter().filter(|(key, _)| is_bet(key));
        self.answers.extend(bets.map(|(key, value)| (key.clone(), value.clone())));
    }

    /// Forgets all of it.
    pub fn forget_bets(&mut self) {
        self.answers.retain(|key, _| !is_bet(key));
    }
}

fn is_bet(key: &str) -> bool {
    key == PAYS_AT || Event::is_range_of(key, STAGE)
}

#[cfg(test)]
mod tests {
    use crate::domain::day::Day;
    use crate::domain::event::Event;
    use crate::domain::method::Method;
    use crate::planning::defaults_for_audience;
    use crate::table::tables::Tables;

    fn event() -> Event {
        defaults_for_audience(&Tables::default(), &[], Method::Membership, Day(20_000))
    }

    #[test]
    fn bets_are_kept_with_the_event_and_taken_over_alone() {
        let mut from = event();
        from.set_bet_on("renewed", Some((0.5, 0.8)));
        from.set_bet_on("referred", Some((0.1, 0.1)));
        from.set_pays_at(Some("joined".to_owned()));
        from.count_at("renewed", Some(7));
        from.set_margin((0.3, 0.4));
        assert_eq!(from.bet_on("renewed"), Some((0.5, 0.8)));
        assert_eq!((from.bet_on("referred"), from.bet_on("active")), (Some((0.1, 0.1)), None));

        let mut to = event();
        to.set_bet_on("reordered", Some((0.2, 0.3)));
        to.take_bets(&from);
        assert_eq!((to.bet_on("renewed"), to.pays_at()), (Some((0.5, 0.8)), Some("joined")));
        assert_eq!((to.bet_on("reordered"), to.counted_at("renewed")), (None, None));
        assert_eq!(to.ranges(), event().ranges());

        from.forget_bets();
        assert_eq!((from.bet_on("renewed"), from.pays_at()), (None, None));
        assert_eq!(from.counted_at("renewed"), Some(7));
        assert_eq!(from.ranges().margin, Some((0.3, 0.4)));
        to.set_bet_on("renewed", None);
        to.set_bet_on("referred", None);
        to.set_pays_at(None);
        assert_eq!(to, event());
    }
}
