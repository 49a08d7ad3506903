//! What is made from other files while building: the core's own words, and the guide to the models.

mod guide;
mod words;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    words::build()?;
    guide::build()
}
