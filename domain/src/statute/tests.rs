use super::*;
use crate::decimal::Money;
use crate::term::WageUnit;
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn every_shipped_rulebook_loads_and_the_list_is_the_folder() {
    let rulebooks = RulebookSet::shipped().unwrap_or_else(|faults| panic!("{faults:#?}"));
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rulebooks")).unwrap();
    assert_eq!(rulebooks.rulebooks().count(), folder.count());
}

#[test]
fn a_region_has_its_own_values_and_its_countrys_rest() {
    let rulebooks = RulebookSet::shipped().unwrap();
    let ningxia = rulebooks.rulebook("CN-64").unwrap();
    let procedure = ningxia.procedure(day("2026-06-01"));
    assert_eq!(procedure.representatives_max.unwrap().value, 9);
    let review = procedure.review.unwrap();
    assert_eq!((review.value.count, review.citation.article.as_str()), (15, "22"));
    assert_eq!(ningxia.substance(day("2026-06-01")).maternity.unwrap().value.to_string(), "158");
}

#[test]
fn the_minimum_wages_are_exactly_the_published_table() {
    let rulebooks = RulebookSet::shipped().unwrap();
    let table = include_str!("../../../fixtures/law/statutory-minimum.csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut wanted: Vec<String> = reader.records().map(|r| r.unwrap().iter().collect::<Vec<_>>().join("|")).collect();
    let trust = |t: Trust| serde_json::to_value(t).unwrap().as_str().unwrap().to_owned();
    let mut shipped: Vec<String> = rulebooks
        .rulebooks()
        .flat_map(|book| book.minimums().iter().map(move |m| (book.jurisdiction(), m)))
        .map(|(code, m)| {
            let to = m.to.map(|d| d.to_string()).unwrap_or_default();
            let (areas, unit, trust) = (m.areas.join(" "), m.unit.word(), trust(m.trust));
            format!("{code}|{areas}|{}|{unit}|{}|{}|{to}|{trust}|{}", m.class, m.amount, m.from, m.source)
        })
        .collect();
    wanted.sort();
    shipped.sort();
    assert_eq!(shipped, wanted);
}

#[test]
fn minimums_over_a_term_come_in_pieces_that_cover_each_day_once() {
    let rulebooks = RulebookSet::shipped().unwrap();
    let ningxia = rulebooks.rulebook("CN-64").unwrap();
    let pieces = ningxia.minimum_wages("640205", WageUnit::Month, day("2023-09-01"), day("2024-08-31"));
    let amounts: Vec<_> = pieces.iter().map(|p| (p.from, p.to, p.value.as_ref().map(|c| c.value))).collect();
    let yuan = |n: i64| Money::from_e4(n * 10_000);
    assert_eq!(
        amounts,
        [(day("2023-09-01"), day("2024-01-31"), yuan(1950)), (day("2024-02-01"), day("2024-08-31"), yuan(2050))]
    );
    assert_eq!(ningxia.minimum_wage("440300", WageUnit::Month, day("2024-01-01")), None);
    let beijing = rulebooks.rulebook("CN-11").unwrap();
    let dongcheng = beijing.minimum_wage("110101", WageUnit::Month, day("2026-01-01")).unwrap();
    assert_eq!(Some(dongcheng.value), yuan(2540));
}

#[test]
fn all_faults_of_a_rulebook_are_told() {
    let text = r#"
        jurisdiction = "X"
        extends = "Y"
        name = "x"
        name_en = "x"
    "#;
    let bad = r#"
        jurisdiction = "Z"
        name = "z"
        name_en = "z"
        zone = "noon"
        [[procedure]]
        key = "reply"
        value = "soon"
        instrument = "i"
        trust = "press"
        [[procedure]]
        key = "nonsense"
        value = "1"
        instrument = "i"
        trust = "press"
        [[minimum_wage]]
        areas = "12"
        class = 1
        unit = "month"
        amount = "1.23456"
        from = 2020-01-01
        trust = "press"
    "#;
    let faults =
        RulebookSet::from_sources(vec![("x.toml".into(), text.into()), ("z.toml".into(), bad.into())]).unwrap_err();
    let places: Vec<_> = faults.iter().map(|f| f.place.as_str()).collect();
    assert_eq!(places, ["minimum_wage[0]", "zone", "procedure.reply", "procedure.nonsense", "extends"]);
}
