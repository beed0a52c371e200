//! Documents delivered across the table, and what of an act given in confidence others may still read.

use super::context::Context;
use super::faults::Faults;
use super::{Act, Negotiation, Refusal, RefusalCode, Seq, Stage, Stamp};
use crate::party::Side;
use serde::Serialize;
use uuid::Uuid;

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
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ServedDocument {
    /// The delivery.
    pub stamp: Stamp,
    /// Whose.
    pub side: Side,
    /// Its id.
    pub document: Uuid,
    /// For the two delegations alone.
    pub confidential: bool,
}

pub(super) fn may_serve(c: &Context<'_>) -> Result<(), Refusal> {
    c.side()?;
    c.stage(!c.state.stage.is_over() && !matches!(c.state.stage, Stage::Draft))
}

/// One of the side's own, exactly as it is stored, and each once. `named`: name, media type, size, SHA-256.
pub(super) fn stored(c: &Context<'_>, document: Uuid, named: (&str, &str, u64, &str)) -> Result<(), Refusal> {
    let side = c.side()?;
    let refuse = |code| Err(Refusal::new(code).at("document"));
    if c.state.documents.iter().any(|d| d.document == document) {
        return refuse(RefusalCode::DocumentServed);
    }
    let Some(stored) = c.references.document.as_ref().filter(|d| d.id == document && d.side == side) else {
        return refuse(RefusalCode::Unknown);
    };
    let kept = (stored.name.as_str(), stored.media_type.as_str(), stored.size, stored.sha256.as_str());
    if named == kept { Ok(()) } else { refuse(RefusalCode::DocumentDiffers) }
}

pub(super) fn apply_serve(n: &mut Negotiation, stamp: Stamp, side: Side, document: Uuid, confidential: bool) {
    n.documents.push(ServedDocument { stamp, side, document, confidential });
}

/// An answer may name documents its side has served.
pub(super) fn answering(c: &Context<'_>, side: Side, documents: &[Seq], faults: &mut Faults) {
    for (i, seq) in documents.iter().enumerate() {
        let known = c.state.documents.iter().any(|d| d.stamp.seq == *seq && d.side == side);
        faults.check(known, format!("documents[{i}]"), RefusalCode::Unknown);
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
