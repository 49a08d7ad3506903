//! The frame of a form field: label, control, hint, and the error beside it, tied together for
//! readers. Must not know the control.

use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

/// What the control of a field must carry.
#[derive(Clone, Copy)]
pub struct FieldTies {
    id: u32,
    hint: Signal<Option<String>>,
    error: Signal<Option<String>>,
}

impl FieldTies {
    /// For the control's `id`.
    pub fn control_id(self) -> String {
        format!("field-{}", self.id)
    }

    /// For `aria-describedby`: the error while there is one, and the hint.
    pub fn described_by(self) -> Option<String> {
        match (self.error.with(Option::is_some), self.hint.with(Option::is_some)) {
            (true, true) => Some(format!("{} {}", self.error_id(), self.hint_id())),
            (true, false) => Some(self.error_id()),
            (false, true) => Some(self.hint_id()),
            (false, false) => None,
        }
    }

    /// For `aria-invalid`.
    pub fn invalid(self) -> Option<&'static str> {
        self.error.with(Option::is_some).then_some("true")
    }

    fn hint_id(self) -> String {
        format!("field-{}-hint", self.id)
    }

    fn error_id(self) -> String {
        format!("field-{}-error", self.id)
    }
}

/// `control` draws the control with the ties it is given.
#[component]
pub fn Field<C, V>(
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] hint: Signal<Option<String>>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    control: C,
) -> impl IntoView
where
    C: FnOnce(FieldTies) -> V,
    V: IntoView,
{
    static NEXT_ID: AtomicU32 = AtomicU32::new(0);
    let ties = FieldTies { id: NEXT_ID.fetch_add(1, Ordering::Relaxed), hint, error };
    view! {
        <div class="field">
            <label class="field__label" for=ties.control_id()>
                {move || label.get()}
            </label>
            {control(ties)}
            <FieldError ties=ties error=error />
            {move || {
                hint.get()
                    .map(|text| {
                        view! {
                            <span class="field__hint" id=ties.hint_id()>
                                {text}
                            </span>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn FieldError(ties: FieldTies, error: Signal<Option<String>>) -> impl IntoView {
    move || {
        error.get().map(|text| {
            view! {
                <p class="field__error" id=ties.error_id()>
                    <Icon name="error" class="icon--sm" />
                    {text}
                </p>
            }
        })
    }
}
