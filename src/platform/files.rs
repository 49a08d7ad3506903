//! Files that the reader hands to the page or takes away from it. Must not know what is in them.

use std::time::Duration;

use js_sys::{Array, Uint8Array};
use leptos::prelude::{document, set_timeout, window};
use wasm_bindgen::JsCast;
use web_sys::{
    Blob, BlobPropertyBag, ClipboardEvent, DataTransfer, File, HtmlAnchorElement, HtmlInputElement,
    Url,
};

/// Hands the reader a file to keep, through the browser's own download. Returns whether the
/// browser took it.
pub fn save_file(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    try_download(name, media_type, bytes).is_some()
}

/// The files chosen in a file input.
pub fn chosen_files(input: &HtmlInputElement) -> Vec<File> {
    let Some(list) = input.files() else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

/// The files that are being dropped.
pub fn dropped_files(transfer: Option<DataTransfer>) -> Vec<File> {
    let Some(list) = transfer.and_then(|transfer| transfer.files()) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

/// The files that are being pasted.
pub fn pasted_files(event: &ClipboardEvent) -> Vec<File> {
    dropped_files(event.clipboard_data())
}

/// The text that is being pasted; cells of a spreadsheet come with tabs between them.
pub fn pasted_text(event: &ClipboardEvent) -> String {
    let data = event.clipboard_data();
    data.and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default()
}

/// A text as a file with this name.
pub fn file_of_text(name: &str, text: &str) -> Option<File> {
    File::new_with_str_sequence(&Array::of1(&text.into()), name).ok()
}

/// Whether a drag carries files, rather than text or a link of the page.
pub fn carries_files(transfer: Option<DataTransfer>) -> bool {
    transfer.is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}

/// Opens the browser's print dialog for the page as it stands.
pub fn print_page() {
    // Where printing is blocked, the browser says so itself.
    let _ = window().print();
}

fn try_download(name: &str, media_type: &str, bytes: &[u8]) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let anchor: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The browser has its own hold on the blob once the download has begun.
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        Duration::from_secs(60),
    );
    Some(())
}
