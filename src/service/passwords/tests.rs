use super::failures::Failures;
use super::*;
use std::net::Ipv4Addr;

fn attempt(login: &str, address: u32, second: i64) -> Attempt<'_> {
    let at = DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap();
    Attempt { login, address: Ipv4Addr::from_bits(address).into(), at }
}

#[test]
fn failures_cost_more_and_more_time_and_success_forgets_them() {
    let mut failures = Failures::default();
    for _ in 0..5 {
        assert_eq!(failures.begin(attempt("a", 1, 0)), Ok(()));
    }
    let mut now = 0;
    for expected in [1, 2, 4, 8] {
        assert_eq!(failures.begin(attempt("a", 1, now)), Err(expected));
        assert_eq!(
            failures.begin(attempt("a", 1, now + expected as i64 - 1)),
            Err(1),
            "asking again costs nothing more"
        );
        now += expected as i64;
        assert_eq!(failures.begin(attempt("a", 1, now)), Ok(()));
    }
    assert_eq!(failures.begin(attempt("a", 1, now)), Err(16));
    assert_eq!(failures.begin(attempt("b", 1, now)), Ok(()), "another account is not touched");
    now += 16;
    assert_eq!(failures.begin(attempt("a", 1, now)), Ok(()));
    failures.succeeded(attempt("a", 1, now));
    assert_eq!(failures.begin(attempt("a", 1, now)), Ok(()));
}

#[test]
fn the_wait_has_an_end_and_failures_are_forgotten() {
    let mut failures = Failures::default();
    let mut now = 0;
    for _ in 0..60 {
        if let Err(wait) = failures.begin(attempt("a", 1, now)) {
            assert!(wait <= 900);
            now += wait as i64;
            assert_eq!(failures.begin(attempt("a", 1, now)), Ok(()));
        }
    }
    assert_eq!(failures.begin(attempt("a", 1, now)), Err(900));
    assert_eq!(failures.begin(attempt("a", 1, now + 3600)), Ok(()));
    assert_eq!(failures.begin(attempt("a", 1, now + 3600)), Ok(()), "everything was forgotten");
}

#[test]
fn nobody_locks_an_opponent_out() {
    let mut failures = Failures::default();
    for address in 10..2_000 {
        for _ in 0..5 {
            let _ = failures.begin(attempt("victim", address, 0));
        }
    }
    assert_eq!(failures.begin(attempt("victim", 1, 0)), Ok(()), "an address without failures is not delayed");
    assert!(failures.begin(attempt("victim", 10, 1)).is_err(), "one with failures waits for those of others too");
}

#[test]
fn one_address_cannot_try_every_account() {
    let mut failures = Failures::default();
    let tried = (0..1_000).filter(|n| failures.begin(attempt(&format!("user{n}"), 1, 0)).is_ok()).count();
    assert_eq!(tried, 30);
}

#[test]
fn what_is_remembered_is_bounded() {
    let mut failures = Failures::default();
    for n in 0..60_000 {
        let _ = failures.begin(attempt(&format!("{n}{}", "x".repeat(1_000)), n, 0));
    }
    assert!(failures.entries().into_iter().all(|entries| entries <= 21_000), "{:?}", failures.entries());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_at_a_time_and_the_rest_waits_or_comes_again() {
    let passwords = Passwords::new("decoy").unwrap();
    let many = (0..200).map(|n| {
        let passwords = passwords.clone();
        tokio::spawn(async move { passwords.hash(format!("password-{n}")).await })
    });
    let (mut done, mut refused) = (0, 0);
    for hash in many.collect::<Vec<_>>() {
        match hash.await.unwrap() {
            Ok(_) => done += 1,
            Err(Error::TooMany { seconds }) if seconds > 0 => refused += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(done + refused, 200);
    assert!(done >= AT_A_TIME + WAITING && refused > 0, "{done} done, {refused} refused");
    assert_eq!(passwords.most_at_a_time(), AT_A_TIME);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_goes_away_makes_no_place_for_more() {
    let passwords = Passwords::new("decoy").unwrap();
    for n in 0..60 {
        let passwords = passwords.clone();
        let asked = tokio::spawn(async move { passwords.hash(format!("password-{n}")).await });
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        asked.abort();
    }
    assert!(passwords.hash("last".to_owned()).await.is_ok());
    assert_eq!(passwords.most_at_a_time(), AT_A_TIME);
}

#[tokio::test]
async fn unknown_logins_are_wrong_and_counted_alike() {
    let passwords = Passwords::new("decoy").unwrap();
    let hash = passwords.hash("right".to_owned()).await.unwrap();
    for login in ["known", "unknown"] {
        let hash = (login == "known").then(|| hash.clone());
        for _ in 0..5 {
            let tried = passwords.verify(attempt(login, 1, 0), "decoy".to_owned(), hash.clone()).await;
            assert!(matches!(tried, Ok(false)));
        }
        let sixth = passwords.verify(attempt(login, 1, 0), "right".to_owned(), hash.clone()).await;
        assert!(matches!(sixth, Err(Error::TooMany { seconds: 1 })), "{login}: even the right one waits");
    }
    let elsewhere = passwords.verify(attempt("known", 2, 0), "right".to_owned(), Some(hash)).await;
    assert!(matches!(elsewhere, Ok(true)));
}
