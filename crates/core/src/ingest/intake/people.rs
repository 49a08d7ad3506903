//! Whose a row is: somebody known, somebody new, somebody known under another name. Must not know what
//! the row orders.

use super::Intake;
use crate::contact::blacklist::Blacklist;
use crate::domain::customer::Customer;
use crate::domain::cut_number::is_cut_short;
use crate::domain::ids::CustomerId;
use crate::ingest::contact_joins::is_written_so;
use crate::ingest::customer_rows::PersonRow;
use crate::ingest::customer_update::names_agree;
use crate::ingest::half_identity;
use crate::ingest::matching::{Found, FoundBy};
use crate::views::import::{Doubt, MatchKey, RejectReason};

/// Who a row's person came to be.
pub(super) struct Taken {
    pub id: CustomerId,
    /// Under another name, joined by a contact.
    pub join: Option<u32>,
    /// The same row once more would change nothing and be nothing to look at.
    pub is_settled: bool,
}

impl Intake {
    /// Does nothing that a row says of its person speak against this customer?
    pub(super) fn may_be(&self, owner: CustomerId, row: &Customer) -> bool {
        let known = self.customers.get(owner).into_iter();
        known.chain(self.index.parts_of(owner)).any(|known| half_identity::fits(known, row))
    }

    /// Finds or adds the person that a row speaks of, and notes what about it should be looked at.
    /// `owner` has an order of the row's number, and may be them.
    pub(super) fn take_person(
        &mut self,
        mut person: PersonRow,
        row: u64,
        is_order: bool,
        owner: Option<CustomerId>,
    ) -> Result<Taken, RejectReason> {
        let found = match self.told.get(&row) {
            Some(id) => {
                // Blank is what was not to be repaired.
                person.erased.clear();
                Found::Known(*id, FoundBy::Key)
            }
            None => self.index.find(&person.customer, &self.customer_reader, &self.customers),
        };
        let found = match (found, owner) {
            // Somebody certain, or the owner by whatever else: then the number adds nothing.
            (Found::Known(_, FoundBy::Key | FoundBy::Contact(_)), _) | (_, None) => found,
            (Found::Known(id, _), Some(owner)) if id == owner => found,
            (_, Some(owner)) => Found::Known(owner, FoundBy::OrderNumber),
        };
        let (id, by) = match found {
            Found::Known(id, by) => (id, by),
            Found::SeveralOfName => return Err(RejectReason::AmbiguousName),
            Found::Nobody | Found::Contradicts | Found::NumberOfAnother(_) if !self.adds_new => {
                return Err(RejectReason::UnknownCustomer);
            }
            Found::Nobody | Found::Contradicts | Found::NumberOfAnother(_) => {
                if !is_order && is_number_alone(&person.customer) {
                    self.doubts.add(Doubt::NumberAlone, row);
                }
                if let Found::NumberOfAnother(holder) = found {
                    self.note_shared_number(holder, &person.customer, row);
                }
                let (id, is_settled) = self.add_person(person.customer, row);
                if found == Found::Contradicts {
                    self.doubts.add(Doubt::SharesContact, row);
                }
                return Ok(Taken { id, join: None, is_settled });
            }
        };
        self.note_blocked(id, &person.customer);
        self.note_number(id, by, &person.customer);
        let join = match self.other_name(id, by, &person.customer) {
            None => None,
            Some(by) => match self.joins.find(id, &person.customer.name) {
                Some(join) => {
                    let row = PersonRow { erased: Vec::new(), ..person.clone() };
                    self.customer_reader.update(self.joins.person_mut(join), row, None, &[]);
                    Some(join)
                }
                None if self.joins.is_full() && self.adds_new => {
                    let (id, is_settled) = self.add_person(person.customer, row);
                    return Ok(Taken { id, join: None, is_settled });
                }
                None => self
                    .customers
                    .get(id)
                    .map(|known| self.joins.begin(known, person.customer.clone(), by, row)),
            },
        };
        let first_row = self.first_rows.of(id);
        if matches!(by, FoundBy::OrderNumber | FoundBy::NameAndEnd)
            && let Some(known) = self.customers.get(id)
        {
            half_identity::drop_hidden(known, &mut person.customer);
        }
        if by == FoundBy::Name {
            self.doubts.add(Doubt::NameAlone, row);
        } else if by == FoundBy::NameAndEnd {
            self.doubts.add(Doubt::NameAndEnd, row);
        } else if first_row.is_some() && !is_order {
            self.doubts.add(Doubt::AgainInFile, row);
        }
        let known = self.customers.get(id);
        let is_named_so = |known: &Customer| names_agree(&known.name, &person.customer.name);
        let parts = self.index.parts_of(id);
        // What was joined by a contact is told by name; beside an order's number the names fit.
        if join.is_none()
            && by != FoundBy::OrderNumber
            && known.is_some_and(|known| !is_named_so(known))
            && !parts.iter().any(is_named_so)
        {
            let doubt = match by {
                FoundBy::Key => Doubt::NamesUnderOneKey,
                _ => Doubt::NamesUnderOneContact,
            };
            self.doubts.add_contradiction(doubt, id, first_row, row);
        }
        // Where an order came from is not how its customer came, unless nothing else is known.
        if is_order && known.is_some_and(|known| !known.lead_source.is_empty()) {
            person.customer.lead_source.clear();
        }
        // What a spreadsheet has left of the number says less than the one that is known.
        if is_cut_short(&person.customer.key) && known.is_some_and(|known| !known.key.is_empty()) {
            person.customer.key.clear();
        }
        let name = person.customer.name.clone();
        // Found by a contact, one name may be the other in another dress: the one we know stays.
        if matches!(by, FoundBy::Contact(_))
            && self.keeps_names
            && known.is_some_and(|k| !k.name.is_empty())
        {
            person.customer.name.clear();
        }
        let (mut kept_refusal, mut took_back) = (false, false);
        // A row that gives only the number by which the customer was found adds nothing.
        if self.customer_reader.describes_people() {
            self.index.note(id, &person.customer);
            let before = self.tables.customers.get(id);
            let (reader, merged) = (&self.customer_reader, self.index.parts_of(id));
            if join.is_none() && self.joins.has(id) {
                self.joins.update_kept(id, |kept| {
                    reader.update(kept, person.clone(), before, merged);
                });
            }
            self.customers.update(id, |known| {
                let updated = reader.update(known, person, before, merged);
                kept_refusal = updated.kept_refusal;
                took_back = updated.took_back;
                updated.changed
            });
        }
        if kept_refusal {
            self.doubts.add(Doubt::RefusalKept, row);
        }
        if took_back {
            self.doubts.add(Doubt::PermissionGone, row);
        }
        self.first_rows.note(id, row);
        let agrees = self.customers.get(id).is_some_and(|known| names_agree(&known.name, &name));
        let is_sure = matches!(by, FoundBy::Key | FoundBy::Contact(_));
        let is_settled = (agrees || join.is_some()) && is_sure && !kept_refusal;
        Ok(Taken { id, join, is_settled })
    }

    /// The contact by which a row was found to be this customer's, if it is that and the row writes the
    /// name otherwise than anybody who became this customer. Not where the user said what people are
    /// known by.
    fn other_name(&self, id: CustomerId, by: FoundBy, row: &Customer) -> Option<MatchKey> {
        let FoundBy::Contact(contact) = by else { return None };
        let name = row.name.trim();
        let known = self.customers.get(id).filter(|known| !known.name.trim().is_empty())?;
        let mut all = [known].into_iter().chain(self.index.parts_of(id));
        let is_told = self.keeps_names && !name.is_empty();
        (is_told && !all.any(|known| is_written_so(&known.name, name))).then_some(contact)
    }

    /// A row speaks of this customer: has it their number, and beside it a name?
    fn note_number(&mut self, id: CustomerId, by: FoundBy, row: &Customer) {
        if row.key.is_empty() {
            return;
        }
        if !row.name.is_empty() {
            self.index.note_named(id);
        }
        if by == FoundBy::Key && self.tables.customers.get(id).is_some() {
            self.shared_numbers.note_met(id);
        }
    }

    /// The row's number is that of somebody of another name.
    fn note_shared_number(&mut self, holder: CustomerId, person: &Customer, row: u64) {
        let first_row = self.first_rows.of(holder);
        self.doubts.add_contradiction(Doubt::NumberOfAnother, holder, first_row, row);
        if let Some(known) = self.customers.get(holder) {
            let was_here = self.tables.customers.get(holder).is_some();
            self.shared_numbers.note_parted(known, was_here, person, row);
        }
        // A row with nothing but the number is no longer theirs without asking.
        for holder in self.index.holders_of(&person.key) {
            self.repeated.forget(holder);
        }
    }

    /// The contact may not be taken over, or a later row may bring another: the block must not go with it.
    fn note_blocked(&mut self, id: CustomerId, row: &Customer) {
        if self.has_blacklist && Blacklist::of(&self.tables).blocks(row) {
            self.said_of_blocked.push(Customer { id, ..row.clone() });
        }
    }

    fn add_person(&mut self, mut person: Customer, row: u64) -> (CustomerId, bool) {
        let id = CustomerId(self.tables.next_ids.customer);
        self.tables.next_ids.customer += 1;
        person.id = id;
        self.note_blocked(id, &person);
        self.index.note(id, &person);
        let is_settled = self.index.holders_of(&person.key).any(|holder| holder == id);
        if is_settled && !person.name.is_empty() {
            self.index.note_named(id);
        }
        self.customers.add(person);
        self.first_rows.note(id, row);
        (id, is_settled)
    }
}

/// Has the row a customer number and nothing else?
fn is_number_alone(person: &Customer) -> bool {
    let is_unnamed = person.name.is_empty() && person.phone.is_empty() && !person.key.is_empty();
    is_unnamed
        && *person == Customer { id: person.id, key: person.key.clone(), ..Customer::default() }
}
