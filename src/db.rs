//! Rows in and out: free functions over a connection, one file an aggregate. No decision beyond row ↔ domain.

pub mod accounts;
pub mod audit_files;
pub mod audits;
pub mod bargaining_limits;
pub mod calendars;
mod connect;
pub mod contracts;
pub mod documents;
pub mod drafts;
mod error;
pub mod events;
pub mod jobs;
pub mod mandates;
pub mod negotiations;
pub mod notes;
pub mod notices;
pub mod organisations;
pub mod payroll_profiles;
pub mod projections;
pub mod revisions;
pub mod search;
pub mod terms;
pub mod visits;
pub mod words;

pub use connect::{Write, begin_write, connect, connections};
pub use error::Error;
