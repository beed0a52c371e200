//! Deadlines across negotiations: what runs out, who owes it, what can be done about it. Read from the projections:
//! nothing is replayed.

use super::negotiations::{self, NegotiationLine, places};
use super::page::{Page, Size};
use super::{ActiveMandate, Answer, App, Error, FieldCode, FieldFault, Viewer};
use crate::db;
use crate::db::projections::{DeadlineDetail, Due, DueFilter};
use crate::db::words::{from_json, value};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::bargaining::{ActKind, Deadline, DeadlineState, Seq};
use domain::party::{Capacity, MandateRole};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// Deadlines a page.
const PAGE: Size = Size(100);

/// A deadline of a negotiation that the viewer may read.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct DeadlineLine {
    /// Negotiation id.
    pub negotiation: Uuid,
    /// Its title.
    pub title: String,
    /// Where the viewer stands in it.
    pub capacity: Capacity,
    /// The deadline.
    #[serde(flatten)]
    pub deadline: Deadline,
    /// The viewer's own party owes it.
    pub mine: bool,
    /// Name of the act with which the viewer can answer it now.
    pub act: Option<ActKind>,
    /// Acts served so far.
    pub version: Seq,
    /// Instant of the last of them.
    pub changed_at: DateTime<Utc>,
}

/// Whose deadlines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Everybody's.
    #[default]
    All,
    /// What the viewer's own party owes.
    Mine,
    /// What others owe.
    Theirs,
}

/// Which deadlines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// Running or overdue.
    #[default]
    Open,
    /// Running.
    Running,
    /// Overdue.
    Overdue,
    /// Also those met or stopped.
    All,
}

/// A choice of deadlines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub whose: Whose,
    pub which: Which,
}

impl Whose {
    /// As in an address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Mine => "mine",
            Self::Theirs => "theirs",
        }
    }
}

impl Which {
    /// As in an address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Running => "running",
            Self::Overdue => "overdue",
            Self::All => "all",
        }
    }
}

impl Filter {
    fn asked(self, after: Option<(DateTime<Utc>, Uuid, i32)>) -> DueFilter {
        let open = match self.which {
            Which::Open => Some(None),
            Which::Running => Some(Some(false)),
            Which::Overdue => Some(Some(true)),
            Which::All => None,
        };
        let mine = match self.whose {
            Whose::All => None,
            Whose::Mine => Some(true),
            Whose::Theirs => Some(false),
        };
        DueFilter { open, mine, after }
    }
}

/// A page of the deadlines of every negotiation within the viewer's reach, by when they run out: overdue ones come
/// first. `after` is the page before's `next`.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Invalid`] for an `after` that no page named.
pub async fn list(app: &App, viewer: &Viewer, filter: Filter, after: Option<&str>) -> Answer<Page<DeadlineLine>> {
    page(app, viewer, filter, after, PAGE).await
}

/// A page of another size.
pub(super) async fn page(
    app: &App,
    viewer: &Viewer,
    filter: Filter,
    after: Option<&str>,
    size: Size,
) -> Answer<Page<DeadlineLine>> {
    viewer.account()?;
    let after = after.map(cursor).transpose()?;
    let asked = filter.asked(after);
    let mut rows = db::projections::due(&app.db, &viewer.reach(), app.now(), &asked, size.more()).await?;
    let full = size.cut(&mut rows);
    let next = rows.last().filter(|_| full).map(told);
    let keys: Vec<i64> = rows.iter().map(|row| row.negotiation).collect();
    let places = places(app, viewer, &keys).await?;
    let mut lines: Vec<DeadlineLine> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for row in rows.into_iter().filter(|row| seen.insert(row.id)) {
        let Some((capacity, held)) = places.get(&row.negotiation) else { continue };
        lines.extend(line(app, row, *capacity, held));
    }
    Ok(Page { items: lines, next })
}

/// Where a page ends, as text.
fn told(row: &Due) -> String {
    format!("{}_{}_{}", row.due_at.to_rfc3339_opts(SecondsFormat::Micros, true), row.public_id, row.place)
}

fn cursor(after: &str) -> Answer<(DateTime<Utc>, Uuid, i32)> {
    let unknown = || Error::Invalid(vec![FieldFault { field: "after".to_owned(), code: FieldCode::Unknown }]);
    let mut parts = after.split('_');
    let mut part = || parts.next().ok_or_else(unknown);
    let (at, id, place) = (part()?, part()?, part()?);
    Ok((at.parse().map_err(|_| unknown())?, id.parse().map_err(|_| unknown())?, place.parse().map_err(|_| unknown())?))
}

/// A row as the viewer reads it; none where it does not read: told in the log, and no other line is lost for it.
fn line(app: &App, row: Due, capacity: Capacity, held: &ActiveMandate) -> Option<DeadlineLine> {
    let detail: DeadlineDetail = readable(app, &row)?;
    let deadline = at(detail.deadline, row.due_at <= app.now());
    let mine = deadline.owed_by == Some(capacity);
    let own = mine || deadline.owed_by.is_none();
    let answers = match (own, deadline.state) {
        (true, _) => Some(detail.owing),
        (false, DeadlineState::Overdue) if capacity.side().is_some() => Some(detail.other),
        (false, _) => None,
    };
    let act = answers.and_then(|answers| match held.role {
        MandateRole::ChiefRepresentative | MandateRole::Reviewer => answers.chief,
        MandateRole::Representative => answers.representative,
        MandateRole::Auditor | MandateRole::Observer => None,
    });
    Some(DeadlineLine {
        negotiation: row.public_id,
        title: row.title,
        capacity,
        deadline,
        mine,
        act,
        version: Seq::try_from(row.version).unwrap_or(Seq::MAX),
        changed_at: row.changed_at,
    })
}

fn readable(app: &App, row: &Due) -> Option<DeadlineDetail> {
    from_json(&row.detail).inspect_err(|error| app.unreadable("a deadline", row.id, error)).ok()
}

/// As it stands now: what was running may have run out since the last act.
const fn at(mut deadline: Deadline, overdue: bool) -> Deadline {
    if overdue && matches!(deadline.state, DeadlineState::Running | DeadlineState::Extended) {
        deadline.state = DeadlineState::Overdue;
    }
    deadline
}

/// The first open deadline of each of some negotiations.
pub(super) async fn next(app: &App, keys: &[i64]) -> Answer<HashMap<i64, Deadline>> {
    let mut found = HashMap::new();
    for row in db::projections::next_due(&app.db, keys, app.now()).await? {
        if found.contains_key(&row.negotiation) {
            continue;
        }
        if let Some(detail) = readable(app, &row) {
            found.insert(row.negotiation, at(detail.deadline, row.due_at <= app.now()));
        }
    }
    Ok(found)
}

/// Names of the acts that are waited for from the viewer in some negotiations.
pub(super) async fn waiting(
    app: &App,
    viewer: &Viewer,
    keys: &[i64],
    places: &HashMap<i64, (Capacity, &ActiveMandate)>,
) -> Answer<HashMap<i64, Vec<ActKind>>> {
    let Viewer::Account { id, .. } = viewer else { return Ok(HashMap::new()) };
    let organisations: Vec<i64> = places.values().map(|(_, held)| held.organisation_key).collect();
    let mut found: HashMap<i64, Vec<ActKind>> = HashMap::new();
    if organisations.is_empty() {
        return Ok(found);
    }
    for row in db::projections::todos(&app.db, keys, &organisations, app.now()).await? {
        let place = places.get(&row.negotiation).filter(|(_, held)| held.organisation_key == row.organisation);
        let Some((_, held)) = place else { continue };
        let leads = matches!(held.role, MandateRole::ChiefRepresentative | MandateRole::Reviewer);
        let acts = leads || (held.role == MandateRole::Representative && !row.chief_only);
        let accounts: Result<Option<Vec<Uuid>>, db::Error> = row.accounts.as_deref().map(from_json).transpose();
        match accounts.and_then(|accounts| Ok((accounts, value(&row.act)?))) {
            Ok((accounts, act)) if acts && accounts.as_ref().is_none_or(|accounts| accounts.contains(id)) => {
                found.entry(row.negotiation).or_default().push(act);
            }
            Ok(_) => {}
            Err(error) => app.unreadable("what is waited for in a negotiation", row.negotiation, error),
        }
    }
    Ok(found)
}

/// What the front page shows of a person's negotiations: the newest, and every deadline running or overdue, a page of
/// each.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn desk(app: &App, viewer: &Viewer) -> Answer<(Page<NegotiationLine>, Page<DeadlineLine>)> {
    let lines = negotiations::list(app, viewer, None).await?;
    Ok((lines, list(app, viewer, Filter::default(), None).await?))
}
