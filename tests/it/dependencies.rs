//! Dependencies only point down: reads the `crate::` paths of every file and holds them to the list.

use std::fs;
use std::path::{Path, PathBuf};

/// What each module may use of ours.
const MAY: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    ("cli", &["boot", "clock", "config", "demo", "http", "i18n", "service", "text"]),
    ("demo", &["clock", "service"]),
    ("boot", &["clock", "db", "notify", "service"]),
    ("http", &["config", "i18n", "metrics", "render", "service", "text"]),
    ("render", &["i18n", "service", "text"]),
    ("service", &["clock", "db", "documents", "metrics", "notify"]),
    ("notify", &["db"]),
    ("db", &[]),
    ("documents", &[]),
    ("text", &["i18n", "service"]),
    ("i18n", &[]),
    ("clock", &[]),
    ("metrics", &[]),
    ("config", &[]),
];

/// Which outside crates a module never touches.
const NEVER: &[(&str, &[&str])] = &[
    ("http", &["sea_orm", "entity", "migration"]),
    ("service", &["axum", "maud", "migration"]),
    ("db", &["axum", "maud", "migration"]),
    ("render", &["axum", "sea_orm", "entity", "migration"]),
    ("notify", &["axum", "maud", "entity", "migration"]),
    ("documents", &["axum", "maud", "sea_orm", "entity", "migration"]),
    ("demo", &["axum", "sea_orm", "entity", "migration"]),
    ("cli", &["entity", "sea_orm", "migration"]),
];

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn module(path: &Path) -> String {
    let first = path.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// Breaches in one file's text.
fn breaches(module: &str, text: &str) -> Vec<String> {
    let may =
        MAY.iter().find(|(name, _)| *name == module).unwrap_or_else(|| panic!("no dependencies listed for {module}")).1;
    let mut out = Vec::new();
    for (index, _) in text.match_indices("crate::") {
        let rest = &text[index + 7..];
        let used: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let known = MAY.iter().any(|(name, _)| *name == used);
        if known && used != module && !may.contains(&used.as_str()) {
            out.push(format!("{module} uses {used}"));
        }
    }
    for (_, crates) in NEVER.iter().filter(|(name, _)| *name == module) {
        for name in *crates {
            if text.contains(&format!("use {name}::")) || text.contains(&format!(" {name}::")) {
                out.push(format!("{module} uses crate {name}"));
            }
        }
    }
    out
}

#[test]
fn every_file_keeps_to_its_dependencies() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    let mut found = Vec::new();
    for path in all {
        let inside = path.strip_prefix(&source).unwrap();
        let name = module(inside);
        if name == "lib" {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        found.extend(breaches(&name, &text).into_iter().map(|what| format!("{}: {what}", inside.display())));
    }
    // The service builds rows of its aggregates and owns transactions: those two names of the ORM are allowed there.
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_dependency_that_points_up_is_found() {
    assert_eq!(breaches("db", "use crate::service::App;"), ["db uses service"]);
    assert_eq!(breaches("http", "use sea_orm::DbErr;"), ["http uses crate sea_orm"]);
    assert!(breaches("http", "use crate::service::App;").is_empty());
}
