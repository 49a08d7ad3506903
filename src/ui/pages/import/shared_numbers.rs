//! Whose customer number is somebody's of another name, the first one by one, and whether the file seems to
//! number its customers anew.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::error_note::{Note, Tone};
use leptos::prelude::*;
use meadow_core::views::import::{ImportReport, SharedNumber};

const N_SHOWN: usize = 5;

/// Nothing where there is nobody.
#[component]
pub fn SharedNumbers<'a>(report: &'a ImportReport) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let shared: Vec<SharedNumber> = report.numbers_shared.iter().take(N_SHOWN).cloned().collect();
    let n_more = (report.n_numbers_shared as usize).saturating_sub(shared.len());
    let are_anew = report.numbers_anew;
    (report.n_numbers_shared > 0).then(move || {
        let lines = shared
            .into_iter()
            .map(|SharedNumber { row, number, name, known }| {
                let text = move || {
                    t_string!(
                        i18n,
                        import.number_name,
                        row = formatter.get().fmt_int(row as i64),
                        number = number.as_str(),
                        name = name.as_str(),
                        known = known.as_str()
                    )
                    .to_string()
                };
                view! { <li>{text}</li> }
            })
            .collect_view();
        let more = (n_more > 0).then(|| {
            let text = move || {
                let n = formatter.get().fmt_int(n_more as i64);
                t_string!(i18n, import.numbers_more, n = n).to_string()
            };
            view! { <li class="muted">{text}</li> }
        });
        view! {
            <Note tone=Tone::Warn>
                {are_anew.then(|| view! { <p>{t!(i18n, import.numbers_anew)}</p> })}
                <p>{t!(i18n, import.numbers_title)}</p>
                <ul class="plain">{lines} {more}</ul>
            </Note>
        }
    })
}
