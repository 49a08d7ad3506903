//! Proves that every class has something to say to every reason, whole in both languages, and that who
//! speaks follows the rules.

use std::collections::HashSet;

use super::pairs::{ENDS, PairPlaybook, Speaker, for_reason, pair_words, speaks};
use super::{ClassPlaybook, Reason, class_pairs, class_playbook, find_reason, part, playbook_view};
use crate::domain::class::Class;
use crate::domain::play::{Play, PlayPart};
use crate::domain::playbook_edits::{
    OwnPlaybooks, OwnReason, OwnText, PlaybookEdits, PlaybookPart,
};
use crate::domain::text::Text;

/// Reasons that ask for a lower price, which the two classes that spend well are never spoken to about.
const OF_PRICE: [&str; 5] =
    ["no-money-now", "distracted", "price", "waiting-promotion", "cheapest-only"];

fn reasons() -> impl Iterator<Item = (Class, &'static Reason)> {
    Class::ALL
        .into_iter()
        .flat_map(|home| class_playbook(home).reasons.iter().map(move |reason| (home, reason)))
}

/// Every class × every reason.
fn pairs() -> impl Iterator<Item = (Class, Class, &'static Reason, PairPlaybook)> {
    Class::ALL.into_iter().flat_map(|class| {
        reasons().map(move |(home, reason)| {
            (class, home, reason, for_reason(class_playbook(class), reason, home == class))
        })
    })
}

fn speaker(pair: &PairPlaybook, place: &PlaybookPart) -> Speaker {
    pair.speakers.iter().find(|(known, _)| known == place).unwrap().1
}

#[test]
fn every_class_has_something_to_say_to_every_reason() {
    let mut n_pairs = 0;
    for (class, _, reason, pair) in pairs() {
        n_pairs += 1;
        let place = format!("{} × {}", class.slug(), reason.key);
        assert_eq!(pair.speakers.len(), 19, "{place}");
        for (what, _) in &pair.speakers {
            let text = part(&pair.playbook, what).unwrap();
            for text in [&text.en, &text.zh] {
                assert!(!text.trim().is_empty(), "{place}: {what:?} is empty");
                for slot in ["{message}", "{value}", "{close}"] {
                    assert!(!text.contains(slot), "{place}: {what:?} leaves {slot} open: {text}");
                }
                for run in ["  ", "。。", "..", "，。", "。，"] {
                    assert!(!text.contains(run), "{place}: {what:?} has {run:?}: {text}");
                }
            }
        }
        // What is written says what it is about, in the reason's words.
        let samples = &pair.playbook.samples;
        let Text { en, zh } = &pair.playbook.say;
        for text in [&samples.voicemail, &samples.sms, &samples.wechat, &samples.email_body] {
            assert!(text.en.contains(en.as_str()) && text.zh.contains(zh.as_str()), "{place}");
        }
        assert!(samples.email_body.en.contains("{shop}"), "{place}");
        assert!(pair.playbook.script.opening.en.contains("{shop}"), "{place}");
    }
    assert_eq!(n_pairs, 4 * 15);
}

#[test]
fn who_speaks_follows_the_rules() {
    let of_reason = [
        (PlaybookPart::Aim, PlayPart::Action),
        (PlaybookPart::Offer, PlayPart::Offer),
        (PlaybookPart::Channel, PlayPart::Channel),
        (PlaybookPart::Cadence, PlayPart::Cadence),
        (PlaybookPart::Question, PlayPart::Question),
        (PlaybookPart::Value, PlayPart::Value),
        (PlaybookPart::Objection, PlayPart::Answer),
        (PlaybookPart::Close, PlayPart::Close),
        (PlaybookPart::Say, PlayPart::Message),
    ];
    for (class, home, reason, pair) in pairs() {
        let place = format!("{} × {}", class.slug(), reason.key);
        let of_class = class_playbook(class);
        for always in [PlaybookPart::Prove, PlaybookPart::Ceiling, PlaybookPart::Watch] {
            assert_eq!(speaker(&pair, &always), Speaker::Class, "{place}");
            assert_eq!(part(&pair.playbook, &always), part(of_class, &always), "{place}");
        }
        assert_eq!(pair.playbook.headline, of_class.headline, "{place}");
        for (what, said) in &of_reason {
            let written = pair_words(class, &reason.key).and_then(|p| p.play.get(*said).as_ref());
            let (expected, text) = match written {
                Some(text) => (Speaker::Pair, text),
                None if home == class || speaks(class, *said) => {
                    (Speaker::Reason, reason.play.get(*said))
                }
                None => (Speaker::Class, part(of_class, what).unwrap()),
            };
            assert_eq!(speaker(&pair, what), expected, "{place}: {what:?}");
            assert_eq!(part(&pair.playbook, what), Some(text), "{place}: {what:?}");
        }
        // The class has the last word on what not to do.
        let Text { en, zh } = &of_class.avoid;
        let avoid = &pair.playbook.avoid;
        assert!(avoid.en.ends_with(en) && avoid.zh.ends_with(zh), "{place}: {avoid:?}");
    }
}

/// What a mantis is offered is what all of them are, and nobody calls or visits one on its own account.
#[test]
fn nothing_is_spent_on_one_mantis_alone() {
    let of_class = class_playbook(Class::Mantis);
    for (_, home, reason, pair) in pairs().filter(|(class, ..)| *class == Class::Mantis) {
        if home == Class::Mantis {
            continue;
        }
        let ClassPlaybook { offer, channel, cadence, ceiling, aim, .. } = &pair.playbook;
        assert_eq!(
            [offer, channel, cadence, ceiling, aim],
            [
                &of_class.offer,
                &of_class.channel,
                &of_class.cadence,
                &of_class.ceiling,
                &of_class.aim
            ],
            "{}",
            reason.key
        );
        // The reason's own sentence and answer promise what is done for one alone.
        let written = pair_words(Class::Mantis, &reason.key).expect(&reason.key);
        assert!(written.play.answer.is_some() && written.play.message.is_some(), "{}", reason.key);
    }
}

#[test]
fn those_who_spend_well_are_never_spoken_to_about_discounts() {
    let discount_words = ["discount", "coupon", "cheaper", "per cent", "half price"];
    let discount_words_zh = ["打折", "折扣", "优惠", "便宜些", "半价", "降价", "分期", "小份"];
    for class in [Class::Bee, Class::Dragonfly] {
        for key in OF_PRICE {
            let (home, reason) = find_reason(key).unwrap();
            let pair = for_reason(class_playbook(class), reason, home == class);
            let ClassPlaybook { say, script, samples, .. } = &pair.playbook;
            let place = format!("{} × {key}", class.slug());
            for said in [PlaybookPart::Offer, PlaybookPart::Value, PlaybookPart::Close] {
                assert_eq!(speaker(&pair, &said), Speaker::Pair, "{place}: {said:?}");
            }
            let script = [&script.opening, &script.question, &script.value, &script.close];
            let written = [&samples.sms, &samples.wechat, &samples.email_body];
            for text in [say].into_iter().chain(script).chain(written) {
                let en = text.en.to_lowercase();
                let found = discount_words.iter().find(|word| en.contains(**word));
                assert_eq!(found, None, "{place}: {}", text.en);
                let found = discount_words_zh.iter().find(|word| text.zh.contains(**word));
                assert_eq!(found, None, "{place}: {}", text.zh);
            }
        }
    }
}

#[test]
fn pairs_are_of_reasons_that_exist_and_say_it_in_words_of_their_own() {
    let mut seen: HashSet<&str> = HashSet::new();
    for (_, reason) in reasons() {
        let plays = PlayPart::ALL.map(|part| reason.play.get(part));
        seen.extend(plays.iter().flat_map(|text| [text.en.as_str(), text.zh.as_str()]));
    }
    for class in Class::ALL {
        let words = class_pairs(class);
        assert_eq!(words.class, class);
        let mut keys = HashSet::new();
        for pair in &words.pairs {
            let place = format!("{} × {}", class.slug(), pair.reason);
            let (home, _) = find_reason(&pair.reason).expect(&place);
            assert_ne!(home, class, "{place}: its home says it already");
            assert!(keys.insert(&pair.reason), "{place} stands twice");
            let said = PlayPart::ALL.iter().filter_map(|part| pair.play.get(*part).as_ref());
            let said: Vec<&Text> = said.chain([&pair.why]).collect();
            assert!(said.len() > 1, "{place} says nothing");
            for text in said.iter().flat_map(|text| [text.en.as_str(), text.zh.as_str()]) {
                assert!(seen.insert(text), "{place} repeats: {text}");
            }
            if let Some(message) = &pair.play.message {
                assert!(message.en.ends_with(ENDS) && message.zh.ends_with(ENDS), "{place}");
            }
        }
    }
}

fn own_texts(en: &str) -> Vec<(PlaybookPart, OwnText)> {
    vec![(PlaybookPart::Close, OwnText { en: Some(en.into()), zh: None })]
}

#[test]
fn a_reason_of_the_users_own_has_a_playbook_in_every_class() {
    let own_reason = OwnReason {
        label: "搬家".into(),
        play: Play { message: "We deliver".into(), offer: "Delivery".into(), ..Play::default() },
    };
    let edits = PlaybookEdits {
        texts: own_texts("Deal?"),
        reasons: vec![own_reason],
        ..PlaybookEdits::default()
    };
    let own = OwnPlaybooks::from([(Class::Butterfly, edits)]);
    for class in Class::ALL {
        let view = playbook_view(&own, class, Some("搬家"));
        let of_class = playbook_view(&own, class, None).playbook;
        let pair = view.pair.unwrap();
        assert_eq!((pair.reason.class, pair.why), (Some(Class::Butterfly), None));
        let offer = &view.playbook.offer.en;
        match class {
            Class::Mantis => assert_eq!(*offer, of_class.offer.en),
            _ => assert_eq!(offer, "Delivery"),
        }
        assert!(view.playbook.samples.sms.en.contains("We deliver."), "{class:?}");
        // What was not said about it is the class's, in the workspace's words.
        assert_eq!(view.playbook.script.question, of_class.script.question);
        assert_eq!(view.playbook.aim, of_class.aim);
        assert_eq!(view.playbook.script.close, of_class.script.close);
    }
    // Words that stand on a customer alone: the class's playbook under that name.
    let view = playbook_view(&own, Class::Bee, Some("Just so"));
    assert_eq!(view.pair.unwrap().reason.name.zh, "Just so");
    let expected = ClassPlaybook {
        reasons: vec![Reason::in_own_words("Just so")],
        ..class_playbook(Class::Bee).clone()
    };
    assert_eq!(view.playbook, expected);
}

#[test]
fn own_words_for_a_pair_stand_in_that_pair_alone() {
    let mut edits = PlaybookEdits::default();
    edits.pairs.insert("price".into(), own_texts("Agreed?"));
    let own = OwnPlaybooks::from([(Class::Bee, edits)]);
    let view = playbook_view(&own, Class::Bee, Some("price"));
    assert_eq!(view.playbook.script.close.en, "Agreed?");
    assert_eq!(view.playbook.script.close.zh, view.original.script.close.zh);
    let speakers = view.pair.unwrap().speakers;
    let own_parts: Vec<_> =
        speakers.iter().filter(|(_, who)| *who == Speaker::Own).map(|(part, _)| part).collect();
    assert_eq!(own_parts, [&PlaybookPart::Close]);
    let others =
        [(Class::Bee, None), (Class::Bee, Some("distracted")), (Class::Mantis, Some("price"))];
    for (class, reason) in others {
        let view = playbook_view(&own, class, reason);
        assert_eq!(view.playbook, view.original, "{class:?} {reason:?}");
    }
}

#[test]
fn a_reason_that_nobody_has_words_for_is_worded_by_the_class() {
    let worded = |own: &OwnPlaybooks, reason: Option<&str>| {
        playbook_view(own, Class::Bee, reason).worded_for().map(str::to_owned)
    };
    let none = OwnPlaybooks::default();
    assert_eq!(worded(&none, None), None);
    assert_eq!(worded(&none, Some("price")).as_deref(), Some("price"));
    assert_eq!(worded(&none, Some("moved house")), None);
    let mut edits = PlaybookEdits::default();
    edits.pairs.insert("moved house".into(), own_texts("Where to?"));
    let own = OwnPlaybooks::from([(Class::Bee, edits)]);
    assert_eq!(worded(&own, Some("moved house")).as_deref(), Some("moved house"));
}

#[test]
fn an_opening_of_the_users_own_opens_every_call() {
    let opening = OwnText { en: Some("Good day {name}".into()), zh: None };
    let edits =
        PlaybookEdits { texts: vec![(PlaybookPart::Opening, opening)], ..PlaybookEdits::default() };
    let own = OwnPlaybooks::from([(Class::Dragonfly, edits)]);
    let view = playbook_view(&own, Class::Dragonfly, Some("timing"));
    assert_eq!(view.playbook.script.opening.en, "Good day {name}");
    let view = playbook_view(&own, Class::Dragonfly, Some("comparing-rivals"));
    assert_eq!(view.playbook.script.opening.en, "Good day {name}");
    assert!(view.playbook.samples.voicemail.en.contains("the point you are comparing"));
}
