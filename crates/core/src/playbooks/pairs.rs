//! The playbook of a class for one reason for not buying: who they are crossed with what they said (A3).
//!
//! Owns the rules of putting the two together, the frames a class writes its messages in, and the words
//! of pairs for which the two together would say the wrong thing. Part by part, the first that has
//! words speaks:
//!
//! 1. the pair: what was written for this reason in this class;
//! 2. the reason, as far as the class lets it ([`speaks`]);
//! 3. the class.
//!
//! Who they are, the proof, the cost limit and the signs to watch for are always the class's. What not
//! to do is the reason's and the class's, one after the other. Opening and messages are the class's
//! frames with the reason's sentence in them; an opening in a workspace's own words stays as it is. Must not know any customer, nor how wordings are kept.

use serde::{Deserialize, Serialize};

use super::class_playbook::{CallScript, ClassPlaybook, Reason, Samples};
use super::{class_pairs, class_playbook};
use crate::domain::class::Class;
use crate::domain::play::{Play, PlayPart};
use crate::domain::playbook_edits::PlaybookPart;
use crate::domain::text::Text;

/// How a class is written to, and its pairs with words of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassPairs {
    pub class: Class,
    pub frames: Frames,
    pub pairs: Vec<PairWords>,
}

/// Texts in the tone of a class, around `{message}`, `{value}` and `{close}` of a reason; may hold merge
/// fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frames {
    pub opening: Text,
    pub voicemail: Text,
    pub sms: Text,
    pub wechat: Text,
    pub email_body: Text,
}

/// What is said to one class about one reason, where the reason's own words would be wrong for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairWords {
    /// Its key.
    pub reason: String,
    /// Why the reason's words are wrong here.
    pub why: Text,
    pub play: Play<Option<Text>>,
}

/// Whose words a part of the playbook for a reason are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Speaker {
    Class,
    Reason,
    /// Written for the two together.
    Pair,
    /// The workspace's, for the two together.
    Own,
}

/// The words of a pair that has its own.
pub fn pair_words(class: Class, reason: &str) -> Option<&'static PairWords> {
    class_pairs(class).pairs.iter().find(|pair| pair.reason == reason)
}

/// May a reason that is at home elsewhere, or nowhere, say this part of what is done in the class?
///
/// Channel and rhythm are those that the cost limit of the class has room for. A mantis is offered
/// nothing on its own account, whatever it says: only an answer is given.
pub fn speaks(class: Class, part: PlayPart) -> bool {
    match part {
        PlayPart::Channel | PlayPart::Cadence => false,
        PlayPart::Avoid | PlayPart::Answer | PlayPart::Message => true,
        PlayPart::Action
        | PlayPart::Offer
        | PlayPart::Question
        | PlayPart::Value
        | PlayPart::Close => class != Class::Mantis,
    }
}

/// A playbook for one reason, and whose words its parts are.
#[derive(Clone, Debug, PartialEq)]
pub struct PairPlaybook {
    pub playbook: ClassPlaybook,
    /// Every part that can be worded anew, but those of reasons.
    pub speakers: Vec<(PlaybookPart, Speaker)>,
}

/// `playbook`, for those of its class who gave `reason`. `is_home`: the reason stands in this playbook,
/// and so its whole play was written within the limits of the class.
pub fn for_reason(playbook: &ClassPlaybook, reason: &Reason, is_home: bool) -> PairPlaybook {
    let class = playbook.class;
    let ClassPlaybook { headline, prove, ceiling, watch, leads, script, samples, .. } = playbook;
    let words = Words { class, reason, is_home, pair: pair_words(class, &reason.key) };
    let of_class = |text: &Text| (text.clone(), Speaker::Class);
    let said = |part: PlayPart, otherwise: &Text| words.say(part).unwrap_or(of_class(otherwise));
    let frames = &class_pairs(class).frames;
    let [message, value, close] = [
        words.say(PlayPart::Message),
        Some(said(PlayPart::Value, &playbook.script.value)),
        Some(said(PlayPart::Close, &playbook.script.close)),
    ];
    // Without a sentence of the reason's, what the class says to everybody.
    let framed = |frame: &Text, otherwise: &Text| match &message {
        Some((_, speaker)) => {
            let fill = |pick: fn(&Text) -> &str| {
                let slots = [("{message}", &message), ("{value}", &value), ("{close}", &close)];
                slots.into_iter().fold(pick(frame).to_owned(), |text, (slot, said)| {
                    let said = said.as_ref().map(|(said, _)| sentence(pick(said)));
                    text.replace(slot, &said.unwrap_or_default())
                })
            };
            (Text::new(fill(|text| &text.en), fill(|text| &text.zh)), *speaker)
        }
        None => of_class(otherwise),
    };
    let subject = match &message {
        Some((text, speaker)) => (Text::new(bare(&text.en), bare(&text.zh)), *speaker),
        None => of_class(&playbook.samples.email_subject),
    };
    let avoid = match words.say(PlayPart::Avoid) {
        Some((text, speaker)) => (both(&text, &playbook.avoid), speaker),
        None => of_class(&playbook.avoid),
    };
    // How somebody opens a call is theirs, whatever it is about.
    let opening = match script.opening == class_playbook(class).script.opening {
        true => framed(&frames.opening, &script.opening),
        false => of_class(&script.opening),
    };
    let say = message.clone().unwrap_or(of_class(&playbook.say));

    let mut speakers = Vec::new();
    let mut take = |part: PlaybookPart, (text, speaker): (Text, Speaker)| {
        speakers.push((part, speaker));
        text
    };
    use PlaybookPart as Part;
    let playbook = ClassPlaybook {
        class,
        headline: headline.clone(),
        aim: take(Part::Aim, said(PlayPart::Action, &playbook.aim)),
        say: take(Part::Say, say),
        offer: take(Part::Offer, said(PlayPart::Offer, &playbook.offer)),
        prove: take(Part::Prove, of_class(prove)),
        avoid: take(Part::Avoid, avoid),
        channel: take(Part::Channel, said(PlayPart::Channel, &playbook.channel)),
        cadence: take(Part::Cadence, said(PlayPart::Cadence, &playbook.cadence)),
        ceiling: take(Part::Ceiling, of_class(ceiling)),
        watch: take(Part::Watch, of_class(watch)),
        leads: leads.clone(),
        reasons: vec![reason.clone()],
        script: CallScript {
            opening: take(Part::Opening, opening),
            question: take(Part::Question, said(PlayPart::Question, &script.question)),
            value: take(Part::Value, said(PlayPart::Value, &script.value)),
            objection: take(Part::Objection, said(PlayPart::Answer, &script.objection)),
            close: take(Part::Close, said(PlayPart::Close, &script.close)),
        },
        samples: Samples {
            voicemail: take(Part::Voicemail, framed(&frames.voicemail, &samples.voicemail)),
            sms: take(Part::Sms, framed(&frames.sms, &samples.sms)),
            wechat: take(Part::WeChat, framed(&frames.wechat, &samples.wechat)),
            email_subject: take(Part::EmailSubject, subject),
            email_body: take(Part::EmailBody, framed(&frames.email_body, &samples.email_body)),
        },
    };
    PairPlaybook { playbook, speakers }
}

struct Words<'a> {
    class: Class,
    reason: &'a Reason,
    is_home: bool,
    pair: Option<&'static PairWords>,
}

impl Words<'_> {
    /// What the pair or the reason has to say; `None` leaves it to the class. A text that lacks in one
    /// language is in the words of the other there.
    fn say(&self, part: PlayPart) -> Option<(Text, Speaker)> {
        if let Some(text) = self.pair.and_then(|pair| pair.play.get(part).as_ref()) {
            return Some((text.clone(), Speaker::Pair));
        }
        let Text { en, zh } = self.reason.play.get(part);
        let may_speak = self.is_home || speaks(self.class, part);
        (may_speak && !(en.is_empty() && zh.is_empty())).then(|| {
            let either = |text: &String, other: &String| {
                if text.is_empty() { other.clone() } else { text.clone() }
            };
            (Text::new(either(en, zh), either(zh, en)), Speaker::Reason)
        })
    }
}

/// Marks that end a sentence.
pub const ENDS: [char; 8] = ['.', '!', '?', '…', '。', '！', '？', '；'];

/// With a mark at its end: words of the user's may come without.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let is_chinese = text.chars().last().is_some_and(|last| !last.is_ascii());
    let mark = match (text.ends_with(ENDS), is_chinese) {
        (true, _) => "",
        (false, true) => "。",
        (false, false) => ".",
    };
    format!("{text}{mark}")
}

/// As a heading: without the mark that only ends a sentence.
fn bare(text: &str) -> &str {
    text.trim_end_matches(['.', '。'])
}

fn both(first: &Text, then: &Text) -> Text {
    let en = format!("{} {}", sentence(&first.en), then.en);
    Text::new(en, format!("{}{}", sentence(&first.zh), then.zh))
}
