//! The container of an XLS: a file system in a file, of which streams are read by name.

use super::damaged;
use crate::views::import::FileProblem;

const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const ENTRY_BYTES: usize = 128;
/// Numbers from here on stand for "no sector".
const NO_SECTOR: u32 = 0xFFFF_FFFA;
/// Where the header lists the first sectors of the allocation table, and how many.
const FIRST_TABLES_AT: usize = 76;
const N_FIRST_TABLES: usize = 109;

pub struct CompoundFile<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    /// The sector after each sector.
    next: Vec<u32>,
    entries: Vec<Entry>,
    small: Small,
}

struct Entry {
    name: String,
    first_sector: u32,
    n_bytes: usize,
}

/// Short streams share one stream.
#[derive(Default)]
struct Small {
    shared: Vec<u8>,
    next: Vec<u32>,
    sector_bytes: usize,
    /// Streams shorter than this are there.
    limit: usize,
}

impl<'a> CompoundFile<'a> {
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(SIGNATURE)
    }

    /// Reads the tables and the directory.
    pub fn open(bytes: &'a [u8]) -> Result<Self, FileProblem> {
        let broken = || damaged("the workbook's container is broken");
        let shift_at = |at: usize| read_u16(bytes, at).filter(|shift| (6..=12).contains(shift));
        let sector_bytes = 1 << shift_at(30).ok_or_else(broken)?;
        let small_sector_bytes = 1 << shift_at(32).ok_or_else(broken)?;
        let field = |at: usize| read_u32(bytes, at).ok_or_else(broken);
        let mut file = Self {
            bytes,
            sector_bytes,
            next: Vec::new(),
            entries: Vec::new(),
            small: Small { sector_bytes: small_sector_bytes, ..Small::default() },
        };
        file.next = file.read_table()?;
        let directory = file.read_chain(field(48)?);
        file.entries = directory.chunks_exact(ENTRY_BYTES).filter_map(Entry::read).collect();
        file.small.limit = field(56)? as usize;
        file.small.next = read_numbers(&file.read_chain(field(60)?));
        let root = directory.get(..ENTRY_BYTES).and_then(Entry::read).ok_or_else(broken)?;
        file.small.shared = file.read_chain(root.first_sector);
        Ok(file)
    }

    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// A stream as a whole.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        let mut stream = if entry.n_bytes < self.small.limit {
            self.read_small_chain(entry.first_sector)
        } else {
            self.read_chain(entry.first_sector)
        };
        stream.truncate(entry.n_bytes);
        Some(stream)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector_bytes)?;
        let rest = self.bytes.get(start..)?;
        // The last sector may be cut short.
        Some(&rest[..rest.len().min(self.sector_bytes)])
    }

    /// The allocation table, its sectors listed in the header and then in a chain of lists.
    fn read_table(&self) -> Result<Vec<u32>, FileProblem> {
        let n_sectors = self.bytes.len() / self.sector_bytes + 1;
        let first = self.bytes.get(FIRST_TABLES_AT..FIRST_TABLES_AT + 4 * N_FIRST_TABLES);
        let mut listed = read_numbers(first.ok_or_else(|| damaged("the file is cut off"))?);
        let mut list = read_u32(self.bytes, 68).unwrap_or(NO_SECTOR);
        for _ in 0..n_sectors {
            let Some(sector) = self.sector(list).filter(|_| list < NO_SECTOR) else { break };
            let mut numbers = read_numbers(sector);
            list = numbers.pop().unwrap_or(NO_SECTOR);
            listed.extend(numbers);
        }
        let mut table = Vec::new();
        for sector in listed.into_iter().filter(|number| *number < NO_SECTOR).take(n_sectors) {
            table.extend(read_numbers(self.sector(sector).unwrap_or_default()));
        }
        Ok(table)
    }

    fn read_chain(&self, first: u32) -> Vec<u8> {
        let mut stream = Vec::new();
        let mut at = first;
        // A chain that runs in a circle ends where the file would.
        while at < NO_SECTOR && stream.len() < self.bytes.len() {
            let Some(sector) = self.sector(at) else { break };
            stream.extend_from_slice(sector);
            at = self.next.get(at as usize).copied().unwrap_or(NO_SECTOR);
        }
        stream
    }

    fn read_small_chain(&self, first: u32) -> Vec<u8> {
        let small = &self.small;
        let mut stream = Vec::new();
        let mut at = first;
        while at < NO_SECTOR && stream.len() < small.limit {
            let start = at as usize * small.sector_bytes;
            let end = (start + small.sector_bytes).min(small.shared.len());
            let Some(sector) = small.shared.get(start..end) else { break };
            stream.extend_from_slice(sector);
            at = small.next.get(at as usize).copied().unwrap_or(NO_SECTOR);
        }
        stream
    }
}

impl Entry {
    fn read(bytes: &[u8]) -> Option<Self> {
        let n_name = usize::from(read_u16(bytes, 64)?).checked_sub(2)?;
        let letters = bytes.get(..n_name.min(64))?.chunks_exact(2);
        let letters: Vec<u16> =
            letters.map(|letter| u16::from_le_bytes([letter[0], letter[1]])).collect();
        Some(Self {
            name: String::from_utf16_lossy(&letters),
            first_sector: read_u32(bytes, 116)?,
            n_bytes: read_u32(bytes, 120)? as usize,
        })
    }
}

fn read_numbers(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect()
}

pub fn read_u16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

pub fn read_f64(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}
