//! The controls for how a file is read; each shows what was found and reads the file anew.

use super::column_dates::{key_of_order, order_choices, order_of_key};
use super::reading_words::{delimiter_name, encoding_name, is_json};
use super::sheet_choices::sheet_choices;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::import_session::ImportSession;
use crate::ui::components::select_field::{Choice, ChoiceList};
use leptos::prelude::*;
use meadow_core::views::import::{
    DateOrder, DecimalMark, Delimiter, Dialect, ImportInspection, SourceKind, TextEncoding,
};

/// The ones that nearly every file is in, before all others.
const LIKELY: [TextEncoding; 6] = [
    TextEncoding::Utf8,
    TextEncoding::Gb18030,
    TextEncoding::Big5,
    TextEncoding::Utf16Le,
    TextEncoding::Utf16Be,
    TextEncoding::Windows1252,
];
const USUAL_DELIMITERS: [&str; 7] = [",", ";", "\t", "|", "，", "；", "、"];
/// The value of the choice that lets signs be typed.
const OTHER: &str = "other";
/// Rows that names may take.
const MOST_NAME_ROWS: u32 = 3;

#[component]
pub fn ReadingFields() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let kind = Memo::new(move |_| {
        session.inspection.with(|inspection| inspection.as_ref().map(|found| found.kind))
    });
    let is_text = move || kind.get() == Some(SourceKind::Text);
    let has_encoding = move || kind.get().is_some_and(|kind| kind != SourceKind::Workbook);
    let has_header = move || kind.get().is_some_and(|kind| !is_json(kind));
    let sheets = use_found(session, |found| found.sheets.clone());
    let has_dates =
        use_found(session, |found| found.columns.iter().any(|column| column.date_order.is_some()));
    let formatter = use_formatter();
    let sheet = use_dialect(session, |dialect| dialect.sheet.clone().unwrap_or_default());
    let order = use_dialect(session, |dialect| key_of_order(dialect.date_order).to_owned());
    let mark = use_dialect(session, |dialect| match dialect.decimal_mark {
        DecimalMark::Point => "point".to_owned(),
        DecimalMark::Comma => "comma".to_owned(),
    });
    let marks = Signal::derive(move || {
        vec![
            Choice::new("point", t_string!(i18n, import.decimal_point)),
            Choice::new("comma", t_string!(i18n, import.decimal_comma)),
        ]
    });
    view! {
        <div class="row encoding import-dialect">
            <Show when=has_encoding>
                <EncodingChoice />
            </Show>
            <Show when=is_text>
                <DelimiterChoice />
            </Show>
            <Show when=move || sheets.with(|sheets| sheets.len() > 1)>
                <DialectChoice
                    name="sheet"
                    label=Signal::derive(move || t_string!(i18n, import.sheet).to_owned())
                    choices=Signal::derive(move || {
                        sheets.with(|sheets| sheet_choices(i18n, &formatter.get(), sheets))
                    })
                    value=sheet
                    set=|dialect: &mut Dialect, value: &str| {
                        dialect.sheet = Some(value.to_owned());
                        lay_out_anew(dialect);
                    }
                />
            </Show>
            <Show when=has_header>
                <NamesFields />
            </Show>
            <Show when=move || has_dates.get()>
                <DialectChoice
                    name="dates"
                    label=Signal::derive(move || t_string!(i18n, import.dates_read_as).to_owned())
                    choices=Signal::derive(move || order_choices(i18n))
                    value=order
                    set=|dialect: &mut Dialect, value: &str| {
                        let order = order_of_key(value);
                        dialect.date_order = order;
                        // Numbers that are days stay such: no other date in them could be meant.
                        dialect.column_date_orders.retain(|_, own| *own == DateOrder::ExcelSerial);
                    }
                />
            </Show>
            <DialectChoice
                name="decimals"
                label=Signal::derive(move || t_string!(i18n, import.decimal_mark).to_owned())
                choices=marks
                value=mark
                set=|dialect: &mut Dialect, value: &str| {
                    dialect.decimal_mark = match value {
                        "comma" => DecimalMark::Comma,
                        _ => DecimalMark::Point,
                    };
                }
            />
        </div>
    }
}

/// The likely ones first.
#[component]
pub fn EncodingChoice() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let value = use_dialect(session, |dialect| dialect.encoding.label().to_owned());
    let group = move |encodings: Vec<TextEncoding>| {
        encodings
            .into_iter()
            .map(|encoding| {
                let label = encoding.label();
                let is_chosen = move || value.with(|value| value == label);
                view! {
                    <option value=label selected=is_chosen>
                        {move || encoding_name(i18n, encoding)}
                    </option>
                }
            })
            .collect_view()
    };
    let others = TextEncoding::ALL.iter().copied().filter(|own| !LIKELY.contains(own)).collect();
    let choose = move |event| {
        if let Some(encoding) = TextEncoding::of_label(&event_target_value(&event)) {
            session.read_as(|dialect| {
                dialect.encoding = encoding;
                lay_out_anew(dialect);
            });
        }
    };
    view! {
        <label class="field">
            <span class="field__label">{t!(i18n, import.encoding)}</span>
            <select class="select" name="encoding" prop:value=value on:change=choose>
                <optgroup label=move || t_string!(i18n, import.encodings_likely)>
                    {group(LIKELY.to_vec())}
                </optgroup>
                <optgroup label=move || t_string!(i18n, import.encodings_other)>{group(others)}</optgroup>
            </select>
        </label>
    }
}

/// One of the usual signs, or some that are typed.
#[component]
fn DelimiterChoice() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let delimiter = use_dialect(session, |dialect| dialect.delimiter.as_str().to_owned());
    let types_one = RwSignal::new(false);
    let is_wrong = RwSignal::new(false);
    let value = Signal::derive(move || match types_one.get() {
        true => OTHER.to_owned(),
        false => delimiter.get(),
    });
    let choices = Signal::derive(move || {
        let own = Some(delimiter.get()).filter(|own| !USUAL_DELIMITERS.contains(&own.as_str()));
        let mut choices: Vec<Choice> = USUAL_DELIMITERS
            .into_iter()
            .chain(own.as_deref())
            .map(|signs| Choice::new(signs, delimiter_name(i18n, signs)))
            .collect();
        choices.push(Choice::new(OTHER, t_string!(i18n, import.delimiter_other)));
        choices
    });
    let read_with = move |delimiter: Delimiter| {
        session.read_as(|dialect| {
            dialect.delimiter = delimiter;
            lay_out_anew(dialect);
        });
    };
    let choose = move |event| {
        let value = event_target_value(&event);
        types_one.set(value == OTHER);
        is_wrong.set(false);
        if let Some(delimiter) = Delimiter::of(&value).filter(|_| value != OTHER) {
            read_with(delimiter);
        }
    };
    let type_one = move |event| {
        let typed = event_target_value(&event);
        // As people type what cannot be typed.
        let delimiter = Delimiter::of(&typed.replace("\\t", "\t"));
        is_wrong.set(delimiter.is_none() && !typed.is_empty());
        if let Some(delimiter) = delimiter {
            types_one.set(false);
            read_with(delimiter);
        }
    };
    view! {
        <label class="field">
            <span class="field__label">{t!(i18n, import.delimiter)}</span>
            <select class="select" name="delimiter" prop:value=value on:change=choose>
                <ChoiceList choices=choices value=value />
            </select>
        </label>
        <Show when=move || types_one.get()>
            <label class="field">
                <span class="field__label">{t!(i18n, import.delimiter_typed)}</span>
                <input
                    class="input"
                    type="text"
                    name="sign"
                    autocomplete="off"
                    maxlength="8"
                    aria-invalid=move || is_wrong.get().then_some("true")
                    on:change=type_one
                />
                <Show when=move || is_wrong.get()>
                    <span class="field__error" role="alert">
                        {t!(i18n, import.delimiter_wrong)}
                    </span>
                </Show>
            </label>
        </Show>
    }
}

/// How many rows the names take, and where they begin.
#[component]
fn NamesFields() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let formatter = use_formatter();
    let n_rows = use_dialect(session, |dialect| match dialect.has_header {
        true => dialect.n_header_rows.max(1),
        false => 0,
    });
    let first = use_dialect(session, |dialect| dialect.header_row.max(1));
    let choices = Signal::derive(move || {
        (0..=MOST_NAME_ROWS.max(n_rows.get()))
            .map(|n| {
                let label = match n {
                    0 => t_string!(i18n, import.names_none).to_owned(),
                    1 => t_string!(i18n, import.names_one).to_owned(),
                    n => {
                        let n = formatter.get().fmt_int(i64::from(n));
                        t_string!(i18n, import.names_many, n = n).to_string()
                    }
                };
                Choice::new(n.to_string(), label)
            })
            .collect()
    });
    let begin = move |event| {
        if let Some(row) = event_target_value(&event).trim().parse().ok().filter(|row| *row > 0) {
            session.read_as(|dialect| dialect.header_row = row);
        }
    };
    view! {
        <DialectChoice
            name="names"
            label=Signal::derive(move || t_string!(i18n, import.names).to_owned())
            choices=choices
            value=Signal::derive(move || n_rows.get().to_string())
            set=|dialect: &mut Dialect, value: &str| {
                let n_rows: u32 = value.parse().unwrap_or(1);
                dialect.has_header = n_rows > 0;
                dialect.n_header_rows = n_rows.max(1);
            }
        />
        <label class="field field--row-number">
            <span class="field__label">
                {move || match n_rows.get() {
                    0 => t_string!(i18n, import.data_from_row),
                    _ => t_string!(i18n, import.names_from_row),
                }}
            </span>
            <input
                class="input"
                type="number"
                name="names-row"
                min="1"
                inputmode="numeric"
                prop:value=move || first.get().to_string()
                on:change=begin
            />
        </label>
    }
}

/// A choice that reads the file anew.
#[component]
fn DialectChoice(
    name: &'static str,
    label: Signal<String>,
    choices: Signal<Vec<Choice>>,
    #[prop(into)] value: Signal<String>,
    set: impl Fn(&mut Dialect, &str) + 'static,
) -> impl IntoView {
    let session = ImportSession::expect();
    let choose = move |event| {
        let value = event_target_value(&event);
        session.read_as(|dialect| set(dialect, &value));
    };
    view! {
        <label class="field">
            <span class="field__label">{label}</span>
            <select class="select" name=name prop:value=value on:change=choose>
                <ChoiceList choices=choices value=value />
            </select>
        </label>
    }
}

/// Other text: where the names stand is found anew.
fn lay_out_anew(dialect: &mut Dialect) {
    dialect.header_row = 0;
}

/// Something of the dialect as last asked for.
fn use_dialect<T>(session: ImportSession, of: fn(&Dialect) -> T) -> Memo<T>
where
    T: PartialEq + Send + Sync + Default + 'static,
{
    Memo::new(move |_| session.dialect.with(|dialect| dialect.as_ref().map(of).unwrap_or_default()))
}

/// Something of what was found in the file.
fn use_found<T>(session: ImportSession, of: fn(&ImportInspection) -> T) -> Memo<T>
where
    T: PartialEq + Send + Sync + Default + 'static,
{
    Memo::new(move |_| {
        session.inspection.with(|found| found.as_ref().map(|found| of(found)).unwrap_or_default())
    })
}
