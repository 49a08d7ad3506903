//! What a file may do to the customers that are known: keys, policies, blanks, permissions.

use std::collections::BTreeMap;

use meadow_core::domain::consent::{Channel, ChannelConsent, ConsentFact, Permission};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::day::Day;
use meadow_core::domain::workspace::FieldKind;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{
    ColumnRole, ConsentAbout, ConsentNote, Doubt, FieldPolicy, FileProblem, ImportMapping,
    ImportReport, MatchKey, OrderPolicy, RejectReason, UpdateRules,
};
use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

use crate::reading::{bring_in, contents, import_into, look_at, proposed, rejected};

fn known(file: &str) -> Tables {
    import_into(&Tables::default(), file.as_bytes()).unwrap().0
}

fn import_by(
    tables: &Tables,
    file: &str,
    change: impl FnOnce(&mut ImportMapping),
) -> Result<(Tables, ImportReport), FileProblem> {
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    change(&mut mapping);
    bring_in(tables, file.as_bytes(), &mapping, 64)
}

fn people(tables: &Tables) -> Vec<String> {
    let line = |c: &Customer| format!("{} {} {} {}", c.key, c.name, c.phone, c.region);
    tables.customers.iter().map(|c| line(c).trim().to_owned()).collect()
}

#[track_caller]
fn check_key(key: MatchKey, before: &str, file: &str, expected: &[&str]) {
    let (once, _) = import_by(&known(before), file, |mapping| mapping.rules.key = key).unwrap();
    assert_eq!(people(&once), expected);
    let (twice, _) = import_by(&once, file, |mapping| mapping.rules.key = key).unwrap();
    assert_eq!(contents(&twice), contents(&once), "the same file again");
}

#[test]
fn the_chosen_key_decides_alone() {
    let before = "id,name,phone\n1,Ann Lee,13800138001\n2,Bo Tan,13800138002\n";
    let file = "id,name,phone\n2,Ann Lee-Smith,13800138001\n";
    check_key(
        MatchKey::Phone,
        before,
        file,
        &["2 Ann Lee-Smith 13800138001", "2 Bo Tan 13800138002"],
    );
    check_key(
        MatchKey::CustomerKey,
        before,
        file,
        &["1 Ann Lee 13800138001", "2 Ann Lee-Smith 13800138001"],
    );
}

#[test]
fn a_key_that_no_column_holds_is_refused() {
    let result = import_by(&Tables::default(), "name\nAnn\n", |mapping| {
        mapping.rules.key = MatchKey::Email;
    });
    assert_eq!(result.err(), Some(FileProblem::KeyNotMapped { key: MatchKey::Email }));
}

#[track_caller]
fn check_policy(policy: FieldPolicy, blanks_erase: bool, expected: &[&str]) {
    let before = known("id,name,city\n1,Ann,Hefei\n2,Bo,\n3,Cy,Ningbo\n");
    let file = "id,name,city\n1,Ann,Xiamen\n2,Bo,Suzhou\n2,Bo,Wuxi\n3,Cy,\n4,Di,Jinan\n";
    let (after, _) = import_by(&before, file, |mapping| {
        mapping.rules.columns = [(2, policy)].into();
        if blanks_erase {
            mapping.rules.blanks_erase = [2].into();
        }
    })
    .unwrap();
    let cities: Vec<&str> = after.customers.iter().map(|c| c.region.as_str()).collect();
    assert_eq!(cities, expected);
}

#[test]
fn a_column_overwrites_fills_blanks_or_keeps() {
    check_policy(FieldPolicy::Overwrite, false, &["Xiamen", "Wuxi", "Ningbo", "Jinan"]);
    check_policy(FieldPolicy::FillBlanks, false, &["Hefei", "Wuxi", "Ningbo", "Jinan"]);
    check_policy(FieldPolicy::Keep, false, &["Hefei", "", "Ningbo", "Jinan"]);
    check_policy(FieldPolicy::Overwrite, true, &["Xiamen", "Wuxi", "", "Jinan"]);
    check_policy(FieldPolicy::Keep, true, &["Hefei", "", "Ningbo", "Jinan"]);
}

#[test]
fn rows_of_nobody_known_wait_where_nobody_is_to_be_added() {
    let before = known("id,name\n1,Ann\n");
    let file = "id,name\n1,Ann Lee\n2,Bo\n";
    let (after, report) =
        import_by(&before, file, |mapping| mapping.rules.adds_new = false).unwrap();
    assert_eq!(people(&after), ["1 Ann Lee"]);
    assert_eq!(rejected(&report), [(RejectReason::UnknownCustomer, 3, "2")]);
}

fn sms(tables: &Tables, at: usize) -> ChannelConsent {
    let customer = tables.customers.iter().nth(at).expect("so many customers");
    customer.consent.channels.get(&Channel::Sms).cloned().unwrap_or_default()
}

#[test]
fn a_permission_says_what_for_when_and_from_where() {
    let file = "id,name,sms,consent date,consent source,consent purpose\n\
                1,Ann,yes,2026-03-05,till card,news of the shop\n2,Bo,yes,,,\n";
    let note = ConsentNote {
        purpose: "events".into(),
        source: "list of May".into(),
        day: Day::from_ymd(2026, 5, 1),
    };
    let (tables, _) = import_by(&Tables::default(), file, |mapping| {
        mapping.columns = vec![
            ColumnRole::CustomerKey,
            ColumnRole::Name,
            ColumnRole::ConsentSms,
            ColumnRole::ConsentFact(ConsentAbout::Everything, ConsentFact::Day),
            ColumnRole::ConsentFact(ConsentAbout::Everything, ConsentFact::Source),
            ColumnRole::ConsentFact(ConsentAbout::Everything, ConsentFact::Purpose),
        ];
        mapping.consent = note.clone();
    })
    .unwrap();
    let expected = |day, source: &str, purpose: &str| ChannelConsent {
        permission: Permission::Granted,
        day,
        source: source.into(),
        purpose: purpose.into(),
    };
    let day = Day::from_ymd(2026, 3, 5);
    assert_eq!(sms(&tables, 0), expected(day, "till card", "news of the shop"));
    assert_eq!(sms(&tables, 1), expected(note.day, "list of May", "events"));
}

#[track_caller]
fn check_refusal(refused: Option<Day>, granted: Option<Day>, expected: Permission) {
    let mut before = known("id,name\n1,Ann\n");
    let mut ann = before.customers.iter().next().cloned().unwrap();
    let refusal = ChannelConsent { day: refused, ..Permission::Refused.into() };
    ann.consent.set(Channel::Sms, refusal);
    before.customers.replace([ann]);
    let (after, report) = import_by(&before, "id,name,sms\n1,Ann,yes\n", |mapping| {
        mapping.columns[2] = ColumnRole::ConsentSms;
        mapping.consent.day = granted;
    })
    .unwrap();
    assert_eq!(sms(&after, 0).permission, expected);
    let doubts: Vec<Doubt> = report.doubts.iter().map(|count| count.doubt).collect();
    let stays = expected == Permission::Refused;
    assert_eq!(doubts, if stays { vec![Doubt::RefusalKept] } else { vec![] });
}

#[test]
fn a_refusal_gives_way_only_to_a_later_permission() {
    let (march, may) = (Day::from_ymd(2026, 3, 1), Day::from_ymd(2026, 5, 1));
    check_refusal(None, None, Permission::Refused);
    check_refusal(march, None, Permission::Refused);
    check_refusal(None, may, Permission::Refused);
    check_refusal(may, march, Permission::Refused);
    check_refusal(march, may, Permission::Granted);
}

#[test]
fn a_refusal_is_taken_over_whatever_the_policy() {
    let mut before = known("id,name\n1,Ann\n");
    let mut ann = before.customers.iter().next().cloned().unwrap();
    ann.consent.set(Channel::Sms, Permission::Granted);
    before.customers.replace([ann]);
    let (after, _) = import_by(&before, "id,name,sms,opted out\n1,Ann,no,yes\n", |mapping| {
        mapping.columns[2] = ColumnRole::ConsentSms;
        mapping.columns[3] = ColumnRole::OptedOut;
        mapping.rules.otherwise = FieldPolicy::Keep;
    })
    .unwrap();
    assert_eq!(sms(&after, 0).permission, Permission::Refused);
    assert!(after.customers.iter().all(|ann| ann.consent.opted_out()));
}

#[test]
fn half_a_number_does_not_replace_a_whole_one() {
    let before = known("id,name,phone\n1,Ann,13800138001\n");
    let (after, _) = import_by(&before, "id,name,phone\n1,Ann,138****8001\n", |_| {}).unwrap();
    assert_eq!(people(&after), ["1 Ann 13800138001"]);
}

#[test]
fn a_hidden_name_is_somebodys_only_with_what_is_left_of_the_telephone() {
    let file = "order,name,phone,date,amount\nA1,林**,138****8000,2026-03-05,10\n\
                A2,林**,138****8000,2026-03-06,20\nA3,林**,139****1111,2026-03-07,30\n";
    let by_hand = |mapping: &mut ImportMapping| {
        mapping.columns = vec![
            ColumnRole::OrderKey,
            ColumnRole::Name,
            ColumnRole::Phone,
            ColumnRole::OrderDate,
            ColumnRole::OrderAmount,
        ];
    };
    let (once, _) = import_by(&Tables::default(), file, by_hand).unwrap();
    assert_eq!(people(&once), ["林**", "林**"]);
    let (twice, report) = import_by(&once, file, by_hand).unwrap();
    assert_eq!(contents(&twice), contents(&once));
    assert_eq!((report.n_orders, report.n_orders_known), (0, 3));
}

/// What an order platform shows of a telephone tells namesakes apart, and never speaks against itself.
#[test]
fn an_order_goes_to_whom_the_visible_digits_fit() {
    let base = known("姓名,手机\n张三丰,13800138001\n赵敏,13900139002\n赵敏,13700137003\n");
    let file = "order,name,phone,date,amount\nA1,张三丰,138****8001,2026-03-05,10\n\
                A2,张三丰,138****9999,2026-03-06,20\nA3,赵敏,尾号7003,2026-03-07,30\n\
                A4,张三丰,138****8001,2026-03-08,40\n";
    let by_hand = |mapping: &mut ImportMapping| {
        mapping.columns = vec![
            ColumnRole::OrderKey,
            ColumnRole::Name,
            ColumnRole::Phone,
            ColumnRole::OrderDate,
            ColumnRole::OrderAmount,
        ];
    };
    let (once, report) = import_by(&base, file, by_hand).unwrap();
    let buyers = once.orders.chunks().iter().flat_map(|chunk| chunk.data().customers.clone());
    assert_eq!(buyers.collect::<Vec<_>>(), [1, 4, 3, 1]);
    assert_eq!(report.n_customers_new, 1);
    let (twice, _) = import_by(&once, file, by_hand).unwrap();
    assert_eq!(contents(&twice), contents(&once));
}

#[test]
fn one_answer_for_every_channel_holds_where_no_column_says_otherwise() {
    let file = "id,name,Marketing consent,Agrees to SMS\n1,Ann,yes,no\n2,Bo,no,\n3,Cy,,yes\n";
    let (tables, _) = import_by(&Tables::default(), file, |_| {}).unwrap();
    let said: Vec<_> = tables
        .customers
        .iter()
        .map(|c| (c.consent.noted(Channel::Email), c.consent.noted(Channel::Sms)))
        .collect();
    use Permission::{Granted, Refused, Unknown};
    assert_eq!(said, [(Granted, Refused), (Refused, Refused), (Unknown, Granted)]);
}

#[test]
fn a_number_is_one_with_its_countrys_code_and_without() {
    let mut base = known("name,phone\nJak Hall,07854585409\n");
    std::sync::Arc::make_mut(&mut base.facts).currency = "GBP".into();
    let file = "name,phone,city\nJak Hall,+44 7854 585409,Leeds\n";
    let (after, report) = import_by(&base, file, |_| {}).unwrap();
    assert_eq!((report.n_customers_new, report.n_customers_updated), (0, 1));
    assert_eq!(after.customers.iter().next().unwrap().region, "Leeds");
}

#[test]
fn a_family_name_alone_names_somebody() {
    let file = "id,last\n1,Fischer\n";
    let by_hand = |mapping: &mut ImportMapping| {
        mapping.columns = vec![ColumnRole::CustomerKey, ColumnRole::FamilyName];
    };
    let (once, _) = import_by(&known("id,city\n1,Hefei\n"), file, by_hand).unwrap();
    assert_eq!(people(&once), ["1 Fischer  Hefei"]);
}

#[test]
fn orders_that_brought_no_money_are_left_out() {
    let file = "order id,phone,name,order date,amount,status\n\
                A1,13800138001,Ann,2026-03-05,10,交易成功\n\
                A2,13800138001,Ann,2026-03-06,20,交易关闭\n\
                A3,13800138002,Bo,2026-03-07,30,等待买家付款\n";
    let (tables, report) = import_by(&Tables::default(), file, |mapping| {
        mapping.columns[5] = ColumnRole::OrderStatus;
    })
    .unwrap();
    assert_eq!((report.n_orders, report.n_orders_closed), (1, 2));
    // Who never paid is a lead.
    assert_eq!(people(&tables), ["Ann 13800138001", "Bo 13800138002"]);
}

#[test]
fn an_order_that_is_paid_back_later_goes() {
    let file = |rows: &str| format!("order id,phone,name,order date,amount,status\n{rows}");
    let paid = file(
        "A1,13800138001,Ann,2026-03-05,10,paid\nA2,13800138001,Ann,2026-03-06,20,paid\n\
         A3,13800138001,Ann,2026-03-07,30,paid\nA3,13800138001,Ann,2026-03-07,5,refunded\n",
    );
    let by_status = |mapping: &mut ImportMapping| mapping.columns[5] = ColumnRole::OrderStatus;
    let (before, _) = import_by(&Tables::default(), &paid, by_status).unwrap();
    assert_eq!(before.orders.len(), 3);
    // The same again: the line that was paid back takes no order with it.
    let (again, report) = import_by(&before, &paid, by_status).unwrap();
    assert_eq!((again.orders.len(), report.doubts.len()), (3, 0));
    let later = file("A1,13800138001,Ann,2026-03-05,10,refunded\n");
    let (after, report) = import_by(&before, &later, by_status).unwrap();
    let orders = after.orders.chunks().iter().flat_map(|chunk| chunk.data().ids.clone());
    assert_eq!(orders.collect::<Vec<_>>(), [2, 3]);
    assert_eq!((report.n_orders, report.n_orders_after), (0, 2));
    let doubts: Vec<_> = report.doubts.iter().map(|d| (d.doubt, d.rows.clone())).collect();
    assert_eq!(doubts, [(Doubt::OrderTakenBack, vec![2])]);
}

#[test]
fn words_for_one_thing_are_one_word() {
    let file = "name,sex,phone\nAnn,女,１３８００１３８００１\nBo,M,13800138002\nCy,diverse,\n";
    let (tables, _) = import_by(&Tables::default(), file, |_| {}).unwrap();
    let said: Vec<_> =
        tables.customers.iter().map(|c| (c.sex.as_str(), c.phone.as_str())).collect();
    assert_eq!(said, [("女", "13800138001"), ("男", "13800138002"), ("diverse", "")]);
}

#[test]
fn a_field_of_a_kind_holds_the_plain_form_of_it() {
    let file = "id,name,pet,spent,active,since\n1,Ann,12,\"¥1,200.00\",是,5/6/2025\n";
    let kinds = [
        ("pet", FieldKind::Text),
        ("spent", FieldKind::Money),
        ("active", FieldKind::YesNo),
        ("since", FieldKind::Date),
    ];
    let (tables, _) = import_by(&Tables::default(), file, |mapping| {
        for (at, (label, kind)) in kinds.iter().enumerate() {
            mapping.columns[at + 2] =
                ColumnRole::Custom { label: (*label).into(), kind: Some(*kind) };
        }
        mapping.dialect.date_order = meadow_core::views::import::DateOrder::DayMonthYear;
    })
    .unwrap();
    let field_kinds: Vec<_> = tables.facts.custom_fields.iter().map(|field| field.kind).collect();
    assert_eq!(field_kinds, kinds.map(|(_, kind)| Some(kind)));
    let ann = tables.customers.iter().next().unwrap();
    let expected: BTreeMap<String, String> =
        [("pet", "12"), ("spent", "1200"), ("active", "yes"), ("since", "2025-06-05")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into();
    assert_eq!(ann.fields, expected);
}

fn rules() -> impl Strategy<Value = UpdateRules> {
    let policy = || prop::sample::select(FieldPolicy::ALL.to_vec());
    (
        prop::sample::select(vec![MatchKey::Any, MatchKey::CustomerKey, MatchKey::Phone]),
        policy(),
        prop::collection::btree_map(0_u32..6, policy(), 0..4),
        prop::collection::btree_set(0_u32..6, 0..3),
        any::<bool>(),
        prop::sample::select(OrderPolicy::ALL.to_vec()),
    )
        .prop_map(|(key, otherwise, columns, blanks_erase, adds_new, orders)| UpdateRules {
            key,
            otherwise,
            columns,
            blanks_erase,
            adds_new,
            orders,
        })
}

fn people_file() -> impl Strategy<Value = String> {
    let row = (
        prop::sample::select(vec!["", "1", "2", "3"]),
        prop::sample::select(vec!["", "Ann Lee", "Bo Tan", "林雨晴", "林 雨晴"]),
        prop::sample::select(vec!["", "13800138001", "138 0013 8002", "138****8001", "x"]),
        prop::sample::select(vec!["", "Hefei", "Xiamen"]),
        prop::sample::select(vec!["", "vip", "vip;old"]),
        prop::sample::select(vec!["", "yes", "no"]),
    );
    prop::collection::vec(row, 1..8).prop_map(|rows| {
        let mut file = "id,name,phone,city,tags,sms\n".to_owned();
        for (id, name, phone, city, tags, sms) in rows {
            file.push_str(&format!("{id},{name},{phone},{city},{tags},{sms}\n"));
        }
        file
    })
}

/// Rows that leave out what they like and never contradict each other.
fn consistent_file() -> impl Strategy<Value = String> {
    let people = [
        ("1", "Ann Lee", "13800138001"),
        ("2", "Bo Tan", "13800138002"),
        ("3", "林雨晴", "138****8001"),
        ("", "赵明宇", "13800138004"),
        ("", "Di Wu", "13800138004"),
    ];
    let row = (prop::sample::select(people.to_vec()), any::<(bool, bool, bool)>());
    prop::collection::vec(row, 1..8).prop_map(|rows| {
        let mut file = "id,name,phone,city,tags,sms\n".to_owned();
        for ((id, name, phone), (says_id, says_name, says_phone)) in rows {
            let part = |says: bool, text: &'static str| if says { text } else { "" };
            let (id, name) = (part(says_id, id), part(says_name, name));
            file.push_str(&format!("{id},{name},{},,,\n", part(says_phone, phone)));
        }
        file
    })
}

fn people_mapping(rules: &UpdateRules) -> ImportMapping {
    let columns = vec![
        ColumnRole::CustomerKey,
        ColumnRole::Name,
        ColumnRole::Phone,
        ColumnRole::Region,
        ColumnRole::Tags,
        ColumnRole::ConsentSms,
    ];
    ImportMapping { rules: rules.clone(), ..ImportMapping::new(Default::default(), columns) }
}

proptest! {
    /// Whatever the rules: every row is read or left out with a reason, nobody is lost, and no
    /// opt-out or refusal of before is gone.
    #[test]
    fn no_rules_lose_anybody(first in people_file(), second in people_file(), rules in rules()) {
        let plain = people_mapping(&UpdateRules::default());
        let Ok((before, _)) = bring_in(&Tables::default(), first.as_bytes(), &plain, 64) else {
            return Ok(());
        };
        let mapping = people_mapping(&rules);
        let Ok((after, report)) = bring_in(&before, second.as_bytes(), &mapping, 64) else {
            return Ok(());
        };
        prop_assert_eq!(
            after.customers.len(),
            before.customers.len() + report.n_customers_new as usize
        );
        prop_assert!(rules.adds_new || report.n_customers_new == 0);
        for (old, new) in before.customers.iter().zip(after.customers.iter()) {
            prop_assert_eq!(old.id, new.id);
            if old.consent.noted(Channel::Sms) == Permission::Refused {
                prop_assert_eq!(new.consent.noted(Channel::Sms), Permission::Refused);
            }
            if rules.otherwise == FieldPolicy::Keep && rules.columns.is_empty() {
                prop_assert_eq!(
                    (&old.name, &old.phone, &old.region, &old.tags),
                    (&new.name, &new.phone, &new.region, &new.tags)
                );
            }
        }
    }

    /// The same file twice changes nothing, however little its rows say of whom.
    #[test]
    fn the_same_file_again_changes_nothing(file in consistent_file()) {
        let mapping = people_mapping(&UpdateRules::default());
        let Ok((once, _)) = bring_in(&Tables::default(), file.as_bytes(), &mapping, 64) else {
            return Ok(());
        };
        let (twice, report) = bring_in(&once, file.as_bytes(), &mapping, 64).unwrap();
        prop_assert_eq!(report.n_customers_new, 0, "{}", contents(&once));
        prop_assert_eq!(once.customers.len(), twice.customers.len());
    }
}
