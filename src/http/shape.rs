//! The shape of what a form or a body carries: the faults that [`validator`] finds, told as the services tell theirs.

use crate::service::{Error, FieldCode, FieldFault};
use domain::limits;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

/// A limit as [`validator`] counts.
pub(super) const fn most(limit: usize) -> u64 {
    limit as u64
}

/// Checks the shape.
///
/// # Errors
/// [`Error::Invalid`] with every field at fault, in the order of their names, at most `limits::FAULTS_TOLD`.
pub(super) fn check(shape: &impl Validate) -> Result<(), Error> {
    let Err(errors) = shape.validate() else { return Ok(()) };
    let mut faults = Vec::new();
    collect("", &errors, &mut faults);
    faults.sort_by(|a, b| a.field.cmp(&b.field));
    faults.truncate(limits::FAULTS_TOLD);
    Err(Error::Invalid(faults))
}

fn collect(prefix: &str, errors: &ValidationErrors, out: &mut Vec<FieldFault>) {
    for (name, kind) in errors.errors() {
        let path = if prefix.is_empty() { name.to_string() } else { format!("{prefix}.{name}") };
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(&path, inner, out),
            ValidationErrorsKind::List(all) => {
                for (index, inner) in all {
                    collect(&format!("{path}[{index}]"), inner, out);
                }
            }
            ValidationErrorsKind::Field(all) => {
                out.extend(all.iter().map(|error| FieldFault { field: path.clone(), code: code(error) }));
            }
        }
    }
}

/// The code of a fault, as `field-<code>` says it.
fn code(error: &ValidationError) -> FieldCode {
    let list = error.params.get("value").is_some_and(serde_json::Value::is_array);
    match error.code.as_ref() {
        "length" if list => FieldCode::TooManyEntries,
        "length" => FieldCode::TooLong,
        _ => FieldCode::Unknown,
    }
}

#[cfg(test)]
mod tests;
