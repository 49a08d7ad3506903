//! What is being typed in the dialog that changes many, and the change it amounts to.

use crate::platform::engine_client::today;
use crate::state::customer_table::column_key::{permission_of, stage_of};
use crate::ui::components::text_field::read_day;
use crate::ui::pages::customers::fields::{field_key, field_of};
use leptos::prelude::*;
use meadow_core::domain::consent::{Channel, ChannelConsent, OptOut};
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::reason::{ReasonSource, RecordedReason};
use meadow_core::protocol::BulkChange;

/// What can be done to many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Set,
    Empty,
    Stage,
    AddTag,
    RemoveTag,
    AddReason,
    RemoveReason,
    Consent,
    OptOut,
    OptIn,
}

impl Act {
    pub const ALL: [Self; 10] = [
        Self::Set,
        Self::Empty,
        Self::Stage,
        Self::AddTag,
        Self::RemoveTag,
        Self::AddReason,
        Self::RemoveReason,
        Self::Consent,
        Self::OptOut,
        Self::OptIn,
    ];

    /// Among choices.
    pub fn key(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Empty => "empty",
            Self::Stage => "stage",
            Self::AddTag => "add-tag",
            Self::RemoveTag => "remove-tag",
            Self::AddReason => "add-reason",
            Self::RemoveReason => "remove-reason",
            Self::Consent => "consent",
            Self::OptOut => "opt-out",
            Self::OptIn => "opt-in",
        }
    }

    pub fn of_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|act| act.key() == key).unwrap_or(Self::Set)
    }
}

/// Of a choice of stage that follows the orders; none is chosen while it is empty.
pub const BY_ORDERS: &str = "by-orders";

/// Kept while the page is open, so that a second look goes on where the first one ended.
#[derive(Clone, Copy)]
pub struct BulkDraft {
    pub act: RwSignal<String>,
    pub field: RwSignal<String>,
    pub value: RwSignal<String>,
    pub stage: RwSignal<String>,
    pub tag: RwSignal<String>,
    /// As it is called.
    pub reason: RwSignal<String>,
    /// By its key: one that somebody has given.
    pub old_reason: RwSignal<String>,
    /// By its place in `Channel::ALL`.
    pub channel: RwSignal<String>,
    pub permission: RwSignal<String>,
    pub day: RwSignal<String>,
    pub source: RwSignal<String>,
    pub purpose: RwSignal<String>,
}

impl BulkDraft {
    pub fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            act: RwSignal::new(Act::Set.key().to_owned()),
            field: RwSignal::new(field_key(&CustomerField::Region)),
            value: text(),
            stage: text(),
            tag: text(),
            reason: text(),
            old_reason: text(),
            channel: RwSignal::new("0".to_owned()),
            permission: text(),
            day: RwSignal::new(today().to_string()),
            source: text(),
            purpose: text(),
        }
    }

    /// Tracked.
    pub fn act(self) -> Act {
        self.act.with(|key| Act::of_key(key))
    }

    /// Tracked.
    pub fn field(self) -> Option<CustomerField> {
        self.field.with(|key| field_of(key))
    }

    /// What was typed amounts to; `None` while something is missing. Tracked.
    pub fn change(self) -> Option<BulkChange> {
        let typed = |text: RwSignal<String>| {
            let text = text.with(|text| text.trim().to_owned());
            (!text.is_empty()).then_some(text)
        };
        let day = || typed(self.day).and_then(|day| read_day(&day));
        Some(match self.act() {
            Act::Set => BulkChange::Set { field: self.field()?, value: typed(self.value)? },
            Act::Empty => BulkChange::Set { field: self.field()?, value: String::new() },
            Act::Stage => match typed(self.stage)?.as_str() {
                BY_ORDERS => BulkChange::Stage(None),
                key => BulkChange::Stage(Some(stage_of(key)?)),
            },
            Act::AddTag => BulkChange::AddTag(typed(self.tag)?),
            Act::RemoveTag => BulkChange::RemoveTag(typed(self.tag)?),
            Act::AddReason => BulkChange::AddReason(RecordedReason {
                key: typed(self.reason)?,
                day: today(),
                source: ReasonSource::Hand,
            }),
            Act::RemoveReason => BulkChange::RemoveReason(typed(self.old_reason)?),
            Act::Consent => {
                let at: usize = self.channel.with(|at| at.parse().ok())?;
                let consent = ChannelConsent {
                    permission: permission_of(&typed(self.permission)?)?,
                    day: day(),
                    source: typed(self.source).unwrap_or_default(),
                    purpose: typed(self.purpose).unwrap_or_default(),
                };
                BulkChange::Consent { channel: *Channel::ALL.get(at)?, consent }
            }
            Act::OptOut => {
                let source = typed(self.source).unwrap_or_default();
                BulkChange::OptOut(Some(OptOut { day: day(), source }))
            }
            Act::OptIn => BulkChange::OptOut(None),
        })
    }
}
