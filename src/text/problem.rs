//! A refusal in the reader's language: title, detail, citation, every fault at once. Pages and API show this one.

use super::file::file_fault;
use super::sheet_fault;
use crate::i18n::Lang;
use crate::service::file_fault::FileFault;
use crate::service::{Error, FieldCode, FieldFault};
use domain::bargaining::{Refusal, RefusalCode, sentence_key};
use domain::statute::Citation;
use domain::term::SheetFault;
use domain::term::grid::{GridFault, GridProblem};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};

/// What went wrong, in words.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Told)]
pub struct Problem {
    /// A few words.
    pub title: String,
    pub code: ProblemCode,
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

/// Codes of problems that are no refusal by the procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GeneralCode {
    NotFound,
    Forbidden,
    Unauthenticated,
    Conflict,
    Crowded,
    Busy,
    Unreadable,
    Internal,
    Invalid,
    SheetInvalid,
    FileInvalid,
    Shape,
    TooLarge,
    TimedOut,
    TooMany,
}

impl GeneralCode {
    /// Every code.
    pub const ALL: &'static [Self] = &[
        Self::NotFound,
        Self::Forbidden,
        Self::Unauthenticated,
        Self::Conflict,
        Self::Crowded,
        Self::Busy,
        Self::Unreadable,
        Self::Internal,
        Self::Invalid,
        Self::SheetInvalid,
        Self::FileInvalid,
        Self::Shape,
        Self::TooLarge,
        Self::TimedOut,
        Self::TooMany,
    ];

    /// The word of the locales: `problem-<word>`, `problem-<word>-detail`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Forbidden => "forbidden",
            Self::Unauthenticated => "unauthenticated",
            Self::Conflict => "conflict",
            Self::Crowded => "crowded",
            Self::Busy => "busy",
            Self::Unreadable => "unreadable",
            Self::Internal => "internal",
            Self::Invalid => "invalid",
            Self::SheetInvalid => "sheet-invalid",
            Self::FileInvalid => "file-invalid",
            Self::Shape => "shape",
            Self::TooLarge => "too-large",
            Self::TimedOut => "timed-out",
            Self::TooMany => "too-many",
        }
    }
}

/// What tells problems apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ProblemCode {
    General(GeneralCode),
    /// The procedure forbids the act.
    Refused(RefusalCode),
}

impl utoipa::PartialSchema for ProblemCode {
    /// One list of words: some are words of both.
    fn schema() -> RefOr<Schema> {
        let refused = RefusalCode::ALL.iter().map(|code| code.word().to_owned());
        let words: BTreeSet<String> =
            GeneralCode::ALL.iter().map(|code| code.word().replace('-', "_")).chain(refused).collect();
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).into()
    }
}

impl utoipa::ToSchema for ProblemCode {}

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

impl Fault {
    /// A field that is not as it must be.
    pub fn of(field: &str, code: FieldCode, lang: Lang) -> Self {
        let message = lang.t(&format!("field-{}", code.word()));
        Self { field: field.to_owned(), code: code.word().replace('-', "_"), message, ..Self::default() }
    }
}

/// A service's error in words.
pub fn problem(error: &Error, lang: Lang) -> Problem {
    let (code, faults) = match error {
        Error::NotFound => (GeneralCode::NotFound, Vec::new()),
        Error::Forbidden => (GeneralCode::Forbidden, Vec::new()),
        Error::Unauthenticated => (GeneralCode::Unauthenticated, Vec::new()),
        Error::Conflict => (GeneralCode::Conflict, Vec::new()),
        Error::TooMany { seconds } => return too_many(*seconds, lang),
        Error::Crowded => (GeneralCode::Crowded, Vec::new()),
        Error::Busy => (GeneralCode::Busy, Vec::new()),
        Error::Unreadable => (GeneralCode::Unreadable, Vec::new()),
        Error::Internal(_) => (GeneralCode::Internal, Vec::new()),
        Error::Invalid(faults) => (GeneralCode::Invalid, faults.iter().map(|f| field(f, lang)).collect()),
        Error::Sheet(faults) => {
            let told = faults.iter().map(|fault| sheet(fault, lang)).collect();
            return Problem { more: some(faults.more), ..general(GeneralCode::SheetInvalid, told, lang) };
        }
        Error::File(faults) => (GeneralCode::FileInvalid, faults.iter().map(|fault| file(fault, lang)).collect()),
        Error::Grid(faults) => (GeneralCode::FileInvalid, faults.iter().map(|fault| grid(fault, lang)).collect()),
        Error::Refused(refusal) => return refused(refusal, lang),
    };
    general(code, faults, lang)
}

/// A request of the wrong shape; `detail` says what was expected.
pub fn shape(detail: &str, lang: Lang) -> Problem {
    let (title, detail) = (lang.t("problem-shape"), detail.to_owned());
    Problem {
        title,
        code: ProblemCode::General(GeneralCode::Shape),
        detail,
        citation: None,
        faults: Vec::new(),
        more: None,
    }
}

/// A body larger than the route takes.
pub fn too_large(most: usize, lang: Lang) -> Problem {
    let detail = lang.ta("problem-too-large-detail", &[("most", &size(most))]);
    Problem { detail, ..general(GeneralCode::TooLarge, Vec::new(), lang) }
}

/// As people write sizes: whole MiB, else KiB.
fn size(bytes: usize) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{} KiB", bytes >> 10) }
}

/// Given up after so many seconds.
pub fn timed_out(seconds: u64, lang: Lang) -> Problem {
    let detail = lang.ta("problem-timed-out-detail", &[("seconds", &seconds.to_string())]);
    Problem { detail, ..general(GeneralCode::TimedOut, Vec::new(), lang) }
}

/// Parameters of a query at fault.
pub fn invalid(faults: &[FieldFault], lang: Lang) -> Problem {
    general(GeneralCode::Invalid, faults.iter().map(|fault| field(fault, lang)).collect(), lang)
}

/// Too many sign-ins; come again in so many seconds.
pub fn too_many(seconds: u64, lang: Lang) -> Problem {
    let detail = lang.ta("problem-too-many-detail", &[("seconds", &seconds.to_string())]);
    Problem { detail, ..general(GeneralCode::TooMany, Vec::new(), lang) }
}

fn general(code: GeneralCode, faults: Vec<Fault>, lang: Lang) -> Problem {
    Problem {
        title: lang.t(&format!("problem-{}", code.word())),
        code: ProblemCode::General(code),
        detail: lang.t(&format!("problem-{}-detail", code.word())),
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
        code: ProblemCode::Refused(refusal.code),
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
    Fault::of(&fault.field, fault.code, lang)
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

fn file(fault: &FileFault, lang: Lang) -> Fault {
    let (field, code) = (fault.file.word().to_owned(), fault.code.replace('-', "_"));
    Fault { item: None, field, code, message: file_fault(fault, lang), rule: None }
}
