//! All that the page of a negotiation shows, of one moment: where it stands, the table, what the own side keeps about it.

use super::known::{Known, known};
use super::negotiations::{self, NegotiationView};
use super::notes::{self, Caucus};
use super::table::{self, TableView};
use super::{Answer, App, Viewer};
use domain::bargaining::Seq;
use domain::policy::permission;
use uuid::Uuid;

/// A negotiation with its table.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Where it stands.
    pub view: NegotiationView,
    /// The table.
    pub table: TableView,
    /// Notes and marks of the viewer's side; `None` for who is of no side.
    pub caucus: Option<Caucus>,
}

/// The negotiation with its table as it stands, or as it stood after an act.
///
/// # Errors
/// [`Error::NotFound`](super::Error::NotFound) for who may not see it, or for an act that is not there.
pub async fn overview(app: &App, viewer: &Viewer, id: Uuid, after: Option<Seq>) -> Answer<Overview> {
    let Known { key, loaded, actor, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    Ok(Overview {
        view: negotiations::read(app, viewer, key, &loaded, &actor).await?,
        table: table::read(app, viewer, &loaded, after).await?,
        caucus: notes::beside(app, viewer, &loaded).await?,
    })
}
