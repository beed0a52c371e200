//! What a text may hold, and when two names are one.
//!
//! A text that shows otherwise than it is stored lets one person pass for another and one number for another, so such
//! characters are refused, never dropped in silence. Chinese needs none of them; variation selectors (which pick the
//! shape of a character in a person's name) stay allowed.

use serde::Serialize;
use std::borrow::Cow;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Error)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TextFault {
    /// A control character (C0, DEL, C1, line and paragraph separators); line feed and tab too where one line is asked for.
    #[error("control character")]
    ControlCharacter,
    /// A character that turns the direction of what follows (U+061C, U+200E–F, U+202A–E, U+2066–9).
    #[error("bidirectional control")]
    BidiControl,
    /// A character without width (U+200B–D, U+2060–4, U+FEFF, soft hyphen, fillers, tags).
    #[error("invisible character")]
    InvisibleCharacter,
}

impl TextFault {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::ControlCharacter, Self::BidiControl, Self::InvisibleCharacter];

    /// Its code, kebab case: the key of its sentence is `field-<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ControlCharacter => "control-character",
            Self::BidiControl => "bidi-control",
            Self::InvisibleCharacter => "invisible-character",
        }
    }

    const fn of(c: char) -> Option<Self> {
        match c {
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => Some(Self::ControlCharacter),
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => {
                Some(Self::BidiControl)
            }
            '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' => {
                Some(Self::InvisibleCharacter)
            }
            '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => {
                Some(Self::InvisibleCharacter)
            }
            _ => None,
        }
    }
}

/// A text of one or more lines: line feed and tab are allowed.
///
/// # Errors
/// The first character that is not allowed.
pub fn clean_text(text: &str) -> Result<&str, TextFault> {
    let fault = text.chars().filter(|c| !matches!(c, '\n' | '\t')).find_map(TextFault::of);
    fault.map_or(Ok(text), Err)
}

/// A name, title, login or code: one line, without the white space around it.
///
/// # Errors
/// The first character that is not allowed.
pub fn clean_name(text: &str) -> Result<&str, TextFault> {
    let name = text.trim_matches(' ').trim_matches('\u{3000}');
    name.chars().find_map(TextFault::of).map_or_else(|| Ok(name.trim()), Err)
}

/// What two names are compared by: NFKC (full and half width, compatibility forms), runs of white space as one space.
/// Names are stored and shown as they were written.
pub fn name_key(name: &str) -> String {
    let normal: String = name.nfkc().collect();
    normal.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What two logins are compared by: as names, upper and lower case alike.
pub fn login_key(login: &str) -> String {
    name_key(login).to_lowercase()
}

/// A cell of a CSV file as office programs may safely open it: text that they would calculate gets an apostrophe before
/// it. A number stays a number, its sign too.
pub fn inert_cell(cell: &str) -> Cow<'_, str> {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula && !is_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// A decimal number as we write it: a sign maybe, digits, maybe a point and digits.
fn is_number(cell: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let unsigned = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    digits(whole) && digits(fraction)
}

#[cfg(test)]
mod tests;
