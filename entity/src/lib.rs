//! Rows: what the database holds, without meaning. Schema: `migration/src/m0001_schema/*.sql`.

#![allow(missing_docs, reason = "sea-orm's derives make items that take no comment; a column's name says what it is")]

pub mod account;
pub mod affiliation;
pub mod audit_file;
pub mod audit_finding;
pub mod audit_gap;
pub mod audit_reject;
pub mod audit_run;
pub mod bargaining_limit;
pub mod calendar_feed;
pub mod contract;
pub mod contract_count;
pub mod contract_term;
pub mod contract_version;
pub mod coverage;
pub mod deadline;
pub mod document;
pub mod draft;
pub mod draft_revision;
pub mod event;
pub mod item_mark;
pub mod job;
pub mod login_session;
pub mod mandate;
pub mod negotiation;
pub mod note;
pub mod organisation;
pub mod party;
pub mod period;
pub mod todo;
pub mod visit;
