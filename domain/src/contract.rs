//! The contract: one canonical text whose SHA-256 both chiefs sign.

use crate::bargaining::{Negotiation, Party};
use crate::party::Side;
use crate::term::{TermSheet, canonical_json, sha256_hex};
use serde::Serialize;
use uuid::Uuid;

/// The schema name every contract carries.
pub const SCHEMA: &str = "concord.contract/1";

/// A contract as it is signed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Contract {
    /// [`SCHEMA`].
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Key))]
    pub schema: String,
    /// The negotiation it comes from.
    pub negotiation: Uuid,
    /// 0 for the contract itself, then the number of the amendment.
    pub amendment: u32,
    /// Title of the negotiation.
    pub title: String,
    /// Code of the rulebook.
    pub jurisdiction: String,
    /// Division code.
    pub area: String,
    /// Code of the industry.
    pub industry: String,
    /// Who signs.
    pub parties: Parties,
    /// Enterprises covered, where the contract names them.
    pub enterprises: Vec<Party>,
    /// What is agreed.
    pub sheet: SignedSheet,
}

/// The sheet with the name of its format.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignedSheet {
    /// [`term::SCHEMA`](crate::term::SCHEMA).
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Key))]
    pub schema: String,
    /// What is agreed.
    #[serde(flatten)]
    pub sheet: TermSheet,
}

/// Who signs a contract.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Parties {
    /// The workers' side.
    pub worker_side: Signatory,
    /// The employers' side.
    pub employer_side: Signatory,
}

/// An organisation with the chief who signs for it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Signatory {
    /// Organisation.
    pub organisation: Uuid,
    /// Its name.
    pub name: String,
    /// Name of the chief; none before the delegation is named.
    pub chief: Option<String>,
}

/// The contract of a negotiation's draft; `None` before there is a draft.
pub fn contract(negotiation: &Negotiation) -> Option<Contract> {
    let draft = negotiation.draft()?;
    let opening = negotiation.opening();
    let party = |side| {
        let party = opening.party(side);
        let chief = negotiation.delegation(side).and_then(|d| d.chief()).map(|c| c.name.clone());
        Signatory { organisation: party.organisation, name: party.name.clone(), chief }
    };
    Some(Contract {
        schema: SCHEMA.to_owned(),
        negotiation: opening.id,
        amendment: negotiation.amendments(),
        title: opening.title.clone(),
        jurisdiction: opening.jurisdiction.clone(),
        area: opening.area.clone(),
        industry: opening.industry.clone(),
        parties: Parties { worker_side: party(Side::WorkerSide), employer_side: party(Side::EmployerSide) },
        enterprises: opening.enterprises.clone(),
        sheet: SignedSheet { schema: crate::term::SCHEMA.to_owned(), sheet: draft.sheet.clone() },
    })
}

/// The exact bytes that are signed: RFC 8785 JSON. `None` before there is a draft, and for what has no such bytes.
pub fn text(negotiation: &Negotiation) -> Option<String> {
    canonical_json(&serde_json::to_value(contract(negotiation)?).ok()?).ok()
}

/// SHA-256 (hex) of [`text`].
pub fn sha256(negotiation: &Negotiation) -> Option<String> {
    text(negotiation).map(sha256_hex)
}
