//! The rulebooks that ship, by file name.

pub(super) const SOURCES: &[(&str, &str)] = &[
    ("au.toml", include_str!("../../rulebooks/au.toml")),
    ("cn-11.toml", include_str!("../../rulebooks/cn-11.toml")),
    ("cn-31.toml", include_str!("../../rulebooks/cn-31.toml")),
    ("cn-33.toml", include_str!("../../rulebooks/cn-33.toml")),
    ("cn-3301.toml", include_str!("../../rulebooks/cn-3301.toml")),
    ("cn-3302.toml", include_str!("../../rulebooks/cn-3302.toml")),
    ("cn-37.toml", include_str!("../../rulebooks/cn-37.toml")),
    ("cn-41.toml", include_str!("../../rulebooks/cn-41.toml")),
    ("cn-50.toml", include_str!("../../rulebooks/cn-50.toml")),
    ("cn-64.toml", include_str!("../../rulebooks/cn-64.toml")),
    ("cn.toml", include_str!("../../rulebooks/cn.toml")),
    ("de.toml", include_str!("../../rulebooks/de.toml")),
];
