//! What a row says of consent: permissions, refusals, the opt-out, and what shows them. Must not know
//! what is known of the person.
//!
//! A cell that cannot be read never leads to an invitation: it holds as a refusal of what its column
//! speaks of until somebody decides, with its words as the source.

use std::collections::BTreeMap;

use super::customer_rows::channel_of;
use super::customer_update::fill;
use super::values::cell;
use super::values::consent_word::{is_opted_out, read_opt_out, read_permission};
use super::values::date::DateReading;
use crate::domain::consent::{Channel, ChannelConsent, Consent, ConsentFact, OptOut, Permission};
use crate::domain::text::Language;
use crate::views::import::{ColumnRole, ConsentAbout, ConsentNote};
use crate::words;

/// Of the words of an unreadable cell.
const MOST_CHARS: usize = 80;

/// Does the column speak of consent, or of what shows it?
pub(super) fn is_of_consent(role: &ColumnRole) -> bool {
    matches!(role, ColumnRole::OptedOut | ColumnRole::ConsentEvery | ColumnRole::ConsentFact(..))
        || channel_of(role).is_some()
}

/// Does a cell of the column that cannot be read hold its person back? Where only the proof of a
/// permission is lost, nothing more is.
pub(super) fn holds_back(role: &ColumnRole) -> bool {
    match role {
        ColumnRole::ConsentFact(ConsentAbout::Refusal(_), _)
        | ColumnRole::ConsentFact(ConsentAbout::OptOut, ConsentFact::Day) => true,
        ColumnRole::ConsentFact(..) => false,
        role => is_of_consent(role),
    }
}

/// The cells of consent of one row, read one by one.
#[derive(Default)]
pub(super) struct ConsentCells {
    channels: BTreeMap<Channel, ChannelConsent>,
    proofs: BTreeMap<ConsentAbout, ConsentNote>,
    /// What the column of opt-outs says: see `read_opt_out`.
    opt_out: Permission,
    /// The column of its days says that there is one.
    has_opt_out: bool,
    /// Words that cannot be read where an opt-out may stand, or the refusal of a channel.
    unread_opt_out: Option<String>,
    unread_refusals: BTreeMap<Channel, String>,
}

/// What came of them.
#[derive(Clone, Debug, Default)]
pub(super) struct RowConsent {
    pub consent: Consent,
    /// The row says in so many words that there is no opt-out.
    pub denies_opt_out: bool,
    /// Channels for which it gives the day of a permission, in a file that says of nobody whether there
    /// is one.
    pub permitted_by_day: Vec<Channel>,
}

impl ConsentCells {
    /// `None` if the text cannot be read as what the column is.
    pub fn read(
        &mut self,
        role: &ColumnRole,
        text: &str,
        dates: DateReading,
        language: Language,
    ) -> Option<()> {
        let day = || dates.read(text).map(|moment| moment.day);
        let unread = || {
            let words = words::consent::unread(cell::cut(text, MOST_CHARS));
            words.get(language).to_owned()
        };
        match role {
            ColumnRole::OptedOut => match (read_opt_out(text), day()) {
                (Some(said), _) => self.opt_out = said,
                (None, Some(day)) => {
                    self.opt_out = Permission::Refused;
                    self.proofs.entry(ConsentAbout::OptOut).or_default().day.get_or_insert(day);
                }
                (None, None) => {
                    self.unread_opt_out = Some(unread());
                    return None;
                }
            },
            ColumnRole::ConsentFact(ConsentAbout::OptOut, ConsentFact::Day) => {
                match (day(), read_opt_out(text)) {
                    (Some(day), _) => {
                        self.has_opt_out = true;
                        self.proofs.entry(ConsentAbout::OptOut).or_default().day = Some(day);
                    }
                    (None, Some(said)) => self.has_opt_out |= said == Permission::Refused,
                    (None, None) => {
                        self.unread_opt_out.get_or_insert_with(unread);
                        return None;
                    }
                }
            }
            ColumnRole::ConsentFact(about @ ConsentAbout::Refusal(channel), _) => {
                match (read_opt_out(text), day()) {
                    (Some(Permission::Refused), _) => {
                        self.proofs.entry(*about).or_default();
                    }
                    (Some(_), _) => {}
                    (None, Some(day)) => self.proofs.entry(*about).or_default().day = Some(day),
                    (None, None) => {
                        self.unread_refusals.insert(*channel, unread());
                        return None;
                    }
                }
            }
            ColumnRole::ConsentFact(about, fact) => {
                let proof = self.proofs.entry(*about).or_default();
                match fact {
                    ConsentFact::Day => proof.day = Some(day()?),
                    ConsentFact::Source => proof.source = text.to_owned(),
                    ConsentFact::Purpose => proof.purpose = text.to_owned(),
                }
            }
            role => {
                let said = read_permission(text);
                let consent = match said {
                    Some(Permission::Unknown) => return Some(()),
                    Some(permission) => permission.into(),
                    None => ChannelConsent::undecided(&unread()),
                };
                match channel_of(role) {
                    Some(channel) => drop(self.channels.insert(channel, consent)),
                    // Every channel that no other column speaks of.
                    None => {
                        for channel in Channel::ALL {
                            self.channels.entry(channel).or_insert_with(|| consent.clone());
                        }
                    }
                }
                said?;
            }
        }
        Some(())
    }

    /// Why what the row says holds: the fact of the channel itself, else the row's, else the file's.
    /// `cells` are the row's, with what their columns are.
    pub fn finish<'a>(
        self,
        file: &ConsentNote,
        cells: impl Iterator<Item = (&'a ColumnRole, &'a str)> + Clone,
    ) -> RowConsent {
        let mut consent = Consent { channels: self.channels.clone(), opt_out: None };
        let mut permitted_by_day = Vec::new();
        for (about, proof) in &self.proofs {
            let ConsentAbout::Channel(channel) = about else { continue };
            let is_decided = |role: &ColumnRole| {
                *role == ColumnRole::ConsentEvery || channel_of(role) == Some(*channel)
            };
            // Who gave it on a day gave it; where a column says whether, that one decides.
            let is_open = !self.proofs.contains_key(&ConsentAbout::Refusal(*channel))
                && !cells.clone().any(|(role, _)| is_decided(role));
            if proof.day.is_some() && is_open {
                consent.set(*channel, Permission::Granted);
                permitted_by_day.push(*channel);
            }
        }
        for about in self.proofs.keys() {
            if let ConsentAbout::Refusal(channel) = about {
                consent.set(*channel, Permission::Refused);
            }
        }
        for (channel, words) in &self.unread_refusals {
            if consent.noted(*channel) != Permission::Refused {
                consent.set(*channel, ChannelConsent::undecided(words));
            }
        }
        // The day of an opt-out is an opt-out, where nothing says that there is none.
        let denies_opt_out = self.opt_out == Permission::Granted;
        if self.opt_out == Permission::Refused || (self.has_opt_out && !denies_opt_out) {
            let ConsentNote { day, source, .. } = self.proof(ConsentAbout::OptOut, file);
            consent.opt_out = Some(OptOut { day, source });
            // Said of a channel as well, as exported files do, it is no refusal of that channel: it
            // may be taken back as one.
            for (role, text) in cells {
                if let Some(channel) = channel_of(role).filter(|_| is_opted_out(text)) {
                    consent.channels.remove(&channel);
                }
            }
        } else if let Some(words) = self.unread_opt_out.as_ref().filter(|_| !denies_opt_out) {
            consent.opt_out = Some(OptOut::undecided(words));
        }
        for (channel, said) in &mut consent.channels {
            if said.is_undecided() {
                continue;
            }
            let ConsentNote { day, source, purpose } =
                self.proof(ConsentAbout::Channel(*channel), file);
            *said = ChannelConsent { permission: said.permission, day, source, purpose };
            if let Some(refusal) = self.proofs.get(&ConsentAbout::Refusal(*channel)) {
                said.day = refusal.day.or(said.day);
            }
        }
        RowConsent { consent, denies_opt_out, permitted_by_day }
    }

    fn proof(&self, about: ConsentAbout, file: &ConsentNote) -> ConsentNote {
        let mut proof = self.proofs.get(&about).cloned().unwrap_or_default();
        for next in self.proofs.get(&ConsentAbout::Everything).into_iter().chain([file]) {
            proof.day = proof.day.or(next.day);
            fill(&mut proof.source, &next.source);
            fill(&mut proof.purpose, &next.purpose);
        }
        proof
    }
}
