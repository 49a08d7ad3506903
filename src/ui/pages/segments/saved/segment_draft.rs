//! The fields of a segment that is being built or changed, kept as they are typed. Must not know how
//! they are shown.

use crate::state::drafts::KeptDraft;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::text_field::read_day;
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::domain::money::Money;
use meadow_core::views::rule::Rule;
use meadow_core::views::segment::{
    SegmentAbout, SegmentEntry, SegmentKind, SegmentTarget, TargetAmount,
};
use serde::{Deserialize, Deserializer, Serialize};

/// The number rises with the form of `Typed`.
const PREFIX: &str = "segment.1/";

/// What is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Typed {
    pub about: SegmentAbout,
    /// A group, so that there is something to add to; `None` for a list or segments put together, whose
    /// people stay as they are.
    #[serde(deserialize_with = "read_group")]
    pub rule: Option<Rule>,
}

/// What was kept may be a condition alone.
fn read_group<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Rule>, D::Error> {
    Ok(Option::<Rule>::deserialize(from)?.map(Rule::into_group))
}

impl Typed {
    /// A new one: everybody, until something is asked.
    pub fn new() -> Self {
        Self { about: SegmentAbout::default(), rule: Some(Rule::default()) }
    }

    /// As it is saved, but for a condition alone, which stands in a group here.
    pub fn of(entry: &SegmentEntry) -> Self {
        let rule = match &entry.kind {
            SegmentKind::Live(rule) => Some(rule.clone().into_group()),
            SegmentKind::Listed | SegmentKind::Combined(..) => None,
        };
        Self { about: entry.about.clone(), rule }
    }
}

/// What the form shows.
#[derive(Clone, Copy)]
pub struct SegmentFields {
    pub name: RwSignal<String>,
    pub owner: RwSignal<String>,
    /// `none`, `money` or `orders`.
    pub target: RwSignal<String>,
    pub amount: RwSignal<Option<Quantity>>,
    pub by: RwSignal<String>,
    pub before_sale: RwSignal<String>,
    pub after_sale: RwSignal<String>,
    pub rule: RwSignal<Rule>,
    has_rule: RwSignal<bool>,
}

impl SegmentFields {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            name: text(),
            owner: text(),
            target: RwSignal::new("none".to_owned()),
            amount: RwSignal::new(None),
            by: text(),
            before_sale: text(),
            after_sale: text(),
            rule: RwSignal::new(Rule::default()),
            has_rule: RwSignal::new(true),
        }
    }

    fn fill(self, typed: Typed) {
        let Typed { about, rule } = typed;
        self.name.set(about.name);
        self.owner.set(about.owner);
        self.before_sale.set(about.before_sale);
        self.after_sale.set(about.after_sale);
        let amount = about.target.map(|target| target.amount);
        let (kind, amount) = match amount {
            None => ("none", None),
            Some(TargetAmount::Money(money)) => ("money", Some(money.major())),
            Some(TargetAmount::Orders(n)) => ("orders", Some(n.into())),
        };
        self.target.set(kind.to_owned());
        self.amount.set(amount.map(Quantity::Exact));
        let by = about.target.and_then(|target| target.by);
        self.by.set(by.map(|day| day.to_string()).unwrap_or_default());
        self.has_rule.set(rule.is_some());
        self.rule.set(rule.unwrap_or_default());
    }

    /// Tracked.
    pub fn typed(self) -> Typed {
        let amount = self.amount.get().map(Quantity::middle);
        let amount = match self.target.get().as_str() {
            "money" => amount.map(|amount| TargetAmount::Money(Money::from_major(amount))),
            "orders" => amount.map(|amount| TargetAmount::Orders(amount.round() as u32)),
            _ => None,
        };
        let by = read_day(&self.by.get());
        let about = SegmentAbout {
            name: self.name.get(),
            owner: self.owner.get(),
            target: amount.map(|amount| SegmentTarget { amount, by }),
            before_sale: self.before_sale.get(),
            after_sale: self.after_sale.get(),
        };
        Typed { about, rule: self.has_rule.get().then(|| self.rule.get()) }
    }
}

#[derive(Clone, Copy)]
pub struct SegmentDraft {
    pub fields: SegmentFields,
    pub kept: KeptDraft<Typed>,
}

impl SegmentDraft {
    /// Begins with what was kept, else with what is saved. `stored`: `None` until it is known, then
    /// `None` within for a new one.
    pub fn open(id: Option<DocumentId>, stored: Signal<Option<Option<SegmentEntry>>>) -> Self {
        let fields = SegmentFields::new();
        let key = match id {
            Some(DocumentId(id)) => format!("{PREFIX}{id}"),
            None => format!("{PREFIX}new"),
        };
        let stored = Signal::derive(move || Some(stored.get()?.as_ref().map(Typed::of)));
        let typed = Signal::derive(move || fields.typed());
        let fill = Callback::new(move |typed| fields.fill(typed));
        let kept = KeptDraft::open(key, id.is_none(), stored, Typed::new(), typed, fill);
        Self { fields, kept }
    }

    /// Tracked.
    pub fn typed(self) -> Typed {
        self.fields.typed()
    }
}

#[cfg(test)]
mod tests {
    use super::Typed;
    use meadow_core::domain::day::Day;
    use meadow_core::domain::ids::DocumentId;
    use meadow_core::protocol::{decode, encode};
    use meadow_core::views::rule::{Condition, Join, Rule};
    use meadow_core::views::segment::{PeopleSum, SegmentAbout, SegmentEntry, SegmentKind};
    use meadow_core::views::table::Filter;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn saved(kind: SegmentKind) -> SegmentEntry {
        SegmentEntry {
            id: DocumentId(1),
            about: SegmentAbout::default(),
            kind,
            made_on: Day(0),
            sum: PeopleSum::default(),
            reached: None,
            counted: None,
            used_by: Vec::new(),
        }
    }

    #[test]
    fn a_condition_alone_is_built_on_as_a_group_of_it() {
        let one = Rule::Is(Condition::Field(Filter::bought()));
        let group = Some(Rule::Group(Join::All, vec![one.clone()]));
        assert_eq!(Typed::of(&saved(SegmentKind::Live(one.clone()))).rule, group);
        // Kept half typed before that.
        let kept = Typed { about: SegmentAbout::default(), rule: Some(one) };
        let read: Typed = decode(&encode(&kept).unwrap()).unwrap();
        assert_eq!(read.rule, group);
        assert_eq!(Typed::of(&saved(SegmentKind::Listed)).rule, None);
    }
}
