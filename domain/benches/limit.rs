//! A measurement told as a ratio to its limit.

use criterion::Criterion;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Measures `work` and prints its mean time as a ratio to `limit`: below 1 is within it.
pub fn against<T>(c: &mut Criterion, name: &str, limit: Duration, mut work: impl FnMut() -> T) {
    let mut mean = Duration::ZERO;
    c.bench_function(name, |b| {
        b.iter_custom(|rounds| {
            let start = Instant::now();
            for _ in 0..rounds {
                black_box(work());
            }
            let took = start.elapsed();
            mean = took / u32::try_from(rounds).unwrap_or(u32::MAX);
            took
        });
    });
    // Zero where a filter left this one out.
    if mean > Duration::ZERO {
        let thousandths = mean.as_nanos() * 1000 / limit.as_nanos();
        println!(
            "{name}: {mean:.1?}, ratio to the limit of {limit:?}: {}.{:03}",
            thousandths / 1000,
            thousandths % 1000
        );
    }
}
