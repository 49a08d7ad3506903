//! Recompiles the page when a text changes: the macro that reads `locales/` does not say so itself.

fn main() {
    println!("cargo::rerun-if-changed=locales");
}
