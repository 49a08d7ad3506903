//! The seven methods of gathering customers.
//!
//! Owns the list of methods and their stable keys. Must not know their content: names, questions
//! and defaults are in `playbooks`.

use serde::{Deserialize, Serialize};

/// How an event gathers its guests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// A topic the group cares for; the product enters through the topic.
    Seminar,
    /// Entertainment; buying in a good mood.
    Activity,
    /// Small groups are taught use and comparison, and served on the spot.
    Training,
    /// An advantage only at one time and place.
    LimitedOffer,
    /// Many products and customers in one hall.
    Exhibition,
    /// Existing buyers, gathered by privileges.
    Membership,
    /// Dealers rather than end customers; what is sold is the right to distribute.
    DealerRecruitment,
}

impl Method {
    /// Every method once, in the order the interface shows them.
    pub const ALL: [Method; 7] = [
        Method::Seminar,
        Method::Activity,
        Method::Training,
        Method::LimitedOffer,
        Method::Exhibition,
        Method::Membership,
        Method::DealerRecruitment,
    ];

    /// The stable key, as in addresses and stored documents.
    pub const fn slug(self) -> &'static str {
        match self {
            Method::Seminar => "seminar",
            Method::Activity => "activity",
            Method::Training => "training",
            Method::LimitedOffer => "limited-offer",
            Method::Exhibition => "exhibition",
            Method::Membership => "membership",
            Method::DealerRecruitment => "dealer-recruitment",
        }
    }

    /// The method with this key, if there is one.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.slug() == slug)
    }
}

#[cfg(test)]
mod tests {
    use super::Method;

    #[test]
    fn slug_is_the_stored_form_and_reads_back() {
        for (position, method) in Method::ALL.into_iter().enumerate() {
            assert_eq!(serde_json::to_value(method).unwrap(), method.slug());
            assert_eq!(Method::from_slug(method.slug()), Some(method));
            assert_eq!(method as usize, position);
        }
        assert_eq!(Method::from_slug("raffle"), None);
    }
}
