//! What this is: version, licence, where the models are described.

use crate::i18n::{t, use_i18n};
use crate::ui::components::button::LinkButton;
use crate::ui::model_link;
use leptos::prelude::*;

#[component]
pub fn About() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="section" aria-labelledby="about">
            <div class="section__head">
                <h2 id="about" tabindex="-1">
                    {t!(i18n, settings.about)}
                </h2>
            </div>
            <p>{t!(i18n, settings.about_text)}</p>
            <dl class="kv" data-align="start">
                <div>
                    <dt>{t!(i18n, settings.version)}</dt>
                    <dd>{env!("CARGO_PKG_VERSION")}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, settings.licence)}</dt>
                    <dd>"MIT OR Apache-2.0"</dd>
                </div>
                <div>
                    <dt>{t!(i18n, settings.models)}</dt>
                    <dd>{t!(i18n, settings.models_text)}</dd>
                </div>
            </dl>
            <div class="row">
                <LinkButton path=model_link::PATH icon="ledger" size="sm">
                    {t!(i18n, shell.models)}
                </LinkButton>
                <LinkButton path="/forecast" icon="forecast" size="sm">
                    {t!(i18n, settings.see_limits)}
                </LinkButton>
            </div>
        </section>
    }
}
