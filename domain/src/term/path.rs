//! Where a value stands in an item or a sheet: `effective.from`, `bands[10].days`. One spelling for cells, drafts, redlines
//! and forms.

use serde_json::Value;

/// How rows of a list are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// A band by the year of service it begins with and a class of hours by its code, which are then no values of their
    /// own; a list of plain values is one value; other rows by place.
    ByYears,
    /// By place, from 0.
    ByPlace,
}

/// The field that names a band.
pub(super) const YEARS: &str = "service_years_from";
/// Lists whose rows are named, and by which field.
pub(super) const NAMED_ROWS: [(&str, &str); 2] = [("bands", YEARS), ("classes", "code")];

/// Every value that holds no other, with its path from `root` (empty: none).
pub fn leaves<'a>(value: &'a Value, root: &str, rows: Rows, keep: &mut dyn FnMut(String, &'a Value)) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let path = if root.is_empty() { name.clone() } else { format!("{root}.{name}") };
                leaves(inner, &path, rows, keep);
            }
        }
        Value::Array(all) => {
            let by = NAMED_ROWS.iter().find(|(list, _)| rows == Rows::ByYears && *list == root).map(|(_, by)| *by);
            if rows == Rows::ByYears && !all.is_empty() && !all.iter().any(|v| v.is_object() || v.is_array()) {
                keep(root.to_owned(), value);
                return;
            }
            for (place, inner) in all.iter().enumerate() {
                match by.and_then(|by| Some((by, name(inner.get(by)?)?))) {
                    Some((by, name)) => {
                        for (field, inner) in inner.as_object().into_iter().flatten().filter(|(field, _)| *field != by)
                        {
                            leaves(inner, &format!("{root}[{name}].{field}"), rows, keep);
                        }
                    }
                    None => leaves(inner, &format!("{root}[{place}]"), rows, keep),
                }
            }
        }
        leaf => keep(root.to_owned(), leaf),
    }
}

/// What names a row, as it stands in a path.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The list, the name of its row and the field of `bands[10].days`, `classes[eid].multiplier`.
pub fn named_row(path: &str) -> Option<(&'static str, &str, &str)> {
    NAMED_ROWS.iter().find_map(|(list, _)| {
        let (name, field) = path.strip_prefix(list)?.strip_prefix('[')?.rsplit_once("].")?;
        Some((*list, name, field))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn paths(value: &Value, rows: Rows) -> Vec<String> {
        let mut out = Vec::new();
        leaves(value, "", rows, &mut |path, leaf| out.push(format!("{path}={leaf}")));
        out
    }

    #[test]
    fn bands_are_named_by_their_years_or_by_their_place() {
        let item = json!({"bands": [{"service_years_from": 1, "days": "5"}, {"service_years_from": 10, "days": "10"}],
            "topics": ["a"], "open": null});
        assert_eq!(
            paths(&item, Rows::ByYears),
            ["bands[1].days=\"5\"", "bands[10].days=\"10\"", "open=null", "topics=[\"a\"]"]
        );
        assert_eq!(
            paths(&json!({"bands": item["bands"]}), Rows::ByPlace),
            [
                "bands[0].days=\"5\"",
                "bands[0].service_years_from=1",
                "bands[1].days=\"10\"",
                "bands[1].service_years_from=10"
            ]
        );
    }
}
