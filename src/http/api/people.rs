//! Organisations, accounts, mandates.

use super::body::Body;
use super::paged::{After, Paged};
use crate::http::shape::most;
use crate::http::{Caller, Failed, Path, State};
use crate::service::accounts::{self, AccountView, NewAccount};
use crate::service::mandates;
use crate::service::people::{self, MandateView, NewMandate, NewOrganisation, OrganisationView};
use axum::Json;
use axum::extract::State as Injected;
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::limits;
use domain::party::{MandateRole, OrganisationKind};
use domain::schema::{Key, Line, Name, Title};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// Everybody there is to bargain with, a hundred a page; `Link` names the next.
#[utoipa::path(get, path = "/api/v1/organisations", operation_id = "list_organisations", tag = "people",
    params(("after" = Option<Uuid>, Query, description = "From the `Link` of the page before")), responses(
    (status = 200, description = "Organisations", body = [OrganisationView]), (status = 401, description = "Not signed in"),
    (status = 422, description = "An `after` that no page named")))]
pub(super) async fn organisations(
    Injected(state): Injected<State>,
    caller: Caller,
    after: After,
) -> Result<Paged<OrganisationView>, Failed> {
    let page = people::organisations(&state.app, &caller.viewer, after.text()).await?;
    Ok(after.page(page))
}

/// A new organisation.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganisationBody {
    #[validate(length(max = most(limits::TITLE)))]
    #[schema(value_type = Title)]
    name: String,
    #[serde(default)]
    #[validate(length(max = most(limits::TITLE)))]
    #[schema(value_type = Title)]
    name_en: String,
    #[schema(example = "union_federation")]
    kind: OrganisationKind,
    #[serde(default)]
    #[validate(length(max = most(limits::KEY)))]
    #[schema(value_type = Option<Key>)]
    credit_code: Option<String>,
    #[validate(length(max = most(limits::KEY)))]
    #[schema(value_type = Key, example = "640205")]
    area: String,
    #[serde(default)]
    #[validate(length(max = most(limits::KEY)))]
    #[schema(value_type = Key)]
    industry: String,
    #[serde(default)]
    parent: Option<Uuid>,
}

/// Creates an organisation (operator).
#[utoipa::path(post, path = "/api/v1/organisations", request_body = OrganisationBody, tag = "people", responses(
    (status = 201, description = "Created", body = OrganisationView),
    (status = 400, description = "Not JSON"), (status = 401, description = "Not signed in"),
    (status = 404, description = "Not the operator"), (status = 415, description = "Not JSON"),
    (status = 422, description = "Faults of fields")))]
pub(super) async fn create_organisation(
    Injected(state): Injected<State>,
    caller: Caller,
    Body(b): Body<OrganisationBody>,
) -> Result<(StatusCode, Json<OrganisationView>), Failed> {
    let new = NewOrganisation {
        name: b.name,
        name_en: b.name_en,
        kind: b.kind,
        credit_code: b.credit_code,
        area: b.area,
        industry: b.industry,
        parent: b.parent,
    };
    Ok((StatusCode::CREATED, Json(people::create_organisation(&state.app, &caller.viewer, new).await?)))
}

/// A dated membership.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AffiliationBody {
    parent: Uuid,
    child: Uuid,
    from: NaiveDate,
    #[serde(default)]
    to: Option<NaiveDate>,
}

/// Affiliates an organisation with another (operator).
#[utoipa::path(post, path = "/api/v1/affiliations", operation_id = "affiliate_organisation", request_body = AffiliationBody, tag = "people", responses(
    (status = 204, description = "Affiliated"),
    (status = 400, description = "Not JSON"), (status = 401, description = "Not signed in"),
    (status = 404, description = "Not the operator"), (status = 415, description = "Not JSON"),
    (status = 422, description = "Faults of fields")))]
pub(super) async fn affiliate(
    Injected(state): Injected<State>,
    caller: Caller,
    Body(b): Body<AffiliationBody>,
) -> Result<StatusCode, Failed> {
    people::affiliate(&state.app, &caller.viewer, b.parent, b.child, b.from, b.to).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Accounts, a hundred a page (operator); `Link` names the next.
#[utoipa::path(get, path = "/api/v1/accounts", operation_id = "list_accounts", tag = "people",
    params(("after" = Option<Uuid>, Query, description = "From the `Link` of the page before")), responses(
    (status = 200, description = "Accounts", body = [AccountView]), (status = 401, description = "Not signed in"),
    (status = 404, description = "Not the operator"), (status = 422, description = "An `after` that no page named")))]
pub(super) async fn accounts(
    Injected(state): Injected<State>,
    caller: Caller,
    after: After,
) -> Result<Paged<AccountView>, Failed> {
    let page = accounts::list(&state.app, &caller.viewer, after.text()).await?;
    Ok(after.page(page))
}

/// A new account.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountBody {
    #[validate(length(max = most(limits::SHORT)))]
    #[schema(value_type = Line)]
    login: String,
    #[validate(length(max = most(limits::NAME)))]
    #[schema(value_type = Name)]
    name: String,
    /// At least 10 characters.
    #[validate(length(max = most(limits::SHORT)))]
    #[schema(value_type = Line)]
    password: String,
    #[serde(default)]
    operator: bool,
    #[serde(default)]
    #[validate(length(max = most(limits::KEY)))]
    #[schema(value_type = Option<Key>)]
    locale: Option<String>,
}

/// Creates an account (operator).
#[utoipa::path(post, path = "/api/v1/accounts", request_body = AccountBody, tag = "people", responses(
    (status = 201, description = "Created", body = AccountView),
    (status = 400, description = "Not JSON"), (status = 401, description = "Not signed in"),
    (status = 404, description = "Not the operator"), (status = 415, description = "Not JSON"),
    (status = 422, description = "Faults of fields")))]
pub(super) async fn create_account(
    Injected(state): Injected<State>,
    caller: Caller,
    Body(b): Body<AccountBody>,
) -> Result<(StatusCode, Json<AccountView>), Failed> {
    let locale = b.locale.unwrap_or_else(|| "zh-CN".to_owned());
    let new = NewAccount { login: b.login, name: b.name, password: b.password, operator: b.operator, locale };
    Ok((StatusCode::CREATED, Json(accounts::create(&state.app, &caller.viewer, new).await?)))
}

/// Mandates, a hundred a page (operator); `Link` names the next.
#[utoipa::path(get, path = "/api/v1/mandates", operation_id = "list_mandates", tag = "people",
    params(("after" = Option<Uuid>, Query, description = "From the `Link` of the page before")), responses(
    (status = 200, description = "Mandates", body = [MandateView]), (status = 401, description = "Not signed in"),
    (status = 404, description = "Not the operator"), (status = 422, description = "An `after` that no page named")))]
pub(super) async fn mandates(
    Injected(state): Injected<State>,
    caller: Caller,
    after: After,
) -> Result<Paged<MandateView>, Failed> {
    let page = people::mandates(&state.app, &caller.viewer, after.text()).await?;
    Ok(after.page(page))
}

/// A new mandate.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MandateBody {
    account: Uuid,
    organisation: Uuid,
    #[schema(example = "chief_representative")]
    role: MandateRole,
    #[serde(default)]
    negotiation: Option<Uuid>,
    from: NaiveDate,
    #[serde(default)]
    to: Option<NaiveDate>,
}

/// Asks for a mandate (operator). It counts once a representative of the organisation has confirmed it, or, where it has none, a second operator.
#[utoipa::path(post, path = "/api/v1/mandates", operation_id = "request_mandate", request_body = MandateBody, tag = "people", responses(
    (status = 201, description = "Asked for", body = MandateView),
    (status = 400, description = "Not JSON"), (status = 401, description = "Not signed in"),
    (status = 404, description = "Not the operator"), (status = 415, description = "Not JSON"),
    (status = 422, description = "Faults of fields")))]
pub(super) async fn grant(
    Injected(state): Injected<State>,
    caller: Caller,
    Body(b): Body<MandateBody>,
) -> Result<(StatusCode, Json<MandateView>), Failed> {
    let new = NewMandate {
        account: b.account,
        organisation: b.organisation,
        role: b.role,
        negotiation: b.negotiation,
        from: b.from,
        to: b.to,
    };
    Ok((StatusCode::CREATED, Json(people::grant(&state.app, &caller.viewer, new).await?)))
}

/// Revokes a mandate (operator).
#[utoipa::path(delete, path = "/api/v1/mandates/{id}", operation_id = "revoke_mandate", tag = "people", responses(
    (status = 204, description = "Revoked"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None in force, or not the operator")))]
pub(super) async fn revoke(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failed> {
    mandates::revoke(&state.app, &caller.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
