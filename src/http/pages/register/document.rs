//! A contract of the register as a document.

use crate::http::office::{office, registered};
use crate::http::pages::rendered;
use crate::http::pages::shell::Section;
use crate::http::pages::visit::Visit;
use crate::http::{Failed, Path};
use axum::response::Response;
use maud::Markup;
use uuid::Uuid;

pub(super) async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Markup, Failed> {
    let document = registered(visit.app(), visit.viewer(), id, visit.lang()).await?;
    let back = format!("/contracts/{id}");
    Ok(rendered::show(&visit, Section::Register, (&back, &visit.t("contract")), &document))
}

pub(super) async fn save(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Failed> {
    let document = registered(visit.app(), visit.viewer(), id, visit.lang()).await?;
    office(visit.app(), &id.to_string(), document).await
}
