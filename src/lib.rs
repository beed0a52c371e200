//! Concord (薪约): a negotiation table, law book, contract register and audit desk for collective wage bargaining.
//!
//! ```text
//! main → cli → http → { render, service } ; service → { documents, db, metrics, notify } → domain ;  db → entity ;  migration: boot, cli, tests only
//! ```

pub mod boot;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod demo;
pub mod documents;
pub mod http;
pub mod i18n;
pub mod metrics;
pub mod notify;
pub mod render;
pub mod service;
pub mod text;
