//! Small dense systems of linear equations. Knows nothing of what they are for.
//!
//! Gauss's elimination with partial pivoting, G. H. Golub & C. F. Van Loan (2013), *Matrix
//! Computations*, 4th ed., 3.4.

/// The x with A·x = b for each of the right-hand sides; `matrix` holds the rows of A. None where A is
/// singular to f64's precision.
pub(crate) fn solve(mut matrix: Vec<Vec<f64>>, mut sides: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let scale = matrix.iter().flatten().fold(0.0, |m: f64, v| m.max(v.abs()));
    for column in 0..n {
        let pivot = (column..n)
            .max_by(|&i, &j| matrix[i][column].abs().total_cmp(&matrix[j][column].abs()))?;
        // Not so for NaN either.
        let is_regular = matrix[pivot][column].abs() > 1e-14 * scale;
        if !is_regular {
            return None;
        }
        matrix.swap(column, pivot);
        sides.iter_mut().for_each(|side| side.swap(column, pivot));
        let pivot_row = matrix[column].clone();
        for row in column + 1..n {
            let factor = matrix[row][column] / pivot_row[column];
            if factor != 0.0 {
                for (cell, above) in matrix[row].iter_mut().zip(&pivot_row).skip(column) {
                    *cell -= factor * above;
                }
                sides.iter_mut().for_each(|side| side[row] -= factor * side[column]);
            }
        }
    }
    for side in &mut sides {
        for row in (0..n).rev() {
            let known: f64 = (row + 1..n).map(|j| matrix[row][j] * side[j]).sum();
            side[row] = (side[row] - known) / matrix[row][row];
        }
    }
    Some(sides)
}

#[cfg(test)]
mod tests {
    use super::solve;

    #[test]
    fn solves_what_needs_pivoting() {
        let matrix = vec![vec![0.0, 2.0, 1.0], vec![1.0, -1.0, 0.0], vec![3.0, 0.0, 2.0]];
        let x = solve(matrix, vec![vec![7.0, -1.0, 9.0]]).expect("regular");
        for (found, expected) in x[0].iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - expected).abs() < 1e-14, "{x:?}");
        }
    }

    #[test]
    fn singular_systems_have_no_answer() {
        assert_eq!(solve(vec![vec![1.0, 2.0], vec![2.0, 4.0]], vec![vec![1.0, 1.0]]), None);
        assert_eq!(solve(vec![vec![f64::NAN]], vec![vec![1.0]]), None);
    }
}
