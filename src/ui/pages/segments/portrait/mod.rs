//! The portrait of some people against all others: whom the address names by its filters, which
//! differences can be told, and all that they rest on.

mod facts;
mod pair_bar;
mod parts;
mod people_picker;
mod sentences;
mod short;
mod values;
mod words;

pub use self::facts::{Fact, FactOf, facts};
pub use self::people_picker::PeoplePicker;
pub use self::short::ShortPortrait;
use crate::ui::model_link::model_href;
use meadow_core::guide::ModelTopic;

use self::parts::Parts;
use self::sentences::Sentences;
use self::values::Values;
use super::lens::{CanvasPlace, LensStrip};
use super::saved::{Lists, rule_text};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::files::print_page;
use crate::platform::site::link;
use crate::state::customer_table::address;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, LinkButton};
use crate::ui::components::error_note::{ErrorNote, Note, Tone};
use crate::ui::components::help::Help;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use meadow_core::protocol::GetPortrait;
use meadow_core::views::rule::{Condition, Join, Rule};
use meadow_core::views::table::Filter;

/// Those who pass all filters.
pub fn rule_of(mut filters: Vec<Filter>) -> Rule {
    match (filters.pop(), filters.is_empty()) {
        (Some(only), true) => Rule::Is(Condition::Field(only)),
        (last, _) => {
            let all = filters.into_iter().chain(last);
            Rule::Group(Join::All, all.map(|one| Rule::Is(Condition::Field(one))).collect())
        }
    }
}

/// A rule as the filters that an address can hold; `None` where it is more than that.
pub fn filters_of(rule: &Rule) -> Option<Vec<Filter>> {
    let field = |rule: &Rule| match rule {
        Rule::Is(Condition::Field(filter)) => Some(filter.clone()),
        _ => None,
    };
    match rule {
        Rule::Group(Join::All, parts) => parts.iter().map(field).collect(),
        one => Some(vec![field(one)?]),
    }
}

/// What the query part of an address asks for; `None` where it asks for nothing.
pub fn rule_in_address(query: &str) -> Option<Rule> {
    let filters = address::read(query).filters;
    (!filters.is_empty()).then(|| rule_of(filters))
}

#[component]
pub fn PortraitPage() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let lists = Lists::ask();
    let search = use_location().search;
    // Another page's address, while this one is being left, is none of ours.
    let rule = Memo::new(move |_| search.with(|query| rule_in_address(query)));
    let asked = Workspace::expect().asked(move || Some(GetPortrait { rule: rule.get()? }));
    let name = Signal::derive(move || {
        let text = rule.get().map(|rule| rule_text(i18n, &formatter.get(), lists, &rule));
        text.unwrap_or_else(|| t_string!(i18n, portrait.title).to_owned())
    });
    let lead = Signal::derive(move || {
        rule.with(Option::is_none).then(|| t_string!(i18n, portrait.lead).to_owned())
    });
    let navigate = use_navigate();
    let choose = Callback::new(move |rule: Rule| {
        if let Some(filters) = filters_of(&rule) {
            let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
            navigate(&address::portrait_of(&filters), options);
        }
    });
    let problem = move || {
        asked.error.get().map(|error| {
            let what = explain(&error).get(language.get()).to_owned();
            let safe = say!(i18n, segments.error_safe);
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    };
    let counted = move || {
        let view = asked.get()?;
        let f = formatter.get();
        let n = |n: u32| f.fmt_int(n.into());
        let (people, others) = (view.people.segment, view.people.others);
        let said = t_string!(
            i18n,
            portrait.counted,
            n = n(people.n_people),
            buyers = n(people.n_buyers),
            others = n(others.n_people)
        );
        Some(agree(&said.to_string()))
    };
    let warning = move || {
        let view = asked.get()?;
        let text = if !view.gone.is_empty() {
            t_string!(i18n, portrait.gone)
        } else if view.people.segment.n_people == 0 {
            t_string!(i18n, portrait.nobody)
        } else if view.people.others.n_people == 0 {
            t_string!(i18n, portrait.no_others)
        } else {
            return None;
        };
        Some(view! { <Note tone=Tone::Warn>{text}</Note> })
    };
    let found = move || match (rule.with(Option::is_some), asked.answer.with(Option::is_some)) {
        (false, _) => ().into_any(),
        (true, false) => view! { <Skeleton /> }.into_any(),
        (true, true) => view! {
            <Sentences asked=asked />
            <Parts asked=asked />
            <Values asked=asked />
            <p class="fine">{t!(i18n, portrait.method)}</p>
        }
        .into_any(),
    };
    let acts = move || {
        let rule = rule.get()?;
        let query = address::write_filters(&filters_of(&rule)?);
        let list = link(&format!("/customers?{query}"));
        let canvas = format!("{}?{query}", CanvasPlace::New.path());
        Some(view! {
            <a class="btn" href=list>{t!(i18n, rules.show_customers)}</a>
            <LinkButton path=canvas icon="target">{t!(i18n, portrait.to_canvas)}</LinkButton>
            <Button icon="print" on_press=|()| print_page()>{t!(i18n, portrait.print)}</Button>
        })
    };
    let help = Help::new(
        "portrait-help",
        say!(i18n, portrait.title),
        say!(i18n, portrait.goes_by),
        say!(i18n, portrait.how),
        say!(i18n, portrait.doubt),
    )
    .in_full_at(model_href(ModelTopic::Portraits));
    view! {
        <PageHead title=name over=say_some!(i18n, portrait.title) lead=lead help=help>
            {acts}
        </PageHead>
        <LensStrip />
        <PeoplePicker label=say!(i18n, portrait.whose) rule=rule lists=lists on_choose=choose />
        {problem}
        <p class="rule__count" role="status" aria-busy=move || asked.is_asking.get().to_string()>
            {counted}
        </p>
        {warning}
        {found}
    }
}

#[cfg(test)]
mod tests {
    use super::{filters_of, rule_in_address, rule_of};
    use crate::state::customer_table::address;
    use meadow_core::domain::ids::DocumentId;
    use meadow_core::views::rule::{Join, Rule};
    use meadow_core::views::table::{Column, Filter, Test};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_address_leads_back_to_its_people() {
        let member = Filter { column: Column::Member, test: Test::IsYes(true) };
        let segment = Filter { column: Column::Segment(DocumentId(7)), test: Test::IsYes(true) };
        for filters in [vec![member.clone()], vec![member.clone(), segment]] {
            let rule = rule_of(filters.clone());
            assert_eq!(filters_of(&rule), Some(filters.clone()));
            assert_eq!(rule_in_address(&address::write_filters(&filters)), Some(rule));
        }
        assert_eq!(rule_in_address(""), None);
        assert_eq!(filters_of(&Rule::Group(Join::Any, vec![rule_of(vec![member])])), None);
    }
}
