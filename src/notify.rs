//! Telling others that something happened, after it has: the bus between writers and open pages.
//!
//! A notice says *that*, never *what*: ids only. Who may hear of it is judged anew for every reader (`service::live`).

mod bus;
mod notice;
mod seats;

pub use bus::{Bus, Subscription};
pub use notice::{Heard, Notice, What};
pub use seats::Seat;

#[cfg(test)]
mod tests;
