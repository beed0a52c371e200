//! Text in the encodings and with the delimiters that office programs write, as UTF-8.

use encoding_rs::{CoderResult, Decoder, DecoderResult, GB18030, UTF_16BE, UTF_16LE};
use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;
/// Lines looked at to tell the delimiter.
const LINES: usize = 20;

/// How characters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Gb18030,
}

impl Encoding {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
        }
    }

    /// The encoding of a word.
    pub(crate) fn named(word: &str) -> Option<Self> {
        [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Gb18030].into_iter().find(|encoding| encoding.word() == word)
    }

    /// The encoding of a text that begins with these bytes. `whole`: there is no more of it.
    pub(crate) fn of(first: &[u8], whole: bool) -> Self {
        if first.starts_with(b"\xff\xfe") {
            return Self::Utf16Le;
        }
        if first.starts_with(b"\xfe\xff") {
            return Self::Utf16Be;
        }
        // A window may end within a character.
        let end = if whole { first.len() } else { first.len().saturating_sub(4) };
        let first = first.get(..end).unwrap_or_default();
        if std::str::from_utf8(first).is_ok() {
            return Self::Utf8;
        }
        let (mut good, mut bad) = (0_usize, 0_usize);
        for chunk in first.utf8_chunks() {
            good = good.saturating_add(chunk.valid().chars().filter(|c| !c.is_ascii()).count());
            bad = bad.saturating_add(usize::from(!chunk.invalid().is_empty()));
        }
        // Some wrong bytes in a text of UTF-8 are faults of their cells, no other encoding.
        let other = good < bad.saturating_mul(10);
        let fits = || {
            let mut out = vec![0; CHUNK];
            let mut decoder = GB18030.new_decoder_without_bom_handling();
            let mut from = first;
            loop {
                let (result, read, _) = decoder.decode_to_utf8_without_replacement(from, &mut out, whole);
                from = from.get(read..).unwrap_or_default();
                match result {
                    DecoderResult::Malformed(..) => return false,
                    DecoderResult::InputEmpty => return true,
                    DecoderResult::OutputFull => {}
                }
            }
        };
        if other && fits() { Self::Gb18030 } else { Self::Utf8 }
    }

    fn decoder(self) -> Option<Decoder> {
        Some(match self {
            Self::Utf8 => return None,
            Self::Utf16Le => UTF_16LE.new_decoder_without_bom_handling(),
            Self::Utf16Be => UTF_16BE.new_decoder_without_bom_handling(),
            Self::Gb18030 => GB18030.new_decoder_without_bom_handling(),
        })
    }

    /// The first lines as text, as far as they can be read.
    pub(crate) fn beginning(self, first: &[u8]) -> String {
        let first = first.get(..first.len().min(CHUNK)).unwrap_or_default();
        let Some(mut decoder) = self.decoder() else { return String::from_utf8_lossy(first).into_owned() };
        let mut out = String::with_capacity(decoder.max_utf8_buffer_length(first.len()).unwrap_or(CHUNK));
        let (_result, ..): (CoderResult, usize, bool) = decoder.decode_to_string(first, &mut out, false);
        out
    }
}

/// What stands between two fields: the one of comma, semicolon and tab that the fullest of the first lines has most of,
/// outside quotation marks.
pub(crate) fn delimiter(beginning: &str) -> u8 {
    let mut most = [(0_usize, b'\t'), (0, b';'), (0, b',')];
    let mut quoted = false;
    let mut counts = [0_usize; 3];
    let mut lines = 0;
    for byte in beginning.bytes().chain([b'\n']) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                for (best, count) in most.iter_mut().zip(counts) {
                    best.0 = best.0.max(count);
                }
                counts = [0; 3];
                lines += usize::from(byte == b'\n');
                if lines > LINES {
                    break;
                }
            }
            byte if !quoted => {
                for (count, (_, delimiter)) in counts.iter_mut().zip(most) {
                    *count += usize::from(byte == delimiter);
                }
            }
            _ => {}
        }
    }
    // Of equal ones the first: a comma stands in numbers too.
    let mut found = (0, b',');
    for (count, byte) in most {
        if count > found.0 {
            found = (count, byte);
        }
    }
    found.1
}

/// Bytes as they are read, hashed on the way.
struct Hashed<R> {
    inner: R,
    hasher: Sha256,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(out)?;
        self.hasher.update(out.get(..length).unwrap_or_default());
        Ok(length)
    }
}

/// A text as UTF-8, with the hash of the bytes it is made of. A character that cannot be read becomes a byte that is no
/// UTF-8, so that whoever takes the cell for text hears of it.
pub(crate) struct Decoded<R> {
    inner: Hashed<R>,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    raw_at: usize,
    raw_end: usize,
    out: Vec<u8>,
    at: usize,
    end: usize,
    last: bool,
    done: bool,
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(inner: R, encoding: Encoding) -> Self {
        let decoder = encoding.decoder();
        let size = if decoder.is_some() { CHUNK } else { 0 };
        let inner = Hashed { inner, hasher: Sha256::new() };
        let (raw, out) = (vec![0; size], vec![0; size]);
        Self { inner, decoder, raw, raw_at: 0, raw_end: 0, out, at: 0, end: 0, last: false, done: false }
    }

    /// SHA-256 (hex) of what was read.
    pub(crate) fn sha256(self) -> String {
        hex(&self.inner.hasher.finalize())
    }

    fn decode(&mut self) -> io::Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        if self.raw_at == self.raw_end && !self.last {
            (self.raw_at, self.raw_end) = (0, self.inner.read(&mut self.raw)?);
            self.last = self.raw_end == 0;
        }
        let from = self.raw.get(self.raw_at..self.raw_end).unwrap_or_default();
        // One byte is kept for what cannot be read.
        let length = self.out.len().saturating_sub(1);
        let to = self.out.get_mut(..length).unwrap_or_default();
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(from, to, self.last);
        self.raw_at += read;
        (self.at, self.end) = (0, written);
        match result {
            DecoderResult::Malformed(..) => {
                if let Some(slot) = self.out.get_mut(written) {
                    *slot = 0xff;
                    self.end += 1;
                }
            }
            DecoderResult::InputEmpty => self.done = self.last,
            DecoderResult::OutputFull => {}
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none() {
            return self.inner.read(to);
        }
        while self.at == self.end {
            if self.done {
                return Ok(0);
            }
            self.decode()?;
        }
        let count = self.out.get(self.at..self.end).unwrap_or_default().read(to)?;
        self.at += count;
        Ok(count)
    }
}

/// SHA-256 (hex) of everything that is still to be read.
pub(crate) fn sha256_of(file: &mut impl Read) -> io::Result<String> {
    let (mut hasher, mut chunk) = (Sha256::new(), vec![0; CHUNK]);
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(hex(&hasher.finalize())),
            length => hasher.update(chunk.get(..length).unwrap_or_default()),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
