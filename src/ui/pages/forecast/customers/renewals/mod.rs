//! How long members go on renewing: numbers of cohorts typed or pasted, and the renewals to come. Knows no
//! customer: contracts are seen to end, so that the numbers left are enough.

mod found;
mod reasons;

use self::found::Found;
use super::super::kept_inputs::KeptInputs;
use super::super::status::Problem;
use super::super::why::Reasons;
use super::super::words::write_share;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::help::Help;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Loading;
use crate::ui::components::text_field::TextArea;
use crate::ui::model_link::model_href;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetRenewals;
use meadow_core::views::renewals::{
    MAX_HORIZON, NoRenewals, RenewalAnswer, RenewalTerms, USUAL_HORIZON,
};
use std::sync::Arc;

/// The number rises with the form of `RenewalTerms`.
const DRAFT: &str = "forecast.renewals.1";
/// The least that counts as a discount, in percent.
const LEAST_DISCOUNT: f64 = 0.1;

type Inputs = KeptInputs<RenewalTerms>;

#[component]
pub fn RenewalsSection() -> impl IntoView {
    let i18n = use_i18n();
    let reasons = Reasons::provide();
    let inputs: Inputs = KeptInputs::open_by_key(DRAFT.to_owned(), RenewalTerms::default());
    let typed = Memo::new(move |_| inputs.ready());
    let asked = Workspace::expect().asked(move || Some(GetRenewals { terms: typed.get()? }));
    let help = Help::new(
        "renewals-help",
        say!(i18n, worth.renew),
        say!(i18n, worth.renew_goes_by),
        say!(i18n, worth.renew_how),
        say!(i18n, worth.renew_doubt),
    )
    .in_full_at(model_href(ModelTopic::Renewals));
    let answer = move || match asked.get().as_deref() {
        None => view! { <Loading /> }.into_any(),
        Some(RenewalAnswer::None(why)) => view! { <NoRenewalsNote why=why.clone() /> }.into_any(),
        Some(RenewalAnswer::Found(found)) => {
            view! { <Found view=Arc::new((**found).clone()) /> }.into_any()
        }
    };
    view! {
        <Section id="worth-renewals" title=say!(i18n, worth.renew) help=help>
            <p>{t!(i18n, worth.renew_lead)}</p>
            <Fields inputs=inputs />
            <Problem error=asked.error />
            {answer}
        </Section>
        {reasons.dialog()}
    }
}

#[component]
fn Fields(inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let counts = inputs.bind(|all| all.counts.clone(), |all, counts| all.counts = counts);
    let horizon = inputs.bind_count(|all| all.horizon, |all, n| all.horizon = n);
    let discount = inputs.bind_share(|all| all.discount, |all, share| all.discount = share);
    let usual = Signal::derive(move || formatter.get().fmt_int(USUAL_HORIZON.into()));
    view! {
        <div class="grid-2" data-part="renewals">
            <TextArea
                label=say!(i18n, worth.renew_counts)
                value=counts
                hint=say_some!(i18n, worth.renew_counts_hint)
                n_rows=4
            />
            <div class="stack">
                <NumberField
                    label=say!(i18n, worth.renew_horizon)
                    value=horizon
                    least=1.0
                    most=Signal::stored(Some(f64::from(MAX_HORIZON)))
                    placeholder=usual
                />
                <NumberField
                    label=say!(i18n, worth.renew_discount)
                    hint=say_some!(i18n, worth.renew_discount_hint)
                    value=discount
                    least=LEAST_DISCOUNT
                    most=Signal::stored(Some(100.0))
                    unit_after=Signal::stored(Some("%".to_owned()))
                />
            </div>
        </div>
    }
}

/// Why nothing can be said yet, and what would be enough.
#[component]
fn NoRenewalsNote(why: NoRenewals) -> impl IntoView {
    let formatter = use_formatter();
    let tone = if why == NoRenewals::Nothing { Tone::Plain } else { Tone::Warn };
    view! {
        <div role="status" data-renewals="none">
            <Note tone=tone>
                <p>{move || write_no_renewals(&formatter.get(), &why)}</p>
            </Note>
        </div>
    }
}

fn write_no_renewals(f: &Formatter, why: &NoRenewals) -> String {
    let i18n = use_i18n();
    let whole = |n: u64| f.fmt_int(n as i64);
    match why {
        NoRenewals::Nothing => t_string!(i18n, worth.renew_nothing).to_owned(),
        NoRenewals::NotANumber { text } => {
            t_string!(i18n, worth.renew_not_a_number, text = text.clone()).to_string()
        }
        NoRenewals::Rises { cohort, renewal } => {
            let (cohort, renewal) = (f.fmt_int((*cohort).into()), f.fmt_int((*renewal).into()));
            t_string!(i18n, worth.renew_rises, cohort = cohort, renewal = renewal).to_string()
        }
        NoRenewals::TooMany => t_string!(i18n, worth.renew_too_many).to_owned(),
        NoRenewals::TooFewMembers { n, needed } => {
            let (n, needed) = (whole(*n), whole(*needed));
            t_string!(i18n, worth.renew_few_members, n = n, needed = needed).to_string()
        }
        NoRenewals::TooFewLost { n, needed } => {
            let (n, needed) = (whole(*n), whole(*needed));
            t_string!(i18n, worth.renew_few_lost, n = n, needed = needed).to_string()
        }
        NoRenewals::TooFewRenewals { longest, needed } => {
            let (n, needed) = (f.fmt_int((*longest).into()), f.fmt_int((*needed).into()));
            t_string!(i18n, worth.renew_few_renewals, n = n, needed = needed).to_string()
        }
        NoRenewals::AllAlike { share } => {
            t_string!(i18n, worth.renew_all_alike, share = write_share(f, *share)).to_string()
        }
        NoRenewals::NoFit => t_string!(i18n, worth.renew_no_fit).to_owned(),
    }
}
