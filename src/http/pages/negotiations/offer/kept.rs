//! What the form has no field for goes through it unchanged.

use super::kinds::{fields, time};
use crate::http::pages::form::{Input, Posted};
use crate::i18n::Lang;
use serde_json::{Map, Value};

/// Fields of an item that its form does not have.
#[derive(Debug, Default)]
pub(super) struct Kept(Map<String, Value>);

impl Kept {
    /// What the form brought along.
    pub fn of(posted: &Posted, path: &str) -> Self {
        Self(serde_json::from_str(posted.get(&format!("{path}.kept"))).unwrap_or_default())
    }

    /// As the form brings it along; nothing where there is nothing.
    pub fn text(&self) -> Option<String> {
        (!self.0.is_empty()).then(|| Value::from(self.0.clone()).to_string())
    }

    /// The fields in words.
    pub fn labels(&self, lang: Lang) -> String {
        self.0.keys().map(|field| lang.t(&format!("label-{field}"))).collect::<Vec<_>>().join(lang.comma())
    }

    /// Puts it into the item that was read from the form.
    pub fn into(self, item: &mut Map<String, Value>) {
        item.extend(self.0);
    }
}

/// An item as its form shows it, and what the form has no field for.
pub(super) fn apart(item: &Value) -> (Value, Kept) {
    let (mut plain, mut kept) = (Map::new(), Map::new());
    let kind = item["kind"].as_str().unwrap_or_default();
    for (name, value) in item.as_object().into_iter().flatten() {
        let field = fields(kind).iter().chain(time(kind)).find(|field| field.name == name);
        let fits =
            field.is_some_and(|field| value.is_array() <= matches!(field.input, Input::Rows(_)) && !value.is_object());
        match (name.as_str(), value) {
            // The form has a box a month.
            ("months", Value::Array(_)) if field.is_some() => {}
            ("key" | "kind", _) => drop(plain.insert(name.clone(), value.clone())),
            _ if fits || fields(kind).is_empty() => drop(plain.insert(name.clone(), value.clone())),
            _ => drop(kept.insert(name.clone(), value.clone())),
        }
    }
    (Value::Object(plain), Kept(kept))
}
