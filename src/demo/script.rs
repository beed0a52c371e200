//! The shape of the fixtures.

use super::Fields;
use domain::bargaining::Reopening;
use domain::party::{MandateRole, OrganisationKind};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub organisations: Vec<Organisation>,
    pub accounts: Vec<Account>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisation {
    pub key: String,
    pub name: String,
    pub name_en: String,
    pub kind: OrganisationKind,
    pub credit_code: Option<String>,
    pub area: String,
    pub industry: String,
    pub parent: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    pub login: String,
    pub name: String,
    pub locale: String,
    pub mandates: Vec<Mandate>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mandate {
    pub organisation: String,
    pub role: MandateRole,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Negotiation {
    pub name: String,
    pub title: String,
    pub industry: String,
    pub worker_org: String,
    pub employer_org: String,
    pub bureau_org: String,
    /// Login of who opens it.
    pub by: String,
    pub reopening: Reopening,
    /// Name of the negotiation whose contract is the one before.
    #[serde(default)]
    pub previous: Option<String>,
    pub opened: String,
    pub steps: Vec<Step>,
}

/// One act: when, by whom, what. `$name` stands for the number of the act saved under that name, `{…}` for a day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub at: String,
    pub by: String,
    pub deed: Fields,
    #[serde(default)]
    pub save: Option<String>,
}
