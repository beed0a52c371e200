//! Records of delimited text with the line each begins on, in one streaming pass.
//!
//! The CSV reader counts lines by what it has consumed, which is wrong after CRLF and blank lines. Here line ends
//! are made one byte before it sees them, so that a record's first line is its last line less those inside it.

use csv::ByteRecord;
use memchr::{memchr, memchr_iter};
use std::io::{self, Read};

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;
/// UTF-8's mark at the beginning of a file.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// The bytes of the text, handed on without BOM, with `\n` line ends and a last line end.
struct Normalised<R> {
    inner: R,
    /// As read, and as handed on: equal length, so that a chunk without `\r` changes hands uncopied.
    raw: Vec<u8>,
    ready: Vec<u8>,
    /// The part of `ready` still to be handed on.
    at: usize,
    end: usize,
    started: bool,
    after_cr: bool,
    last: Option<u8>,
    ended: bool,
}

impl<R: Read> Normalised<R> {
    fn new(inner: R) -> Self {
        Self {
            inner,
            raw: vec![0; CHUNK],
            ready: vec![0; CHUNK],
            at: 0,
            end: 0,
            started: false,
            after_cr: false,
            last: None,
            ended: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let mut length = self.inner.read(&mut self.raw)?;
        let first = !self.started;
        self.started = true;
        // The first three bytes tell a BOM: read on until they are there.
        while first && (1..BOM.len()).contains(&length) {
            let Some(rest) = self.raw.get_mut(length..) else { break };
            match self.inner.read(rest)? {
                0 => break,
                more => length += more,
            }
        }
        let chunk = self.raw.get(..length).unwrap_or_default();
        (self.at, self.end) = (0, 0);
        if chunk.is_empty() {
            self.ended = true;
            if self.last != Some(b'\n') {
                self.push(b'\n');
            }
            return Ok(());
        }
        let from = if first && chunk.starts_with(BOM) { BOM.len() } else { 0 };
        if self.after_cr || memchr(b'\r', chunk).is_some() {
            self.unify(from, length);
        } else {
            std::mem::swap(&mut self.raw, &mut self.ready);
            (self.at, self.end) = (from, length);
        }
        if self.end > self.at {
            self.last = self.ready.get(self.end - 1).copied();
        }
        Ok(())
    }

    /// Hands on `raw[from..to]` with every `\r` and `\r\n` as `\n`.
    fn unify(&mut self, from: usize, to: usize) {
        let raw = std::mem::take(&mut self.raw);
        for byte in raw.get(from..to).unwrap_or_default() {
            match (self.after_cr, *byte) {
                (true, b'\n') => {}
                (_, b'\r') => self.push(b'\n'),
                (_, other) => self.push(other),
            }
            self.after_cr = *byte == b'\r';
        }
        self.raw = raw;
    }

    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.ready.get_mut(self.end) {
            *slot = byte;
            self.end += 1;
        }
    }
}

impl<R: Read> Read for Normalised<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.end {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let count = self.ready.get(self.at..self.end).unwrap_or_default().read(out)?;
        self.at += count;
        Ok(count)
    }
}

/// A text being read.
pub(crate) struct Records<R> {
    reader: csv::Reader<Normalised<R>>,
    /// The line after the last record.
    next_line: u64,
}

impl<R: Read> Records<R> {
    /// Starts reading; `delimiter` stands between two fields.
    pub(crate) fn new(inner: R, delimiter: u8) -> Self {
        Self {
            next_line: 1,
            reader: csv::ReaderBuilder::new()
                .flexible(true)
                .has_headers(false)
                .delimiter(delimiter)
                .buffer_capacity(CHUNK)
                .from_reader(Normalised::new(inner)),
        }
    }

    /// The next record and the line it begins on; `None` at the end.
    ///
    /// # Errors
    /// What the underlying reader says.
    pub(crate) fn next(&mut self, record: &mut ByteRecord) -> io::Result<Option<u64>> {
        if !self.reader.read_byte_record(record).map_err(io::Error::other)? {
            return Ok(None);
        }
        let next_line = self.reader.position().line();
        // One line further: the record has no line end inside and no blank line before.
        let inside = if next_line == self.next_line.saturating_add(1) {
            0
        } else {
            memchr_iter(b'\n', record.as_slice()).count()
        };
        self.next_line = next_line;
        let inside = u64::try_from(inside).unwrap_or(u64::MAX);
        Ok(Some(next_line.saturating_sub(1).saturating_sub(inside).max(1)))
    }

    /// What was read from.
    pub(crate) fn into_inner(self) -> R {
        self.reader.into_inner().inner
    }
}
