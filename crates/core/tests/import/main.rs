//! Importing real files: fixtures, bad input beside what is said about it, and properties.

/// A test per file: what is made of it, against its snapshot of the same name; and all of them as
/// `FILES`.
macro_rules! snapshot_files {
    ($describe:path; $($test:ident => $file:literal,)*) => {
        const FILES: &[&str] = &[$($file),*];
        $(
            #[test]
            fn $test() {
                let mut settings = insta::Settings::clone_current();
                settings.set_prepend_module_to_snapshot(false);
                settings.set_omit_expression(true);
                settings.bind(|| insta::assert_snapshot!($file, $describe($file)));
            }
        )*
    };
}

mod awkward;
mod bad_input;
mod changed_orders;
mod column_check;
mod consent;
mod currencies;
mod daily_numbers;
mod date_orders;
mod exported;
mod files;
mod generated;
mod known_sources;
mod matching;
mod numbered_later;
mod order_numbers;
mod order_words;
mod properties;
mod reading;
mod repeated_totals;
mod rules;
mod shared_numbers;
mod sources;
mod totals;
