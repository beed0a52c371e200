//! A document as HTML: one article, to be read and to be printed.

use super::document::{Block, Document, Signatory, Table, numbered};
use maud::{Markup, html};

/// The document with some of its blocks, without a page around it.
pub fn markup(document: &Document, blocks: &[Block]) -> Markup {
    html! {
        article.rendered lang=(document.lang.tag()) {
            header { h1 { (document.title) } @for line in &document.under { p.under { (line) } } }
            @for block in blocks { (piece(document, block)) }
            @if !document.foot.is_empty() { p.foot { (document.foot) } }
        }
    }
}

fn piece(document: &Document, block: &Block) -> Markup {
    match block {
        Block::Article { number, heading } => html! { h2 { (numbered(number, heading)) } },
        Block::Annex { number, heading } => html! { h2.annex { (numbered(number, heading)) } },
        Block::Heading(text) => html! { h3 { (text) } },
        Block::Paragraph(text) => html! { p { (text) } },
        Block::Entry(text) => html! { p.entry { (text) } },
        Block::Facts(facts) => html! {
            table.facts { tbody { @for (label, value) in facts { tr { th scope="row" { (label) } td { (value) } } } } }
        },
        Block::Table(table) => grid(table),
        Block::Signatures(all) => html! {
            div.signing { @for one in all { (signatory(document, one)) } }
        },
    }
}

fn grid(table: &Table) -> Markup {
    let figure = |at: usize| at >= table.names;
    html! {
        div.scroll { table.grid {
            thead { tr { @for (at, cell) in table.head.iter().enumerate() { th.figure[figure(at)] scope="col" { (cell) } } } }
            tbody { @for row in &table.rows { tr { @for (at, cell) in row.iter().enumerate() { td.figure[figure(at)] { (cell) } } } } }
        } }
    }
}

fn signatory(document: &Document, one: &Signatory) -> Markup {
    let colon = document.lang.colon();
    html! {
        section.signatory {
            p { strong { (one.role) (colon) (one.organisation) } }
            @for (label, value) in &one.lines { p { (label) (colon) (value) } }
            p.seal { (one.seal) }
        }
    }
}
