//! The three things bargaining asks of a term sheet: read it, name its bytes, hold it against the law.

use super::{Refusal, RefusalCode};
use crate::floor;
use crate::statute::{Rulebook, RulebookSet};
use crate::term::{SheetFaults, TermSheet};

/// The sheet of an act, or a refusal with every fault of it.
pub(super) fn read(value: &serde_json::Value) -> Result<TermSheet, Refusal> {
    TermSheet::from_value(value).map_err(invalid)
}

fn invalid(faults: SheetFaults) -> Refusal {
    let mut refusal = Refusal::new(RefusalCode::SheetInvalid).at("sheet");
    refusal.more = faults.more;
    refusal.sheet = faults.told.into_boxed_slice();
    refusal
}

/// Refuses a sheet whose area or currency is not written as in the jurisdiction.
pub(super) fn fits(sheet: &TermSheet, book: &Rulebook) -> Result<(), Refusal> {
    let told = book.unfit(sheet);
    if told.is_empty() { Ok(()) } else { Err(invalid(SheetFaults { told, more: 0 })) }
}

/// Refuses a sheet with a term below the law; every such item is named.
pub(super) fn lawful(sheet: &TermSheet, rulebooks: &RulebookSet) -> Result<(), Refusal> {
    let results = floor::check(sheet, rulebooks);
    let mut refusal = Refusal::new(RefusalCode::FloorBreach);
    for result in results.iter().filter(|r| floor::has_breach(std::slice::from_ref(*r))) {
        refusal.citation = refusal.citation.or_else(|| result.citation.clone());
        refusal = refusal.at(result.item.clone().unwrap_or_default());
    }
    if refusal.faults.is_empty() { Ok(()) } else { Err(refusal) }
}
