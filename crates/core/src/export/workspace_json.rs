//! The whole workspace as one JSON document, `meadow-workspace-1`. Rows are spelt out field by field,
//! so that the form does not change with ours; documents and facts go as Meadow keeps them.

use super::json::{JsonObject, moment, quote};
use super::sheets::{channel_key, contact_key, outcome_key, stage_key};
use super::workspace_log;
use crate::domain::class::Class;
use crate::domain::consent::{Channel, ChannelConsent, Consent, Permission};
use crate::domain::customer::{ClassOverride, Customer};
use crate::domain::interaction::Interaction;
use crate::domain::order::{Order, OrderLine};
use crate::domain::product::Product;
use crate::domain::workspace::CustomField;
use crate::playbooks::reason_cell::source_key;
use crate::table::documents::Document;
use crate::table::tables::Tables;

/// What the document begins with.
pub(crate) const HEAD: &str = "{\"format\":\"meadow-workspace-1\"";

/// How many rows there are, and the text of the document in pieces, a row each.
pub fn parts(tables: &Tables, made_ms: f64) -> (u64, Box<dyn Iterator<Item = String> + '_>) {
    let n_rows = tables.customers.len()
        + tables.orders.len()
        + tables.products.len()
        + tables.interactions.len()
        + tables.log.len()
        + tables.documents.len();
    let made = chrono::DateTime::from_timestamp_millis(made_ms as i64)
        .map(|made| made.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    let head = format!(
        "{HEAD},\n\"made\":{},\n\"facts\":{}",
        made.map_or_else(|| "null".to_owned(), |made| quote(&made)),
        as_kept(tables.facts.as_ref()),
    );
    let fields = &tables.facts.custom_fields;
    let chunks = tables.orders.chunks().iter().map(|chunk| chunk.data());
    let orders = chunks.flat_map(|chunk| (0..chunk.len()).map(|at| chunk.order(at)));
    let documents = tables.documents.iter().map(|(id, document)| {
        let kept: &Document = document.data();
        JsonObject::default().number("id", Some(id.0)).raw("document", &as_kept(kept)).finish()
    });
    let parts = std::iter::once(head)
        .chain(list("customers", tables.customers.iter().map(|row| customer(row, fields))))
        .chain(list("orders", orders.map(|row| order(tables, &row))))
        .chain(list("products", tables.products.iter().map(product)))
        .chain(list("interactions", tables.interactions.iter().map(interaction)))
        .chain(list("log", tables.log.iter().map(|row| workspace_log::line(row, fields))))
        .chain(list("documents", documents))
        .chain(std::iter::once("}\n".to_owned()));
    (n_rows as u64, Box::new(parts))
}

fn list<'a>(
    name: &str,
    rows: impl Iterator<Item = String> + 'a,
) -> impl Iterator<Item = String> + 'a {
    let head = format!(",\n\"{name}\":[\n");
    let rows = rows.enumerate().map(|(at, row)| if at == 0 { row } else { format!(",\n{row}") });
    std::iter::once(head).chain(rows).chain(std::iter::once("\n]".to_owned()))
}

/// Our own types have nothing that JSON refuses.
fn as_kept(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

fn customer(customer: &Customer, fields: &[CustomField]) -> String {
    let notes = customer.notes.iter().map(|note| {
        JsonObject::default().day("day", Some(note.day)).text("text", &note.text).finish()
    });
    let reasons = customer.reasons.iter().map(|reason| {
        JsonObject::default()
            .text("reason", &reason.key)
            .day("day", Some(reason.day))
            .text("source", source_key(reason.source))
            .finish()
    });
    let keeping = customer.keeping.iter().fold(JsonObject::default(), |all, (question, yes)| {
        all.yes_no(question.slug(), Some(*yes))
    });
    let keeping = keeping.finish();
    let own = fields.iter().filter_map(|field| Some((field, customer.fields.get(&field.key)?)));
    let own = own.fold(JsonObject::default(), |own, (field, value)| own.text(&field.label, value));
    JsonObject::default()
        .number("meadow_id", Some(customer.id.0))
        .text("customer_no", &customer.key)
        .text("name", &customer.name)
        .text("phone", &customer.phone)
        .text("email", &customer.email)
        .text("wechat", &customer.wechat)
        .text("company", &customer.company)
        .text("company_id", &customer.company_id)
        .text("region", &customer.region)
        .text("sex", &customer.sex)
        .text("occupation", &customer.occupation)
        .text("personality", &customer.personality)
        .number("birth_year", customer.birth_year)
        .text("lead_source", &customer.lead_source)
        .day("known_since", customer.known_since)
        .yes_no("member", customer.member)
        .text("stage", customer.stage.map_or("", stage_key))
        .money("budget", customer.budget)
        .number("spending_power", customer.spending_power)
        .text("referred_by", &customer.referred_by_key)
        .raw("consent", &consent(&customer.consent))
        .raw("class_by_hand", &class_by_hand(customer.class_override.as_ref()))
        .list("tags", customer.tags.iter().map(|tag| quote(tag)))
        .list("notes", notes)
        .list("reasons_for_not_buying", reasons)
        .raw("keeping", &keeping)
        .raw("fields", &own.finish())
        .finish()
}

fn consent(consent: &Consent) -> String {
    let noted = Channel::ALL
        .iter()
        .filter_map(|channel| Some((channel_key(*channel), said(consent.channels.get(channel)?))));
    let channels =
        noted.fold(JsonObject::default(), |channels, (channel, said)| channels.raw(channel, &said));
    let opt_out = consent.opt_out.as_ref();
    JsonObject::default()
        .yes_no("opted_out", opt_out.map(|_| true))
        .day("opted_out_day", opt_out.and_then(|opt_out| opt_out.day))
        .text("opted_out_source", opt_out.map_or("", |opt_out| &opt_out.source))
        .raw("channels", &channels.finish())
        .finish()
}

pub(super) fn class_by_hand(by_hand: Option<&ClassOverride>) -> String {
    by_hand.map_or_else(
        || "null".to_owned(),
        |by_hand| {
            JsonObject::default()
                .text("class", by_hand.class.slug())
                .text("note", &by_hand.note)
                .finish()
        },
    )
}

/// What was said about one channel.
pub(super) fn said(consent: &ChannelConsent) -> String {
    let permission = match consent.permission {
        Permission::Granted => "granted",
        Permission::Refused => "refused",
        Permission::Unknown => "unknown",
    };
    JsonObject::default()
        .text("permission", permission)
        .day("day", consent.day)
        .text("source", &consent.source)
        .text("purpose", &consent.purpose)
        .finish()
}

/// With who ordered, as files name people: what we know them by means nothing elsewhere.
fn order(tables: &Tables, order: &Order) -> String {
    let unknown = Customer::default();
    let buyer = tables.customers.get(order.customer).unwrap_or(&unknown);
    let day = match order.minute {
        Some(minute) => moment(order.day, minute),
        None => order.day.to_string(),
    };
    JsonObject::default()
        .number("meadow_id", Some(order.id.0))
        .text("order_no", &order.key)
        .number("meadow_customer", Some(order.customer.0))
        .text("customer_no", &buyer.key)
        .text("name", &buyer.name)
        .text("phone", &buyer.phone)
        .text("email", &buyer.email)
        .text("wechat", &buyer.wechat)
        .text("day", &day)
        .money("amount", Some(order.amount))
        .money("discount", Some(order.discount))
        .money("cost", order.cost)
        .list("meadow_lines", order.lines.iter().map(line))
        .finish()
}

fn line(line: &OrderLine) -> String {
    JsonObject::default()
        .number("product", line.product.map(|product| product.0))
        .number("quantity", Some(line.quantity_milli as f64 / 1_000.0))
        .money("amount", Some(line.amount))
        .money("discount", Some(line.discount))
        .money("cost", line.cost)
        .finish()
}

fn product(product: &Product) -> String {
    JsonObject::default()
        .number("id", Some(product.id.0))
        .text("product_no", &product.key)
        .text("name", &product.name)
        .text("category", &product.category)
        .money("price", product.price)
        .number("margin", product.margin)
        .finish()
}

fn interaction(contact: &Interaction) -> String {
    let call = contact.call.as_ref().map_or_else(
        || "null".to_owned(),
        |call| {
            JsonObject::default()
                .text("outcome", outcome_key(call.outcome))
                .text("script", call.script.map_or("", Class::slug))
                .day("again", call.again)
                .text("script_reason", &call.script_reason)
                .text("wrong_number", &call.wrong_number)
                .finish()
        },
    );
    JsonObject::default()
        .number("id", Some(contact.id.0))
        .number("customer", Some(contact.customer.0))
        .day("day", Some(contact.day))
        .text("kind", contact_key(contact.kind))
        .number("event", contact.event.map(|event| event.0))
        .text("text", &contact.text)
        .raw("call", &call)
        .finish()
}
