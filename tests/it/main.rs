//! One test binary: the product through its public doors.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod api;
mod app;
mod arrows;
mod browser;
mod bus;
mod calendar;
mod caller;
mod cast;
mod chromium;
mod cli;
mod demo;
mod docs;
mod faults;
mod live;
mod locales;
mod migrate;
mod path;
mod permission;
mod stories;
mod throttle;
mod wall;
