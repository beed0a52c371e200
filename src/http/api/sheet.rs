//! A term sheet as a body: any JSON. How much it may hold, and what of it is right, is for the domain to say.

use domain::schema::SheetJson;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;

/// A term sheet, maybe unfinished.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(transparent)]
pub(super) struct SheetBody {
    #[schema(value_type = SheetJson)]
    pub sheet: Value,
}
