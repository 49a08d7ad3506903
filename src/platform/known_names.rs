//! Names the browser knows: time zones, currencies. Must not know what they are chosen for.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::JsCast;

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
