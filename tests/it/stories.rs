//! Whole negotiations through the public doors, on both databases.

mod concurrency;
mod full_path;

pub use full_path::pack;
mod pages;
mod silence;
mod table;
