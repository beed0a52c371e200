//! Long lists on a page: as many entries as some hundred KiB of markup hold, the others by links that go on where the page
//! ends. Where a page begins stands in its address, so that everything is reached by links alone.

use super::form::escape;
use super::visit::Visit;
use crate::service::page::within;
use maud::{Markup, html};
use percent_encoding::percent_decode_str;

/// About the most markup that one list may take of a page, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Share {
    /// The list that the page is about.
    Most,
    /// One beside it: with two of them and the frame the page stays below 1 MiB.
    Some,
}

impl Share {
    const fn bytes(self) -> usize {
        match self {
            Self::Most => 560 << 10,
            Self::Some => 200 << 10,
        }
    }
}

/// The entries of a list on this page, and the links to the others (nothing where all are shown). `name` is the parameter of
/// the address that tells with which entry the page begins.
pub(super) fn window<'a, T>(
    visit: &Visit,
    (name, share): (&str, Share),
    all: &'a [T],
    key: impl Fn(&T) -> String,
    weight: impl Fn(&T) -> usize,
) -> (&'a [T], Markup) {
    let wanted = asked(&visit.here, name);
    let start = wanted.and_then(|wanted| all.iter().position(|entry| key(entry) == wanted)).unwrap_or(0);
    let rest = all.get(start..).unwrap_or_default();
    let count = within(rest.iter().map(weight), rest.len(), share.bytes()).min(rest.len());
    let (shown, further) = rest.split_at(count);
    let links = html! { @if count < all.len() {
        nav.pages.fold aria-label=(visit.t("pages")) {
            span { (visit.lang().ta("fold-shown", &[
                ("from", &start.saturating_add(1).to_string()), ("to", &start.saturating_add(count).to_string()),
                ("total", &all.len().to_string())])) }
            @if start > 0 { " " a href=(link(&visit.here, name, None)) { (visit.t("page-first")) } }
            @if let Some(next) = further.first() {
                " " a rel="next" href=(link(&visit.here, name, Some(&key(next)))) { (visit.t("page-after")) }
            }
        }
    } };
    (shown, links)
}

/// The address of this page, beginning with an entry.
pub(super) fn goto(visit: &Visit, name: &str, key: &str) -> String {
    link(&visit.here, name, Some(key))
}

/// What an address says of a parameter.
fn asked(here: &str, name: &str) -> Option<String> {
    let (_, query) = here.split_once('?')?;
    let pair = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(n, _)| *n == name)?;
    Some(percent_decode_str(&pair.1.replace('+', " ")).decode_utf8_lossy().into_owned())
}

/// The address with another value of a parameter, or without it.
fn link(here: &str, name: &str, value: Option<&str>) -> String {
    let (path, query) = here.split_once('?').unwrap_or((here, ""));
    let others = query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name));
    let mut pairs: Vec<String> = others.map(str::to_owned).collect();
    pairs.extend(value.map(|value| format!("{name}={}", escape(value))));
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::{asked, link};

    #[test]
    fn the_address_keeps_its_other_parameters() {
        let here = "/x?show=open&items=a%2Eb+c&q=";
        assert_eq!(asked(here, "items").as_deref(), Some("a.b c"));
        assert_eq!(asked(here, "item"), None);
        assert_eq!(link(here, "items", None), "/x?show=open&q=");
        assert_eq!(link("/x", "items", Some("a b&c")), "/x?items=a%20b%26c");
    }
}
