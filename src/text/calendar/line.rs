//! Content lines of RFC 5545: escaped, and folded to 75 octets.

/// Longest line, in octets, without its end.
const LONGEST: usize = 75;

/// A text as a value: no control character survives but the line end, which is written `\n`.
pub(super) fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Appends a line with its end; a long one goes on behind a space, never within a character.
pub(super) fn folded(line: &str, out: &mut String) {
    let mut left = LONGEST;
    for c in line.chars() {
        let size = c.len_utf8();
        if size > left {
            out.push_str("\r\n ");
            // The space counts.
            left = LONGEST.saturating_sub(1);
        }
        out.push(c);
        left = left.saturating_sub(size);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests;
