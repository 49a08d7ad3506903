//! How somebody is to deal with (B1): five usual labels, and any word of the user's own. Must not know
//! what a label is called in a language beyond reading it.

/// The usual labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Personality {
    Shrewd,
    Grumbling,
    Silent,
    Orderly,
    ClearMinded,
}

/// As people write them, in lower case.
const WRITTEN: [(&str, Personality); 19] = [
    ("shrewd", Personality::Shrewd),
    ("精明", Personality::Shrewd),
    ("精明型", Personality::Shrewd),
    ("grumbling", Personality::Grumbling),
    ("grumbler", Personality::Grumbling),
    ("牢骚", Personality::Grumbling),
    ("牢骚型", Personality::Grumbling),
    ("silent", Personality::Silent),
    ("quiet", Personality::Silent),
    ("沉默", Personality::Silent),
    ("沉默型", Personality::Silent),
    ("orderly", Personality::Orderly),
    ("条理", Personality::Orderly),
    ("条理型", Personality::Orderly),
    ("clear-minded", Personality::ClearMinded),
    ("clear minded", Personality::ClearMinded),
    ("clearminded", Personality::ClearMinded),
    ("清晰", Personality::ClearMinded),
    ("清晰型", Personality::ClearMinded),
];

impl Personality {
    pub const ALL: [Self; 5] =
        [Self::Shrewd, Self::Grumbling, Self::Silent, Self::Orderly, Self::ClearMinded];

    /// The stable name, as it is stored.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Shrewd => "shrewd",
            Self::Grumbling => "grumbling",
            Self::Silent => "silent",
            Self::Orderly => "orderly",
            Self::ClearMinded => "clear-minded",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|personality| personality.slug() == slug)
    }

    fn read(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        WRITTEN.iter().find(|(written, _)| *written == text).map(|(_, personality)| *personality)
    }
}

/// A label in the one form it is stored in: a usual one by its stable name, whatever language it was
/// written in, any other as it stands.
pub fn canonical_personality(text: &str) -> String {
    let text = text.trim();
    Personality::read(text).map_or_else(|| text.to_owned(), |known| known.slug().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Personality, WRITTEN, canonical_personality};

    #[test]
    fn usual_labels_have_one_form_and_others_stay() {
        for (written, personality) in WRITTEN {
            assert_eq!(canonical_personality(written), personality.slug());
        }
        for personality in Personality::ALL {
            assert_eq!(Personality::from_slug(personality.slug()), Some(personality));
            assert_eq!(canonical_personality(personality.slug()), personality.slug());
        }
        assert_eq!(canonical_personality(" Silent "), "silent");
        assert_eq!(canonical_personality("爱砍价"), "爱砍价");
        assert_eq!(canonical_personality(""), "");
    }
}
