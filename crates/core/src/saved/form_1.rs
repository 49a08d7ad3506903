//! What form 1 kept, and the one step from it to form 2: consent gained a purpose, a date and a
//! source, workspaces the rules for contact and playbooks of their own, customers reasons and a log, calls
//! an outcome, heads the last backup.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::head::Head;
use super::manifest::{ChunkRef, Manifest};
use crate::domain::consent::{Channel, Consent, OptOut, Permission};
use crate::domain::contact_rules::ContactRules;
use crate::domain::customer::{ClassOverride, Customer, CustomerNote, Stage};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId, InteractionId, Revision};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::joining_rules::JoiningRules;
use crate::domain::lens::LensSettings;
use crate::domain::money::Money;
use crate::domain::outlook::OutlookSettings;
use crate::domain::playbook_edits::OwnPlaybooks;
use crate::domain::text::{Language, Text};
use crate::domain::workspace::{
    BoardSettings, CustomField, CutRule, OneToOneCost, WorkspaceFacts, WorkspaceKind,
};
use crate::table::tables::NextIds;

#[derive(Deserialize)]
pub struct Consent1 {
    channels: BTreeMap<Channel, Permission>,
    opted_out: bool,
}

#[derive(Deserialize)]
pub struct Customer1 {
    id: CustomerId,
    key: String,
    name: String,
    phone: String,
    email: String,
    wechat: String,
    company: String,
    region: String,
    sex: String,
    birth_year: Option<i16>,
    lead_source: String,
    known_since: Option<Day>,
    member: Option<bool>,
    stage: Option<Stage>,
    budget: Option<Money>,
    spending_power: Option<u8>,
    referred_by_key: String,
    consent: Consent1,
    class_override: Option<ClassOverride>,
    tags: Vec<String>,
    notes: Vec<CustomerNote>,
    fields: BTreeMap<String, String>,
}

#[derive(Deserialize)]
pub struct Interaction1 {
    id: InteractionId,
    customer: CustomerId,
    day: Day,
    kind: InteractionKind,
    event: Option<DocumentId>,
    text: String,
}

#[derive(Deserialize)]
struct CustomField1 {
    key: String,
    label: String,
}

#[derive(Deserialize)]
struct Board1 {
    spend: f64,
    referred_orders: f64,
    margin: f64,
    repeat_purchases: f64,
    regularity: f64,
    recency: f64,
    engagement: f64,
    membership: f64,
    contribution_cut: f64,
    loyalty_cut: f64,
    borderline_points: f64,
}

#[derive(Deserialize)]
struct WorkspaceFacts1 {
    name: String,
    kind: WorkspaceKind,
    currency: String,
    time_zone: String,
    languages: Vec<Language>,
    one_to_one: OneToOneCost,
    board: Board1,
    custom_fields: Vec<CustomField1>,
}

#[derive(Deserialize)]
struct NextIds1 {
    customer: u32,
    order: u32,
    product: u32,
    interaction: u32,
    document: u32,
}

#[derive(Deserialize)]
pub struct Manifest1 {
    revision: Revision,
    parent: Option<Revision>,
    label: Text,
    at_ms: f64,
    facts: WorkspaceFacts1,
    next_ids: NextIds1,
    customers: Vec<ChunkRef>,
    orders: Vec<ChunkRef>,
    products: Vec<ChunkRef>,
    interactions: Vec<ChunkRef>,
    documents: Vec<(DocumentId, ChunkRef)>,
}

#[derive(Deserialize)]
pub struct Head1 {
    revision: Revision,
    manifest: Revision,
    redo: Vec<Revision>,
    at_ms: f64,
}

impl From<Head1> for Head {
    fn from(old: Head1) -> Self {
        let Head1 { revision, manifest, redo, at_ms } = old;
        Self { revision, manifest, redo, at_ms, ..Self::default() }
    }
}

impl From<Consent1> for Consent {
    fn from(old: Consent1) -> Self {
        let channels = old.channels.into_iter();
        Self {
            channels: channels.map(|(channel, permission)| (channel, permission.into())).collect(),
            opt_out: old.opted_out.then(OptOut::default),
        }
    }
}

impl From<Customer1> for Customer {
    fn from(old: Customer1) -> Self {
        Self {
            id: old.id,
            key: old.key,
            name: old.name,
            phone: old.phone,
            email: old.email,
            wechat: old.wechat,
            company: old.company,
            company_id: String::new(),
            region: old.region,
            sex: old.sex,
            occupation: String::new(),
            personality: String::new(),
            birth_year: old.birth_year,
            lead_source: old.lead_source,
            known_since: old.known_since,
            member: old.member,
            stage: old.stage,
            budget: old.budget,
            spending_power: old.spending_power,
            referred_by_key: old.referred_by_key,
            consent: old.consent.into(),
            class_override: old.class_override,
            tags: old.tags,
            notes: old.notes,
            reasons: Vec::new(),
            keeping: BTreeMap::new(),
            fields: old.fields,
        }
    }
}

impl From<Interaction1> for Interaction {
    fn from(old: Interaction1) -> Self {
        let Interaction1 { id, customer, day, kind, event, text } = old;
        Self { id, customer, day, kind, event, text, call: None }
    }
}

impl From<Board1> for BoardSettings {
    fn from(old: Board1) -> Self {
        Self {
            spend: old.spend,
            referred_orders: old.referred_orders,
            margin: old.margin,
            repeat_purchases: old.repeat_purchases,
            regularity: old.regularity,
            recency: old.recency,
            engagement: old.engagement,
            membership: old.membership,
            contribution_cut: old.contribution_cut,
            loyalty_cut: old.loyalty_cut,
            contribution_rule: CutRule::Points,
            loyalty_rule: CutRule::Points,
            borderline_points: old.borderline_points,
        }
    }
}

impl From<WorkspaceFacts1> for WorkspaceFacts {
    fn from(old: WorkspaceFacts1) -> Self {
        let fields = old.custom_fields.into_iter();
        Self {
            name: old.name,
            kind: old.kind,
            currency: old.currency,
            time_zone: old.time_zone,
            languages: old.languages,
            one_to_one: old.one_to_one,
            board: old.board.into(),
            custom_fields: fields
                .map(|field| CustomField { key: field.key, label: field.label, kind: None })
                .collect(),
            contact: ContactRules::default(),
            joining: JoiningRules::default(),
            lenses: LensSettings::default(),
            outlook: OutlookSettings::default(),
            playbooks: OwnPlaybooks::new(),
        }
    }
}

impl From<Manifest1> for Manifest {
    fn from(old: Manifest1) -> Self {
        let NextIds1 { customer, order, product, interaction, document } = old.next_ids;
        Self {
            revision: old.revision,
            parent: old.parent,
            label: old.label,
            at_ms: old.at_ms,
            facts: old.facts.into(),
            next_ids: NextIds {
                customer,
                order,
                product,
                interaction,
                document,
                ..NextIds::default()
            },
            customers: old.customers,
            orders: old.orders,
            products: old.products,
            interactions: old.interactions,
            log: Vec::new(),
            documents: old.documents,
            lost: Vec::new(),
            is_erasure: false,
        }
    }
}
