//! Files the user chose, read by slices where they lie: never whole, never more than once in memory.

use meadow_core::engine::{BoxedRead, ByteSource};
use wasm_bindgen_futures::JsFuture;

/// A file handle of the browser.
pub struct ChosenFile {
    file: web_sys::File,
}

impl ChosenFile {
    pub fn new(file: web_sys::File) -> Self {
        Self { file }
    }
}

impl ByteSource for ChosenFile {
    fn name(&self) -> String {
        self.file.name()
    }

    fn n_bytes(&self) -> u64 {
        self.file.size() as u64
    }

    fn read(&self, offset: u64, n_bytes: usize) -> BoxedRead<'_> {
        let end = offset.saturating_add(n_bytes as u64).min(self.n_bytes());
        let slice = self.file.slice_with_f64_and_f64(offset as f64, end as f64);
        let reading = slice.map(|slice| JsFuture::from(slice.array_buffer()));
        Box::pin(async move {
            let reading = reading.map_err(|error| text_of(&error))?;
            let buffer = reading.await.map_err(|error| text_of(&error))?;
            Ok(js_sys::Uint8Array::new(&buffer).to_vec())
        })
    }
}

/// What the browser says is wrong, such as that the file was changed or taken away.
fn text_of(error: &wasm_bindgen::JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok();
    message.and_then(|message| message.as_string()).unwrap_or_else(|| format!("{error:?}"))
}
