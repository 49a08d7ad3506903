//! How much this browser keeps for the page, and whether it promises to keep it. Must not know
//! what is kept.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// As the browser estimates it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StorageUse {
    pub used_bytes: f64,
    /// What the page may use at most.
    pub quota_bytes: f64,
    /// The browser will not clear it of its own accord.
    pub is_persistent: bool,
}

/// `None` where the browser does not tell, such as outside a secure context.
pub async fn measure_storage() -> Option<StorageUse> {
    let estimate = call_storage("estimate").await?;
    let number = |name: &str| Reflect::get(&estimate, &JsValue::from_str(name)).ok()?.as_f64();
    Some(StorageUse {
        used_bytes: number("usage")?,
        quota_bytes: number("quota")?,
        is_persistent: call_storage("persisted").await?.as_bool()?,
    })
}

/// Asks the browser to keep the data until the reader removes them; its answer, `None` where it
/// gives none.
pub async fn ask_to_persist() -> Option<bool> {
    call_storage("persist").await?.as_bool()
}

/// The addresses the page has requested since it was opened, as the browser's own list has them.
pub fn list_requests() -> Vec<String> {
    let Some(performance) = window().performance() else { return Vec::new() };
    let entries: Array = performance.get_entries_by_type("resource");
    entries
        .iter()
        .filter_map(|entry| Reflect::get(&entry, &JsValue::from_str("name")).ok()?.as_string())
        .collect()
}

/// Every time zone the browser knows, as IANA names; empty where it does not list them.
pub fn list_time_zones() -> Vec<String> {
    let zones = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let list: Function =
            Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
        let zones: Array = list.call1(&intl, &"timeZone".into()).ok()?.dyn_into().ok()?;
        Some(zones.iter().filter_map(|zone| zone.as_string()).collect())
    };
    zones().unwrap_or_default()
}

/// The name of a currency in a language: "Chinese Yuan"; its code where the browser has none.
pub fn name_currency(language_tag: &str, code: &str) -> String {
    let name = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let names: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"type".into(), &"currency".into()).ok()?;
        let names = Reflect::construct(&names, &Array::of2(&language_tag.into(), &options)).ok()?;
        let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
        of.call1(&names, &code.into()).ok()?.as_string()
    };
    name().unwrap_or_else(|| code.to_owned())
}

async fn call_storage(method: &str) -> Option<JsValue> {
    let storage = Reflect::get(&window().navigator(), &"storage".into()).ok()?;
    let call: Function = Reflect::get(&storage, &method.into()).ok()?.dyn_into().ok()?;
    let promise: Promise = call.call0(&storage).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}
