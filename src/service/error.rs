//! What a service answers when it does not do what was asked.

use super::FieldCode;
use super::file_fault::FileFault;
use crate::db;
use chrono::NaiveDate;
use domain::bargaining::Refusal;
use domain::calendar::is_plausible;
use domain::policy::Denied;
use domain::term::SheetFaults;
use domain::term::grid::GridFault;
use domain::text::{TextFault, clean_name, clean_text};
use serde::Serialize;
use thiserror::Error;

/// One field at fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldFault {
    /// Field path.
    pub field: String,
    pub code: FieldCode,
}

/// A service's refusal.
#[derive(Debug, Error)]
pub enum Error {
    /// It does not exist, or not for this viewer.
    #[error("not found")]
    NotFound,
    /// The viewer sees it and may not do this.
    #[error("forbidden")]
    Forbidden,
    /// Nobody is signed in.
    #[error("unauthenticated")]
    Unauthenticated,
    /// Fields at fault, all at once.
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldFault>),
    /// A term sheet at fault.
    #[error("invalid sheet: {0:?}")]
    Sheet(SheetFaults),
    /// A file at fault.
    #[error("invalid file: {0:?}")]
    File(Vec<FileFault>),
    /// A table of wages at fault, cell by cell.
    #[error("invalid grid: {0:?}")]
    Grid(Vec<GridFault>),
    /// The procedure forbids the act.
    #[error("refused: {0}")]
    Refused(Box<Refusal>),
    /// Somebody else was first: look again and repeat.
    #[error("conflict")]
    Conflict,
    /// Passwords: too many at once, or too many wrong ones; come again in so many seconds.
    #[error("too many, {seconds} s")]
    TooMany { seconds: u64 },
    /// Too many streams of this account are open.
    #[error("too many streams")]
    Crowded,
    /// The store or the server could not take it now; nothing was changed.
    #[error("busy")]
    Busy,
    /// What is stored cannot be read; the log says what and why.
    #[error("unreadable")]
    Unreadable,
    /// Ours, with what brought it about; it is for the log only.
    #[error("internal")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A fault of ours: an error with its sources, or a sentence.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }
}

/// An error and what brought it about, each once: `a: b: c`.
pub fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut told: Vec<String> = Vec::new();
    for cause in std::iter::successors(Some(error), |error| error.source()) {
        let text = cause.to_string();
        // Some errors repeat their source in their own text.
        if !told.iter().any(|before| before.contains(&text)) {
            told.push(text);
        }
    }
    told.join(": ")
}

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Stale | db::Error::Taken => Self::Conflict,
            db::Error::Busy(cause) => {
                tracing::warn!(%cause, "the store is busy");
                Self::Busy
            }
            other => Self::internal(other),
        }
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        db::Error::from(error).into()
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Hidden => Self::NotFound,
            Denied::Forbidden => Self::Forbidden,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

/// Collects faults of fields.
#[derive(Debug, Default)]
pub(super) struct Faults(pub Vec<FieldFault>);

impl Faults {
    /// A fault unless `ok`.
    pub(super) fn check(&mut self, ok: bool, field: &str, code: FieldCode) {
        if !ok {
            self.0.push(FieldFault { field: field.to_owned(), code });
        }
    }

    /// Prose that must be there, at most `longest` characters.
    pub(super) fn text(&mut self, field: &str, text: &str, longest: usize) {
        self.check(!text.trim().is_empty(), field, FieldCode::Required);
        self.prose(field, text, longest);
    }

    /// Prose that may be empty, at most `longest` characters.
    pub(super) fn prose(&mut self, field: &str, text: &str, longest: usize) {
        self.clean(field, clean_text(text).err(), text, longest);
    }

    /// One line that must be there, at most `longest` characters; without the white space around it.
    pub(super) fn name<'a>(&mut self, field: &str, text: &'a str, longest: usize) -> &'a str {
        self.check(!text.trim().is_empty(), field, FieldCode::Required);
        self.line(field, text, longest)
    }

    /// One line that may be empty, at most `longest` characters; without the white space around it.
    pub(super) fn line<'a>(&mut self, field: &str, text: &'a str, longest: usize) -> &'a str {
        let cleaned = clean_name(text);
        self.clean(field, cleaned.err(), text, longest);
        cleaned.unwrap_or(text)
    }

    fn clean(&mut self, field: &str, fault: Option<TextFault>, text: &str, longest: usize) {
        if let Some(fault) = fault {
            self.check(false, field, fault.into());
        }
        self.check(text.chars().count() <= longest, field, FieldCode::TooLong);
    }

    /// A day from outside: 1900 to 2200.
    pub(super) fn day(&mut self, field: &str, day: NaiveDate) {
        self.check(is_plausible(day), field, FieldCode::DateRange);
    }

    /// A first day and maybe a last one, `from` and `to`, each from 1900 to 2200.
    pub(super) fn period(&mut self, from: NaiveDate, to: Option<NaiveDate>) {
        self.day("from", from);
        to.into_iter().for_each(|to| self.day("to", to));
        self.check(to.is_none_or(|to| from <= to), "to", FieldCode::BeforeFrom);
    }

    /// All faults at once.
    pub(super) fn finish(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }
}
