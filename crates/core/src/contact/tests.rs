//! What must hold of every event's invitations: nobody is reached who may not be, and all counts
//! agree.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::{collection, option, sample};

use super::blacklist::{Blacklist, contacts_of, replace};
use super::diary::Diary;
use super::one_more::hindered;
use super::outreach::{Outreach, reach};
use crate::domain::blacklist::{BlockedBy, BlockedContact};
use crate::domain::consent::{Channel, ChannelConsent, OptOut, Permission};
use crate::domain::contact_rules::ContactCap;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::event::{AudienceChoice, AudienceGroup, Event, Wave};
use crate::domain::ids::{CustomerId, DocumentId, InteractionId};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::method::Method;
use crate::domain::wording::Wording;
use crate::forecast::choose_groups;
use crate::planning::arbitrary::any_event;
use crate::segments::test_tables::workspace;
use crate::segments::{Derived, derive};
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::forecast::Obstacle;

const TODAY: Day = Day(20_000);
/// What no invitation is part of.
const OTHER_PURPOSE: &str = "orders";
const KINDS: [InteractionKind; 4] = [
    InteractionKind::Call,
    InteractionKind::Message,
    InteractionKind::Invited,
    InteractionKind::Visit,
];

fn any_customer() -> impl Strategy<Value = Customer> {
    let channels = collection::btree_map(
        sample::select(&Channel::ALL[..]),
        (sample::select(&Permission::ALL[..]), any::<bool>()),
        0..4,
    );
    // Few numbers, so that one block hits several.
    ("(1380013800[0-5])?", option::of(0..100u8), channels, any::<u8>()).prop_map(
        |(phone, spending_power, channels, luck)| {
            let mut customer = Customer { phone, spending_power, ..Customer::default() };
            for (channel, (permission, is_other)) in channels {
                let purpose = if is_other { OTHER_PURPOSE.into() } else { String::new() };
                let said = ChannelConsent { permission, purpose, ..ChannelConsent::default() };
                customer.consent.set(channel, said);
            }
            customer.consent.opt_out = (luck < 20).then(OptOut::default);
            customer
        },
    )
}

/// Waves close together, to the groups that leads without orders are in.
fn any_close_event() -> impl Strategy<Value = Event> {
    let groups = [
        AudienceGroup::Unplaced,
        AudienceGroup::Expected(crate::domain::class::Class::Dragonfly),
        AudienceGroup::Outside,
    ];
    let channel = sample::select(&[Channel::Sms, Channel::Phone, Channel::Post][..]);
    // At noon, and late enough for the quiet hours to move it to the next day.
    let minute = sample::select(&[720, 1_320][..]);
    let wave = (0..20i32, minute, channel, sample::subsequence(groups.to_vec(), 0..=3));
    let choices = collection::vec((sample::select(groups.to_vec()), option::of(0..12u32)), 0..4);
    (collection::vec(wave, 0..4), choices, 20_000..20_030i32).prop_map(|(waves, choices, day)| {
        let mut event = new_event(Day(day));
        let waves = waves.into_iter().map(|(days_before, minute, channel, groups)| Wave {
            key: String::new(),
            days_before,
            minute,
            groups,
            channel,
            message: Wording::default(),
        });
        event.waves = waves.collect();
        event.audience = choices
            .into_iter()
            .map(|(group, n_invited)| AudienceChoice { group, n_invited, n_outside: 7 })
            .collect();
        event
    })
}

fn new_event(day: Day) -> Event {
    let event =
        crate::planning::defaults_for_audience(&Tables::default(), &[], Method::Activity, TODAY);
    Event { day: Some(day), ..event }
}

/// Customers, contacts on record, a blacklist, a cap, saved events.
fn any_workspace() -> impl Strategy<Value = Tables> {
    let event = proptest::prop_oneof![3 => any_close_event(), 1 => any_event()];
    let contact = (0..12u32, 19_970..20_030i32, sample::select(&KINDS[..]), option::of(1..4u32));
    let cap = (0..4u8, 0..20u16).prop_map(|(n_contacts, n_days)| ContactCap { n_contacts, n_days });
    (
        collection::vec(any_customer(), 0..12),
        collection::vec(contact, 0..12),
        collection::vec(event, 0..4),
        option::of(cap),
        option::of(0..12usize),
        any::<bool>(),
    )
        .prop_map(|(customers, contacts, events, cap, blocked, only_permitted)| {
            let blocked = blocked.and_then(|at| customers.get(at)).map(contacts_of);
            let mut tables = workspace(customers);
            let rules = &mut Arc::make_mut(&mut tables.facts).contact;
            (rules.cap, rules.only_permitted) = (cap, only_permitted);
            rules.other_purposes.insert(OTHER_PURPOSE.into());
            let rows = contacts.into_iter().zip(1..).map(|((customer, day, kind, event), id)| {
                Interaction {
                    id: InteractionId(id),
                    customer: CustomerId(customer + 1),
                    day: Day(day),
                    kind,
                    event: event.map(DocumentId),
                    text: String::new(),
                    call: None,
                }
            });
            tables.interactions.append(rows);
            for event in events {
                tables.add_document(Document::Event(Box::new(event)));
            }
            let entries = blocked.into_iter().flatten().map(|(by, value)| BlockedContact {
                by,
                value,
                reason: String::new(),
                day: TODAY,
            });
            replace(&tables, entries.collect())
        })
}

/// Every saved event with whom it invites.
fn all_outreach<'a>(
    tables: &'a Tables,
    derived: &Derived,
) -> Vec<(DocumentId, &'a Event, Outreach)> {
    let diary = Diary::of(tables, derived);
    tables
        .events()
        .map(|(id, event)| (id, event, reach(tables, derived, &diary, event, Some(id))))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nobody_is_invited_who_may_not_be(tables in any_workspace()) {
        let derived = derive(&tables, TODAY);
        let blacklist = Blacklist::of(&tables);
        let mut contacts: BTreeMap<usize, Vec<Day>> = BTreeMap::new();
        let mut planned: Vec<(usize, Day)> = Vec::new();
        for (id, event, outreach) in all_outreach(&tables, &derived) {
            for invitee in &outreach.invitees {
                let customer = tables.customers.get(derived.ids[invitee.place]).unwrap();
                prop_assert!(!blacklist.blocks(customer));
                prop_assert!(!customer.consent.opted_out());
                for wave in &invitee.waves {
                    let wave = &event.waves[*wave];
                    let said = customer.consent.of(wave.channel);
                    prop_assert!(said != Permission::Refused);
                    let is_enough = said == Permission::Granted || !tables.facts.contact.only_permitted;
                    prop_assert!(is_enough, "never asked");
                    let given = customer.consent.channels.get(&wave.channel);
                    let is_for_it = given.is_none_or(|said| said.purpose != OTHER_PURPOSE);
                    prop_assert!(said != Permission::Granted || is_for_it, "for something else");
                    prop_assert!(wave.groups.contains(&invitee.group));
                    let rules = &tables.facts.contact;
                    let Some((day, _)) = event.day.map(|day| rules.moment(wave, day)) else { continue };
                    planned.push((invitee.place, day));
                    let recorded = tables.interactions.iter().any(|contact| {
                        contact.customer == customer.id && contact.event == Some(id)
                    });
                    // What an event has on record for somebody is its own waves.
                    if !recorded {
                        contacts.entry(invitee.place).or_default().push(day);
                    }
                }
            }
        }
        let Some(cap) = tables.facts.contact.cap else { return Ok(()) };
        for contact in tables.interactions.iter().filter(|contact| contact.kind != InteractionKind::Visit) {
            if let Some(place) = derived.place_of(contact.customer) {
                // Those of saved events are left to their own waves.
                if contact.event.is_none_or(|id| !tables.documents.contains_key(&id)) {
                    contacts.entry(place).or_default().push(contact.day);
                }
            }
        }
        let n_days = i64::from(cap.n_days.max(1));
        for (place, day) in planned {
            let days = contacts.get(&place).cloned().unwrap_or_default();
            for start in i64::from(day.0) - n_days + 1..=i64::from(day.0) {
                let n_contacts =
                    days.iter().filter(|day| (start..start + n_days).contains(&i64::from(day.0))).count();
                prop_assert!(n_contacts <= usize::from(cap.n_contacts), "{:?} {}", days, start);
            }
        }
    }

    #[test]
    fn counts_agree_with_the_list(tables in any_workspace()) {
        let derived = derive(&tables, TODAY);
        for (_, event, outreach) in all_outreach(&tables, &derived) {
            for entry in &outreach.groups {
                prop_assert_eq!(entry.n_people, entry.n_may_ask + entry.left_out.total());
            }
            let n_people: u32 = outreach.groups.iter().map(|entry| entry.n_people).sum();
            prop_assert_eq!(n_people as usize, tables.customers.len());
            for group in choose_groups(&outreach.groups, event) {
                let listed = outreach.invitees.iter().filter(|invitee| invitee.group == group.group);
                if group.group != AudienceGroup::Outside {
                    prop_assert_eq!(listed.count() as u32, group.n_invited);
                }
            }
            for (place, wave) in outreach.waves.iter().enumerate() {
                let listed = outreach.invitees.iter().filter(|i| i.waves.contains(&place)).count() as u32;
                prop_assert!(wave.n_people >= listed);
                prop_assert!(wave.n_no_contact <= listed && wave.n_not_asked <= listed);
            }
        }
    }
}

#[test]
fn an_event_saved_earlier_has_the_first_claim() {
    let lead = Customer { phone: "13800138000".into(), ..Customer::default() };
    let mut tables = workspace(vec![lead]);
    Arc::make_mut(&mut tables.facts).contact.cap = Some(ContactCap { n_contacts: 1, n_days: 30 });
    let mut event = new_event(Day(20_020));
    event.audience =
        vec![AudienceChoice { group: AudienceGroup::Unplaced, n_invited: None, n_outside: 0 }];
    event.waves.truncate(1);
    event.waves[0].groups = vec![AudienceGroup::Unplaced];
    event.waves[0].channel = Channel::Sms;
    let n_reached = |tables: &Tables, event: &Event, id| {
        let derived = derive(tables, TODAY);
        let outreach = reach(tables, &derived, &Diary::of(tables, &derived), event, id);
        (outreach.waves[0].n_people, outreach.waves[0].left_out.get(Obstacle::OverCap))
    };
    assert_eq!(n_reached(&tables, &event, None), (1, 0));
    let first = tables.add_document(Document::Event(Box::new(event.clone())));
    assert_eq!(n_reached(&tables, &event, Some(first)), (1, 0), "not against itself");
    // A week before, yet planned later.
    let rival = Event { day: Some(Day(20_013)), ..event.clone() };
    assert_eq!(n_reached(&tables, &rival, None), (0, 1));
    let second = tables.add_document(Document::Event(Box::new(rival.clone())));
    assert_eq!(n_reached(&tables, &event, Some(first)), (1, 0));
    assert_eq!(n_reached(&tables, &rival, Some(second)), (0, 1));
    let far = Event { day: Some(Day(20_050)), ..rival };
    assert_eq!(n_reached(&tables, &far, Some(second)), (1, 0));
}

/// Of one more contact by hand: everybody counts once, for the first reason; their own visit is theirs.
#[test]
fn who_should_not_be_contacted_once_more_is_counted() {
    let person = |phone: &str| Customer { phone: phone.into(), ..Customer::default() };
    let mut people: Vec<Customer> = (1..=5).map(|n| person(&format!("1380013800{n}"))).collect();
    people[1].consent.opt_out = Some(OptOut::default());
    people[2].consent.set(Channel::Phone, Permission::Refused);
    people[2].consent.set(Channel::Sms, Permission::Granted);
    let mut tables = workspace(people);
    Arc::make_mut(&mut tables.facts).contact.cap = Some(ContactCap { n_contacts: 1, n_days: 30 });
    let called = Interaction {
        id: InteractionId(1),
        customer: CustomerId(4),
        day: TODAY.plus_days(-3),
        kind: InteractionKind::Call,
        event: None,
        text: String::new(),
        call: None,
    };
    tables.interactions.append([called]);
    let block = BlockedContact {
        by: BlockedBy::Phone,
        value: "13800138001".into(),
        reason: String::new(),
        day: TODAY,
    };
    let tables = replace(&tables, vec![block]);
    let derived = derive(&tables, TODAY);
    let diary = Diary::of(&tables, &derived);
    let ids: Vec<CustomerId> = (1..=5).chain([77]).map(CustomerId).collect();
    let count = |kind, day| {
        let left_out = hindered(&tables, &derived, &diary, &ids, kind, day);
        Obstacle::ALL.map(|obstacle| left_out.get(obstacle))
    };
    // Blocked, opted out, refused, over the cap, never asked, other purpose, held out.
    assert_eq!(count(InteractionKind::Call, TODAY), [1, 1, 1, 1, 0, 0, 0]);
    assert_eq!(
        count(InteractionKind::Message, TODAY),
        [1, 1, 0, 1, 0, 0, 0],
        "other channels are open"
    );
    assert_eq!(count(InteractionKind::Message, TODAY.plus_days(40)), [1, 1, 0, 0, 0, 0, 0]);
    assert_eq!(count(InteractionKind::Visit, TODAY), [0; 7]);
}

/// A number is blocked with its country's code and without, whichever way it stands on the list.
#[test]
fn a_block_holds_for_a_number_in_every_form_of_its_country() {
    let customer = |phone: &str| Customer { phone: phone.into(), ..Customer::default() };
    let check = |typed: &str, phone: &str| {
        let value = super::blacklist::normalise(BlockedBy::Phone, typed).expect("a number");
        let entry =
            BlockedContact { by: BlockedBy::Phone, value, reason: String::new(), day: Day(20_000) };
        let mut tables = Tables::default();
        Arc::make_mut(&mut tables.facts).currency = "GBP".into();
        let tables = replace(&tables, vec![entry]);
        assert!(Blacklist::of(&tables).blocks(&customer(phone)), "{typed} and {phone}");
        assert!(!Blacklist::of(&tables).blocks(&customer("07854 585410")));
    };
    check("+44 7854 585409", "07854 585409");
    check("07854585409", "+44 7854 585409");
    check("07854585409", "07854 585409");
}

/// What the quiet hours move to the next day counts there: for the cap, and against what was noted then.
#[test]
fn a_wave_counts_on_the_day_it_goes_out() {
    let mut tables =
        workspace(vec![Customer { phone: "13800138000".into(), ..Customer::default() }]);
    Arc::make_mut(&mut tables.facts).contact.cap = Some(ContactCap { n_contacts: 1, n_days: 1 });
    let group = derive(&tables, TODAY).standings[0].group();
    let at = |days_before, minute| {
        let mut event = new_event(Day(20_020));
        event.waves = vec![Wave {
            key: String::new(),
            days_before,
            minute,
            groups: vec![group.clone()],
            channel: Channel::Phone,
            message: Wording::default(),
        }];
        event.audience =
            vec![AudienceChoice { group: group.clone(), n_invited: None, n_outside: 0 }];
        Box::new(event)
    };
    let n_reached = |tables: &Tables| -> Vec<usize> {
        let derived = derive(tables, TODAY);
        let all = all_outreach(tables, &derived).into_iter();
        all.map(|(_, _, outreach)| outreach.invitees.len()).collect()
    };
    // At ten in the evening of the day before: it goes out the next morning, when the other does.
    let late = tables.add_document(Document::Event(at(11, 1_320)));
    tables.add_document(Document::Event(at(10, 720)));
    assert_eq!(n_reached(&tables), [1, 0]);
    // Put down on the day it went out, it is one contact, which leaves room for another.
    Arc::make_mut(&mut tables.facts).contact.cap = Some(ContactCap { n_contacts: 2, n_days: 1 });
    tables.interactions.append([Interaction {
        id: InteractionId(1),
        customer: CustomerId(1),
        day: Day(20_010),
        kind: InteractionKind::Invited,
        event: Some(late),
        text: String::new(),
        call: None,
    }]);
    assert_eq!(n_reached(&tables), [1, 1]);
}
