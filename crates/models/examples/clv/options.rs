//! The command line.

use chrono::NaiveDate;
use meadow_models::model_choice::ModelKind;

pub struct Options {
    pub file: String,
    pub customer: Option<String>,
    pub date: Option<String>,
    pub amount: Option<String>,
    pub date_format: Option<String>,
    pub delimiter: Option<u8>,
    pub days_per_unit: f64,
    pub split: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    pub horizon: Option<f64>,
    pub model: ModelWish,
    pub discount: f64,
    pub margin: f64,
    pub n_draws: usize,
    pub seed: u64,
    pub with_outcomes: bool,
    pub n_customers: usize,
}

pub enum ModelWish {
    Auto,
    Kind(ModelKind),
}

impl Options {
    pub fn read(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Options {
            file: String::new(),
            customer: None,
            date: None,
            amount: None,
            date_format: None,
            delimiter: None,
            days_per_unit: 7.0,
            split: None,
            end: None,
            horizon: None,
            model: ModelWish::Auto,
            discount: 0.1,
            margin: 1.0,
            n_draws: 200,
            seed: 1,
            with_outcomes: false,
            n_customers: usize::MAX,
        };
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let Some(option) = argument.strip_prefix("--") else {
                if !options.file.is_empty() {
                    return Err(format!("one file at a time: {} and {argument}", options.file));
                }
                options.file = argument;
                continue;
            };
            let (name, value) = match option.split_once('=') {
                Some((name, value)) => (name.to_string(), value.to_string()),
                None => {
                    let value = arguments.next().ok_or(format!("--{option} needs a value"))?;
                    (option.to_string(), value)
                }
            };
            options.set(&name, value)?;
        }
        if options.file.is_empty() { Err("no file was given".into()) } else { Ok(options) }
    }

    fn set(&mut self, name: &str, value: String) -> Result<(), String> {
        match name {
            "customer" => self.customer = Some(value),
            "date" => self.date = Some(value),
            "amount" => self.amount = Some(value),
            "date-format" => self.date_format = Some(value),
            "delimiter" => self.delimiter = Some(delimiter(&value)?),
            "unit" => self.days_per_unit = days_per_unit(&value)?,
            "split" => self.split = Some(date(name, &value)?),
            "end" => self.end = Some(date(name, &value)?),
            "horizon" => self.horizon = Some(positive(name, &value)?),
            "model" => self.model = model(&value)?,
            "discount" => self.discount = zero_or_more(name, &value)?,
            "margin" => self.margin = number(name, &value)?,
            "draws" => self.n_draws = number(name, &value)?,
            "seed" => self.seed = number(name, &value)?,
            "outcomes" => self.with_outcomes = value == "yes",
            "limit" => self.n_customers = number(name, &value)?,
            _ => return Err(format!("there is no option --{name}")),
        }
        Ok(())
    }
}

fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("--{name} needs a number, not {value}"))
}

fn positive(name: &str, value: &str) -> Result<f64, String> {
    let found: f64 = number(name, value)?;
    let is_positive = found > 0.0 && found.is_finite();
    if is_positive { Ok(found) } else { Err(format!("--{name} must be above 0, not {value}")) }
}

fn zero_or_more(name: &str, value: &str) -> Result<f64, String> {
    let found: f64 = number(name, value)?;
    let is_possible = found >= 0.0 && found.is_finite();
    if is_possible { Ok(found) } else { Err(format!("--{name} must be 0 or more, not {value}")) }
}

fn date(name: &str, value: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(value, "%Y-%m-%d")
        .map_err(|_| format!("--{name} needs a date like 1997-09-30, not {value}"))
}

fn delimiter(value: &str) -> Result<u8, String> {
    match value {
        "tab" | "\t" => Ok(b'\t'),
        "," | ";" | "|" => Ok(value.as_bytes()[0]),
        _ => Err(format!("--delimiter is , ; | or tab, not {value}")),
    }
}

fn days_per_unit(value: &str) -> Result<f64, String> {
    match value {
        "day" | "days" => Ok(1.0),
        "week" | "weeks" => Ok(7.0),
        "month" | "months" => Ok(30.4375),
        "year" | "years" => Ok(365.25),
        _ => positive("unit", value)
            .map_err(|_| format!("--unit is days, weeks, months, years or a number, not {value}")),
    }
}

fn model(value: &str) -> Result<ModelWish, String> {
    Ok(match value {
        "auto" => ModelWish::Auto,
        "bg-nbd" => ModelWish::Kind(ModelKind::BgNbd),
        "mbg-nbd" => ModelWish::Kind(ModelKind::MbgNbd),
        "pareto-nbd" => ModelWish::Kind(ModelKind::ParetoNbd),
        "bg-bb" => ModelWish::Kind(ModelKind::BgBb),
        _ => {
            let known = "auto, bg-nbd, mbg-nbd, pareto-nbd or bg-bb";
            return Err(format!("--model is {known}, not {value}"));
        }
    })
}
