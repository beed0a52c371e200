//! How long a JSON value is as text, counted no further than asked.

use serde_json::Value;
use std::io::{self, Write};

/// Whether the compact text of a value is at most `most` bytes.
pub(super) fn within(value: &Value, most: usize) -> bool {
    serde_json::to_writer(Left(most), value).is_ok()
}

/// So many bytes are left.
struct Left(usize);

impl Write for Left {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
