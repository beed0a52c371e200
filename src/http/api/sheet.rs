//! A term sheet as a body: any JSON. How much it may hold, and what of it is right, is for the domain to say.

use serde::Deserialize;
use serde_json::Value;
use validator::Validate;

/// A term sheet, maybe unfinished. In the document it stands as what it is, without a field around it.
#[derive(Deserialize, Validate)]
#[serde(transparent)]
pub(super) struct SheetBody {
    pub sheet: Value,
}
