//! Whole negotiations through the public doors, on both databases.

mod amendment;
mod composer;
mod concurrency;
mod full_path;
mod pages;
mod silence;
