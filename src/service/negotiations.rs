//! Negotiations: opening one, finding those within reach, where one stands.

use super::deadlines;
use super::error::Faults;
use super::known::{Known, Loaded, as_of, known};
use super::log::{self, Appending};
use super::page::{Page, Size};
use super::seen::Redaction;
use super::{ActiveMandate, Answer, App, Error, FieldCode, FieldFault, Viewer};
use crate::db;
use crate::db::words::value;
use domain::bargaining::{
    self, ActKind, Deadline, Done, InForceBy, Negotiation, Opening, Party, Reopening, Seq, Status,
};
use domain::limits::TITLE;
use domain::party::{Actor, Capacity, MandateRole, OrganisationKind, Side};
use domain::policy::{Action, OpenNegotiation, Permit, open_negotiation, permission};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

pub use super::seen::ActView;

/// What starts a negotiation.
#[derive(Clone, Debug)]
pub struct NewNegotiation {
    /// Title.
    pub title: String,
    /// Code of the rulebook.
    pub jurisdiction: String,
    /// Code of the area.
    pub area: String,
    /// Class of industry.
    pub industry: String,
    /// Workers' party: organisation id.
    pub worker_org: Uuid,
    /// Employers' party: organisation id.
    pub employer_org: Uuid,
    /// Competent bureau: organisation id.
    pub bureau_org: Uuid,
    /// Ground rule on reopening agreed items.
    pub reopening: Reopening,
    /// The contract before, if any.
    pub previous_contract: Option<Uuid>,
}

/// A line of the list.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct NegotiationLine {
    pub id: Uuid,
    pub title: String,
    /// Stage word, at this instant.
    pub stage: String,
    /// Number of acts.
    pub version: Seq,
    /// The next running deadline.
    pub next: Option<Deadline>,
    pub area: String,
    pub industry: String,
    /// As what the viewer may read it.
    pub capacity: Option<Capacity>,
    /// Names of the acts for which somebody waits for the viewer.
    pub waiting: Vec<ActKind>,
}

/// Where a negotiation stands, for its viewer.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct NegotiationView {
    /// The frame.
    pub opening: OpeningView,
    /// Number of acts: give it back as `expected_version`.
    pub version: Seq,
    /// Stage and what time alone has brought.
    pub status: Status,
    /// The viewer's capacity.
    pub capacity: Capacity,
    /// The viewer's role.
    pub role: MandateRole,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// SHA-256 of the draft's sheet, to agree to.
    pub draft_sha256: Option<String>,
    /// SHA-256 of the contract's bytes, to sign.
    pub contract_sha256: Option<String>,
    /// Id of the contract in the register.
    pub contract: Option<Uuid>,
    /// Its number, once registered.
    pub contract_number: Option<String>,
    /// Names of the acts open to the viewer now.
    pub open: Vec<ActKind>,
    /// Of them those for which somebody waits.
    pub waiting: Vec<ActKind>,
    /// Everything served so far, for the pages.
    #[serde(skip)]
    pub state: Arc<Negotiation>,
}

/// The frame, for viewers.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct OpeningView {
    /// Id.
    pub id: Uuid,
    /// Title.
    pub title: String,
    /// Rulebook code.
    pub jurisdiction: String,
    /// Code of the area.
    pub area: String,
    /// Class of industry.
    pub industry: String,
    /// Workers' party.
    pub worker_side: Party,
    /// Employers' party.
    pub employer_side: Party,
    /// Bureau.
    pub bureau: Party,
    /// Who started.
    pub initiator: Side,
    /// Ground rule.
    pub reopening: Reopening,
}

impl From<&Opening> for OpeningView {
    fn from(o: &Opening) -> Self {
        Self {
            id: o.id,
            title: o.title.clone(),
            jurisdiction: o.jurisdiction.clone(),
            area: o.area.clone(),
            industry: o.industry.clone(),
            worker_side: o.worker_side.clone(),
            employer_side: o.employer_side.clone(),
            bureau: o.bureau.clone(),
            initiator: o.initiator,
            reopening: o.reopening,
        }
    }
}

/// Opens a negotiation: by a chief of one of its parties. Nobody else sees it until the invitation is served.
///
/// # Errors
/// Faults of fields; [`Error::Forbidden`] for one who is no chief of a party.
pub async fn create(app: &App, viewer: &Viewer, new: NewNegotiation) -> Answer<Uuid> {
    let by = viewer.account()?;
    let chief_of = |id: Uuid| {
        let mut held = viewer.mandates().iter().filter(|held| held.organisation == id);
        held.find_map(|held| {
            let permit = open_negotiation(held.organisation_key, held.role, held.negotiation.is_some());
            permit.ok().map(|permit| (held, permit))
        })
    };
    let (initiator, held, permit) = match (chief_of(new.worker_org), chief_of(new.employer_org)) {
        (Some((held, permit)), _) => (Side::WorkerSide, held, permit),
        (None, Some((held, permit))) => (Side::EmployerSide, held, permit),
        (None, None) => return Err(Error::Forbidden),
    };
    let mut faults = Faults::default();
    let title = faults.name("title", &new.title, TITLE).to_owned();
    faults.check(app.rulebooks.governing(&new.jurisdiction).is_some(), "jurisdiction", FieldCode::Unknown);
    let book = app.rulebooks.governing(&new.jurisdiction);
    let area = book.and_then(|book| book.area_code()).is_none_or(|format| format.fits(&new.area));
    faults.check(area, "area", FieldCode::AreaCode);
    faults.name("industry", &new.industry, 20);
    let worker_side = party(app, &mut faults, "worker_org", new.worker_org, Some(Side::WorkerSide)).await?;
    let employer_side = party(app, &mut faults, "employer_org", new.employer_org, Some(Side::EmployerSide)).await?;
    let bureau = party(app, &mut faults, "bureau_org", new.bureau_org, None).await?;
    let previous = match new.previous_contract {
        None => None,
        Some(id) => {
            let found = match super::contracts::get(app, viewer, id).await {
                Ok(contract) => Some(contract.terms()?.clone()),
                Err(Error::NotFound) => None,
                Err(error) => return Err(error),
            };
            faults.check(found.is_some(), "previous_contract", FieldCode::Unknown);
            found
        }
    };
    faults.finish()?;
    let (Some((_, worker_side)), Some((employer_key, employer_side)), Some((_, bureau))) =
        (worker_side, employer_side, bureau)
    else {
        return Err(Error::internal("parties"));
    };
    let members = db::organisations::members(&app.db, employer_key, app.today()).await?;
    let enterprises = members.into_iter().map(|row| Party { organisation: row.public_id, name: row.name }).collect();
    let opening = Opening {
        id: super::accounts::random_id()?,
        title,
        jurisdiction: new.jurisdiction,
        area: new.area,
        industry: new.industry,
        worker_side,
        employer_side,
        bureau,
        enterprises,
        previous,
        reopening: new.reopening,
        initiator,
        opened_at: app.now(),
    };
    open(app, viewer, by, (held, permit), opening).await
}

/// Stores an opening as act 0 of a stream of its own.
async fn open(
    app: &App,
    viewer: &Viewer,
    by: i64,
    (held, permit): (&ActiveMandate, Permit<OpenNegotiation>),
    opening: Opening,
) -> Answer<Uuid> {
    let Viewer::Account { id: account, name, .. } = viewer else { return Err(Error::Unauthenticated) };
    let (id, at) = (opening.id, opening.opened_at);
    let book = app.book(&opening.jurisdiction)?;
    let capacity = opening.capacity_of(held.organisation).ok_or(Error::Forbidden)?;
    let (name, organisation) = (name.clone(), held.organisation);
    let actor = Actor { account: *account, name, mandate: held.id, role: held.role, organisation, capacity };
    let state = Negotiation::opened(opening.clone());
    let projection = bargaining::project(&state, &app.rulebooks, book, at);
    let done = Done::Opened { by: actor, opening: Box::new(opening.clone()) };
    let prepared = log::prepare::<Negotiation>(&done)?;
    let tx = app.begin_write().await?;
    let key = db::negotiations::insert(&tx, &opening, by, permit).await?;
    let by = (Some(by), Some(held.key));
    let appending =
        Appending { stream: id, seq: 0, at, done: &done, rulebook: Some(book.sha256()), previous: None, by };
    log::append::<Negotiation>(app, &tx, appending, prepared).await?;
    super::register::keep(app, &tx, key, &state, &projection, at).await?;
    tx.commit().await?;
    Ok(id)
}

/// A party that stands on `side` (`None`: a bureau), or a fault of the field.
async fn party(
    app: &App,
    faults: &mut Faults,
    field: &str,
    id: Uuid,
    side: Option<Side>,
) -> Answer<Option<(i64, Party)>> {
    let Some(row) = db::organisations::by_id(&app.db, id).await? else {
        faults.check(false, field, FieldCode::Unknown);
        return Ok(None);
    };
    let kind: OrganisationKind = value(&row.kind)?;
    faults.check(kind.side() == side, field, FieldCode::WrongKind);
    Ok(Some((row.id, Party { organisation: row.public_id, name: row.name })))
}

/// A page of the negotiations within the viewer's reach, newest first; `after` is the page before's `next`.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Invalid`] for an `after` that no page named.
pub async fn list(app: &App, viewer: &Viewer, after: Option<&str>) -> Answer<Page<NegotiationLine>> {
    viewer.account()?;
    let reach = viewer.reach();
    let before = match after {
        None => None,
        Some(after) => Some(cursor(app, after).await?),
    };
    let mut rows = db::negotiations::within(&app.db, &reach, app.now(), before, PAGE.more()).await?;
    let full = PAGE.cut(&mut rows);
    let next = rows.last().filter(|_| full).map(|row| row.public_id.to_string());
    Ok(Page { items: lines(app, viewer, rows).await?, next })
}

/// Negotiations a page.
const PAGE: Size = Size(50);

async fn cursor(app: &App, after: &str) -> Answer<i64> {
    let unknown = || Error::Invalid(vec![FieldFault { field: "after".to_owned(), code: FieldCode::Unknown }]);
    let id = after.parse().map_err(|_| unknown())?;
    db::negotiations::key(&app.db, id).await?.ok_or_else(unknown)
}

/// Rows with what the viewer is asked for in each: three statements, however many rows there are.
pub(super) async fn lines(
    app: &App,
    viewer: &Viewer,
    rows: Vec<db::negotiations::Line>,
) -> Answer<Vec<NegotiationLine>> {
    let keys: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let places = places(app, viewer, &keys).await?;
    let todos = deadlines::waiting(app, viewer, &keys, &places).await?;
    let next = deadlines::next(app, &keys).await?;
    let line = |row: db::negotiations::Line| NegotiationLine {
        next: next.get(&row.id).cloned(),
        capacity: places.get(&row.id).map(|(capacity, _)| *capacity),
        waiting: todos.get(&row.id).cloned().unwrap_or_default(),
        id: row.public_id,
        title: row.title,
        stage: row.stage,
        version: Seq::try_from(row.version).unwrap_or(Seq::MAX),
        area: row.area,
        industry: row.industry,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// As what the viewer stands in some negotiations, and by which of their mandates: of several the one that allows most.
pub(super) async fn places<'a>(
    app: &App,
    viewer: &'a Viewer,
    keys: &[i64],
) -> Answer<HashMap<i64, (Capacity, &'a ActiveMandate)>> {
    let organisations: Vec<i64> = viewer.mandates().iter().map(|held| held.organisation_key).collect();
    if organisations.is_empty() || keys.is_empty() {
        return Ok(HashMap::new());
    }
    let mut found: HashMap<i64, (Capacity, &ActiveMandate)> = HashMap::new();
    let rows = db::negotiations::capacities(&app.db, keys, &organisations).await?;
    for held in viewer.mandates() {
        let fits = |key: i64| held.negotiation.is_none() || held.negotiation_key == Some(key);
        for (key, _, word) in rows
            .iter()
            .filter(|(key, organisation, _)| {
                *organisation == held.organisation_key && fits(*key) && !found.contains_key(key)
            })
            .cloned()
            .collect::<Vec<_>>()
        {
            let capacity: Capacity = value(&word)?;
            if capacity != Capacity::CoveredEnterprise {
                found.insert(key, (capacity, held));
            }
        }
    }
    Ok(found)
}

/// Where a negotiation stands.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it.
pub async fn get(app: &App, viewer: &Viewer, id: Uuid) -> Answer<NegotiationView> {
    let Known { key, loaded, actor, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    read(app, viewer, key, &loaded, &actor).await
}

/// Where a negotiation stands that the wall has let the actor read.
pub(super) async fn read(
    app: &App,
    viewer: &Viewer,
    key: i64,
    loaded: &Loaded,
    actor: &Actor,
) -> Answer<NegotiationView> {
    let state = &loaded.state;
    let book = app.book(&state.opening().jurisdiction)?;
    let status = state.status(book, app.now());
    let (open, waiting) = may_now(app, viewer, state);
    let contract = match status.in_force {
        None => None,
        Some(_) => db::contracts::of_negotiation(&app.db, key).await?,
    };
    Ok(NegotiationView {
        opening: state.opening().into(),
        version: state.seq(),
        deadlines: bargaining::deadlines(state, book, app.now()),
        capacity: actor.capacity,
        role: actor.role,
        draft_sha256: state.draft().map(|draft| draft.sha256.clone()),
        contract_sha256: domain::contract::sha256(state),
        contract_number: contract.as_ref().and_then(|contract| contract.number.clone()),
        contract: contract.map(|contract| contract.public_id),
        open,
        waiting,
        status,
        state: Arc::clone(&loaded.state),
    })
}

/// What the viewer may do now, and of it what somebody waits for.
fn may_now(app: &App, viewer: &Viewer, state: &Negotiation) -> (Vec<ActKind>, Vec<ActKind>) {
    let Ok(actor) = viewer.may(app, state, Action::Act) else { return Default::default() };
    let open = bargaining::open(state, &actor, &app.rulebooks, app.now());
    let waiting = bargaining::waiting(state, &actor, &open);
    (open, waiting)
}

/// The contract's canonical bytes: what is signed.
///
/// # Errors
/// [`Error::NotFound`] before there is a draft, or for who may not see it.
pub async fn contract_bytes(app: &App, viewer: &Viewer, id: Uuid) -> Answer<String> {
    let Known { loaded, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    domain::contract::text(&loaded.state).ok_or(Error::NotFound)
}

/// Served acts, in order, as the viewer may read them.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it.
pub async fn acts(app: &App, viewer: &Viewer, id: Uuid) -> Answer<Vec<ActView>> {
    let Known { loaded, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    let redaction = Redaction::of(app, viewer, &loaded.state);
    Ok(loaded.acts.iter().map(|act| redaction.act(act)).collect())
}

/// The state as it stood after an act.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it, or for an act that is not there.
pub async fn state_after(app: &App, viewer: &Viewer, id: Uuid, seq: Seq) -> Answer<Arc<Negotiation>> {
    let Known { loaded, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    Ok(Arc::new(as_of(&loaded, seq)?.ok_or(Error::NotFound)?))
}

/// How a contract came in force, as a word.
pub const fn in_force_word(by: &InForceBy) -> &'static str {
    match by {
        InForceBy::Opinion { .. } => "opinion",
        InForceBy::Silence { .. } => "silence",
        InForceBy::Signature { .. } => "signature",
    }
}
