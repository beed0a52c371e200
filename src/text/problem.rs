//! A refusal in the reader's language: title, detail, citation, every fault at once. Pages and API show this one.

use super::sheet_fault;
use crate::i18n::Lang;
use crate::service::{Error, FieldFault};
use domain::bargaining::{Refusal, sentence_key};
use domain::statute::Citation;
use domain::term::SheetFault;
use domain::term::grid::{GridFault, GridProblem};
use serde::Serialize;

/// What went wrong, in words.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Told)]
pub struct Problem {
    /// A few words.
    pub title: String,
    /// Code, snake case.
    pub code: String,
    /// A sentence.
    pub detail: String,
    /// The article that forbids it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citation: Option<Citation>,
    /// Every field at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// How many more fields are at fault than are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<usize>,
}

/// One field at fault.
#[derive(Clone, Debug, Default, Serialize, utoipa::ToSchema)]
pub struct Fault {
    /// Key of the term sheet's item, if it is in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// Field path.
    pub field: String,
    /// Code, snake case.
    pub code: String,
    /// A sentence.
    pub message: String,
    /// The rule of the term sheet's format, as the format words it, in English whatever the reader's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// A service's error in words.
pub fn problem(error: &Error, lang: Lang) -> Problem {
    let (code, faults) = match error {
        Error::NotFound => ("not-found", Vec::new()),
        Error::Forbidden => ("forbidden", Vec::new()),
        Error::Unauthenticated => ("unauthenticated", Vec::new()),
        Error::Conflict => ("conflict", Vec::new()),
        Error::TooMany { seconds } => return too_many(*seconds, lang),
        Error::Crowded => ("crowded", Vec::new()),
        Error::Busy => ("busy", Vec::new()),
        Error::Unreadable => ("unreadable", Vec::new()),
        Error::Internal(_) => ("internal", Vec::new()),
        Error::Invalid(faults) => ("invalid", faults.iter().map(|f| field(f, lang)).collect()),
        Error::Sheet(faults) => {
            let told = faults.iter().map(|fault| sheet(fault, lang)).collect();
            return Problem { more: some(faults.more), ..general("sheet-invalid", told, lang) };
        }
        Error::File(lines) => ("file-invalid", lines.iter().map(|line| file(line)).collect()),
        Error::Grid(faults) => ("file-invalid", faults.iter().map(|fault| grid(fault, lang)).collect()),
        Error::Refused(refusal) => return refused(refusal, lang),
    };
    general(code, faults, lang)
}

/// A request of the wrong shape; `detail` says what was expected.
pub fn shape(detail: &str, lang: Lang) -> Problem {
    let (title, detail) = (lang.t("problem-shape"), detail.to_owned());
    Problem { title, code: "shape".to_owned(), detail, citation: None, faults: Vec::new(), more: None }
}

/// A body larger than the route takes.
pub fn too_large(most: usize, lang: Lang) -> Problem {
    let detail = lang.ta("problem-too-large-detail", &[("most", &size(most))]);
    Problem { detail, ..general("too-large", Vec::new(), lang) }
}

/// As people write sizes: whole MiB, else KiB.
fn size(bytes: usize) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{} KiB", bytes >> 10) }
}

/// Given up after so many seconds.
pub fn timed_out(seconds: u64, lang: Lang) -> Problem {
    let detail = lang.ta("problem-timed-out-detail", &[("seconds", &seconds.to_string())]);
    Problem { detail, ..general("timed-out", Vec::new(), lang) }
}

/// Parameters of a query at fault.
pub fn invalid(faults: &[FieldFault], lang: Lang) -> Problem {
    general("invalid", faults.iter().map(|fault| field(fault, lang)).collect(), lang)
}

/// Too many sign-ins; come again in so many seconds.
pub fn too_many(seconds: u64, lang: Lang) -> Problem {
    let detail = lang.ta("problem-too-many-detail", &[("seconds", &seconds.to_string())]);
    Problem { detail, ..general("too-many", Vec::new(), lang) }
}

fn general(code: &str, faults: Vec<Fault>, lang: Lang) -> Problem {
    Problem {
        title: lang.t(&format!("problem-{code}")),
        code: code.replace('-', "_"),
        detail: lang.t(&format!("problem-{code}-detail")),
        citation: None,
        faults,
        more: None,
    }
}

fn refused(refusal: &Refusal, lang: Lang) -> Problem {
    let args: Vec<(&'static str, &str)> = refusal.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let fields = refusal.faults.iter().map(|fault| {
        let limit = fault.limit.map(|limit| limit.to_string());
        let mut args = args.clone();
        args.extend(limit.as_deref().map(|limit| ("limit", limit)));
        let (field, code) = (fault.field.clone(), fault.code.word().to_owned());
        Fault { item: None, field, code, message: lang.ta(&sentence_key(fault.code), &args), rule: None }
    });
    Problem {
        title: lang.t("problem-refused"),
        code: refusal.code.word().to_owned(),
        detail: lang.ta(&refusal.key(), &args),
        citation: refusal.citation.clone(),
        faults: fields.chain(refusal.sheet.iter().map(|fault| sheet(fault, lang))).collect(),
        more: some(refusal.more),
    }
}

fn some(more: usize) -> Option<usize> {
    (more > 0).then_some(more)
}

fn field(fault: &FieldFault, lang: Lang) -> Fault {
    let message = lang.t(&format!("field-{}", fault.code));
    Fault { item: None, field: fault.field.clone(), code: fault.code.replace('-', "_"), message, rule: None }
}

fn sheet(fault: &SheetFault, lang: Lang) -> Fault {
    let code = serde_json::to_value(&fault.problem).ok();
    let code = code.and_then(|value| value["code"].as_str().map(str::to_owned)).unwrap_or_default();
    let (item, field) = (fault.item.clone(), fault.field.clone());
    Fault { item, field, code, message: sheet_fault(&fault.problem, lang), rule: Some(fault.problem.to_string()) }
}

fn grid(fault: &GridFault, lang: Lang) -> Fault {
    let code = serde_json::to_value(&fault.problem).ok();
    let code = code.and_then(|value| value["code"].as_str().map(str::to_owned)).unwrap_or_default();
    let rule = match &fault.problem {
        GridProblem::Field { problem } => Some(problem.to_string()),
        _ => None,
    };
    Fault { item: None, field: super::grid_place(fault, lang), code, message: super::grid_fault(fault, lang), rule }
}

fn file(line: &str) -> Fault {
    Fault { item: None, field: "file".to_owned(), code: "unreadable".to_owned(), message: line.to_owned(), rule: None }
}
