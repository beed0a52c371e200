//! Nothing that is sent, asked for or waited for is without bound.

mod audits;
mod bodies;
mod busy;
mod inputs;
mod pages;
mod record;
