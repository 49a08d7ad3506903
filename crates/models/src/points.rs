//! Points with several coordinates each, as clustering takes them. Knows nothing of what they measure.

use crate::stream::{Purpose, random_stream, sample_places};

/// Why numbers do not make points.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PointsError {
    /// No column, or columns without rows.
    #[error("there are no points")]
    Empty,
    /// Columns of different lengths.
    #[error("column {column} has {found} values, the first has {expected}")]
    Uneven {
        /// Place of the column, from 0.
        column: usize,
        /// Values in it.
        found: usize,
        /// Values in the first column.
        expected: usize,
    },
    /// A value that is not finite, or so large that its square would not be.
    #[error("row {row} of column {column} holds {value}, which has no place among points")]
    NotFinite {
        /// Place of the row, from 0.
        row: usize,
        /// Place of the column, from 0.
        column: usize,
        /// The offending value.
        value: f64,
    },
}

/// Points in row order, at least one, all with the same number of finite coordinates.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Point after point.
    coordinates: Vec<f64>,
    n_dimensions: usize,
}

const LARGEST: f64 = 1e100;

impl Points {
    /// From one column per coordinate, all equally long.
    ///
    /// # Errors
    /// [`PointsError`] for no points, uneven columns, or a value that is not finite or over 1e100 in
    /// size: who lacks a value is left out before.
    pub fn from_columns<C: AsRef<[f64]>>(columns: &[C]) -> Result<Self, PointsError> {
        let n_points = columns.first().map_or(0, |first| first.as_ref().len());
        if n_points == 0 {
            return Err(PointsError::Empty);
        }
        let n_dimensions = columns.len();
        let mut coordinates = vec![0.0; n_points * n_dimensions];
        for (column, values) in columns.iter().map(AsRef::as_ref).enumerate() {
            if values.len() != n_points {
                let (found, expected) = (values.len(), n_points);
                return Err(PointsError::Uneven { column, found, expected });
            }
            for (row, &value) in values.iter().enumerate() {
                if !value.is_finite() || value.abs() > LARGEST {
                    return Err(PointsError::NotFinite { row, column, value });
                }
                coordinates[row * n_dimensions + column] = value;
            }
        }
        Ok(Points { coordinates, n_dimensions })
    }

    /// How many points.
    pub fn n_points(&self) -> usize {
        self.coordinates.len() / self.n_dimensions
    }

    /// How many coordinates each has.
    pub fn n_dimensions(&self) -> usize {
        self.n_dimensions
    }

    /// All points in order, as slices of their coordinates.
    pub fn iter(&self) -> std::slice::ChunksExact<'_, f64> {
        self.coordinates.chunks_exact(self.n_dimensions)
    }

    /// So many of the points, in their order, every such sample equally likely by the seed; all of them
    /// where there are no more. At least one.
    pub fn sample(&self, size: usize, seed: u64) -> Points {
        if self.n_points() <= size {
            return self.clone();
        }
        let stream = &mut random_stream(seed, 0, Purpose::PointSample);
        self.pick(&sample_places(self.n_points(), size.max(1), stream))
    }

    /// The coordinates of one point; panics beyond the last.
    pub(crate) fn point(&self, row: usize) -> &[f64] {
        &self.coordinates[row * self.n_dimensions..(row + 1) * self.n_dimensions]
    }

    /// The points at these places, at least one and none beyond the last.
    pub(crate) fn pick(&self, rows: &[usize]) -> Points {
        let coordinates = rows.iter().flat_map(|&row| self.point(row)).copied().collect();
        Points { coordinates, n_dimensions: self.n_dimensions }
    }

    /// Points of these coordinates, which must be finite and whole points, at least one.
    pub(crate) fn of_coordinates(coordinates: Vec<f64>, n_dimensions: usize) -> Points {
        debug_assert!(!coordinates.is_empty() && coordinates.len().is_multiple_of(n_dimensions));
        Points { coordinates, n_dimensions }
    }

    /// How many different points there are, counted no further than `limit`.
    pub(crate) fn n_distinct(&self, limit: usize) -> usize {
        let mut seen: Vec<&[f64]> = Vec::new();
        for point in self.iter() {
            if seen.len() >= limit {
                break;
            }
            if !seen.contains(&point) {
                seen.push(point);
            }
        }
        seen.len()
    }
}

impl<'a> IntoIterator for &'a Points {
    type Item = &'a [f64];
    type IntoIter = std::slice::ChunksExact<'a, f64>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Square of the distance between two points.
#[inline]
pub(crate) fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_rows_or_a_reason() {
        let points = Points::from_columns(&[[1.0, 2.0, 1.0], [3.0, 4.0, 3.0]]).expect("even");
        assert_eq!((points.n_points(), points.n_dimensions()), (3, 2));
        assert_eq!(points.iter().collect::<Vec<_>>(), [[1.0, 3.0], [2.0, 4.0], [1.0, 3.0]]);
        assert_eq!((points.n_distinct(9), points.n_distinct(1)), (2, 1));
        assert_eq!(points.pick(&[1]).point(0), [2.0, 4.0]);
        assert_eq!(points.sample(3, 1), points);
        let (two, again) = (points.sample(2, 1), points.sample(2, 1));
        assert!(two.n_points() == 2 && two == again);
        assert!(two.iter().all(|own| points.iter().any(|point| point == own)));
        let none: [Vec<f64>; 0] = [];
        assert_eq!(Points::from_columns(&none), Err(PointsError::Empty));
        assert_eq!(Points::from_columns(&[[0.0; 0]]), Err(PointsError::Empty));
        let uneven = Points::from_columns(&[vec![1.0], vec![]]);
        assert_eq!(uneven, Err(PointsError::Uneven { column: 1, found: 0, expected: 1 }));
        for value in [f64::INFINITY, 1e200] {
            let refused = Points::from_columns(&[[1.0, value]]);
            assert_eq!(refused, Err(PointsError::NotFinite { row: 1, column: 0, value }));
        }
    }
}
