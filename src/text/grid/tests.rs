use super::*;
use domain::term::grid::{Answers, Layout, Row, read};
use domain::term::{Choices, WageUnit, usual_anywhere};

#[test]
fn what_is_exported_reads_back_in_both_languages() {
    let place = |grade: Option<&str>, size: Option<&str>, unit| Place {
        unit,
        grade: grade.map(str::to_owned),
        zone: None,
        size: size.map(str::to_owned),
        level: None,
    };
    let places = [
        place(None, None, WageUnit::Month),
        place(Some("sales"), Some("large"), WageUnit::Month),
        place(Some("cashier"), Some("medium"), WageUnit::Hour),
        place(Some("driver"), Some("small"), WageUnit::Hour),
    ];
    for lang in [Lang::Zh, Lang::En] {
        let rows = grid_rows(places.iter().map(|place| (place, "25.50".to_owned())), &Names::default(), lang);
        let rows: Vec<Row> = rows.into_iter().map(|cells| Row { number: 1, cells }).collect();
        let mut list = Choices::default();
        list.add_names(usual_anywhere());
        let grid = read(&rows, &mut list, &Answers::new());
        assert_eq!((grid.layout, grid.faults), (Some(Layout::Rows), vec![]), "{lang:?}");
        assert!(grid.wages.iter().map(|wage| &wage.place).eq(&places));
    }
}
