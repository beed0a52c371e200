//! Password hashing takes 19 MiB and some hundredths of a second: so many at a time, so many waiting, and guessing is slow.
//!
//! A failure delays its own address, at the account it tried and, after more of them, at any. It never delays an address
//! without failures: nobody can lock an opponent out.

use super::Error;
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use chrono::{DateTime, Utc};
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

mod failures;
#[cfg(test)]
mod tests;

use failures::Failures;

/// Hashes at a time.
pub const AT_A_TIME: usize = 2;
/// Hashes that may wait for their turn.
pub const WAITING: usize = 64;
/// Seconds after which to come again when too many wait.
const COME_AGAIN: u64 = 3;

/// The one place that hashes and verifies passwords.
#[derive(Clone, Debug)]
pub struct Passwords(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    running: Arc<Semaphore>,
    places: Arc<Semaphore>,
    now: AtomicUsize,
    most: AtomicUsize,
    failures: Mutex<Failures>,
    /// A hash that no password has: checked for unknown logins, so that they take as long.
    decoy: String,
}

/// Whose password is tried, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// As [`domain::text::login_key`] makes it.
    pub login: &'a str,
    pub address: IpAddr,
    pub at: DateTime<Utc>,
}

impl Passwords {
    /// `secret`: what nobody knows, for the decoy.
    ///
    /// # Errors
    /// [`Error::Internal`].
    pub fn new(secret: &str) -> Result<Self, Error> {
        Ok(Self(Arc::new(Inner {
            running: Arc::new(Semaphore::new(AT_A_TIME)),
            places: Arc::new(Semaphore::new(AT_A_TIME.saturating_add(WAITING))),
            now: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
            failures: Mutex::default(),
            decoy: hashed(secret)?,
        })))
    }

    /// Hashes a new password.
    ///
    /// # Errors
    /// [`Error::TooMany`] when too many wait already.
    pub async fn hash(&self, password: String) -> Result<String, Error> {
        self.run(move || hashed(&password)).await?
    }

    /// Whether the password is that of the hash; without a hash (unknown login) it never is, and takes as long. A wrong one
    /// is counted before it is tried, so that many at once are not fewer.
    ///
    /// # Errors
    /// [`Error::TooMany`] when too many wait, or the failures so far ask for more time.
    pub async fn verify(&self, attempt: Attempt<'_>, password: String, hash: Option<String>) -> Result<bool, Error> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.0.decoy.clone());
        self.failures(|failures| failures.begin(attempt)).map_err(|seconds| Error::TooMany { seconds })?;
        let work = move || {
            let right = |hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
            PasswordHash::new(&hash).is_ok_and(right)
        };
        match self.run(work).await {
            Ok(right) if right && known => {
                self.failures(|failures| failures.succeeded(attempt));
                Ok(true)
            }
            Ok(_) => Ok(false),
            Err(error) => {
                self.failures(|failures| failures.not_tried(attempt));
                Err(error)
            }
        }
    }

    /// The most hashes that ever ran at the same time in this process.
    pub fn most_at_a_time(&self) -> usize {
        self.0.most.load(Ordering::Relaxed)
    }

    fn failures<T>(&self, with: impl FnOnce(&mut Failures) -> T) -> T {
        with(&mut self.0.failures.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let full = |_| Error::TooMany { seconds: COME_AGAIN };
        let place = Arc::clone(&self.0.places).try_acquire_owned().map_err(full)?;
        let turn = Arc::clone(&self.0.running).acquire_owned().await.map_err(|_| Error::Busy)?;
        let inner = Arc::clone(&self.0);
        let counted = move || {
            // Held by the work itself: who asked may have gone away, the work goes on.
            let _held = (turn, place);
            let now = inner.now.fetch_add(1, Ordering::Relaxed).saturating_add(1);
            inner.most.fetch_max(now, Ordering::Relaxed);
            let done = work();
            inner.now.fetch_sub(1, Ordering::Relaxed);
            done
        };
        tokio::task::spawn_blocking(counted).await.map_err(Error::internal)
    }
}

fn hashed(password: &str) -> Result<String, Error> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(Error::internal)
}
