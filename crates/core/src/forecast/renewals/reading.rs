//! Numbers of cohorts as people type or paste them. Must not know what they are counted for.

use crate::views::renewals::NoRenewals;

const MAX_COHORTS: usize = 100;
const MAX_NUMBERS: usize = 60;
const MAX_MEMBERS: u64 = 10_000_000;

/// A cohort a line; lines of one number each are one cohort down a column. Between numbers may stand
/// blanks, tabs, commas and other usual signs; a comma within a number only where it groups thousands and
/// something else stands between numbers. Lines of as many groups each are rows of a table where they can be
/// cohorts.
pub fn read_cohorts(text: &str) -> Result<Vec<Vec<u64>>, NoRenewals> {
    let text: String = text.chars().map(plain).collect();
    let lines: Vec<Vec<&str>> =
        text.lines().map(words_of).filter(|words| !words.is_empty()).collect();
    if lines.is_empty() {
        return Err(NoRenewals::Nothing);
    }
    let are_ones = lines.len() > 1 && lines.iter().all(|words| is_one_number(words));
    let cohorts: Vec<Vec<u64>> = if are_ones && !are_rows(&lines) {
        let column = lines.iter().flatten().map(|word| number(word)).collect::<Result<_, _>>()?;
        vec![column]
    } else {
        lines.iter().map(|words| read_line(words)).collect::<Result<_, _>>()?
    };
    let is_too_much = cohorts.len() > MAX_COHORTS
        || cohorts.iter().any(|cohort| {
            cohort.len() > MAX_NUMBERS || cohort.iter().any(|members| *members > MAX_MEMBERS)
        });
    if is_too_much { Err(NoRenewals::TooMany) } else { Ok(cohorts) }
}

/// Full-width signs as a Chinese keyboard writes them.
fn plain(sign: char) -> char {
    match sign {
        '０'..='９' => char::from_digit(sign as u32 - '０' as u32, 10).unwrap_or(sign),
        '，' => ',',
        ';' | '；' | '、' | '|' | '/' | '→' => ' ',
        _ => sign,
    }
}

fn words_of(line: &str) -> Vec<&str> {
    let words = line.split_whitespace().map(|word| word.trim_matches(','));
    words.filter(|word| !word.is_empty()).collect()
}

fn is_one_number(words: &[&str]) -> bool {
    matches!(words, [word] if is_plain(word) || is_grouped(word))
}

/// 900,800 over 800,700 is a table of two columns: nobody comes back to a cohort, and a table writes no zero
/// before a number. 12,345 over 11,200 and 5,000 over 4,000 are thousands.
fn are_rows(lines: &[Vec<&str>]) -> bool {
    let rows: Vec<Vec<&str>> =
        lines.iter().map(|words| words.iter().flat_map(|word| word.split(',')).collect()).collect();
    let n_columns = rows.first().map_or(0, Vec::len);
    let is_cohort = |row: &Vec<&str>| {
        let starts_with_zero = row.iter().any(|group| group.len() > 1 && group.starts_with('0'));
        let left: Vec<u64> = row.iter().filter_map(|group| group.parse().ok()).collect();
        row.len() == n_columns && !starts_with_zero && left.is_sorted_by(|a, b| a >= b)
    };
    n_columns > 1 && rows.iter().all(is_cohort)
}

fn is_plain(word: &str) -> bool {
    word.chars().all(|sign| sign.is_ascii_digit())
}

/// 1,200 but neither 1000,869 nor 12,0.
fn is_grouped(word: &str) -> bool {
    let mut groups = word.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && is_plain(first)
        && groups.all(|group| group.len() == 3 && is_plain(group))
}

fn read_line(words: &[&str]) -> Result<Vec<u64>, NoRenewals> {
    match words {
        [word] => word.split(',').map(number).collect(),
        words => {
            let parts = words.iter().flat_map(|word| match is_grouped(word) {
                true => vec![*word],
                false => word.split(',').collect(),
            });
            parts.map(number).collect()
        }
    }
}

fn number(word: &str) -> Result<u64, NoRenewals> {
    let digits = if is_grouped(word) { word.replace(',', "") } else { word.to_owned() };
    let is_number = !digits.is_empty() && is_plain(&digits);
    if !is_number {
        return Err(NoRenewals::NotANumber { text: word.to_owned() });
    }
    // Only a number longer than any count fails here.
    digits.parse().map_err(|_| NoRenewals::TooMany)
}

#[cfg(test)]
mod tests {
    use super::read_cohorts;
    use crate::views::renewals::NoRenewals;

    #[track_caller]
    fn check(text: &str, cohorts: &[&[u64]]) {
        let expected: Vec<Vec<u64>> = cohorts.iter().map(|cohort| cohort.to_vec()).collect();
        assert_eq!(read_cohorts(text), Ok(expected), "{text:?}");
    }

    #[test]
    fn as_people_write_them() {
        check("1000 869 743", &[&[1000, 869, 743]]);
        check("1000, 869, 743", &[&[1000, 869, 743]]);
        check("1,000 869\t743", &[&[1000, 869, 743]]);
        check("900,800,700", &[&[900, 800, 700]]);
        check("１０００，８６９、743", &[&[1000, 869, 743]]);
        check("1,000\n869\n743\n", &[&[1000, 869, 743]]);
        check("1000 869 743\n\n500;430", &[&[1000, 869, 743], &[500, 430]]);
        check("900,800\n800,700\n700,610", &[&[900, 800], &[800, 700], &[700, 610]]);
        check("900,800,700\n500,430,400", &[&[900, 800, 700], &[500, 430, 400]]);
        check("12,345\n11,200", &[&[12_345, 11_200]]);
        check("5,000\n4,000", &[&[5_000, 4_000]]);
        check("1000,869,743\n900,800", &[&[1000, 869, 743], &[900, 800]]);
    }

    #[test]
    fn what_is_no_number_is_named() {
        assert_eq!(read_cohorts(" \n"), Err(NoRenewals::Nothing));
        let refused = |text: &str| Err(NoRenewals::NotANumber { text: text.to_owned() });
        assert_eq!(read_cohorts("1000 87% 743"), refused("87%"));
        assert_eq!(read_cohorts("1000 -3"), refused("-3"));
        assert_eq!(read_cohorts("1000 869.5"), refused("869.5"));
        assert_eq!(read_cohorts("99999999999 3"), Err(NoRenewals::TooMany));
    }
}
