//! Who was joined to a customer by a contact though the name is written otherwise, the first one by one.

use super::wording::role_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::button::LinkButton;
use crate::ui::components::error_note::Note;
use crate::ui::pages::import::rule_wording::role_of_key;
use leptos::prelude::*;
use meadow_core::views::import::{ImportReport, JoinedName};

const N_SHOWN: usize = 5;

/// Nothing where there is nobody.
#[component]
pub fn JoinedNames<'a>(
    report: &'a ImportReport,
    /// The rows are in, not only counted.
    is_done: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let joined: Vec<JoinedName> = report.joined.iter().take(N_SHOWN).cloned().collect();
    let n_more = (report.n_joined as usize).saturating_sub(joined.len());
    (report.n_joined > 0).then(move || {
        let lines = joined
            .into_iter()
            .map(|JoinedName { row, name, known, by }| {
                let text = move || {
                    let contact =
                        role_of_key(by).map(|role| role_name(i18n, &role)).unwrap_or_default();
                    t_string!(
                        i18n,
                        import.joined_name,
                        row = formatter.get().fmt_int(row as i64),
                        name = name.as_str(),
                        known = known.as_str(),
                        contact = contact
                    )
                    .to_string()
                };
                view! { <li>{text}</li> }
            })
            .collect_view();
        let more = (n_more > 0).then(|| {
            let text = move || {
                let n = formatter.get().fmt_int(n_more as i64);
                t_string!(i18n, import.joined_more, n = n).to_string()
            };
            view! { <li class="muted">{text}</li> }
        });
        let way = is_done.then(|| {
            view! {
                <LinkButton path="/customers/clean-up/merges" icon="merge" size="sm">
                    {t!(i18n, import.see_merges)}
                </LinkButton>
            }
        });
        view! {
            <Note>
                <p>{t!(i18n, import.joined_title)}</p>
                <ul class="plain">{lines} {more}</ul>
                {way}
            </Note>
        }
    })
}
