//! What comes from outside, changed at random: term sheets, tables, payrolls. Whatever the bytes, there is an answer or a list of
//! faults; no panic, no hang, no memory without end. `cargo xtask fuzz [MINUTES]` plays each for so long; an ordinary run tries some
//! hundred inputs of each.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use csv::ByteRecord;
use domain::limits::FAULTS_TOLD;
use domain::payroll::{Audit, AuditSetup, CodeNames, Columns, Hashes, Next, Reading, SheetsRead, Told};
use domain::statute::RulebookSet;
use domain::term::TermSheet;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Inputs at a time; in an ordinary run, one time.
const INPUTS: u32 = 300;
/// No input takes longer, by far.
const HANGS: Duration = Duration::from_secs(30);
/// The most memory of the whole run, in KiB.
const MEMORY: u64 = 1 << 20;

/// A change to some bytes; places are fractions of their length.
#[derive(Clone, Debug)]
enum Edit {
    Set(Index, u8),
    Insert(Index, Vec<u8>),
    Cut(Index, Index),
    /// What stands between two places, once more at a third.
    Again(Index, Index, Index),
}

/// What readers trip over.
const WORDS: [&[u8]; 24] = [
    b"\0",
    b"\"",
    b"\\",
    b"{",
    b"[",
    b"]",
    b"}",
    b",",
    b";",
    b"\t",
    b"\r\n",
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"0.00001",
    b"9007199254740993",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    "１，９５０．００".as_bytes(),
    "合计".as_bytes(),
    b"<v/>",
    b"r=\"XFD1048576\"",
];

fn edit() -> impl Strategy<Value = Edit> {
    let place = any::<Index>;
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Edit::Set(at, byte)),
        (place(), prop::collection::vec(any::<u8>(), 0..40)).prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
        (place(), prop::sample::select(&WORDS[..])).prop_map(|(at, word)| Edit::Insert(at, word.to_vec())),
        (place(), place()).prop_map(|(from, to)| Edit::Cut(from, to)),
        (place(), place(), place()).prop_map(|(from, to, at)| Edit::Again(from, to, at)),
    ]
}

fn between(bytes: &[u8], from: Index, to: Index) -> std::ops::Range<usize> {
    let (a, b) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
    a.min(b)..a.max(b)
}

fn edited(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        match edit {
            Edit::Set(at, byte) if !bytes.is_empty() => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Edit::Set(..) => {}
            Edit::Insert(at, new) => {
                let at = at.index(bytes.len() + 1);
                bytes.splice(at..at, new.iter().copied());
            }
            Edit::Cut(from, to) => {
                bytes.drain(between(&bytes, *from, *to));
            }
            Edit::Again(from, to, at) => {
                let copy = bytes[between(&bytes, *from, *to)].to_vec();
                let at = at.index(bytes.len() + 1);
                bytes.splice(at..at, copy);
            }
        }
    }
    bytes
}

/// The files under a folder of fixtures with one of these endings.
fn files(folder: &str, endings: &[&str]) -> Vec<Vec<u8>> {
    let (mut found, mut open) =
        (Vec::new(), vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(folder)]);
    while let Some(path) = open.pop() {
        let inner = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().path();
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(inner));
        } else if path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)) {
            found.push(std::fs::read(path).unwrap());
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder}");
    found
}

/// Plays inputs, changed from these files, for as long as `CONCORD_FUZZ_SECONDS` says.
fn play(name: &str, seeds: Vec<Vec<u8>>, reads: impl Fn(Vec<u8>)) {
    let seconds = std::env::var("CONCORD_FUZZ_SECONDS").ok().map(|text| text.parse().unwrap());
    let until = Instant::now() + Duration::from_secs(seconds.unwrap_or(0));
    let config = || Config { cases: INPUTS, failure_persistence: None, ..Config::default() };
    let inputs = (prop::sample::select(seeds), prop::collection::vec(edit(), 0..12), any::<Index>());
    let (mut count, slowest) = (0_u64, std::cell::Cell::new(Duration::ZERO));
    loop {
        let run = TestRunner::new(config()).run(&inputs, |(seed, edits, member)| {
            let input = changed(seed, &edits, member);
            let begun = Instant::now();
            reads(input);
            slowest.set(slowest.get().max(begun.elapsed()));
            prop_assert!(begun.elapsed() < HANGS, "it took {:?}", begun.elapsed());
            Ok(())
        });
        run.unwrap_or_else(|failure| panic!("{name}: {failure}"));
        count += u64::from(INPUTS);
        if Instant::now() >= until {
            break;
        }
    }
    if seconds.is_some() {
        println!("{name}: {count} inputs, slowest {:?}, peak memory {} MiB", slowest.get(), memory() >> 10);
    }
    assert!(memory() < MEMORY, "{name}: {} KiB", memory());
}

/// Peak memory in KiB, where the system tells it.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    peak.trim().trim_end_matches(" kB").parse().unwrap_or(0)
}

/// An archive is changed in one of its members three times out of four: as a whole, its sums would not fit any more.
fn changed(seed: Vec<u8>, edits: &[Edit], member: Index) -> Vec<u8> {
    if seed.starts_with(b"PK") && member.index(4) > 0 { repacked(&seed, edits, member) } else { edited(seed, edits) }
}

fn repacked(seed: &[u8], edits: &[Edit], member: Index) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(seed)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = member.index(archive.len());
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().into_owned();
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        let bytes = if index == chosen { edited(bytes, edits) } else { bytes };
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn term_sheets() {
    play("term sheets", files("sheets", &["json"]), |bytes| match TermSheet::parse(&bytes) {
        Ok(sheet) => assert_eq!(TermSheet::parse(sheet.canonical().as_bytes()).unwrap(), sheet),
        Err(faults) => assert!((1..=FAULTS_TOLD).contains(&faults.told.len())),
    });
}

/// The terms of a worked case: every kind of item, names, pieces.
fn contract() -> TermSheet {
    TermSheet::parse(include_bytes!("../../fixtures/payroll/cases/ningxia-c/contract.json")).unwrap()
}

#[test]
fn tables_of_all_kinds() {
    let codes = CodeNames::of(&contract());
    let known = |header: &[String]| {
        let columns = Columns::of(header.iter().map(String::as_str), &codes);
        tables::Names { sums: columns.sums(), means: columns.means, ..tables::Names::default() }
    };
    play("tables", files("reality", &["csv", "xlsx", "xls", "ods"]), |bytes| {
        let most = bytes.len().max(1 << 20);
        let ask = tables::Ask { names: &known, hidden: true, bounds: tables::PAYROLL };
        let Ok(mut table) = tables::Table::open(Cursor::new(bytes), &ask) else { return };
        let (mut record, mut rows) = (ByteRecord::new(), 0);
        while let Ok(Some(_)) = table.next(&mut record) {
            rows += 1;
            assert!(rows <= most, "more rows than a sheet can have");
        }
    });
}

/// The whole audit: every row is audited, rejected or left out, the same in each reading of the file.
#[test]
fn payrolls() {
    let rulebooks = RulebookSet::shipped().unwrap();
    let mut seeds = files("payroll/cases", &["csv"]);
    // Some rows of each are enough to be changed, so that more are played.
    for seed in &mut seeds {
        let end = seed.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).nth(12);
        seed.truncate(end.unwrap_or(seed.len()));
    }
    play("payrolls", seeds, |bytes| {
        let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
        let rows: Vec<ByteRecord> = rows.byte_records().map_while(Result::ok).collect();
        let Some((head, rows)) = rows.split_first() else { return };
        let head: Vec<String> = head.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        let setup = AuditSetup { sheet: contract(), roster: None, rulebooks: &rulebooks };
        let Ok(mut audit) = Audit::new(setup, head.iter().map(String::as_str)) else { return };
        for _ in 0..3 {
            let mut rejected = 0;
            let mut told = |told: Told| rejected += u64::from(matches!(told, Told::Rejected(_)));
            for (line, row) in (2..).zip(rows) {
                audit.record(&mut row.clone(), line, None, &mut told).unwrap();
            }
            if audit.pass_over(&mut told).unwrap() == Next::Done {
                let summary = audit.finish(Hashes::default(), Reading::default(), SheetsRead::default());
                assert_eq!(summary.rejected, rejected);
                for (rule, counts) in &summary.rules {
                    let judged = counts.pass + counts.breach + counts.cannot_conclude + counts.not_applicable;
                    assert_eq!(judged, summary.audited, "{rule}");
                }
                return;
            }
        }
        panic!("it reads the file for ever");
    });
}
