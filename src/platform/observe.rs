//! What the browser reports by itself: sizes of elements, requests made. Must not know who listens.

use js_sys::{Array, Reflect};
use leptos::prelude::{LocalStorage, StoredValue, WithValue, on_cleanup, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit,
    ResizeObserver, ResizeObserverEntry,
};

/// Calls `on_size` with the element's content width and height in CSS pixels, now and whenever
/// they change, until the current owner is cleaned up.
pub fn observe_size(element: &Element, on_size: impl Fn(f64, f64) + 'static) {
    let callback = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        if let Some(entry) = entries.iter().last() {
            let size = entry.unchecked_into::<ResizeObserverEntry>().content_rect();
            on_size(size.width(), size.height());
        }
    });
    let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(element);
    let held = StoredValue::<_, LocalStorage>::new_local((observer, callback));
    on_cleanup(move || {
        held.try_with_value(|(observer, _)| observer.disconnect());
    });
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

/// Calls `on_more` with the number of requests to another origin that this page or worker has
/// made since the last call, as the browser's own resource timing tells. Listens for good.
pub fn watch_foreign_requests(on_more: impl Fn(u32) + 'static) {
    let origin = Reflect::get(&js_sys::global(), &"location".into())
        .and_then(|location| Reflect::get(&location, &"origin".into()))
        .ok()
        .and_then(|origin| origin.as_string())
        .unwrap_or_default();
    let callback = Closure::<dyn Fn(PerformanceObserverEntryList)>::new(
        move |entries: PerformanceObserverEntryList| {
            let n_foreign = entries
                .get_entries()
                .iter()
                .filter_map(|entry| {
                    Reflect::get(&entry, &JsValue::from_str("name")).ok()?.as_string()
                })
                .filter(|url| is_foreign(url, &origin))
                .count();
            if n_foreign > 0 {
                on_more(n_foreign as u32);
            }
        },
    );
    if let Ok(observer) = PerformanceObserver::new(callback.as_ref().unchecked_ref()) {
        let options = PerformanceObserverInit::new(&Array::of1(&JsValue::from_str("resource")));
        observer.observe(&options);
    }
    callback.forget();
}

/// Whether a URL leaves the origin over a network; `data:` and `blob:` never do.
fn is_foreign(url: &str, origin: &str) -> bool {
    let is_network =
        ["http:", "https:", "ws:", "wss:"].iter().any(|scheme| url.starts_with(scheme));
    let is_own =
        url.strip_prefix(origin).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    is_network && !is_own
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::is_foreign;

    #[track_caller]
    fn check(url: &str, foreign: bool) {
        assert_eq!(is_foreign(url, "http://127.0.0.1:8080"), foreign, "{url}");
    }

    #[test]
    fn only_another_origin_counts() {
        check("http://127.0.0.1:8080/page.js", false);
        check("http://127.0.0.1:8080", false);
        check("http://127.0.0.1:80801/page.js", true);
        check("http://127.0.0.1:9090/decoy", true);
        check("blob:http://127.0.0.1:8080/1", false);
        check("data:image/svg+xml,x", false);
        check("wss://tracker.example/", true);
    }
}
