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
    let mut findings = 0;
    for seed in first..first + count {
        let case = Case::random(seed);
        let found = differences(&case);
        if !found.is_empty() {
            let case = least(case);
            panic!("seed {seed}:\n{}\n{}", case.shown(), differences(&case).join("\n"));
        }
        findings += case.reference().findings.len();
    }
    // The cases reach what they are meant to reach.
    if count >= CASES {
        assert!(findings > 5_000, "{findings} findings");
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
