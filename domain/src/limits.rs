//! The most a list or a text may hold: the one set of numbers for acts, forms, transfer objects, OpenAPI and HTML.
//!
//! Texts are counted in characters (Unicode scalar values), lists in entries, files and bodies in bytes.

use serde::de::{Deserialize, Deserializer, Error};

/// Topics of an invitation or a reply, entries.
pub const TOPICS: usize = 100;
/// Pieces of information an invitation asks for, entries.
pub const INFORMATION: usize = 100;
/// Representatives of one delegation, entries.
pub const MEMBERS: usize = 50;
/// Items initialled by one act, entries.
pub const INITIALLED: usize = 5_000;
/// Documents one answer names, entries.
pub const ANSWER_DOCUMENTS: usize = 50;
/// Items one opinion objects to, entries.
pub const OBJECTED: usize = 5_000;
/// What one request for correction names as missing, entries.
pub const MISSING: usize = 100;
/// Enterprises one negotiation is to cover, entries.
pub const ENTERPRISES: usize = 5_000;

/// Prose: minutes, information given, a settlement, a clause, an explanation, a private note, characters.
pub const TEXT: usize = 20_000;
/// A reason, characters.
pub const REASON: usize = 20_000;
/// A message that accompanies an act, characters.
pub const MESSAGE: usize = 20_000;
/// A title, or the name of an organisation, characters.
pub const TITLE: usize = 200;
/// A person's name, characters.
pub const NAME: usize = 200;
/// One line: a post, place, number of a letter, voting body, topic, characters.
pub const SHORT: usize = 200;
/// The subject of a request for information, characters.
pub const SUBJECT: usize = 2_000;
/// A word that names something by its key: an item, a code, a digest, characters.
pub const KEY: usize = 200;
/// A code of an area or an organisation, of any jurisdiction, characters.
pub const CODE: usize = 40;
/// An exact decimal as text: a sign, twelve digits, a point, four digits, characters.
pub const DECIMAL: usize = 18;
/// A file's name, characters.
pub const FILE_NAME: usize = 120;
/// A media type, characters.
pub const MEDIA_TYPE: usize = 120;
/// A SHA-256 in hexadecimal, characters.
pub const SHA256: usize = 64;

/// A term sheet as canonical JSON, bytes.
pub const SHEET_BYTES: usize = 2 << 20;
/// What is stored of an act that counts as large, bytes.
pub const LARGE_ACT_BYTES: u64 = 64 << 10;
/// Large acts of one party in one negotiation, bytes in all: the record is read whole by whoever looks at it. What is not
/// large may always be done.
pub const LARGE_ACTS_BYTES: u64 = 8 << 20;
/// Items of a term sheet, entries.
pub const SHEET_ITEMS: usize = 5_000;
/// Bands of one item (years of service), entries.
pub const BANDS: usize = 200;
/// Classes of overtime hours of one item, entries.
pub const CLASSES: usize = 100;
/// Names of one code, entries.
pub const NAMES_OF_CODE: usize = 20;
/// Codes with names, of one kind, entries.
pub const NAMED_CODES: usize = 2_000;
/// A document delivered across the table, bytes.
pub const DOCUMENT_BYTES: u64 = 20 << 20;
/// The body of a request on a route without its own limit, bytes.
pub const BODY_BYTES: usize = 256 << 10;

/// Audits of one organisation that wait or run, entries.
pub const AUDITS_WAITING: usize = 20;
/// Findings of one audit that are kept to be read; all are counted, entries.
pub const FINDINGS_KEPT: usize = 100_000;
/// Rejected lines of one audit that are kept; all are counted, entries.
pub const REJECTS_KEPT: usize = 10_000;
/// Months without a line of one audit that are kept; all are counted, entries.
pub const GAPS_KEPT: usize = 10_000;
/// Rows of a table from a file other than a payroll, entries.
pub const ROWS: usize = 20_000;
/// Cells of a table from a file other than a payroll, entries.
pub const TABLE_CELLS: usize = 400_000;
/// Values in the JSON of a sheet that is being written, entries.
pub const SHEET_CELLS: usize = 100_000;
/// Changes told of one revision of a draft; of the others only the number, entries.
pub const CHANGES_TOLD: usize = 200;
/// Columns of a table from a file: a payroll, a grid of wages, entries.
pub const COLUMNS: usize = 200;

/// Faults told of one refused act, form or sheet; of the others only the number, entries.
pub const FAULTS_TOLD: usize = 200;
/// The largest magnitude of a number in JSON that every reader gets back unchanged: 2^53 − 1.
pub const SAFE_INTEGER: i64 = (1 << 53) - 1;

/// Reads a count that a JSON reader gets back unchanged: at most [`SAFE_INTEGER`].
///
/// # Errors
/// The deserialiser's, for a larger or a negative one.
pub fn safe<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let number = u64::deserialize(from)?;
    if i64::try_from(number).is_ok_and(|number| number <= SAFE_INTEGER) {
        Ok(number)
    } else {
        Err(D::Error::custom(format!("a whole number up to {SAFE_INTEGER} is expected")))
    }
}
