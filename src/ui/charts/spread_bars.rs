//! How values spread, in a space no larger than a line of text: bars of equal width, in percent
//! coordinates, so that it needs no script to fit. Must not know what the values are.

use leptos::prelude::*;

/// The least a bar shows, in percent of the height, so that one of a few is not taken for none.
const LEAST_HEIGHT: f64 = 6.0;
/// Of the width of a bar, the part left free beside it.
const GAP: f64 = 0.12;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpreadBar {
    /// What it stands for, in words.
    pub label: String,
    pub n: u32,
}

/// `label` says in words what the bars show.
#[component]
pub fn SpreadBars(
    bars: Vec<SpreadBar>,
    #[prop(into)] label: Signal<String>,
    #[prop(default = 22)] height_px: u32,
) -> impl IntoView {
    let shapes = place_bars(&bars);
    let rects = bars
        .into_iter()
        .zip(shapes)
        .map(|(bar, Shape { x, width, height })| {
            view! {
                <rect
                    x=format!("{x:.2}%")
                    y=format!("{:.2}%", 100.0 - height)
                    width=format!("{width:.2}%")
                    height=format!("{height:.2}%")
                >
                    <title>{bar.label}</title>
                </rect>
            }
        })
        .collect_view();
    view! {
        <svg
            class="spread"
            width="100%"
            height=height_px.to_string()
            role="img"
            aria-label=move || label.get()
        >
            {rects}
        </svg>
    }
}

/// Of one bar, in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Shape {
    x: f64,
    width: f64,
    height: f64,
}

fn place_bars(bars: &[SpreadBar]) -> Vec<Shape> {
    let most = bars.iter().map(|bar| bar.n).max().unwrap_or_default();
    let step = 100.0 / bars.len().max(1) as f64;
    bars.iter()
        .enumerate()
        .map(|(at, bar)| {
            let share = if most > 0 { f64::from(bar.n) / f64::from(most) } else { 0.0 };
            let height = if bar.n > 0 { (100.0 * share).max(LEAST_HEIGHT) } else { 0.0 };
            Shape { x: step * at as f64, width: step * (1.0 - GAP), height }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{LEAST_HEIGHT, Shape, SpreadBar, place_bars};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_highest_bar_fills_the_height_and_a_small_one_still_shows() {
        let bars = [500, 0, 1, 250].map(|n| SpreadBar { label: String::new(), n });
        let shapes = place_bars(&bars);
        let heights: Vec<f64> = shapes.iter().map(|shape| shape.height).collect();
        assert_eq!(heights, [100.0, 0.0, LEAST_HEIGHT, 50.0]);
        assert_eq!(shapes[3], Shape { x: 75.0, width: 22.0, height: 50.0 });
        assert!(place_bars(&[]).is_empty());
    }
}
