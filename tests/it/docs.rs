//! Documentation stays true: what README and docs name exists, and what exists is named there.

use regex::Regex;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn markdown(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            markdown(&path, out);
        } else if path.extension().is_some_and(|e| e == "md") {
            out.push(path);
        }
    }
}

/// Every page of documentation.
fn documentation() -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].iter().map(|name| root().join(name)).collect();
    markdown(&root().join("docs"), &mut out);
    markdown(&root().join("fixtures"), &mut out);
    out
}

/// Anchors of a page as GitHub makes them, for the plain headings we write.
fn anchors(text: &str) -> BTreeSet<String> {
    let heading = |line: &str| line.trim_start_matches('#').trim().to_lowercase();
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let anchor = |line: &str| heading(line).chars().filter(kept).collect::<String>().replace(' ', "-");
    text.lines().filter(|line| line.starts_with('#')).map(anchor).collect()
}

/// What is wrong with a page's links.
fn broken_links(page: &Path, text: &str) -> Vec<String> {
    let link = Regex::new(r"\]\(([^)\s]+)\)").unwrap();
    let mut out = Vec::new();
    for target in link.captures_iter(text).map(|found| found[1].to_owned()) {
        if target.starts_with("http://") || target.starts_with("https://") {
            continue;
        }
        let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
        let path = if file.is_empty() { page.to_owned() } else { page.parent().unwrap().join(file) };
        if !path.exists() {
            out.push(format!("{}: {target}", page.display()));
        } else if !anchor.is_empty() && !anchors(&fs::read_to_string(&path).unwrap()).contains(anchor) {
            out.push(format!("{}: no heading {target}", page.display()));
        }
    }
    out
}

/// `[`file.rs:name`](path)` whose file has no such function, type or constant.
fn broken_names(page: &Path, text: &str) -> Vec<String> {
    let named = Regex::new(r"\[`([a-z_0-9]+\.rs):([A-Za-z_0-9]+)`\]\(([^)]+)\)").unwrap();
    let mut out = Vec::new();
    for found in named.captures_iter(text) {
        let (file, name) = (&found[1], &found[2]);
        let path = page.parent().unwrap().join(&found[3]);
        let source = fs::read_to_string(&path).unwrap_or_default();
        let declared = Regex::new(&format!(r"\b(fn|struct|enum|const|static|codes!)\b[ {{]*{name}\b")).unwrap();
        let by_macro = source.contains("codes! {") && name == "RefusalCode";
        if !path.ends_with(file) || !(declared.is_match(&source) || by_macro) {
            out.push(format!("{}: {}", page.display(), &found[0]));
        }
    }
    out
}

/// Paths of the repository in back quotes.
fn broken_paths(page: &Path, text: &str) -> Vec<String> {
    let folders = "src|domain|entity|migration|tests|benches|docs|fixtures|locales|xtask";
    let path = Regex::new(&format!(r"`((?:{folders})/[A-Za-z0-9_./-]*)`")).unwrap();
    let named = path.captures_iter(text).map(|found| found[1].to_owned());
    named.filter(|p| !root().join(p).exists()).map(|p| format!("{}: {p}", page.display())).collect()
}

#[test]
fn everything_that_the_documentation_points_to_exists() {
    let mut out = Vec::new();
    for page in documentation() {
        let text = fs::read_to_string(&page).unwrap();
        out.extend(broken_links(&page, &text));
        out.extend(broken_names(&page, &text));
        out.extend(broken_paths(&page, &text));
    }
    assert!(out.is_empty(), "{out:#?}");
}

#[test]
fn a_pointer_to_nothing_is_found() {
    let page = root().join("docs/DOMAIN.md");
    assert_eq!(broken_links(&page, "[x](NOWHERE.md) [y](API.md#no-such-heading) [z](API.md#acts)").len(), 2);
    let names = "[`invite.rs:invite`](../domain/src/bargaining/invite.rs) \
                 [`invite.rs:dance`](../domain/src/bargaining/invite.rs) \
                 [`reply.rs:reply`](../domain/src/bargaining/invite.rs)";
    assert_eq!(broken_names(&page, names).len(), 2);
    assert_eq!(broken_paths(&page, "`src/nowhere.rs` `src/lib.rs`").len(), 1);
}

/// Asserts that each word is in the page in back quotes.
#[track_caller]
fn all_named<'a>(page: &str, what: &str, words: impl IntoIterator<Item = &'a str>) {
    let text = read(page);
    let quoted = |word: &str| text.contains(&format!("`{word}`"));
    let missing: Vec<&str> = words.into_iter().filter(|word| !quoted(word)).collect();
    assert!(missing.is_empty(), "{page} does not name the {what} {missing:?}");
}

/// Names of the acts.
fn acts() -> Vec<String> {
    domain::bargaining::ActKind::ALL.iter().map(|kind| kind.name().to_owned()).collect()
}

/// The words of an enumeration of the domain, from its list `Self::… => "word"` or its variants.
fn words(file: &str, pattern: &str) -> Vec<String> {
    let found = Regex::new(pattern).unwrap();
    let words: Vec<String> = found.captures_iter(&read(file)).map(|m| m[1].to_owned()).collect();
    assert!(words.len() > 5, "{file}: {words:?}");
    words
}

#[test]
fn every_act_stage_deadline_refusal_and_parameter_is_in_the_domain_page() {
    let page = "docs/DOMAIN.md";
    all_named(page, "acts", acts().iter().map(String::as_str));
    all_named(page, "refusals", domain::bargaining::RefusalCode::ALL.iter().map(|code| code.word()));
    all_named(
        page,
        "parameters",
        domain::statute::Procedure::KEYS.iter().chain(domain::statute::Substance::KEYS).copied(),
    );
    let text = read(page);
    for stage in words("domain/src/bargaining/stage.rs", r#"Self::\w+ ?(?:\{ \.\. \})? => "(\w+)""#) {
        assert!(text.contains(&stage), "stage {stage}");
    }
    let deadlines = words("locales/en/words.ftl", r"(?m)^deadline-([a-z]+(?:_[a-z]+)?) =");
    all_named(page, "deadlines", deadlines.iter().map(String::as_str));
    let floors: Vec<String> = (1..=14).map(|n| format!("F{n}")).chain((1..=13).map(|n| format!("S{n}"))).collect();
    all_named(page, "rules", floors.iter().map(String::as_str));
}

#[test]
fn every_act_and_route_is_in_the_api_page_and_its_examples_are_real() {
    let page = read("docs/API.md");
    let mut shown = BTreeSet::new();
    for block in page.split("```json\n").skip(1) {
        let value: Value = serde_json::from_str(block.split("```").next().unwrap()).unwrap();
        if value.get("act").is_some() {
            let act: domain::bargaining::Act = serde_json::from_value(value.clone()).unwrap();
            for field in serde_json::to_value(&act).unwrap().as_object().unwrap().keys().filter(|k| *k != "act") {
                let section = page.split(&format!("#### `{}`", act.name())).nth(1).unwrap();
                let section = section.split("```").next().unwrap();
                assert!(section.contains(&format!("`{field}`")), "{}: {field}", act.name());
            }
            shown.insert(act.name().to_owned());
        }
    }
    assert_eq!(shown, acts().into_iter().collect());
    let document = serde_json::to_value(concord::http::api::document()).unwrap();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let line = page.lines().find(|line| line.starts_with('|') && line.contains(&format!("{path}`")));
        let line = line.unwrap_or_else(|| panic!("docs/API.md does not name {path}"));
        for method in methods.as_object().unwrap().keys() {
            assert!(
                page.lines().any(|l| l.contains(&format!("{path}`")) && l.contains(&method.to_uppercase())),
                "{line}"
            );
        }
    }
}

#[test]
fn the_document_says_how_an_act_looks_and_under_which_licence_it_is() {
    let document = serde_json::to_value(concord::http::api::document()).unwrap();
    assert_eq!(document["info"]["license"]["name"], "Apache-2.0");
    let shapes = document["components"]["schemas"]["Act"]["oneOf"].as_array().unwrap();
    assert_eq!(shapes.len(), acts().len());
    assert!(shapes.iter().all(|shape| shape["examples"][0]["act"] == shape["title"]), "{shapes:?}");
    let mut open = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let told = |status: &str| operation["responses"].get(status).is_some();
            let json = operation["requestBody"]["content"].get("application/json").is_some();
            if json && !(told("400") && told("415") && told("422")) {
                open.push(format!("{method} {path}: a body that is not JSON, or of the wrong shape"));
            }
            let asked =
                operation["parameters"].as_array().into_iter().flatten().any(|p| p["schema"]["type"] != "string");
            if asked && !told("400") {
                open.push(format!("{method} {path}: a parameter that does not read"));
            }
        }
    }
    assert!(open.is_empty(), "{open:#?}");
}

#[test]
fn every_column_alias_reason_and_output_is_in_the_payroll_page() {
    let page = read("docs/PAYROLL.md");
    for name in domain::payroll::NAMES {
        let of =
            |start: String| page.lines().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("no {start}"));
        let own = of(format!("| `{}` |", name.column));
        name.own.iter().for_each(|word| assert!(own.contains(word), "{}: {word}", name.column));
        if !name.usual.is_empty() {
            let usual = of(format!("- `{}`:", name.column));
            name.usual.iter().for_each(|word| assert!(usual.contains(word), "{}: {word}", name.column));
        }
    }
    let words = domain::payroll::EMPLOYMENT.iter().flat_map(|(_, words)| *words).chain(domain::payroll::AMBIGUOUS);
    words.for_each(|word| assert!(page.contains(word), "{word}"));
    assert!(page.contains(&domain::payroll::Finding::COLUMNS.join(",")));
    let mut source = String::new();
    let rules = fs::read_dir(root().join("domain/src/payroll/rules")).unwrap().map(|file| file.unwrap().path());
    for file in rules
        .filter(|path| path.is_file())
        .chain(["rules.rs", "ground.rs"].map(|file| root().join("domain/src/payroll").join(file)))
    {
        source.push_str(&fs::read_to_string(file).unwrap());
    }
    let word = Regex::new(r#"Word\("(\w+)"\)"#).unwrap();
    let reasons: BTreeSet<String> = word.captures_iter(&source).map(|found| found[1].to_owned()).collect();
    assert!(reasons.len() > 5, "{reasons:?}");
    all_named("docs/PAYROLL.md", "reasons", reasons.iter().map(String::as_str));
}

/// Subcommands as the command itself lists them.
fn subcommands(of: &[&str]) -> Vec<String> {
    let out = crate::cli::concord(&[of, &["--help"]].concat());
    assert!(out.status.success(), "{out:?}");
    let text = String::from_utf8(out.stdout).unwrap();
    let Some(list) = text.split("Commands:\n").nth(1) else { return Vec::new() };
    let name = Regex::new(r"^  ([a-z]+)\b").unwrap();
    let lines = list.lines().take_while(|line| line.starts_with("  "));
    lines.filter_map(|line| name.captures(line).map(|m| m[1].to_owned())).filter(|name| name != "help").collect()
}

#[test]
fn every_command_is_written_up_and_teaches() {
    let pages = read("README.md") + &read("docs/OPERATIONS.md");
    let commands = subcommands(&[]);
    assert!(commands.len() >= 6, "{commands:?}");
    for command in commands {
        let inner = subcommands(&[&command]);
        let mut paths: Vec<Vec<&str>> = inner.iter().map(|name| vec![command.as_str(), name]).collect();
        if !matches!(command.as_str(), "user" | "mandate" | "projections") {
            paths.push(vec![&command]);
        }
        for path in paths {
            let whole = path.join(" ");
            assert!(pages.contains(&format!("`concord {whole}`")), "README and OPERATIONS do not name concord {whole}");
            let help = String::from_utf8(crate::cli::concord(&[&path[..], &["--help"]].concat()).stdout).unwrap();
            for needed in ["Examples:", "Exit status:", &format!("concord {whole}")] {
                assert!(help.contains(needed), "concord {whole} --help has no `{needed}`:\n{help}");
            }
        }
    }
}

#[test]
fn the_readme_has_its_two_commands_and_the_sign_ins() {
    let readme = read("README.md");
    for command in ["cargo run -- demo", "cargo xtask test"] {
        assert!(readme.lines().any(|line| line == command), "{command}");
    }
    for login in ["union", "employer", "bureau", "store", "operator"] {
        assert!(readme.contains(&format!("| `{login}` |")), "{login}");
    }
    assert!(readme.contains(concord::demo::PASSWORD));
    assert!(readme.chars().take(120).any(|c| c == '薪'), "it opens in Chinese");
}

#[test]
fn the_licence_is_whole_and_the_one_of_the_packages() {
    let licence = read("LICENSE");
    assert!(licence.contains("Apache License") && licence.contains("END OF TERMS AND CONDITIONS"));
    assert!(read("Cargo.toml").contains("license = \"Apache-2.0\""));
}
