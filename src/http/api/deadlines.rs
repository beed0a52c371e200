//! Deadlines of all the caller's negotiations.

use super::paged::{After, Paged};
use crate::http::{Caller, Failed, Query, State};
use crate::service::deadlines::{self, DeadlineLine, Filter, Which, Whose};
use axum::extract::State as Injected;
use serde::Deserialize;
use utoipa::IntoParams;

/// A choice of deadlines.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Choice {
    /// `all`, `mine`, `theirs`.
    #[serde(default)]
    #[param(inline)]
    whose: Whose,
    /// `open` (running or overdue), `running`, `overdue`, `all`.
    #[serde(default)]
    #[param(inline)]
    which: Which,
    /// From the page before's `Link`.
    #[serde(rename = "after")]
    _after: Option<String>,
}

/// What runs out in any negotiation within reach: by when it runs out, a hundred a page; `Link` names the next. `mine`: the caller's own party owes it.
#[utoipa::path(get, path = "/api/v1/deadlines", operation_id = "list_deadlines", tag = "negotiations", params(Choice, ("after" = Option<String>, Query, description = "From the `Link` of the page before")), responses(
    (status = 200, description = "Deadlines", body = [DeadlineLine]), (status = 400, description = "Unknown choice"),
    (status = 401, description = "Not signed in"), (status = 422, description = "An `after` that no page named")))]
pub(super) async fn list(
    Injected(state): Injected<State>,
    caller: Caller,
    Query(choice): Query<Choice>,
    after: After,
) -> Result<Paged<DeadlineLine>, Failed> {
    let filter = Filter { whose: choice.whose, which: choice.which };
    let page = deadlines::list(&state.app, &caller.viewer, filter, after.text()).await?;
    Ok(after.page(page))
}
