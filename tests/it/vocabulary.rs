//! Standard words in code and documentation, and a comment at the head of every file.

use regex::Regex;
use std::fs;
use std::path::{Path, PathBuf};

/// Words not to be used for parts of the product, and the standard one instead.
const PRIVATE: &[(&str, &str)] = &[
    ("rooms?", "module"),
    ("doors?", "entry point"),
    ("arrows?", "dependency"),
    ("papers?", "documentation"),
    ("houses?", "server, repository"),
    ("deeds?", "act"),
];

/// Folders of our own text.
const FOLDERS: &[&str] = &["src", "domain", "entity", "migration", "tests", "benches", "docs", "xtask"];

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !path.ends_with("target") {
                walk(&path, out);
            }
        } else if ["rs", "md", "toml", "css", "js"].contains(&kind) {
            out.push(path);
        }
    }
}

/// Every file of code, style, script and documentation.
pub fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root.join(name)).to_vec();
    FOLDERS.iter().for_each(|folder| walk(&root.join(folder), &mut out));
    assert!(out.len() > 300, "few files: {}", out.len());
    out
}

fn private_words(text: &str) -> Vec<String> {
    let hits = PRIVATE.iter().flat_map(|(word, instead)| {
        let word = Regex::new(&format!(r"(?i)(?:\b|_){word}(?:\b|_)")).unwrap();
        text.lines().filter(move |line| word.is_match(line)).map(move |line| format!("{instead}: {}", line.trim()))
    });
    hits.collect()
}

#[test]
fn code_and_documentation_use_standard_words() {
    let here = Path::new(file!()).file_name().unwrap();
    let mut found = Vec::new();
    for path in files().into_iter().filter(|path| path.file_name() != Some(here)) {
        let text = fs::read_to_string(&path).unwrap();
        found.extend(private_words(&text).into_iter().map(|what| format!("{}: {what}", path.display())));
    }
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(private_words("//! The web doors.\nfn a_house_of() {}\nroomy").len(), 2);
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<_> = files()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs"))
        .filter(|path| !path.iter().any(|part| part == "tests") && !path.ends_with("build.rs"))
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "no comment at the head: {silent:#?}");
}
