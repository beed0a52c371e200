//! Documents delivered across the table, and what of an act given in confidence others may still read.

use super::context::{Context, Faults, Guarded, resting_on};
use super::{Act, Negotiation, Refusal, RefusalCode, Seq, Stage, Stamp};
use crate::party::Side;
use serde::Serialize;

/// Largest document, in bytes.
pub const LARGEST_DOCUMENT: u64 = 20 << 20;
/// Longest file name, in characters.
pub const LONGEST_NAME: usize = 120;

/// What a document may be.
pub const MEDIA_TYPES: [&str; 7] = [
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "image/png",
    "image/jpeg",
    "text/plain",
    "text/csv",
];

/// A document served. Its name and content are the act's and the store's: they may be a secret, this is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServedDocument {
    /// The delivery.
    pub stamp: Stamp,
    /// Whose.
    pub side: Side,
    /// Its id.
    pub document: i64,
    /// For the two delegations alone.
    pub confidential: bool,
}

/// A document as an act names it.
pub(super) struct Naming<'a> {
    pub document: i64,
    pub name: &'a str,
    pub media_type: &'a str,
    pub size: u64,
    pub sha256: &'a str,
}

pub(super) fn serve(c: &Context<'_>, named: &Naming<'_>) -> Guarded {
    c.side()?;
    c.stage(!c.state.stage.is_over() && !matches!(c.state.stage, Stage::Draft))?;
    if c.state.documents.iter().any(|d| d.document == named.document) {
        return Err(Refusal::new(RefusalCode::DocumentServed).at("document"));
    }
    let mut faults = Faults::default();
    faults.text("name", named.name);
    faults.check(named.name.chars().count() <= LONGEST_NAME, "name", RefusalCode::TooLong);
    faults.check(MEDIA_TYPES.contains(&named.media_type), "media_type", RefusalCode::Unknown);
    faults.check(named.size > 0, "size", RefusalCode::MustBePositive);
    faults.check(named.size <= LARGEST_DOCUMENT, "size", RefusalCode::TooLong);
    let hex = named.sha256.len() == 64 && named.sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    faults.check(hex, "sha256", RefusalCode::DocumentDiffers);
    faults.finish()?;
    Ok(resting_on(c.procedure.disclosure.as_ref()))
}

pub(super) fn apply_serve(n: &mut Negotiation, stamp: Stamp, side: Side, document: i64, confidential: bool) {
    n.documents.push(ServedDocument { stamp, side, document, confidential });
}

/// An answer may name documents its side has served, none twice.
pub(super) fn answering(c: &Context<'_>, side: Side, documents: &[Seq], faults: &mut Faults) {
    for (i, seq) in documents.iter().enumerate() {
        let known = c.state.documents.iter().any(|d| d.stamp.seq == *seq && d.side == side);
        faults.check(known, format!("documents[{i}]"), RefusalCode::Unknown);
        faults.check(!documents.iter().take(i).any(|d| d == seq), format!("documents[{i}]"), RefusalCode::Duplicate);
    }
}

impl Negotiation {
    /// Documents served, in order.
    pub fn documents(&self) -> &[ServedDocument] {
        &self.documents
    }
}

impl Act {
    /// What of an act given in confidence those may read who are not bound to keep it: that it was done, not what
    /// was given. `None` for an act that hides nothing.
    pub fn withheld(&self) -> Option<Self> {
        match self {
            Self::AnswerInformation { request, given, confidential: true, .. } => Some(Self::AnswerInformation {
                request: *request,
                given: *given,
                content: String::new(),
                confidential: true,
                documents: Vec::new(),
            }),
            Self::ServeDocument { document, confidential: true, .. } => Some(Self::ServeDocument {
                document: *document,
                name: String::new(),
                media_type: String::new(),
                size: 0,
                sha256: String::new(),
                confidential: true,
            }),
            _ => None,
        }
    }
}
