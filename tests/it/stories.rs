//! Whole negotiations through the public doors, on both databases.

mod amendment;
mod around;
mod concurrency;
mod full_path;
mod import;
mod pages;
mod redline;
mod silence;

pub use around::{serving, store};
pub use full_path::pack;
