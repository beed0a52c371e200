use super::*;
use crate::term::usual;
use serde_json::json;

fn huinong() -> Choices {
    let mut out = Choices::default();
    out.add_draft(&json!({
        "names": {"grade": {"till": ["收银员"]}, "size": {"class_1": ["一类企业"]}},
        "items": [
            {"kind": "minimum_wage", "grade": "till"},
            {"kind": "minimum_wage", "grade": "店长"},
            {"kind": "minimum_wage", "grade": "sales", "size": "large"},
            {"kind": "overtime", "classes": [{"code": "夜间"}]},
            {"kind": "piece_rate", "code": "pick", "variant": "绿茶"},
        ],
    }));
    out.add_names(usual("F"));
    out
}

#[test]
fn each_thing_stands_once_under_its_names() {
    let list = huinong();
    let grade = |text: &str| list.find(NameKind::Grade, text).map(|choice| choice.word.as_str());
    assert_eq!(grade("收银员"), Some("till"), "the sheet's own before the usual");
    assert_eq!(grade(" 收 银 员 "), Some("till"));
    assert_eq!(grade("店长"), Some("店长"), "a plain word of the sheet stays one");
    assert_eq!(grade("营业员"), Some("sales"), "a code without names gets the usual ones");
    assert_eq!(grade("厨师"), None);
    let words: Vec<&str> = list.all(NameKind::Grade).iter().map(|choice| choice.word.as_str()).collect();
    assert!(!words.contains(&"cashier") && !words.contains(&"store_manager"), "{words:?}");
    assert_eq!(list.find(NameKind::Class, "夜间").unwrap().word, "夜间");
    assert_eq!(list.find(NameKind::Variant, "绿茶").unwrap().word, "绿茶");
    assert_eq!(list.shown(NameKind::Grade, "sales", false), "sales assistant");
    assert_eq!(list.shown(NameKind::Grade, "till", false), "收银员", "the only name it has");
    assert_eq!(list.shown(NameKind::Grade, "unknown", true), "unknown");
}

#[test]
fn a_new_name_gets_a_code_of_its_own() {
    let mut list = huinong();
    let mut code = |text: &str| list.named(NameKind::Grade, text).word;
    assert_eq!(code("厨师"), "chu_shi");
    assert_eq!(code("厨师"), "chu_shi");
    assert_eq!(code("除湿"), "chu_shi_2", "written alike in letters");
    assert_eq!(code("7针"), "g_7_zhen");
    assert_eq!(code("weekday"), "g_weekday");
    assert_eq!(code("base pay"), "g_base_pay");
    assert_eq!(code("Cashier (night)"), "cashier_night");
    let long = code("一二三四五六七八九十一二三四五六七八九十");
    assert!(is_code(&long), "{long}");
    for odd in ["❤", "۵", "x".repeat(200).as_str(), "_", "…"] {
        let made = code(odd);
        assert!(is_code(&made), "{odd} {made}");
    }
    assert_eq!(list.find(NameKind::Grade, "除湿").unwrap().names, ["除湿"]);
}

#[test]
fn names_come_from_the_first_sheet_that_has_them() {
    let mut list = Choices::default();
    list.add_names(&Names::of(&json!({"names": {"grade": {"a": ["甲", "乙"]}}})));
    list.add_names(&Names::of(&json!({"names": {"grade": {"b": ["乙", "丙"], "c": ["丁"]}}})));
    assert_eq!(list.all(NameKind::Grade).len(), 2, "b is what a is");
    assert_eq!(list.find(NameKind::Grade, "丙"), None);
    assert_eq!(list.find(NameKind::Grade, "c").unwrap().names, ["丁"]);
}
