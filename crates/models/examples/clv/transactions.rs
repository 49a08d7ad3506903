//! The file.

use crate::options::Options;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::HashMap;

pub struct Transaction {
    /// Place among the customers.
    pub customer: usize,
    pub date: NaiveDate,
    /// 0 where no amounts were asked for.
    pub amount: f64,
}

pub struct Transactions {
    pub rows: Vec<Transaction>,
    /// As written, in the order of their first row.
    pub customers: Vec<String>,
    pub n_without_customer: u64,
    pub n_negative: u64,
}

impl Transactions {
    pub fn read(options: &Options) -> Result<Self, String> {
        let bytes = std::fs::read(&options.file)
            .map_err(|problem| format!("{} cannot be read: {problem}", options.file))?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let delimiter = options.delimiter.unwrap_or_else(|| usual_delimiter(bytes));
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
        let header = reader.byte_headers().map_err(|problem| problem.to_string())?.clone();
        let names: Vec<String> =
            header.iter().map(|name| String::from_utf8_lossy(name).trim().to_string()).collect();
        let find = |wanted: Option<&String>, usual: &[&str]| -> Result<usize, String> {
            let wished: Vec<&str> = wanted.map_or(usual.to_vec(), |name| vec![name]);
            wished
                .iter()
                .find_map(|wish| names.iter().position(|name| name.eq_ignore_ascii_case(wish)))
                .ok_or_else(|| {
                    let (wished, there) = (wished.join(" or "), names.join(", "));
                    format!("there is no column {wished}; the columns are {there}")
                })
        };
        let customer = find(options.customer.as_ref(), &["customer", "customer_id", "id"])?;
        let date = find(options.date.as_ref(), &["date"])?;
        let amount = options.amount.as_ref().map(|name| find(Some(name), &[])).transpose()?;

        let mut found = Transactions {
            rows: Vec::new(),
            customers: Vec::new(),
            n_without_customer: 0,
            n_negative: 0,
        };
        let mut places = HashMap::<String, usize>::new();
        for record in reader.byte_records() {
            let record = record.map_err(|problem| problem.to_string())?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |place: usize| {
                String::from_utf8_lossy(record.get(place).unwrap_or_default()).trim().to_string()
            };
            let name = cell(customer);
            if name.is_empty() {
                found.n_without_customer += 1;
                continue;
            }
            let date =
                parse_date(&cell(date), options.date_format.as_deref()).ok_or_else(|| {
                    format!("line {line}: {:?} is no date; see --date-format", cell(date))
                })?;
            let amount = amount.map_or(Ok(0.0), |place| {
                parse_amount(&cell(place), delimiter)
                    .ok_or_else(|| format!("line {line}: {:?} is no amount", cell(place)))
            })?;
            if amount < 0.0 {
                found.n_negative += 1;
                continue;
            }
            let next = found.customers.len();
            let customer = *places.entry(name).or_insert_with_key(|name| {
                found.customers.push(name.clone());
                next
            });
            found.rows.push(Transaction { customer, date, amount });
        }
        if found.rows.is_empty() {
            return Err(format!("{} holds no purchases", options.file));
        }
        Ok(found)
    }
}

/// The one that is most often in the header.
fn usual_delimiter(bytes: &[u8]) -> u8 {
    let header = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let n_times = |delimiter: &u8| header.iter().filter(|byte| *byte == delimiter).count();
    // The last of equal ones is taken: a comma where there is none of them.
    *[b'|', b'\t', b';', b','].iter().max_by_key(|delimiter| n_times(delimiter)).unwrap_or(&b',')
}

fn parse_date(text: &str, format: Option<&str>) -> Option<NaiveDate> {
    if let Some(format) = format {
        let with_time = NaiveDateTime::parse_from_str(text, format).map(|time| time.date());
        return with_time.or_else(|_| NaiveDate::parse_from_str(text, format)).ok();
    }
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    // Eight digits first: "%Y" alone would take all of them.
    let usual = if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        &["%Y%m%d"][..]
    } else {
        &["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"][..]
    };
    usual.iter().find_map(|format| NaiveDate::parse_from_str(day, format).ok())
}

/// With a decimal comma where the file is not separated by commas.
fn parse_amount(text: &str, delimiter: u8) -> Option<f64> {
    let text = text.trim_start_matches(['$', '€', '£', '¥']).trim();
    let plain = text.parse::<f64>().ok();
    let with_comma = || {
        let dotted = text.replace('.', "").replace(',', ".");
        (delimiter != b',').then(|| dotted.parse::<f64>().ok()).flatten()
    };
    let with_groups = || text.replace(',', "").parse::<f64>().ok();
    plain.or_else(with_comma).or_else(with_groups).filter(|amount| amount.is_finite())
}
