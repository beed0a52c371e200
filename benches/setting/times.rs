//! Times of many answers, in whole numbers: the lints allow no floats.

use std::time::Duration;

/// What an answer may take.
pub const LIMIT: Duration = Duration::from_millis(50);

/// `part / whole` with three digits.
pub fn ratio(part: Duration, whole: Duration) -> String {
    let thousandths = part.as_nanos() * 1000 / whole.as_nanos().max(1);
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// The 99th of a hundred, of sorted times.
pub fn p99(times: &[Duration]) -> Duration {
    times[(times.len() * 99 / 100).min(times.len() - 1)]
}

/// Median and 99th of a hundred of sorted times, and the latter as ratio to [`LIMIT`].
pub fn told(times: &[Duration]) -> String {
    let millisecond = Duration::from_millis(1);
    let (half, most) = (times[times.len() / 2], p99(times));
    format!(
        "p50 {} ms, p99 {} ms; ratio {} of 50 ms",
        ratio(half, millisecond),
        ratio(most, millisecond),
        ratio(most, LIMIT)
    )
}
