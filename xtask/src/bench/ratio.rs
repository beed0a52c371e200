//! Ratios and rates in whole numbers: the lints allow no floats.

use std::time::Duration;

/// `part / whole` with three digits.
pub(super) fn ratio(part: u128, whole: u128) -> String {
    let thousandths = part.saturating_mul(1000) / whole.max(1);
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// How many a second.
pub(super) fn per_second(count: u64, took: Duration) -> u128 {
    u128::from(count).saturating_mul(1_000_000_000) / took.as_nanos().max(1)
}
