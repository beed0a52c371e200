//! `concord audit explain`: how each rule was worked for one line.

use super::audit::{InputArgs, NO_SUCH_LINE, Started, start};
use super::say;
use crate::i18n::Lang;
use crate::service::file_fault::FileFault;
use crate::service::payroll::Payroll;
use crate::text::file::{file_fault, line_fault};
use clap::Args;
use csv::ByteRecord;
use domain::payroll::{Audit, PARTS, Working};
use std::io::Write;

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// The line of the file on which the record begins (header = 1); of a workbook, the row.
    #[arg(long)]
    line: u64,
    /// Of a workbook with several sheets: which one; otherwise the first with such a row.
    #[arg(long)]
    sheet: Option<String>,
    /// Only this rule, e.g. S4 or A:heat.
    #[arg(long)]
    rule: Option<String>,
    /// Print as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &ExplainArgs, lang: Lang) -> Result<u8, Vec<String>> {
    let Started { mut audit, mut payroll, contract_sha256, source, .. } = start(&args.inputs, lang)?;
    let told = |fault: FileFault| vec![file_fault(&fault, lang)];
    let mut record = ByteRecord::new();
    while let Some(line) = payroll.next(&mut record).map_err(told)? {
        let sheet = payroll.sheet().map(str::to_owned);
        if line != args.line || args.sheet.is_some() && sheet != args.sheet {
            continue;
        }
        let made = sources(&payroll, &record, lang);
        let again = source.open().map_err(|faults| faults.into_iter().flat_map(told).collect::<Vec<_>>())?;
        let (lines, asked) = beside(&mut audit, again, record, (line, sheet.as_deref())).map_err(told)?;
        let workings = audit.explain(&lines, asked).map_err(|faults| {
            let faults = payroll.told(sheet.as_deref(), faults);
            faults.iter().map(|fault| line_fault(fault, lang)).collect::<Vec<_>>()
        })?;
        let wanted: Vec<Working> =
            workings.into_iter().filter(|w| args.rule.as_ref().is_none_or(|rule| *rule == w.rule)).collect();
        if args.json {
            let shown = serde_json::to_value(&wanted).map_err(|error| vec![error.to_string()])?;
            say(&format!("{shown:#}\n"))?;
        } else {
            let mut shown: String = wanted.iter().map(|working| text(working, lang)).collect();
            shown.push_str(&made);
            let (_, rulebook) = audit.sources();
            for (key, sha256) in [("audit-contract", &contract_sha256), ("audit-rulebook", &rulebook)] {
                shown.push_str(&format!("{} SHA-256 {sha256}\n", lang.t(key)));
            }
            say(&shown)?;
        }
        return Ok(0);
    }
    let _ = writeln!(std::io::stderr(), "{}", lang.ta("audit-no-such-line", &[("line", &args.line.to_string())]));
    Ok(NO_SUCH_LINE)
}

/// All lines of the worker and month of a record, and which of them it is. At most one more than are joined.
fn beside(
    audit: &mut Audit,
    mut payroll: Payroll,
    record: ByteRecord,
    place: (u64, Option<&str>),
) -> Result<(Vec<ByteRecord>, usize), FileFault> {
    let Some(key) = audit.key(&record) else { return Ok((vec![record], 0)) };
    let (mut lines, mut asked, mut other) = (Vec::new(), 0, ByteRecord::new());
    while let Some(line) = payroll.next(&mut other)? {
        if lines.len() <= PARTS && audit.key(&other).as_ref() == Some(&key) {
            if (line, payroll.sheet()) == place {
                asked = lines.len();
            }
            lines.push(other.clone());
        }
    }
    Ok((lines, asked))
}

/// By column of ours what was read, from which columns of the file, and what stands in them; without a profile nothing.
fn sources(payroll: &Payroll, record: &ByteRecord, lang: Lang) -> String {
    let mut out = String::new();
    for cell in payroll.cells(record).iter().filter(|cell| !cell.source.is_empty()) {
        let read = cell.read.join(" | ");
        let args =
            [("column", cell.column.as_str()), ("value", &cell.value), ("source", &cell.source), ("read", &read)];
        out.push_str(&lang.ta("audit-source", &args));
        out.push('\n');
    }
    out
}

fn text(working: &Working, lang: Lang) -> String {
    let outcome = lang.t(&format!("outcome-{}", working.outcome.replace('_', "-")));
    let mut out = format!("{}  {outcome}", working.rule);
    if let Some(reason) = &working.reason {
        out.push_str(&format!(" ({reason})"));
    }
    out.push('\n');
    for (index, formula) in working.formulas.iter().enumerate() {
        let value = working
            .unrounded
            .get(index)
            .filter(|value| !value.is_empty())
            .map(|value| format!(" = {value}"))
            .unwrap_or_default();
        out.push_str(&format!("    {formula}{value}\n"));
    }
    let parts = [
        ("audit-required", &working.required),
        ("audit-actual", &working.actual),
        ("audit-missing", &working.shortfall),
        ("audit-basis", &working.basis),
    ];
    for (key, value) in parts {
        if let Some(value) = value {
            out.push_str(&format!("    {} {value}\n", lang.t(key)));
        }
    }
    if working.required.is_some() && !working.rounding.is_empty() {
        out.push_str(&format!("    {} {}\n", lang.t("audit-rounding"), working.rounding));
    }
    out
}
