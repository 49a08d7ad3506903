//! A short run of the fuzz targets with every test: the fixtures, mutated, always in the same way.
//! `make fuzz` searches for longer, guided by coverage.

use std::fs;
use std::path::{Path, PathBuf};

use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

#[path = "../../../fuzz/src/lib.rs"]
mod targets;

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const N_INPUTS: u64 = 400;
const MOST_BYTES: usize = 16_384;

/// What means something to one of the readers.
const TOKENS: [&[u8]; 24] = [
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\r",
    b"\r\n",
    b"\n",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x81",
    b"-0",
    b"1e308",
    b"99999999999999999999",
    b"2026-02-30",
    b"31/12/1899",
    b"(300)",
    b"[",
    b"{\"a\":",
    b"<c r=\"XFD1048576\">",
    b"<row>",
    b"</c>",
    b"&#x10FFFF;",
];

/// Runs a target on every fixture with one of the endings, and on mutations of them.
fn run(target: fn(&[u8]), folders: &[&str], endings: &[&str]) {
    let mut seeds = Vec::new();
    for folder in folders {
        collect(&Path::new(REPOSITORY).join(folder), endings, &mut seeds);
    }
    seeds.sort();
    let seeds: Vec<Vec<u8>> = seeds.iter().map(|path| beginning(path)).collect();
    assert!(!seeds.is_empty(), "there are files to start from in {folders:?}");
    for seed in &seeds {
        target(seed);
    }
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    for _ in 0..N_INPUTS {
        let mut bytes = pick(&mut rng, &seeds).clone();
        for _ in 0..rng.random_range(1..6) {
            mutate(&mut rng, &mut bytes, &seeds);
        }
        target(&bytes);
    }
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("an entry").path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if path.is_dir() {
            collect(&path, endings, found);
        } else if endings.contains(&ending) {
            found.push(path);
        }
    }
}

fn beginning(path: &Path) -> Vec<u8> {
    let mut bytes = fs::read(path).expect("a file of the repository");
    // Most workbooks can only be read whole.
    if !bytes.starts_with(b"PK") {
        bytes.truncate(MOST_BYTES);
    }
    bytes
}

fn pick<'a, T>(rng: &mut impl Rng, among: &'a [T]) -> &'a T {
    &among[rng.random_range(0..among.len())]
}

fn mutate(rng: &mut impl Rng, bytes: &mut Vec<u8>, seeds: &[Vec<u8>]) {
    let at = rng.random_range(0..=bytes.len());
    let end = (at + rng.random_range(1..64)).min(bytes.len());
    match rng.random_range(0..6) {
        0 if at < bytes.len() => bytes[at] ^= 1 << rng.random_range(0..8),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let again = bytes[at..end].to_vec();
            bytes.splice(at..at, again);
        }
        3 => {
            let other = pick(rng, seeds);
            let from = rng.random_range(0..=other.len());
            bytes.splice(at..end, other[from..].iter().take(256).copied());
        }
        4 => bytes.truncate(at),
        _ => drop(bytes.splice(at..at, pick(rng, &TOKENS).iter().copied())),
    }
}

#[test]
fn no_text_brings_the_reader_down() {
    run(targets::csv, &["tests/fixtures"], &["csv", "tsv", "txt"]);
}

#[test]
fn no_json_brings_the_reader_down() {
    run(targets::json, &["tests/fixtures"], &["json", "jsonl"]);
}

#[test]
fn no_workbook_brings_the_reader_down() {
    let endings = ["xlsx", "xls", "ods", "docx", "xml"];
    run(targets::workbook, &["tests/fixtures", "fuzz/seeds/workbook"], &endings);
}

#[test]
fn no_backup_brings_the_reader_down() {
    run(targets::backup, &["crates/core/tests/backup", "fuzz/seeds/backup"], &["meadow", ""]);
}
