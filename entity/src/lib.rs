//! Rows: what the database holds, without meaning.

#![allow(missing_docs, reason = "sea-orm's derives make items that take no comment")]

pub mod account;
pub mod act;
pub mod affiliation;
pub mod audit_finding;
pub mod audit_reject;
pub mod audit_run;
pub mod bargaining_limit;
pub mod calendar_feed;
pub mod contract;
pub mod coverage;
pub mod document;
pub mod draft;
pub mod draft_revision;
pub mod item_mark;
pub mod login_session;
pub mod mandate;
pub mod negotiation;
pub mod note;
pub mod organisation;
pub mod visit;
