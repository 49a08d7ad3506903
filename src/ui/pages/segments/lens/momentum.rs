//! Beside the activity index: how many rise, stay and fade, each number with its customers, and against
//! which day.

use super::groups::{key_text, list};
use super::share;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::platform::site::link;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::section::Section;
use crate::ui::pages::segments::lens::places::LensPlace;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::lens::LensColumn;
use meadow_core::protocol::{GetFacts, GetLens};
use meadow_core::views::lens::{LensKey, LensView};
use meadow_core::views::table::Column;

const COLUMN: Column = Column::Lens(LensColumn::Momentum);

#[component]
pub fn MomentumPart() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let asked = workspace.asked(|| Some(GetLens { column: COLUMN }));
    let facts = workspace.asked(|| Some(GetFacts {}));
    let note = Signal::derive(move || {
        let (until, half_life) = (asked.get()?.data_end?, facts.get()?.lenses.half_life_days);
        let f = formatter.get();
        let day = |day: meadow_core::domain::day::Day| f.fmt_date(day.0, DateStyle::Iso);
        let before = until.plus_days(-i32::from(half_life));
        Some(
            t_string!(i18n, lenses.momentum_days, day = day(until), before = day(before))
                .to_string(),
        )
    });
    let groups = move || {
        let view = asked.get()?;
        let f = formatter.get();
        let known = view.rows.iter().filter(|row| row.key != LensKey::Missing && row.n_people > 0);
        let rows = known.map(|row| {
            let n = f.fmt_int(i64::from(row.n_people));
            let of = f.fmt_percent(share(row.n_people.into(), n_known(&view)));
            let people = match &row.filter {
                Some(filter) => view! { <a href=list(filter)>{n}</a> }.into_any(),
                None => n.into_any(),
            };
            view! {
                <div>
                    <dt>{key_text(i18n, &f, &view, &row.key)}</dt>
                    <dd>{people} " · " {of}</dd>
                </div>
            }
        });
        Some(rows.collect_view())
    };
    view! {
        <Section id="momentum" title=say!(i18n, lenses.momentum) note=note>
            <dl class="kv">{groups}</dl>
            <p class="fine">
                {t!(i18n, lenses.momentum_rule)} " "
                <a href=link(&LensPlace::Lens(COLUMN).path())>{t!(i18n, lenses.momentum_more)}</a>
            </p>
        </Section>
    }
}

/// Who has bought.
fn n_known(view: &LensView) -> f64 {
    let known = view.rows.iter().filter(|row| row.key != LensKey::Missing);
    known.map(|row| f64::from(row.n_people)).sum()
}
