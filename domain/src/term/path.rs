//! Where a value stands in an item or a sheet: `effective.from`, `bands[10].days`. One spelling for cells, drafts, redlines
//! and forms.

use serde_json::Value;

/// How rows of a list are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// A band by the year of service it begins with, which is then no value of its own; other rows by place.
    ByYears,
    /// By place, from 0.
    ByPlace,
}

/// The field that names a band.
pub(super) const YEARS: &str = "service_years_from";

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
            for (place, inner) in all.iter().enumerate() {
                match (rows, inner.get(YEARS), inner.get("days")) {
                    (Rows::ByYears, Some(years), Some(days)) => keep(format!("{root}[{years}].days"), days),
                    _ => leaves(inner, &format!("{root}[{place}]"), rows, keep),
                }
            }
        }
        leaf => keep(root.to_owned(), leaf),
    }
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
            ["bands[1].days=\"5\"", "bands[10].days=\"10\"", "open=null", "topics[0]=\"a\""]
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
