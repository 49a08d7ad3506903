//! What time it is. Must not know what the time is for.

use js_sys::{Date, Intl, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// Milliseconds since 1970-01-01 UTC.
pub fn now_ms() -> f64 {
    Date::now()
}

/// Leaves a mark of this name in the browser's own record of the page's timing.
pub fn mark_moment(name: &str) {
    if let Some(performance) = window().performance() {
        // A full record costs a measurement, nothing else.
        let _ = performance.mark(name);
    }
}

/// The browser's time zone as an IANA name, `UTC` where it is not known.
pub fn browser_time_zone() -> String {
    let format = Intl::DateTimeFormat::new(&js_sys::Array::new(), &Object::new());
    Reflect::get(&format.resolved_options(), &JsValue::from_str("timeZone"))
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_else(|| "UTC".to_owned())
}

/// The minute of the day by the clock of the device.
pub fn minute_of_day() -> u16 {
    let now = Date::new_0();
    (now.get_hours() * 60 + now.get_minutes()) as u16
}
