//! Forms: fields described once, rendered and read from that description.

mod field;
mod posted;
mod view;

pub(super) use field::{Field, Input, Reader};
pub(super) use posted::Posted;
pub(super) use view::{Beside, Inputs, Options, id_of, inputs, inputs_beside, place};

use maud::{Markup, html};

/// The hidden token that binds a form to its session.
pub(super) fn token(csrf: &str) -> Markup {
    html! { @if !csrf.is_empty() { input type="hidden" name="csrf" value=(csrf); } }
}

/// A value within a query string.
pub(super) fn escape(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut out = String::new();
    for byte in text.bytes() {
        if keep(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
