//! A cut-off of the board: a line with a grip that is dragged, or moved with the arrow keys by 1
//! and the Page keys by 5. The counts follow while it moves; it is saved when it is let go.

use super::cut_rule::rule_text;
use super::plot::Plot;
use crate::i18n::{t_string, use_i18n};
use crate::state::board::Board;
use crate::state::figures::use_formatter;
use crate::ui::components::class_badge::class_plural;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::svg;
use meadow_core::domain::class::Class;
use meadow_core::domain::workspace::{BoardSettings, CutRule};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Which of the two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Lies level: above it contribution is high.
    Contribution,
    /// Stands upright: right of it loyalty is high.
    Loyalty,
}

impl Cut {
    pub fn of(self, settings: &BoardSettings) -> f64 {
        match self {
            Self::Contribution => settings.contribution_cut,
            Self::Loyalty => settings.loyalty_cut,
        }
    }

    pub fn rule_of(self, settings: &BoardSettings) -> CutRule {
        match self {
            Self::Contribution => settings.contribution_rule,
            Self::Loyalty => settings.loyalty_rule,
        }
    }

    /// There it stays, whatever the data become.
    pub fn put(self, settings: &mut BoardSettings, value: f64) {
        match self {
            Self::Contribution => settings.contribution_cut = value,
            Self::Loyalty => settings.loyalty_cut = value,
        }
        self.put_rule(settings, CutRule::Points);
    }

    pub fn put_rule(self, settings: &mut BoardSettings, rule: CutRule) {
        match self {
            Self::Contribution => settings.contribution_rule = rule,
            Self::Loyalty => settings.loyalty_rule = rule,
        }
    }
}

/// `canvas` is the drawing whose pixels the plot speaks of.
#[component]
pub fn CutLine(
    cut: Cut,
    board: Board,
    plot: Memo<Plot>,
    canvas: NodeRef<svg::Svg>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let is_dragged = RwSignal::new(false);
    let value = Memo::new(move |_| {
        board.settings.with(|settings| settings.as_ref().map_or(0.0, |s| cut.of(s)))
    });
    let name = move || match cut {
        Cut::Contribution => t_string!(i18n, segments.contribution_cut),
        Cut::Loyalty => t_string!(i18n, segments.loyalty_cut),
    };
    let rule = move || {
        let rule = board.settings.with(|settings| settings.as_ref().map(|s| cut.rule_of(s)))?;
        rule_text(i18n, &formatter.get(), rule)
    };
    // On a phone the number alone stands at the axis, where it covers nothing.
    let shown = move || {
        let n = formatter.get().fmt_number(value.get(), 1);
        let at = match cut {
            Cut::Loyalty if plot.get().is_narrow => return n,
            Cut::Contribution => t_string!(i18n, segments.contribution_at, n = n).to_string(),
            Cut::Loyalty => t_string!(i18n, segments.loyalty_at, n = n).to_string(),
        };
        std::iter::once(at).chain(rule()).collect::<Vec<_>>().join(" · ")
    };
    let class_names = Class::ALL.map(class_plural);
    // The value, and what it makes of the customers.
    let spoken = move || {
        let f = formatter.get();
        let counts = board.view.get().map(|view| {
            let count = |class: Class| {
                let n = f.fmt_int(i64::from(view.counts.get(class)));
                format!("{} {n}", class_names[class as usize].get())
            };
            Class::ALL.map(count).join(t_string!(i18n, customers.list_comma))
        });
        let at = f.fmt_number(value.get(), 1);
        let said = std::iter::once(at).chain(rule()).chain(counts);
        said.collect::<Vec<_>>().join(". ")
    };

    let move_to = move |wanted: f64| {
        board.change(|settings| cut.put(settings, wanted.clamp(0.0, 100.0)));
    };
    let follow = move |event: &PointerEvent| {
        let Some(canvas) = canvas.get_untracked() else { return };
        let canvas: &Element = canvas.unchecked_ref();
        let place = canvas.get_bounding_client_rect();
        let plot = plot.get_untracked();
        move_to(match cut {
            Cut::Contribution => plot.contribution_at(f64::from(event.client_y()) - place.top()),
            Cut::Loyalty => plot.loyalty_at(f64::from(event.client_x()) - place.left()),
        });
    };
    let on_down = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        event.stop_propagation();
        if let Some(target) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok()) {
            // Without capture the line only follows while the pointer is on it.
            let _ = target.set_pointer_capture(event.pointer_id());
        }
        is_dragged.set(true);
    };
    let on_move = move |event: PointerEvent| {
        if is_dragged.get_untracked() {
            event.prevent_default();
            follow(&event);
        }
    };
    let on_up = move |event: PointerEvent| {
        if is_dragged.get_untracked() {
            event.stop_propagation();
            is_dragged.set(false);
            board.keep();
        }
    };
    let on_cancel = move |_| {
        is_dragged.set(false);
        board.give_up();
    };
    let on_key = move |event: KeyboardEvent| {
        let now = value.get_untracked();
        let wanted = match event.key().as_str() {
            "ArrowUp" | "ArrowRight" => now + 1.0,
            "ArrowDown" | "ArrowLeft" => now - 1.0,
            "PageUp" => now + 5.0,
            "PageDown" => now - 5.0,
            "Home" => 0.0,
            "End" => 100.0,
            "Escape" => return board.give_up(),
            _ => return,
        };
        event.prevent_default();
        move_to(wanted);
        board.keep_soon();
    };

    let at = move || {
        let plot = plot.get();
        match cut {
            Cut::Contribution => plot.y(value.get()),
            Cut::Loyalty => plot.x(value.get()),
        }
    };
    let px = |value: f64| format!("{value:.1}");
    let (x1, x2, y1, y2) = match cut {
        Cut::Contribution => (
            Signal::derive(move || px(plot.get().left)),
            Signal::derive(move || px(plot.get().right)),
            Signal::derive(move || px(at())),
            Signal::derive(move || px(at())),
        ),
        Cut::Loyalty => (
            Signal::derive(move || px(at())),
            Signal::derive(move || px(at())),
            Signal::derive(move || px(plot.get().bottom)),
            Signal::derive(move || px(plot.get().top)),
        ),
    };
    // The grip sits where the line meets its axis.
    let grip = move || {
        let plot = plot.get();
        match cut {
            Cut::Contribution => (plot.left, at(), 14.0, 22.0),
            Cut::Loyalty => (at(), plot.bottom, 22.0, 14.0),
        }
    };
    let grip_lines = move || {
        let (x, y, _, _) = grip();
        match cut {
            Cut::Contribution => {
                format!("M{:.1} {:.1}h6M{:.1} {:.1}h6", x - 3.0, y - 3.0, x - 3.0, y + 3.0)
            }
            Cut::Loyalty => {
                format!("M{:.1} {:.1}v6M{:.1} {:.1}v6", x - 3.0, y - 3.0, x + 3.0, y - 3.0)
            }
        }
    };
    // The name stands on the side that has room.
    let label = move || {
        let plot = plot.get();
        match cut {
            Cut::Contribution => {
                let below = at() - 18.0 < plot.top + 46.0;
                (plot.left + 14.0, if below { at() + 16.0 } else { at() - 7.0 }, "start")
            }
            Cut::Loyalty if plot.is_narrow => (at(), plot.bottom + 20.0, "middle"),
            Cut::Loyalty => {
                let is_far_right = at() > plot.right - 90.0;
                (
                    at() + if is_far_right { -8.0 } else { 8.0 },
                    plot.bottom - 14.0,
                    if is_far_right { "end" } else { "start" },
                )
            }
        }
    };
    view! {
        <g
            class="cut"
            role="slider"
            tabindex="0"
            data-cut=match cut {
                Cut::Contribution => "contribution",
                Cut::Loyalty => "loyalty",
            }
            aria-orientation=match cut {
                Cut::Contribution => "vertical",
                Cut::Loyalty => "horizontal",
            }
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || value.get().to_string()
            aria-valuetext=spoken
            aria-label=name
            data-dragged=move || is_dragged.get().then_some("")
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=on_cancel
            on:click=|event| event.stop_propagation()
            on:keydown=on_key
            on:blur=move |_| board.keep_pending()
        >
            <line class="cut__reach" x1=x1 x2=x2 y1=y1 y2=y2></line>
            <line class="threshold" x1=x1 x2=x2 y1=y1 y2=y2></line>
            <rect
                class="cut__reach"
                x=move || px(grip().0 - 22.0)
                y=move || px(grip().1 - 22.0)
                width="44"
                height="44"
            ></rect>
            <rect
                class="cut__grip"
                x=move || px(grip().0 - grip().2 / 2.0)
                y=move || px(grip().1 - grip().3 / 2.0)
                width=move || px(grip().2)
                height=move || px(grip().3)
                rx="7"
            ></rect>
            <path class="cut__lines" d=grip_lines></path>
            <text
                class="threshold-label halo"
                text-anchor=move || label().2
                x=move || px(label().0)
                y=move || px(label().1)
            >
                {shown}
            </text>
        </g>
    }
}
