//! A slip of the finger: one letter wrong, missing or too many, or two neighbours exchanged.

/// Are the two that far apart? The same as an optimal-string-alignment distance of one, without its
/// table: most pairs are told apart at their first letters.
pub fn is_one_slip(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 4 {
        return false;
    }
    let n_same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8());
    let start: usize = n_same.sum();
    let (a, b) = (&a[start..], &b[start..]);
    let n_same = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b);
    let end: usize = n_same.map(|(a, _)| a.len_utf8()).sum();
    let (mut a, mut b) = (a[..a.len() - end].chars(), b[..b.len() - end].chars());
    match ((a.next(), a.next(), a.next()), (b.next(), b.next(), b.next())) {
        ((a, None, _), (b, None, _)) => a.is_some() || b.is_some(),
        ((Some(a1), Some(a2), None), (Some(b1), Some(b2), None)) => a1 == b2 && a2 == b1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};
    use strsim::osa_distance;

    use super::is_one_slip;

    proptest! {
        #[test]
        fn it_is_a_distance_of_one(a in "[abé]{0,6}", b in "[abé]{0,6}") {
            prop_assert_eq!(is_one_slip(&a, &b), osa_distance(&a, &b) == 1);
        }
    }
}
