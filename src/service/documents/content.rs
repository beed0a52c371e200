//! What a file is, by its content: its name only says what it claims to be.

use crate::service::FieldCode;
use domain::limits::DOCUMENT_BYTES;
use encoding_rs::GB18030;
use infer::MatcherType;
use std::io::{Cursor, Read};
use zip::ZipArchive;

const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What an office file may come to when unpacked, in bytes: more is made to do harm.
const LARGEST_INSIDE: u64 = 256 << 20;
/// Most parts of an office file.
const MOST_PARTS: usize = 10_000;
/// Largest list of parts.
const LARGEST_LIST: u64 = 1 << 20;

/// What a name's ending claims.
fn claimed(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "pdf" => PDF,
        "docx" => DOCX,
        "xlsx" => XLSX,
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "txt" => "text/plain",
        "csv" => "text/csv",
        _ => return None,
    })
}

/// The media type of a file that is what its name claims; otherwise the code of what is wrong.
pub(super) fn kind(name: &str, content: &[u8]) -> Result<&'static str, FieldCode> {
    if content.is_empty() {
        return Err(FieldCode::DocumentEmpty);
    }
    if u64::try_from(content.len()).is_ok_and(|size| size > DOCUMENT_BYTES) {
        return Err(FieldCode::DocumentLarge);
    }
    let claimed = claimed(name).ok_or(FieldCode::DocumentKind)?;
    let fits = match claimed {
        DOCX => office(content, "word/document.xml", "wordprocessingml.document.main+xml", LARGEST_INSIDE)?,
        XLSX => office(content, "xl/workbook.xml", "spreadsheetml.sheet.main+xml", LARGEST_INSIDE)?,
        "text/plain" | "text/csv" => text(content),
        other => infer::get(content).is_some_and(|found| found.mime_type() == other),
    };
    if fits { Ok(claimed) } else { Err(FieldCode::DocumentDiffers) }
}

/// UTF-8 or GB 18030 without control characters, and no page, script or PDF in disguise.
fn text(content: &[u8]) -> bool {
    let disguised = infer::get(content).is_some_and(|t| t.matcher_type() == MatcherType::Text || t.mime_type() == PDF);
    let written = |text: &str| !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'));
    let decoded = || GB18030.decode_without_bom_handling_and_without_replacement(content).is_some_and(|t| written(&t));
    !disguised && std::str::from_utf8(content).map_or_else(|_| decoded(), written)
}

/// A package of Office Open XML with this main part, without macros, that can be unpacked without harm.
fn office(content: &[u8], main: &str, main_type: &str, largest: u64) -> Result<bool, FieldCode> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(content)) else { return Ok(false) };
    if archive.len() > MOST_PARTS {
        return Err(FieldCode::DocumentBomb);
    }
    let (mut list, mut has_main, mut unpacked) = (String::new(), false, 0_u64);
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { return Ok(false) };
        let Ok(name) = part.name().map(std::borrow::Cow::into_owned) else { return Ok(false) };
        if part.enclosed_name().is_none() || name.to_ascii_lowercase().ends_with("vbaproject.bin") {
            return Ok(false);
        }
        has_main |= name == main;
        let left = largest.saturating_sub(unpacked);
        if part.size() > left {
            return Err(FieldCode::DocumentBomb);
        }
        // What a part says of its size may be a lie: it is unpacked, and no further than the limit.
        let mut limited = part.take(left.saturating_add(1));
        let read = if name == "[Content_Types].xml" {
            limited.set_limit(left.saturating_add(1).min(LARGEST_LIST));
            limited.read_to_string(&mut list).ok().and_then(|read| u64::try_from(read).ok())
        } else {
            std::io::copy(&mut limited, &mut std::io::sink()).ok()
        };
        let Some(read) = read else { return Ok(false) };
        if read > left {
            return Err(FieldCode::DocumentBomb);
        }
        unpacked = unpacked.saturating_add(read);
    }
    Ok(has_main && list.contains(main_type) && !list.contains("macroEnabled"))
}

#[cfg(test)]
mod tests;
