//! Turns `locales/` into the functions of `words`: one per text, in a module per namespace. A text
//! that one language lacks, or says with other values, stops the build.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs};

use serde_json::{Map, Value};

const ENGLISH: &str = "locales/en.json";
const CHINESE: &str = "locales/zh-CN.json";

pub fn build() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    let (english, chinese) = (read(ENGLISH)?, read(CHINESE)?);
    let mut code = String::new();
    for (namespace, texts) in pair(&english, &chinese, "")? {
        let [english, chinese] =
            texts.map(|texts| texts.as_object().ok_or(format!("{namespace} holds no texts")));
        writeln!(code, "pub mod {namespace} {{\nuse crate::domain::text::Text;")?;
        for (key, texts) in pair(english?, chinese?, &format!("{namespace}."))? {
            let name = format!("{namespace}.{key}");
            let [english, chinese] =
                texts.map(|text| text.as_str().ok_or(format!("{name} is no text")));
            code.push_str(&write_function(key, &name, english?, chinese?)?);
        }
        code.push_str("}\n");
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("words.rs"), code)?;
    Ok(())
}

fn read(path: &str) -> Result<Map<String, Value>, Box<dyn Error>> {
    let texts = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    serde_json::from_str(&texts).map_err(|error| format!("{path}: {error}").into())
}

/// What both languages hold, by key.
fn pair<'a>(
    english: &'a Map<String, Value>,
    chinese: &'a Map<String, Value>,
    within: &str,
) -> Result<Vec<(&'a str, [&'a Value; 2])>, String> {
    if let Some(key) = chinese.keys().find(|key| !english.contains_key(*key)) {
        return Err(format!("{within}{key} is not in {ENGLISH}"));
    }
    let pairs = english.iter().map(|(key, text)| match chinese.get(key) {
        Some(other) => Ok((key.as_str(), [text, other])),
        None => Err(format!("{within}{key} is not in {CHINESE}")),
    });
    pairs.collect()
}

fn write_function(
    key: &str,
    name: &str,
    english: &str,
    chinese: &str,
) -> Result<String, Box<dyn Error>> {
    let in_text = |error| format!("{name}: {error}");
    let (en, zh) = (split(english).map_err(in_text)?, split(chinese).map_err(in_text)?);
    let (values, others) = (values_of(&en), values_of(&zh));
    if values.iter().collect::<BTreeSet<_>>() != others.iter().collect::<BTreeSet<_>>() {
        return Err(format!("{name} takes {values:?} in English but {others:?} in Chinese").into());
    }
    let mut code = format!("/// “{english}”\npub fn {key}(");
    for value in &values {
        write!(code, "{value}: impl Into<Text>, ")?;
    }
    code.push_str(") -> Text {\n");
    for value in &values {
        writeln!(code, "let {value} = {value}.into();")?;
    }
    writeln!(code, "Text::new({}, {})\n}}", write_text(&en, "en"), write_text(&zh, "zh"))?;
    Ok(code)
}

/// A part of a text.
enum Part<'a> {
    Words(&'a str),
    /// `{{ n }}`: what is given to the function under this name.
    Value(&'a str),
    /// `[day|days]`: by the last value before it, as English wants.
    OneOrMany {
        of: &'a str,
        one: &'a str,
        many: &'a str,
    },
}

fn split(text: &str) -> Result<Vec<Part<'_>>, String> {
    let (mut parts, mut rest, mut last_value) = (Vec::new(), text, None);
    while let Some(at) = rest.find(['{', '[']) {
        parts.push(Part::Words(&rest[..at]));
        rest = &rest[at..];
        let (part, after) = if let Some(value) = rest.strip_prefix("{{ ") {
            let (value, after) = value.split_once(" }}").ok_or("a brace is not closed")?;
            last_value = Some(value);
            (Part::Value(value), after)
        } else {
            let forms = rest.strip_prefix('[').ok_or("a value is written {{ name }}")?;
            let (forms, after) = forms.split_once(']').ok_or("a bracket is not closed")?;
            let (one, many) = forms.split_once('|').ok_or("two forms are written [one|many]")?;
            let of = last_value.ok_or("no value stands before the two forms")?;
            (Part::OneOrMany { of, one, many }, after)
        };
        parts.push(part);
        rest = after;
    }
    parts.push(Part::Words(rest));
    parts.retain(|part| !matches!(part, Part::Words("")));
    Ok(parts)
}

/// The names of the values, in the order of their first appearance.
fn values_of<'a>(parts: &[Part<'a>]) -> Vec<&'a str> {
    let mut values = Vec::new();
    for part in parts {
        if let Part::Value(value) = part
            && !values.contains(value)
        {
            values.push(*value);
        }
    }
    values
}

/// The expression that makes the text.
fn write_text(parts: &[Part<'_>], language: &str) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Words(words) => format!("{words:?}"),
            Part::Value(value) => format!("{value}.{language}.as_str()"),
            Part::OneOrMany { of, one, many } => {
                format!("if {of}.{language} == \"1\" {{ {one:?} }} else {{ {many:?} }}")
            }
        })
        .collect();
    match &parts[..] {
        [words] if words.starts_with('"') => words.clone(),
        parts => format!("[{}].concat()", parts.join(", ")),
    }
}
