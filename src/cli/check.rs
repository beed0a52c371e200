//! `concord check`: the floor check of a term sheet.

use super::{FOUND, inputs};
use crate::i18n::Lang;
use crate::text::{floor_message, outcome_word};
use clap::Args;
use domain::floor::{FloorResult, check, has_breach};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Exit status: 0 no breach, 1 a breach, 2 unreadable input.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// The term sheet (JSON, concord.term-sheet/1).
    #[arg(long, value_name = "FILE")]
    terms: PathBuf,
    /// Print the results as JSON.
    #[arg(long)]
    json: bool,
    /// Rulebooks to use instead of the shipped ones (a folder of *.toml).
    #[arg(long, value_name = "DIR")]
    rulebook: Option<PathBuf>,
}

pub(super) fn run(args: &CheckArgs, lang: Lang) -> Result<u8, Vec<String>> {
    let rulebooks = inputs::rulebooks(args.rulebook.as_deref())?;
    let sheet = inputs::sheet(&args.terms, &rulebooks)?;
    if rulebooks.governing(&sheet.jurisdiction).is_none() {
        return Err(vec![lang.ta("no-rulebook", &[("jurisdiction", &sheet.jurisdiction)])]);
    }
    let results = check(&sheet, &rulebooks);
    if args.json {
        let rows: Vec<Value> = results.iter().map(|result| row(result, lang)).collect();
        println!("{:#}", Value::from(rows));
    } else {
        for result in &results {
            println!("{}", line(result, lang));
        }
    }
    Ok(if has_breach(&results) { FOUND } else { 0 })
}

fn row(result: &FloorResult, lang: Lang) -> Value {
    json!({
        "rule": result.rule,
        "item": result.item,
        "outcome": result.outcome,
        "offered": result.offered,
        "required": result.required,
        "citation": result.citation,
        "trust": result.trust,
        "rulebook": result.rulebook,
        "message": floor_message(result, lang),
    })
}

fn line(result: &FloorResult, lang: Lang) -> String {
    let outcome = lang.t(&format!("outcome-{}", outcome_word(result.outcome)));
    let item = result.item.as_deref().unwrap_or("-");
    let citation =
        result.citation.as_ref().map(|c| format!("  〔{} {}〕", c.instrument, c.article)).unwrap_or_default();
    format!("{:<4} {item:<24} {outcome}  {}{}", result.rule, floor_message(result, lang), citation.replace(" 〕", "〕"))
}
