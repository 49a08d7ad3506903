//! The places in a script or message that a customer's and the shop's facts fill. What is not known
//! stays a visible gap: nothing is made up. Must not know where the facts come from.

/// A fact that a text asks for, written `{name}` in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MergeField {
    /// Of the customer.
    Name,
    /// Who calls or writes.
    Shop,
    /// Of the event: what it is called, its day, its place, what guests are offered.
    Event,
    Date,
    Place,
    Offer,
}

impl MergeField {
    pub const ALL: [Self; 6] =
        [Self::Name, Self::Shop, Self::Event, Self::Date, Self::Place, Self::Offer];

    /// As texts name it.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Name => "name",
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

/// The text with every field filled that `fact` knows. Braces around anything else stay as they are.
pub fn pieces(text: &str, fact: impl Fn(MergeField) -> Option<String>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        words.push_str(before);
        let field = after
            .split_once('}')
            .and_then(|(slug, after)| Some((MergeField::from_slug(slug)?, after)));
        let Some((field, after)) = field else {
            words.push('{');
            rest = after;
            continue;
        };
        match fact(field).filter(|known| !known.trim().is_empty()) {
            Some(known) => words.push_str(&known),
            None => {
                if !words.is_empty() {
                    pieces.push(Piece::Words(std::mem::take(&mut words)));
                }
                pieces.push(Piece::Gap(field));
            }
        }
        rest = after;
    }
    words.push_str(rest);
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
    pieces
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
}
