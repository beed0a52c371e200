//! How many streams an account holds open in this process: enough for its windows, not enough to wear the server out.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Streams of one account at once.
const MOST: usize = 12;

/// Streams open, by account.
#[derive(Clone, Debug, Default)]
pub(super) struct Seats(Arc<Mutex<HashMap<i64, usize>>>);

impl Seats {
    /// A place for one more stream of the account, if there is one.
    pub fn take(&self, account: i64) -> Option<Seat> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(account).or_default();
        if *count >= MOST {
            return None;
        }
        *count = count.saturating_add(1);
        Some(Seat { seats: self.clone(), account })
    }
}

/// A place; it is free again when dropped.
#[derive(Debug)]
pub struct Seat {
    seats: Seats,
    account: i64,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.seats.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.account) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(&self.account);
            }
        }
    }
}
