//! Who is at the table: sides, organisations, capacities.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The two sides of a negotiation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 职工方.
    WorkerSide,
    /// 企业方.
    EmployerSide,
}

impl Side {
    /// The opposite side.
    pub const fn other(self) -> Self {
        match self {
            Self::WorkerSide => Self::EmployerSide,
            Self::EmployerSide => Self::WorkerSide,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// 总工会: federation of trade unions (higher union).
    TradeUnionFederation,
    /// 行业工会联合会: industry union federation.
    UnionFederation,
    /// 企业工会: enterprise union.
    Union,
    /// 行业协会 or other employers' organisation.
    EmployerOrganisation,
    /// 企业: an employer.
    Enterprise,
    /// 劳动(人力资源社会保障)行政部门.
    LabourBureau,
}

impl OrganisationKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::TradeUnionFederation,
        Self::UnionFederation,
        Self::Union,
        Self::EmployerOrganisation,
        Self::Enterprise,
        Self::LabourBureau,
    ];

    /// The side an organisation of this kind may stand on; `None` for a bureau.
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::TradeUnionFederation | Self::UnionFederation | Self::Union => Some(Side::WorkerSide),
            Self::EmployerOrganisation | Self::Enterprise => Some(Side::EmployerSide),
            Self::LabourBureau => None,
        }
    }
}

/// What a mandate lets its holder act as, for the organisation it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MandateRole {
    /// 首席代表: may bind the side.
    ChiefRepresentative,
    /// 协商代表: may draft, table, ask and answer.
    Representative,
    /// Bureau reviewer: acknowledges, asks corrections, gives opinions, coordinates.
    Reviewer,
    /// Bureau (or federation) auditor: runs payroll audits, inspects.
    Auditor,
    /// Reads what the organisation may read; acts in nothing.
    Observer,
}

/// The person who acts, under which mandate, as recorded with the act.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Actor {
    /// Account id.
    pub account: Uuid,
    /// The person's name at that time.
    pub name: String,
    /// Mandate id.
    pub mandate: Uuid,
    /// The mandate's role.
    pub role: MandateRole,
    /// Organisation id the mandate is for.
    pub organisation: Uuid,
    /// Where the organisation stands in this negotiation.
    pub capacity: Capacity,
}

/// Where an actor's organisation stands in one negotiation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// Party of the workers.
    WorkerSide,
    /// Party of the employers.
    EmployerSide,
    /// An enterprise covered by the contract (member of the employers' party).
    CoveredEnterprise,
    /// The competent labour bureau.
    Bureau,
}

impl Capacity {
    /// As in JSON and in the log.
    pub const fn word(self) -> &'static str {
        match self {
            Self::WorkerSide => "worker_side",
            Self::EmployerSide => "employer_side",
            Self::CoveredEnterprise => "covered_enterprise",
            Self::Bureau => "bureau",
        }
    }

    /// The side, if it is one of the two parties.
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::WorkerSide => Some(Side::WorkerSide),
            Self::EmployerSide => Some(Side::EmployerSide),
            Self::CoveredEnterprise | Self::Bureau => None,
        }
    }
}
