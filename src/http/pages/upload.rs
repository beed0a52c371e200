//! Files sent with a form of ours: its token comes first and is checked before any file is read.

use super::visit::{Visit, check_token};
use crate::http::clean::Cleaner;
use crate::http::{Failed, State, spool};
use crate::service::Error;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use std::fs::File;

/// Most files of one form.
const MOST_FILES: usize = 4;

/// A visit that sends files.
#[derive(Debug)]
pub(super) struct Uploaded {
    pub visit: Visit,
    fields: Vec<Part>,
}

/// One field of the form.
#[derive(Debug)]
struct Part {
    field: String,
    file_name: String,
    bytes: Vec<u8>,
}

impl Uploaded {
    /// The file of a field, unless none was chosen.
    pub fn take(&mut self, field: &str) -> Option<Vec<u8>> {
        self.take_named(field).map(|(_, bytes)| bytes).filter(|bytes| !bytes.is_empty())
    }

    /// The file of a field, maybe empty, with the name its sender gave it; none where none was chosen.
    pub fn take_named(&mut self, field: &str) -> Option<(String, Vec<u8>)> {
        let chosen = |part: &Part| part.field == field && !(part.file_name.is_empty() && part.bytes.is_empty());
        let at = self.fields.iter().position(chosen)?;
        let part = self.fields.swap_remove(at);
        Some((part.file_name, part.bytes))
    }

    /// The text of a field.
    pub fn text(&self, field: &str) -> &str {
        let part = self.fields.iter().find(|part| part.field == field);
        part.and_then(|part| std::str::from_utf8(&part.bytes).ok()).unwrap_or_default()
    }
}

fn broken(error: MultipartError) -> Failed {
    Failed::Shape(error.status(), error.body_text())
}

/// The names of a field and of its file.
fn names(part: &Field<'_>) -> Result<(String, String), Error> {
    let (field, file) = (part.name().unwrap_or_default(), part.file_name().unwrap_or_default());
    let mut cleaner = Cleaner::default();
    cleaner.text(field, field);
    cleaner.text(field, file);
    cleaner.finish()?;
    Ok((field.to_owned(), file.to_owned()))
}

/// A form whose token has been checked; its files are still to come.
async fn opened(request: Request, state: &State) -> Result<(Visit, Multipart), Failed> {
    let (mut parts, body) = request.into_parts();
    let visit = Visit::from_request_parts(&mut parts, state).await?;
    visit.signed_in()?;
    let form = Multipart::from_request(Request::from_parts(parts, body), state).await;
    let mut form = form.map_err(|rejection| Failed::Shape(rejection.status(), rejection.body_text()))?;
    let first = form.next_field().await.map_err(broken)?;
    let token = match first {
        Some(field) if field.name() == Some("csrf") => field.text().await.map_err(broken)?,
        _ => return Err(Error::Forbidden.into()),
    };
    check_token(&visit, &token)?;
    Ok((visit, form))
}

/// A visit that sends large files: they are kept in temporary files.
#[derive(Debug)]
pub(super) struct Spooled {
    pub visit: Visit,
    files: Vec<(String, File)>,
}

impl Spooled {
    /// The file of a field, unless none was chosen.
    pub fn take(&mut self, field: &str) -> Option<File> {
        let at = self.files.iter().position(|(name, _)| name == field)?;
        Some(self.files.swap_remove(at).1)
    }
}

impl FromRequest<State> for Spooled {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &State) -> Result<Self, Failed> {
        let (visit, mut form) = opened(request, state).await?;
        let mut files = Vec::new();
        while let Some(part) = form.next_field().await.map_err(broken)? {
            let (name, _) = names(&part)?;
            if files.len() == MOST_FILES {
                break;
            }
            files.extend(spool::field(part, broken).await?.map(|file| (name, file)));
        }
        Ok(Self { visit, files })
    }
}

impl FromRequest<State> for Uploaded {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &State) -> Result<Self, Failed> {
        let (visit, mut form) = opened(request, state).await?;
        let mut fields = Vec::new();
        while let Some(part) = form.next_field().await.map_err(broken)? {
            let (field, file_name) = names(&part)?;
            fields.push(Part { field, file_name, bytes: part.bytes().await.map_err(broken)?.to_vec() });
        }
        Ok(Self { visit, fields })
    }
}
