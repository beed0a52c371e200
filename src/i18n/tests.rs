use super::*;

#[test]
fn the_header_that_is_wanted_most_wins() {
    assert_eq!(Lang::wanted("en-US,en;q=0.9,zh-CN;q=0.8"), Some(Lang::En));
    assert_eq!(Lang::wanted("fr, zh;q=0.7, en;q=0.65"), Some(Lang::Zh));
    assert_eq!(Lang::wanted("fr"), None);
    assert_eq!(Lang::wanted("en;q=0"), None);
}

fn keys(language: &str) -> std::collections::BTreeSet<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language);
    let mut keys = std::collections::BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in text.lines() {
            if let Some((key, _)) = line.split_once(" =")
                && line.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                assert!(keys.insert(key.to_owned()), "{key} stands twice in {language}");
            }
        }
    }
    keys
}

#[test]
fn both_languages_have_the_same_keys() {
    let (zh, en) = (keys("zh-CN"), keys("en"));
    let differ: Vec<_> = zh.symmetric_difference(&en).collect();
    assert!(differ.is_empty(), "only in one language: {differ:?}");
    assert!(!zh.is_empty());
}

#[test]
fn a_text_shows_its_arguments_as_they_are() {
    let shown = Lang::En.ta("audit-no-such-line", &[("line", "1234")]);
    assert_eq!(shown, "No record begins on line 1234.");
    assert_eq!(Lang::Zh.t("audit-rule"), "规则");
}
