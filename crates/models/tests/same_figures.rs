//! Every model gives the figures that it gave when the fixture was written. Where they were meant to
//! change: `MEADOW_WRITE_FIGURES=1 cargo test -p meadow-models --test same_figures`, and look at the
//! difference.

mod figures;

use figures::Figures;

/// Natively much closer than between platforms.
const SHARE: f64 = 1e-11;

#[test]
fn figures_and_draws_are_as_they_were() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/figures.txt");
    let found = Figures::compute();
    if std::env::var_os("MEADOW_WRITE_FIGURES").is_some() {
        std::fs::write(path, found.to_text()).expect("the fixtures can be written");
    }
    let fixture = std::fs::read_to_string(path).expect("the fixture lies in the repository");
    let differences = found.differences(&fixture, SHARE);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(found.n_numbers() > 3000, "{} figures", found.n_numbers());
}

/// The check itself sees what it is for.
#[test]
fn a_figure_that_moves_is_named() {
    let found = Figures::compute();
    let fixture = found.to_text();
    let moved = fixture.replacen("funnel.Attended = ", "funnel.Attended = 1", 1);
    assert_eq!(found.differences(&moved, SHARE).len(), 1);
    let line = fixture.lines().find(|line| line.starts_with("bg_nbd.fit")).expect("a line");
    let value: f64 = line.split(' ').nth(2).and_then(|word| word.parse().ok()).expect("a real");
    let moved = fixture.replacen(&format!("{value:?}"), &format!("{:?}", value * (1.0 + 3e-9)), 1);
    let differences = found.differences(&moved, 1e-9);
    assert!(
        differences.len() == 1 && differences[0].starts_with("bg_nbd.fit[0]"),
        "{differences:?}"
    );
    let gone = fixture.replacen("bg_nbd.fit ", "other ", 1);
    assert_eq!(found.differences(&gone, SHARE).len(), 2);
}
