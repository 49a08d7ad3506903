//! What the page may ask about the open workspace, each question with the type of its answer.
//!
//! A query makes no revision. Must not know who answers it.

use serde::{Deserialize, Serialize};

use super::command::BulkChange;
use super::{SourceId, decode, encode};
use crate::domain::class::Class;
use crate::domain::cluster::ClusterBasis;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventDocument};
use crate::domain::ids::{CustomerId, DocumentId, Revision};
use crate::domain::interaction::InteractionKind;
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::domain::product::Product;
use crate::domain::round::Asked;
use crate::domain::text::Language;
use crate::domain::workspace::{BoardSettings, WorkspaceFacts};
use crate::matching::Survivorship;
use crate::playbooks::{BenchmarkRate, ChoiceQuestion, MethodGuide};
use crate::table::documents::{ImportProfile, SavedView};
use crate::views::blacklist::BlacklistRow;
use crate::views::board::BoardView;
use crate::views::budget::{BudgetAnswer, BudgetTerms};
use crate::views::bulk::{BulkPreview, FieldFit};
use crate::views::calls::{CallAudience, CallEntry, CallList, PersonFacts, ShopFacts};
use crate::views::canvas::Canvas;
use crate::views::cluster::ClustersView;
use crate::views::comparison::{
    ComparedList, ComparedListPage, ComparedPage, Comparison, HowDifferent,
};
use crate::views::completion::{CompletionMapping, CompletionReport};
use crate::views::consent::PurposeEntry;
use crate::views::customer_base::{CustomerBaseView, PersonOutlookView};
use crate::views::draw_register::{RegisterAnswer, RegisterTerms};
use crate::views::duplicates::{DuplicatesView, MergeEntry};
use crate::views::forecast::{AudienceEntry, ForecastView, LeftOut};
use crate::views::guide::Guide;
use crate::views::habits::PersonHabits;
use crate::views::import::{
    Dialect, ImportEntry, ImportInspection, ImportMapping, ImportReport, QuarantinePage,
};
use crate::views::import_check::ColumnCheck;
use crate::views::lead_response::{HeldOutFrom, HoldOutView, LeadResponseView, ResponseTerms};
use crate::views::lens::{ConcentrationOf, ConcentrationView, LensView, RfmView};
use crate::views::method_funnel::MethodFunnelAnswer;
use crate::views::mix_outlook::{MixOutlookView, PlannedMove};
use crate::views::outcome::OutcomeView;
use crate::views::past_events::{PastEventsMapping, PastEventsReport};
use crate::views::plan::PlanView;
use crate::views::playbook::{ClassReasons, PlaybookView, ReasonEntry};
use crate::views::pooled_rates::{PooledRatesView, PooledTerms};
use crate::views::portrait::PortraitView;
use crate::views::prizes::{PrizePlan, PrizesAnswer};
use crate::views::recency::{BuyingPeriod, RecencyInputs, RecencyView};
use crate::views::recommend::{PeopleRead, RecommendTerms, RecommendView, Whom};
use crate::views::registrations::{RegistrationTerms, RegistrationsAnswer};
use crate::views::renewals::{RenewalAnswer, RenewalTerms};
use crate::views::room::{RoomAnswer, RoomTerms};
use crate::views::round::{
    MovedPeople, MovementOf, MovementView, PromotionMix, RoundsView, ShareOfClass, State,
    StoodPeople, SurveyPlan,
};
use crate::views::rule::Rule;
use crate::views::scenario::KeptScenario;
use crate::views::segment::{
    OverlapView, RuleCount, RuleQuery, RuleVerdict, SegmentsView, SqlSubject,
};
use crate::views::shown_table::ShownTable;
use crate::views::table::{Column, ColumnInfo, CustomerCard, TablePage, TableQuery};
use crate::views::timing::TimingView;
use crate::views::waves::{WaveTerms, WavesAnswer};
use crate::views::whom::{WhomAnswer, WhomLimits};
use crate::views::word_of_mouth::{GrowthAnswer, WordOfMouth};
use crate::views::workspace::{
    EventEntry, ExportedFile, FileFormat, HistoryEntry, HistoryPage, WorkspaceSummary,
};

/// A question and the type of its answer.
pub trait Ask {
    /// What is answered.
    type Answer;
    /// The question as it travels.
    fn pack(&self) -> PackedQuery;
    /// `None` if the engine answered something else: a programming error.
    fn unpack(answer: &PackedAnswer) -> Option<Self::Answer>;
}

/// A question on its way. Only who asks it packs it, so that a page carries no code for the questions
/// of other pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackedQuery {
    pub kind: QueryKind,
    pub bytes: Vec<u8>,
}

/// An answer on its way. Only who asked knows its type and unpacks it, so that a page carries no
/// code for the answers of other pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackedAnswer {
    pub kind: QueryKind,
    pub bytes: Vec<u8>,
}

macro_rules! queries {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $ty:ty),* $(,)? } => $answer:ty;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub struct $name { $(pub $field: $ty),* }

            impl Ask for $name {
                type Answer = $answer;
                fn pack(&self) -> PackedQuery {
                    // Our own types always encode; bytes that are none are refused as of another make.
                    PackedQuery {
                        kind: QueryKind::$name,
                        bytes: encode(self).unwrap_or_default(),
                    }
                }
                fn unpack(answer: &PackedAnswer) -> Option<$answer> {
                    match answer.kind {
                        QueryKind::$name => decode(&answer.bytes).ok(),
                        _ => None,
                    }
                }
            }
        )*

        /// Everything the page may ask about the open workspace.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Query { $($name($name)),* }

        impl Query {
            /// `None` for bytes that are no such question.
            pub fn unpack(packed: &PackedQuery) -> Option<Self> {
                match packed.kind {
                    $(QueryKind::$name => decode(&packed.bytes).ok().map(Query::$name),)*
                }
            }
        }

        /// The answers, one kind per query, of the same name.
        // Not `expect`: the sizes, and with them the lint, differ by target.
        #[allow(clippy::large_enum_variant, reason = "an answer is packed as soon as it is made")]
        #[derive(Clone, Debug, PartialEq)]
        pub enum Answer { $($name($answer)),* }

        /// Which query an answer belongs to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum QueryKind { $($name),* }

        impl Answer {
            /// Packs the answer for the way to the page.
            ///
            /// # Errors
            /// As [`encode`].
            pub fn pack(&self) -> Result<PackedAnswer, postcard::Error> {
                match self {
                    $(Answer::$name(answer) => Ok(PackedAnswer {
                        kind: QueryKind::$name,
                        bytes: encode(answer)?,
                    }),)*
                }
            }
        }
    };
}

queries! {
    /// Counts, labels, the class key: what the shell shows.
    GetSummary {} => WorkspaceSummary;
    GetFacts {} => WorkspaceFacts;
    /// Newest first.
    GetHistory { n_skipped: u32, limit: u32 } => HistoryPage;
    /// The newest other state that storage can give back whole.
    FindWholeState {} => Option<HistoryEntry>;
    /// What differs between two states, each named by the step that made it.
    CompareStates { before: Revision, after: Revision } => Comparison;
    /// The customers behind a count of `CompareStates`.
    GetComparedCustomers {
        before: Revision, after: Revision, how: HowDifferent, n_skipped: u32, limit: u32,
    } => ComparedPage;
    /// The other rows behind a count of `CompareStates`, in order of their numbers.
    GetComparedRows {
        before: Revision, after: Revision, list: ComparedList, how: HowDifferent, n_skipped: u32,
        limit: u32,
    } => ComparedListPage;
    GetProducts {} => Vec<Product>;
    /// Columns that customers can be shown, sorted and filtered by.
    GetColumns {} => Vec<ColumnInfo>;
    /// One page of the customer table.
    GetCustomers { table: TableQuery } => TablePage;
    /// Every customer that matches, in order, whatever page is asked for: for selecting all.
    GetCustomerIds { table: TableQuery } => Vec<CustomerId>;
    GetCustomerCard { id: CustomerId } => CustomerCard;
    /// Which of these people should not be contacted so on a day.
    GetHindered { ids: Vec<CustomerId>, kind: InteractionKind, day: Day } => LeftOut;
    /// From which events some of these people are left out by lot: from this one, or from those that are
    /// still to come.
    GetHeldOut { ids: Vec<CustomerId>, event: Option<DocumentId> } => Vec<HeldOutFrom>;
    /// Whom nobody invites, by what they are known by.
    GetBlacklist {} => Vec<BlacklistRow>;
    /// What people have agreed to be written to about, the commonest first.
    GetPurposes {} => Vec<PurposeEntry>;
    /// The customers of a filtered table.
    ExportCustomers { table: TableQuery, format: FileFormat, language: Language } => ExportedFile;
    /// A table as it is shown.
    ExportTable { table: ShownTable, format: FileFormat, language: Language } => ExportedFile;
    /// All rows of the workspace, list by list. `redacted`: with names and contacts replaced, in an
    /// order that follows from this number, which nobody should guess.
    ExportWorkspace {
        format: FileFormat,
        language: Language,
        redacted: Option<u64>,
    } => ExportedFile;
    /// The meadow board, with other settings than the saved ones while a cut-off is dragged.
    GetBoard { settings: Option<BoardSettings> } => BoardView;
    /// Everybody by what a column holds of them.
    GetLens { column: Column } => LensView;
    /// Those who have bought, put together by likeness: into so many clusters, or as many as fit best.
    GetClusters { basis: ClusterBasis, n: Option<u8> } => ClustersView;
    /// Who is still there, how often they will buy, what that is worth.
    GetCustomerBase {} => CustomerBaseView;
    /// The same of one customer.
    GetPersonOutlook { id: CustomerId } => PersonOutlookView;
    /// The spend from which each spending tier begins in these data, from the lowest; none where nobody
    /// reaches it.
    GetTierBegins {} => Vec<Option<Money>>;
    /// How active one customer is and where that goes, when the need peaks, what they prefer.
    GetPersonHabits { id: CustomerId } => PersonHabits;
    /// Those who have bought by recency and frequency.
    GetRfm {} => RfmView;
    /// How unevenly value is spread.
    GetConcentration { of: ConcentrationOf } => ConcentrationView;
    /// Rounds, the oldest first, and the mix of now.
    GetRounds {} => RoundsView;
    /// Who moved where since a round: until another, or now.
    GetMovement { from: DocumentId, to: Option<DocumentId>, of: MovementOf } => MovementView;
    /// The people behind one of its flows.
    GetMovedPeople {
        from: DocumentId, to: Option<DocumentId>, of: MovementOf, was: State, is: State,
    } => MovedPeople;
    /// Who stood in a class or stage in a kept round.
    GetStoodPeople { round: DocumentId, state: State } => StoodPeople;
    /// The shares of the classes that a sample tells.
    EstimateMix { asked: Asked } => Vec<ShareOfClass>;
    /// How many to ask. Margin and confidence from 0 to 1.
    PlanSurvey { margin: f64, level: f64, population: Option<u64> } => Option<SurveyPlan>;
    /// On which class to spend how much of the effort.
    GetPromotionMix {} => PromotionMix;
    /// Saved segments, oldest first, with who is in them.
    GetSegments {} => SegmentsView;
    /// Who passes a rule, with the first few of them and why. At most 50 are told.
    CountRule { rule: Rule, n_first: u32 } => RuleCount;
    /// Why one customer passes a rule, or does not.
    ExplainRule { rule: Rule, customer: CustomerId } => RuleVerdict;
    /// What those who pass a rule are like, against everybody else.
    GetPortrait { rule: Rule } => PortraitView;
    /// Positioning canvases, oldest first.
    GetCanvases {} => Vec<(DocumentId, Canvas)>;
    /// How segments overlap; at most five.
    GetOverlap { segments: Vec<DocumentId> } => OverlapView;
    /// A rule or a segment as a query for a database that holds the tables of `ExportTables`.
    ExportRuleSql { subject: SqlSubject, language: Language } => RuleQuery;
    /// What such queries read, as CSV files for a database.
    ExportTables {} => ExportedFile;
    /// A class's playbook with the workspace's own words; as it came where no workspace is open. For
    /// those who gave a reason, where its key is named: any, also one that stands in no playbook.
    GetPlaybook { class: Class, reason: Option<String> } => PlaybookView;
    /// Every reason for not buying that can be noted.
    GetReasons {} => Vec<ReasonEntry>;
    /// Why people have not bought, by class.
    GetReasonMix {} => Vec<ClassReasons>;
    /// Whom to call next, with what the order rests on. Those left uninvited by lot to the event that the
    /// calls are about are not on the list.
    GetCalls { audience: CallAudience, event: Option<DocumentId> } => CallList;
    /// Everybody who can be called, in that order.
    GetWholeQueue { audience: CallAudience, event: Option<DocumentId> } => Vec<CallEntry>;
    /// What scripts and messages are filled with of one customer.
    GetPersonFacts { id: CustomerId } => PersonFacts;
    /// What else they are filled with.
    GetShopFacts {} => ShopFacts;
    GetMethodGuide { method: Method } => MethodGuide;
    /// What is asked to recommend a method; needs no workspace.
    GetMethodQuestions {} => Vec<ChoiceQuestion>;
    /// What is known of some people that speaks for a method.
    GetPeopleRead { whom: Whom } => PeopleRead;
    /// The seven methods and "no event" in the order that the answers speak for. `people`: those chosen,
    /// once they have been read.
    GetRecommendation { terms: RecommendTerms, people: Option<PeopleRead> } => RecommendView;
    GetBenchmarkRates {} => Vec<BenchmarkRate>;
    /// How everything is worked out; needs no workspace.
    GetModelGuide { language: Language } => Guide;
    GetEvents {} => Vec<EventEntry>;
    GetEvent { id: DocumentId } => EventDocument;
    /// A new event of this method, everything filled that can be.
    GetEventDefaults { method: Method } => Event;
    /// The same for one class: its customers, and the leads expected to become like them.
    GetEventDefaultsForClass { method: Method, class: Class } => Event;
    /// The groups that can be invited, with how many may be asked and who is left out: in general, or
    /// by the waves of an event. `saved`: the document, where the event has one.
    GetAudience { event: Option<Box<Event>>, saved: Option<DocumentId> } => Vec<AudienceEntry>;
    /// What the event, as drafted, will bring. `n_draws` is capped at 100,000; up to `SKETCH_DRAWS` the
    /// search for the number of invitations is a sketch, too.
    GetForecast { event: Box<Event>, saved: Option<DocumentId>, n_draws: u32 } => ForecastView;
    /// How the mix will look after some rounds. Steps that begin with the rounds `left_out` are not
    /// counted; `watched` is whose share the doubt and the times are of, by default the best of its kind.
    GetMixOutlook {
        of: MovementOf,
        left_out: Vec<DocumentId>,
        with_newcomers: bool,
        watched: Option<State>,
        plan: Vec<PlannedMove>,
    } => MixOutlookView;
    /// What customers are worth by how long ago they bought. Without a period, the one that fits.
    GetRecency { period: Option<BuyingPeriod>, inputs: RecencyInputs } => RecencyView;
    /// Kept scenarios of an event, oldest first; `None`: of an event nobody has planned yet.
    GetScenarios { of: Option<DocumentId> } => Vec<(DocumentId, KeptScenario)>;
    /// The event as a kept scenario has it. What a scenario does not keep is as the event has it now; of
    /// one nobody has planned yet, as a new event of its method has it.
    GetScenarioEvent { id: DocumentId } => Event;
    /// What it will bring so. As `GetForecast`.
    GetScenarioForecast { id: DocumentId, n_draws: u32 } => ForecastView;
    /// Which column of a table counts what of past events.
    ProposePastEvents { source: SourceId, dialect: Dialect } => PastEventsMapping;
    /// What would be added, with nothing changed.
    PreviewPastEvents { source: SourceId, mapping: PastEventsMapping } => PastEventsReport;
    /// Whom to invite to the event, by group and channel, for the most expected profit.
    GetWhomToInvite {
        event: Box<Event>,
        saved: Option<DocumentId>,
        limits: WhomLimits,
    } => WhomAnswer;
    /// What each wave of invitations and each reminder brings.
    GetWaves {
        event: Box<Event>,
        saved: Option<DocumentId>,
        terms: WaveTerms,
    } => WavesAnswer;
    /// What the prizes and gifts of the event may cost.
    GetPrizeCost {
        event: Box<Event>,
        saved: Option<DocumentId>,
        plan: PrizePlan,
    } => PrizesAnswer;
    /// How long members go on renewing, from the numbers typed.
    GetRenewals { terms: RenewalTerms } => RenewalAnswer;
    /// What the register of a draw in two phases says of turn-out, orders and cost.
    GetDrawRegister {
        event: Box<Event>,
        saved: Option<DocumentId>,
        terms: RegisterTerms,
    } => RegisterAnswer;
    /// How many will register in the end, from those who have by now.
    GetRegistrations {
        event: Box<Event>,
        saved: Option<DocumentId>,
        terms: RegistrationTerms,
    } => RegistrationsAnswer;
    /// A saved event that was counted beside its forecast of the day before; `None`: there is nothing to
    /// compare.
    GetOutcome { event: DocumentId } => Option<OutcomeView>;
    /// How far word of mouth goes, from the customers the event wins where none are typed.
    GetWordOfMouth {
        event: Box<Event>,
        saved: Option<DocumentId>,
        word: WordOfMouth,
    } => GrowthAnswer;
    /// Who responds to an invitation, and what inviting brings.
    GetLeadResponse { terms: ResponseTerms } => LeadResponseView;
    /// Rates of events, groups and channels learnt together, from what came of events before a day; `but`: an
    /// event that is no evidence for itself.
    GetPooledRates {
        before: Option<Day>,
        but: Option<DocumentId>,
        terms: PooledTerms,
    } => PooledRatesView;
    /// The hold-out of a saved event, drawn or to be drawn.
    GetHoldOut { event: DocumentId } => HoldOutView;
    /// Whom a wave of a saved event, by its place there, reaches by a contact they have, but for those
    /// noted as invited to it on that day.
    GetWaveInvitees { event: DocumentId, wave: u32, day: Day } => Vec<CustomerId>;
    /// The event worked out: dates, times, sums, open points.
    GetPlan { event: Box<Event>, saved: Option<DocumentId> } => PlanView;
    ExportCalendar { id: DocumentId, language: Language } => ExportedFile;
    ExportInvitations { id: DocumentId, language: Language } => ExportedFile;
    /// What a change of many customers would do.
    PreviewBulkEdit { ids: Vec<CustomerId>, change: BulkChange } => BulkPreview;
    /// How well what stands in a field of the user's own would fit each kind.
    GetFieldFit { key: String } => FieldFit;
    /// Who may be the same person, among all customers.
    GetDuplicates {} => DuplicatesView;
    /// What would become of these customers, merged by the rules.
    PreviewMerge { parts: Vec<CustomerId>, rules: Survivorship } => Customer;
    /// Every merge that has not been split, newest first.
    GetMerges {} => Vec<MergeEntry>;
    /// Newest first.
    GetImports {} => Vec<ImportEntry>;
    /// Rows of one import that wait to be repaired; at most 200 at once.
    GetQuarantine { import: DocumentId, offset: u32, limit: u32 } => QuarantinePage;
    GetViews {} => Vec<(DocumentId, SavedView)>;
    GetProfiles {} => Vec<(DocumentId, ImportProfile)>;
    /// First look at a file: columns, guesses, samples. Read as `dialect` says, or found out;
    /// `language` is the interface's, which settles encodings that bytes alone leave open.
    InspectFile { source: SourceId, dialect: Option<Dialect>, language: Language } => ImportInspection;
    /// What an import would do, with nothing changed. `currency`: the one that is chosen with the first file.
    PreviewImport { source: SourceId, mapping: ImportMapping, currency: Option<String> } => ImportReport;
    /// The sample check: what the beginning of the file holds, column by column, read as `mapping`
    /// says. `currency` as in a preview.
    CheckColumns { source: SourceId, mapping: ImportMapping, currency: Option<String> } => Vec<ColumnCheck>;
    /// How a table is probably joined to the customers, and what it fills in. `dialect` is what an
    /// inspection found.
    ProposeCompletion { source: SourceId, dialect: Dialect } => CompletionMapping;
    /// What a completion would do, with nothing changed.
    PreviewCompletion { source: SourceId, mapping: CompletionMapping } => CompletionReport;
    /// When people will need something next, and how long leads take to buy.
    GetTiming {} => TimingView;
    /// A budget split over channels so that it brings the most.
    GetBudgetSplit { terms: BudgetTerms } => BudgetAnswer;
    /// How many guests the event's room will see, how many registrations it can take and how many portions
    /// to order. `registrations`: what is known of them by now.
    GetRoom {
        event: Box<Event>,
        saved: Option<DocumentId>,
        terms: RoomTerms,
        registrations: RegistrationTerms,
    } => RoomAnswer;
    /// How far people come in the method's funnel, with the stages that only it has.
    GetMethodFunnel { event: Box<Event>, saved: Option<DocumentId> } => MethodFunnelAnswer;
}
