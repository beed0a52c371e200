//! The contract: one canonical text whose SHA-256 both chiefs sign.

use crate::bargaining::Negotiation;
use crate::party::Side;
use crate::term::{canonical_json, sha256_hex};
use serde_json::{Value, json};

/// The schema name every contract carries.
pub const SCHEMA: &str = "concord.contract/1";

/// The contract of a negotiation's draft, as a JSON value; `None` before there is a draft.
pub fn value(negotiation: &Negotiation) -> Option<Value> {
    let draft = negotiation.draft()?;
    let opening = negotiation.opening();
    let party = |side| {
        let party = opening.party(side);
        let chief = negotiation.delegation(side).and_then(|d| d.chief()).map(|c| c.name.clone());
        json!({"organisation": party.organisation, "name": party.name, "chief": chief})
    };
    Some(json!({
        "schema": SCHEMA,
        "negotiation": opening.id,
        "amendment": negotiation.amendments(),
        "title": opening.title,
        "jurisdiction": opening.jurisdiction,
        "area": opening.area,
        "industry": opening.industry,
        "parties": {"worker_side": party(Side::WorkerSide), "employer_side": party(Side::EmployerSide)},
        "enterprises": opening.enterprises,
        "sheet": draft.sheet.to_value(),
    }))
}

/// The exact bytes that are signed: RFC 8785 JSON. `None` before there is a draft, and for what has no such bytes.
pub fn text(negotiation: &Negotiation) -> Option<String> {
    canonical_json(&value(negotiation)?).ok()
}

/// SHA-256 (hex) of [`text`].
pub fn sha256(negotiation: &Negotiation) -> Option<String> {
    text(negotiation).map(sha256_hex)
}
