//! The four classes of contribution × loyalty.
//!
//! Owns the classes and the rule from the two axes to a class. Must not know how the axes are
//! scored or where the cut-offs stand.

use serde::{Deserialize, Serialize};

/// Where a customer stands by what they bring and how firmly they stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// High contribution, high loyalty.
    Bee,
    /// High contribution, low loyalty.
    Dragonfly,
    /// Low contribution, high loyalty.
    Butterfly,
    /// Low contribution, low loyalty.
    Mantis,
}

impl Class {
    /// Every class once, in the order the interface shows them.
    pub const ALL: [Class; 4] = [Class::Bee, Class::Dragonfly, Class::Butterfly, Class::Mantis];

    /// The class of somebody whose contribution and loyalty reach their cut-offs, or do not.
    pub const fn from_axes(high_contribution: bool, high_loyalty: bool) -> Self {
        match (high_contribution, high_loyalty) {
            (true, true) => Class::Bee,
            (true, false) => Class::Dragonfly,
            (false, true) => Class::Butterfly,
            (false, false) => Class::Mantis,
        }
    }

    /// Whether members of this class reach the contribution cut-off.
    pub const fn has_high_contribution(self) -> bool {
        matches!(self, Class::Bee | Class::Dragonfly)
    }

    /// Whether members of this class reach the loyalty cut-off.
    pub const fn has_high_loyalty(self) -> bool {
        matches!(self, Class::Bee | Class::Butterfly)
    }

    /// The stable key, as in addresses, style attributes and stored documents.
    pub const fn slug(self) -> &'static str {
        match self {
            Class::Bee => "bee",
            Class::Dragonfly => "dragonfly",
            Class::Butterfly => "butterfly",
            Class::Mantis => "mantis",
        }
    }

    /// The class with this key, if there is one.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.slug() == slug)
    }
}

#[cfg(test)]
mod tests {
    use super::Class;

    #[test]
    fn the_axes_of_a_class_lead_back_to_it() {
        for class in Class::ALL {
            assert_eq!(
                Class::from_axes(class.has_high_contribution(), class.has_high_loyalty()),
                class
            );
        }
    }

    #[test]
    fn slug_is_the_stored_form_and_reads_back() {
        for (position, class) in Class::ALL.into_iter().enumerate() {
            assert_eq!(serde_json::to_value(class).unwrap(), class.slug());
            assert_eq!(Class::from_slug(class.slug()), Some(class));
            assert_eq!(class as usize, position);
        }
        assert_eq!(Class::from_slug("wasp"), None);
    }
}
