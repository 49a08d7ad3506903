//! Which column is what: the names first, then the cells, then what the other columns leave open.

use super::column_content::ColumnContent;
use super::header_words::{self, BareName};
use super::values::word;
use crate::domain::workspace::FieldKind;
use crate::views::import::{ColumnRole, GuessReason, ValueKind};

/// A column as far as guessing needs it.
pub struct Column<'a> {
    pub header: &'a str,
    /// `false` if the file has no header and the name was made up.
    pub is_named: bool,
    pub content: &'a ColumnContent,
}

impl Column<'_> {
    /// A field of the user's own: of yes and no where nothing else is in it, else as it looks.
    pub fn as_own_field(&self, label: &str, sure: f64) -> Guess {
        let kind = self.content.is_all_yes_no().then_some(FieldKind::YesNo);
        let role = ColumnRole::Custom { label: label.to_owned(), kind };
        Guess::new(role, sure, GuessReason::OwnField)
    }
}

/// What a column is taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    pub role: ColumnRole,
    /// 0–1.
    pub sure: f64,
    pub reason: GuessReason,
}

impl Guess {
    pub fn new(role: ColumnRole, sure: f64, reason: GuessReason) -> Self {
        Self { role, sure, reason }
    }
}

/// A role per column. No role but `Skip` and `Custom` is given twice.
pub fn guess_roles(columns: &[Column<'_>]) -> Vec<Guess> {
    let mut guesses: Vec<Option<Guess>> = columns.iter().map(guess_by_name).collect();
    let gives_amount = has(&guesses, &ColumnRole::OrderAmount);
    for (column, guess) in columns.iter().zip(&mut guesses) {
        let is_bare_date = bare_name(column) == Some(BareName::Date);
        if is_bare_date && gives_amount && column.content.kind() == ValueKind::Date {
            *guess = Some(Guess::new(ColumnRole::OrderDate, 0.85, GuessReason::OtherColumns));
        }
    }
    keep_surest(&mut guesses);
    pair_names(columns, &mut guesses);
    guess_bare_ids(columns, &mut guesses);
    guess_by_content(columns, &mut guesses);
    complete_orders(columns, &mut guesses);
    read_stages_for_what_they_are(columns, &mut guesses);
    name_by_company(&mut guesses);
    leave_category_to_orders(&mut guesses);
    columns
        .iter()
        .zip(guesses)
        .map(|(column, guess)| match guess {
            Some(guess) => guess,
            None if column.content.is_empty() => {
                Guess::new(ColumnRole::Skip, 0.9, GuessReason::Empty)
            }
            None => column.as_own_field(field_name(column, columns), 0.6),
        })
        .collect()
}

/// What a field of the user's own is called: without the group, where that tells it apart.
fn field_name<'a>(column: &Column<'a>, all: &[Column<'a>]) -> &'a str {
    let own = header_words::below_group(column.header);
    let n_alike = all.iter().filter(|other| header_words::below_group(other.header) == own).count();
    if n_alike == 1 { own } else { column.header }
}

fn bare_name(column: &Column<'_>) -> Option<BareName> {
    column
        .is_named
        .then(|| header_words::bare_name(&header_words::plain_name(column.header)))
        .flatten()
}

fn guess_by_name(column: &Column<'_>) -> Option<Guess> {
    if !column.is_named || column.content.is_empty() {
        return None;
    }
    if header_words::is_worked_out(column.header) {
        return Some(Guess::new(ColumnRole::Skip, 0.95, GuessReason::WorkedOut));
    }
    if let Some(label) = column.header.strip_prefix(header_words::OWN_FIELDS) {
        return Some(column.as_own_field(label, 0.95));
    }
    let reads_as = |role: &ColumnRole| {
        let (_, n_valid) = column.content.kind_as(role);
        n_valid as f64 >= 0.5 * column.content.n_filled as f64
    };
    let question = header_words::role_if_yes_no(&header_words::plain_name(column.header));
    if let Some(role) = question.filter(reads_as) {
        return Some(Guess::new(role, 0.8, GuessReason::Name));
    }
    let (mut role, sure) = header_words::role_of_header(column.header)?;
    // A column called `customer` may hold numbers or names.
    if role == ColumnRole::CustomerKey && column.content.is_name_like() {
        role = ColumnRole::Name;
    }
    let is_of_contact =
        || header_words::is_contact_number(&header_words::plain_name(column.header));
    if role == ColumnRole::CustomerKey && is_of_contact() && reads_as(&ColumnRole::Phone) {
        role = ColumnRole::Phone;
    }
    // Levels are more than whether somebody is a member.
    if role == ColumnRole::Member && column.content.has_levels() {
        return None;
    }
    if !reads_as(&role) {
        return Some(Guess::new(role, sure * 0.4, GuessReason::NameAgainstCells));
    }
    Some(Guess::new(role, sure, GuessReason::Name))
}

/// Where several columns claim a role, the surest keeps it; of equals, the first.
fn keep_surest(guesses: &mut [Option<Guess>]) {
    for at in 0..guesses.len() {
        let Some(Guess { role, sure, .. }) = guesses[at].clone() else { continue };
        let beaten = role != ColumnRole::Skip
            && guesses.iter().enumerate().any(|(at_other, guess)| {
                guess.as_ref().is_some_and(|other| {
                    other.role == role
                        && (other.sure > sure || (other.sure == sure && at_other < at))
                })
            });
        if beaten {
            guesses[at] = None;
        }
    }
}

fn has(guesses: &[Option<Guess>], role: &ColumnRole) -> bool {
    guesses.iter().flatten().any(|guess| guess.role == *role)
}

/// A family name goes with a given one. Where the name beside it is whole, it is a field of the user's own;
/// where there is no other name, it is the name.
fn pair_names(columns: &[Column<'_>], guesses: &mut [Option<Guess>]) {
    let place = |role: &ColumnRole| {
        guesses.iter().position(|guess| guess.as_ref().is_some_and(|guess| guess.role == *role))
    };
    let Some(family) = place(&ColumnRole::FamilyName) else { return };
    match place(&ColumnRole::Name) {
        Some(name) if is_within(columns[family].content, columns[name].content) => {
            guesses[family] = None;
        }
        Some(_) => {}
        None => {
            if let Some(guess) = &mut guesses[family] {
                guess.role = ColumnRole::Name;
            }
        }
    }
}

/// Do the names begin or end with the family names, as whole ones do?
fn is_within(families: &ColumnContent, names: &ColumnContent) -> bool {
    let lower = |content: &ColumnContent| -> Vec<String> {
        content.samples.iter().map(|sample| sample.to_lowercase()).collect()
    };
    let (families, names) = (lower(families), lower(names));
    let is_whole = |name: &&String| {
        families.iter().any(|family| {
            *name != family
                && (name.starts_with(family.as_str()) || name.ends_with(family.as_str()))
        })
    };
    names.iter().filter(is_whole).count() * 2 > names.len()
}

/// A bare `id` is the customer's, unless the customer is known otherwise and no two rows share it:
/// then it is the order's.
fn guess_bare_ids(columns: &[Column<'_>], guesses: &mut [Option<Guess>]) {
    let Some(at) = columns
        .iter()
        .position(|column| bare_name(column) == Some(BareName::Id) && !column.content.is_empty())
    else {
        return;
    };
    if guesses[at].is_some() {
        return;
    }
    let has_orders = has(guesses, &ColumnRole::OrderAmount);
    let has_person =
        [ColumnRole::CustomerKey, ColumnRole::Phone, ColumnRole::Email, ColumnRole::Name]
            .iter()
            .any(|role| has(guesses, role));
    // A sum alone makes no order, and what we have worked out stands only beside people.
    let has_day = has(guesses, &ColumnRole::OrderDate)
        || columns
            .iter()
            .zip(&*guesses)
            .any(|(column, guess)| guess.is_none() && column.content.kind() == ValueKind::Date);
    let is_our_list =
        columns.iter().any(|column| column.is_named && header_words::is_worked_out(column.header));
    let is_order_key = has_orders
        && has_day
        && !is_our_list
        && has_person
        && columns[at].content.is_all_distinct();
    let role = if is_order_key { ColumnRole::OrderKey } else { ColumnRole::CustomerKey };
    if !has(guesses, &role) {
        guesses[at] = Some(Guess::new(role, 0.7, GuessReason::OtherColumns));
    }
}

/// Columns whose names say nothing, by cells that speak for themselves.
fn guess_by_content(columns: &[Column<'_>], guesses: &mut [Option<Guess>]) {
    for (at, column) in columns.iter().enumerate() {
        if guesses[at].is_some() {
            continue;
        }
        let (role, sure) = match column.content.kind() {
            ValueKind::Email => (ColumnRole::Email, 0.8),
            ValueKind::Phone => (ColumnRole::Phone, 0.7),
            _ if column.content.is_name_like() && !column.is_named => (ColumnRole::Name, 0.6),
            _ => continue,
        };
        if !has(guesses, &role) {
            guesses[at] = Some(Guess::new(role, sure, GuessReason::Cells));
        }
    }
}

/// Are there orders, though perhaps without what they came to?
fn has_orders(guesses: &[Option<Guess>]) -> bool {
    has(guesses, &ColumnRole::OrderAmount) || has(guesses, &ColumnRole::OrderDate)
}

/// An order needs a date and an amount: with one of them, look for the other; else there are none.
fn complete_orders(columns: &[Column<'_>], guesses: &mut [Option<Guess>]) {
    let (date, amount) = (ColumnRole::OrderDate, ColumnRole::OrderAmount);
    let (missing, kinds): (_, &[ValueKind]) = match (has(guesses, &date), has(guesses, &amount)) {
        (true, false) => (amount.clone(), &[ValueKind::Money, ValueKind::Number]),
        (false, true) => (date.clone(), &[ValueKind::Date]),
        _ => return,
    };
    let plausible: Vec<usize> = (0..columns.len())
        .filter(|at| {
            let plain = header_words::plain_name(columns[*at].header);
            guesses[*at].is_none()
                && kinds.contains(&columns[*at].content.kind())
                && !header_words::is_summary(&plain)
        })
        .collect();
    match plausible[..] {
        [at] => guesses[at] = Some(Guess::new(missing, 0.45, GuessReason::OtherColumns)),
        // A number and a day are an order's for certain: the check says that no column is its amount.
        _ if has(guesses, &date) && has(guesses, &ColumnRole::OrderKey) => {}
        _ => {
            for guess in guesses.iter_mut() {
                let is_half =
                    guess.as_ref().is_some_and(|guess| guess.role == date || guess.role == amount);
                if is_half {
                    *guess = None;
                }
            }
        }
    }
}

/// A stage whose words are none of a customer's is the order's status, where there are orders, and else a
/// field of the user's own. A bare "status" beside orders has to speak of customers to be theirs.
fn read_stages_for_what_they_are(columns: &[Column<'_>], guesses: &mut [Option<Guess>]) {
    let mut may_be_of_orders = has_orders(guesses) && !has(guesses, &ColumnRole::OrderStatus);
    for (column, guess) in columns.iter().zip(guesses) {
        let is_stage = guess.as_ref().is_some_and(|guess| guess.role == ColumnRole::Stage);
        let is_bare = bare_name(column) == Some(BareName::Status);
        // Beside a stage of customers, a bare status was left without a role.
        let is_open = is_bare && guess.is_none() && !column.content.is_empty();
        if !is_stage && !is_open {
            continue;
        }
        let samples = &column.content.samples;
        let n_stages = samples.iter().filter(|cell| word::read_stage(cell).is_some()).count();
        let is_of_order = n_stages == 0
            || (is_bare
                && (n_stages * 2 <= samples.len()
                    || samples.iter().any(|cell| word::is_closed_order(cell))));
        if may_be_of_orders && is_of_order {
            *guess = Some(Guess::new(ColumnRole::OrderStatus, 0.7, GuessReason::OtherColumns));
            may_be_of_orders = false;
        } else if n_stages == 0 {
            *guess = None;
        }
    }
}

/// A list of companies names its customers by the company.
fn name_by_company(guesses: &mut [Option<Guess>]) {
    let has_person =
        [ColumnRole::CustomerKey, ColumnRole::Phone, ColumnRole::Email, ColumnRole::Name]
            .iter()
            .any(|role| has(guesses, role));
    if has_person {
        return;
    }
    for guess in guesses.iter_mut().flatten() {
        if guess.role == ColumnRole::Company {
            guess.role = ColumnRole::Name;
        }
    }
}

/// In a list without orders, a category is one of people: the shop's own.
fn leave_category_to_orders(guesses: &mut [Option<Guess>]) {
    if has_orders(guesses) {
        return;
    }
    for guess in guesses {
        if guess.as_ref().is_some_and(|guess| guess.role == ColumnRole::Category) {
            *guess = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, guess_roles};
    use crate::domain::consent::{self, Channel};
    use crate::domain::workspace::FieldKind;
    use crate::ingest::column_content::ColumnContent;
    use crate::views::import::ColumnRole::{
        self, Category, ConsentEmail, ConsentEvery, ConsentFact, ConsentPhone, ConsentSms,
        CustomerKey, FamilyName, KnownSince, Name, OrderAmount, OrderDate, OrderKey, Phone,
        Quantity, Region, Skip,
    };
    use crate::views::import::{ConsentAbout, DecimalMark, GuessReason};

    /// Header and cells per column, with the role each should get.
    #[track_caller]
    fn check(columns: &[(&str, &[&str], ColumnRole)]) {
        let contents: Vec<ColumnContent> = columns
            .iter()
            .map(|(_, cells, _)| ColumnContent::of(cells.iter().copied(), DecimalMark::Point))
            .collect();
        let seen: Vec<Column<'_>> = columns
            .iter()
            .zip(&contents)
            .map(|((header, _, _), content)| Column { header, is_named: true, content })
            .collect();
        let roles: Vec<ColumnRole> =
            guess_roles(&seen).into_iter().map(|guess| guess.role).collect();
        let expected: Vec<ColumnRole> = columns.iter().map(|(_, _, role)| role.clone()).collect();
        assert_eq!(roles, expected);
    }

    fn custom(label: &str) -> ColumnRole {
        ColumnRole::custom(label)
    }

    #[test]
    fn an_order_list_with_terse_names() {
        check(&[
            ("master_id", &["4", "4", "21"], custom("master_id")),
            ("id", &["1", "1", "2"], CustomerKey),
            ("date", &["1997-01-01", "1997-01-18", "1997-08-02"], OrderDate),
            ("cds", &["2", "2", "1"], Quantity),
            ("spend", &["29.33", "29.73", "14.96"], OrderAmount),
        ]);
    }

    #[test]
    fn a_bare_id_beside_a_known_customer_is_the_orders() {
        check(&[
            ("id", &["1", "2", "3"], OrderKey),
            ("手机", &["13800138000", "13800138000", "13900139000"], Phone),
            ("日期", &["2026-03-12", "2026-03-13", "2026-03-14"], OrderDate),
            ("金额", &["1", "2", "3"], OrderAmount),
        ]);
    }

    #[test]
    fn a_bare_number_before_people_is_theirs() {
        check(&[
            ("No.", &["1", "2", "3"], CustomerKey),
            ("Name", &["Ann Lee", "Bo Tan", "Cy Wu"], Name),
            ("Mobile", &["13800138000", "13800138001", "13900139000"], Phone),
        ]);
        check(&[
            ("Cust. No", &["00001", "00002"], CustomerKey),
            ("No.", &["1", "2"], custom("No.")),
            ("Name", &["Ann Lee", "Bo Tan"], Name),
        ]);
    }

    #[test]
    fn names_in_two_columns_are_one_name() {
        let phones = ("Mobile", &["13800138000", "13800138001"][..], Phone);
        check(&[
            ("First Name", &["Ann", "Bo"], Name),
            ("Last Name", &["Lee", "Tan"], FamilyName),
            phones.clone(),
        ]);
        check(&[("姓", &["林", "赵"], FamilyName), ("名", &["雨晴", "明宇"], Name)]);
        // The name alone says neither whole nor half: the cells do.
        check(&[("Name", &["Ann", "Bo"], Name), ("Surname", &["Lee", "Tan"], FamilyName)]);
        check(&[
            ("Name", &["Ann Lee", "Bo Tan"], Name),
            ("Surname", &["Lee", "Tan"], custom("Surname")),
        ]);
        check(&[
            ("姓名", &["林雨晴", "赵明宇"], Name),
            ("姓", &["林", "赵"], custom("姓")),
            ("名", &["雨晴", "明宇"], custom("名")),
        ]);
        check(&[("Surname", &["Lee", "Tan"], Name), phones]);
    }

    #[test]
    fn a_contact_number_is_dialled_where_it_can_be() {
        let names = ("Name", &["Ann Lee", "Bo Tan"][..], Name);
        for header in ["Contact No", "Contact No.", "Contact number"] {
            check(&[names.clone(), (header, &["13800138000", "0571-88886666"], Phone)]);
            check(&[names.clone(), (header, &["CT0001", "CT0002"], CustomerKey)]);
        }
        check(&[
            ("Customer No", &["7", "8"], CustomerKey),
            names,
            ("Contact No", &["13800138000", "13800138001"], Phone),
        ]);
    }

    #[test]
    fn a_customer_list_with_summaries_has_no_orders() {
        check(&[
            ("姓名", &["林雨晴", "赵明宇"], Name),
            ("注册日期", &["2026-03-12", "2026-03-13"], KnownSince),
            ("累计消费金额", &["120.5", "80"], custom("累计消费金额")),
            ("最近下单时间", &["2026-03-12", "2026-03-13"], custom("最近下单时间")),
            ("宠物名", &["麻糬", "大宝"], custom("宠物名")),
            ("邮箱", &["", ""], Skip),
        ]);
    }

    #[test]
    fn an_amount_without_a_date_is_no_order() {
        check(&[("name", &["A B", "C D"], Name), ("spend", &["1.5", "2.5"], custom("spend"))]);
    }

    #[test]
    fn an_order_whose_amount_is_not_found_keeps_its_other_columns() {
        check(&[
            ("Order No", &["A1", "A2"], OrderKey),
            ("Order date", &["2026-03-12", "2026-03-13"], OrderDate),
            ("name", &["Ann Lee", "Bo Tan"], Name),
            ("category", &["food", "toys"], Category),
            ("net", &["1.5", "2.5"], custom("net")),
            ("gross", &["1.8", "3.0"], custom("gross")),
        ]);
    }

    #[test]
    fn the_surest_of_two_claims_wins() {
        check(&[
            ("订单金额", &["10", "20"], custom("订单金额")),
            ("实付金额", &["9", "19"], OrderAmount),
            ("下单时间", &["2026-03-12", "2026-03-13"], OrderDate),
            ("客户编号", &["001", "002"], CustomerKey),
        ]);
    }

    /// A question is one of consent where yes and no answer it.
    #[test]
    fn what_asks_for_a_channel_is_its_consent() {
        for (header, role) in [
            ("Newsletter?", ConsentEmail),
            ("OK to call?", ConsentPhone),
            ("OK to phone", ConsentPhone),
            ("OK to e-mail?", ConsentEmail),
            ("May we text you?", ConsentSms),
            ("Marketing SMS", ConsentSms),
            ("Opt in", ConsentEvery),
            ("May we contact you?", ConsentEvery),
            ("Subscribed", ConsentEmail),
            ("可否致电", ConsentPhone),
            ("是否接收短信", ConsentSms),
            ("能不能发短信", ConsentSms),
        ] {
            check(&[
                ("name", &["Ann Lee", "Bo Tan", "Cy Wu"], Name),
                (header, &["yes", "Unsubscribed", "opted out"], role.clone()),
            ]);
            check(&[("姓名", &["林雨晴", "赵明宇"], Name), (header, &["是", "退订"], role)]);
        }
        let names = ("name", &["Ann Lee", "Bo Tan"][..], Name);
        check(&[names.clone(), ("Newsletter", &["Spring", "May"], custom("Newsletter"))]);
        let refusal = ConsentFact(ConsentAbout::Refusal(Channel::Phone), consent::ConsentFact::Day);
        check(&[names, ("不可致电", &["是", "否"], refusal)]);
    }

    #[test]
    fn a_list_of_companies_is_named_by_them() {
        check(&[
            ("公司名称", &["云朵商贸", "河畔宠物"], Name),
            ("城市", &["杭州", "上海"], Region),
        ]);
    }

    #[test]
    fn a_guess_says_what_it_rests_on() {
        let contents: Vec<ColumnContent> = [
            &["林雨晴", "赵明宇"][..],
            &["a@b.cn", "c@d.cn"],
            &["lots", "some"],
            &["有", "N"],
            &["", ""],
        ]
        .iter()
        .map(|cells| ColumnContent::of(cells.iter().copied(), DecimalMark::Point))
        .collect();
        let names = ["姓名", "?", "手机", "有车", "q"];
        let seen: Vec<Column<'_>> = names
            .iter()
            .zip(&contents)
            .map(|(header, content)| Column { header, is_named: true, content })
            .collect();
        let guesses = guess_roles(&seen);
        let reasons: Vec<GuessReason> = guesses.iter().map(|guess| guess.reason).collect();
        assert_eq!(
            reasons,
            [
                GuessReason::Name,
                GuessReason::Cells,
                GuessReason::NameAgainstCells,
                GuessReason::OwnField,
                GuessReason::Empty,
            ]
        );
        // Nothing but yes and no is in it.
        let yes_no = ColumnRole::Custom { label: "有车".into(), kind: Some(FieldKind::YesNo) };
        assert_eq!(guesses[3].role, yes_no);
    }
}
