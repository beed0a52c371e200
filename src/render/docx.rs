//! A document as an office file (WordprocessingML): plain, or with what changed as tracked changes.

use super::document::{Document, GridKind, Style};
use super::tracked::{Runs, Tracked, TrackedRow, between, unchanged};
use crate::i18n::Lang;
use chrono::{DateTime, SecondsFormat, Utc};
use docx_rs::{
    AlignmentType, BreakType, Delete, Docx, Footer, Insert, LineSpacing, NumPages, PageMargin, PageNum, Paragraph, Run,
    RunFonts, Shading, SpecialIndentType, Table, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType,
    WidthType,
};
use domain::term::redline::RunKind;
use std::io::Cursor;

/// The media type of an office text.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A4, in twentieths of a point.
const PAGE: (u32, u32) = (11906, 16838);
const MARGIN: i32 = 1588;
/// What is left for text.
const WIDTH: usize = 8730;
/// The style of the foot: page numbers take their size from it.
const FOOTER: &str = "Foot";
/// Height of a box for a seal.
const SEAL: f32 = 1900.0;

/// Who made tracked changes, and when.
#[derive(Clone, Debug)]
pub struct Author {
    pub name: String,
    pub at: DateTime<Utc>,
}

/// The file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("an office file could not be written: {0}")]
pub struct Unwritten(String);

/// A document as a file.
///
/// # Errors
/// [`Unwritten`]: a fault of ours.
pub fn docx(document: &Document) -> Result<Vec<u8>, Unwritten> {
    write(document, &document.foot, &unchanged(&document.pieces()), None)
}

/// What makes the old document into the new one, as tracked changes: accepted they are the new one, rejected the old.
///
/// # Errors
/// As [`docx`].
pub fn redline(old: &Document, new: &Document, foot: &str, author: &Author) -> Result<Vec<u8>, Unwritten> {
    write(new, foot, &between(&old.pieces(), &new.pieces()), Some(author))
}

fn write(document: &Document, foot: &str, pieces: &[Tracked], author: Option<&Author>) -> Result<Vec<u8>, Unwritten> {
    let at = stamp(document.at);
    let pen = Pen {
        lang: document.lang,
        author: author.map_or("", |author| &author.name),
        at: author.map_or_else(|| at.clone(), |author| stamp(author.at)),
    };
    let margin =
        PageMargin { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, header: 800, footer: 800, gutter: 0 };
    let mut docx = Docx::new()
        .created_at(&at)
        .updated_at(&at)
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margin)
        .default_fonts(fonts(false))
        .default_size(24)
        .add_style(docx_rs::Style::new(FOOTER, docx_rs::StyleType::Paragraph).name(FOOTER).size(FOOT.size))
        .footer(pen.footer(foot));
    for piece in pieces {
        docx = match piece {
            Tracked::Line { style, mark, runs } => docx.add_paragraph(pen.line(*style, *mark, runs)),
            // An empty line keeps two tables from being read as one.
            Tracked::Grid { kind, names, rows } => {
                let docx = if *kind == GridKind::Signatures { docx.add_paragraph(spacer()) } else { docx };
                docx.add_table(pen.grid(*kind, *names, rows)).add_paragraph(spacer())
            }
        };
    }
    let mut parts = docx.build();
    parts.document = repeating(parts.document);
    let mut file = Cursor::new(Vec::new());
    parts.pack(&mut file).map_err(|error| Unwritten(error.to_string()))?;
    Ok(file.into_inner())
}

fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The writer has no word for a row that is a table's head. Heads alone are kept whole, so that this says it of them; in
/// a text the mark cannot stand, for there it is escaped.
fn repeating(document: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(document) {
        Ok(text) => text.replace("<w:cantSplit />", "<w:cantSplit /><w:tblHeader />").into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

/// Latin, and the Chinese faces that office programs and systems know.
fn fonts(heading: bool) -> RunFonts {
    let (latin, chinese) = if heading { ("Arial", "SimHei") } else { ("Times New Roman", "SimSun") };
    RunFonts::new().ascii(latin).hi_ansi(latin).cs(latin).east_asia(chinese)
}

fn spacer() -> Paragraph {
    Paragraph::new().line_spacing(LineSpacing::new().line(200))
}

/// How a text is set: half points, heading face, bold.
#[derive(Clone, Copy)]
struct Face {
    size: usize,
    heading: bool,
    bold: bool,
    soft: bool,
}

const BODY: Face = Face { size: 24, heading: false, bold: false, soft: false };
const CELL: Face = Face { size: 21, ..BODY };
const LABEL: Face = Face { heading: true, ..CELL };
const FOOT: Face = Face { size: 16, soft: true, ..BODY };

impl Face {
    const fn of(style: Style) -> Self {
        match style {
            Style::Title => Self { size: 36, heading: true, bold: true, soft: false },
            Style::Under => Self { size: 21, soft: true, ..BODY },
            Style::Article | Style::Annex => Self { heading: true, bold: true, ..BODY },
            Style::Heading => Self { size: 22, heading: true, ..BODY },
            Style::Body | Style::Entry => BODY,
        }
    }

    fn run(self) -> Run {
        let run = Run::new().size(self.size).fonts(fonts(self.heading));
        let run = if self.bold { run.bold() } else { run };
        if self.soft { run.color("555555") } else { run }
    }

    /// With a text, its line ends as breaks; `deleted` as a tracked deletion writes it.
    fn text(self, text: &str, deleted: bool) -> Run {
        let mut run = self.run();
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                run = run.add_break(BreakType::TextWrapping);
            }
            let line: String = line.chars().filter(|c| !c.is_control()).collect();
            if !line.is_empty() {
                run = if deleted { run.add_delete_text(line) } else { run.add_text(line) };
            }
        }
        run
    }
}

struct Pen<'a> {
    lang: Lang,
    author: &'a str,
    at: String,
}

impl Pen<'_> {
    fn inserted(&self) -> Insert {
        Insert::new_with_empty().author(self.author).date(&self.at)
    }

    fn deleted(&self) -> Delete {
        Delete::new().author(self.author).date(&self.at)
    }

    fn runs(&self, mut paragraph: Paragraph, face: Face, runs: &Runs) -> Paragraph {
        for run in runs {
            paragraph = match run.kind {
                RunKind::Equal => paragraph.add_run(face.text(&run.text, false)),
                RunKind::Inserted => paragraph.add_insert(self.inserted().add_run(face.text(&run.text, false))),
                RunKind::Deleted => paragraph.add_delete(self.deleted().add_run(face.text(&run.text, true))),
            };
        }
        paragraph
    }

    fn line(&self, style: Style, mark: RunKind, runs: &Runs) -> Paragraph {
        let paragraph = self.runs(styled(style, self.lang), Face::of(style), runs);
        match mark {
            RunKind::Equal => paragraph,
            RunKind::Inserted => paragraph.insert(self.author, &self.at),
            RunKind::Deleted => paragraph.delete(self.author, &self.at),
        }
    }

    fn grid(&self, kind: GridKind, names: usize, rows: &[TrackedRow]) -> Table {
        let widths = widths(kind, rows);
        let row = |(at, row): (usize, &TrackedRow)| {
            let head = kind == GridKind::Table && at == 0;
            let cells = row.cells.iter().zip(&widths).enumerate();
            let cells =
                cells.map(|(column, (runs, width))| self.cell(kind, at, column < names, runs, *width, row.mark));
            let made = TableRow::new(cells.collect());
            match row.mark {
                RunKind::Inserted => made.insert(self.inserted()),
                RunKind::Deleted => made.delete(self.deleted()),
                RunKind::Equal if head => made.cant_split(),
                RunKind::Equal if kind == GridKind::Signatures && at > 0 => made.row_height(SEAL),
                RunKind::Equal => made,
            }
        };
        let made = rows.iter().enumerate().map(row).collect();
        Table::new(made)
            .layout(TableLayoutType::Fixed)
            .width(WIDTH, WidthType::Dxa)
            .set_grid(widths)
            .margins(TableCellMargins::new().margin(50, 100, 50, 100))
    }

    fn cell(&self, kind: GridKind, row: usize, name: bool, runs: &Runs, width: usize, mark: RunKind) -> TableCell {
        let label = (kind == GridKind::Table && row == 0) || (kind == GridKind::Facts && name);
        let (face, paragraph) = match kind {
            GridKind::Signatures if row > 0 => (FOOT, Paragraph::new().align(AlignmentType::Center)),
            GridKind::Signatures => (BODY, Paragraph::new().line_spacing(LineSpacing::new().line(400).after(80))),
            GridKind::Table if !name => (CELL, Paragraph::new().align(AlignmentType::Right)),
            GridKind::Table | GridKind::Facts => (CELL, Paragraph::new()),
        };
        let paragraph = self.runs(paragraph, if label { LABEL } else { face }, runs);
        let paragraph = match mark {
            RunKind::Equal => paragraph,
            RunKind::Inserted => paragraph.insert(self.author, &self.at),
            RunKind::Deleted => paragraph.delete(self.author, &self.at),
        };
        let cell = TableCell::new().add_paragraph(paragraph).width(width, WidthType::Dxa);
        let cell = cell.vertical_align(VAlignType::Center);
        match kind {
            GridKind::Signatures if row == 0 => cell.clear_all_border().vertical_align(VAlignType::Top),
            _ if label => cell.shading(Shading::new().fill("F2F2EE")),
            _ => cell,
        }
    }

    /// The hash on the left, the page on the right would need tabs that not every reader sets: two lines.
    fn footer(&self, foot: &str) -> Footer {
        let word = |key: &str| self.lang.t(key);
        let text = |text: String| FOOT.text(&text, false);
        let page = Paragraph::new()
            .style(FOOTER)
            .align(AlignmentType::Center)
            .add_run(text(format!("{} ", word("doc-page-before"))))
            .add_page_num(PageNum::new())
            .add_run(text(format!(" {} ", word("doc-page-between"))))
            .add_num_pages(NumPages::new())
            .add_run(text(format!(" {}", word("doc-page-after"))));
        let footer = Footer::new();
        let footer = if foot.is_empty() {
            footer
        } else {
            footer.add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(FOOT.text(foot, false)))
        };
        footer.add_paragraph(page)
    }
}

fn styled(style: Style, lang: Lang) -> Paragraph {
    let spaced = |before, after| LineSpacing::new().before(before).after(after).line(360);
    let paragraph = Paragraph::new();
    let first = match lang {
        Lang::Zh => Some(SpecialIndentType::FirstLine(480)),
        Lang::En => None,
    };
    match style {
        Style::Title => paragraph.align(AlignmentType::Center).line_spacing(spaced(0, 160)),
        Style::Under => paragraph.align(AlignmentType::Center).line_spacing(spaced(0, 60)),
        Style::Article => paragraph.keep_next(true).outline_lvl(0).line_spacing(spaced(240, 60)),
        Style::Annex => paragraph.page_break_before(true).keep_next(true).outline_lvl(0).line_spacing(spaced(0, 120)),
        Style::Heading => paragraph.keep_next(true).line_spacing(spaced(160, 80)),
        Style::Body => paragraph.indent(None, first, None, None).line_spacing(spaced(0, 60)),
        Style::Entry => {
            // In Chinese like any paragraph, in English with the number in front.
            let hanging = Some(SpecialIndentType::Hanging(480));
            let (left, special) = if first.is_some() { (None, first) } else { (Some(480), hanging) };
            paragraph.indent(left, special, None, None).line_spacing(spaced(0, 60))
        }
    }
}

/// Columns as wide as what stands in them asks for.
fn widths(kind: GridKind, rows: &[TrackedRow]) -> Vec<usize> {
    let count = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(1);
    let equal = || vec![WIDTH.checked_div(count).unwrap_or(WIDTH); count];
    match kind {
        GridKind::Signatures => equal(),
        GridKind::Facts => vec![2400, WIDTH.saturating_sub(2400)],
        GridKind::Table => {
            let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
            let length = |runs: &Runs| runs.iter().flat_map(|run| run.text.chars()).map(wide).sum::<usize>();
            let cell = |at: usize| rows.iter().filter_map(|row| row.cells.get(at)).map(length).max().unwrap_or(0);
            let wanted: Vec<usize> = (0..count).map(|at| cell(at).clamp(6, 40)).collect();
            let all: usize = wanted.iter().sum();
            wanted.iter().map(|one| one.saturating_mul(WIDTH).checked_div(all).unwrap_or(1)).collect()
        }
    }
}
