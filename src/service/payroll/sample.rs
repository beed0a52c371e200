//! A look at a file before anybody has said how it is read: its sheets, their headers, the first rows.

use super::profiled::{head, reader};
use crate::service::file_fault::{FileFault, Which};
use csv::ByteRecord;
use domain::payroll::CodeNames;
use domain::payroll::profile::{self, Profile, Sample, SheetHead, pick_header};
use std::io::{Read, Seek};
use tables::Chosen;

/// Rows looked at of a file.
pub const SAMPLE: usize = 1_000;

/// What a look has shown.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// `csv`, `xlsx`, `xls`, `ods`.
    pub format: String,
    pub encoding: Option<String>,
    pub delimiter: Option<String>,
    /// All sheets.
    pub heads: Vec<SheetHead>,
    /// Those with a header, with their first rows.
    pub samples: Vec<Sample>,
}

/// Looks at the first rows of a file. `profile`: how it is written, as far as that is known, and where its headers stand.
///
/// # Errors
/// What is wrong with the file.
pub fn look<R: Read + Seek + Send + 'static>(
    file: R,
    codes: &CodeNames,
    profile: Option<&Profile>,
) -> Result<Seen, FileFault> {
    let mut reader = reader(file, profile, false)?;
    let heads: Vec<SheetHead> = reader.beginnings.iter().map(head).collect();
    let fitted = profile.and_then(|profile| profile.fit(&heads).ok()).unwrap_or_default();
    let mut samples = Vec::new();
    let mut chosen = Vec::new();
    for (sheet, head) in heads.iter().enumerate().filter(|(_, head)| head.visible || head.name.is_none()) {
        let by_profile =
            fitted.iter().find(|fitted| fitted.sheet == sheet).map(|f| (f.header.clone(), f.names.clone()));
        let picked = || pick_header(&head.headers, codes).and_then(|at| head.headers.get(at)).cloned();
        let Some((header, names)) = by_profile.or_else(picked) else { continue };
        let first = header.first().copied().unwrap_or_default();
        let below = header.last().copied().unwrap_or_default();
        chosen.push(Chosen { sheet, below, sums: Vec::new(), width: names.len() });
        let titles = head.rows.iter().filter(|(row, text)| *row < first && !text.is_empty()).cloned().collect();
        samples.push(Sample { sheet: head.name.clone(), header, names, titles, rows: Vec::new() });
    }
    let (format, encoding) = (reader.format.word().to_owned(), reader.encoding.map(str::to_owned));
    let delimiter = reader.delimiter.map(|delimiter| delimiter.to_string());
    if !chosen.is_empty() {
        let each = SAMPLE.checked_div(chosen.len()).unwrap_or(SAMPLE).max(20);
        reader.start(chosen);
        let (mut record, mut rows) = (ByteRecord::new(), 0_usize);
        // Sheets come one after the other: each has its share, and the reading ends where all is seen, or far behind it.
        while rows < SAMPLE.saturating_mul(20)
            && let Some((at, _)) = reader.next(&mut record).map_err(|fault| FileFault::table(Which::Payroll, fault))?
        {
            rows = rows.saturating_add(1);
            if let Some(sample) = samples.get_mut(at)
                && sample.rows.len() < each
            {
                sample.rows.push(record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect());
            }
        }
    }
    Ok(Seen { format, encoding, delimiter, heads, samples })
}

/// A first profile of a file, and what it was made from.
///
/// # Errors
/// What is wrong with the file; `no-header` where no row is like a header.
pub fn guess<R: Read + Seek + Send + 'static>(
    file: R,
    name: &str,
    codes: &CodeNames,
) -> Result<(Profile, Seen), FileFault> {
    let seen = look(file, codes, None)?;
    if seen.samples.is_empty() {
        return Err(FileFault::of(Which::Payroll, "profile-no-header", String::new()));
    }
    Ok((profile::guess(name, &seen.samples, codes), seen))
}
