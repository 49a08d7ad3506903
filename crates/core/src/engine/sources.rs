//! The files that were handed over, made ready and read in slices.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::host::{BoxedRead, ByteSource, Host};
use crate::domain::day::Day;
use crate::domain::text::Language;
use crate::domain::zone::Zone;
use crate::ingest::encoding::{self, TextDecoder};
use crate::ingest::sheet::{MAX_FILE_BYTES, Workbook};
use crate::ingest::{
    Form, HEAD_BYTES, JsonPasses, MAX_PAGE_BYTES, Prepared, SampleCheck, find_further, read_page,
};
use crate::protocol::{EngineError, Progress, ProgressUnit, SourceId, Thing};
use crate::views::import::{
    Dialect, FileProblem, ImportInspection, ImportMapping, Limited, TextEncoding,
};
use crate::views::import_check::ColumnCheck;

/// Small enough that the rows of one slice are read in a moment.
const SLICE_BYTES: usize = 512 * 1024;

#[derive(Default)]
pub struct Sources {
    files: RefCell<BTreeMap<SourceId, Rc<dyn ByteSource>>>,
    /// What has been made of a file, until it is needed otherwise.
    ready: RefCell<BTreeMap<SourceId, Rc<Prepared>>>,
}

/// A file that can be read as rows of text.
pub struct ReadySource {
    file: Rc<dyn ByteSource>,
    pub prepared: Rc<Prepared>,
}

impl Sources {
    pub fn attach(&self, id: SourceId, source: Rc<dyn ByteSource>) {
        self.files.borrow_mut().insert(id, source);
        self.ready.borrow_mut().remove(&id);
    }

    pub fn detach(&self, id: SourceId) {
        self.files.borrow_mut().remove(&id);
        self.ready.borrow_mut().remove(&id);
    }

    /// The file as `dialect` means it, or as it is found to be. A workbook is taken apart and a sheet
    /// turned into text here, once, with pauses.
    pub async fn open(
        &self,
        id: SourceId,
        dialect: Option<&Dialect>,
        language: Language,
        host: &impl Host,
    ) -> Result<ReadySource, EngineError> {
        let file = self.get(id)?;
        let known = self.ready.borrow().get(&id).filter(|ready| ready.is_as(dialect)).cloned();
        let prepared = match known {
            Some(prepared) => prepared,
            None => {
                let prepared = Rc::new(prepare(file.as_ref(), dialect, language, host).await?);
                // The file may have been taken away meanwhile.
                if self.files.borrow().contains_key(&id) {
                    self.ready.borrow_mut().insert(id, Rc::clone(&prepared));
                }
                prepared
            }
        };
        Ok(ReadySource { file, prepared })
    }

    pub fn get(&self, id: SourceId) -> Result<Rc<dyn ByteSource>, EngineError> {
        self.files.borrow().get(&id).cloned().ok_or(EngineError::NotFound { what: Thing::File })
    }
}

impl ReadySource {
    /// Looks at the beginning.
    pub async fn inspect(
        &self,
        dialect: Option<&Dialect>,
        language: Language,
    ) -> Result<ImportInspection, EngineError> {
        let file = self.file.as_ref();
        let head = read_head(file, HEAD_BYTES).await?;
        let is_chinese = language == Language::Zh;
        Ok(self.prepared.inspect(&file.name(), file.n_bytes(), &head, is_chinese, dialect)?)
    }

    /// Looks at the beginning once more, each column as what it is to become, with pauses. `currency`:
    /// in which amounts are kept, if that is settled; `zone`: the workspace's clock.
    pub async fn check_columns(
        &self,
        mapping: &ImportMapping,
        currency: Option<String>,
        zone: Option<Zone>,
        today: Day,
        host: &impl Host,
    ) -> Result<Vec<ColumnCheck>, EngineError> {
        let head = read_head(self, HEAD_BYTES).await?;
        let whole = head.len() as u64 >= self.n_bytes();
        let mapping = self.prepared.mapping_of_rows(mapping);
        let sample = SampleCheck::new(&head, whole, &mapping, today)?;
        let sample = sample.in_currency(currency).in_zone(zone);
        let total = sample.n_columns();
        let mut checks = Vec::with_capacity(total);
        for at in 0..total {
            host.breathe(Progress::default()).await?;
            checks.push(sample.check(at));
        }
        Ok(checks)
    }
}

/// The rows as text: the file itself, or what has been made of it.
impl ByteSource for ReadySource {
    fn name(&self) -> String {
        self.file.name()
    }

    fn n_bytes(&self) -> u64 {
        self.prepared.csv.as_ref().map_or_else(|| self.file.n_bytes(), |csv| csv.len() as u64)
    }

    fn read(&self, offset: u64, n_bytes: usize) -> BoxedRead<'_> {
        let Some(csv) = &self.prepared.csv else { return self.file.read(offset, n_bytes) };
        let start = usize::try_from(offset).unwrap_or(usize::MAX).min(csv.len());
        let end = start.saturating_add(n_bytes).min(csv.len());
        Box::pin(async move { Ok(csv[start..end].to_vec()) })
    }
}

/// As [`prepare`](crate::ingest::prepare), with pauses.
async fn prepare(
    file: &dyn ByteSource,
    dialect: Option<&Dialect>,
    language: Language,
    host: &impl Host,
) -> Result<Prepared, EngineError> {
    let head = read_head(file, HEAD_BYTES).await?;
    let is_chinese = language == Language::Zh;
    let encoding = dialect.map(|dialect| dialect.encoding);
    match Form::of(&head, is_chinese) {
        Form::Text if head.is_ascii() => {
            Ok(Prepared::text(search_further(file, head.len() as u64, host).await?))
        }
        Form::Text => Ok(Prepared::text(Vec::new())),
        Form::Workbook => {
            let bytes = read_whole(file, MAX_FILE_BYTES, host).await?;
            read_sheet(&bytes, dialect.and_then(|dialect| dialect.sheet.as_deref()), host).await
        }
        Form::Html => {
            let bytes = read_whole(file, MAX_PAGE_BYTES, host).await?;
            Ok(read_page(&bytes, encoding, is_chinese)?)
        }
        Form::Json => {
            let encoding = encoding.unwrap_or_else(|| encoding::detect(&head, b"", is_chinese));
            let list = dialect.and_then(|dialect| dialect.sheet.as_deref());
            read_records(file, encoding, list, host).await
        }
    }
}

async fn read_sheet(
    bytes: &[u8],
    sheet: Option<&str>,
    host: &impl Host,
) -> Result<Prepared, EngineError> {
    let mut book = Workbook::open(bytes)?;
    while book.load_more()? {
        host.breathe(Progress::default()).await?;
    }
    let at = match sheet {
        Some(name) => book.find(name)?,
        None => book.choose()?,
    };
    let sheets = book.sheets();
    let total = sheets.get(at).and_then(|sheet| sheet.n_rows).map_or(0, u64::from);
    let text = {
        let mut reading = book.read(at)?;
        while reading.advance()? {
            let done = u64::from(reading.n_rows());
            let total = if total < done { 0 } else { total };
            host.breathe(Progress { done, total, unit: ProgressUnit::Rows }).await?;
        }
        reading.finish()?
    };
    Ok(Prepared::sheet(sheets, at, text))
}

async fn read_records(
    file: &dyn ByteSource,
    encoding: TextEncoding,
    list: Option<&str>,
    host: &impl Host,
) -> Result<Prepared, EngineError> {
    let mut passes = JsonPasses::new(list);
    while let Some(pass) = passes.next_pass() {
        let mut decoder = TextDecoder::new(encoding);
        let mut offset = 0;
        while offset < file.n_bytes() {
            let slice = read_slice(file, offset).await?;
            offset += slice.len() as u64;
            match &mut decoder {
                Some(decoder) => pass.feed(decoder.decode(&slice, false))?,
                None => pass.feed(&slice)?,
            }
            tell_bytes(file, offset, host).await?;
        }
        if let Some(decoder) = &mut decoder {
            pass.feed(decoder.decode(b"", true))?;
        }
        passes.end_pass()?;
    }
    Ok(passes.finish(encoding)?)
}

/// Reads on, through a file that begins in plain ASCII, to where it does not go on so.
async fn search_further(
    file: &dyn ByteSource,
    from: u64,
    host: &impl Host,
) -> Result<Vec<u8>, EngineError> {
    let mut offset = from;
    while offset < file.n_bytes() {
        let slice = read_slice(file, offset).await?;
        let further = find_further(&slice);
        if !further.is_empty() {
            return Ok(further);
        }
        offset += slice.len() as u64;
        tell_bytes(file, offset, host).await?;
    }
    Ok(Vec::new())
}

async fn read_whole(
    file: &dyn ByteSource,
    limit: u64,
    host: &impl Host,
) -> Result<Vec<u8>, EngineError> {
    if file.n_bytes() > limit {
        return Err(FileProblem::TooLarge { what: Limited::FileBytes, limit }.into());
    }
    let mut bytes = Vec::new();
    while (bytes.len() as u64) < file.n_bytes() {
        bytes.extend(read_slice(file, bytes.len() as u64).await?);
        tell_bytes(file, bytes.len() as u64, host).await?;
    }
    Ok(bytes)
}

async fn tell_bytes(file: &dyn ByteSource, done: u64, host: &impl Host) -> Result<(), EngineError> {
    let total = file.n_bytes();
    host.breathe(Progress { done, total, unit: ProgressUnit::Bytes }).await?;
    Ok(())
}

async fn read_slice(file: &dyn ByteSource, offset: u64) -> Result<Vec<u8>, EngineError> {
    not_nothing(file.read(offset, SLICE_BYTES).await)
}

/// What was read before the end of a file.
fn not_nothing(slice: Result<Vec<u8>, String>) -> Result<Vec<u8>, EngineError> {
    let slice = slice.map_err(unreadable)?;
    if slice.is_empty() {
        return Err(unreadable("the file became shorter while it was read".to_owned()));
    }
    Ok(slice)
}

/// The first `n_bytes` of a file, or all of it.
pub async fn read_head(source: &dyn ByteSource, n_bytes: usize) -> Result<Vec<u8>, EngineError> {
    source.read(0, n_bytes).await.map_err(unreadable)
}

/// Reads a whole file, handing each slice to `feed` and pausing in between. `feed` answers with the
/// rows so far.
pub async fn read_all(
    source: &dyn ByteSource,
    host: &impl Host,
    mut feed: impl FnMut(&[u8]) -> Result<u64, FileProblem>,
) -> Result<(), EngineError> {
    let total = source.n_bytes();
    let mut offset = 0;
    let mut reading = source.read(0, SLICE_BYTES);
    while offset < total {
        let slice = not_nothing(reading.await)?;
        offset += slice.len() as u64;
        // Asked for before it is needed: it is fetched while this slice is worked on.
        reading = source.read(offset, SLICE_BYTES);
        let n_rows = feed(&slice)?;
        // How many rows there will be is known from how many these bytes held.
        let estimate = (n_rows as f64 * total as f64 / offset as f64).round() as u64;
        host.breathe(Progress { done: n_rows, total: estimate, unit: ProgressUnit::Rows }).await?;
    }
    Ok(())
}

/// Reads a file that holds no rows.
pub async fn read_bytes(
    source: &dyn ByteSource,
    host: &impl Host,
    mut feed: impl FnMut(&[u8]) -> Result<(), EngineError>,
) -> Result<(), EngineError> {
    let total = source.n_bytes();
    let mut done = 0;
    while done < total {
        let slice = read_slice(source, done).await?;
        done += slice.len() as u64;
        feed(&slice)?;
        host.breathe(Progress { done, total, unit: ProgressUnit::Bytes }).await?;
    }
    Ok(())
}

fn unreadable(detail: String) -> EngineError {
    EngineError::BadFile(FileProblem::Unreadable { detail })
}
