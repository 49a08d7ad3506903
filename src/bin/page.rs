//! Starts the page.

fn main() {
    meadow::ui::mount();
}
