//! What is sold, with price and margin: the list, a dialog to add and change, removal with undo.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, IconButton};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::number_faults::NumberFaults;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::say;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::ProductId;
use meadow_core::domain::money::Money;
use meadow_core::domain::product::Product;
use meadow_core::protocol::{Command, GetProducts};

/// More are shown on request.
const MOST_SHOWN: usize = 12;

/// What is being typed of a product.
#[derive(Clone, Copy)]
struct Form {
    id: RwSignal<ProductId>,
    name: RwSignal<String>,
    key: RwSignal<String>,
    category: RwSignal<String>,
    price: RwSignal<Option<Quantity>>,
    margin_percent: RwSignal<Option<Quantity>>,
    was_tried: RwSignal<bool>,
    is_open: RwSignal<bool>,
}

impl Form {
    fn new() -> Self {
        Self {
            id: RwSignal::new(ProductId(0)),
            name: RwSignal::new(String::new()),
            key: RwSignal::new(String::new()),
            category: RwSignal::new(String::new()),
            price: RwSignal::new(None),
            margin_percent: RwSignal::new(None),
            was_tried: RwSignal::new(false),
            is_open: RwSignal::new(false),
        }
    }

    fn open(self, product: Product) {
        let Product { id, key, name, category, price, margin } = product;
        self.id.set(id);
        self.name.set(name);
        self.key.set(key);
        self.category.set(category);
        self.price.set(price.map(|price| Quantity::Exact(price.major())));
        // To hundredths of a percent, so that 0.35 is not 35.000000000000004.
        let percent = |share: f64| Quantity::Exact((share * 10_000.0).round() / 100.0);
        self.margin_percent.set(margin.map(percent));
        self.was_tried.set(false);
        self.is_open.set(true);
    }

    fn product(self) -> Product {
        let trimmed = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let amount = |typed: Quantity| Money::from_major(typed.middle().max(0.0));
        let share = |typed: Quantity| (typed.middle() / 100.0).clamp(0.0, 1.0);
        Product {
            id: self.id.get_untracked(),
            key: trimmed(self.key),
            name: trimmed(self.name),
            category: trimmed(self.category),
            price: self.price.get_untracked().map(amount),
            margin: self.margin_percent.get_untracked().map(share),
        }
    }
}

#[component]
pub fn Products() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let products = Workspace::expect().asked(|| Some(GetProducts {}));
    let form = Form::new();
    let shows_all = RwSignal::new(false);
    let add = move |()| form.open(Product::default());
    let table = move || {
        let f = formatter.get();
        let all = products.get()?;
        if all.is_empty() {
            return Some(
                view! { <p class="muted">{t!(i18n, settings.no_products)}</p> }.into_any(),
            );
        }
        let n_shown = if shows_all.get() { all.len() } else { MOST_SHOWN };
        let rows = all.iter().take(n_shown).cloned();
        let rows = rows.map(|product| view! { <Row product=product form=form /> });
        let rest = (all.len() > n_shown).then(|| {
            let n = f.fmt_int(all.len() as i64);
            let label = t_string!(i18n, settings.show_all, n = n).to_string();
            view! {
                <div class="row">
                    <Button size="sm" on_press=move |()| shows_all.set(true)>
                        {label}
                    </Button>
                </div>
            }
        });
        Some(
            view! {
                <table class="table" data-stack="" data-hover="">
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, settings.product)}</th>
                            <th scope="col">{t!(i18n, settings.category)}</th>
                            <th scope="col" class="num">
                                {t!(i18n, settings.price)}
                            </th>
                            <th scope="col" class="num">
                                {t!(i18n, settings.margin)}
                            </th>
                            <th scope="col">
                                <span class="sr-only">{t!(i18n, settings.acts)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
                {rest}
            }
            .into_any(),
        )
    };
    view! {
        <section class="section" aria-labelledby="products">
            <div class="section__head">
                <h2 id="products" tabindex="-1">
                    {t!(i18n, settings.products)}
                </h2>
                <p class="section__note">{t!(i18n, settings.products_note)}</p>
            </div>
            {table}
            <div class="row">
                <Button icon="plus" on_press=add>
                    {t!(i18n, settings.add_product)}
                </Button>
            </div>
            <FormDialog form=form />
        </section>
    }
}

#[component]
fn Row(product: Product, form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let offers = UndoOffers::expect();
    let name = product.name.clone();
    let edit_label = {
        let name = name.clone();
        say!(i18n, settings.edit_named, name = name.clone())
    };
    let delete_label = {
        let name = name.clone();
        say!(i18n, settings.delete_named, name = name.clone())
    };
    let (price, margin) = (product.price, product.margin);
    let price = move || {
        price.map_or_else(|| "–".to_owned(), |price| formatter.get().fmt_money_exact(price))
    };
    let margin = move || {
        margin.map_or_else(|| "–".to_owned(), |share| formatter.get().fmt_percent_with(share, 1))
    };
    let key = (!product.key.is_empty()).then(|| view! { <small>{product.key.clone()}</small> });
    let category = product.category.clone();
    let id = product.id;
    let delete = move |()| {
        let name = name.clone();
        let deleted = t_string!(i18n, settings.product_deleted, name = name).to_string();
        offers.run(Command::DeleteProduct { id }, deleted);
    };
    view! {
        <tr>
            <th scope="row">
                {product.name.clone()} {key}
            </th>
            <td data-label=move || t_string!(i18n, settings.category)>{category}</td>
            <td class="num" data-label=move || t_string!(i18n, settings.price)>
                {price}
            </td>
            <td class="num" data-label=move || t_string!(i18n, settings.margin)>
                {margin}
            </td>
            <td class="acts">
                <IconButton
                    icon="edit"
                    label=edit_label
                    on_press=move |()| form.open(product.clone())
                />
                <IconButton icon="trash" label=delete_label on_press=delete />
            </td>
        </tr>
    }
}

#[component]
fn FormDialog(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let (workspace, toasts, settings) = (Workspace::expect(), Toasts::expect(), Settings::expect());
    let title = Signal::derive(move || {
        if form.id.get() == ProductId(0) {
            t_string!(i18n, settings.add_product).to_owned()
        } else {
            t_string!(i18n, settings.edit_product).to_owned()
        }
    });
    let missing = Signal::derive(move || {
        (form.was_tried.get() && form.name.with(|name| name.trim().is_empty()))
            .then(|| t_string!(i18n, settings.product_name_missing).to_owned())
    });
    let numbers = NumberFaults::new();
    numbers.provide();
    let submit = move || {
        let product = form.product();
        form.was_tried.set(true);
        if product.name.is_empty() || numbers.any() {
            return;
        }
        spawn_local(async move {
            match workspace.run(Command::SaveProduct { product }).await {
                Ok(_) => drop(form.is_open.try_set(false)),
                // What was typed stays.
                Err(error) => {
                    toasts.show(explain(&error).get(settings.language.get_untracked()));
                }
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
                    label=say!(i18n, settings.product)
                    value=form.name
                    error=missing
                    autofocus=true
                />
                <TextField
                    label=say!(i18n, settings.article)
                    hint=say!(i18n, settings.article_hint)
                    value=form.key
                />
                <TextField label=say!(i18n, settings.category) value=form.category />
                <NumberField label=say!(i18n, settings.price) value=form.price />
                <NumberField
                    label=say!(i18n, settings.margin)
                    hint=say!(i18n, settings.margin_hint)
                    value=form.margin_percent
                    unit_after=Signal::stored(Some("%".to_owned()))
                />
                // Enter in a field saves.
                <button class="sr-only" type="submit" tabindex="-1" aria-hidden="true"></button>
            </form>
        </Dialog>
    }
}
