//! Whole files: written, hurt in every way, and read.

use proptest::prelude::*;

use super::header::{HEADER_LEN, Header, mend_hash};
use super::{
    Backup, BackupError, BackupReader, BackupWriter, Chance, KeyCost, WorkspaceBackup, describe,
    open, workspace_records,
};
use crate::domain::ids::{DraftWriter, Revision, WorkspaceId};
use crate::domain::text::Text;
use crate::sample;
use crate::saved::{DraftRecord, StoredRecord, Unpacking, WorkspaceRecord, pack};
use crate::table::tables::Tables;

/// The cheapest allowed, so that many files can be tried.
const CHEAP: KeyCost = KeyCost { memory_kib: 19 * 1024, n_passes: 2, n_lanes: 1 };
const CHANCE: Chance = Chance { salt: *b"sixteen salt 16.", nonce: *b"nineteen bytes long" };
const PASSPHRASE: &str = "correct horse 电池";
const MADE_MS: f64 = 1_767_225_600_000.0;
const SEGMENT_BYTES: usize = 64 * 1024;

fn record(store: &str, key: &str, bytes: &[u8]) -> StoredRecord {
    StoredRecord { store: store.into(), key: key.into(), bytes: bytes.into() }
}

fn write_with(cost: KeyCost, records: Vec<StoredRecord>) -> Vec<u8> {
    let mut writer = BackupWriter::new(PASSPHRASE, cost, CHANCE, MADE_MS, records).unwrap();
    let mut file = Vec::new();
    while let Some(bytes) = writer.advance().unwrap() {
        file.extend(bytes);
    }
    assert_eq!(writer.progress().0, writer.progress().1);
    file
}

fn write(records: Vec<StoredRecord>) -> Vec<u8> {
    write_with(CHEAP, records)
}

/// Over two segments, with an empty record in the middle and at the end.
fn three_segments() -> Vec<StoredRecord> {
    let long: Vec<u8> = (0..SEGMENT_BYTES + 5_000).map(|n| (n * 7 / 3) as u8).collect();
    vec![
        record("chunks", "a", &long),
        record("drafts", "春", b""),
        record("chunks", "b", &long),
        record("drafts", "", b""),
    ]
}

#[test]
fn a_file_of_version_1_opens_for_ever() {
    // Written by the first version that had backups. Never to be made anew.
    let file: &[u8] = include_bytes!("../../tests/backup/version-1.meadow");
    let records = vec![
        record("workspaces", "7", "宠物店".as_bytes()),
        record("chunks", "00ff", &[0, 255, 10, 13]),
        record("drafts", "empty", b""),
    ];
    assert_eq!(open(file, PASSPHRASE), Ok(Backup { made_ms: MADE_MS, records: records.clone() }));
    assert_eq!(write_with(KeyCost::default(), records), file, "the form has not changed either");
}

#[test]
fn a_file_is_described_without_its_passphrase() {
    let file = write(three_segments());
    let n_bytes = file.len() as u64;
    let described = describe(&file[..HEADER_LEN], n_bytes).unwrap();
    assert_eq!((described.made_ms, described.n_bytes), (MADE_MS, n_bytes));
    assert_eq!(describe(&file, n_bytes - 1), Err(BackupError::CutShort));
    assert!(matches!(describe(&file, n_bytes + 1), Err(BackupError::Damaged { .. })));
    assert_eq!(describe(b"PK\x03\x04", 4), Err(BackupError::NotABackup));
    assert_eq!(describe(b"", 0), Err(BackupError::NotABackup));
    assert_eq!(describe(b"MEADOWBK\x01", 9), Err(BackupError::CutShort));
}

#[test]
fn another_passphrase_is_told_from_damage() {
    let file = write(vec![record("a", "b", b"c")]);
    for wrong in ["Correct horse 电池", "correct horse 电池 ", "x"] {
        assert_eq!(open(&file, wrong), Err(BackupError::WrongPassphrase), "{wrong}");
    }
    assert_eq!(open(&file, ""), Err(BackupError::NoPassphrase));
    // Full-width letters and an ideographic space are the same words.
    assert!(open(&file, "ｃｏｒｒｅｃｔ　horse 电池").is_ok());
}

#[test]
fn parameters_are_neither_lowered_nor_raised() {
    let file = write(Vec::new());
    let header = Header::read(&file).unwrap();
    let costs = [
        KeyCost { memory_kib: 19 * 1024 - 1, ..CHEAP },
        KeyCost { n_passes: 1, ..CHEAP },
        KeyCost { n_lanes: 0, ..CHEAP },
        KeyCost { memory_kib: u32::MAX, ..CHEAP },
        KeyCost { n_passes: 9, ..CHEAP },
        KeyCost { n_lanes: u32::MAX, ..CHEAP },
    ];
    for cost in costs {
        let mut crafted = file.clone();
        crafted[..HEADER_LEN].copy_from_slice(&Header { cost, ..header.clone() }.write());
        assert_eq!(open(&crafted, PASSPHRASE), Err(BackupError::CostRefused), "{cost:?}");
        let writer = BackupWriter::new(PASSPHRASE, cost, CHANCE, MADE_MS, Vec::new());
        assert_eq!(writer.err(), Some(BackupError::CostRefused));
    }
    // Allowed, yet not what it was made with.
    let cost = KeyCost { n_passes: 3, ..CHEAP };
    let mut crafted = file.clone();
    crafted[..HEADER_LEN].copy_from_slice(&Header { cost, ..header }.write());
    assert_eq!(open(&crafted, PASSPHRASE), Err(BackupError::WrongPassphrase));
}

#[test]
fn what_the_header_says_is_sealed_with_the_content() {
    let file = write(three_segments());
    let header = Header::read(&file).unwrap();
    let mut crafted = file.clone();
    crafted[..HEADER_LEN].copy_from_slice(&Header { made_ms: 0.0, ..header.clone() }.write());
    assert!(matches!(open(&crafted, PASSPHRASE), Err(BackupError::Damaged { .. })));
    let huge = Header { n_body_bytes: u64::MAX, ..header };
    crafted[..HEADER_LEN].copy_from_slice(&huge.write());
    assert_eq!(open(&crafted, PASSPHRASE), Err(BackupError::TooLarge { n_bytes: u64::MAX }));
}

#[test]
fn a_newer_version_is_refused_as_such() {
    let mut file = write(Vec::new());
    file[8] = 2;
    assert_eq!(open(&file, PASSPHRASE), Err(BackupError::HeaderDamaged));
    mend_hash(&mut file[..HEADER_LEN]);
    assert_eq!(open(&file, PASSPHRASE), Err(BackupError::NewerVersion { found: 2 }));
}

#[test]
fn segments_cannot_be_exchanged_left_out_or_added() {
    let file = write(three_segments());
    let sealed = SEGMENT_BYTES + 16;
    let (first, second) = (HEADER_LEN, HEADER_LEN + sealed);
    let mut exchanged = file.clone();
    exchanged[first..second].copy_from_slice(&file[second..second + sealed]);
    exchanged[second..second + sealed].copy_from_slice(&file[first..second]);
    let left_out = [&file[..first], &file[second..]].concat();
    let added = [&file[..], &file[first..second]].concat();
    for hurt in [exchanged, left_out, added] {
        assert!(matches!(open(&hurt, PASSPHRASE), Err(BackupError::Damaged { .. })));
    }
}

#[test]
fn a_workspace_comes_back_whole() {
    let tables = sample::tables();
    let packed = pack(&tables, Revision(5), None, Text::new("Import", "导入"), MADE_MS);
    let kept = WorkspaceRecord {
        id: WorkspaceId(9),
        name: tables.facts.name.clone(),
        kind: tables.facts.kind,
        n_customers: tables.customers.len() as u32,
        changed_ms: MADE_MS,
        removed_ms: None,
    };
    let draft = DraftRecord { bytes: vec![1, 2], changed_ms: 3.0, writer: DraftWriter(4) };
    let drafts = vec![("event/1".to_owned(), draft)];
    let records = workspace_records(&kept, &packed.manifest, packed.new_chunks.clone(), &drafts);
    let file = write(records.clone());
    let back = WorkspaceBackup::read(open(&file, PASSPHRASE).unwrap().records).unwrap();
    assert_eq!((&back.record, &back.manifest, &back.drafts), (&kept, &packed.manifest, &drafts));
    let mut unpacking = Unpacking::new(back.manifest.clone(), &Tables::default());
    for id in unpacking.next_missing(usize::MAX) {
        let chunk = back.chunks.iter().find(|chunk| chunk.id == id).unwrap();
        unpacking.take(Some(&chunk.bytes)).unwrap();
    }
    let (_, again) = unpacking.finish().unwrap();
    assert!(again.customers.iter().eq(tables.customers.iter()));
    assert_eq!(again.orders.len(), tables.orders.len());

    let without_chunk = records.iter().filter(|record| record.store != "chunks").cloned();
    assert!(WorkspaceBackup::read(without_chunk.collect()).is_err());
}

fn records() -> impl Strategy<Value = Vec<StoredRecord>> {
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        (0..3 * SEGMENT_BYTES, any::<u8>()).prop_map(|(len, byte)| vec![byte; len]),
    ];
    prop::collection::vec(
        (".{0,9}", ".{0,9}", bytes).prop_map(|(store, key, bytes)| record(&store, &key, &bytes)),
        0..4,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_written_opens_again_whatever_the_slices(
        records in records(),
        slices in prop::collection::vec(1..100_000_usize, 1..9),
    ) {
        let file = write(records.clone());
        let mut reader = BackupReader::new(PASSPHRASE);
        let mut rest = &file[..];
        for n_bytes in slices.iter().cycle() {
            let (now, later) = rest.split_at((*n_bytes).min(rest.len()));
            reader.feed(now).unwrap();
            rest = later;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(reader.finish(), Ok(Backup { made_ms: MADE_MS, records }));
    }

    #[test]
    fn any_flipped_bit_is_noticed_and_told_where_it_is(
        place in prop_oneof![0..HEADER_LEN, HEADER_LEN..500_000], bit in 0..8u8,
    ) {
        let mut file = write(three_segments());
        let place = place.min(file.len() - 1);
        file[place] ^= 1 << bit;
        let error = open(&file, PASSPHRASE).unwrap_err();
        match place {
            0..8 => prop_assert_eq!(error, BackupError::NotABackup),
            8..HEADER_LEN => prop_assert_eq!(error, BackupError::HeaderDamaged),
            _ => {
                let is_damage = matches!(error, BackupError::Damaged { .. });
                prop_assert!(is_damage, "{error}");
            }
        }
    }

    #[test]
    fn any_cut_is_told_as_one(place: prop::sample::Index) {
        let file = write(three_segments());
        let n_left = place.index(file.len() - 1) + 1;
        prop_assert_eq!(open(&file[..n_left], PASSPHRASE), Err(BackupError::CutShort));
    }

    #[test]
    fn random_bytes_are_refused(bytes: Vec<u8>, rest: Vec<u8>) {
        prop_assert!(open(&bytes, PASSPHRASE).is_err());
        // With a right header the parts behind it are reached.
        let mut file = write(Vec::new());
        file.truncate(HEADER_LEN);
        file.extend(rest);
        prop_assert!(open(&file, PASSPHRASE).is_err());
        // And with the right key, the parser of the contents.
        super::probe(&bytes);
    }
}
