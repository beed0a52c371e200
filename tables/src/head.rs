//! The header of a table: the first row in which the needed names stand, or two rows of which the upper one names groups.

use crate::workbook::merges::Merges;
use crate::{HEADER_WITHIN, Row};
use std::fmt;

/// What the names of a header mean to whoever asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Column by column what it is known as; `None`: unknown.
    pub means: Vec<Option<String>>,
    /// Column by column whether its numbers add up, so that one value for several rows belongs to none of them.
    pub sums: Vec<bool>,
    /// What is needed and not there.
    pub missing: Vec<String>,
}

impl Names {
    fn known(&self) -> usize {
        self.means.iter().flatten().count()
    }
}

/// A header that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Its row, or both.
    pub rows: Vec<u64>,
    /// Names of the columns as the file has them; of two rows `group/name`.
    pub names: Vec<String>,
}

/// No header: the row that is most like one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Its number.
    pub row: u64,
    /// What stands in it.
    pub stands: Vec<String>,
    /// What does not.
    pub missing: Vec<String>,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let missing: Vec<String> = self.missing.iter().map(|name| format!("missing column {name}")).collect();
        write!(
            f,
            "row {} read as the header: {}; in it stand: {}",
            self.row,
            missing.join("; "),
            self.stands.join(", ")
        )
    }
}

/// A header, what it means, and how many rows go before what stands under it.
pub(crate) struct Found {
    pub(crate) head: Head,
    pub(crate) names: Names,
    pub(crate) above: usize,
}

/// Looks for the header among the first rows.
///
/// # Errors
/// The row that is most like one, with how many names of it are known; `None`: there are no rows.
pub(crate) fn find(
    rows: &[Row],
    merges: &Merges,
    ask: &dyn Fn(&[String]) -> Names,
) -> Result<Found, Option<(usize, Missing)>> {
    let mut nearest: Option<(usize, Missing)> = None;
    for (index, row) in rows.iter().enumerate().take(HEADER_WITHIN) {
        let single = trimmed(&row.cells);
        let names = ask(&single);
        let mut best = Found { head: Head { rows: vec![row.number], names: single }, names, above: index + 1 };
        if let Some(below) = rows.get(index + 1)
            && let Some(joined) = joined(row, below, merges)
        {
            let names = ask(&joined);
            // A title over the header is no group of it.
            let more = names.known() > best.names.known() && names.known() > ask(&trimmed(&below.cells)).known();
            if more || best.names.missing.is_empty() {
                let head = Head { rows: vec![row.number, below.number], names: joined };
                best = Found { head, names, above: index + 2 };
            }
        }
        if best.names.missing.is_empty() {
            return Ok(best);
        }
        if nearest.as_ref().is_none_or(|(known, _)| best.names.known() > *known) {
            let missing = Missing {
                sheet: None,
                row: row.number,
                stands: best.head.names.iter().filter(|name| !name.is_empty()).cloned().collect(),
                missing: best.names.missing.clone(),
            };
            nearest = Some((best.names.known(), missing));
        }
    }
    Err(nearest)
}

/// The names of a row, as far as there are any.
pub(crate) fn trimmed(cells: &[String]) -> Vec<String> {
    let names: Vec<String> = cells.iter().map(|cell| one_line(cell)).collect();
    let end = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
    names.into_iter().take(end).collect()
}

/// Without line ends and the white space around it.
fn one_line(cell: &str) -> String {
    let text = cell.trim().trim_start_matches('\u{feff}');
    if text.contains(['\n', '\r']) { text.split_whitespace().collect() } else { text.to_owned() }
}

/// The names of two rows as one, where the lower one names parts of groups that the upper one names, and nothing else.
pub(crate) fn joined(upper: &Row, lower: &Row, merges: &Merges) -> Option<Vec<String>> {
    let (above, below) = (trimmed(&upper.cells), trimmed(&lower.cells));
    if below.is_empty() || below.iter().any(|text| is_value(text)) {
        return None;
    }
    let width = above.len().max(below.len());
    let (mut group, mut end) = (String::new(), 0);
    let mut out = Vec::with_capacity(width);
    for index in 0..width {
        let own = above.get(index).map_or("", String::as_str);
        let part = below.get(index).map_or("", String::as_str);
        if !own.is_empty() {
            own.clone_into(&mut group);
            // Merged cells say how far a group goes; without them it goes to the next one.
            let next =
                above.iter().skip(index + 1).position(|text| !text.is_empty()).map_or(width, |more| index + 1 + more);
            end = merges.across(upper.number, index + 1).unwrap_or(next).min(next);
            if !part.is_empty() && end <= index + 1 {
                return None;
            }
        }
        let within = index < end;
        out.push(match (within, part) {
            (true, "") if own.is_empty() => String::new(),
            (_, "") => own.to_owned(),
            (true, part) => format!("{group}/{part}"),
            (false, part) => part.to_owned(),
        });
    }
    Some(out)
}

/// Whether a text is a number or a date rather than a name.
fn is_value(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits > 0 && digits.saturating_mul(2) >= text.chars().count()
}
