//! The fields of the user's own: what each is called, what it holds, and how many have something in
//! it. Adding, changing, removing with undo.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, IconButton};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::workspace::{CustomField, FieldKind};
use meadow_core::protocol::{Command, EngineError, GetColumns, GetFacts, GetFieldFit};
use meadow_core::views::bulk::FieldFit;
use meadow_core::views::table::Column;

/// The texts in use.
type Texts = leptos_i18n::I18nContext<crate::i18n::Locale>;

/// What is being typed of a field.
#[derive(Clone, Copy)]
struct Form {
    /// Empty: a new one.
    key: RwSignal<String>,
    label: RwSignal<String>,
    /// Empty: as its values look.
    kind: RwSignal<String>,
    fault: RwSignal<Option<EngineError>>,
    is_missing: RwSignal<bool>,
    is_open: RwSignal<bool>,
}

impl Form {
    fn new() -> Self {
        Self {
            key: RwSignal::new(String::new()),
            label: RwSignal::new(String::new()),
            kind: RwSignal::new(String::new()),
            fault: RwSignal::new(None),
            is_missing: RwSignal::new(false),
            is_open: RwSignal::new(false),
        }
    }

    fn open(self, field: CustomField) {
        let CustomField { key, label, kind } = field;
        self.key.set(key);
        self.label.set(label);
        self.kind.set(kind.map_or("", kind_key).to_owned());
        self.fault.set(None);
        self.is_missing.set(false);
        self.is_open.set(true);
    }

    fn field(self) -> CustomField {
        CustomField {
            key: self.key.get_untracked(),
            label: self.label.get_untracked().trim().to_owned(),
            kind: self.kind.with_untracked(|key| kind_of(key)),
        }
    }
}

#[component]
pub fn OwnFields() -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let facts = workspace.asked(|| Some(GetFacts {}));
    let columns = workspace.asked(|| Some(GetColumns {}));
    let form = Form::new();
    // Counts come with the columns, a moment after the names.
    let counts = move |key: &str| {
        let columns = columns.get()?;
        let column = Column::Custom(key.to_owned());
        let info = columns.iter().find(|info| info.column == column)?;
        Some((info.n_filled, info.n_misfits))
    };
    let table = move || {
        let fields = facts.get()?.custom_fields.clone();
        if fields.is_empty() {
            return Some(view! { <p class="muted">{t!(i18n, settings.no_fields)}</p> }.into_any());
        }
        let rows = fields.into_iter().map(|field| {
            let counts = counts(&field.key);
            view! { <Row field=field counts=counts form=form /> }
        });
        Some(
            view! {
                <table class="table" data-stack="" data-hover="">
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, settings.field)}</th>
                            <th scope="col">{t!(i18n, settings.field_kind)}</th>
                            <th scope="col" class="num">
                                {t!(i18n, settings.field_filled)}
                            </th>
                            <th scope="col">
                                <span class="sr-only">{t!(i18n, settings.acts)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            }
            .into_any(),
        )
    };
    view! {
        <section class="section" aria-labelledby="own-fields">
            <div class="section__head">
                <h2 id="own-fields" tabindex="-1">
                    {t!(i18n, settings.own_fields)}
                </h2>
                <p class="section__note">{t!(i18n, settings.own_fields_note)}</p>
            </div>
            {table}
            <div class="row">
                <Button icon="plus" on_press=move |()| form.open(CustomField::default())>
                    {t!(i18n, settings.add_field)}
                </Button>
            </div>
            <FormDialog form=form />
        </section>
    }
}

/// `counts`: how many have a value, and how many values do not fit.
#[component]
fn Row(field: CustomField, counts: Option<(u32, u32)>, form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let offers = UndoOffers::expect();
    let edit_label = {
        let name = field.label.clone();
        say!(i18n, settings.edit_named, name = name.clone())
    };
    let delete_label = {
        let name = field.label.clone();
        say!(i18n, settings.delete_named, name = name.clone())
    };
    let kind = field.kind;
    let filled = move || counts.map(|(n_filled, _)| formatter.get().fmt_int(i64::from(n_filled)));
    let misfits = counts.filter(|(_, n_misfits)| *n_misfits > 0).map(|(_, n_misfits)| {
        let text = move || {
            let n = formatter.get().fmt_int(i64::from(n_misfits));
            agree(&t_string!(i18n, settings.n_misfits, n = n).to_string())
        };
        view! {
            <span class="tag" data-tone="warn">
                {text}
            </span>
        }
    });
    let (key, name) = (field.key.clone(), field.label.clone());
    let remove = move |()| {
        let key = key.clone();
        let said = t_string!(i18n, settings.field_removed, name = name.as_str()).to_string();
        offers.run(Command::RemoveField { key }, said);
    };
    let label = field.label.clone();
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td data-label=move || {
                t_string!(i18n, settings.field_kind)
            }>{move || kind_name(i18n, kind)} " " {misfits}</td>
            <td class="num" data-label=move || t_string!(i18n, settings.field_filled)>
                {filled}
            </td>
            <td class="acts">
                <IconButton
                    icon="edit"
                    label=edit_label
                    on_press=move |()| form.open(field.clone())
                />
                <IconButton icon="trash" label=delete_label on_press=remove />
            </td>
        </tr>
    }
}

#[component]
fn FormDialog(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let language = Settings::expect().language;
    let is_new = move || form.key.with(String::is_empty);
    let title = Signal::derive(move || {
        if is_new() {
            t_string!(i18n, settings.add_field).to_owned()
        } else {
            t_string!(i18n, settings.edit_field).to_owned()
        }
    });
    let fit = workspace.asked(move || {
        let key = form.key.get();
        (form.is_open.get() && !key.is_empty()).then_some(GetFieldFit { key })
    });
    let warning = move || {
        let kind = form.kind.with(|key| kind_of(key))?;
        let n = misfits(fit.get()?.as_ref(), kind);
        let f = formatter.get();
        (n > 0).then(|| {
            let n = f.fmt_int(i64::from(n));
            let text = agree(&t_string!(i18n, settings.will_misfit, n = n).to_string());
            view! {
                <Note tone=Tone::Warn>
                    <p>{text}</p>
                </Note>
            }
        })
    };
    let error = Signal::derive(move || {
        if form.is_missing.get() && form.label.with(|label| label.trim().is_empty()) {
            return Some(t_string!(i18n, settings.field_name_missing).to_owned());
        }
        Some(explain(&form.fault.get()?).get(language.get()).to_owned())
    });
    let kinds = Signal::derive(move || {
        let each =
            FieldKind::ALL.map(|kind| Choice::new(kind_key(kind), kind_name(i18n, Some(kind))));
        std::iter::once(Choice::new("", kind_name(i18n, None))).chain(each).collect::<Vec<_>>()
    });
    let submit = move || {
        let field = form.field();
        form.is_missing.set(true);
        form.fault.set(None);
        if field.label.is_empty() {
            return;
        }
        let said = t_string!(i18n, settings.field_saved, name = field.label.as_str()).to_string();
        spawn_local(async move {
            match workspace.run(Command::SaveField { field }).await {
                Ok(_) => {
                    let _ = form.is_open.try_set(false);
                    offers.offer(said);
                }
                // What was typed stays.
                Err(error) => drop(form.fault.try_set(Some(error))),
            }
        });
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| form.is_open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button kind=ButtonKind::Primary on_press=move |()| submit()>
                {t!(i18n, common.save)}
            </Button>
        }
    };
    view! {
        <Dialog open=form.is_open title=title foot=foot>
            <form
                novalidate
                class="stack"
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <TextField
                    label=say!(i18n, settings.field_name)
                    value=form.label
                    error=error
                    autofocus=true
                />
                <SelectField
                    label=say!(i18n, settings.field_kind)
                    hint=say_some!(i18n, settings.field_kind_hint)
                    choices=kinds
                    value=form.kind
                />
                <div aria-live="polite">{warning}</div>
                // Enter in a field saves.
                <button class="sr-only" type="submit" tabindex="-1" aria-hidden="true"></button>
            </form>
        </Dialog>
    }
}

fn misfits(fit: &FieldFit, kind: FieldKind) -> u32 {
    fit.n_misfits.iter().find(|(of, _)| *of == kind).map_or(0, |(_, n)| *n)
}

fn kind_key(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::Number => "number",
        FieldKind::Money => "money",
        FieldKind::Date => "date",
        FieldKind::Choice => "choice",
        FieldKind::YesNo => "yes-no",
    }
}

fn kind_of(key: &str) -> Option<FieldKind> {
    FieldKind::ALL.into_iter().find(|kind| kind_key(*kind) == key)
}

fn kind_name(i18n: Texts, kind: Option<FieldKind>) -> String {
    match kind {
        None => t_string!(i18n, settings.kind_found_out),
        Some(FieldKind::Text) => t_string!(i18n, settings.kind_text),
        Some(FieldKind::Number) => t_string!(i18n, settings.kind_number),
        Some(FieldKind::Money) => t_string!(i18n, settings.kind_money),
        Some(FieldKind::Date) => t_string!(i18n, settings.kind_date),
        Some(FieldKind::Choice) => t_string!(i18n, settings.kind_choice),
        Some(FieldKind::YesNo) => t_string!(i18n, settings.kind_yes_no),
    }
    .to_owned()
}
