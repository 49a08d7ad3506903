//! Turns `locales/` into the module `i18n`, so that a key that is missing in either language, or
//! asked for and not there, stops the build.
//!
//! Uses the two halves of `leptos_i18n_build` directly: the whole compiles all of ICU's data tools.

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

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
    fs::write(path, module.to_string())?;
    Ok(())
}
