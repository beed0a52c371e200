//! Deadlines end at local midnight, whichever side of a change of the clocks they began on.

use super::*;
use paths::confirm;

/// Signed at noon of that day in Berlin: one month to file.
fn signed(on: &str) -> Play {
    let mut p = Play::new("DE", "09162000");
    p.on(on);
    p.accepted();
    confirm(&mut p);
    p.sign();
    p
}

#[track_caller]
fn ends(mut p: Play, day: &str, last: &str, after: &str) {
    let at = |p: &mut Play, instant: &str| {
        p.now = instant.parse().expect("an instant");
        p.deadline(DeadlineKind::Filing)
    };
    let deadline = at(&mut p, last);
    assert_eq!((deadline.due.rolled, deadline.state), (super::day(day), DeadlineState::Running));
    assert_eq!(at(&mut p, after).state, DeadlineState::Overdue);
}

#[test]
fn a_period_begun_in_winter_ends_at_midnight_of_summer_time() {
    // Summer time begins on 2024-03-31: midnight is 22:00Z.
    ends(signed("2024-03-11"), "2024-04-11", "2024-04-11T21:59:59Z", "2024-04-11T22:00:00Z");
}

#[test]
fn a_period_begun_in_summer_ends_at_midnight_of_winter_time() {
    // Summer time ends on 2023-10-29: midnight is 23:00Z.
    ends(signed("2023-10-10"), "2023-11-10", "2023-11-10T22:59:59Z", "2023-11-10T23:00:00Z");
}
