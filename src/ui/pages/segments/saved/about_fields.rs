//! What is said of a segment: its name, who looks after it, its target, and the work before and after
//! the sale.

use super::segment_draft::SegmentFields;
use crate::i18n::{t, t_string, use_i18n};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::{TextArea, TextField};
use crate::ui::wizards::say;
use leptos::prelude::*;

#[component]
pub fn AboutFields(
    fields: SegmentFields,
    /// Of the name.
    #[prop(into)]
    fault: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let targets = Signal::derive(move || {
        vec![
            Choice::new("none", t_string!(i18n, rules.target_none)),
            Choice::new("money", t_string!(i18n, rules.target_money)),
            Choice::new("orders", t_string!(i18n, rules.target_orders)),
        ]
    });
    let has_target = move || fields.target.with(|target| target != "none");
    view! {
        <Section id="about-segment" title=say!(i18n, rules.about)>
            <div class="stack">
                <div class="grid-2">
                    <TextField label=say!(i18n, rules.name) value=fields.name error=fault />
                    <TextField label=say!(i18n, rules.owner) value=fields.owner />
                </div>
                <div class="rules">
                    <SelectField label=say!(i18n, rules.target) choices=targets value=fields.target />
                    <Show when=has_target>
                        <NumberField
                            label=say!(i18n, rules.target_amount)
                            value=fields.amount
                            least=0.0
                        />
                        <TextField kind="date" label=say!(i18n, rules.target_by) value=fields.by />
                    </Show>
                </div>
                <Show when=has_target>
                    <p class="fine">{t!(i18n, rules.target_hint)}</p>
                </Show>
                <div class="grid-2">
                    <TextArea label=say!(i18n, rules.before_sale) value=fields.before_sale />
                    <TextArea label=say!(i18n, rules.after_sale) value=fields.after_sale />
                </div>
            </div>
        </Section>
    }
}
