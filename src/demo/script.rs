//! The shape of the fixtures.

use super::Fields;
use crate::service::notes::Mark;
use domain::bargaining::Reopening;
use domain::bargaining_limit::Bound;
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

/// One step: when, by whom, what.
#[derive(Debug, Deserialize)]
pub(super) struct Step {
    pub at: String,
    pub by: String,
    /// Name under which the act's number is saved.
    #[serde(default)]
    pub save: Option<String>,
    #[serde(flatten)]
    pub what: What,
}

/// What is done. In an act `$name` stands for the number of the act saved under that name, `{…}` for a day.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum What {
    Act(Fields),
    Document(ScriptedDocument),
    Note(Note),
    Mark(Marking),
    BargainingLimit(Bounding),
    Draft(Drafting),
}

/// A file of the side; private unless it is served.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScriptedDocument {
    pub name: String,
    pub text: String,
    pub confidential: bool,
    pub serve: bool,
}

/// A caucus note; without an item on the whole.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    #[serde(default)]
    pub item: Option<String>,
    pub text: String,
}

/// What an item is to the side.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Marking {
    pub item: String,
    pub mark: Mark,
}

/// A bound that a chief sets the own side.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bounding {
    pub item: String,
    pub field: String,
    pub bound: Bound,
    pub value: String,
    pub note: String,
}

/// The side's draft, worked on: the one there is, or its last offer, with some fields changed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Drafting {
    pub set: Vec<Setting>,
    pub message: String,
}

/// A field of an item, and what it is set to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Setting {
    pub item: String,
    pub field: String,
    pub value: String,
}
