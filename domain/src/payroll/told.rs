//! The summary of what was counted.

use super::codes::Codes;
use super::contract::Contract;
use super::gaps::Missing;
use super::missing::missing;
use super::record::Absent;
use super::summary::{
    BackPayTold, Counts, EnterpriseTotal, Hashes, LinesAmount, OwedTotal, Reading, SUMMARY_SCHEMA, SheetsRead, Summary,
    money,
};
use super::tally::{Enterprise, Sum, Tally};

/// Enterprises told of those that owe most.
const TOP: usize = 20;

/// Everything that was counted.
pub(super) struct Counted<'a> {
    pub tally: Tally,
    /// Ids of enterprises by their numbers.
    pub ids: Vec<String>,
    pub workers: u64,
    pub missing: Missing,
    pub absent: &'a Absent,
    pub codes: &'a Codes,
    pub unknown_columns: Vec<String>,
    pub roster_unknown_columns: Vec<String>,
}

/// Puts the counts into words and amounts.
pub(super) fn summary(
    counted: Counted<'_>,
    contract: &Contract,
    hashes: Hashes,
    reading: Reading,
    sheets: SheetsRead,
) -> Summary {
    let Counted { tally, ids, workers, .. } = counted;
    let amount = |value: i128| money(value, contract.money.digits);
    let sum = |sum: Sum| LinesAmount { lines: sum.lines, amount: amount(sum.amount) };
    let rules = tally.rules.iter().map(|(rule, of)| {
        let [pass, breach, cannot_conclude, not_applicable] = of.outcomes;
        let repaid = (of.repaid > 0).then(|| amount(of.repaid));
        let counts = Counts { pass, breach, cannot_conclude, not_applicable, shortfall: amount(of.shortfall), repaid };
        (contract.name(*rule), counts)
    });
    let untested = || tally.rules.iter().filter(|(_, of)| of.without_column > 0);
    let (owed, repaid) =
        tally.enterprises.iter().fold((0, 0), |(owed, repaid), of| (owed + of.owed, repaid + of.repaid));
    let (grades, operations) = (tally.grades.clone().told(), tally.operations.clone().told());
    let id_of = |number: u32| usize::try_from(number).ok().and_then(|at| ids.get(at)).cloned().unwrap_or_default();
    Summary {
        schema: SUMMARY_SCHEMA.to_owned(),
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        sha256: hashes,
        lines: tally.lines,
        audited: tally.audited,
        rejected: tally.rejected,
        enterprises: u64::try_from(tally.enterprises.iter().filter(|of| of.audited).count()).unwrap_or(u64::MAX),
        workers,
        rules: rules.collect(),
        owed: OwedTotal { total: amount(owed), repaid: amount(repaid), open: amount(owed - repaid) },
        enterprises_top: top(&tally.enterprises, &ids, &amount),
        unknown_columns: counted.unknown_columns,
        missing_columns: missing(untested().map(|(rule, _)| *rule), counted.absent, counted.codes),
        missing_column_records: untested().map(|(rule, of)| (contract.name(*rule), of.without_column)).collect(),
        unmatched_grades: grades.texts,
        unmatched_grades_more: grades.more_lines,
        unmatched_operations: operations.texts,
        unmatched_operations_more: operations.more_lines,
        repeated: tally.repeated,
        fines: sum(tally.fines),
        back_pay: BackPayTold {
            all: sum(tally.back_pay),
            without_months: sum(tally.back_pay_without_months),
            not_earlier: tally.back_pay_not_earlier,
        },
        raises: tally.raises.told(&id_of, contract),
        missing_lines: counted.missing.lines,
        missing_months: counted.missing.months,
        roster_unknown_columns: counted.roster_unknown_columns,
        reading,
        sheets,
        left_out: tally.left_out,
    }
}

fn top(enterprises: &[Enterprise], ids: &[String], amount: &dyn Fn(i128) -> String) -> Vec<EnterpriseTotal> {
    let mut top: Vec<(&String, &Enterprise)> = ids.iter().zip(enterprises).filter(|(_, of)| of.owed > 0).collect();
    top.sort_by(|a, b| b.1.owed.cmp(&a.1.owed).then_with(|| a.0.cmp(b.0)));
    let total = |(id, of): (&String, &Enterprise)| EnterpriseTotal {
        enterprise_id: id.clone(),
        owed: amount(of.owed),
        repaid: amount(of.repaid),
        breaches: of.breaches,
    };
    top.into_iter().take(TOP).map(total).collect()
}
