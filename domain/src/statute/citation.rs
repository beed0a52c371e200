//! Where a value comes from and how far it is trusted.

use serde::{Deserialize, Serialize};

/// How far a value is trusted; shown to users beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// Read in the text of the instrument.
    Verified,
    /// Read in a press report or secondary page.
    Press,
    /// From memory; to be confirmed.
    Unverified,
}

/// An instrument and its article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Citation {
    /// Its name in its own language.
    pub instrument: String,
    /// E.g. `55`; empty where the instrument has none.
    pub article: String,
}

/// A value of the law with its citation and trust.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Cited<T> {
    pub value: T,
    /// Its source.
    pub citation: Citation,
    /// How far it is trusted.
    pub trust: Trust,
}
