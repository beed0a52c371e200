//! Every page that a role can come to, found by following links as a person would, held against the routes.

use super::session::Session;
use crate::permission::page_reads;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The roles of the demonstration; the public has no login.
pub const ROLES: [&str; 6] = ["", "union", "employer", "bureau", "store", "operator"];

/// No pages: they send files or streams, or send elsewhere.
const NO_PAGES: [&str; 6] = [
    "/assets/{file}",
    "/calendar/{file}",
    "/language/{tag}",
    "/live",
    "/negotiations/{id}/documents/{document}",
    "/negotiations/{id}/live",
];

/// Endings of files to save.
const FILES: [&str; 3] = [".csv", ".docx", ".xlsx"];

/// Of pages made after one pattern as many are looked at as differ: every negotiation (each at another stage), every
/// list of the operator's, an audit that is done and one that waits; of the rest one. Acts are told apart by name.
fn limit(pattern: &str) -> usize {
    match pattern {
        "/negotiations/{id}" => 6,
        "/negotiations/{id}/do/{act}" => usize::MAX,
        "/negotiations/{id}/acts/{seq}" => 3,
        "/operator/{what}" => 10,
        "/audits/{id}" => 2,
        _ => 1,
    }
}

/// Patterns of all pages.
pub fn patterns() -> BTreeSet<String> {
    let is_page =
        |path: &String| !NO_PAGES.contains(&path.as_str()) && !FILES.iter().any(|ending| path.ends_with(ending));
    page_reads().into_iter().filter(is_page).collect()
}

/// The pattern that a path is made after; the one with the fewest gaps.
fn pattern_of<'a>(path: &str, all: &'a BTreeSet<String>) -> Option<&'a str> {
    let pieces: Vec<&str> = path.split('/').collect();
    let fits = |pattern: &&String| {
        let wanted: Vec<&str> = pattern.split('/').collect();
        wanted.len() == pieces.len() && wanted.iter().zip(&pieces).all(|(w, p)| w.starts_with('{') || w == p)
    };
    all.iter().filter(fits).map(String::as_str).min_by_key(|pattern| pattern.matches('{').count())
}

/// Follows links from the front page on. At each page that is new by its pattern `look` is called, while it is open;
/// pages in `known` are not opened. Tells the pages by pattern.
pub async fn walk(
    person: &Session,
    known: &BTreeSet<String>,
    mut look: impl AsyncFnMut(&str),
) -> BTreeMap<String, Vec<String>> {
    let all = patterns();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut queue = VecDeque::from(["/".to_owned(), "/sign-in".to_owned()]);
    let mut acts = BTreeSet::new();
    while let Some(path) = queue.pop_front() {
        let Some(pattern) = pattern_of(&path, &all).filter(|_| !known.contains(&path)) else { continue };
        let pages = found.entry(pattern.to_owned()).or_default();
        if pages.contains(&path) || pages.len() >= limit(pattern) {
            continue;
        }
        let act = path.rsplit('/').next().unwrap_or_default().to_owned();
        if pattern.ends_with("/do/{act}") && !acts.insert(act) {
            continue;
        }
        pages.push(path.clone());
        person.open(&path).await;
        look(&path).await;
        queue.extend(links(person).await);
    }
    found
}

async fn links(person: &Session) -> Vec<String> {
    let script = "return [...document.querySelectorAll('a[href]')]
        .filter((a) => a.origin === location.origin && !a.hasAttribute('download')).map((a) => a.pathname)";
    let links = person.run(script, &[]).await;
    links.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
