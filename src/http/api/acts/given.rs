//! An act as somebody gives it: a field that it does not know is refused. (What is stored may have been written by a later
//! version of the program: there it is passed over.)

use domain::bargaining::Act;
use serde::de::{Error, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::mem::take;
use validator::Validate;

/// An act. How much it may carry is the domain's to say, with everything else that makes it right.
#[derive(Validate)]
pub(in crate::http::api) struct ActBody {
    pub act: Act,
}

impl<'de> Deserialize<'de> for ActBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        let mut act: Act = serde_json::from_str(text.get()).map_err(D::Error::custom)?;
        let outline: Outline = serde_json::from_str(text.get()).map_err(D::Error::custom)?;
        // A sheet is read by rules of its own.
        let sheet = if let Act::TableOffer { sheet, .. } = &mut act { Some(take(sheet)) } else { None };
        let known = serde_json::to_value(&act).map_err(D::Error::custom)?;
        if let (Act::TableOffer { sheet, .. }, Some(given)) = (&mut act, sheet) {
            *sheet = given;
        }
        let unknown = outline.sheet.filter(|_| known.get("sheet").is_none()).map(|_| "sheet".to_owned());
        match unknown.or_else(|| outline.rest.iter().find_map(|(key, value)| unknown_in(value, known.get(key), key))) {
            Some(path) => Err(D::Error::custom(format!("unknown field `{path}`"))),
            None => Ok(Self { act }),
        }
    }
}

/// The fields given, but for what stands in a sheet.
#[derive(Deserialize)]
struct Outline {
    #[serde(default)]
    sheet: Option<IgnoredAny>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// The first field of what is given at `path` that was not read. What may be left out may be `null` too.
fn unknown_in(given: &Value, read: Option<&Value>, path: &str) -> Option<String> {
    match (given, read) {
        (Value::Null, _) => None,
        (_, None) => Some(path.to_owned()),
        (Value::Object(given), Some(read)) => {
            given.iter().find_map(|(key, value)| unknown_in(value, read.get(key), &format!("{path}.{key}")))
        }
        (Value::Array(given), Some(read)) => {
            let all = given.iter().enumerate();
            all.into_iter().find_map(|(n, value)| unknown_in(value, read.get(n), &format!("{path}[{n}]")))
        }
        _ => None,
    }
}
