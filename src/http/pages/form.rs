//! Forms: fields described once, rendered and read from that description.

mod field;
mod posted;
mod view;

pub(super) use field::{Field, Input, Reader};
pub(super) use posted::Posted;
pub(super) use view::{Beside, Inputs, Options, cell, id_of, inputs, inputs_beside, list_id, place};

use maud::{Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The hidden token that binds a form to its session.
pub(super) fn token(csrf: &str) -> Markup {
    html! { @if !csrf.is_empty() { input type="hidden" name="csrf" value=(csrf); } }
}

/// A value within a query string.
pub(super) fn escape(text: &str) -> String {
    const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    utf8_percent_encode(text, ESCAPED).to_string()
}
