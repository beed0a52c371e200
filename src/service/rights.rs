//! What a viewer may do at all, before anything is said of what he wants to do.

use super::known::{Known, known};
use super::{Answer, App, Error, Viewer, audits};
use domain::bargaining::{self, ActKind, Negotiation};
use domain::party::{Actor, Capacity};
use domain::policy::{Action, Permission, permission};
use uuid::Uuid;

/// Somebody with an account.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub fn account(viewer: &Viewer) -> Answer<()> {
    viewer.account().map(|_| ())
}

/// Somebody who runs the accounts.
///
/// # Errors
/// [`Error::NotFound`]: to others there is no such desk.
pub fn operator(viewer: &Viewer) -> Answer<()> {
    viewer.operator().map(|_| ())
}

/// Somebody who may do this in a negotiation.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it, [`Error::Forbidden`] for who sees it and may not do this.
pub async fn negotiation(app: &App, viewer: &Viewer, id: Uuid, action: Action) -> Answer<()> {
    match action {
        Action::Read => within::<permission::Read>(app, viewer, id).await,
        Action::Act => within::<permission::Act>(app, viewer, id).await,
        Action::ReadPrivate => within::<permission::ReadPrivate>(app, viewer, id).await,
        Action::WritePrivate => within::<permission::WritePrivate>(app, viewer, id).await,
        Action::ReadConfidential => within::<permission::ReadConfidential>(app, viewer, id).await,
        Action::SetBargainingLimits => within::<permission::SetBargainingLimits>(app, viewer, id).await,
        Action::Audit => within::<permission::Audit>(app, viewer, id).await,
    }
}

async fn within<P: Permission>(app: &App, viewer: &Viewer, id: Uuid) -> Answer<()> {
    let known: Known<P> = known(app, &app.db, viewer, id, None).await?;
    asked(app, &known.loaded.state, &known.actor, None)
}

/// Somebody who may audit a contract.
///
/// # Errors
/// As [`audits::judged`].
pub async fn audit(app: &App, viewer: &Viewer, contract: Uuid) -> Answer<()> {
    audits::judged(app, viewer, contract).await
}

/// A covered enterprise is no party: it confirms that the contract binds it while it is asked to, and for anything else the
/// negotiation does not exist for it. `kind`: the act it wants to do, where that is known.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) fn asked(app: &App, state: &Negotiation, actor: &Actor, kind: Option<ActKind>) -> Answer<()> {
    if actor.capacity != Capacity::CoveredEnterprise {
        return Ok(());
    }
    let confirms = kind.is_none_or(|kind| kind == ActKind::ConfirmCoverage);
    let open = bargaining::open(state, actor, &app.rulebooks, app.now());
    if confirms && open.contains(&ActKind::ConfirmCoverage) { Ok(()) } else { Err(Error::NotFound) }
}
