//! What a field takes, and how its text becomes a value of the API's JSON.

use super::Posted;
use crate::http::shape;
use crate::service::FieldCode;
use crate::text::problem::Fault;
use chrono::NaiveDateTime;
use chrono_tz::Tz;
use domain::calendar;
use domain::limits;
use serde_json::{Map, Value};
use validator::ValidateLength;

/// One field of a form; `name` is the last step of its path.
#[derive(Clone, Copy, Debug)]
pub(in crate::http::pages) struct Field {
    pub name: &'static str,
    pub input: Input,
    /// May stay empty: left out of the value then.
    pub optional: bool,
    /// At most so many characters; none: as many as its kind takes.
    pub most: Option<usize>,
    /// Its label is `label-<this>`: the name, unless the same name means something else elsewhere.
    pub label: &'static str,
}

/// What it takes.
#[derive(Clone, Copy, Debug)]
pub(in crate::http::pages) enum Input {
    /// A line of text.
    Line,
    /// A line of text with what the page's list of this name suggests.
    Listed(&'static str),
    Prose,
    /// One text a line.
    Lines,
    /// A whole number.
    Whole,
    /// Years: a whole number, or a decimal kept as text.
    Years,
    /// An exact decimal, kept as text.
    Decimal,
    /// A day.
    Date,
    /// An instant in the server's zone.
    Instant,
    /// A box to tick.
    Check,
    /// One of some words: labels are `<family>-<word>`.
    Choice(&'static [&'static str], &'static str),
    /// Yes or no, one of which must be said; labels are `<family>-true` and `<family>-false`.
    YesNo(&'static str),
    /// One of the options given with the form, a text.
    Pick,
    /// One of the options given with the form, a whole number.
    PickWhole,
    /// Any of the options given with the form.
    Picks,
    /// Any of the options given with the form, whole numbers.
    PicksWhole,
    /// Fixed by the page.
    Hidden,
    /// Rows of fields; rows without any text are left out.
    Rows(&'static [Field]),
    /// Fields under a common name.
    Group(&'static [Field]),
}

impl Input {
    /// Texts whose being empty the domain itself tells.
    const fn is_text(self) -> bool {
        matches!(self, Self::Line | Self::Listed(_) | Self::Prose)
    }
}

impl Field {
    pub const fn new(name: &'static str, input: Input) -> Self {
        Self { name, input, optional: false, most: None, label: name }
    }

    pub const fn optional(name: &'static str, input: Input) -> Self {
        Self { name, input, optional: true, most: None, label: name }
    }

    /// The same, called otherwise.
    pub const fn called(self, label: &'static str) -> Self {
        Self { label, ..self }
    }

    /// The same, at most so many characters long.
    pub const fn most(self, most: usize) -> Self {
        Self { most: Some(most), ..self }
    }

    /// At most so many characters, where somebody types them.
    pub fn longest(&self) -> Option<usize> {
        match self.input {
            Input::Line | Input::Listed(_) => self.most.or(Some(limits::SHORT)),
            Input::Prose | Input::Lines => self.most.or(Some(limits::TEXT)),
            Input::Decimal | Input::Whole | Input::Years => Some(limits::DECIMAL),
            _ => None,
        }
    }

    /// The path of this field under `prefix`.
    pub fn path(&self, prefix: &str) -> String {
        if prefix.is_empty() { self.name.to_owned() } else { format!("{prefix}.{}", self.name) }
    }
}

/// Reads fields into an object. Texts that are no value of their kind are faults, or stay as texts for the
/// domain to refuse.
pub(in crate::http::pages) struct Reader<'a> {
    pub form: &'a Posted,
    pub zone: Tz,
    /// Path and message key of each fault.
    pub faults: Vec<(String, FieldCode)>,
}

impl Reader<'_> {
    pub fn object(&mut self, prefix: &str, fields: &[Field]) -> Map<String, Value> {
        let mut out = Map::new();
        for field in fields {
            let value = self.value(&field.path(prefix), field);
            if let Some(value) = value {
                out.insert(field.name.to_owned(), value);
            }
        }
        out
    }

    fn value(&mut self, path: &str, field: &Field) -> Option<Value> {
        let text = self.form.get(path);
        self.length(path, text, field);
        match field.input {
            Input::Check => Some(Value::Bool(!text.is_empty())),
            Input::Lines => {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                Some(Value::Array(lines.map(Value::from).collect()))
            }
            Input::Picks => Some(Value::Array(self.form.all(path).map(Value::from).collect())),
            Input::PicksWhole => {
                let texts: Vec<String> = self.form.all(path).map(|text| text.trim().to_owned()).collect();
                Some(Value::Array(texts.iter().filter_map(|text| self.whole(path, text)).collect()))
            }
            Input::Rows(fields) => Some(Value::Array(self.rows(path, fields))),
            Input::Group(fields) => Some(Value::Object(self.object(path, fields))),
            _ if text.trim().is_empty() => {
                self.empty(path, field);
                (!field.optional && field.input.is_text()).then(|| Value::from(""))
            }
            Input::Line
            | Input::Listed(_)
            | Input::Decimal
            | Input::Date
            | Input::Choice(..)
            | Input::Pick
            | Input::Hidden => Some(Value::from(text.trim())),
            Input::Years => {
                let text = text.trim();
                Some(text.parse::<u16>().map_or_else(|_| Value::from(text), Value::from))
            }
            Input::Prose => Some(Value::from(text.trim_end())),
            Input::YesNo(_) => Some(Value::Bool(text == "true")),
            Input::Whole | Input::PickWhole => self.whole(path, text.trim()),
            Input::Instant => self.instant(path, text.trim()),
        }
    }

    /// The limit that the field shows holds too where nothing shows it.
    fn length(&mut self, path: &str, text: &str, field: &Field) {
        let long = field.longest().is_some_and(|most| !text.validate_length(None, Some(shape::most(most)), None));
        if long {
            self.faults.push((path.to_owned(), FieldCode::TooLong));
        }
    }

    /// Texts are asked for by the domain itself; what cannot even be written without a value is asked for here.
    fn empty(&mut self, path: &str, field: &Field) {
        if !field.optional && !field.input.is_text() {
            self.faults.push((path.to_owned(), FieldCode::Required));
        }
    }

    fn whole(&mut self, path: &str, text: &str) -> Option<Value> {
        match text.parse::<u32>() {
            Ok(number) => Some(Value::from(number)),
            Err(_) => {
                self.faults.push((path.to_owned(), FieldCode::Whole));
                None
            }
        }
    }

    fn instant(&mut self, path: &str, text: &str) -> Option<Value> {
        let parsed = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
        match parsed.and_then(|at| calendar::instant(at, self.zone)) {
            Some(at) => serde_json::to_value(at).ok(),
            None => {
                self.faults.push((path.to_owned(), FieldCode::Instant));
                None
            }
        }
    }

    fn rows(&mut self, path: &str, fields: &'static [Field]) -> Vec<Value> {
        let filled = |row: &str| {
            fields.iter().any(|f| {
                let texts = !matches!(f.input, Input::Check | Input::Choice(..));
                texts && self.form.some(&f.path(row)).is_some()
            })
        };
        let rows: Vec<String> = self.form.indexes(path).iter().map(|index| format!("{path}[{index}]")).collect();
        let rows: Vec<String> = rows.into_iter().filter(|row| filled(row)).collect();
        rows.iter().map(|row| Value::Object(self.object(row, fields))).collect()
    }

    /// The faults in words.
    pub fn told(&self, lang: crate::i18n::Lang) -> Vec<Fault> {
        self.faults.iter().map(|(field, code)| Fault::of(field, *code, lang)).collect()
    }
}
