//! Documents: files of the outside, to and from the things of the domain.

pub mod payroll_template;
pub mod table;
