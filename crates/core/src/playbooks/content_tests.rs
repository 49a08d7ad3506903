//! Proves that every content file loads, is whole in both languages, and hangs together.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    BENCHMARKS, BenchmarkRate, ClassPlaybook, GLOSSARY, METHOD_CHOICE, MergeField, MethodGuide,
    PLANNING_ADVICE, Piece, Samples, Unit, benchmark_rates, class_file, class_playbook,
    default_rate, for_reason, glossary, method_choice, method_file, method_guide, pairs_file,
    pieces, planning_advice, uncited_rates,
};
use crate::contact::text_message;
use crate::domain::class::Class;
use crate::domain::consent::Channel;
use crate::domain::contact_rules::ContactRules;
use crate::domain::event::FunnelStage;
use crate::domain::method::Method;
use crate::domain::play::PlayPart;
use crate::domain::text::{Language, Text};

/// Words the glossary leaves in Latin letters in Chinese too.
const LATIN_IN_CHINESE: [&str; 1] = ["VIP"];

fn files() -> Vec<(String, &'static str)> {
    let mut files = vec![
        ("benchmarks".to_owned(), BENCHMARKS),
        ("glossary".to_owned(), GLOSSARY),
        ("method_choice".to_owned(), METHOD_CHOICE),
        ("planning_advice".to_owned(), PLANNING_ADVICE),
    ];
    files.extend(Class::ALL.map(|class| (class.slug().to_owned(), class_file(class))));
    files.extend(Class::ALL.map(|class| (format!("{}.pairs", class.slug()), pairs_file(class))));
    files.extend(Method::ALL.map(|method| (method.slug().to_owned(), method_file(method))));
    files
}

fn is_cjk(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

fn is_cjk_punctuation(letter: char) -> bool {
    ('\u{3000}'..='\u{303f}').contains(&letter) || ('\u{ff00}'..='\u{ffef}').contains(&letter)
}

/// Calls `check` with the place and wording of every text below `value`.
fn each_text(place: &str, value: &Value, check: &mut impl FnMut(&str, &str, &str)) {
    match value {
        Value::Object(fields) => match (fields.get("en"), fields.get("zh")) {
            (Some(Value::String(en)), Some(Value::String(zh))) => check(place, en, zh),
            _ => fields
                .iter()
                .for_each(|(key, field)| each_text(&format!("{place}.{key}"), field, check)),
        },
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, item)| each_text(&format!("{place}[{index}]"), item, check)),
        _ => {}
    }
}

fn each_text_of_all_files(mut check: impl FnMut(&str, &str, &str)) {
    for (name, json) in files() {
        each_text(&name, &serde_json::from_str(json).unwrap(), &mut check);
    }
}

fn merge_fields(text: &str) -> HashSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect()
}

#[track_caller]
fn check_unique<'a>(place: &str, keys: impl IntoIterator<Item = &'a str>) {
    let mut seen = HashSet::new();
    for key in keys {
        assert!(seen.insert(key), "{place}: key {key} stands twice");
        assert!(
            !key.is_empty()
                && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{place}: key {key:?} is not kebab-case"
        );
    }
}

#[test]
fn every_file_parses() {
    for class in Class::ALL {
        assert_eq!(class_playbook(class).class, class);
    }
    for method in Method::ALL {
        assert_eq!(method_guide(method).method, method);
    }
    assert!(!benchmark_rates().is_empty());
    assert!(!uncited_rates().is_empty());
    assert_eq!(glossary().classes.iter().map(|name| name.class).collect::<Vec<_>>(), Class::ALL);
    assert_eq!(glossary().stages.len(), 5);
    assert_eq!(glossary().tiers.len(), 3);
    assert_eq!(planning_advice().gains.len(), 6);
    assert_eq!(planning_advice().ways_to_guide.len(), 7);
}

#[test]
fn every_text_is_whole_in_both_languages() {
    let mut n_texts = 0;
    each_text_of_all_files(|place, en, zh| {
        n_texts += 1;
        for text in [en, zh] {
            assert!(!text.is_empty(), "{place}: empty");
            assert_eq!(text, text.trim(), "{place}: space at an end");
            assert!(!text.contains("  "), "{place}: two spaces");
        }
        assert_eq!(merge_fields(en), merge_fields(zh), "{place}: merge fields differ");
    });
    assert!(n_texts > 1000, "only {n_texts} texts were found");
}

#[test]
fn english_is_english() {
    each_text_of_all_files(|place, en, _| {
        let foreign = en.chars().find(|&c| is_cjk(c) || is_cjk_punctuation(c));
        assert_eq!(foreign, None, "{place}: {en}");
        assert!(!en.contains(['"', '\'']), "{place}: straight quotation mark in {en}");
        let before_percent = en.split('%').rev().skip(1).map(|part| part.chars().last());
        for letter in before_percent {
            assert_eq!(letter, Some('\u{a0}'), "{place}: no no-break space before % in {en}");
        }
    });
}

#[test]
fn chinese_is_chinese() {
    each_text_of_all_files(|place, _, zh| {
        assert!(
            LATIN_IN_CHINESE.contains(&zh) || zh.chars().any(is_cjk),
            "{place}: no Chinese in {zh}"
        );
        assert!(!zh.contains(['"', '\'', '\u{a0}']), "{place}: {zh}");
        assert!(!zh.contains(" %"), "{place}: space before % in {zh}");
        // Half-width marks belong between figures and Latin letters only: 14:00, 1,800, 0.8%.
        let letters: Vec<char> = zh.chars().collect();
        for (index, mark) in letters.iter().enumerate() {
            if ",;:?!().".contains(*mark) {
                let before = index.checked_sub(1).and_then(|i| letters.get(i));
                let after = letters.get(index + 1);
                let between_latin =
                    [before, after].into_iter().all(|c| c.is_some_and(char::is_ascii_alphanumeric));
                assert!(between_latin, "{place}: half-width {mark} in {zh}");
            }
        }
    });
}

#[test]
fn only_known_merge_fields_are_used_and_only_in_messages() {
    each_text_of_all_files(|place, en, _| {
        let is_frame = place.contains(".frames");
        let is_message =
            [".invitations", ".script", ".samples"].iter().any(|part| place.contains(part));
        for field in merge_fields(en) {
            let is_known = MergeField::ALL.iter().any(|known| known.slug() == field);
            let is_slot = is_frame && ["message", "value", "close"].contains(&field);
            assert!((is_message || is_frame) && is_known || is_slot, "{place}: {{{field}}}");
        }
    });
}

/// As a text message is sent: filled with facts of usual length, under a signature, with the way out.
/// What is written about a reason, class by class, too.
#[test]
fn every_text_message_is_one_message() {
    let reasons: Vec<_> =
        Class::ALL.iter().flat_map(|home| &class_playbook(*home).reasons).collect();
    for playbook in Class::ALL.map(class_playbook) {
        let class = playbook.class.slug();
        check_text_message(class, &playbook.samples);
        for reason in &reasons {
            let is_home = playbook.reasons.contains(reason);
            let pair = for_reason(playbook, reason, is_home).playbook;
            check_text_message(&format!("{class} × {}", reason.key), &pair.samples);
        }
    }
}

#[track_caller]
fn check_text_message(place: &str, samples: &Samples) {
    for (language, text) in [(Language::Zh, &samples.sms.zh), (Language::En, &samples.sms.en)] {
        let fact = |field| {
            let usual = match (field, language) {
                (MergeField::Name, Language::Zh) => "欧阳小美",
                (MergeField::Name, Language::En) => "Alexandra",
                (MergeField::LastPurchase, Language::Zh) => "2026年5月23日",
                (MergeField::LastPurchase, Language::En) => "23 May 2026",
                (MergeField::LastBought, Language::Zh) => "鸡肉冻干",
                (MergeField::LastBought, Language::En) => "Salmon bites",
                (MergeField::Category, Language::Zh) => "宠物零食",
                (MergeField::Category, Language::En) => "Dog food",
                (MergeField::Member, Language::Zh) => "会员",
                (MergeField::Member, Language::En) => "member",
                (MergeField::Shop, Language::Zh) => "爪爪草甸",
                (MergeField::Shop, Language::En) => "Paws",
                (MergeField::Event, Language::Zh) => "春季养宠课",
                (MergeField::Event, Language::En) => "Spring puppy class",
                (MergeField::Date, Language::Zh) => "5月23日",
                (MergeField::Date, Language::En) => "23 May",
                (MergeField::Place, Language::Zh) => "三号店二楼",
                (MergeField::Place, Language::En) => "Mill Lane 3",
                (MergeField::Offer, Language::Zh) => "充88享100",
                (MergeField::Offer, Language::En) => "pay 88, get 100",
            };
            Some(usual.to_owned())
        };
        let filled = pieces(text, fact);
        let [Piece::Words(filled)] = filled.as_slice() else { panic!("{filled:?}") };
        // A signature in its brackets is no Latin letter: an English message goes without.
        let rules = match language {
            Language::Zh => {
                ContactRules { sms_signature: "爪爪草甸".into(), ..ContactRules::default() }
            }
            Language::En => ContactRules::default(),
        };
        let complete = text_message::complete(filled, &rules, language);
        let size = text_message::measure(&complete);
        assert_eq!(size.n_messages, 1, "{place}: {complete}");
    }
}

/// Without a shop's name, or a history to go by, what rests on them is left out whole: no gap, and no
/// sentence that begins or ends in the middle.
#[test]
fn what_is_not_known_of_shop_and_history_is_left_out() {
    let reasons: Vec<_> =
        Class::ALL.iter().flat_map(|home| &class_playbook(*home).reasons).collect();
    let check = |place: &str, playbook: &ClassPlaybook| {
        let (script, samples) = (&playbook.script, &playbook.samples);
        let texts = [&script.opening, &script.question, &samples.voicemail, &samples.email_body];
        for text in texts.into_iter().flat_map(|text| [&text.en, &text.zh]) {
            let filled = pieces(text, |field| match field {
                MergeField::Shop
                | MergeField::LastPurchase
                | MergeField::LastBought
                | MergeField::Category
                | MergeField::Member => None,
                known => Some(known.slug().to_owned()),
            });
            let [Piece::Words(filled)] = filled.as_slice() else { panic!("{place}: {filled:?}") };
            for run in ["  ", " .", " ,", ",.", ",,", "，。", "，，", "。。", "[", "|"] {
                assert!(!filled.contains(run), "{place}: {run:?} in {filled}");
            }
        }
    };
    for playbook in Class::ALL.map(class_playbook) {
        let class = playbook.class.slug();
        check(class, playbook);
        for reason in &reasons {
            let is_home = playbook.reasons.contains(reason);
            let pair = for_reason(playbook, reason, is_home).playbook;
            check(&format!("{class} × {}", reason.key), &pair);
        }
    }
}

/// What somebody usually buys is said where it is known, else what they bought last and when.
#[test]
fn a_script_says_of_the_history_what_is_known() {
    let question = |class: Class, known: &[MergeField]| {
        let text = &class_playbook(class).script.question;
        [&text.en, &text.zh].map(|text| {
            let filled =
                pieces(text, |field| known.contains(&field).then(|| format!("<{}>", field.slug())));
            let [Piece::Words(filled)] = filled.as_slice() else { panic!("{filled:?}") };
            filled.clone()
        })
    };
    let once = [MergeField::LastPurchase, MergeField::LastBought];
    let often = [MergeField::LastPurchase, MergeField::LastBought, MergeField::Category];
    for class in [Class::Dragonfly, Class::Butterfly] {
        for said in question(class, &often) {
            assert!(said.contains("<category>") && !said.contains("<bought>"), "{said}");
        }
        for said in question(class, &once) {
            assert!(said.contains("<bought>") && said.contains("<last>"), "{said}");
        }
        for said in question(class, &[]) {
            assert!(!said.contains('<'), "{said}");
        }
    }
    for said in question(Class::Bee, &[MergeField::LastPurchase]) {
        assert!(said.contains("<last>"), "{said}");
    }
}

/// Who is asked to what, by whom: no message may leave that out.
#[test]
fn messages_say_who_writes_and_what_is_on() {
    for playbook in Class::ALL.map(class_playbook) {
        let (place, samples) = (playbook.class.slug(), &playbook.samples);
        assert!(samples.voicemail.en.contains("{shop}"), "{place}");
        assert!(samples.email_body.en.contains("{shop}"), "{place}");
        assert!(playbook.script.opening.en.contains("{shop}"), "{place}");
        for text in [&samples.sms, &samples.wechat, &samples.email_body] {
            assert!(text.en.contains("{event}") && text.en.contains("{date}"), "{place}: {text:?}");
        }
        for reason in &playbook.reasons {
            for part in PlayPart::ALL {
                let text = reason.play.get(part);
                assert!(merge_fields(&text.en).is_empty(), "{place}: {} {part:?}", reason.key);
            }
        }
    }
}

/// All that is done about it, in words that stand nowhere else: neither under another reason nor in
/// what holds for the whole class.
#[test]
fn every_reason_has_a_play_of_its_own() {
    let mut seen: HashSet<&str> = HashSet::new();
    for playbook in Class::ALL.map(class_playbook) {
        let ClassPlaybook { aim, offer, channel, cadence, avoid, .. } = playbook;
        for text in [aim, offer, channel, cadence, avoid] {
            seen.extend([text.en.as_str(), text.zh.as_str()]);
        }
    }
    for playbook in Class::ALL.map(class_playbook) {
        assert!(playbook.reasons.len() >= 3, "{}", playbook.class.slug());
        for (reason, part) in
            playbook.reasons.iter().flat_map(|reason| PlayPart::ALL.map(|part| (reason, part)))
        {
            let Text { en, zh } = reason.play.get(part);
            for text in [en, zh] {
                assert!(!text.is_empty(), "{}: {part:?}", reason.key);
                assert!(seen.insert(text), "{}: {part:?} stands elsewhere too: {text}", reason.key);
            }
        }
    }
}

#[test]
fn keys_are_unique() {
    let playbooks = Class::ALL.map(class_playbook);
    check_unique(
        "reasons of all classes",
        playbooks.iter().flat_map(|playbook| &playbook.reasons).map(|reason| reason.key.as_str()),
    );
    check_unique("benchmarks", benchmark_rates().iter().map(|rate| rate.key.as_str()));
    check_unique("uncited", uncited_rates().iter().map(|rate| rate.key.as_str()));
    let terms = glossary();
    check_unique("stages", terms.stages.iter().map(|term| term.key.as_str()));
    check_unique("tiers", terms.tiers.iter().map(|term| term.key.as_str()));
    check_unique("funnel", terms.funnel.iter().map(|term| term.key.as_str()));
    let advice = planning_advice();
    check_unique("gains", advice.gains.iter().map(|gain| gain.key.as_str()));
    check_unique("ways", advice.ways_to_guide.iter().map(|way| way.key.as_str()));
    check_unique("triggers", advice.triggers.iter().map(|trigger| trigger.key.as_str()));
    let choice = method_choice();
    check_unique("choice", choice.questions.iter().map(|question| question.key.as_str()));
    check_unique("pairs of methods", choice.pairs.iter().map(|pair| pair.key.as_str()));
    for question in &choice.questions {
        check_unique(&question.key, question.answers.iter().map(|answer| answer.key.as_str()));
    }
    for guide in Method::ALL.map(method_guide) {
        let place = guide.method.slug();
        check_unique(place, guide.questions.iter().map(|question| question.key.as_str()));
        check_unique(place, guide.risks.iter().map(|risk| risk.key.as_str()));
        check_unique(place, guide.offers.iter().map(|offer| offer.key.as_str()));
        check_unique(place, guide.budget.iter().map(|line| line.key.as_str()));
        check_unique(place, guide.roles.iter().map(|role| role.key.as_str()));
        check_unique(place, guide.tasks.iter().map(|task| task.key.as_str()));
        check_unique(place, guide.run_sheet.iter().map(|item| item.key.as_str()));
        check_unique(place, guide.follow_up.iter().map(|step| step.key.as_str()));
        check_unique(place, guide.funnel.iter().map(|step| step.key.as_str()));
    }
}

#[test]
fn every_guide_is_a_whole_plan() {
    for guide in Method::ALL.map(method_guide) {
        let place = guide.method.slug();
        assert!((3..=5).contains(&guide.questions.len()), "{place}: questions");
        assert!(guide.risks.len() >= 2, "{place}: risks");
        assert!(guide.budget.iter().all(|line| line.cny > 0.0 && line.neutral > 0.0), "{place}");
        assert!(guide.room.places_per_expected_head > 0.0, "{place}");
        assert_eq!(
            guide
                .invitations
                .iter()
                .map(|text| (text.channel, text.subject.is_some()))
                .collect::<Vec<_>>(),
            [(Channel::WeChat, false), (Channel::Sms, false), (Channel::Email, true)],
            "{place}"
        );
        assert_eq!(
            guide.follow_up.iter().map(|step| step.due_hours).collect::<Vec<_>>(),
            [1, 24, 72, 168, 336, 720, 2160],
            "{place}"
        );
        for stage in FunnelStage::ALL {
            let n_steps = guide.funnel.iter().filter(|step| step.counts_as == Some(stage)).count();
            assert_eq!(n_steps, 1, "{place}: {stage:?}");
        }
        // A share may only be of a stage that every event has and that comes before.
        for (place_of_step, step) in guide.funnel.iter().enumerate() {
            let Some(of) = &step.of else { continue };
            let before = guide.funnel[..place_of_step].iter().find(|one| one.key == *of);
            assert!(before.is_some_and(|one| one.counts_as.is_some()), "{place}: {}", step.key);
        }
        check_owners(guide);
        check_schedule(guide);
        check_run_sheet(guide);
    }
}

#[track_caller]
fn check_owners(guide: &MethodGuide) {
    let roles: HashSet<&str> = guide.roles.iter().map(|role| role.key.as_str()).collect();
    let owners = (guide.tasks.iter().map(|task| &task.owner))
        .chain(guide.run_sheet.iter().map(|item| &item.owner))
        .chain(guide.follow_up.iter().map(|step| &step.owner));
    for owner in owners {
        assert!(roles.contains(owner.as_str()), "{}: no role {owner}", guide.method.slug());
    }
    for role in &guide.roles {
        assert!(role.at_least > 0, "{}: nobody in {}", guide.method.slug(), role.key);
    }
}

#[track_caller]
fn check_schedule(guide: &MethodGuide) {
    let place = guide.method.slug();
    for (position, task) in guide.tasks.iter().enumerate() {
        assert!(task.duration_days > 0, "{place}: {} takes no time", task.key);
        assert!(task.duration_days <= task.days_before, "{place}: {} ends too late", task.key);
        for needed in &task.after {
            let before = guide.tasks[..position].iter().find(|other| other.key == *needed);
            let before = before.unwrap_or_else(|| panic!("{place}: {} before {needed}", task.key));
            assert!(
                before.days_before - before.duration_days >= task.days_before,
                "{place}: {} starts before {needed} is finished",
                task.key
            );
        }
    }
    let starts: Vec<_> = guide.tasks.iter().map(|task| task.days_before).collect();
    assert!(starts.is_sorted_by(|a, b| a >= b), "{place}: tasks out of order");
}

#[track_caller]
fn check_run_sheet(guide: &MethodGuide) {
    let place = guide.method.slug();
    assert!(guide.run_sheet.iter().map(|item| item.start_minute).is_sorted(), "{place}");
    assert_eq!(guide.run_sheet.iter().filter(|item| item.is_offer).count(), 1, "{place}: offer");
    assert!(guide.run_sheet.iter().any(|item| item.start_minute == 0), "{place}: no start");
    let end = guide.run_sheet.iter().map(|item| item.start_minute + item.minutes as i32).max();
    assert_eq!(end, i32::try_from(guide.duration_minutes).ok(), "{place}: end");
}

#[test]
fn every_rate_says_whose_it_is() {
    for rate in benchmark_rates() {
        let place = &rate.key;
        assert!(rate.low <= rate.point && rate.point <= rate.high, "{place}");
        assert!(rate.source.en.ends_with("as reported by secondary sources"), "{place}");
        if rate.unit == Unit::Share {
            assert!(rate.low > 0.0 && rate.high < 1.0, "{place}");
        }
        if rate.is_default && rate.reaches.is_some() {
            assert!(rate.low < rate.high, "{place}: a default without a range");
        }
    }
}

#[test]
fn every_transition_has_one_default_or_a_question() {
    for method in Method::ALL {
        for stage in FunnelStage::ALL {
            let n_defaults = benchmark_rates()
                .iter()
                .filter(|rate| {
                    rate.is_default && rate.reaches == Some(stage) && rate.methods.contains(&method)
                })
                .count();
            let n_questions = uncited_rates()
                .iter()
                .filter(|rate| rate.reaches == Some(stage) && rate.methods.contains(&method))
                .count();
            assert_eq!(n_defaults + n_questions, 1, "{method:?} → {stage:?}");
            assert_eq!(default_rate(method, stage).is_some(), n_defaults == 1);
        }
        assert!(default_rate(method, FunnelStage::Ordered).is_none(), "{method:?}");
    }
}

#[test]
fn a_role_grows_with_the_guests() {
    let guide = method_guide(Method::Seminar);
    let adviser = guide.roles.iter().find(|role| role.key == "adviser").unwrap();
    assert_eq!([0, 10, 11, 99].map(|n| adviser.n_people(n)), [2, 2, 3, 20]);
    let host = guide.roles.iter().find(|role| role.key == "host").unwrap();
    assert_eq!(host.n_people(500), 1);
}

#[test]
fn an_amount_is_only_given_in_a_known_scale() {
    let line = &method_guide(Method::Seminar).budget[0];
    assert_eq!(line.starting_amount("CNY"), Some(line.cny));
    assert_eq!(line.starting_amount("EUR"), Some(line.neutral));
    assert_eq!(line.starting_amount("JPY"), None);
}

#[test]
fn content_survives_the_worker_boundary() {
    for guide in Method::ALL.map(method_guide) {
        let bytes = postcard::to_allocvec(guide).unwrap();
        assert_eq!(&postcard::from_bytes::<MethodGuide>(&bytes).unwrap(), guide);
    }
    for playbook in Class::ALL.map(class_playbook) {
        let bytes = postcard::to_allocvec(playbook).unwrap();
        assert_eq!(&postcard::from_bytes::<ClassPlaybook>(&bytes).unwrap(), playbook);
    }
    let rates = benchmark_rates().to_vec();
    let bytes = postcard::to_allocvec(&rates).unwrap();
    assert_eq!(postcard::from_bytes::<Vec<BenchmarkRate>>(&bytes).unwrap(), rates);
}
