//! Steps that are no acts: a side's notes, marks, limits and drafts, documents stored and served.

use super::script::{Bounding, Drafting, Marking, Note, ScriptedDocument};
use super::{Fault, Loading, at, data};
use crate::service::acts::Terms;
use crate::service::bargaining_limits::{self, NewBargainingLimit};
use crate::service::documents::{self, Upload};
use crate::service::drafts::{self, Base, NewDraft};
use crate::service::{Error, Viewer, negotiations, notes};
use domain::bargaining::Seq;
use serde_json::Value;
use uuid::Uuid;

impl Loading<'_> {
    pub(super) async fn note(&self, id: Uuid, viewer: &Viewer, note: Note, place: &str) -> Result<(), Fault> {
        notes::write(self.app, viewer, id, note.item, &note.text).await.map(|_| ()).map_err(at(place))
    }

    pub(super) async fn mark(&self, id: Uuid, viewer: &Viewer, marking: Marking, place: &str) -> Result<(), Fault> {
        notes::mark(self.app, viewer, id, &[(marking.item, Some(marking.mark))]).await.map_err(at(place))
    }

    pub(super) async fn bargaining_limit(
        &self,
        id: Uuid,
        viewer: &Viewer,
        to: Bounding,
        place: &str,
    ) -> Result<(), Fault> {
        let Bounding { item, field, bound, value, note } = to;
        bargaining_limits::set(self.app, viewer, id, NewBargainingLimit { item, field, bound, value, note })
            .await
            .map_err(at(place))
    }

    /// Works on the side's draft.
    pub(super) async fn draft(&self, id: Uuid, viewer: &Viewer, work: Drafting, place: &str) -> Result<(), Fault> {
        let (version, base, mut sheet) = match drafts::get(self.app, viewer, id).await {
            Ok(draft) => (draft.version, draft.base, draft.sheet),
            Err(Error::NotFound) => self.own_offer(id, viewer, place).await?,
            Err(error) => return Err(at(place)(error)),
        };
        for to in work.set {
            let items = sheet["items"].as_array_mut().into_iter().flatten();
            let item = items.into_iter().find(|item| item["key"] == to.item.as_str());
            let item = item.ok_or_else(|| data(format!("{place}: no item {}", to.item)))?;
            item[to.field.as_str()] = Value::from(to.value);
        }
        let new = NewDraft { sheet, message: work.message, base: Some(base), ..NewDraft::default() };
        drafts::save(self.app, viewer, id, version, new).await.map(|_| ()).map_err(at(place))
    }

    /// What a first draft starts from.
    async fn own_offer(&self, id: Uuid, viewer: &Viewer, place: &str) -> Result<(i64, Base, Value), Fault> {
        let view = negotiations::get(self.app, viewer, id).await.map_err(at(place))?;
        let offer = view.capacity.side().and_then(|side| view.state.current_offer(side));
        let offer = offer.ok_or_else(|| data(format!("{place}: no offer to start from")))?;
        Ok((0, Base::Offer(offer.stamp.seq), offer.sheet.to_value()))
    }

    /// Stores a document, and serves it where the step says so: then its act comes back.
    pub(super) async fn document(
        &self,
        id: Uuid,
        viewer: &Viewer,
        document: ScriptedDocument,
        place: &str,
    ) -> Result<Option<Seq>, Fault> {
        let ScriptedDocument { name, text, confidential, serve } = document;
        let upload = Upload { name, content: text.into_bytes(), confidential };
        let stored = documents::upload(self.app, viewer, id, upload).await.map_err(at(place))?;
        if !serve {
            return Ok(None);
        }
        let served = documents::serve(self.app, viewer, id, stored.id, confidential, Terms::default()).await;
        Ok(Some(served.map_err(at(place))?.seq))
    }
}
