//! The page is split into parts afterwards, which needs to know who refers to whom.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg-bin=page=--emit-relocs");
}
