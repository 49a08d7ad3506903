//! Which part of a plan differs between two states of it, to say what a figure moved with.

use meadow_core::domain::event::Event;

/// The parts a forecast depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangePart {
    Method,
    Audience,
    Rates,
    Revenue,
    Goal,
    Seats,
    Budget,
    Staff,
    Other,
}

/// The first part that differs, the weightiest first.
pub fn find_changed_part(before: &Event, after: &Event) -> ChangePart {
    let differs = [
        (ChangePart::Method, before.method != after.method),
        (ChangePart::Audience, before.audience != after.audience),
        (ChangePart::Rates, before.rates != after.rates),
        (
            ChangePart::Revenue,
            before.revenue_per_order != after.revenue_per_order
                || before.margin_ends() != after.margin_ends(),
        ),
        (
            ChangePart::Goal,
            before.goal_orders != after.goal_orders
                || before.goal_confidence != after.goal_confidence,
        ),
        (ChangePart::Seats, before.seats_ends() != after.seats_ends()),
        (
            ChangePart::Budget,
            before.budget != after.budget || before.contingency_ends() != after.contingency_ends(),
        ),
        (ChangePart::Staff, before.n_staff != after.n_staff || before.n_days != after.n_days),
    ];
    differs
        .into_iter()
        .find_map(|(part, differs)| differs.then_some(part))
        .unwrap_or(ChangePart::Other)
}
