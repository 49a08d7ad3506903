//! Lists of customers to bring in, as long as a test wants them.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use tempfile::TempDir;

/// A CSV file in a folder of its own, which goes with this value.
pub struct List {
    _folder: TempDir,
    pub path: String,
}

/// So many customers with one order each. `letter` sets their numbers, and so the people, apart
/// from those of other lists; `email` adds a column.
pub fn customers(letter: char, n_customers: usize, email: bool) -> Result<List> {
    let mut csv = "customer_id,name,phone,order_date,product,amount".to_owned();
    csv.push_str(if email { ",email\n" } else { "\n" });
    let area = u32::from(letter) % 10;
    for n in 0..n_customers {
        let (day, cents) = (n % 28 + 1, n % 89 + 10);
        write!(csv, "{letter}{n},Person {letter}{n},13{area}{n:08},")?;
        write!(csv, "2024-03-{day:02},Green tea,{n}.{cents}")?;
        if email {
            write!(csv, ",{letter}{n}@example.org")?;
        }
        csv.push('\n');
    }
    file("customers.csv", &csv)
}

/// A file of this name with this text.
pub fn file(name: &str, text: &str) -> Result<List> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join(name);
    std::fs::write(&path, text)?;
    let path = path.to_str().context("a path that is text")?.to_owned();
    Ok(List { _folder: folder, path })
}
