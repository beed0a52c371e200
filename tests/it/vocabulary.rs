//! Standard words in code and documentation, a comment at the head of every file, no country in code.

use regex::{Regex, RegexSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Words not to be used for parts of the product, and the standard one instead.
const PRIVATE: [(&str, &str); 6] = [
    ("rooms?", "module"),
    ("doors?", "entry point"),
    ("arrows?", "dependency"),
    ("papers?", "documentation"),
    ("houses?", "server, repository"),
    ("deeds?", "act"),
];

/// Folders of our own text.
const FOLDERS: &[&str] = &["src", "domain", "tables", "entity", "migration", "tests", "benches", "docs", "xtask"];

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

/// What belongs to one country: it comes from the rulebooks.
const COUNTRY: &[&str] = &[
    r"(?:^|[^-])\bCN\b|\bDE\b|\bAU\b|China|Germany|Australia|Ningxia|宁夏|惠农|Huinong|(?i:huinong)",
    r"\bCNY\b|\bEUR\b|\bAUD\b|(?i:\byuan\b)|元|¥|€",
    r"\b64\d{4}\b|\b9164\w{14}\b",
    r"Asia(/|__)\w|Europe(/|__)\w|Australia(/|__)\w|\+08:?00",
    r"\bGB(/T)? ?\d|(?i:\bAGS\b|\bABN\b)|credit code with",
    r"民法典|劳动法|合同法|合同规定|试行办法|条例|最低工资规定|最低工资标准|信用代码|《[^{]",
    r"Order (9|22)\b|Civil Code|Labour (Contract )?Law|\bTVG\b|Fair Work",
];

/// Where such words are right, and why.
const EXCUSED: &[(&str, &str, &str)] = &[
    ("src/demo.rs", "", "the demonstration names its fixtures"),
    ("src/cli/demo.rs", "", "the demonstration names its fixtures"),
    ("src/cli/help.rs", "", "examples of commands run on the shipped fixtures"),
    ("src/http/api/", "example", "examples of requests are of one jurisdiction"),
    ("src/http/api/acts/shapes.rs", "", "examples of requests are of one jurisdiction"),
    ("src/cli.rs", "Huinong", "the demonstration's name"),
    ("src/", "GB 18030", "an encoding of files"),
    ("src/", "GB18030", "an encoding of files"),
    ("domain/src/term/grid/header.rs", "\"amount\"", "words of a header, by language"),
    ("domain/src/payroll/columns.rs", "", "column names that payroll programs write, by language"),
    ("domain/src/payroll/names.rs", "", "column names that payroll programs write, by language"),
    ("domain/src/payroll/profile", "", "signs, words and encodings that payrolls have, named by a profile"),
    ("domain/src/payroll/roster.rs", "", "column names that offices write, by language"),
    ("domain/src/payroll/written.rs", "", "signs around amounts, as payrolls have them"),
    ("tables/src/", "GB18030", "an encoding of files"),
    ("tables/src/", "GB 18030", "an encoding of files"),
];

fn excused(path: &str, line: &str) -> bool {
    EXCUSED.iter().any(|(file, part, _)| path.starts_with(file) && line.contains(part))
}

/// Lines of product code that name what is one country's.
fn of_a_country(path: &str, text: &str) -> Vec<String> {
    static WORDS: LazyLock<RegexSet> = LazyLock::new(|| RegexSet::new(COUNTRY).unwrap());
    let named = |line: &&str| WORDS.is_match(line) && !excused(path, line);
    text.lines().filter(named).map(|line| format!("{path}: {}", line.trim())).collect()
}

#[test]
fn no_code_knows_which_country_it_is_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for path in files() {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        let product = ["src/", "domain/src/", "tables/src/"].iter().any(|folder| name.starts_with(folder))
            && name.ends_with(".rs");
        if product && !name.contains("/tests/") && !name.ends_with("tests.rs") {
            found.extend(of_a_country(&name, &fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    for line in
        ["if code == \"CN\" {", "\"currency\": \"EUR\"", "area == \"640205\"", "Tz::Asia__Shanghai", "// GB 32100"]
    {
        assert_eq!(of_a_country("src/service.rs", line).len(), 1, "{line}");
    }
    assert!(of_a_country("src/cli/serve.rs", "locale: \"zh-CN\".to_owned(),").is_empty());
}

fn private_words(text: &str) -> Vec<String> {
    static WORDS: LazyLock<RegexSet> =
        LazyLock::new(|| RegexSet::new(PRIVATE.map(|(word, _)| format!(r"(?i)(?:\b|_){word}(?:\b|_)"))).unwrap());
    // Space in memory is room in anybody's English.
    static SPACE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(no|some|more|less|enough|of time or)[ _]room|_no_room").unwrap());
    let meant = |line: &&str| WORDS.is_match(&SPACE.replace_all(line, ""));
    let hits = text
        .lines()
        .filter(meant)
        .flat_map(|line| WORDS.matches(line).into_iter().map(move |word| (PRIVATE[word].1, line)));
    hits.map(|(instead, line)| format!("{instead}: {}", line.trim())).collect()
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
