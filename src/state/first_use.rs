//! Effects that begin with the first use. An effect made where the app begins would bring all it may ever
//! call into the frame, which every visit fetches; begun by the page that needs it, it is part of that.

use leptos::prelude::{LocalStorage, Owner, StoredValue, UpdateValue};

/// Where the effects will belong, until they have begun.
#[derive(Clone, Copy)]
pub struct FirstUse(StoredValue<Option<Owner>, LocalStorage>);

impl FirstUse {
    /// The effects are to last as long as what is made here.
    pub fn here() -> Self {
        Self(StoredValue::new_local(Owner::current()))
    }

    /// Makes them, the first time that this is called.
    pub fn begin(self, make_effects: impl FnOnce()) {
        if let Some(owner) = self.0.try_update_value(Option::take).flatten() {
            owner.with(make_effects);
        }
    }
}
