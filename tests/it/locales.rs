//! Both languages say the same things: no key is missing, none is left over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Keys of a language with the variables of their texts.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(root().join("locales").join(language)).unwrap() {
        let path = entry.unwrap().path();
        for line in fs::read_to_string(&path).unwrap().lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let (key, text) = line.split_once(" = ").unwrap_or_else(|| panic!("{}: {line}", path.display()));
            let variables = text.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next()).map(str::to_owned);
            let before = out.insert(key.to_owned(), variables.collect());
            assert!(before.is_none(), "{key} twice in {language}");
        }
    }
    out
}

fn sources(folder: &Path, out: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (zh, en) = (keys("zh-CN"), keys("en"));
    let names = |map: &BTreeMap<String, _>| map.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&zh), names(&en));
    for (key, variables) in &zh {
        assert_eq!(variables, &en[key], "variables of {key}");
    }
}

/// Keys that the sources ask for by name: `t("key")` and `ta("key", …)`.
fn used(source: &str) -> BTreeSet<String> {
    let call = regex::Regex::new(r#"\bta?\(\s*"([a-z][a-zA-Z0-9_-]*)""#).unwrap();
    call.captures_iter(source).map(|found| found[1].to_owned()).collect()
}

#[test]
fn every_key_that_the_sources_name_exists() {
    let mut source = String::new();
    sources(&root().join("src"), &mut source);
    let known = keys("zh-CN");
    let used = used(&source);
    assert!(used.len() > 150, "{used:?}");
    let missing: Vec<String> = used.into_iter().filter(|key| !known.contains_key(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Keys made from words: the family, and the words its enumeration can say.
#[test]
fn every_family_has_all_its_words() {
    let known = keys("en");
    let has = |key: String| assert!(known.contains_key(&key), "{key}");
    for code in domain::bargaining::RefusalCode::ALL {
        has(domain::bargaining::sentence_key(*code));
    }
    for reason in domain::payroll::Reason::ALL {
        has(format!("reject-{}", reason.word()));
    }
    for code in concord::service::file_fault::CODES {
        has(format!("file-{code}"));
    }
    for foreign in tables::Foreign::ALL {
        has(format!("file-foreign-{}", foreign.word()));
    }
    for which in concord::service::file_fault::Which::ALL {
        has(format!("file-which-{}", which.word()));
    }
    for kind in domain::aside::Aside::ALL {
        has(format!("left-{}", kind.word()));
    }
    for code in concord::service::FieldCode::ALL {
        has(format!("field-{}", code.word()));
    }
    for code in concord::text::problem::GeneralCode::ALL {
        has(format!("problem-{}", code.word()));
    }
    let mut domain = String::new();
    sources(&root().join("domain/src/bargaining"), &mut domain);
    for kind in domain::bargaining::ActKind::ALL {
        has(format!("act-{kind}"));
        if *kind != domain::bargaining::ActKind::TableOffer {
            has(format!("hint-{kind}"));
        }
    }
    {
        // The enumeration's own list of words is the one place that names them all.
        let at = domain.find("Self::InForce { .. } => \"").unwrap();
        let start = domain[..at].rfind("match self {").unwrap();
        let list = &domain[start..start + domain[start..].find("\n        }").unwrap()];
        let words: Vec<&str> = list.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(words.len() > 20, "{words:?}");
        for word in words {
            has(format!("stage-{word}"));
        }
    }
}

#[test]
fn no_key_is_left_over() {
    let mut source = String::new();
    sources(&root().join("src"), &mut source);
    // A family is a literal that ends in a hole, `stage-{`, or is named by a field: `Input::Choice(&[…], "size")`.
    let hole = regex::Regex::new(r#""([a-zA-Z-]+-)\{"#).unwrap();
    let named = regex::Regex::new(r#"(?:\],|YesNo\(|word\()\s*"([a-z]+)""#).unwrap();
    let mut families: BTreeSet<String> = hole.captures_iter(&source).map(|found| found[1].to_owned()).collect();
    families.extend(named.captures_iter(&source).map(|found| format!("{}-", &found[1])));
    // `field_text` names its families by the fields themselves; a refusal names its sentence in the domain.
    let fields = [
        "form-",
        "method-",
        "base-",
        "of-",
        "unit-",
        "basis-",
        "leave-",
        "term-",
        "rounding-",
        "employment-",
        "share-",
        "like-",
    ];
    families.extend(fields.into_iter().chain(["refusal-"]).map(str::to_owned));
    let asked = |key: &str| source.contains(&format!("\"{key}\""));
    let fault = |key: &str| key.strip_prefix("field-").is_some_and(&asked);
    let problem = |key: &str| asked(key.trim_start_matches("problem-").trim_end_matches("-detail"));
    let over: Vec<String> = keys("en")
        .into_keys()
        .filter(|key| !asked(key) && !fault(key) && !problem(key))
        .filter(|key| {
            !families
                .iter()
                .any(|family| family != "field-" && family != "problem-" && key.starts_with(family.as_str()))
        })
        .collect();
    assert!(over.is_empty(), "{over:?}\n{families:?}");
}

/// The law book has words for every key and every word of its values.
#[test]
fn the_law_book_is_in_words() {
    use concord::text::law::{INDUSTRIES, industry, rule_name, rule_value};
    let rulebooks = domain::statute::RulebookSet::shipped().unwrap();
    let untold = regex::Regex::new("_|(rule|choice|method|period|industry)-").unwrap();
    let mut told = 0;
    for lang in [concord::i18n::Lang::Zh, concord::i18n::Lang::En] {
        for value in rulebooks.rulebooks().flat_map(|book| book.values()) {
            for text in [rule_name(&value.key, lang), rule_value(value, lang)] {
                assert!(!untold.is_match(&text), "{text}");
                told += 1;
            }
        }
        for code in rulebooks.rulebooks().filter_map(|book| book.currency()) {
            assert_ne!(concord::text::currency(code, lang), code, "the unit of {code} has no name");
        }
        assert!(INDUSTRIES.iter().all(|code| !untold.is_match(&industry(code, lang))));
    }
    assert!(told > 400, "{told}");
}

/// Every reason that the audit can give has its words.
#[test]
fn reasons_of_the_audit_are_in_words() {
    let mut source = String::new();
    sources(&root().join("domain/src/payroll"), &mut source);
    let word = regex::Regex::new(r#"(?:Word|Column)\(\s*"([a-z_]+)""#).unwrap();
    let words: BTreeSet<&str> = word.captures_iter(&source).map(|found| found.get(1).unwrap().as_str()).collect();
    assert!(words.len() > 5, "{words:?}");
    let known = keys("en");
    for word in words {
        assert!(known.contains_key(&format!("reason-{word}")), "{word}");
    }
}
