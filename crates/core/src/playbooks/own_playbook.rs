//! A playbook as one workspace has it: the original with the texts that were worded anew and the
//! reasons that were added. Must not know how the wordings are kept.

use super::class_playbook;
use super::class_playbook::{ClassPlaybook, Reason};
use crate::domain::class::Class;
use crate::domain::playbook_edits::{OwnText, PlaybookEdits, PlaybookPart};
use crate::domain::text::Text;

/// The playbook of a class with a workspace's edits.
pub fn own_playbook(class: Class, edits: Option<&PlaybookEdits>) -> ClassPlaybook {
    let mut playbook = class_playbook(class).clone();
    let Some(edits) = edits else { return playbook };
    playbook.reasons.extend(edits.reasons.iter().map(|own| Reason {
        key: own.label.clone(),
        label: own.label.as_str().into(),
        play: own.play.map(|text| text.as_str().into()),
    }));
    apply(&mut playbook, &edits.texts);
    playbook
}

/// Puts the user's words in place of those that a playbook has.
pub fn apply(playbook: &mut ClassPlaybook, texts: &[(PlaybookPart, OwnText)]) {
    for (part, own) in texts {
        if let Some(text) = part_mut(playbook, part) {
            reword(text, own);
        }
    }
}

/// Puts the user's words in place of the original's.
pub fn reword(text: &mut Text, own: &OwnText) {
    if let Some(en) = &own.en {
        text.en.clone_from(en);
    }
    if let Some(zh) = &own.zh {
        text.zh.clone_from(zh);
    }
}

/// One text of a playbook; `None` for a reason that it does not have.
pub fn part<'a>(playbook: &'a ClassPlaybook, part: &PlaybookPart) -> Option<&'a Text> {
    let reason = |key: &str| playbook.reasons.iter().find(|reason| reason.key == key);
    Some(match part {
        PlaybookPart::Aim => &playbook.aim,
        PlaybookPart::Say => &playbook.say,
        PlaybookPart::Offer => &playbook.offer,
        PlaybookPart::Prove => &playbook.prove,
        PlaybookPart::Avoid => &playbook.avoid,
        PlaybookPart::Channel => &playbook.channel,
        PlaybookPart::Cadence => &playbook.cadence,
        PlaybookPart::Ceiling => &playbook.ceiling,
        PlaybookPart::Watch => &playbook.watch,
        PlaybookPart::Opening => &playbook.script.opening,
        PlaybookPart::Question => &playbook.script.question,
        PlaybookPart::Value => &playbook.script.value,
        PlaybookPart::Objection => &playbook.script.objection,
        PlaybookPart::Close => &playbook.script.close,
        PlaybookPart::Voicemail => &playbook.samples.voicemail,
        PlaybookPart::Sms => &playbook.samples.sms,
        PlaybookPart::WeChat => &playbook.samples.wechat,
        PlaybookPart::EmailSubject => &playbook.samples.email_subject,
        PlaybookPart::EmailBody => &playbook.samples.email_body,
        PlaybookPart::Reason(key, part) => reason(key)?.play.get(*part),
    })
}

fn part_mut<'a>(playbook: &'a mut ClassPlaybook, part: &PlaybookPart) -> Option<&'a mut Text> {
    Some(match part {
        PlaybookPart::Aim => &mut playbook.aim,
        PlaybookPart::Say => &mut playbook.say,
        PlaybookPart::Offer => &mut playbook.offer,
        PlaybookPart::Prove => &mut playbook.prove,
        PlaybookPart::Avoid => &mut playbook.avoid,
        PlaybookPart::Channel => &mut playbook.channel,
        PlaybookPart::Cadence => &mut playbook.cadence,
        PlaybookPart::Ceiling => &mut playbook.ceiling,
        PlaybookPart::Watch => &mut playbook.watch,
        PlaybookPart::Opening => &mut playbook.script.opening,
        PlaybookPart::Question => &mut playbook.script.question,
        PlaybookPart::Value => &mut playbook.script.value,
        PlaybookPart::Objection => &mut playbook.script.objection,
        PlaybookPart::Close => &mut playbook.script.close,
        PlaybookPart::Voicemail => &mut playbook.samples.voicemail,
        PlaybookPart::Sms => &mut playbook.samples.sms,
        PlaybookPart::WeChat => &mut playbook.samples.wechat,
        PlaybookPart::EmailSubject => &mut playbook.samples.email_subject,
        PlaybookPart::EmailBody => &mut playbook.samples.email_body,
        PlaybookPart::Reason(key, part) => {
            let reason = playbook.reasons.iter_mut().find(|reason| reason.key == *key)?;
            reason.play.get_mut(*part)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{own_playbook, part};
    use crate::domain::class::Class;
    use crate::domain::play::PlayPart;
    use crate::domain::playbook_edits::{OwnReason, OwnText, PlaybookEdits, PlaybookPart};
    use crate::playbooks::class_playbook;

    #[test]
    fn only_what_was_reworded_differs_from_the_original() {
        let original = class_playbook(Class::Butterfly);
        assert_eq!(own_playbook(Class::Butterfly, None), *original);
        let edits = PlaybookEdits {
            texts: vec![
                (PlaybookPart::Opening, OwnText { en: Some("Hi".into()), zh: None }),
                (
                    PlaybookPart::Reason("price".into(), PlayPart::Avoid),
                    OwnText { en: None, zh: Some("算账".into()) },
                ),
                (
                    PlaybookPart::Reason("of another class".into(), PlayPart::Action),
                    OwnText::default(),
                ),
            ],
            reasons: vec![OwnReason { label: "Moves away".into(), ..OwnReason::default() }],
            ..PlaybookEdits::default()
        };
        let own = own_playbook(Class::Butterfly, Some(&edits));
        assert_eq!(own.script.opening.en, "Hi");
        assert_eq!(own.script.opening.zh, original.script.opening.zh);
        let avoid = PlaybookPart::Reason("price".into(), PlayPart::Avoid);
        assert_eq!(part(&own, &avoid).unwrap().zh, "算账");
        assert_eq!(part(&own, &avoid).unwrap().en, part(original, &avoid).unwrap().en);
        let answer = PlaybookPart::Reason("price".into(), PlayPart::Answer);
        assert_eq!(part(&own, &answer), part(original, &answer));
        assert_eq!(own.reasons.last().unwrap().label.zh, "Moves away");
        assert_eq!(own.samples, original.samples);
    }
}
