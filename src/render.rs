//! Documents of the record, as they are printed, sealed and filed: a pure model, made from the record and the term
//! sheet, written as HTML and as DOCX in either language.

pub mod acts;
pub mod contract;
mod document;
mod docx;
mod html;
mod made;
mod tracked;
mod words;

pub use document::{Block, Document, Signatory, Table};
pub use docx::{Author, MEDIA_TYPE, Unwritten, docx, redline};
pub use html::markup;
pub use made::{of_negotiation, of_register, of_text};
