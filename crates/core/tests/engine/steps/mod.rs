//! Steps as people make them, at random: what each is, and the command it becomes on what is there.
//! Must not know what is tried with them.

mod commands;
pub mod tags;

use meadow_core::domain::call::CallOutcome;
use meadow_core::domain::class::Class;
use meadow_core::domain::consent::{Channel, OptOut, Permission};
use meadow_core::domain::customer::Stage;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::reason::{ReasonSource, RecordedReason};
use meadow_core::domain::workspace::FieldKind;
use meadow_core::protocol::BulkChange;
use meadow_core::views::rule::{Condition, Join, Rule};
use meadow_core::views::segment::{SegmentPeople, SetOperation};
use meadow_core::views::table::{Column, Filter, Test};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};

pub use self::commands::{command, event};
use super::tab::TODAY;

/// One of a playbook, two in own words.
const REASONS: [&str; 3] = ["price", "a", "b"];

/// A command, meant for whatever rows there are when its turn comes.
#[derive(Clone, Debug)]
pub enum Step {
    Add(String),
    Edit(Index, String),
    Delete(Vec<Index>),
    Rename(String),
    Cut(f64),
    AddProduct(String),
    EditProduct(Index, String),
    DeleteProduct(Index),
    AddEvent(String),
    EditEvent(Index, String),
    DeleteEvent(Index),
    DrawHoldOut(Index, u8),
    /// Of an event that has one.
    DropHoldOut(Index),
    /// The customers of an import with this number.
    Block(u8),
    Import(Vec<(u8, u8, u16)>),
    /// With the facts that are asked for with the first file.
    ImportFirst(String, u8),
    BulkEdit(Vec<Index>, BulkChange),
    Merge(Vec<Index>),
    /// In groups of two, as the first of each but for the name of the second.
    MergeAsChosen(Vec<Index>),
    Split(Index),
    KeepApart(Index, Index),
    SaveView(String),
    EditView(Index, String),
    DeleteView(Index),
    SaveSegment(String, SegmentPeople),
    EditSegment(Index, String, SegmentPeople),
    /// Two clusters by what they spent, the first under this name.
    SaveClusters(String),
    /// Puts the first two together.
    CombineSegments(SetOperation),
    DeleteSegment(Index),
    TakeRound(String),
    /// What so many of each class said.
    AskRound(String, [u32; 4]),
    DeleteRound(Index),
    SaveCanvas(String, String),
    /// Changes it.
    EditCanvas(Index, String),
    DeleteCanvas(Index),
    /// Of an event, or of one nobody has planned yet.
    KeepScenario(Option<Index>, String),
    /// With another goal.
    EditScenario(Index, String, u32),
    UseScenario(Index),
    DeleteScenario(Index),
    /// Of which some have more guests than had registered.
    AddPastEvents(Vec<(u8, bool)>),
    SaveField(String, FieldKind),
    RemoveField(Index),
    /// Orders some of which cannot be read, with the mapping kept.
    ImportRemembered(Vec<(u8, bool)>),
    Repair(Index),
    Discard(Index),
    KeepProfile(String),
    EditProfile(String),
    ForgetProfile,
    AcceptLoss,
    /// Fills in the region by the customer's number.
    Complete(u8, String),
    BlockCustomers(Vec<Index>),
    Unblock(u8),
    NoteContact(Vec<Index>, String),
    RemoveContact(Index),
    LogCall(Index, CallOutcome, String),
    SavePlaybook(Class, String),
}

/// A few, as one person makes them one after another.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(any_step(), 1..12)
}

pub fn any_step() -> impl Strategy<Value = Step> {
    let name = "[a-z王李]{1,6}";
    prop_oneof![
        name.prop_map(Step::Add),
        (any::<Index>(), name).prop_map(|(at, name)| Step::Edit(at, name)),
        proptest::collection::vec(any::<Index>(), 1..4).prop_map(Step::Delete),
        name.prop_map(Step::Rename),
        (0.0..100.0f64).prop_map(Step::Cut),
        name.prop_map(Step::AddProduct),
        (any::<Index>(), name).prop_map(|(at, name)| Step::EditProduct(at, name)),
        any::<Index>().prop_map(Step::DeleteProduct),
        name.prop_map(Step::AddEvent),
        (any::<Index>(), name).prop_map(|(at, name)| Step::EditEvent(at, name)),
        any::<Index>().prop_map(Step::DeleteEvent),
        (any::<Index>(), 1..=50u8).prop_map(|(at, percent)| Step::DrawHoldOut(at, percent)),
        any::<Index>().prop_map(Step::DropHoldOut),
        (0..20u8).prop_map(Step::Block),
        proptest::collection::vec((0..20u8, 1..28u8, 1..9999u16), 1..12).prop_map(Step::Import),
        (name, 0..20u8).prop_map(|(name, customer)| Step::ImportFirst(name, customer)),
        (proptest::collection::vec(any::<Index>(), 1..6), bulk_changes())
            .prop_map(|(whom, change)| Step::BulkEdit(whom, change)),
        proptest::collection::vec(any::<Index>(), 2..4).prop_map(Step::Merge),
        proptest::collection::vec(any::<Index>(), 2..7).prop_map(Step::MergeAsChosen),
        any::<Index>().prop_map(Step::Split),
        (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Step::KeepApart(one, other)),
        name.prop_map(Step::SaveView),
        (any::<Index>(), name).prop_map(|(at, name)| Step::EditView(at, name)),
        any::<Index>().prop_map(Step::DeleteView),
        (name, segment_people()).prop_map(|(name, people)| Step::SaveSegment(name, people)),
        (any::<Index>(), name, segment_people())
            .prop_map(|(at, name, people)| Step::EditSegment(at, name, people)),
        name.prop_map(Step::SaveClusters),
        select(vec![SetOperation::Union, SetOperation::Difference]).prop_map(Step::CombineSegments),
        any::<Index>().prop_map(Step::DeleteSegment),
        name.prop_map(Step::TakeRound),
        (name, any::<[u8; 4]>())
            .prop_map(|(name, asked)| Step::AskRound(name, asked.map(u32::from))),
        any::<Index>().prop_map(Step::DeleteRound),
        (name, "[a-c]{0,2}").prop_map(|(name, why)| Step::SaveCanvas(name, why)),
        (any::<Index>(), name).prop_map(|(at, name)| Step::EditCanvas(at, name)),
        any::<Index>().prop_map(Step::DeleteCanvas),
        (proptest::option::of(any::<Index>()), name)
            .prop_map(|(of, name)| Step::KeepScenario(of, name)),
        (any::<Index>(), name, 1..99u32)
            .prop_map(|(at, name, goal)| Step::EditScenario(at, name, goal)),
        any::<Index>().prop_map(Step::UseScenario),
        any::<Index>().prop_map(Step::DeleteScenario),
        proptest::collection::vec((1..28u8, any::<bool>()), 1..4).prop_map(Step::AddPastEvents),
        ("[a-c]", select(FieldKind::ALL.as_slice()))
            .prop_map(|(name, kind)| Step::SaveField(name, kind)),
        any::<Index>().prop_map(Step::RemoveField),
        proptest::collection::vec((0..20u8, any::<bool>()), 1..6).prop_map(Step::ImportRemembered),
        any::<Index>().prop_map(Step::Repair),
        any::<Index>().prop_map(Step::Discard),
        name.prop_map(Step::KeepProfile),
        name.prop_map(Step::EditProfile),
        Just(Step::ForgetProfile),
        Just(Step::AcceptLoss),
        (0..20u8, "[a-c]").prop_map(|(customer, area)| Step::Complete(customer, area)),
        proptest::collection::vec(any::<Index>(), 1..3).prop_map(Step::BlockCustomers),
        (0..20u8).prop_map(Step::Unblock),
        (proptest::collection::vec(any::<Index>(), 1..4), "[a-c]")
            .prop_map(|(whom, text)| Step::NoteContact(whom, text)),
        any::<Index>().prop_map(Step::RemoveContact),
        (any::<Index>(), select(CallOutcome::ALL.as_slice()), "[a-c]{0,1}")
            .prop_map(|(whom, outcome, words)| Step::LogCall(whom, outcome, words)),
        (select(Class::ALL.as_slice()), "[a-c]")
            .prop_map(|(class, words)| Step::SavePlaybook(class, words)),
    ]
}

fn segment_people() -> impl Strategy<Value = SegmentPeople> {
    let named = |letter: String| {
        let filter = Filter { column: Column::Name, test: Test::Contains(letter) };
        Rule::Is(Condition::Field(filter))
    };
    let rule = prop_oneof![
        Just(Rule::default()),
        "[a-z]".prop_map(named),
        "[a-z]".prop_map(move |letter| Rule::Group(Join::None, vec![named(letter)])),
    ];
    let ids = proptest::collection::vec((1..6_u32).prop_map(CustomerId), 0..4);
    prop_oneof![
        rule.clone().prop_map(SegmentPeople::Live),
        rule.prop_map(SegmentPeople::Listed),
        ids.clone().prop_map(SegmentPeople::Added),
        ids.prop_map(SegmentPeople::Removed),
        Just(SegmentPeople::Kept),
    ]
}

pub fn bulk_changes() -> impl Strategy<Value = BulkChange> {
    let text = "[a-z王李]{0,2}";
    prop_oneof![
        (fields(), text, any::<bool>()).prop_map(|(field, text, is_known)| {
            let value = if is_known { value_of(&field, text) } else { String::new() };
            BulkChange::Set { field, value }
        }),
        (proptest::option::of(fields()), "[a-z]", text, any::<bool>()).prop_map(
            |(field, find, with, whole)| BulkChange::Replace { field, find, with, whole }
        ),
        "[a-c]".prop_map(BulkChange::AddTag),
        "[a-c]".prop_map(BulkChange::RemoveTag),
        (select(REASONS.as_slice()), 0..3i32).prop_map(|(key, day)| {
            let day = Day(TODAY.0 - day);
            let reason = RecordedReason { key: key.into(), day, source: ReasonSource::Hand };
            BulkChange::AddReason(reason)
        }),
        select(REASONS.as_slice()).prop_map(|key| BulkChange::RemoveReason(key.into())),
        select(vec![Some(Stage::InService), None]).prop_map(BulkChange::Stage),
        select(vec![Some(OptOut::default()), None]).prop_map(BulkChange::OptOut),
        select(Permission::ALL.to_vec()).prop_map(|permission| {
            BulkChange::Consent { channel: Channel::Sms, consent: permission.into() }
        }),
    ]
}

/// Those that a customer has, and a custom one that may be there.
fn fields() -> impl Strategy<Value = CustomerField> {
    let custom = Just(CustomerField::Custom("a".into()));
    prop_oneof![9 => select(CustomerField::OWN.as_slice()), 1 => custom]
}

/// Something that the field may hold.
fn value_of(field: &CustomerField, text: String) -> String {
    match field {
        CustomerField::BirthYear => "1988".into(),
        CustomerField::KnownSince => "2024-03-05".into(),
        CustomerField::Member => "yes".into(),
        CustomerField::Budget => "12.50".into(),
        CustomerField::SpendingPower => "40".into(),
        CustomerField::Phone => "13900000001".into(),
        _ => text,
    }
}
