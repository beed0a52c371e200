//! An audit over its payroll, read as often as it takes.

use super::file_fault::{FileFault, Which};
use super::payroll::Payroll;
use csv::ByteRecord;
use domain::payroll::{APART_BYTES, Audit, BACK_PAYS, Next, Reading, RunFault, SheetsRead, Told};
use std::fs::File;
use std::io::{self, Seek};

/// Hears what an audit says.
pub trait Hears {
    /// Why it cannot go on hearing.
    type Fault;

    /// A finding or a rejected line, in the order of the file.
    ///
    /// # Errors
    /// What keeps it from being heard.
    fn told(&mut self, told: Told) -> Result<(), Self::Fault>;

    /// What was told so far is void: the file is read again.
    ///
    /// # Errors
    /// What keeps it from beginning again.
    fn again(&mut self) -> Result<(), Self::Fault>;

    /// How many records were read.
    fn read(&mut self, records: u64) {
        let _ = records;
    }
}

/// Why an audit came to no end.
#[derive(Debug)]
pub enum Stopped<F> {
    File(FileFault),
    Heard(F),
}

/// How the file was read, and the SHA-256 (hex) of its bytes.
#[derive(Debug)]
pub struct ReadWhole {
    pub reading: Reading,
    pub sheets: SheetsRead,
    pub sha256: String,
}

/// Reads a payroll through an audit; `open` opens it once more from its beginning.
///
/// # Errors
/// [`Stopped`].
pub fn work<H: Hears>(
    audit: &mut Audit,
    mut payroll: Payroll,
    mut open: impl FnMut() -> Result<Payroll, FileFault>,
    hears: &mut H,
) -> Result<ReadWhole, Stopped<H::Fault>> {
    let (mut record, mut count, mut before) = (ByteRecord::new(), 0_u64, None);
    loop {
        while let Some(line) = payroll.next(&mut record).map_err(Stopped::File)? {
            heard(hears, |told| audit.record(&mut record, line, payroll.sheet(), told))?;
            count = count.saturating_add(1);
            hears.read(count);
        }
        let next = heard(hears, |told| audit.pass_over(told))?;
        let (reading, sheets) = payroll.reading();
        let sha256 = payroll.sha256();
        if before.as_ref().is_some_and(|before| *before != sha256) {
            return Err(Stopped::File(FileFault::of(Which::Payroll, "changed", String::new())));
        }
        if next == Next::Done {
            return Ok(ReadWhole { reading, sheets, sha256 });
        }
        before = Some(sha256);
        hears.again().map_err(Stopped::Heard)?;
        payroll = open().map_err(Stopped::File)?;
    }
}

/// One step of an audit; what cannot be heard ends it.
fn heard<H: Hears, T>(
    hears: &mut H,
    step: impl FnOnce(&mut dyn FnMut(Told)) -> Result<T, RunFault>,
) -> Result<T, Stopped<H::Fault>> {
    let mut failed = None;
    let done = step(&mut |told| {
        if failed.is_none() {
            failed = hears.told(told).err();
        }
    });
    match failed {
        Some(fault) => Err(Stopped::Heard(fault)),
        None => done.map_err(stopped),
    }
}

fn stopped<F>(fault: RunFault) -> Stopped<F> {
    let of = |code: &str, detail: usize| FileFault::of(Which::Payroll, code, detail.to_string());
    Stopped::File(match fault {
        RunFault::Apart => of("apart", APART_BYTES >> 20),
        RunFault::BackPays => of("back-pays", BACK_PAYS),
    })
}

/// The same open file once more, at its beginning.
///
/// # Errors
/// The system's.
pub fn rewound(file: &File) -> io::Result<File> {
    let mut same = file.try_clone()?;
    same.rewind()?;
    Ok(same)
}
