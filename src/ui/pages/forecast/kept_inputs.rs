//! What is typed on a page of the forecast, kept in the browser for each thing that is forecast, and fields
//! tied to its parts. Must not know what is typed nor how it is shown.

use super::fields::{ends, quantity, whole};
use crate::state::drafts::{KeptDraft, Typed};
use crate::state::forecast::Forecast;
use crate::ui::components::number_input::Quantity;
use leptos::prelude::*;
use meadow_core::domain::money::Money;

/// The inputs in hand.
pub struct KeptInputs<T: Typed> {
    pub all: RwSignal<T>,
    kept: KeptDraft<T>,
}

impl<T: Typed> Clone for KeptInputs<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Typed> Copy for KeptInputs<T> {}

impl<T: Typed> KeptInputs<T> {
    /// Begins with what was typed before for what is forecast, else with `new`. The number in `name` rises
    /// with the form of what is typed.
    pub fn open(name: &str, forecast: Forecast, new: T) -> Self {
        Self::open_at(
            match forecast.saved() {
                None => name.to_owned(),
                Some(id) => format!("{name}/{}", id.0),
            },
            new,
        )
    }

    /// The same on a page that forecasts one thing only.
    pub fn open_at(key: String, new: T) -> Self {
        let all = RwSignal::new(new.clone());
        let nothing_saved = Signal::stored(Some(None));
        let fill = Callback::new(move |typed| all.set(typed));
        let kept = KeptDraft::open(key, true, nothing_saved, new, all.into(), fill);
        Self { all, kept }
    }

    /// What was typed, once it is back: nothing is asked before. Tracked.
    pub fn ready(self) -> Option<T> {
        self.kept.is_ready.get().then(|| self.all.get())
    }

    /// What it began with; tracked.
    pub fn with_base<V>(self, read: impl FnOnce(&T) -> V) -> V {
        self.kept.base.with(read)
    }

    /// A field tied to a part of the inputs: either follows the other.
    pub fn bind<V>(
        self,
        get: impl Fn(&T) -> V + Copy + Send + Sync + 'static,
        set: impl Fn(&mut T, V) + 'static,
    ) -> RwSignal<V>
    where
        V: Clone + PartialEq + Send + Sync + 'static,
    {
        let value = Memo::new(move |_| self.all.with(get));
        let field = RwSignal::new(value.get_untracked());
        Effect::new(move |_| {
            let value = value.get();
            if field.with_untracked(|field| *field != value) {
                field.set(value);
            }
        });
        Effect::new(move |_| {
            let wanted = field.get();
            if self.all.with_untracked(get) != wanted {
                self.all.update(|all| set(all, wanted));
            }
        });
        field
    }

    /// A whole number.
    pub fn bind_count(
        self,
        get: impl Fn(&T) -> Option<u32> + Copy + Send + Sync + 'static,
        set: impl Fn(&mut T, Option<u32>) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        self.bind(
            move |all| get(all).map(|n| Quantity::Exact(n.into())),
            move |all, typed| set(all, typed.map(whole)),
        )
    }

    /// A range of whole numbers.
    pub fn bind_counts(
        self,
        get: impl Fn(&T) -> Option<(u32, u32)> + Copy + Send + Sync + 'static,
        set: impl Fn(&mut T, Option<(u32, u32)>) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        let end = |n: f64| whole(Quantity::Exact(n));
        self.bind(
            move |all| get(all).map(|(low, high)| quantity(low.into(), high.into())),
            move |all, typed| {
                set(all, typed.map(ends).map(|(low, high)| (end(low), end(high))));
            },
        )
    }

    /// A sum.
    pub fn bind_amount(
        self,
        get: impl Fn(&T) -> Option<Money> + Copy + Send + Sync + 'static,
        set: impl Fn(&mut T, Option<Money>) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        self.bind(
            move |all| get(all).map(|sum| Quantity::Exact(sum.major())),
            move |all, typed| set(all, typed.map(|typed| Money::from_major(typed.middle()))),
        )
    }

    /// A share or a range of shares, typed as percent.
    pub fn bind_shares(
        self,
        get: impl Fn(&T) -> Option<(f64, f64)> + Copy + Send + Sync + 'static,
        set: impl Fn(&mut T, Option<(f64, f64)>) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        self.bind(
            move |all| get(all).map(|(low, high)| quantity(percent(low), percent(high))),
            move |all, typed| {
                let share = |percent: f64| (percent / 100.0).clamp(0.0, 1.0);
                set(all, typed.map(ends).map(|(low, high)| (share(low), share(high))));
            },
        )
    }
}

/// Rounded to millionths, so that what is typed comes back the same.
fn percent(share: f64) -> f64 {
    (share * 1e8).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::percent;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_is_typed_as_percent_comes_back_the_same() {
        for typed in [0.0, 0.7, 7.0, 12.5, 28.0, 29.0, 57.0, 99.9, 100.0] {
            assert_eq!(percent(typed / 100.0), typed);
        }
    }
}
