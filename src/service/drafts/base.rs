//! What a draft starts from.

use crate::service::{FieldCode, FieldFault};
use domain::bargaining::{Negotiation, Seq};
use domain::term::TermSheet;
use serde::{Serialize, Serializer};
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{Object, Schema, Type};

/// What a draft starts from: its edits are told against it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// Nothing.
    #[default]
    Blank,
    /// The contract before.
    Previous,
    /// An offer of either side, by the number of its act.
    Offer(Seq),
}

impl Base {
    /// `blank`, `previous`, `offer:12`.
    pub fn word(self) -> String {
        match self {
            Self::Blank => "blank".to_owned(),
            Self::Previous => "previous".to_owned(),
            Self::Offer(seq) => format!("offer:{seq}"),
        }
    }

    /// Of a word; anything unknown is nothing to start from.
    pub fn from_word(word: &str) -> Self {
        match word.strip_prefix("offer:").map(str::parse) {
            Some(Ok(seq)) => Self::Offer(seq),
            _ if word == "previous" => Self::Previous,
            _ => Self::Blank,
        }
    }

    /// Its sheet; `None` where this negotiation has no such thing.
    pub fn sheet(self, state: &Negotiation) -> Option<Value> {
        match self {
            Self::Blank => Some(Value::Null),
            Self::Previous => state.opening().previous.as_ref().map(TermSheet::to_value),
            Self::Offer(seq) => {
                state.offers().iter().find(|offer| offer.stamp.seq == seq).map(|offer| offer.sheet.to_value())
            }
        }
    }
}

pub(super) fn unknown() -> FieldFault {
    FieldFault { field: "base".to_owned(), code: FieldCode::Unknown }
}

impl utoipa::PartialSchema for Base {
    fn schema() -> RefOr<Schema> {
        let word = Object::builder().schema_type(Type::String).pattern(Some("^(blank|previous|offer:[0-9]+)$"));
        word.build().into()
    }
}

impl utoipa::ToSchema for Base {}

impl Serialize for Base {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.word())
    }
}
