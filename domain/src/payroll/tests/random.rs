//! The engine against the [reference](super::reference): random sheets, rosters and payrolls, where both must say the same.
//!
//! 300 cases in an ordinary run; `CONCORD_AUDIT_CASES=20000` makes more, `CONCORD_AUDIT_SEED=17` begins with another seed and
//! makes one case alone where no count is given. A difference is told with its seed, and with the fewest lines and items that
//! still differ.

mod case;
mod compare;
mod dice;
mod items;
mod named;
mod rows;
mod sheet;

use case::Case;
use compare::{differences, engine, of_engine, unlike};

const CASES: u64 = 300;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Drops lines and items as long as the two still differ.
fn least(mut case: Case) -> Case {
    loop {
        let fewer = case.fewer().into_iter().find(|fewer| !differences(fewer).is_empty());
        match fewer {
            Some(fewer) => case = fewer,
            None => return case,
        }
    }
}

#[test]
fn the_engine_says_what_the_reference_says() {
    let first = number("CONCORD_AUDIT_SEED");
    let count = number("CONCORD_AUDIT_CASES").unwrap_or(if first.is_some() { 1 } else { CASES });
    let first = first.unwrap_or(0);
    let (mut findings, mut kinds) = (0, std::collections::BTreeSet::new());
    for seed in first..first + count {
        let case = Case::random(seed);
        let found = differences(&case);
        if !found.is_empty() {
            let case = least(case);
            panic!("seed {seed}:\n{}\n{}", case.shown(), differences(&case).join("\n"));
        }
        for finding in case.reference().findings {
            findings += 1;
            kinds.insert((
                finding.rule.split(':').next().unwrap_or_default().to_owned(),
                finding.outcome,
                finding.reason,
            ));
        }
    }
    // The cases reach what they are meant to reach.
    if count >= CASES {
        assert!(findings > 10_000, "{findings} findings");
        let rules: std::collections::BTreeSet<_> =
            kinds.iter().filter(|(_, outcome, _)| *outcome == "breach").map(|(rule, ..)| rule.as_str()).collect();
        assert_eq!(rules.len(), 17, "{rules:?}");
        for reason in [
            "mid_period_change",
            "proration_method",
            "missing_service_years",
            "wage_composition",
            "overtime_base",
            "kind_of_deduction",
            "unknown_grade",
            "no_contract_minimum",
            "no_statutory_value",
            "missing_overtime_pieces",
            "missing_hours",
        ] {
            assert!(kinds.iter().any(|(_, _, found)| found == reason), "no {reason}");
        }
    }
}

#[test]
fn names_give_the_same_as_codes() {
    let mut renamed = 0;
    for seed in 0..60 {
        let case = Case::random(seed);
        let (coded, called) = (named::coded(&case), named::called(&case));
        renamed += usize::from(coded.shown() != called.shown());
        let found = unlike(&of_engine(&engine(&called)), &of_engine(&engine(&coded)));
        assert!(found.is_empty(), "seed {seed}: by name, by code:\n{}\n{}", called.shown(), found.join("\n"));
    }
    assert!(renamed > 50, "{renamed}");
}
