//! Small symmetric positive definite matrices: their factor, and what is solved with it. Golub & Van
//! Loan (2013), *Matrix Computations*, 4.2.

/// A = L·Lᵀ, L lower triangular with a positive diagonal.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cholesky {
    lower: Vec<Vec<f64>>,
}

impl Cholesky {
    /// None where the matrix is not positive definite, or holds what is no number.
    pub(crate) fn of(matrix: &[Vec<f64>]) -> Option<Self> {
        let n = matrix.len();
        let mut lower = vec![vec![0.0; n]; n];
        for i in 0..n {
            for j in 0..=i {
                let taken: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
                let rest = matrix[i][j] - taken;
                lower[i][j] = if i > j {
                    rest / lower[j][j]
                } else if rest > 1e-13 * matrix[i][i].abs() && rest.is_finite() {
                    rest.sqrt()
                } else {
                    return None;
                };
            }
        }
        Some(Cholesky { lower })
    }

    /// x with A·x = b.
    pub(crate) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let n = b.len();
        let mut x = b.to_vec();
        for i in 0..n {
            let taken: f64 = (0..i).map(|k| self.lower[i][k] * x[k]).sum();
            x[i] = (x[i] - taken) / self.lower[i][i];
        }
        self.solve_upper(x)
    }

    /// x with Lᵀ·x = z: for z of independent standard normals, x has the covariance A⁻¹.
    pub(crate) fn solve_upper(&self, z: Vec<f64>) -> Vec<f64> {
        let n = z.len();
        let mut x = z;
        for i in (0..n).rev() {
            let taken: f64 = (i + 1..n).map(|k| self.lower[k][i] * x[k]).sum();
            x[i] = (x[i] - taken) / self.lower[i][i];
        }
        x
    }

    /// A⁻¹.
    pub(crate) fn inverse(&self) -> Vec<Vec<f64>> {
        let n = self.lower.len();
        let column = |j: usize| {
            let mut unit = vec![0.0; n];
            unit[j] = 1.0;
            self.solve(&unit)
        };
        (0..n).map(column).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves_by_hand() {
        // L = [[2, 0], [1, 3]]
        let matrix = vec![vec![4.0, 2.0], vec![2.0, 10.0]];
        let factor = Cholesky::of(&matrix).expect("positive definite");
        assert_eq!(factor.solve(&[8.0, 22.0]), [1.0, 2.0]);
        assert_eq!(factor.solve_upper(vec![4.0, 6.0]), [1.0, 2.0]);
        let inverse = factor.inverse();
        assert!((inverse[0][0] - 10.0 / 36.0).abs() < 1e-15);
        assert!((inverse[1][0] + 2.0 / 36.0).abs() < 1e-15);
    }

    #[test]
    fn flat_and_saddle_are_none() {
        assert_eq!(Cholesky::of(&[vec![1.0, 1.0], vec![1.0, 1.0]]), None);
        assert_eq!(Cholesky::of(&[vec![1.0, 2.0], vec![2.0, 1.0]]), None);
        assert_eq!(Cholesky::of(&[vec![f64::NAN]]), None);
    }
}
