//! Whole negotiations through the public doors, on both databases.

mod amendment;
mod composer;
mod concurrency;
mod decimals;
mod full_path;
mod pages;
mod silence;
