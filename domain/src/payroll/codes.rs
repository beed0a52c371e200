//! The codes of a contract that a payroll may have columns for.

use crate::term::{NameKind, Term, TermSheet};

/// By kind, each sorted and without repeats. Places in these lists stand for codes everywhere in the audit. A plain word of
/// the sheet (`"code": "缝合"`) stands here as the sheet writes it; a text of a file matches by
/// [`Matcher`](crate::term::Matcher).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    pub allowances: Vec<String>,
    pub classes: Vec<String>,
    pub operations: Vec<String>,
    pub variants: Vec<String>,
    pub commissions: Vec<String>,
    pub one_offs: Vec<String>,
}

impl Codes {
    /// The codes of a sheet.
    pub fn of(sheet: &TermSheet) -> Self {
        let mut codes = Self::default();
        for item in &sheet.items {
            match &item.term {
                Term::Overtime { classes, .. } => {
                    codes.classes.extend(classes.iter().map(|class| class.code.clone()));
                }
                Term::PieceRate { variant: Some(variant), .. } => codes.variants.push(variant.clone()),
                _ => {}
            }
            let Some((kind, code)) = item.term.code() else { continue };
            let list = match kind {
                NameKind::Allowance => &mut codes.allowances,
                NameKind::Operation => &mut codes.operations,
                NameKind::Commission => &mut codes.commissions,
                NameKind::OneOff => &mut codes.one_offs,
                _ => continue,
            };
            list.push(code.to_owned());
        }
        let lists = [
            &mut codes.allowances,
            &mut codes.classes,
            &mut codes.operations,
            &mut codes.variants,
            &mut codes.commissions,
            &mut codes.one_offs,
        ];
        for list in lists {
            list.sort();
            list.dedup();
        }
        codes
    }
}
