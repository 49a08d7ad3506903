//! A listing as the query part of an address, and back: `q=lin&f=class:is:bee&sort=-loyalty&view=3`.
//!
//! `f` is a filter, `column:test:values`; a value is percent-encoded by itself, so that `:` and `,`
//! part. What cannot be read is left out, never an error: addresses are typed and shared.

use js_sys::{decode_uri_component, encode_uri_component};
use meadow_core::domain::class::Class;
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::domain::lens::LensGroup;
use meadow_core::views::table::{Column, Filter, Test};

use super::Listing;
use super::column_key::{
    BLOCKED, column_of, key_of, permission_keys, permission_test, stage_key, stage_of,
};

/// The query part without `?`; empty for the listing everybody starts with.
pub fn write(listing: &Listing) -> String {
    let mut parts = Vec::new();
    if !listing.search.is_empty() {
        parts.push(format!("q={}", encode(&listing.search)));
    }
    parts.extend(listing.filters.iter().map(|filter| format!("f={}", write_filter(filter))));
    if listing.sort != Listing::default().sort {
        let sort = listing.sort.as_ref().map_or_else(String::new, |(column, ascending)| {
            format!("{}{}", if *ascending { "" } else { "-" }, encode(&key_of(column)))
        });
        parts.push(format!("sort={sort}"));
    }
    parts
        .extend(listing.columns.as_ref().map(|columns| format!("cols={}", write_columns(columns))));
    parts.extend(listing.view.map(|DocumentId(id)| format!("view={id}")));
    parts.extend(listing.opened.map(|CustomerId(id)| format!("open={id}")));
    parts.join("&")
}

/// Where those who pass the filters are listed, inside the application.
pub fn customers_of(filters: &[Filter]) -> String {
    format!("/customers?{}", write_filters(filters))
}

/// Where the portrait of those who pass the filters stands, inside the application.
pub fn portrait_of(filters: &[Filter]) -> String {
    format!("/segments/portrait?{}", write_filters(filters))
}

/// Where the playbook of a class for a reason stands, inside the application; filled in for somebody,
/// where one is meant.
pub fn playbook_for(class: Class, reason: &str, person: Option<CustomerId>) -> String {
    let person = person.map_or_else(String::new, |CustomerId(id)| format!("&person={id}"));
    format!("/segments/plays?class={}&reason={}{person}", class.slug(), encode(reason))
}

/// The query part for filters alone.
pub fn write_filters(filters: &[Filter]) -> String {
    write(&Listing { filters: filters.to_vec(), ..Listing::default() })
}

/// Reads a query part, with or without `?`.
pub fn read(query: &str) -> Listing {
    let mut listing = Listing::default();
    for part in query.trim_start_matches('?').split('&') {
        match part.split_once('=') {
            // A form writes a space as `+`; a plus itself is always encoded.
            Some(("q", words)) => listing.search = decode(&words.replace('+', " ")),
            Some(("f", filter)) => listing.filters.extend(read_filter(filter)),
            Some(("sort", "")) => listing.sort = None,
            Some(("sort", sort)) => {
                let (key, ascending) = match sort.strip_prefix('-') {
                    Some(key) => (key, false),
                    None => (sort, true),
                };
                if let Some(column) = column_of(&decode(key)) {
                    listing.sort = Some((column, ascending));
                }
            }
            Some(("cols", keys)) => {
                let keys = keys.split(',').map(decode);
                listing.columns = Some(keys.filter_map(|key| column_of(&key)).collect());
            }
            Some(("view", id)) => listing.view = id.parse().ok().map(DocumentId),
            Some(("open", id)) => listing.opened = id.parse().ok().map(CustomerId),
            _ => {}
        }
    }
    listing
}

fn write_columns(columns: &[Column]) -> String {
    let keys: Vec<String> = columns.iter().map(|column| encode(&key_of(column))).collect();
    keys.join(",")
}

fn write_filter(filter: &Filter) -> String {
    let (test, values): (&str, Vec<String>) = match &filter.test {
        Test::Contains(word) => ("contains", vec![encode(word)]),
        Test::AnyOf(texts) => ("any", texts.iter().map(|text| encode(text)).collect()),
        Test::OtherThan(texts) => ("other", texts.iter().map(|text| encode(text)).collect()),
        Test::Between { low, high } => ("between", [low, high].map(|n| write_number(*n)).into()),
        Test::IsYes(yes) => (if *yes { "yes" } else { "no" }, Vec::new()),
        Test::ClassIs { classes, expected, borderline } => {
            let classes = classes.iter().map(|class| class.slug());
            let expected = expected.map(|yes| if yes { "expected" } else { "measured" });
            let borderline = borderline.map(|yes| if yes { "borderline" } else { "firm" });
            ("is", classes.chain(expected).chain(borderline).map(str::to_owned).collect())
        }
        Test::Unplaced => ("unplaced", Vec::new()),
        Test::StageIs(stages) => {
            ("stage", stages.iter().map(|stage| stage_key(*stage).to_owned()).collect())
        }
        Test::PermissionIs(permissions) => ("may", permission_keys(permissions).collect()),
        Test::BlockedOr(permissions) => {
            let keys = permission_keys(permissions);
            ("may", keys.chain([BLOCKED.to_owned()]).collect())
        }
        Test::GroupIs(groups) => ("group", groups.iter().map(|group| group.slug()).collect()),
        Test::Filled(true) => ("filled", Vec::new()),
        Test::Filled(false) => ("empty", Vec::new()),
    };
    format!("{}:{test}:{}", encode(&key_of(&filter.column)), values.join(","))
}

fn read_filter(text: &str) -> Option<Filter> {
    let mut parts = text.splitn(3, ':');
    let column = column_of(&decode(parts.next()?))?;
    let test = parts.next()?;
    let values = parts.next().unwrap_or_default();
    let texts = || values.split(',').map(decode);
    let has = |word: &str| values.split(',').any(|value| value == word);
    let either = |yes: &str, no: &str| has(yes).then_some(true).or(has(no).then_some(false));
    let test = match test {
        "contains" => Test::Contains(decode(values)),
        "any" => Test::AnyOf(texts().collect()),
        "other" => Test::OtherThan(texts().collect()),
        "between" => {
            let (low, high) = values.split_once(',')?;
            Test::Between { low: low.parse().ok(), high: high.parse().ok() }
        }
        "yes" => Test::IsYes(true),
        "no" => Test::IsYes(false),
        "is" => Test::ClassIs {
            classes: values.split(',').filter_map(Class::from_slug).collect(),
            expected: either("expected", "measured"),
            borderline: either("borderline", "firm"),
        },
        "unplaced" => Test::Unplaced,
        "stage" => Test::StageIs(values.split(',').filter_map(stage_of).collect()),
        "may" => permission_test(values.split(',')),
        "group" => Test::GroupIs(values.split(',').filter_map(LensGroup::from_slug).collect()),
        "filled" => Test::Filled(true),
        "empty" => Test::Filled(false),
        _ => return None,
    };
    Some(Filter { column, test })
}

fn write_number(number: Option<f64>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

fn encode(text: &str) -> String {
    encode_uri_component(text).into()
}

/// What is not well encoded stays as it stands.
fn decode(text: &str) -> String {
    decode_uri_component(text).map_or_else(|_| text.to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::state::customer_table::Listing;
    use meadow_core::domain::class::Class;
    use meadow_core::domain::consent::{Channel, Permission};
    use meadow_core::domain::customer::Stage;
    use meadow_core::domain::ids::{CustomerId, DocumentId};
    use meadow_core::views::table::{Column, Filter, Test};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn filter(column: Column, test: Test) -> Filter {
        Filter { column, test }
    }

    #[test]
    fn what_is_written_reads_back() {
        let listing = Listing {
            search: "林 a+b&c=d%".into(),
            filters: vec![
                filter(Column::Phone, Test::Contains("1,3:8".into())),
                filter(Column::Region, Test::AnyOf(vec!["A,B".into(), "柳荫:公寓".into()])),
                filter(Column::Occupation, Test::OtherThan(vec!["A,B".into(), "C:D".into()])),
                filter(Column::SpendTotal, Test::Between { low: Some(-1.5), high: None }),
                filter(Column::Member, Test::IsYes(false)),
                filter(
                    Column::Class,
                    Test::ClassIs {
                        classes: vec![Class::Bee, Class::Mantis],
                        expected: Some(false),
                        borderline: Some(true),
                    },
                ),
                filter(Column::Stage, Test::StageIs(vec![Stage::Lead, Stage::Lapsed])),
                filter(
                    Column::Consent(Channel::InPerson),
                    Test::PermissionIs(vec![Permission::Refused, Permission::Unknown]),
                ),
                filter(Column::MayInvite, Test::BlockedOr(vec![Permission::Refused])),
                filter(Column::MayInvite, Test::BlockedOr(Vec::new())),
                filter(Column::Custom("宠物:名".into()), Test::Filled(false)),
            ],
            sort: Some((Column::Custom("a-b".into()), false)),
            columns: Some(vec![Column::Class, Column::Custom("a,b".into())]),
            view: Some(DocumentId(3)),
            opened: Some(CustomerId(7)),
        };
        assert_eq!(read(&write(&listing)), listing);
        let unsorted = Listing { sort: None, ..Listing::default() };
        assert_eq!(read(&write(&unsorted)), unsorted);
        let bare = Listing { columns: Some(Vec::new()), ..Listing::default() };
        assert_eq!(read(&write(&bare)), bare);
        assert_eq!(write(&Listing::default()), "");
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let query = "?f=nowhere:is:bee&f=class&f=class:dances:&sort=&open=x&q=%E0%A4%A&__proto__=1";
        let listing = read(query);
        assert_eq!(listing.filters, []);
        assert_eq!(listing.sort, None);
        assert_eq!(listing.opened, None);
        assert_eq!(listing.search, "%E0%A4%A");
    }
}
