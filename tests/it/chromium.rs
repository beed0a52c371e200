//! The product in a real browser: Chromium, driven as a person would drive it.
//!
//! `driver` starts what the sessions need and ends it, `server` is what they visit, `session` is one person at
//! one browser, `staying` is a page that stays open,
//! `view` is how a page is shown to them, `table` is two of them who bargain, `walk` is every page.

mod accessible;
mod album;
mod composing;
mod driver;
mod journeys;
mod mapping;
mod server;
mod session;
mod signing_in;
mod staying;
mod table;
mod view;
mod walk;
