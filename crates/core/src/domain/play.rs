//! What is done about one reason for not buying (A3), in the parts a salesperson asks for. What a contact
//! may cost is no part of it: that is the class's. Must not know whose words they are.

use serde::{Deserialize, Serialize};

/// `T` holds one text: in both languages, as the user typed it, or as it is being typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Play<T> {
    /// What is done, and to what end.
    pub action: T,
    pub offer: T,
    pub channel: T,
    /// How often, and how soon.
    pub cadence: T,
    /// What not to do.
    pub avoid: T,
    /// What to say to it on the telephone.
    pub answer: T,
    /// What a written message says about it, in one sentence.
    pub message: T,
    /// To ask, to value and to close with in a call.
    pub question: T,
    pub value: T,
    pub close: T,
}

/// One of its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PlayPart {
    Action,
    Offer,
    Channel,
    Cadence,
    Avoid,
    Answer,
    Message,
    Question,
    Value,
    Close,
}

impl PlayPart {
    pub const ALL: [Self; 10] = [
        Self::Action,
        Self::Offer,
        Self::Channel,
        Self::Cadence,
        Self::Avoid,
        Self::Answer,
        Self::Message,
        Self::Question,
        Self::Value,
        Self::Close,
    ];
    /// How it is done: what stands behind the action, the answer apart.
    pub const HOW: [Self; 4] = [Self::Offer, Self::Channel, Self::Cadence, Self::Avoid];
}

impl<T> Play<T> {
    pub fn get(&self, part: PlayPart) -> &T {
        match part {
            PlayPart::Action => &self.action,
            PlayPart::Offer => &self.offer,
            PlayPart::Channel => &self.channel,
            PlayPart::Cadence => &self.cadence,
            PlayPart::Avoid => &self.avoid,
            PlayPart::Answer => &self.answer,
            PlayPart::Message => &self.message,
            PlayPart::Question => &self.question,
            PlayPart::Value => &self.value,
            PlayPart::Close => &self.close,
        }
    }

    pub fn get_mut(&mut self, part: PlayPart) -> &mut T {
        match part {
            PlayPart::Action => &mut self.action,
            PlayPart::Offer => &mut self.offer,
            PlayPart::Channel => &mut self.channel,
            PlayPart::Cadence => &mut self.cadence,
            PlayPart::Avoid => &mut self.avoid,
            PlayPart::Answer => &mut self.answer,
            PlayPart::Message => &mut self.message,
            PlayPart::Question => &mut self.question,
            PlayPart::Value => &mut self.value,
            PlayPart::Close => &mut self.close,
        }
    }

    /// In the order of [`PlayPart::ALL`].
    pub fn texts_mut(&mut self) -> [&mut T; 10] {
        let Self {
            action,
            offer,
            channel,
            cadence,
            avoid,
            answer,
            message,
            question,
            value,
            close,
        } = self;
        [action, offer, channel, cadence, avoid, answer, message, question, value, close]
    }

    pub fn map<U>(&self, read: impl Fn(&T) -> U) -> Play<U> {
        Play {
            action: read(&self.action),
            offer: read(&self.offer),
            channel: read(&self.channel),
            cadence: read(&self.cadence),
            avoid: read(&self.avoid),
            answer: read(&self.answer),
            message: read(&self.message),
            question: read(&self.question),
            value: read(&self.value),
            close: read(&self.close),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Play, PlayPart};

    #[test]
    fn every_part_is_another_text() {
        let mut play = Play::<String>::default();
        for part in PlayPart::ALL {
            *play.get_mut(part) = format!("{part:?}");
        }
        let copy = play.map(|text| text.to_uppercase());
        for (part, text) in PlayPart::ALL.into_iter().zip(play.clone().texts_mut()) {
            assert_eq!((play.get(part), &*text), (&format!("{part:?}"), &format!("{part:?}")));
            assert_eq!(*copy.get(part), text.to_uppercase());
        }
    }
}
