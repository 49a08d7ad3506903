//! Where the application lives: the base path it is served under, its links and its own files.
//! Must not know which pages exist.

use leptos::prelude::{document, window};
use std::sync::OnceLock;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

static BASE_PATH: OnceLock<String> = OnceLock::new();

/// The path the application is served under, without a trailing slash: `""` at the root of a
/// host, `"/meadow"` below a path. Read from `document.baseURI`, hence from `<base>`.
pub fn base_path() -> &'static str {
    BASE_PATH.get_or_init(|| {
        let base_uri = document().base_uri().ok().flatten().unwrap_or_default();
        path_of(&base_uri).trim_end_matches('/').to_owned()
    })
}

/// The address of a page, for an `href`: `link("/events")` → `"/meadow/events"`.
pub fn link(path: &str) -> String {
    format!("{}{path}", base_path())
}

/// The address of a file that lies beside the application, such as `icons.svg`.
pub fn asset(name: &str) -> String {
    format!("{}/{name}", base_path())
}

/// The path of a location inside the application: `"/meadow/events"` → `"/events"`.
pub fn path_inside(pathname: &str) -> &str {
    match pathname.strip_prefix(base_path()) {
        Some("") | None => "/",
        Some(rest) => rest,
    }
}

/// Sets the title of the browser's tab.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets the language of the document, which chooses fonts, quotes and hyphenation.
pub fn set_document_language(tag: &str) {
    if let Some(root) = document().document_element() {
        // Setting an attribute on the root element has no way to fail that we could mend.
        let _ = root.set_attribute("lang", tag);
    }
}

/// Sets or removes the theme that wins over the system's.
pub fn set_document_theme(theme: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Whether the page is drawn dark by the system's wish.
pub fn system_prefers_dark() -> bool {
    window()
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}

/// Takes the focus off the field that is typed into, which tells of its change.
pub fn end_typing() {
    let focused = document().active_element().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(focused) = focused {
        let _ = focused.blur();
    }
}

/// Puts a text where it can be pasted from; `false` where the browser does not let the page.
pub async fn copy_text(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // Missing outside secure contexts.
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// The path in an absolute URL; `/` when there is none.
fn path_of(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_scheme.find('/').map_or("/", |slash| &after_scheme[slash..]);
    let end = path.find(['?', '#']).unwrap_or(path.len());
    // A base may name a file: what counts is its directory.
    let path = &path[..end];
    &path[..path.rfind('/').map_or(0, |slash| slash + 1)]
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::path_of;

    #[track_caller]
    fn check(url: &str, path: &str) {
        assert_eq!(path_of(url), path, "{url}");
    }

    #[test]
    fn the_directory_of_the_base_counts() {
        check("http://127.0.0.1:8080/", "/");
        check("https://host.example/meadow/", "/meadow/");
        check("https://host.example/meadow/index.html", "/meadow/");
        check("https://host.example/a/b/?x=/y#z", "/a/b/");
        check("https://host.example", "/");
    }
}
