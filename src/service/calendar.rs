//! Calendar feeds: who knows a feed's secret reads the deadlines its person may see at that instant.

use super::accounts::{random_hex, random_id};
use super::deadlines::{DeadlineLine, Filter, page};
use super::page::Size;
use super::{Answer, App, Error, FieldCode, FieldFault, Viewer};
use crate::db;
use chrono::{DateTime, Utc};
use domain::term::sha256_hex;
use uuid::Uuid;

/// Feeds of one person at once.
const MOST: usize = 10;
/// Deadlines in a feed: the first to run out.
const LONGEST: Size = Size(1000);

/// A feed, without its secret: that is shown once, when it is made.
#[derive(Clone, Debug)]
pub struct FeedView {
    /// Id.
    pub id: Uuid,
    /// When made.
    pub created_at: DateTime<Utc>,
}

/// What a calendar reads.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The person's language, `zh-CN` or `en`.
    pub locale: String,
    /// Deadlines running or overdue.
    pub deadlines: Vec<DeadlineLine>,
}

/// Makes a feed, and returns its secret.
///
/// # Errors
/// [`Error::Invalid`] when the person has enough of them.
pub async fn make(app: &App, viewer: &Viewer) -> Answer<String> {
    let own = viewer.own()?;
    let tx = app.begin_write().await?;
    if db::calendars::of_account(&tx, own.object()).await?.len() >= MOST {
        return Err(Error::Invalid(vec![FieldFault { field: "calendar".to_owned(), code: FieldCode::TooMany }]));
    }
    let token = random_hex(32)?;
    db::calendars::insert(&tx, own, random_id()?, sha256_hex(&token), app.now()).await?;
    app.commit(tx, &[]).await?;
    Ok(token)
}

/// The viewer's feeds.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn feeds(app: &App, viewer: &Viewer) -> Answer<Vec<FeedView>> {
    let rows = db::calendars::of_account(&app.db, viewer.account()?).await?;
    Ok(rows.into_iter().map(|row| FeedView { id: row.public_id, created_at: row.created_at }).collect())
}

/// Revokes a feed of the viewer: its address is no more.
///
/// # Errors
/// [`Error::NotFound`] for none, or somebody else's.
pub async fn revoke(app: &App, viewer: &Viewer, id: Uuid) -> Answer<()> {
    let own = viewer.own()?;
    let revoked = app.write(async |tx| Ok(db::calendars::revoke(tx, own, id, app.now()).await?)).await?;
    if revoked { Ok(()) } else { Err(Error::NotFound) }
}

/// What the feed of a secret shows now.
///
/// # Errors
/// [`Error::NotFound`] for a secret unknown or revoked, or of a disabled account, alike.
pub async fn read(app: &App, token: &str) -> Answer<Feed> {
    let account = db::calendars::account(&app.db, &sha256_hex(token)).await?.ok_or(Error::NotFound)?;
    let account = db::accounts::find(&app.db, account).await?.filter(|row| row.closed_at.is_none());
    let account = account.ok_or(Error::NotFound)?;
    let locale = account.locale.clone();
    let viewer = Viewer::of(app, account).await?;
    let deadlines = page(app, &viewer, Filter::default(), None, LONGEST).await?.items;
    Ok(Feed { locale, deadlines })
}
