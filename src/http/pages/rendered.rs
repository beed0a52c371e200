//! A document on a page of its own, to be read to the end, printed and saved.

use super::fold::{Share, window};
use super::shell::{Section, page};
use super::visit::Visit;
use crate::render::{Block, Document, markup};
use maud::{Markup, html};

/// The page of a document: where one came from, the file, the document.
pub(super) fn show(visit: &Visit, section: Section, back: (&str, &str), document: &Document) -> Markup {
    let path = visit.here.split('?').next().unwrap_or_default();
    let portions: Vec<(usize, Block)> = document.portions().into_iter().enumerate().collect();
    let (shown, links) =
        window(visit, ("block", Share::Most), &portions, |(at, _)| at.to_string(), |(_, block)| block.weight());
    let blocks: Vec<Block> = shown.iter().map(|(_, block)| block.clone()).collect();
    page(
        visit,
        section,
        &document.title,
        html! {
            p.actions.inline {
                a href=(back.0) { "← " (back.1) } " "
                a.button href={ (path) ".docx" } { (visit.t("doc-save")) } " "
                button.button type="button" data-print hidden { (visit.t("doc-print")) }
            }
            (markup(document, &blocks))
            (links)
        },
    )
}
