//! Records of a payroll CSV with the line each begins on, and the hash of the file, in one streaming pass.
//!
//! The CSV reader counts lines by what it has consumed, which is wrong after CRLF and blank lines. Here line ends
//! are made one byte before it sees them, so that a record's first line is its last line less those inside it.

use csv::ByteRecord;
use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;

/// The bytes of the file: hashed as they are, handed on without BOM, with `\n` line ends and a last line end.
struct Normalised<R> {
    inner: R,
    hasher: Sha256,
    raw: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    started: bool,
    after_cr: bool,
    last: u8,
    ended: bool,
}

impl<R: Read> Normalised<R> {
    fn fill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.at = 0;
        let mut length = self.inner.read(&mut self.raw)?;
        if !self.started {
            self.started = true;
            // The first three bytes tell a BOM: read on until they are there.
            while length < 3 {
                let Some(rest) = self.raw.get_mut(length..) else { break };
                match self.inner.read(rest)? {
                    0 => break,
                    more => length += more,
                }
            }
        }
        let chunk = self.raw.get(..length).unwrap_or_default();
        self.hasher.update(chunk);
        if chunk.is_empty() {
            self.ended = true;
            if self.last != b'\n' {
                self.ready.push(b'\n');
            }
            return Ok(());
        }
        let first = self.last == 0;
        let body = if first { chunk.strip_prefix(b"\xef\xbb\xbf").unwrap_or(chunk) } else { chunk };
        for byte in body {
            match (self.after_cr, *byte) {
                (true, b'\n') => {}
                (_, b'\r') => self.ready.push(b'\n'),
                (_, other) => self.ready.push(other),
            }
            self.after_cr = *byte == b'\r';
        }
        self.last = self.ready.last().copied().unwrap_or(if self.last == 0 { 1 } else { self.last });
        Ok(())
    }
}

impl<R: Read> Read for Normalised<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.ready.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let ready = self.ready.get(self.at..).unwrap_or_default();
        let count = ready.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.at += count;
        Ok(count)
    }
}

/// A payroll file being read.
pub struct Records<R> {
    reader: csv::Reader<Normalised<R>>,
}

impl<R: Read> Records<R> {
    /// Starts reading.
    pub fn new(inner: R) -> Self {
        let source = Normalised {
            inner,
            hasher: Sha256::new(),
            raw: vec![0; CHUNK],
            ready: Vec::with_capacity(CHUNK + 1),
            at: 0,
            started: false,
            after_cr: false,
            last: 0,
            ended: false,
        };
        Self {
            reader: csv::ReaderBuilder::new()
                .flexible(true)
                .has_headers(false)
                .buffer_capacity(CHUNK)
                .from_reader(source),
        }
    }

    /// The next record and the line it begins on; `None` at the end.
    ///
    /// # Errors
    /// What the underlying reader says.
    pub fn next(&mut self, record: &mut ByteRecord) -> io::Result<Option<u64>> {
        if !self.reader.read_byte_record(record).map_err(io::Error::other)? {
            return Ok(None);
        }
        let inside = record.as_slice().iter().filter(|byte| **byte == b'\n').count();
        let next_line = self.reader.position().line();
        let inside = u64::try_from(inside).unwrap_or(u64::MAX);
        Ok(Some(next_line.saturating_sub(1).saturating_sub(inside).max(1)))
    }

    /// SHA-256 (hex) of the file's bytes, once it has been read to the end.
    pub fn sha256(self) -> String {
        self.reader.into_inner().hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
