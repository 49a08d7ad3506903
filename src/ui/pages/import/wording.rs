//! The words for what a file holds and for what is wrong with it. Must not know the widgets.

use crate::i18n::{Locale, t_string};
use crate::platform::locale::Formatter;
use crate::state::words::agree;
use crate::ui::pages::customers::wording::{channel_name, consent_fact_name};
use leptos_i18n::I18nContext;
use meadow_core::domain::keeping::KeepQuestion;
use meadow_core::views::import::{
    ColumnRole, ConsentAbout, CurrencyCount, Doubt, DoubtCount, FileProblem, ImportWarning,
    Limited, MatchKey, OtherCurrency, RejectReason, RejectedRow, ValueKind,
};

/// The texts in use.
pub type Texts = I18nContext<Locale>;

pub fn role_name(i18n: Texts, role: &ColumnRole) -> String {
    match role {
        ColumnRole::Skip => t_string!(i18n, import.role_skip),
        ColumnRole::CustomerKey => t_string!(i18n, import.role_key),
        ColumnRole::Name => t_string!(i18n, import.role_name),
        ColumnRole::FamilyName => t_string!(i18n, import.role_family_name),
        ColumnRole::Phone => t_string!(i18n, import.role_phone),
        ColumnRole::Email => t_string!(i18n, import.role_email),
        ColumnRole::WeChat => t_string!(i18n, import.role_wechat),
        ColumnRole::Company => t_string!(i18n, import.role_company),
        ColumnRole::CompanyId => t_string!(i18n, import.role_company_id),
        ColumnRole::Region => t_string!(i18n, import.role_region),
        ColumnRole::Sex => t_string!(i18n, import.role_sex),
        ColumnRole::Occupation => t_string!(i18n, import.role_occupation),
        ColumnRole::Personality => t_string!(i18n, import.role_personality),
        ColumnRole::BirthYear => t_string!(i18n, import.role_birth_year),
        ColumnRole::LeadSource => t_string!(i18n, import.role_lead_source),
        ColumnRole::KnownSince => t_string!(i18n, import.role_known_since),
        ColumnRole::Member => t_string!(i18n, import.role_member),
        ColumnRole::Stage => t_string!(i18n, import.role_stage),
        ColumnRole::ClassByHand => t_string!(i18n, import.role_class_by_hand),
        ColumnRole::ClassNote => t_string!(i18n, import.role_class_note),
        ColumnRole::Keeping(question) => match question {
            KeepQuestion::Unusual => t_string!(i18n, lenses.keep_unusual),
            KeepQuestion::LooksAhead => t_string!(i18n, lenses.keep_looks_ahead),
            KeepQuestion::Durable => t_string!(i18n, lenses.keep_durable),
            KeepQuestion::Adaptable => t_string!(i18n, lenses.keep_adaptable),
            KeepQuestion::Sound => t_string!(i18n, lenses.keep_sound),
            KeepQuestion::Caution => t_string!(i18n, lenses.keep_caution),
            KeepQuestion::Valuable => t_string!(i18n, lenses.keep_valuable),
        },
        ColumnRole::Budget => t_string!(i18n, import.role_budget),
        ColumnRole::SpendingPower => t_string!(i18n, import.role_spending_power),
        ColumnRole::ReferredBy => t_string!(i18n, import.role_referred_by),
        ColumnRole::Tags => t_string!(i18n, import.role_tags),
        ColumnRole::Reasons => t_string!(i18n, import.role_reasons),
        ColumnRole::Note => t_string!(i18n, import.role_note),
        ColumnRole::ConsentWeChat => t_string!(i18n, import.role_consent_wechat),
        ColumnRole::ConsentSms => t_string!(i18n, import.role_consent_sms),
        ColumnRole::ConsentPhone => t_string!(i18n, import.role_consent_phone),
        ColumnRole::ConsentEmail => t_string!(i18n, import.role_consent_email),
        ColumnRole::ConsentPost => t_string!(i18n, import.role_consent_post),
        ColumnRole::ConsentInPerson => t_string!(i18n, import.role_consent_in_person),
        ColumnRole::ConsentEvery => t_string!(i18n, import.role_consent_every),
        ColumnRole::ConsentFact(about, fact) => {
            let fact = consent_fact_name(i18n, *fact);
            return match about {
                ConsentAbout::Everything => {
                    t_string!(i18n, import.role_consent_fact, fact = fact).to_string()
                }
                ConsentAbout::OptOut => {
                    t_string!(i18n, import.role_opt_out_fact, fact = fact).to_string()
                }
                ConsentAbout::Refusal(channel) => {
                    let channel = channel_name(i18n, *channel);
                    t_string!(i18n, import.role_refusal, channel = channel).to_string()
                }
                ConsentAbout::Channel(channel) => {
                    let channel = channel_name(i18n, *channel);
                    t_string!(i18n, customers.col_consent_fact, channel = channel, fact = fact)
                        .to_string()
                }
            };
        }
        ColumnRole::OptedOut => t_string!(i18n, import.role_opted_out),
        ColumnRole::OrderKey => t_string!(i18n, import.role_order_key),
        ColumnRole::OrderDate => t_string!(i18n, import.role_order_date),
        ColumnRole::OrderAmount => t_string!(i18n, import.role_order_amount),
        ColumnRole::OrderTotal => t_string!(i18n, import.role_order_total),
        ColumnRole::OrderDiscount => t_string!(i18n, import.role_order_discount),
        ColumnRole::OrderRefund => t_string!(i18n, import.role_order_refund),
        ColumnRole::OrderCost => t_string!(i18n, import.role_order_cost),
        ColumnRole::OrderStatus => t_string!(i18n, import.role_order_status),
        ColumnRole::ProductKey => t_string!(i18n, import.role_product_key),
        ColumnRole::ProductName => t_string!(i18n, import.role_product_name),
        ColumnRole::Category => t_string!(i18n, import.role_category),
        ColumnRole::Quantity => t_string!(i18n, import.role_quantity),
        ColumnRole::Custom { .. } => t_string!(i18n, import.role_custom),
    }
    .to_owned()
}

pub fn kind_name(i18n: Texts, kind: ValueKind) -> String {
    match kind {
        ValueKind::Empty => t_string!(i18n, import.kind_empty),
        ValueKind::Text => t_string!(i18n, import.kind_text),
        ValueKind::Choice => t_string!(i18n, import.kind_choice),
        ValueKind::WholeNumber => t_string!(i18n, import.kind_whole),
        ValueKind::Number => t_string!(i18n, import.kind_number),
        ValueKind::Money => t_string!(i18n, import.kind_money),
        ValueKind::Date => t_string!(i18n, import.kind_date),
        ValueKind::YesNo => t_string!(i18n, import.kind_yes_no),
        ValueKind::Phone => t_string!(i18n, import.kind_phone),
        ValueKind::Email => t_string!(i18n, import.kind_email),
    }
    .to_owned()
}

pub fn reason_name(i18n: Texts, reason: &RejectReason) -> String {
    match reason {
        RejectReason::NobodyNamed => t_string!(i18n, import.reject_nobody),
        RejectReason::DateMissing => t_string!(i18n, import.reject_date_missing),
        RejectReason::DateImpossible => t_string!(i18n, import.reject_date),
        RejectReason::AmountMissing => t_string!(i18n, import.reject_amount_missing),
        RejectReason::AmountUnreadable => t_string!(i18n, import.reject_amount),
        RejectReason::QuantityUnreadable => t_string!(i18n, import.reject_quantity),
        RejectReason::TooManyCells => t_string!(i18n, import.reject_too_many),
        RejectReason::TooFewCells => t_string!(i18n, import.reject_too_few),
        RejectReason::UnclosedQuote => t_string!(i18n, import.reject_quote),
        RejectReason::Undecodable => t_string!(i18n, import.reject_undecodable),
        RejectReason::UnknownCustomer => t_string!(i18n, import.reject_unknown),
        RejectReason::RepeatedHeader => t_string!(i18n, import.reject_header),
        RejectReason::TotalRow => t_string!(i18n, import.reject_total),
        RejectReason::CellsUnreadable => t_string!(i18n, import.reject_cells),
        RejectReason::AmbiguousName => t_string!(i18n, import.reject_namesakes),
        RejectReason::AlikeIsHere => t_string!(i18n, import.reject_alike),
    }
    .to_owned()
}

/// `$ (12 cells), HK$ (3 cells)`.
pub fn currencies_text(i18n: Texts, f: &Formatter, counts: &[CurrencyCount]) -> String {
    let count = |count: &CurrencyCount| {
        let (sign, n) = (count.sign.as_str(), f.fmt_int(count.n_cells.into()));
        agree(&t_string!(i18n, import.currency_cells, sign = sign, n = n).to_string())
    };
    counts.iter().map(count).collect::<Vec<_>>().join(t_string!(i18n, import.list_comma))
}

pub fn warning_text(i18n: Texts, f: &Formatter, warning: &ImportWarning) -> String {
    match warning {
        ImportWarning::DuplicateHeader { name } => {
            t_string!(i18n, import.warn_duplicate, name = name).to_string()
        }
        ImportWarning::EmptyHeader { column } => {
            t_string!(i18n, import.warn_no_name, n = f.fmt_int(i64::from(*column))).to_string()
        }
        ImportWarning::AmbiguousDates { header } => {
            t_string!(i18n, import.warn_dates, name = header).to_string()
        }
        ImportWarning::RaggedRows { n_rows } => {
            let n = f.fmt_int(i64::from(*n_rows));
            agree(&t_string!(i18n, import.warn_ragged, n = n).to_string())
        }
        ImportWarning::NoHeader => t_string!(i18n, import.warn_no_header).to_owned(),
        ImportWarning::UnclosedQuote { row } => {
            t_string!(i18n, import.warn_quote, row = f.fmt_int(*row as i64)).to_string()
        }
        ImportWarning::OneColumnOnly => t_string!(i18n, import.warn_one_column).to_owned(),
        ImportWarning::UndecodableRows { n_rows, first_row } => {
            let (n, row) = (f.fmt_int(i64::from(*n_rows)), f.fmt_int(*first_row as i64));
            agree(&t_string!(i18n, import.warn_undecodable, n = n, row = row).to_string())
        }
        ImportWarning::SerialDates { header } => {
            t_string!(i18n, import.warn_serial, name = header).to_string()
        }
        ImportWarning::OtherCurrency { signs, currency } => {
            let (signs, currency) = (currencies_text(i18n, f, signs), currency.clone());
            t_string!(i18n, import.warn_currency, signs = signs, currency = currency).to_string()
        }
        ImportWarning::MixedDates { header } => {
            t_string!(i18n, import.warn_mixed, name = header).to_string()
        }
        ImportWarning::TitleRows { n_rows } => {
            let n = f.fmt_int(i64::from(*n_rows));
            agree(&t_string!(i18n, import.warn_title, n = n).to_string())
        }
        ImportWarning::MergedFilledDown { n_cells } => {
            t_string!(i18n, import.warn_merged, n = f.fmt_int(i64::from(*n_cells))).to_string()
        }
        ImportWarning::ErrorCells { n_cells } => {
            let n = f.fmt_int(i64::from(*n_cells));
            agree(&t_string!(i18n, import.warn_errors, n = n).to_string())
        }
        ImportWarning::OtherSheets { n_sheets } => {
            let n = f.fmt_int(i64::from(*n_sheets));
            agree(&t_string!(i18n, import.warn_other_sheets, n = n).to_string())
        }
        ImportWarning::OddRecords { n_records } => {
            let n = f.fmt_int(i64::from(*n_records));
            agree(&t_string!(i18n, import.warn_odd_records, n = n).to_string())
        }
        ImportWarning::MaybeThousands { header } => {
            t_string!(i18n, import.warn_thousands, name = header).to_string()
        }
    }
}

/// How many cells of a column were left out, and the first of them.
pub fn dropped_text(
    i18n: Texts,
    f: &Formatter,
    column: &str,
    n: u32,
    examples: &[RejectedRow],
) -> String {
    let told = t_string!(i18n, import.cells_dropped, column = column, n = f.fmt_int(n.into()));
    let cells: Vec<String> = examples
        .iter()
        .map(|cell| {
            let row = f.fmt_int(cell.row as i64);
            t_string!(i18n, import.cell_in_row, row = row, value = cell.value.as_str()).to_string()
        })
        .collect();
    let comma = t_string!(i18n, import.row_comma);
    let list = cells.join(comma);
    t_string!(i18n, import.dropped_cells, told = told.to_string(), list = list).to_string()
}

/// How many rows, and which, as far as they are told.
fn row_texts(i18n: Texts, f: &Formatter, n_rows: u64, first: &[u64]) -> (String, String) {
    let rows = match n_rows {
        1 => t_string!(i18n, import.one_row).to_owned(),
        n => agree(&t_string!(i18n, import.n_rows, n = f.fmt_int(n as i64)).to_string()),
    };
    let numbers: Vec<String> = first.iter().map(|row| f.fmt_int(*row as i64)).collect();
    let list = numbers.join(t_string!(i18n, import.row_comma));
    match n_rows.saturating_sub(first.len() as u64) {
        0 => (rows, list),
        n_more => {
            let n = f.fmt_int(n_more as i64);
            (rows, t_string!(i18n, import.and_more, list = list, n = n).to_string())
        }
    }
}

/// Which sums are in another currency, what becomes of them, and what to do.
pub fn other_currency_text(i18n: Texts, f: &Formatter, told: &OtherCurrency) -> String {
    let (rows, list) = row_texts(i18n, f, told.n_rows, &told.rows);
    let (column, signs) = (told.column.clone(), currencies_text(i18n, f, &told.signs));
    let own = t_string!(i18n, import.own_currency);
    let currency = told.currency.clone().unwrap_or_else(|| own.to_owned());
    t_string!(
        i18n,
        import.sums_elsewhere,
        column = column,
        rows = rows,
        list = list,
        signs = signs,
        currency = currency
    )
    .to_string()
}

/// Which rows should be looked at, and why.
pub fn doubt_text(i18n: Texts, f: &Formatter, count: &DoubtCount) -> String {
    let (rows, list) = row_texts(i18n, f, count.n_rows, &count.rows);
    match count.doubt {
        Doubt::AgainInFile => {
            t_string!(i18n, import.doubt_again, rows = rows, list = list).to_string()
        }
        Doubt::NamesUnderOneKey => {
            t_string!(i18n, import.doubt_key, rows = rows, list = list).to_string()
        }
        Doubt::NamesUnderOneContact => {
            t_string!(i18n, import.doubt_contact, rows = rows, list = list).to_string()
        }
        Doubt::NameAlone => {
            t_string!(i18n, import.doubt_name, rows = rows, list = list).to_string()
        }
        Doubt::NameAndEnd => {
            t_string!(i18n, import.doubt_name_end, rows = rows, list = list).to_string()
        }
        Doubt::DatedAhead => {
            t_string!(i18n, import.doubt_ahead, rows = rows, list = list).to_string()
        }
        Doubt::MaybeKnown => {
            t_string!(i18n, import.doubt_known, rows = rows, list = list).to_string()
        }
        Doubt::SharesContact => {
            t_string!(i18n, import.doubt_shared, rows = rows, list = list).to_string()
        }
        Doubt::OrderTakenBack => {
            t_string!(i18n, import.doubt_taken_back, rows = rows, list = list).to_string()
        }
        Doubt::OrderOfAnother => {
            t_string!(i18n, import.doubt_other_owner, rows = rows, list = list).to_string()
        }
        Doubt::HeldBack => t_string!(i18n, import.doubt_held, rows = rows, list = list).to_string(),
        Doubt::RefusalKept => {
            t_string!(i18n, import.doubt_refusal, rows = rows, list = list).to_string()
        }
        Doubt::OrderRowTwice => {
            t_string!(i18n, import.doubt_row_twice, rows = rows, list = list).to_string()
        }
        Doubt::PermissionGone => {
            t_string!(i18n, import.doubt_permission, rows = rows, list = list).to_string()
        }
        Doubt::TotalDiffers => {
            t_string!(i18n, import.doubt_total, rows = rows, list = list).to_string()
        }
        Doubt::OrderGotNumber => {
            t_string!(i18n, import.doubt_numbered, rows = rows, list = list).to_string()
        }
        Doubt::SumRepeated => {
            t_string!(i18n, import.doubt_sum, rows = rows, list = list).to_string()
        }
        Doubt::DayAsPermission => {
            t_string!(i18n, import.doubt_day, rows = rows, list = list).to_string()
        }
        Doubt::SecondEmail => {
            t_string!(i18n, import.doubt_emails, rows = rows, list = list).to_string()
        }
        Doubt::NumberAlone => {
            t_string!(i18n, import.doubt_bare, rows = rows, list = list).to_string()
        }
        Doubt::DigitsLost => {
            t_string!(i18n, import.doubt_digits, rows = rows, list = list).to_string()
        }
        Doubt::MaybeOnePiece => {
            t_string!(i18n, import.doubt_one_piece, rows = rows, list = list).to_string()
        }
        Doubt::NumberOnSeveralDays => {
            t_string!(i18n, import.doubt_days, rows = rows, list = list).to_string()
        }
        Doubt::NumberOfAnother => {
            t_string!(i18n, import.doubt_number, rows = rows, list = list).to_string()
        }
    }
}

/// What is wrong with the file or the roles, and what to do about it.
pub fn problem_texts(i18n: Texts, f: &Formatter, problem: &FileProblem) -> (String, String) {
    let (what, advice): (String, &str) = match problem {
        FileProblem::Empty => {
            (t_string!(i18n, import.bad_empty).to_owned(), t_string!(i18n, import.do_empty))
        }
        FileProblem::HeaderOnly => (
            t_string!(i18n, import.bad_header_only).to_owned(),
            t_string!(i18n, import.do_header_only),
        ),
        FileProblem::Binary => {
            (t_string!(i18n, import.bad_binary).to_owned(), t_string!(i18n, import.do_binary))
        }
        FileProblem::HeaderUndecodable => (
            t_string!(i18n, import.bad_header_bytes).to_owned(),
            t_string!(i18n, import.do_header_bytes),
        ),
        FileProblem::Archive => {
            (t_string!(i18n, import.bad_archive).to_owned(), t_string!(i18n, import.do_archive))
        }
        FileProblem::Encrypted => {
            (t_string!(i18n, import.bad_encrypted).to_owned(), t_string!(i18n, import.do_encrypted))
        }
        FileProblem::Damaged { detail } => (
            t_string!(i18n, import.bad_damaged, detail = detail).to_string(),
            t_string!(i18n, import.do_damaged),
        ),
        FileProblem::NoSuchSheet { name } => (
            t_string!(i18n, import.bad_sheet, name = name).to_string(),
            t_string!(i18n, import.do_sheet),
        ),
        FileProblem::TooLarge { what, limit } => {
            let limit = match what {
                Limited::FileBytes | Limited::ExpandedBytes | Limited::TextBytes => {
                    f.fmt_bytes(*limit as f64)
                }
                Limited::Sheets | Limited::Cells | Limited::Depth => f.fmt_int(*limit as i64),
            };
            let what = limited_name(i18n, *what);
            (
                t_string!(i18n, import.bad_large, what = what, limit = limit).to_string(),
                t_string!(i18n, import.do_large),
            )
        }
        // How much there is nobody unpacks: reading stopped at the limit.
        FileProblem::Bomb { limit, .. } => {
            let limit = f.fmt_bytes(*limit as f64);
            (
                t_string!(i18n, import.bad_bomb, limit = limit).to_string(),
                t_string!(i18n, import.do_bomb),
            )
        }
        FileProblem::BadJson { line, column, detail } => (
            t_string!(
                i18n,
                import.bad_json,
                line = f.fmt_int(*line as i64),
                column = f.fmt_int(*column as i64),
                detail = detail
            )
            .to_string(),
            t_string!(i18n, import.do_json),
        ),
        FileProblem::NoRecords => (
            t_string!(i18n, import.bad_no_records).to_owned(),
            t_string!(i18n, import.do_no_records),
        ),
        FileProblem::NoTable => {
            (t_string!(i18n, import.bad_no_table).to_owned(), t_string!(i18n, import.do_no_table))
        }
        FileProblem::TooManyColumns { n_columns, limit } => (
            t_string!(
                i18n,
                import.bad_columns,
                n = f.fmt_int(i64::from(*n_columns)),
                limit = f.fmt_int(i64::from(*limit))
            )
            .to_string(),
            t_string!(i18n, import.do_columns),
        ),
        FileProblem::FieldTooLarge { row, limit_bytes } => (
            t_string!(
                i18n,
                import.bad_field,
                row = f.fmt_int(*row as i64),
                limit = f.fmt_bytes(f64::from(*limit_bytes))
            )
            .to_string(),
            t_string!(i18n, import.do_field),
        ),
        FileProblem::RoleTwice { role } => (
            t_string!(i18n, import.bad_role_twice, role = role_name(i18n, role)).to_string(),
            t_string!(i18n, import.do_role_twice),
        ),
        FileProblem::NobodyNamed => {
            (t_string!(i18n, import.bad_nobody).to_owned(), t_string!(i18n, import.do_nobody))
        }
        FileProblem::KeyNotMapped { key } => {
            let role = match key {
                MatchKey::Any | MatchKey::CustomerKey => ColumnRole::CustomerKey,
                MatchKey::Phone => ColumnRole::Phone,
                MatchKey::Email => ColumnRole::Email,
                MatchKey::WeChat => ColumnRole::WeChat,
                MatchKey::CompanyId => ColumnRole::CompanyId,
            };
            let role = role_name(i18n, &role);
            (
                t_string!(i18n, import.bad_key, role = role).to_string(),
                t_string!(i18n, import.do_key),
            )
        }
        FileProblem::OrderIncomplete { missing } => (
            t_string!(i18n, import.bad_order, missing = role_name(i18n, missing)).to_string(),
            t_string!(i18n, import.do_order),
        ),
        FileProblem::AllRowsRejected { report } => (
            {
                let n = f.fmt_int(report.n_rows as i64);
                agree(&t_string!(i18n, import.bad_all_rows, n = n).to_string())
            },
            t_string!(i18n, import.do_all_rows),
        ),
        FileProblem::Unreadable { detail } => (
            t_string!(i18n, import.bad_unreadable, detail = detail).to_string(),
            t_string!(i18n, import.do_unreadable),
        ),
    };
    (what, advice.to_owned())
}

/// What there is too much of, up to the number that is the limit.
fn limited_name(i18n: Texts, what: Limited) -> &'static str {
    match what {
        Limited::FileBytes => t_string!(i18n, import.limit_file),
        Limited::ExpandedBytes => t_string!(i18n, import.limit_expanded),
        Limited::TextBytes => t_string!(i18n, import.limit_text),
        Limited::Sheets => t_string!(i18n, import.limit_sheets),
        Limited::Cells => t_string!(i18n, import.limit_cells),
        Limited::Depth => t_string!(i18n, import.limit_depth),
    }
}
