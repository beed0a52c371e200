//! Whether the caller may do such a thing here at all, asked before the body is read: who may not learns nothing from what
//! is wrong with it, and whatever he sends he is told the same. The services ask again, of what they are about to do.

use super::{Caller, Failed, State};
use crate::service::{audits, payroll_profiles, rights};
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State as Injected};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::policy::Action;
use uuid::Uuid;

/// What somebody needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing: anybody may.
    Nothing,
    /// An account.
    Account,
    /// To run the accounts; for others the address does not exist.
    Operator,
    /// To be allowed this in the negotiation of the address.
    In(Action),
    /// To be allowed an audit of the contract of the address.
    Audit,
    /// To see the run of the address.
    Run,
    /// To keep profiles of payrolls for the organisation of the address.
    Profiles,
}

use Need::{Account, Audit, In, Nothing, Operator, Profiles, Run};

/// Every address that changes something.
pub const NEEDS: &[(&str, Need)] = &[
    ("/api/v1/session", Nothing),
    ("/api/v1/tokens", Nothing),
    ("/api/v1/me/password", Account),
    ("/api/v1/organisations", Operator),
    ("/api/v1/affiliations", Operator),
    ("/api/v1/accounts", Operator),
    ("/api/v1/mandates", Operator),
    ("/api/v1/mandates/{id}", Operator),
    ("/api/v1/mandates/{id}/confirm", Account),
    ("/api/v1/mandates/{id}/refuse", Account),
    ("/api/v1/accounts/{id}/close", Operator),
    ("/api/v1/accounts/{id}/reopen", Operator),
    ("/api/v1/jobs/{key}/revive", Operator),
    ("/api/v1/floor-check", Nothing),
    ("/api/v1/negotiations", Account),
    ("/api/v1/negotiations/{id}/acts", In(Action::Act)),
    ("/api/v1/negotiations/{id}/seen", In(Action::Read)),
    ("/api/v1/negotiations/{id}/draft", In(Action::WritePrivate)),
    ("/api/v1/negotiations/{id}/draft/check", In(Action::ReadPrivate)),
    ("/api/v1/negotiations/{id}/draft/history", In(Action::WritePrivate)),
    ("/api/v1/negotiations/{id}/draft/import", In(Action::WritePrivate)),
    ("/api/v1/negotiations/{id}/notes", In(Action::WritePrivate)),
    ("/api/v1/negotiations/{id}/notes/{note}", In(Action::WritePrivate)),
    ("/api/v1/negotiations/{id}/marks", In(Action::WritePrivate)),
    ("/api/v1/negotiations/{id}/documents", In(Action::WritePrivate)),
    ("/api/v1/negotiations/{id}/documents/{document}", In(Action::WritePrivate)),
    ("/api/v1/negotiations/{id}/bargaining-limits", In(Action::SetBargainingLimits)),
    ("/api/v1/negotiations/{id}/bargaining-limits/{limit}", In(Action::SetBargainingLimits)),
    ("/api/v1/contracts/{id}/audits", Audit),
    ("/api/v1/organisations/{id}/payroll-profiles", Profiles),
    ("/audits/{id}/mapping", Run),
    ("/sign-in", Nothing),
    ("/sign-out", Nothing),
    ("/me", Account),
    ("/me/calendar", Account),
    ("/me/calendar/{id}/revoke", Account),
    ("/mandates/{id}/confirm", Account),
    ("/mandates/{id}/refuse", Account),
    ("/operator/accounts/{id}/close", Operator),
    ("/operator/accounts/{id}/reopen", Operator),
    ("/operator/jobs/revive", Operator),
    ("/operator/{what}", Operator),
    ("/operator/mandates/{id}/revoke", Operator),
    ("/contracts/{id}/audits", Audit),
    ("/negotiations/new", Account),
    ("/negotiations/{id}/do/{act}", In(Action::Act)),
    ("/negotiations/{id}/seen", In(Action::Read)),
    ("/negotiations/{id}/offer", In(Action::ReadPrivate)),
    ("/negotiations/{id}/offer/check", In(Action::ReadPrivate)),
    ("/negotiations/{id}/offer/draft", In(Action::WritePrivate)),
    ("/negotiations/{id}/offer/history", In(Action::WritePrivate)),
    ("/negotiations/{id}/offer/import", In(Action::WritePrivate)),
    ("/negotiations/{id}/offer/import/confirm", In(Action::WritePrivate)),
    ("/negotiations/{id}/notes", In(Action::WritePrivate)),
    ("/negotiations/{id}/notes/{note}", In(Action::WritePrivate)),
    ("/negotiations/{id}/notes/{note}/remove", In(Action::WritePrivate)),
    ("/negotiations/{id}/marks", In(Action::WritePrivate)),
    ("/negotiations/{id}/documents", In(Action::WritePrivate)),
    ("/negotiations/{id}/documents/{document}/remove", In(Action::WritePrivate)),
    ("/negotiations/{id}/documents/{document}/serve", In(Action::Act)),
    ("/negotiations/{id}/bargaining-limits", In(Action::SetBargainingLimits)),
];

/// Turns away who may not.
pub(super) async fn judge(Injected(state): Injected<State>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    match judged(&state, &mut parts).await {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(failed) => failed.into_response(),
    }
}

async fn judged(state: &State, parts: &mut Parts) -> Result<(), Failed> {
    let path = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default();
    let need = NEEDS.iter().find(|(route, _)| *route == path).map_or(Nothing, |(_, need)| *need);
    if need == Nothing {
        return Ok(());
    }
    let caller = Caller::from_request_parts(parts, state).await?;
    let named = RawPathParams::from_request_parts(parts, state).await;
    let id = named.iter().flatten().find(|(name, _)| *name == "id").and_then(|(_, id)| id.parse::<Uuid>().ok());
    let (app, viewer) = (&state.app, &caller.viewer);
    match (need, id) {
        (Nothing, _) => {}
        (Operator, _) => rights::operator(viewer)?,
        (In(action), Some(id)) => rights::negotiation(app, viewer, id, action).await?,
        (Audit, Some(id)) => rights::audit(app, viewer, id).await?,
        (Run, Some(id)) => audits::own_run(app, viewer, id).await?,
        (Profiles, Some(id)) => payroll_profiles::judged(viewer, id)?,
        // An id that does not read is told so by who reads it.
        (Account | In(_) | Audit | Run | Profiles, _) => rights::account(viewer)?,
    }
    // Who it is need not be asked of the store again.
    parts.extensions.insert(caller);
    Ok(())
}
