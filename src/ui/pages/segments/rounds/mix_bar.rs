//! One stacked bar of shares. The figures always stand beside it.

use super::words::{class_mark, stage_mark};
use leptos::prelude::*;
use meadow_core::views::round::State;

/// A part of a bar, `share` of the whole, 0–1.
pub struct BarPart {
    pub state: State,
    pub share: f64,
}

/// `said` tells readers what the bar shows; an expected mix is thin and hatched.
pub fn stacked_bar(said: String, parts: &[BarPart], is_expected: bool) -> impl IntoView + use<> {
    let mut begins = 0.0;
    let rects: Vec<_> = parts
        .iter()
        .map(|part| {
            let (x, width) = (percent(begins), percent(part.share));
            begins += part.share;
            let hatching = is_expected.then(|| {
                view! {
                    <rect
                        class="mixbar__hatch"
                        x=x.clone()
                        width=width.clone()
                        height="100%"
                    ></rect>
                }
            });
            view! {
                <g data-class=class_mark(&part.state) data-stage=stage_mark(&part.state)>
                    <rect class="mixbar__part" x=x width=width height="100%"></rect>
                    {hatching}
                </g>
            }
        })
        .collect();
    view! {
        <svg
            class="mixbar"
            data-expected=is_expected.then_some("")
            width="100%"
            height=if is_expected { "9" } else { "20" }
            role="img"
            aria-label=said
        >
            {rects}
        </svg>
    }
}

fn percent(share: f64) -> String {
    format!("{:.2}%", 100.0 * share)
}
