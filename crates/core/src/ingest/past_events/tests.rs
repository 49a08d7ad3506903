use super::method_word::read_method;
use super::{KnownEvents, PastEventsReader, guess_columns};
use crate::domain::day::Day;
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::ingest::inspect;
use crate::views::past_events::PastEventColumn as Says;
use crate::views::past_events::{PastEventsMapping, PastEventsReport, WhyNoEvent};

const TODAY: Day = Day(20_000);

fn read(csv: &str) -> PastEventsReport {
    let seen = inspect(csv.as_bytes(), csv.len() as u64, "events.csv", None).unwrap();
    let columns = guess_columns(seen.columns.iter().map(|column| column.header.as_str()));
    let mapping = PastEventsMapping { dialect: seen.dialect, columns, method: Method::Activity };
    let known = KnownEvents::from([(("Old talk".to_owned(), Day(19_000)), None)]);
    let mut reader = PastEventsReader::new(&mapping, known, TODAY);
    // Cut anywhere: slices know nothing of rows.
    for slice in csv.as_bytes().chunks(7) {
        reader.feed(slice).unwrap();
    }
    reader.finish().unwrap()
}

#[track_caller]
fn check_guess(headers: &[&str], expected: &[Option<Says>]) {
    assert_eq!(guess_columns(headers.iter().copied()), expected, "{headers:?}");
}

#[test]
fn columns_are_known_by_their_names_in_both_languages() {
    let all = [
        Says::Name,
        Says::Day,
        Says::Method,
        Says::Invited,
        Says::Registered,
        Says::Attended,
        Says::Ordered,
    ]
    .map(Some);
    check_guess(&["Name", "Date", "Method", "Invited", "Registered", "Attended", "Ordered"], &all);
    check_guess(
        &["活动名称", "日期", "方式", "邀约人数", "报名人数", "到场人数", "成交人数"],
        &all,
    );
    check_guess(
        &["Event", "Event date", "Type", "Invitations", "Sign-ups", "Attendees", "Orders"],
        &all,
    );
    check_guess(
        &["成交人数", "成交额（元）", "备注"],
        &[Some(Says::Ordered), Some(Says::Revenue), None],
    );
    check_guess(
        &["People invited", "Notes", "Total cost"],
        &[Some(Says::Invited), None, Some(Says::Cost)],
    );
    check_guess(
        &["Repeat buyers", "Buyers", "Referred", "复购人数", "转介绍人数"],
        &[Some(Says::Repurchased), Some(Says::Ordered), Some(Says::Referred), None, None],
    );
    check_guess(
        &["复购人数", "成交人数", "转介绍人数"],
        &[Some(Says::Repurchased), Some(Says::Ordered), Some(Says::Referred)],
    );
    // No column counts twice, and none is two things.
    check_guess(&["Registered", "registered 2"], &[Some(Says::Registered), None]);
}

#[test]
fn methods_are_known_by_name_and_by_usual_words() {
    for method in Method::ALL {
        assert_eq!(read_method(method.slug()), Some(method));
        let name = &crate::playbooks::method_guide(method).name;
        assert_eq!(read_method(&name.en), Some(method), "{}", name.en);
        assert_eq!(read_method(&name.zh), Some(method), "{}", name.zh);
    }
    assert_eq!(read_method("Spring lecture"), Some(Method::Seminar));
    assert_eq!(read_method("会员答谢会"), Some(Method::Membership));
    assert_eq!(read_method("Paintball"), None);
}

#[test]
fn stages_after_the_order_are_read_where_they_were_counted() {
    let report = read(
        "name,date,invited,registered,attended,ordered,repurchased,referred\n\
         Spring talk,2024-03-12,300,61,40,9,5,\n\
         Open day,2024-05-01,120,48,30,4,6,1\n\
         Summer day,2024-06-01,120,48,30,4,0,4人\n",
    );
    assert!(report.missing.is_empty());
    let later: Vec<_> = report.events.iter().map(|event| event.later).collect();
    assert_eq!(later, [[Some(5), None], [Some(0), Some(4)]]);
    let (column, before) = (Says::Repurchased, Says::Ordered);
    let why = WhyNoEvent::MoreThanBefore { column, n: 6, before, n_before: 4 };
    assert_eq!(report.refused[0].why, why);
}

#[test]
fn rows_become_events() {
    let report = read(
        "name,date,method,invited,registered,attended,ordered,cost\n\
         Spring talk,2024-03-12,Seminar,300,61,40,9,\"1,200.50\"\n\
         Open day,2024-05-01,,120,48人,30,4,\n",
    );
    assert_eq!((report.n_rows, report.refused.len(), report.missing.len()), (2, 0, 0));
    let talk = &report.events[0];
    assert_eq!((talk.row, talk.name.as_str(), talk.method), (2, "Spring talk", Method::Seminar));
    assert_eq!(talk.day.to_string(), "2024-03-12");
    let counts = &talk.counts;
    assert_eq!((counts.invited, counts.registered), (300, 61));
    assert_eq!((counts.attended, counts.ordered, counts.cost), (40, 9, Money(120_050)));
    // What a row does not say is taken from the mapping.
    assert_eq!(
        (report.events[1].method, report.events[1].counts.registered),
        (Method::Activity, 48)
    );
}

#[test]
fn rows_that_are_no_event_are_named_with_their_reason() {
    let report = read(
        "name,date,method,invited,registered,attended,ordered\n\
         Good,2024-03-12,Seminar,300,61,40,9\n\
         Rising,2024-03-13,Seminar,300,61,40,41\n\
         ,2024-03-13,Seminar,300,61,40,9\n\
         No day,soon,Seminar,300,61,40,9\n\
         Coming,2034-03-13,Seminar,300,61,40,9\n\
         Odd,2024-03-13,Paintball,300,61,40,9\n\
         Half,2024-03-13,Seminar,300,60.5,40,9\n\
         Blank,2024-03-13,Seminar,300,,40,9\n\
         Good,2024-03-12,Seminar,300,61,40,9\n\
         Old talk,2022-01-08,Seminar,300,61,40,9\n",
    );
    let unread = |column, text: &str| WhyNoEvent::Unread { column, text: text.to_owned() };
    let before = WhyNoEvent::MoreThanBefore {
        column: Says::Ordered,
        n: 41,
        before: Says::Attended,
        n_before: 40,
    };
    let coming = WhyNoEvent::NotPast(Day::from_iso("2034-03-13").unwrap());
    let why: Vec<(u64, WhyNoEvent)> =
        report.refused.into_iter().map(|refused| (refused.row, refused.why)).collect();
    assert_eq!(
        why,
        [
            (3, before),
            (4, WhyNoEvent::Empty(Says::Name)),
            (5, unread(Says::Day, "soon")),
            (6, coming),
            (7, unread(Says::Method, "Paintball")),
            (8, unread(Says::Registered, "60.5")),
            (9, WhyNoEvent::Empty(Says::Registered)),
            (10, WhyNoEvent::SameAs { row: 2 }),
            (11, WhyNoEvent::AlreadyThere),
        ]
    );
    assert_eq!(report.events.len(), 1);
}

#[test]
fn guests_may_be_more_than_had_registered() {
    let report = read(
        "name,date,method,invited,registered,attended,ordered\n\
         Walk-ins,2024-03-13,Seminar,300,61,70,9\n\
         As foretold,2024-03-14,Seminar,300,61,61,9\n\
         Some asked,2024-03-15,Seminar,50,61,60,9\n\
         Nobody asked,2024-03-16,Exhibition,0,61,60,9\n\
         Rising,2024-03-17,Seminar,50,61,60,61\n",
    );
    let counts = || report.events.iter().map(|event| &event.counts);
    let have: Vec<bool> = counts().map(|counts| counts.has_walk_ins()).collect();
    assert_eq!(have, [true, false, false, false]);
    let open: Vec<bool> = counts().map(|counts| counts.is_open_to_all()).collect();
    assert_eq!(open, [false, false, true, true]);
    let refused = report.refused.iter().map(|refused| refused.row).collect::<Vec<_>>();
    assert_eq!(refused, [6], "more ordered than came");
}

#[test]
fn a_table_without_counts_says_what_is_missing() {
    let report = read("name,date\nSpring talk,2024-03-12\n");
    assert_eq!(report.missing, [Says::Invited, Says::Registered, Says::Attended, Says::Ordered]);
    assert!(report.events.is_empty() && report.refused.is_empty());
}
