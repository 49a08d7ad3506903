//! Long work under way: how much, how fast, how long still, and a way to stop it.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use leptos::prelude::*;

/// How far a task is. `total` is 0 while it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TaskProgress {
    pub done: u64,
    pub total: u64,
    /// Things per second, 0 while it is not known.
    pub rate_per_second: f64,
}

impl TaskProgress {
    /// Seconds still to go, as far as the rate tells.
    fn seconds_left(self) -> Option<f64> {
        let is_known = self.total > self.done && self.rate_per_second > 0.0;
        is_known.then(|| (self.total - self.done) as f64 / self.rate_per_second)
    }
}

#[component]
pub fn ProgressBar(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] progress: Signal<TaskProgress>,
    #[prop(into, optional)] on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let amount = move || {
        let (f, p) = (formatter.get(), progress.get());
        match p.total {
            0 => f.fmt_int(p.done as i64),
            total => t_string!(
                i18n,
                common.of_total,
                done = f.fmt_int(p.done as i64),
                total = f.fmt_int(total as i64)
            )
            .to_string(),
        }
    };
    let remaining = move |f: &Formatter, seconds: f64| match seconds {
        s if s < 1.0 => t_string!(i18n, common.under_a_second).to_owned(),
        s if s < 90.0 => {
            t_string!(i18n, common.seconds_left, n = f.fmt_int(s.ceil() as i64)).to_string()
        }
        s => t_string!(i18n, common.minutes_left, n = f.fmt_int((s / 60.0).ceil() as i64))
            .to_string(),
    };
    let pace = move || {
        let (f, p) = (formatter.get(), progress.get());
        let rate = (p.rate_per_second > 0.0).then(|| {
            let rate = f.fmt_int(p.rate_per_second.round() as i64);
            t_string!(i18n, common.rate_per_second, rate = rate).to_string()
        });
        let left = p.seconds_left().map(|seconds| remaining(&f, seconds));
        rate.into_iter().chain(left).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <div class="progress">
            <div class="row row--between">
                <b>{move || label.get()}</b>
                <span class="num">{amount}</span>
            </div>
            <progress
                class="progress__bar"
                // Without a value the bar shows that the amount is not known.
                value=move || (progress.get().total > 0).then(|| progress.get().done.to_string())
                max=move || progress.get().total.max(1).to_string()
                aria-label=move || label.get()
            ></progress>
            <div class="row row--between">
                <span class="fine">{pace}</span>
                {on_cancel
                    .map(|on_cancel| {
                        view! {
                            <button
                                class="btn"
                                data-size="sm"
                                data-variant="quiet"
                                type="button"
                                on:click=move |_| on_cancel.run(())
                            >
                                {t!(i18n, common.cancel)}
                            </button>
                        }
                    })}
            </div>
        </div>
    }
}
