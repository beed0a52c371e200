//! Files sent with a form of ours: its token comes first and is checked before any file is read.

use super::visit::{Visit, check_token};
use crate::http::{Failed, State};
use crate::service::Error;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};

/// A visit that sends files.
#[derive(Debug)]
pub(super) struct Uploaded {
    pub visit: Visit,
    files: Vec<(String, Vec<u8>)>,
}

impl Uploaded {
    /// The file of a field, unless none was chosen.
    pub fn take(&mut self, name: &str) -> Option<Vec<u8>> {
        let at = self.files.iter().position(|(field, bytes)| field == name && !bytes.is_empty())?;
        Some(self.files.swap_remove(at).1)
    }
}

fn broken(error: MultipartError) -> Failed {
    Failed::Shape(error.status(), error.body_text())
}

impl FromRequest<State> for Uploaded {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &State) -> Result<Self, Failed> {
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
        let mut files = Vec::new();
        while let Some(field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            files.push((name, field.bytes().await.map_err(broken)?.to_vec()));
        }
        Ok(Self { visit, files })
    }
}
