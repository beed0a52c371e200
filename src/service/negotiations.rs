//! Negotiations: opening one, finding those within reach, where one stands.

use super::error::Faults;
use super::known::{Known, Loaded, known, load};
use super::seen::Redaction;
use super::{Answer, App, Error, Viewer};
use crate::db;
use crate::db::words::value;
use domain::bargaining::{
    self, ActKind, Deadline, InForceBy, Negotiation, Opening, Party, Reopening, Seq, Status, deadlines,
};
use domain::limits::TITLE;
use domain::party::{Actor, Capacity, MandateRole, OrganisationKind, Side};
use domain::policy::Action;
use entity::negotiation;
use serde::Serialize;
use std::sync::Arc;

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
    pub worker_org: i64,
    /// Employers' party: organisation id.
    pub employer_org: i64,
    /// Competent bureau: organisation id.
    pub bureau_org: i64,
    /// Ground rule on reopening agreed items.
    pub reopening: Reopening,
    /// Number of the contract before, if any.
    pub previous_contract: Option<String>,
}

/// A line of the list.
#[derive(Clone, Debug, Serialize)]
pub struct NegotiationLine {
    /// Id.
    pub id: i64,
    /// Title.
    pub title: String,
    /// Stage word, at this instant.
    pub stage: &'static str,
    /// Number of acts.
    pub version: Seq,
    /// The next running deadline.
    pub next: Option<Deadline>,
    /// Area.
    pub area: String,
    /// Industry.
    pub industry: String,
    /// The viewer's capacity.
    pub capacity: Option<Capacity>,
    /// Names of the acts for which somebody waits for the viewer.
    pub waiting: Vec<ActKind>,
}

/// Where a negotiation stands, for its viewer.
#[derive(Clone, Debug, Serialize)]
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
    /// Number in the register.
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
#[derive(Clone, Debug, Serialize)]
pub struct OpeningView {
    /// Id.
    pub id: i64,
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
pub async fn create(app: &App, viewer: &Viewer, new: NewNegotiation) -> Answer<i64> {
    let by = viewer.account()?;
    let chief_of = |id: i64| {
        let fits = |h: &super::ActiveMandate| h.organisation == id && h.role == MandateRole::ChiefRepresentative;
        viewer.mandates().iter().any(|h| fits(h) && h.negotiation.is_none())
    };
    let initiator = match (chief_of(new.worker_org), chief_of(new.employer_org)) {
        (true, _) => Side::WorkerSide,
        (false, true) => Side::EmployerSide,
        (false, false) => return Err(Error::Forbidden),
    };
    let mut faults = Faults::default();
    let title = faults.name("title", &new.title, TITLE).to_owned();
    faults.check(app.rulebooks.rulebook(&new.jurisdiction).is_some(), "jurisdiction", "unknown");
    let book = app.rulebooks.rulebook(&new.jurisdiction);
    let area = book.and_then(|book| book.area_code()).is_none_or(|format| format.fits(&new.area));
    faults.check(area, "area", "area-code");
    faults.name("industry", &new.industry, 20);
    let worker_side = party(app, &mut faults, "worker_org", new.worker_org, Some(Side::WorkerSide)).await?;
    let employer_side = party(app, &mut faults, "employer_org", new.employer_org, Some(Side::EmployerSide)).await?;
    let bureau = party(app, &mut faults, "bureau_org", new.bureau_org, None).await?;
    let previous = match &new.previous_contract {
        None => None,
        Some(number) => {
            let found = super::contracts::get(app, viewer, number).await.ok();
            faults.check(found.is_some(), "previous_contract", "unknown");
            found.map(|contract| contract.sheet)
        }
    };
    faults.finish()?;
    let (Some(worker_side), Some(employer_side), Some(bureau)) = (worker_side, employer_side, bureau) else {
        return Err(Error::Internal("parties".to_owned()));
    };
    let tx = app.begin_write().await?;
    let members = db::organisations::members(&tx, new.employer_org, app.today()).await?;
    let enterprises = members.into_iter().map(|row| Party { organisation: row.id, name: row.name }).collect();
    let opening = Opening {
        id: 0,
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
    let row = db::negotiations::insert(&tx, &opening, by).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// A party that stands on `side` (`None`: a bureau), or a fault of the field.
async fn party(app: &App, faults: &mut Faults, field: &str, id: i64, side: Option<Side>) -> Answer<Option<Party>> {
    let Some(row) = db::organisations::find(&app.db, id).await? else {
        faults.check(false, field, "unknown");
        return Ok(None);
    };
    let kind: OrganisationKind = value(&row.kind)?;
    faults.check(kind.side() == side, field, "wrong-kind");
    Ok(Some(Party { organisation: row.id, name: row.name }))
}

/// Negotiations within the viewer's reach, newest first.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn list(app: &App, viewer: &Viewer) -> Answer<Vec<NegotiationLine>> {
    within(app, viewer).await?.iter().map(|found| line(app, found)).collect()
}

/// A negotiation within the viewer's reach, and what is asked of it for lists.
pub(super) struct Within {
    pub row: negotiation::Model,
    pub loaded: Arc<Loaded>,
    /// As what the viewer may read it.
    pub capacity: Option<Capacity>,
    /// Every deadline of it, now.
    pub deadlines: Vec<Deadline>,
    /// What the viewer may do now.
    pub open: Vec<ActKind>,
    /// Of it what somebody waits for.
    pub waiting: Vec<ActKind>,
}

/// Negotiations within the viewer's reach, newest first.
pub(super) async fn within(app: &App, viewer: &Viewer) -> Answer<Vec<Within>> {
    viewer.account()?;
    let mut found = Vec::new();
    for row in db::negotiations::within(&app.db, &viewer.reach()).await? {
        let loaded = load(app, &app.db, row.id).await?;
        let capacity = viewer.allowed(app, &loaded.state, Action::Read, None).ok().map(|(actor, _)| actor.capacity);
        let deadlines = deadlines(&loaded.state, app.book(&row.jurisdiction)?, app.now());
        let (open, waiting) = open(app, viewer, &loaded.state);
        found.push(Within { row, loaded, capacity, deadlines, open, waiting });
    }
    Ok(found)
}

pub(super) fn line(app: &App, found: &Within) -> Answer<NegotiationLine> {
    let (row, state) = (&found.row, &found.loaded.state);
    let running = found.deadlines.iter().filter(|deadline| {
        use bargaining::DeadlineState as S;
        matches!(deadline.state, S::Running | S::Extended | S::Overdue)
    });
    Ok(NegotiationLine {
        id: row.id,
        title: row.title.clone(),
        stage: state.status(app.book(&row.jurisdiction)?, app.now()).stage.word(),
        version: state.seq(),
        next: running.min_by_key(|deadline| deadline.due.rolled).cloned(),
        capacity: found.capacity,
        waiting: found.waiting.clone(),
        area: row.area.clone(),
        industry: row.industry.clone(),
    })
}

/// Where a negotiation stands.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it.
pub async fn get(app: &App, viewer: &Viewer, id: i64) -> Answer<NegotiationView> {
    let Known { loaded, actor, .. } = known(app, &app.db, viewer, id, Action::Read, None).await?;
    read(app, viewer, &loaded, &actor)
}

/// Where a negotiation stands that the wall has let the actor read.
pub(super) fn read(app: &App, viewer: &Viewer, loaded: &Loaded, actor: &Actor) -> Answer<NegotiationView> {
    let state = &loaded.state;
    let book = app.book(&state.opening().jurisdiction)?;
    let status = state.status(book, app.now());
    let (open, waiting) = open(app, viewer, state);
    let number = status.registered.map(|since| super::register::number(state.opening(), since));
    Ok(NegotiationView {
        opening: state.opening().into(),
        version: state.seq(),
        deadlines: deadlines(state, book, app.now()),
        capacity: actor.capacity,
        role: actor.role,
        draft_sha256: state.draft().map(|draft| draft.sha256.clone()),
        contract_sha256: domain::contract::sha256(state),
        contract_number: number,
        open,
        waiting,
        status,
        state: Arc::clone(&loaded.state),
    })
}

/// What the viewer may do now, and of it what somebody waits for.
fn open(app: &App, viewer: &Viewer, state: &Negotiation) -> (Vec<ActKind>, Vec<ActKind>) {
    let Ok((actor, _)) = viewer.allowed(app, state, Action::Act, None) else { return Default::default() };
    let open = bargaining::open(state, &actor, &app.rulebooks, app.now());
    let waiting = bargaining::waiting(state, &actor, &open);
    (open, waiting)
}

/// The contract's canonical bytes: what is signed.
///
/// # Errors
/// [`Error::NotFound`] before there is a draft, or for who may not see it.
pub async fn contract_bytes(app: &App, viewer: &Viewer, id: i64) -> Answer<String> {
    let Known { loaded, .. } = known(app, &app.db, viewer, id, Action::Read, None).await?;
    domain::contract::text(&loaded.state).ok_or(Error::NotFound)
}

/// Served acts, in order, as the viewer may read them.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it.
pub async fn acts(app: &App, viewer: &Viewer, id: i64) -> Answer<Vec<ActView>> {
    let Known { loaded, .. } = known(app, &app.db, viewer, id, Action::Read, None).await?;
    let redaction = Redaction::of(app, viewer, &loaded.state);
    Ok(loaded.acts.iter().map(|act| redaction.act(act)).collect())
}

/// How a contract came in force, as a word.
pub const fn in_force_word(by: &InForceBy) -> &'static str {
    match by {
        InForceBy::Opinion { .. } => "opinion",
        InForceBy::Silence { .. } => "silence",
        InForceBy::Signature { .. } => "signature",
    }
}
