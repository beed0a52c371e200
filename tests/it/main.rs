//! One test binary: the product through its public entry points.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod api;
mod app;
mod bounds;
mod browser;
mod bus;
mod calendar;
mod caller;
mod cast;
mod chromium;
mod cli;
mod demo;
mod dependencies;
mod docs;
mod document;
mod entrance;
mod faults;
mod firm;
mod hygiene;
mod lists;
mod live;
mod locales;
mod mandates;
mod metrics;
mod migrate;
mod path;
mod permission;
mod projections;
mod random;
mod redirects;
mod register;
mod rendering;
mod slow;
mod stories;
mod throttle;
mod vocabulary;
mod wall;

/// The one thing that the random sheets of the domain's own tests take from their crate.
mod term {
    pub use domain::term::TermSheet;
}
