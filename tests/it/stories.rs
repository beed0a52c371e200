//! Whole negotiations through pages, API and command line, on both databases.

mod amendment;
mod around;
mod composer;
mod concurrency;
mod decimals;
mod full_path;
mod import;
mod kinds;
mod mapping;
mod pages;
mod redline;
mod references;
mod silence;

pub use around::{serving, store};
mod table;
