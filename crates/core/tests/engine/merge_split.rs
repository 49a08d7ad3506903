//! Whatever is merged is there again once it is split, tried on people at random.

use meadow_core::domain::class::Class;
use meadow_core::domain::consent::{Channel, ChannelConsent, Consent, OptOut, Permission};
use meadow_core::domain::customer::{ClassOverride, Customer, CustomerNote, Stage};
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{Command, GetCustomerCard, MergeChoice, NewContact, Outcome};
use meadow_core::views::table::{RecordEvent, RecordLine};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;

use super::tab::Tab;

fn import(tab: &Tab, csv: &str) {
    let (source, mapping) = tab.attach_csv(csv);
    let import = Command::Import { source, mapping, first_facts: None, remember_as: None };
    tab.run(import).unwrap();
}

/// Consent of any kind: answers per channel with what proves them, and an opt-out above them.
fn any_consent() -> impl Strategy<Value = Consent> {
    let day = || option::of((20_000..20_003).prop_map(Day));
    let channel = select(&[Channel::WeChat, Channel::Sms, Channel::Post][..]);
    let said = (select(&Permission::ALL[..]), day(), "[表单]?", "[活动]?").prop_map(
        |(permission, day, source, purpose)| ChannelConsent { permission, day, source, purpose },
    );
    let opt_out = (day(), "[电话]?").prop_map(|(day, source)| OptOut { day, source });
    (btree_map(channel, said, 0..3), option::of(opt_out))
        .prop_map(|(channels, opt_out)| Consent { channels, opt_out })
}

/// What a list seldom says of a person and people write by hand, over and over the same few things.
fn any_details() -> impl Strategy<Value = Customer> {
    let note = (20_000..20_003, "[甲乙]{1,2}")
        .prop_map(|(day, text)| CustomerNote { day: Day(day), text });
    let class = (select(&Class::ALL[..]), "[甲乙]?")
        .prop_map(|(class, note)| ClassOverride { class, note });
    (
        (vec("[a-c]", 0..3), vec(note, 0..3), any_consent()),
        (btree_map("pet|size", "[猫狗]{0,2}", 0..3), option::of(select(&Stage::ALL[..]))),
        (option::of(class), option::of(any::<bool>()), option::of(0..100u8)),
    )
        .prop_map(
            |((tags, notes, consent), (fields, stage), (class_override, member, power))| Customer {
                tags,
                notes,
                consent,
                fields,
                stage,
                class_override,
                member,
                spending_power: power,
                ..Customer::default()
            },
        )
}

proptest! {
    /// Whatever is merged is there again once it is split.
    #[test]
    fn merge_then_split_restores_both(
        people in vec((("[a-c]{0,2}", "[王李]?", 0..4u8, 0..3usize), any_details()), 2..6),
        keep_first: bool,
    ) {
        let store = MemoryStore::default();
        let tab = Tab::with_workspace(&store);
        let mut csv = "客户编号,姓名,地区,推荐人,下单日期,金额\n".to_owned();
        for (at, ((region, name, referrer, n_orders), _)) in people.iter().enumerate() {
            for order in 0..=*n_orders {
                csv.push_str(&format!("K{at},{name},{region},K{referrer},2024-03-{:02},{at}.50\n", order + 1));
            }
        }
        import(&tab, &csv);
        for (card, (_, details)) in tab.rows().customers.into_iter().zip(&people) {
            let Customer { id, key, name, region, referred_by_key, .. } = card.customer.clone();
            let customer = Customer { id, key, name, region, referred_by_key, ..details.clone() };
            let (before, customer) = (Box::new(card.customer), Box::new(customer));
            tab.run(Command::EditCustomer { before, customer }).unwrap();
        }
        // Of everybody whose place is even, a contact; all of them have a log by now.
        let everybody = tab.rows().customers;
        let contacted = everybody.iter().step_by(2).map(|card| card.customer.id).collect();
        let contact = NewContact {
            day: Day(19_999),
            kind: InteractionKind::Visit,
            event: None,
            text: "was here".into(),
        };
        tab.run(Command::NoteContact { ids: contacted, contact }).unwrap();
        let facts = |tab: &Tab| -> Vec<_> {
            let all = tab.rows().customers.into_iter();
            all.map(|card| {
                // That they were one, and are two again, is told; the rest of the log is as it was.
                let is_own = |line: &RecordLine| {
                    !matches!(line.what, RecordEvent::Merged { .. } | RecordEvent::Split { .. })
                };
                let record: Vec<RecordLine> = card.record.into_iter().filter(is_own).collect();
                (card.customer, card.orders, card.interactions, record)
            })
            .collect()
        };
        let before = facts(&tab);
        let parts: Vec<CustomerId> = before.iter().take(3).map(|(customer, ..)| customer.id).collect();
        let merged = keep_first.then(|| Box::new(before[0].0.clone()));
        let choices = vec![MergeChoice { parts, merged }];
        let Ok(Outcome::Document(merge)) = tab.run(Command::MergeCustomers { choices }) else {
            panic!("not merged")
        };
        // Whoever is kept, nobody's refusal is lost.
        let parts = before.iter().take(3).map(|(customer, ..)| &customer.consent);
        let now = tab.ask(GetCustomerCard { id: before[0].0.id }).unwrap().customer.consent;
        for said in parts {
            prop_assert!(now.opted_out() || !said.opted_out(), "an opt-out");
            for (channel, consent) in &said.channels {
                let is_refused = consent.permission == Permission::Refused;
                prop_assert!(!is_refused || now.of(*channel) == Permission::Refused, "{channel:?}");
            }
        }
        tab.run(Command::SplitCustomer { merge, at: 0 }).unwrap();
        prop_assert_eq!(facts(&tab), before);
    }
}
