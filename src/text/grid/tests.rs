use super::*;
use domain::term::grid::{Layout, Row, read};
use domain::term::{SizeClass, WageUnit};

#[test]
fn what_is_exported_reads_back_in_both_languages() {
    let place = |grade: Option<&str>, size, unit| Place { unit, grade: grade.map(str::to_owned), zone: None, size };
    let places = [
        place(None, None, WageUnit::Month),
        place(Some("收银员"), Some(SizeClass::Large), WageUnit::Month),
        place(Some("cashier"), Some(SizeClass::Medium), WageUnit::Hour),
        place(Some("司机"), Some(SizeClass::Small), WageUnit::Hour),
    ];
    for lang in [Lang::Zh, Lang::En] {
        let rows = grid_rows(places.iter().map(|place| (place, "25.50".to_owned())), lang);
        let rows: Vec<Row> = rows.into_iter().map(|cells| Row { number: 1, cells }).collect();
        let grid = read(&rows);
        assert_eq!((grid.layout, grid.faults), (Some(Layout::Rows), vec![]), "{lang:?}");
        assert!(grid.wages.iter().map(|wage| &wage.place).eq(&places));
    }
}
