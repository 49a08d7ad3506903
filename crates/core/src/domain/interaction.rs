//! Contacts with a customer that are not orders.

use serde::{Deserialize, Serialize};

use super::call::{CallOutcome, CallRecord};
use super::day::Day;
use super::ids::{CustomerId, DocumentId, InteractionId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum InteractionKind {
    Visit,
    Enquiry,
    Reply,
    Call,
    Message,
    Invited,
    Registered,
    Attended,
}

impl InteractionKind {
    /// We got in touch: it counts against the limit.
    pub fn is_ours(self) -> bool {
        match self {
            Self::Call | Self::Message | Self::Invited => true,
            Self::Visit | Self::Enquiry | Self::Reply | Self::Registered | Self::Attended => false,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interaction {
    pub id: InteractionId,
    pub customer: CustomerId,
    pub day: Day,
    pub kind: InteractionKind,
    /// The event it belongs to, if any.
    pub event: Option<DocumentId>,
    pub text: String,
    /// How a call from the call list ended.
    pub call: Option<Box<CallRecord>>,
}

impl Interaction {
    /// Was it a call to this number that told the number is somebody else's, or nobody's?
    pub fn proves_wrong(&self, phone: &str) -> bool {
        let phone = phone.trim();
        self.call.as_deref().is_some_and(|call| {
            call.outcome == CallOutcome::WrongNumber
                && !phone.is_empty()
                && call.wrong_number == phone
        })
    }
}
