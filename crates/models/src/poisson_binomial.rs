//! How many of many come, when each has a chance of their own: the Poisson-binomial distribution.
//!
//! Exact, by adding one person after another: P′(k) = P(k)(1 − p) + P(k − 1)p. Only sums of positive
//! terms, so nothing cancels. Y. Hong (2013), *Computational Statistics & Data Analysis* 59, 41. The
//! people are taken as independent: a shared shock (weather) is not in it, see [`crate::funnel`].

use crate::count_distribution::CountDistribution;

impl CountDistribution {
    /// How many of independent people succeed, from groups of (number of people, chance of each); chances
    /// are held within 0 and 1. Takes time in proportion to the square of the number of people.
    pub fn of_groups(groups: &[(u32, f64)]) -> Self {
        let mut count = CountDistribution::certain(0);
        for &(n, p) in groups {
            (0..n).for_each(|_| count.add(p));
        }
        count
    }

    /// Adds one independent person who succeeds with chance `p`, held within 0 and 1.
    pub fn add(&mut self, p: f64) {
        add_person(&mut self.p_count, p.clamp(0.0, 1.0));
    }
}

/// P(S > k) of groups as in [`CountDistribution::of_groups`], without holding what is above k: time in
/// proportion to the number of people times k, where k is small against them.
pub fn p_over_in_groups(groups: &[(u32, f64)], k: u32) -> f64 {
    let (mut p_count, mut p_over) = (vec![1.0], 0.0);
    for &(n, p) in groups {
        let p = p.clamp(0.0, 1.0);
        for _ in 0..n {
            if p_count.len() > k as usize {
                p_over += p_count[k as usize] * p;
                add_person(&mut p_count, p);
                p_count.pop();
            } else {
                add_person(&mut p_count, p);
            }
        }
    }
    p_over.min(1.0)
}

fn add_person(p_count: &mut Vec<f64>, p: f64) {
    p_count.push(0.0);
    for k in (1..p_count.len()).rev() {
        p_count[k] = p_count[k] * (1.0 - p) + p_count[k - 1] * p;
    }
    p_count[0] *= 1.0 - p;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tail_of_three_groups_as_published() {
        let attended = CountDistribution::of_groups(&[(40, 0.1), (30, 0.3), (20, 0.6)]);
        assert!((attended.p_over(30) - 0.077_187_9).abs() < 5e-8, "{}", attended.p_over(30));
        assert!((attended.p_at_most(30) + attended.p_over(30) - 1.0).abs() < 1e-12);
        assert!((attended.mean() - 25.0).abs() < 1e-10);
        assert_eq!(attended.largest(), 90);
    }

    #[test]
    fn a_tail_alone_is_that_of_the_whole() {
        let groups = [(40, 0.1), (30, 0.3), (20, 0.6)];
        let attended = CountDistribution::of_groups(&groups);
        for k in [0, 1, 25, 30, 60, 89, 90, 200] {
            let (tail, whole) = (p_over_in_groups(&groups, k), attended.p_over(k as usize));
            assert!((tail - whole).abs() <= 1e-12 * whole, "{k}: {tail} {whole}");
        }
    }

    #[test]
    fn equal_chances_make_a_binomial() {
        let heads = CountDistribution::of_groups(&[(5, 0.4)]);
        assert!((heads.p_exactly(2) - 0.345_6).abs() < 1e-15);
        assert!((heads.p_at_least(2) - 0.663_04).abs() < 1e-14);
        assert_eq!((heads.p_at_least(0), heads.p_exactly(6), heads.p_over(5)), (1.0, 0.0, 0.0));
    }
}
