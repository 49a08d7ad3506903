//! What files say of opt-outs and permissions, and what they leave undecided: nobody is invited against
//! a word of refusal, however it is written, nor by words that nobody can read.

use meadow_core::domain::consent::{Channel, Consent, Permission};
use meadow_core::domain::day::Day;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{ColumnRole, Doubt, FieldPolicy, ImportReport};

use crate::reading::{bring_in, contents, import_into, look_at, proposed, roles};

/// What comes in of a list with one column of this name, beside a number and a name.
fn listed(header: &str, cells: &[&str]) -> (Vec<Consent>, ImportReport) {
    let mut file = format!("客户编号,姓名,{header}\n");
    for (at, cell) in cells.iter().enumerate() {
        file.push_str(&format!("{at},客户{at},{cell}\n"));
    }
    let (tables, report) = import_into(&Tables::default(), file.as_bytes()).unwrap();
    let (again, _) = import_into(&tables, file.as_bytes()).unwrap();
    assert_eq!(contents(&again), contents(&tables), "the same file again");
    (tables.customers.iter().map(|customer| customer.consent.clone()).collect(), report)
}

fn held_back(report: &ImportReport) -> u64 {
    let counts = report.doubts.iter().filter(|count| count.doubt == Doubt::HeldBack);
    counts.map(|count| count.n_rows).sum()
}

#[test]
fn every_word_of_refusal_and_every_day_opts_out() {
    let refusals =
        ["是", "已退订", "退订", "拒收", "勿扰", "opted out", "Unsubscribed", "STOP", "TD"];
    for header in ["退订", "拒收", "勿扰", "unsubscribed", "do not contact"] {
        let (people, report) = listed(header, &refusals);
        assert!(people.iter().all(Consent::opted_out), "{header}: {people:?}");
        assert_eq!((report.n_cells_dropped.len(), held_back(&report)), (0, 0), "{header}");
        let (people, _) = listed(header, &["2026-03-01", "2025年12月31日 10:20", "否"]);
        let days: Vec<Option<Option<Day>>> =
            people.iter().map(|said| said.opt_out.as_ref().map(|out| out.day)).collect();
        let day = Day::from_ymd(2026, 3, 1);
        assert_eq!(days, [Some(day), Some(Day::from_ymd(2025, 12, 31)), None], "{header}");
    }
    let (people, report) = listed("退订", &["否", "未退订", "subscribed", "-", ""]);
    assert!(people.iter().all(Consent::allows_invitation));
    assert_eq!(held_back(&report), 0);
}

#[test]
fn what_cannot_be_read_is_held_back_until_somebody_decides() {
    for header in ["退订", "退订时间", "短信授权", "营销授权", "短信退订"] {
        let (people, report) = listed(header, &["看情况", ""]);
        assert!(!people[0].allows_invitation(), "{header}: {:?}", people[0]);
        assert!(people[1].allows_invitation(), "{header}");
        assert_eq!((held_back(&report), report.n_rows_with_gaps), (1, 1), "{header}");
    }
    let (people, _) = listed("退订", &["看情况"]);
    let out = people[0].opt_out.as_ref().unwrap();
    assert!(out.is_undecided() && out.source.contains("看情况"), "{out:?}");
    let (people, _) = listed("短信授权", &["ask again"]);
    assert!(people[0].channels[&Channel::Sms].is_undecided());
    // Where only the proof of a permission is lost, the permission is not.
    let file = "id,name,sms consent,sms consent date\n1,Ann,yes,some day\n";
    let (tables, report) = import_into(&Tables::default(), file.as_bytes()).unwrap();
    let ann = tables.customers.iter().next().unwrap();
    assert_eq!((ann.consent.of(Channel::Sms), held_back(&report)), (Permission::Granted, 0));
}

#[test]
fn a_later_file_decides_what_could_not_be_read() {
    let before = |cells: &str| {
        let file = format!("id,name,opted out,sms consent\n1,Ann,{cells}\n");
        import_into(&Tables::default(), file.as_bytes()).unwrap().0
    };
    let after = |known: &Tables, cells: &str| {
        let file = format!("id,name,opted out,sms consent\n1,Ann,{cells}\n");
        let (tables, report) = import_into(known, file.as_bytes()).unwrap();
        assert_eq!(held_back(&report), u64::from(cells.contains("perhaps")));
        tables.customers.iter().next().unwrap().consent.clone()
    };
    let held = before("perhaps,perhaps");
    assert_eq!(after(&held, ",").opt_out, held.customers.iter().next().unwrap().consent.opt_out);
    let decided = after(&held, "no,yes");
    assert_eq!((decided.opted_out(), decided.noted(Channel::Sms)), (false, Permission::Granted));
    let decided = after(&held, "yes,no");
    assert!(decided.opt_out.is_some_and(|out| !out.is_undecided()));
    assert!(!decided.channels[&Channel::Sms].is_undecided());
    // Words that cannot be read hold back whoever had agreed, and take back no refusal.
    assert!(!after(&before("no,yes"), ",perhaps").allows_invitation());
    let refused = before("yes,no");
    assert_eq!(
        after(&refused, "perhaps,perhaps"),
        refused.customers.iter().next().unwrap().consent
    );
}

/// However a file says it, it reaches those who are here already, whatever else it may change of them.
#[test]
fn a_day_of_refusal_reaches_whoever_is_known() {
    let (known, _) = import_into(&Tables::default(), "id,name\n1,Ann\n2,Bo\n".as_bytes()).unwrap();
    let file = "id,name,unsubscribed at,SMS opt-out\n1,Ann,2026-03-01,\n2,Bo,,2026-04-01\n";
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    mapping.rules.otherwise = FieldPolicy::Keep;
    let (tables, _) = bring_in(&known, file.as_bytes(), &mapping, 64).unwrap();
    let people: Vec<Consent> = tables.customers.iter().map(|one| one.consent.clone()).collect();
    let (march, april) = (Day::from_ymd(2026, 3, 1), Day::from_ymd(2026, 4, 1));
    assert_eq!(people[0].opt_out.as_ref().map(|out| out.day), Some(march));
    let refused = &people[1].channels[&Channel::Sms];
    assert_eq!((refused.permission, refused.day), (Permission::Refused, april));
}

/// Where nothing else says it, whoever has a day of consent gave it on that day.
#[test]
fn a_day_of_consent_alone_is_a_permission_and_told() {
    let told = |file: &str| {
        let (tables, report) = import_into(&Tables::default(), file.as_bytes()).unwrap();
        let doubts = report.doubts.iter().filter(|told| told.doubt == Doubt::DayAsPermission);
        let rows: Vec<u64> = doubts.flat_map(|told| told.rows.clone()).collect();
        let people: Vec<Consent> = tables.customers.iter().map(|one| one.consent.clone()).collect();
        (people, rows)
    };
    let (people, rows) = told("id,name,SMS consent date\n1,Ann,2026-03-01\n2,Bo,\n3,Cy,some day\n");
    let march = Day::from_ymd(2026, 3, 1);
    let said = &people[0].channels[&Channel::Sms];
    assert_eq!((said.permission, said.day), (Permission::Granted, march));
    // Also of somebody who is here already.
    let known = import_into(&Tables::default(), b"id,name\n1,Ann\n").unwrap().0;
    let file = b"id,name,SMS consent date\n1,Ann,2026-03-01\n";
    let (after, _) = import_into(&known, file).unwrap();
    let said = after.customers.iter().next().unwrap().consent.channels[&Channel::Sms].clone();
    assert_eq!((said.permission, said.day), (Permission::Granted, march));
    assert_eq!(people[1].of(Channel::Sms), Permission::Unknown);
    assert_eq!(people[2].of(Channel::Sms), Permission::Unknown);
    assert_eq!(rows, [2]);
    // A column that says whether decides, also where it says nothing; so does a refusal.
    for decides in ["SMS consent,,no", "SMS opt-out,,yes", "marketing consent,,no"] {
        let [header, blank, no]: [&str; 3] =
            decides.split(',').collect::<Vec<_>>().try_into().unwrap();
        let file = format!(
            "id,name,SMS consent date,{header}\n1,Ann,2026-03-01,{blank}\n2,Bo,2026-03-02,{no}\n"
        );
        let (people, rows) = told(&file);
        assert_eq!(people[1].of(Channel::Sms), Permission::Refused, "{header}");
        let is_refusal = header.contains("out");
        assert_eq!(people[0].of(Channel::Sms) == Permission::Granted, is_refusal, "{header}");
        assert_eq!(rows.contains(&2), is_refusal, "{header}");
    }
}

#[test]
fn a_column_of_refusals_is_no_column_of_permissions() {
    let seen = look_at("姓名,不接收短信,拒绝电话\n林雨晴,是,否\n".as_bytes()).unwrap();
    assert!(roles(&seen)[1..].iter().all(|role| matches!(role, ColumnRole::ConsentFact(..))));
    let (people, _) = listed("不接收短信", &["是", "否"]);
    assert_eq!(people[0].noted(Channel::Sms), Permission::Refused);
    assert_eq!(people[1].noted(Channel::Sms), Permission::Unknown);
}
