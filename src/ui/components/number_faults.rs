//! How many number fields of a form cannot be read: such a field has no value, and a form that
//! saved it would store nothing in place of what was typed.

use leptos::prelude::{
    Effect, Get, GetUntracked, Memo, RwSignal, Update, on_cleanup, provide_context,
    queue_microtask, use_context,
};

/// The count of one form; its number fields find it in context.
#[derive(Clone, Copy)]
pub struct NumberFaults(RwSignal<u32>);

impl NumberFaults {
    #[expect(clippy::new_without_default, reason = "makes a signal, which needs an owner")]
    pub fn new() -> Self {
        Self(RwSignal::new(0))
    }

    /// Counts the fields below the calling component.
    pub fn provide(self) {
        provide_context(self);
    }

    /// Whether a field shows a fault of its own.
    pub fn any(self) -> bool {
        self.0.get_untracked() > 0
    }

    /// Counts a field of the form in context, if there is one.
    pub fn watch(is_faulty: Memo<bool>) {
        let Some(Self(count)) = use_context::<Self>() else { return };
        Effect::new(move |was: Option<bool>| {
            let is = is_faulty.get();
            match (was.unwrap_or(false), is) {
                (false, true) => count.update(|n| *n += 1),
                (true, false) => count.update(|n| *n = n.saturating_sub(1)),
                _ => {}
            }
            is
        });
        // Counted off a moment later: what a form does as it goes still sees the fault.
        on_cleanup(move || {
            if is_faulty.get_untracked() {
                queue_microtask(move || {
                    let _ = count.try_update(|n| *n = n.saturating_sub(1));
                });
            }
        });
    }
}
