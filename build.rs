//! Turns `locales/` into the module `i18n`, so that a key that is missing in either language, or
//! asked for and not there, stops the build.
//!
//! Uses the two halves of `leptos_i18n_build` directly: the whole compiles all of ICU's data tools.

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::error::Error;
use std::path::PathBuf;
use std::{env, fs, mem};

const NAMESPACES: [&str; 32] = [
    "common",
    "errors",
    "shell",
    "today",
    "customers",
    "cleanup",
    "clusters",
    "import",
    "lenses",
    "rounds",
    "rules",
    "portrait",
    "canvas",
    "segments",
    "calls",
    "forecast",
    "scenarios",
    "mix",
    "risk",
    "whom",
    "prizes",
    "registrations",
    "room",
    "method_funnel",
    "response",
    "events",
    "plan",
    "plays",
    "worth",
    "settings",
    "timing",
    "budget",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    // The page is split into parts afterwards, which needs to know who refers to whom.
    println!("cargo::rustc-link-arg-bin=page=--emit-relocs");
    let config = Config::new("en")?
        .add_locale("zh-CN")?
        .add_namespaces(NAMESPACES)?
        .parse_options(ParseOptions::new().interpolate_display(true));
    let texts = parse_locales(None, config)?;
    for fault in texts.diag.warnings().iter() {
        println!("cargo::error={fault}");
    }
    for fault in texts.diag.errors().iter() {
        println!("cargo::error={fault}");
    }
    let module = leptos_i18n_codegen::gen_code(&texts, None, false, None, false)?;
    let path = PathBuf::from(env::var("OUT_DIR")?).join("i18n.rs");
    let mut lines = String::new();
    write_lines(module, &mut lines);
    fs::write(path, lines)?;
    Ok(())
}

/// Writes the code in short lines of ASCII: every statement on its own, and what is beyond ASCII,
/// all of it within strings, as escapes. Where something stands is counted in columns from the
/// start of its line and in wide characters from the start of the file; in one line of nine
/// million characters a lint of every item takes a quarter of an hour.
fn write_lines(code: TokenStream, lines: &mut String) {
    let mut line = TokenStream::new();
    for token in code {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                write_line(mem::take(&mut line), "{", lines);
                write_lines(group.stream(), lines);
                lines.push_str("}\n");
            }
            TokenTree::Punct(mark) if mark.as_char() == ';' => {
                write_line(mem::take(&mut line), ";", lines);
            }
            token => line.extend([token]),
        }
    }
    write_line(line, "", lines);
}

fn write_line(code: TokenStream, end: &str, lines: &mut String) {
    for char in code.to_string().chars() {
        if char.is_ascii() {
            lines.push(char);
        } else {
            lines.extend(char.escape_unicode());
        }
    }
    lines.push_str(end);
    lines.push('\n');
}
