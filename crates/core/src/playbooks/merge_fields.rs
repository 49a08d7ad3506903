//! The places in a script or message that a customer's and the shop's facts fill. What is not known
//! stays a visible gap: nothing is made up. A stretch in square brackets that asks for a fact is said
//! only where all its facts are known; of several wordings in it, parted by `|`, the first that is whole.
//! Must not know where the facts come from.

/// A fact that a text asks for, written `{name}` in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MergeField {
    /// Of the customer.
    Name,
    /// When the customer bought last and what, what they usually buy, and what they are called where
    /// they are a member.
    LastPurchase,
    LastBought,
    Category,
    Member,
    /// Who calls or writes.
    Shop,
    /// Of the event: what it is called, its day, its place, what guests are offered.
    Event,
    Date,
    Place,
    Offer,
}

impl MergeField {
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::LastPurchase,
        Self::LastBought,
        Self::Category,
        Self::Member,
        Self::Shop,
        Self::Event,
        Self::Date,
        Self::Place,
        Self::Offer,
    ];

    /// As texts name it.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::LastPurchase => "last",
            Self::LastBought => "bought",
            Self::Category => "category",
            Self::Member => "member",
            Self::Shop => "shop",
            Self::Event => "event",
            Self::Date => "date",
            Self::Place => "place",
            Self::Offer => "offer",
        }
    }

    fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.slug() == slug)
    }
}

/// A stretch of a filled text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    /// Not known.
    Gap(MergeField),
}

/// The text with every field filled that `fact` knows. Braces around anything else stay as they are, and
/// so do brackets.
pub fn pieces(text: &str, fact: impl Fn(MergeField) -> Option<String>) -> Vec<Piece> {
    let mut filled = Filled::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        filled.fill(before, &fact);
        match after.split_once(']').filter(|(stretch, _)| is_optional(stretch)) {
            Some((stretch, after)) => {
                let whole = stretch.split('|').find_map(|wording| {
                    let mut part = Filled::default();
                    part.fill(wording, &fact);
                    // Without a gap it is one run of words.
                    part.pieces.is_empty().then_some(part.words)
                });
                filled.words.push_str(&whole.unwrap_or_default());
                rest = after;
            }
            None => {
                filled.words.push('[');
                rest = after;
            }
        }
    }
    filled.fill(rest, &fact);
    filled.end()
}

/// Does a stretch in brackets ask for a fact? Of brackets within brackets, the inner ones count.
fn is_optional(stretch: &str) -> bool {
    let mut asked = Filled::default();
    asked.fill(stretch, &|_| None);
    !stretch.contains('[') && !asked.pieces.is_empty()
}

/// What is filled so far: pieces, and the words since the last gap.
#[derive(Default)]
struct Filled {
    pieces: Vec<Piece>,
    words: String,
}

impl Filled {
    fn fill(&mut self, text: &str, fact: &dyn Fn(MergeField) -> Option<String>) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            self.words.push_str(before);
            let field = after
                .split_once('}')
                .and_then(|(slug, after)| Some((MergeField::from_slug(slug)?, after)));
            let Some((field, after)) = field else {
                self.words.push('{');
                rest = after;
                continue;
            };
            match fact(field).filter(|known| !known.trim().is_empty()) {
                Some(known) => self.words.push_str(&known),
                None => self.gap(field),
            }
            rest = after;
        }
        self.words.push_str(rest);
    }

    fn gap(&mut self, field: MergeField) {
        self.end_words();
        self.pieces.push(Piece::Gap(field));
    }

    fn end_words(&mut self) {
        if !self.words.is_empty() {
            self.pieces.push(Piece::Words(std::mem::take(&mut self.words)));
        }
    }

    fn end(mut self) -> Vec<Piece> {
        self.end_words();
        self.pieces
    }
}

#[cfg(test)]
mod tests {
    use super::{MergeField, Piece, pieces};

    #[test]
    fn what_is_not_known_stays_a_gap() {
        let fact = |field| match field {
            MergeField::Name => Some("{shop} 王丽".to_owned()),
            MergeField::Offer => Some(" ".to_owned()),
            _ => None,
        };
        let words = |text: &str| Piece::Words(text.into());
        assert_eq!(
            pieces("{name}您好，{offer}{x}{", fact),
            [words("{shop} 王丽您好，"), Piece::Gap(MergeField::Offer), words("{x}{")]
        );
        assert_eq!(pieces("", fact), []);
    }

    #[test]
    fn a_stretch_in_brackets_is_said_only_where_its_facts_are_known() {
        let fact = |field| match field {
            MergeField::Name => Some("Ann [{last}]".to_owned()),
            MergeField::Category => Some("tea".to_owned()),
            _ => None,
        };
        #[track_caller]
        fn check(found: Vec<Piece>, expected: &str) {
            assert_eq!(found, [Piece::Words(expected.into())]);
        }
        check(
            pieces("{name}[, you take {category}]. Well", fact),
            "Ann [{last}], you take tea. Well",
        );
        check(pieces("Hello[, {name}, since {last}]. Well", fact), "Hello. Well");
        // Of several wordings the first that is whole, else none.
        check(pieces("[On {last}: {category}. |{category}. ]Well", fact), "tea. Well");
        check(pieces("[{category}. |{name}. ]Well", fact), "tea. Well");
        check(pieces("[On {last}. |{bought}. ]Well", fact), "Well");
        check(pieces("[sic|{x}] a | b", fact), "[sic|{x}] a | b");
        // Brackets around anything else are the writer's own.
        check(pieces("[sic] [{x}] a [b [{category}] c] [", fact), "[sic] [{x}] a [b tea c] [");
        let gap = [Piece::Words("[".into()), Piece::Gap(MergeField::LastPurchase)];
        assert_eq!(pieces("[{last}", fact), gap);
    }
}
