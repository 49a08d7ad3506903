//! Is this somebody we know? By customer number, else telephone, e-mail, WeChat, or a company's
//! number; or by the one of these that the user chose.
//!
//! Owns the index of who can be found by what. Where the user has not chosen, it never takes two people
//! with different customer numbers for one, whatever telephone they share, nor two whose names
//! contradict, whatever number or telephone: those stay apart until somebody has looked at them side by
//! side.
//!
//! A name is no identity: where a row has nothing better, it depends on the file. In a list of people
//! two rows of one name are two people, and the row is somebody known only if everything that the file
//! says is what is known already; each known person is taken once, so that the same file again brings
//! nobody twice and namesakes stay apart. In a list of orders the name is the only way to tell whose
//! order it is, so it decides, and the report says so; a name that several have decides nothing.

use std::collections::{HashMap, VecDeque};

use super::customer_rows::{CustomerReader, half_number_of};
use super::customer_update::names_agree;
use super::merged_people::MergedPeople;
use super::shared_numbers::{Holder, NumberHolders};
use super::values::contact;
use super::working_table::WorkingTable;
use crate::domain::customer::Customer;
use crate::domain::cut_number;
use crate::domain::ids::CustomerId;
use crate::matching::{MatchSettings, Verdict, compare};
use crate::views::import::{ColumnRole, MatchKey};

/// Between name and company in the index; no cell holds it.
const GAP: char = '\u{1F}';

/// The most customers that one contact leads to; more have it because it tells nobody apart.
const MOST_BY_CONTACT: usize = 1_000;
/// Of these, so many are weighed in full.
const MOST_WEIGHED: usize = 32;

/// Which columns the file tells people apart by.
#[derive(Clone, Copy, Debug)]
pub struct Identities {
    key: bool,
    phone: bool,
    email: bool,
    wechat: bool,
    company_id: bool,
    name: bool,
    company: bool,
    /// The user has said which: then nothing else is asked.
    is_chosen: bool,
}

impl Identities {
    pub fn of(columns: &[ColumnRole], chosen: MatchKey) -> Self {
        let has = |role| columns.contains(&role);
        let by = |own, role| has(role) && (chosen == MatchKey::Any || chosen == own);
        Self {
            key: by(MatchKey::CustomerKey, ColumnRole::CustomerKey),
            phone: by(MatchKey::Phone, ColumnRole::Phone),
            email: by(MatchKey::Email, ColumnRole::Email),
            wechat: by(MatchKey::WeChat, ColumnRole::WeChat),
            company_id: by(MatchKey::CompanyId, ColumnRole::CompanyId),
            name: has(ColumnRole::Name) || has(ColumnRole::FamilyName),
            company: has(ColumnRole::Company),
            is_chosen: chosen != MatchKey::Any,
        }
    }

    /// Is there any column to tell people apart by, other than the name?
    pub fn any_sure(self) -> bool {
        self.key || self.phone || self.email || self.wechat || self.company_id
    }

    /// Could anybody be told apart?
    pub fn any(self) -> bool {
        self.any_sure() || self.name
    }

    /// Has this person one of the identities that the file has columns of?
    fn is_sure_of(self, customer: &Customer) -> bool {
        (self.key && !telling_key(customer).is_empty())
            || (self.phone && !customer.phone.is_empty())
            || (self.email && !customer.email.is_empty())
            || (self.wechat && !customer.wechat.is_empty())
            || (self.company_id && !customer.company_id.is_empty())
    }

    /// Is the name all there is to tell this person by, in the columns that the file has?
    fn only_name_of(self, customer: &Customer) -> bool {
        self.name && !customer.name.is_empty() && !self.is_sure_of(customer)
    }

    /// May an order with nothing but a name be this customer's? Not where the file knows better ways
    /// and the customer could be found by one.
    fn takes_orders_by_name(self, customer: &Customer) -> bool {
        let has_better = !telling_key(customer).is_empty()
            || !customer.phone.is_empty()
            || !customer.email.is_empty()
            || !customer.wechat.is_empty();
        self.name && !customer.name.is_empty() && (!self.any_sure() || !has_better)
    }

    /// The name, and the company where the file has it.
    fn name_of(self, customer: &Customer) -> String {
        let company = if self.company { customer.company.as_str() } else { "" };
        format!("{}{GAP}{company}", customer.name)
    }

    /// May an order be this customer's that names them, with what a platform shows of the telephone?
    fn takes_order(self, customer: &Customer, half_number: Option<&str>) -> bool {
        match (half_number, half_number_of(customer)) {
            (Some(half), _) if !customer.phone.is_empty() => {
                contact::fits_masked_phone(half, &customer.phone)
            }
            (Some(half), Some(known)) => half == known,
            _ => self.takes_orders_by_name(customer),
        }
    }
}

/// The number, unless it is only what a spreadsheet has left of it: many have the same.
fn telling_key(customer: &Customer) -> &str {
    cut_number::telling(&customer.key)
}

/// Does no number of these two say that they are two? That they are one was asked before.
fn keys_fit(known: &Customer, row: &Customer) -> bool {
    telling_key(row).is_empty() || telling_key(known).is_empty()
}

/// Does anything of this row name a person?
pub fn names_somebody(customer: &Customer) -> bool {
    let names: [&str; 6] = [
        telling_key(customer),
        &customer.name,
        &customer.phone,
        &customer.email,
        &customer.wechat,
        &customer.company_id,
    ];
    names.iter().any(|name| !name.is_empty())
}

/// What a customer was found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundBy {
    Key,
    /// Which of the contacts.
    Contact(MatchKey),
    /// The name, of an order.
    Name,
    /// The name, and what the row shows of the telephone number: mostly its last four digits.
    NameAndEnd,
    /// The name and everything else that the file has of the person.
    WholeRow,
    /// The number of an order of theirs.
    OrderNumber,
}

/// Whom a row speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Known(CustomerId, FoundBy),
    Nobody,
    /// Somebody has this contact, and by all that is known is another person: taken for one, this
    /// would be a merge that nobody has looked at.
    Contradicts,
    /// This one has the row's customer number, and by the name is another person.
    NumberOfAnother(CustomerId),
    /// Several customers have the name that is all an order says, or the name and the end of the
    /// telephone number, or the customer number, that are all a row says.
    SeveralOfName,
}

/// How the name of a row without anything better is taken.
enum ByName {
    /// Of a list of orders: everybody of that name.
    Order(HashMap<String, Vec<CustomerId>>),
    /// Of a list of people.
    Person {
        /// The customers known before this file, by everything the file has of them.
        whole_rows: HashMap<String, VecDeque<CustomerId>>,
        /// By name and the last digits of the telephone: 林雨晴, 尾号 8017.
        ends: HashMap<String, Vec<CustomerId>>,
    },
}

impl ByName {
    fn of_people() -> Self {
        Self::Person { whole_rows: HashMap::new(), ends: HashMap::new() }
    }
}

/// So many digits are what a shop asks for at the counter.
const N_END_DIGITS: usize = 4;

fn end_of(phone: &str) -> Option<&str> {
    let end = phone.get(phone.len().checked_sub(N_END_DIGITS)?..)?;
    end.bytes().all(|byte| byte.is_ascii_digit()).then_some(end)
}

/// Customers by a contact that mostly one person has.
#[derive(Default)]
struct ContactIndex {
    first: HashMap<String, CustomerId>,
    others: HashMap<String, Vec<CustomerId>>,
}

impl ContactIndex {
    fn note(&mut self, contact: String, id: CustomerId) {
        match self.first.get(&contact) {
            None => {
                self.first.insert(contact, id);
            }
            Some(first) if *first == id => {}
            Some(_) => {
                let others = self.others.entry(contact).or_default();
                if others.len() < MOST_BY_CONTACT && !others.contains(&id) {
                    others.push(id);
                }
            }
        }
    }

    fn all(&self, contact: &str) -> impl Iterator<Item = CustomerId> {
        let others = self.others.get(contact).into_iter().flatten();
        self.first.get(contact).into_iter().chain(others).copied()
    }
}

/// Where to find the customers of a workspace and of the file so far.
pub struct CustomerIndex {
    identities: Identities,
    settings: MatchSettings,
    by_key: NumberHolders,
    by_phone: ContactIndex,
    by_email: ContactIndex,
    by_wechat: ContactIndex,
    by_company_id: ContactIndex,
    by_name: ByName,
    merged: MergedPeople,
}

impl CustomerIndex {
    /// `reader` tells what the file has of a person; `has_orders`, whether its rows are orders.
    pub fn new<'a>(
        identities: Identities,
        settings: MatchSettings,
        reader: &CustomerReader,
        has_orders: bool,
        customers: impl Iterator<Item = &'a Customer>,
        merged: MergedPeople,
    ) -> Self {
        let by_name = if has_orders { ByName::Order(HashMap::new()) } else { ByName::of_people() };
        let mut index = Self {
            identities,
            settings,
            by_key: NumberHolders::new(),
            by_phone: ContactIndex::default(),
            by_email: ContactIndex::default(),
            by_wechat: ContactIndex::default(),
            by_company_id: ContactIndex::default(),
            by_name,
            merged: MergedPeople::default(),
        };
        let mut take = |id, customer: &Customer| {
            index.note(id, customer);
            if let ByName::Person { whole_rows, .. } = &mut index.by_name
                && identities.only_name_of(customer)
            {
                whole_rows.entry(reader.fingerprint(customer)).or_default().push_back(id);
            }
        };
        for customer in customers {
            take(customer.id, customer);
        }
        for (id, part) in merged.iter() {
            take(id, part);
        }
        index.merged = merged;
        index
    }

    /// Remembers what this customer can be found by.
    pub fn note(&mut self, id: CustomerId, customer: &Customer) {
        let key = telling_key(customer);
        if self.identities.key && !key.is_empty() {
            self.by_key.note(key, id);
        }
        if self.identities.phone
            && let Some(phone) = self.phone_of(customer)
        {
            self.by_phone.note(phone, id);
        }
        if self.identities.email
            && let Some(email) = contact::normalise_email(&customer.email)
        {
            self.by_email.note(email, id);
        }
        if self.identities.wechat
            && let Some(wechat) = contact::normalise_wechat(&customer.wechat)
        {
            self.by_wechat.note(wechat, id);
        }
        if self.identities.company_id
            && let Some(company_id) = contact::normalise_company_id(&customer.company_id)
        {
            self.by_company_id.note(company_id, id);
        }
        if !self.identities.name || customer.name.is_empty() {
            return;
        }
        let phone = self.identities.phone.then(|| self.phone_of(customer)).flatten();
        let namesakes = match &mut self.by_name {
            ByName::Order(known) => known.entry(self.identities.name_of(customer)),
            ByName::Person { ends, .. } => match phone.as_deref().and_then(end_of) {
                Some(end) => ends.entry(format!("{}{GAP}{end}", customer.name)),
                None => return,
            },
        }
        .or_default();
        if namesakes.len() < MOST_BY_CONTACT && !namesakes.contains(&id) {
            namesakes.push(id);
        }
    }

    /// In the one form that it has in the workspace's country, however it is written.
    fn phone_of(&self, customer: &Customer) -> Option<String> {
        contact::normalise_phones(&customer.phone, self.settings.home).into_iter().next()
    }

    /// The records that became this customer.
    pub fn parts_of(&self, id: CustomerId) -> &[Customer] {
        self.merged.parts_of(id)
    }

    /// The customers of this number, where the file tells people apart by numbers.
    pub fn holders_of(&self, number: &str) -> impl Iterator<Item = CustomerId> {
        self.by_key.all(number)
    }

    /// By their columns' heads, numbers are accounts or names those of who gets the parcel.
    pub fn take_numbers_for_accounts(&mut self) {
        self.by_key.take_for_accounts();
    }

    /// A row that speaks of this customer has a number and a name.
    pub fn note_named(&mut self, id: CustomerId) {
        self.by_key.note_named(id);
    }

    /// Whose the row's customer number is.
    fn find_by_number(&self, row: &Customer, customers: &WorkingTable<Customer>) -> Holder {
        if telling_key(row).is_empty() {
            return Holder::Nobody;
        }
        if self.identities.is_chosen {
            return self.by_key.first(&row.key).map_or(Holder::Nobody, Holder::One);
        }
        let records =
            |id: CustomerId| customers.get(id).into_iter().chain(self.merged.parts_of(id));
        let shares_contact =
            |id: CustomerId| records(id).any(|known| self.share_contact(known, row));
        self.by_key.find(row, records, shares_contact)
    }

    /// Have the two a telephone, an address or a WeChat id in common?
    fn share_contact(&self, one: &Customer, other: &Customer) -> bool {
        let are_same = |one: Option<String>, other: Option<String>| one.is_some() && one == other;
        are_same(self.phone_of(one), self.phone_of(other))
            || are_same(
                contact::normalise_email(&one.email),
                contact::normalise_email(&other.email),
            )
            || are_same(
                contact::normalise_wechat(&one.wechat),
                contact::normalise_wechat(&other.wechat),
            )
    }

    /// The known customer that a row of the file speaks of. One found by its whole row is not found
    /// again.
    pub fn find(
        &mut self,
        row: &Customer,
        reader: &CustomerReader,
        customers: &WorkingTable<Customer>,
    ) -> Found {
        let number = self.find_by_number(row, customers);
        match number {
            Holder::One(id) => return Found::Known(id, FoundBy::Key),
            Holder::Several => return Found::SeveralOfName,
            Holder::Nobody | Holder::Another(_) => {}
        }
        let (found, contradicts) = self.find_by_contact(row, customers);
        if let Some((id, by)) = found {
            return Found::Known(id, FoundBy::Contact(by));
        }
        if let Holder::Another(id) = number {
            return Found::NumberOfAnother(id);
        }
        if contradicts {
            return Found::Contradicts;
        }
        if !self.identities.only_name_of(row) {
            return Found::Nobody;
        }
        match &mut self.by_name {
            ByName::Order(known) => {
                let half_number = half_number_of(row);
                let takes_it = |id: &&CustomerId| {
                    let known = customers.get(**id);
                    known.is_some_and(|known| self.identities.takes_order(known, half_number))
                };
                let namesakes = known.get(&self.identities.name_of(row));
                let mut buyers = namesakes.into_iter().flatten().filter(takes_it);
                let shows_a_number = |id: CustomerId| {
                    let known = customers.get(id);
                    known.is_some_and(|k| !k.phone.is_empty() || half_number_of(k).is_some())
                };
                match (buyers.next(), buyers.next()) {
                    (Some(id), None) if half_number.is_some() && shows_a_number(*id) => {
                        Found::Known(*id, FoundBy::NameAndEnd)
                    }
                    (Some(id), None) => Found::Known(*id, FoundBy::Name),
                    (Some(_), Some(_)) => Found::SeveralOfName,
                    (None, _) => Found::Nobody,
                }
            }
            ByName::Person { whole_rows, ends } => {
                if let Some((shown, end)) = half_number_of(row).and_then(|s| Some((s, end_of(s)?)))
                {
                    let namesakes = ends.get(&format!("{}{GAP}{end}", row.name));
                    let is_theirs = |id: &&CustomerId| {
                        customers
                            .get(**id)
                            .is_some_and(|known| contact::fits_masked_phone(shown, &known.phone))
                    };
                    let mut fitting = namesakes.into_iter().flatten().filter(is_theirs);
                    match (fitting.next(), fitting.next()) {
                        (Some(id), None) => return Found::Known(*id, FoundBy::NameAndEnd),
                        (Some(_), Some(_)) => return Found::SeveralOfName,
                        (None, _) => {}
                    }
                }
                let alike = whole_rows.get_mut(&reader.fingerprint(row));
                let merged = &self.merged;
                let says_nothing_new = |id: &CustomerId| {
                    let mut all = customers.get(*id).into_iter().chain(merged.parts_of(*id));
                    all.any(|known| reader.says_nothing_new(known, row))
                };
                let taken = alike.and_then(|alike| {
                    let at = alike.iter().position(says_nothing_new)?;
                    alike.remove(at)
                });
                taken.map_or(Found::Nobody, |id| Found::Known(id, FoundBy::WholeRow))
            }
        }
    }

    /// Who has one of the row's contacts and is the same person; and whether there is somebody who
    /// has one and is not.
    fn find_by_contact(
        &self,
        row: &Customer,
        customers: &WorkingTable<Customer>,
    ) -> (Option<(CustomerId, MatchKey)>, bool) {
        let Identities { phone, email, wechat, company_id, is_chosen, .. } = self.identities;
        let phone = phone.then(|| self.phone_of(row)).flatten();
        let email = email.then(|| contact::normalise_email(&row.email)).flatten();
        let wechat = wechat.then(|| contact::normalise_wechat(&row.wechat)).flatten();
        let company_id =
            company_id.then(|| contact::normalise_company_id(&row.company_id)).flatten();
        let own = [
            (phone, &self.by_phone, MatchKey::Phone),
            (email, &self.by_email, MatchKey::Email),
            (wechat, &self.by_wechat, MatchKey::WeChat),
        ];
        let mut contradicts = false;
        for (contact, index, by) in &own {
            let Some(contact) = contact else { continue };
            if is_chosen {
                return (index.all(contact).next().map(|id| (id, *by)), false);
            }
            let may_be = |id: CustomerId| {
                let known = customers.get(id)?;
                keys_fit(known, row).then_some(known)
            };
            let named = |fits: fn(&str, &str) -> bool| {
                index.all(contact).find(|id| {
                    let is_one = |known: &Customer| fits(&known.name, &row.name);
                    may_be(*id).is_some_and(is_one) || self.merged.parts_of(*id).iter().any(is_one)
                })
            };
            // Two who were parted may differ in nothing but how their name is written.
            let of_name = named(|known, said| known == said).or_else(|| named(names_agree));
            let found = of_name.or_else(|| {
                let mut likely = index.all(contact).take(MOST_WEIGHED);
                likely.find(|id| {
                    may_be(*id).is_some_and(|known| {
                        compare(known, row, &self.settings).verdict == Verdict::Certain
                    })
                })
            });
            if let Some(found) = found {
                return (Some((found, *by)), false);
            }
            contradicts |= index.all(contact).any(|id| may_be(id).is_some());
        }
        let Some(company_id) = company_id else { return (None, contradicts) };
        let mut colleagues = self.by_company_id.all(&company_id);
        if is_chosen {
            return (colleagues.next().map(|id| (id, MatchKey::CompanyId)), false);
        }
        // Many work for one company: it has to be the same one of them, or the company itself.
        let is_company = |customer: &Customer| {
            customer.phone.is_empty() && customer.email.is_empty() && customer.wechat.is_empty()
        };
        let found = colleagues.find(|id| {
            customers.get(*id).is_some_and(|known| {
                let is_one = match (known.name.is_empty(), row.name.is_empty()) {
                    (false, false) => {
                        names_agree(&known.name, &row.name) && !self.keep_own(known, row)
                    }
                    _ => is_company(known) && is_company(row),
                };
                keys_fit(known, row) && is_one
            })
        });
        (found.map(|id| (id, MatchKey::CompanyId)), contradicts && found.is_none())
    }

    /// Has each of the two a telephone, an address or a WeChat id of their own? A large company has
    /// two of a name.
    fn keep_own(&self, one: &Customer, other: &Customer) -> bool {
        let differ = |one: Option<String>, other: Option<String>| {
            one.zip(other).is_some_and(|(one, other)| one != other)
        };
        differ(self.phone_of(one), self.phone_of(other))
            || differ(contact::normalise_email(&one.email), contact::normalise_email(&other.email))
            || differ(
                contact::normalise_wechat(&one.wechat),
                contact::normalise_wechat(&other.wechat),
            )
    }
}
