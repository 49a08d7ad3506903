//! Draws shapes at the width its container has, and again when that changes.

use super::svg_backend::{ChartSize, Shape};
use crate::platform::observe::observe_size;
use leptos::html;
use leptos::prelude::*;

/// `label` is what a reader hears instead of the picture: its finding. `children` is the caption,
/// whose first words are the finding.
#[component]
pub fn ChartFrame(
    #[prop(into)] label: Signal<String>,
    height_px: f64,
    /// From the width to the height, where it depends on it.
    #[prop(into, optional)]
    height_at: Option<Callback<f64, f64>>,
    /// From the size to the shapes; runs again when a signal in it changes.
    #[prop(into)]
    draw: Callback<ChartSize, Vec<Shape>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let container = NodeRef::<html::Div>::new();
    let width_px = RwSignal::new(0.0);
    Effect::new(move |_| {
        if let Some(element) = container.get() {
            observe_size(&element, move |width, _| {
                // Below half a pixel nothing would be drawn differently.
                if let Some(before) = width_px.try_get_untracked()
                    && f64::abs(before - width) >= 0.5
                {
                    width_px.set(width);
                }
            });
        }
    });
    let height_px = move || height_at.map_or(height_px, |height_at| height_at.run(width_px.get()));
    let shapes = move || draw.run(ChartSize { width_px: width_px.get(), height_px: height_px() });
    view! {
        <figure class="figure">
            <div class="chart-box" node_ref=container>
                <svg
                    class="chart"
                    viewBox=move || format!("0 0 {} {}", width_px.get().max(1.0), height_px())
                    height=move || height_px().to_string()
                    // Nothing is drawn before there is something to say.
                    role=move || if label.with(String::is_empty) { "none" } else { "img" }
                    aria-label=move || label.get()
                >
                    {move || shapes().into_iter().map(draw_shape).collect_view()}
                </svg>
            </div>
            {children.map(|children| view! { <figcaption class="figcap">{children()}</figcaption> })}
        </figure>
    }
}

fn draw_shape(shape: Shape) -> AnyView {
    let px = |value: f64| format!("{value:.1}");
    match shape {
        Shape::Line { ink, x1, y1, x2, y2 } => {
            view! { <line class=ink.class() x1=px(x1) y1=px(y1) x2=px(x2) y2=px(y2)></line> }.into_any()
        }
        Shape::Rect { ink, x, y, width, height } => {
            view! { <rect class=ink.class() x=px(x) y=px(y) width=px(width) height=px(height)></rect> }
                .into_any()
        }
        Shape::Path { ink, d } => view! { <path class=ink.class() d=d></path> }.into_any(),
        Shape::Circle { ink, x, y, radius } => {
            view! { <circle class=ink.class() cx=px(x) cy=px(y) r=px(radius)></circle> }.into_any()
        }
        Shape::Text { ink, x, baseline, anchor, text } => view! {
            <text class=ink.class() x=px(x) y=px(baseline) text-anchor=anchor.name()>
                {text}
            </text>
        }
        .into_any(),
    }
}
