//! Closed forms of the event's accounts: how many heads pay for it, and from how many heads gathering
//! is cheaper than going one to one. Money in one currency; "heads" are whatever the caller counts.

/// A hair of rounding must not add a head.
const ROUNDING: f64 = 1e-9;

/// The smallest number of heads that pays `fixed_cost`, when each head orders with chance `p_order`,
/// each order leaves `margin_per_order`, and each head costs `cost_per_head` whether it orders or not:
/// n = fixed / (p·margin − cost per head), rounded up. None when no number does, because a head costs
/// at least what it brings; 0 when there is nothing to pay.
pub fn break_even_heads(
    fixed_cost: f64,
    p_order: f64,
    margin_per_order: f64,
    cost_per_head: f64,
) -> Option<u64> {
    heads_that_pay(fixed_cost, p_order * margin_per_order - cost_per_head)
}

/// The same from what one head leaves after its own costs.
pub(crate) fn heads_that_pay(fixed_cost: f64, net_per_head: f64) -> Option<u64> {
    if fixed_cost <= 0.0 {
        return Some(0);
    }
    let n = fixed_cost / net_per_head;
    (net_per_head > 0.0 && n.is_finite()).then(|| (n * (1.0 - ROUNDING)).ceil() as u64)
}

/// The smallest number of heads from which the event costs less per head than going one to one:
/// fixed/h + driven < one to one, so h > fixed / (one to one − driven). None when the driven cost of a
/// head alone reaches the one-to-one cost.
pub fn crossover_heads(
    fixed_cost: f64,
    driven_cost_per_head: f64,
    one_to_one_cost: f64,
) -> Option<u64> {
    let saved_per_head = one_to_one_cost - driven_cost_per_head;
    let n = fixed_cost.max(0.0) / saved_per_head;
    (saved_per_head > 0.0 && n.is_finite()).then(|| (n * (1.0 + ROUNDING)).floor() as u64 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn break_even_is_the_smallest_number_that_pays() {
        // 9,000 / (.3 · 260 − 18) = 150
        assert_eq!(break_even_heads(9000.0, 0.3, 260.0, 18.0), Some(150));
        assert_eq!(break_even_heads(9001.0, 0.3, 260.0, 18.0), Some(151));
        assert_eq!(break_even_heads(9000.0, 0.3, 260.0, 78.0), None);
        assert_eq!(break_even_heads(0.0, 0.3, 260.0, 18.0), Some(0));
        assert_eq!(break_even_heads(0.3, 1.0, 0.1, 0.0), Some(3));
    }

    #[test]
    fn crossover_is_the_first_head_count_that_is_cheaper() {
        // 9,000 shared by 50 is 180 each, and 20 of its own: exactly 200, so the 51st tips it
        assert_eq!(crossover_heads(9000.0, 20.0, 200.0), Some(51));
        assert_eq!(crossover_heads(8999.0, 20.0, 200.0), Some(50));
        assert_eq!(crossover_heads(0.0, 20.0, 200.0), Some(1));
        assert_eq!(crossover_heads(9000.0, 200.0, 200.0), None);
    }
}
