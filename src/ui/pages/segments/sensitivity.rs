//! What a small move of the loyalty line would change, counted by the engine, so that nobody takes
//! a line for a law.

use super::board_chart::borderline_list;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::board::Board;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::domain::workspace::{BoardSettings, CutRule};
use meadow_core::protocol::GetBoard;

/// Shown while the saved settings hold and such a move would change anything.
#[component]
pub fn Sensitivity(board: Board) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let saved = board.saved();
    // Where the cut-offs really stand, the answer says: their rules follow the data.
    let held = Memo::new(move |_| {
        let (now, saved) = (board.view.get()?, saved.get()?);
        now.settings.measures_like(&saved).then(|| now.settings.clone())
    });
    let moved = Workspace::expect().asked(move || {
        let settings = moved_settings(&held.get()?)?;
        Some(GetBoard { settings: Some(settings) })
    });
    let found = move || {
        let (now, then) = (board.view.get()?, moved.get()?);
        let held = held.get()?;
        // Both must speak of what is saved, not of something tried out or already left.
        if now.settings != held || Some(&then.settings) != moved_settings(&held).as_ref() {
            return None;
        }
        // A lower line lets dragonflies become bees and mantises butterflies, and nobody else move.
        let n_bees = then.counts.bee.saturating_sub(now.counts.bee);
        let n_butterflies = then.counts.butterfly.saturating_sub(now.counts.butterfly);
        if n_bees + n_butterflies == 0 {
            return None;
        }
        let f = formatter.get();
        let what = t_string!(
            i18n,
            segments.if_moved,
            then = f.fmt_number(then.settings.loyalty_cut, 1),
            now = f.fmt_number(held.loyalty_cut, 1)
        )
        .to_string();
        let outcome = t_string!(
            i18n,
            segments.if_moved_outcome,
            bees = f.fmt_int(i64::from(n_bees)),
            butterflies = f.fmt_int(i64::from(n_butterflies))
        )
        .to_string();
        Some((what, outcome))
    };
    move || {
        found().map(|(what, outcome)| {
            view! {
                <div class="note" data-tone="poppy">
                    <Icon name="target" />
                    <div>
                        <p>
                            <b>{what}</b>
                            " "
                            {outcome}
                            " "
                            <a href=borderline_list()>{t!(i18n, segments.if_moved_look)}</a>
                        </p>
                    </div>
                </div>
            }
        })
    }
}

/// The loyalty line lower by the width of the borderline; `None` where there is no room for it.
fn moved_settings(held: &BoardSettings) -> Option<BoardSettings> {
    let loyalty_cut = held.loyalty_cut - held.borderline_points;
    let loyalty_rule = CutRule::Points;
    (held.borderline_points > 0.0 && loyalty_cut >= 0.0).then(|| BoardSettings {
        loyalty_cut,
        loyalty_rule,
        ..held.clone()
    })
}
