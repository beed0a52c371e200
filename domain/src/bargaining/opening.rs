//! What a negotiation is about, fixed before its first act.

use crate::party::{Capacity, Side};
use crate::term::TermSheet;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An organisation with its name as written in the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Party {
    /// Organisation id.
    pub organisation: Uuid,
    /// Its name.
    pub name: String,
}

/// Ground rule: how an agreed item may be opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reopening {
    /// Both sides must ask.
    Mutual,
    /// Either side may, until every item is agreed; then both must ask.
    EitherUntilAll,
}

/// The frame of one negotiation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Opening {
    /// Id.
    pub id: Uuid,
    pub title: String,
    /// Code of the rulebook.
    pub jurisdiction: String,
    /// Code of the area, in the form of the jurisdiction.
    pub area: String,
    /// Class of industry.
    pub industry: String,
    /// The workers' party.
    pub worker_side: Party,
    /// The employers' party.
    pub employer_side: Party,
    /// The competent bureau.
    pub bureau: Party,
    /// Enterprises the contract is to cover.
    pub enterprises: Vec<Party>,
    /// The sheet of the contract before, if any.
    #[serde(with = "sheet_json")]
    pub previous: Option<TermSheet>,
    /// Ground rule on reopening.
    pub reopening: Reopening,
    /// Who starts.
    pub initiator: Side,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
}

impl Opening {
    /// The party on a side.
    pub const fn party(&self, side: Side) -> &Party {
        match side {
            Side::WorkerSide => &self.worker_side,
            Side::EmployerSide => &self.employer_side,
        }
    }

    /// Where an organisation stands here; `None` for an outsider.
    pub fn capacity_of(&self, organisation: Uuid) -> Option<Capacity> {
        if organisation == self.worker_side.organisation {
            Some(Capacity::WorkerSide)
        } else if organisation == self.employer_side.organisation {
            Some(Capacity::EmployerSide)
        } else if organisation == self.bureau.organisation {
            Some(Capacity::Bureau)
        } else if self.enterprises.iter().any(|e| e.organisation == organisation) {
            Some(Capacity::CoveredEnterprise)
        } else {
            None
        }
    }
}

/// A sheet within the opening: its canonical value, read back with every rule of the format.
mod sheet_json {
    use crate::term::TermSheet;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::Value;

    pub(super) fn serialize<S: Serializer>(sheet: &Option<TermSheet>, serializer: S) -> Result<S::Ok, S::Error> {
        sheet.as_ref().map(TermSheet::to_value).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<TermSheet>, D::Error> {
        let Some(value) = Option::<Value>::deserialize(deserializer)? else { return Ok(None) };
        TermSheet::from_value(&value).map(Some).map_err(|faults| D::Error::custom(format!("previous: {faults:?}")))
    }
}
