//! What stands in a document, apart from how it is written.

use crate::i18n::Lang;
use chrono::{DateTime, Utc};

/// A document: title, blocks in order, a foot on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub lang: Lang,
    pub title: String,
    /// Lines beneath the title: number, date, standing.
    pub under: Vec<String>,
    pub blocks: Vec<Block>,
    /// On every page beside the page number, e.g. the hash of what is signed.
    pub foot: String,
    /// The instant of the record that it shows.
    pub at: DateTime<Utc>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// 第一条: its number in words, and its heading.
    Article {
        number: String,
        heading: String,
    },
    /// 附件一, on a page of its own.
    Annex {
        number: String,
        heading: String,
    },
    /// A heading without a number.
    Heading(String),
    Paragraph(String),
    /// An entry of a list.
    Entry(String),
    /// What is filled in: label and value.
    Facts(Vec<(String, String)>),
    Table(Table),
    /// Side by side, each with a box for the seal.
    Signatures(Vec<Signatory>),
}

/// Rows of a table that are shown as one block.
const PORTION: usize = 200;

/// A table with a head, which is repeated on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub head: Vec<String>,
    /// How many columns from the left name the row; the others are figures or words about it.
    pub names: usize,
    /// As many cells a row as the head has.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Without the columns in which no row has anything.
    pub fn dense(self) -> Self {
        let used: Vec<bool> = (0..self.head.len())
            .map(|at| self.rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty())))
            .collect();
        let names = used.iter().take(self.names).filter(|used| **used).count();
        let keep =
            |row: Vec<String>| row.into_iter().zip(&used).filter(|(_, used)| **used).map(|(cell, _)| cell).collect();
        Self { head: keep(self.head), names, rows: self.rows.into_iter().map(keep).collect() }
    }
}

/// Who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    /// As what, e.g. 企业方.
    pub role: String,
    /// For whom.
    pub organisation: String,
    /// Name, post, time: label and value.
    pub lines: Vec<(String, String)>,
    /// What the box for the seal says.
    pub seal: String,
}

/// How a line of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Style {
    Title,
    Under,
    Article,
    Annex,
    Heading,
    Body,
    Entry,
}

/// What kind of grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum GridKind {
    Facts,
    Table,
    Signatures,
}

/// A grid of cells; the first row of a table is its head.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Grid {
    pub kind: GridKind,
    /// Columns from the left that name the row.
    pub names: usize,
    pub rows: Vec<Vec<String>>,
}

/// A document as lines and grids, in order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Piece {
    Line(Style, String),
    Grid(Grid),
}

impl Block {
    /// About how much text it holds, in bytes.
    pub fn weight(&self) -> usize {
        let rows = |rows: &[Vec<String>]| rows.iter().flatten().map(|cell| cell.len().saturating_add(30)).sum();
        match self {
            Self::Article { number, heading } | Self::Annex { number, heading } => {
                number.len().saturating_add(heading.len())
            }
            Self::Heading(text) | Self::Paragraph(text) | Self::Entry(text) => text.len().saturating_add(20),
            Self::Facts(facts) => {
                facts.iter().map(|(label, value)| label.len().saturating_add(value.len()).saturating_add(50)).sum()
            }
            Self::Table(table) => rows(&table.rows),
            Self::Signatures(_) => 2_000,
        }
    }
}

impl Document {
    /// The same as lines and grids.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let title = Piece::Line(Style::Title, self.title.clone());
        let under = self.under.iter().map(|line| Piece::Line(Style::Under, line.clone()));
        std::iter::once(title).chain(under).chain(self.blocks.iter().map(|block| piece(block, self.lang))).collect()
    }

    /// Its blocks, a long table as several: so that a page can show some of them.
    pub fn portions(&self) -> Vec<Block> {
        let portion = |block: &Block| match block {
            Block::Table(table) if table.rows.len() > PORTION => {
                let rows = table.rows.chunks(PORTION);
                rows.map(|rows| Block::Table(Table { rows: rows.to_vec(), ..table.clone() })).collect()
            }
            block => vec![block.clone()],
        };
        self.blocks.iter().flat_map(portion).collect()
    }

    /// All it says, a line a line or cell.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for piece in self.pieces() {
            match piece {
                Piece::Line(_, text) => line(&mut out, &text),
                Piece::Grid(grid) => grid.rows.iter().flatten().for_each(|cell| line(&mut out, cell)),
            }
        }
        line(&mut out, &self.foot);
        out
    }
}

fn line(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push_str(text);
        out.push('\n');
    }
}

/// A number and what it is the number of.
pub(super) fn numbered(number: &str, heading: &str) -> String {
    if heading.is_empty() { number.to_owned() } else { format!("{number}\u{3000}{heading}") }
}

fn piece(block: &Block, lang: Lang) -> Piece {
    match block {
        Block::Article { number, heading } => Piece::Line(Style::Article, numbered(number, heading)),
        Block::Annex { number, heading } => Piece::Line(Style::Annex, numbered(number, heading)),
        Block::Heading(text) => Piece::Line(Style::Heading, text.clone()),
        Block::Paragraph(text) => Piece::Line(Style::Body, text.clone()),
        Block::Entry(text) => Piece::Line(Style::Entry, text.clone()),
        Block::Facts(facts) => {
            let rows = facts.iter().map(|(label, value)| vec![label.clone(), value.clone()]).collect();
            Piece::Grid(Grid { kind: GridKind::Facts, names: 1, rows })
        }
        Block::Table(table) => {
            let rows = std::iter::once(&table.head).chain(&table.rows).cloned().collect();
            Piece::Grid(Grid { kind: GridKind::Table, names: table.names, rows })
        }
        Block::Signatures(all) => {
            let rows = vec![
                all.iter().map(|one| signed(one, lang)).collect(),
                all.iter().map(|one| one.seal.clone()).collect(),
            ];
            Piece::Grid(Grid { kind: GridKind::Signatures, names: 0, rows })
        }
    }
}

fn signed(one: &Signatory, lang: Lang) -> String {
    let colon = lang.colon();
    let head = format!("{}{colon}{}", one.role, one.organisation);
    let lines = one.lines.iter().map(|(label, value)| format!("{label}{colon}{value}"));
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}
