//! Who of a side edited what in its draft.

use super::{loose_cells, loose_changes};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The last change of one cell of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Edit {
    /// Item key; empty for the sheet's own fields.
    pub item: String,
    /// Field path.
    pub field: String,
    /// The person's name at that time.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The edits of a draft after `by` made it `after`: one for each cell that is not as in `base`. `before` is the draft
/// as it stood with its edits, `None` where it begins anew from its base.
pub fn edits(base: &Value, before: Option<(&Value, &[Edit])>, after: &Value, by: &str, at: DateTime<Utc>) -> Vec<Edit> {
    let empty = (base, &[][..]);
    let (stood, known) = before.unwrap_or(empty);
    let (was, is) = (loose_cells(stood), loose_cells(after));
    let known: BTreeMap<(&str, &str), &Edit> =
        known.iter().map(|edit| ((edit.item.as_str(), edit.field.as_str()), edit)).collect();
    let mark = |item: String, field: String| {
        let cell = (item, field);
        let touched = was.get(&cell) != is.get(&cell);
        let old = known.get(&(cell.0.as_str(), cell.1.as_str()));
        match old.filter(|_| !touched) {
            Some(old) => Edit::clone(old),
            None => Edit { item: cell.0, field: cell.1, by: by.to_owned(), at },
        }
    };
    loose_changes(base, after).into_iter().map(|change| mark(change.item, change.field)).collect()
}
