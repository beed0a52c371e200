//! Steps that are no acts: a side's notes and marks, documents stored and served.

use super::script::{Marking, Note, Paper};
use super::{Fault, Loading, at};
use crate::service::acts::Terms;
use crate::service::documents::{self, Upload};
use crate::service::{Viewer, notes};
use domain::bargaining::Seq;

impl Loading<'_> {
    pub(super) async fn note(&self, id: i64, viewer: &Viewer, note: Note, place: &str) -> Result<(), Fault> {
        notes::write(self.app, viewer, id, note.item, &note.text).await.map(|_| ()).map_err(at(place))
    }

    pub(super) async fn mark(&self, id: i64, viewer: &Viewer, marking: Marking, place: &str) -> Result<(), Fault> {
        notes::mark(self.app, viewer, id, &[(marking.item, Some(marking.mark))]).await.map_err(at(place))
    }

    /// Stores a document, and serves it where the step says so: then its act comes back.
    pub(super) async fn paper(
        &self,
        id: i64,
        viewer: &Viewer,
        paper: Paper,
        place: &str,
    ) -> Result<Option<Seq>, Fault> {
        let Paper { name, text, confidential, serve } = paper;
        let upload = Upload { name, content: text.into_bytes(), confidential };
        let stored = documents::upload(self.app, viewer, id, upload).await.map_err(at(place))?;
        if !serve {
            return Ok(None);
        }
        let served = documents::serve(self.app, viewer, id, stored.id, confidential, Terms::default()).await;
        Ok(Some(served.map_err(at(place))?.seq))
    }
}
