//! How a caller says who calls, in the document: a bearer token, or a browser's cookie.

use crate::http::COOKIE;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};

/// Operations that answer nobody in particular too.
const PUBLIC: [&str; 9] = [
    "sign_in",
    "create_token",
    "get_health",
    "list_rulebooks",
    "get_rulebook",
    "search_contracts",
    "get_contract",
    "save_contract",
    "check_floor",
];

/// Says of each operation whether it asks who calls.
pub(super) fn document(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(COOKIE))));
    let by = |scheme: &str| SecurityRequirement::new(scheme, Vec::<String>::new());
    for path in document.paths.paths.values_mut() {
        let methods = [&mut path.get, &mut path.put, &mut path.post, &mut path.delete];
        for operation in methods.into_iter().flatten() {
            let public = operation.operation_id.as_deref().is_some_and(|id| PUBLIC.contains(&id));
            let nobody = public.then(SecurityRequirement::default);
            operation.security = Some([by("bearer"), by("cookie")].into_iter().chain(nobody).collect());
        }
    }
}
