//! The sheets of a workbook as rows of text cells.
//!
//! A number becomes its shortest decimal form at 15 significant digits, a date `YYYY-MM-DD`; what has a time of day or is a
//! duration becomes text with colons. XLSX is streamed: memory holds the shared strings, the styles and some rows. XLS and
//! ODS are held whole, as their reader does it, within bounds looked at before.
//!
//! The reader was made for files of good will: it has a thread of its own, and what it cannot bear ends that.

mod cell;
pub(crate) mod guard;
pub(crate) mod merges;
mod ods;
mod whole;
mod xls;
mod xlsx;

use crate::fault::{Fault, Problem};
use crate::kind::Format;
use crate::{HEADER_WITHIN, Row};
use guard::Bounds;
use merges::Merges;
use std::io::{Read, Seek};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

/// Rows waiting between the reader and whoever asks.
const WAITING: usize = 256;
/// Sheets of a workbook.
const SHEETS: usize = 1000;
/// Rows of the beginning of a sheet: the header is among them, and one more may belong to it.
const BEGINNING: usize = HEADER_WITHIN + 1;
/// Rows of a sheet in the widest format.
const ROWS: u32 = 1 << 20;

/// A sheet as it begins.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// Of a hidden one nothing more is known unless hidden ones were asked for.
    pub(crate) visible: bool,
    pub(crate) rows: Vec<Row>,
    pub(crate) merges: Merges,
}

/// What the reading thread says.
enum Said {
    Sheet(Sheet),
    /// There are no more sheets: which of them are to be read?
    Which,
    Row(usize, Row),
    Fault(Fault),
}

/// A workbook being read.
#[derive(Debug)]
pub(crate) struct Book {
    incoming: Option<Receiver<Said>>,
    chosen: Option<SyncSender<Vec<usize>>>,
    reading: Option<JoinHandle<()>>,
}

/// The ends of the reading thread.
struct Link {
    outgoing: SyncSender<Said>,
    chosen: Receiver<Vec<usize>>,
}

/// The reading thread has nobody to read for any more.
struct Gone;

impl Link {
    fn say(&self, what: Said) -> Result<(), Gone> {
        self.outgoing.send(what).map_err(|_| Gone)
    }

    /// The sheets that are wanted, by their index.
    fn which(&self) -> Result<Vec<usize>, Gone> {
        self.say(Said::Which)?;
        self.chosen.recv().map_err(|_| Gone)
    }
}

/// Why reading ended early.
enum Ended {
    Gone,
    Fault(Fault),
}

impl From<Gone> for Ended {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

impl<T: Into<Fault>> From<T> for Ended {
    fn from(fault: T) -> Self {
        Self::Fault(fault.into())
    }
}

/// Opens a workbook: its sheets as they begin; the rest waits for [`Book::start`].
///
/// # Errors
/// A [`Fault`] for one that is damaged, locked, or would expand beyond bounds.
pub(crate) fn open<R: Read + Seek + Send + 'static>(
    reader: R,
    format: Format,
    bounds: Bounds,
    hidden: bool,
) -> Result<(Vec<Sheet>, Book), Fault> {
    let (outgoing, incoming) = sync_channel(WAITING);
    let (choose, chosen) = sync_channel(1);
    let reading = thread::Builder::new().name("workbook".to_owned()).spawn(move || {
        let link = Link { outgoing, chosen };
        let read = match format {
            Format::Xlsx => xlsx::read(reader, bounds, hidden, &link),
            Format::Xls => whole::xls(reader, bounds, hidden, &link),
            Format::Ods => whole::ods(reader, bounds, hidden, &link),
            Format::Csv => Ok(()),
        };
        if let Err(Ended::Fault(fault)) = read {
            let _ = link.say(Said::Fault(fault));
        }
    })?;
    let mut book = Book { incoming: Some(incoming), chosen: Some(choose), reading: Some(reading) };
    let mut sheets = Vec::new();
    loop {
        match book.hear() {
            Some(Said::Sheet(sheet)) => sheets.push(sheet),
            Some(Said::Fault(fault)) => return Err(fault),
            Some(Said::Which) => return Ok((sheets, book)),
            Some(Said::Row(..)) | None => return Err(Problem::NoSheet.into()),
        }
    }
}

impl Book {
    fn hear(&mut self) -> Option<Said> {
        let said = self.incoming.as_ref()?.recv();
        match said {
            Ok(said) => Some(said),
            Err(_) => {
                self.incoming = None;
                let ended = self.reading.take()?.join();
                let broken = || Said::Fault(Problem::Damaged("it cannot be read".to_owned()).into());
                ended.is_err().then(broken)
            }
        }
    }

    /// Has the rows of these sheets read.
    pub(crate) fn start(&mut self, sheets: Vec<usize>) {
        if let Some(choose) = self.chosen.take() {
            // A reader that is gone tells so itself.
            let _ = choose.send(sheets);
        }
    }

    /// The next row with something in it, and the index of its sheet. Ends after the first fault.
    pub(crate) fn next(&mut self) -> Option<Result<(usize, Row), Fault>> {
        match self.hear()? {
            Said::Row(sheet, row) => Some(Ok((sheet, row))),
            Said::Fault(fault) => {
                self.incoming = None;
                Some(Err(fault))
            }
            Said::Sheet(_) | Said::Which => None,
        }
    }
}
