//! From people to points: what each measure finds, who lacks a value, and how columns become
//! comparable. What is skewed, g₁ above 1, is taken by its logarithm, ln(1 + x); then every column is
//! standardised (`meadow_models::standardise`).
//!
//! Who lacks a value in any chosen measure is left out and counted, never given one.

use meadow_models::points::Points;
use meadow_models::quantile::quantile;
use meadow_models::standardise::{Scale, Transform, skewness, standardise};

use crate::domain::cluster::{ClusterBasis, ClusterMeasure};
use crate::domain::customer::Customer;
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::cluster::{MeasureScale, NoClusters};

/// Above this the large values of a column would decide everything.
const SKEWED: f64 = 1.0;
/// With fewer people a cluster is a handful of names.
const FEWEST_PEOPLE: usize = 10;
/// Where an axis is labelled: the middle, and the fifth from either end of a hundred.
const TICKS: [f64; 3] = [0.05, 0.5, 0.95];

/// Those who are compared, as points.
pub struct Basis {
    /// Their places among all customers, ascending.
    pub places: Vec<u32>,
    /// What was done to each measure.
    pub scales: Vec<MeasureScale>,
    /// In standard deviations, with how to tell them back; or why there is nothing to compare.
    pub points: Result<(Points, Vec<Scale>), NoClusters>,
    /// Of how many buyers each of all measures is known.
    pub n_known: Vec<u32>,
    pub n_not_bought: u32,
    pub n_left_out: u32,
}

impl Basis {
    pub fn of(tables: &Tables, derived: &Derived, asked: &ClusterBasis) -> Self {
        let buyers: Vec<(u32, [Option<f64>; ClusterMeasure::ALL.len()])> = tables
            .customers
            .iter()
            .enumerate()
            .filter(|(place, _)| derived.purchases[*place].has_bought())
            .map(|(place, customer)| {
                let found = |measure| find(derived, customer, place, measure);
                (place as u32, ClusterMeasure::ALL.map(found))
            })
            .collect();
        let n_known = (0..ClusterMeasure::ALL.len())
            .map(|at| buyers.iter().filter(|(_, found)| found[at].is_some()).count() as u32)
            .collect();
        let measures = asked.measures();
        let value = |found: &[Option<f64>; ClusterMeasure::ALL.len()], measure: &ClusterMeasure| {
            found[*measure as usize]
        };
        let whole: Vec<(u32, Vec<f64>)> = buyers
            .iter()
            .filter_map(|(place, found)| {
                let own = measures.iter().map(|measure| value(found, measure));
                Some((*place, own.collect::<Option<Vec<f64>>>()?))
            })
            .collect();
        let looks: Vec<Look> = measures
            .iter()
            .enumerate()
            .map(|(at, measure)| {
                let of_measure = buyers.iter().map(|(_, found)| value(found, measure));
                let n_missing = of_measure.filter(Option::is_none).count() as u32;
                Look::at(*measure, whole.iter().map(|(_, own)| own[at]).collect(), n_missing)
            })
            .collect();
        let can_stay = |own: &[f64]| looks.iter().zip(own).all(|(look, x)| look.can_take(*x));
        let (places, rows): (Vec<u32>, Vec<Vec<f64>>) =
            whole.into_iter().filter(|(_, own)| can_stay(own)).unzip();
        let columns: Vec<Vec<f64>> = (0..measures.len())
            .map(|at| rows.iter().map(|row: &Vec<f64>| row[at]).collect())
            .collect();
        let points = compare(&columns, &looks);
        let scales = looks.iter().enumerate().map(|(at, look)| {
            let scale = points.as_ref().ok().map(|(_, scales)| scales[at]);
            look.told(scale, &columns[at])
        });
        Self {
            scales: scales.collect(),
            n_known,
            n_not_bought: (tables.customers.len() - buyers.len()) as u32,
            n_left_out: (buyers.len() - places.len()) as u32,
            places,
            points,
        }
    }
}

/// What a measure finds of somebody who has bought.
fn find(
    derived: &Derived,
    customer: &Customer,
    place: usize,
    measure: ClusterMeasure,
) -> Option<f64> {
    let purchases = &derived.purchases[place];
    let end = derived.data_end.unwrap_or(derived.today);
    // Somebody who buys tomorrow, by a slip of the year, bought today.
    let days_since = |day| f64::from(end.days_since(day).max(0));
    match measure {
        ClusterMeasure::Recency => purchases.last_purchase.map(days_since),
        ClusterMeasure::Frequency => Some(f64::from(purchases.n_purchase_days)),
        ClusterMeasure::Money => Some(purchases.spend_total.major()),
        ClusterMeasure::Tenure => purchases.first_purchase.map(days_since),
        ClusterMeasure::Interval => purchases.mean_interval_days,
        ClusterMeasure::OrderValue => {
            let mean = purchases.bought.major() / f64::from(purchases.n_orders);
            mean.is_finite().then_some(mean)
        }
        ClusterMeasure::Margin => purchases.margin_share,
        ClusterMeasure::Discounts => purchases.discount_share(),
        ClusterMeasure::Engagement => {
            let contacts = &derived.contacts;
            contacts.records_engagement.then(|| f64::from(contacts.facts[place].n_engaged_days))
        }
        ClusterMeasure::Age => {
            let age = customer.birth_year.zip(derived.today.ymd());
            age.map(|(born, (year, ..))| f64::from(year - i32::from(born)))
        }
    }
}

/// Shares and ages end somewhere; amounts, counts and days do not.
fn has_a_long_tail(measure: ClusterMeasure) -> bool {
    !matches!(measure, ClusterMeasure::Margin | ClusterMeasure::Discounts | ClusterMeasure::Age)
}

/// A measure as it was found.
struct Look {
    measure: ClusterMeasure,
    skewness: Option<f64>,
    is_logged: bool,
    n_missing: u32,
    n_below_zero: u32,
}

impl Look {
    fn at(measure: ClusterMeasure, values: Vec<f64>, n_missing: u32) -> Self {
        let skewness = skewness(&values);
        let is_logged = has_a_long_tail(measure) && skewness.is_some_and(|found| found > SKEWED);
        let n_below_zero = match is_logged {
            true => values.iter().filter(|x| **x < 0.0).count() as u32,
            false => 0,
        };
        Self { measure, skewness, is_logged, n_missing, n_below_zero }
    }

    fn can_take(&self, x: f64) -> bool {
        !self.is_logged || x >= 0.0
    }

    fn transform(&self) -> Transform {
        if self.is_logged { Transform::Ln1p } else { Transform::Plain }
    }

    fn told(&self, scale: Option<Scale>, column: &[f64]) -> MeasureScale {
        let tick = |share: f64| {
            let (scale, x) = (scale?, quantile(column, share)?);
            Some((scale.apply(x)?, x))
        };
        let mut ticks: Vec<(f64, f64)> = TICKS.into_iter().filter_map(tick).collect();
        ticks.dedup();
        MeasureScale {
            measure: self.measure,
            skewness: self.skewness,
            is_logged: self.is_logged,
            is_constant: scale.is_some_and(|scale| scale.sd == 0.0),
            n_missing: self.n_missing,
            n_below_zero: self.n_below_zero,
            middle: scale.map_or(0.0, |scale| scale.undo(0.0)),
            ticks,
        }
    }
}

fn compare(columns: &[Vec<f64>], looks: &[Look]) -> Result<(Points, Vec<Scale>), NoClusters> {
    let n = columns.first().ok_or(NoClusters::NoMeasure)?.len();
    if n < FEWEST_PEOPLE {
        return Err(NoClusters::TooFew);
    }
    let transforms: Vec<Transform> = looks.iter().map(Look::transform).collect();
    // Every value is finite and none below zero is taken by its logarithm.
    let (points, scales) = standardise(columns, &transforms).map_err(|_| NoClusters::TooFew)?;
    match scales.iter().all(|scale| scale.sd == 0.0) {
        true => Err(NoClusters::AllAlike),
        false => Ok((points, scales)),
    }
}
