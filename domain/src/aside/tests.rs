use super::{Aside, aside};

fn of(cells: &[&str]) -> Option<Aside> {
    aside(cells.iter().copied(), ["单位", "工号", "月份", "应发"].into_iter())
}

#[test]
fn rows_that_are_no_records_are_told_by_kind() {
    assert_eq!(of(&["", " ", "　"]), Some(Aside::Blank));
    for total in ["合计", "合 计", "小计：", "总计", "后厨小计", "合计(3人)", "Total"] {
        assert_eq!(of(&[total, "", "", "7900"]), Some(Aside::Total), "{total}");
        assert_eq!(of(&["", "", total, "7900"]), Some(Aside::Total), "{total}");
    }
    for signature in ["制表：张三", "制表人", "审核人签字", "财务：", "负责人：李四", "Prepared by: X"]
    {
        assert_eq!(of(&[signature, "", "审核：李四", ""]), Some(Aside::Signature), "{signature}");
    }
    assert_eq!(of(&["注：本表一式两份", "", "", ""]), Some(Aside::Note));
    assert_eq!(of(&["本表由人事部门填写", "", "", ""]), Some(Aside::Note));
    assert_eq!(of(&["单位", "工号", "月份", "应发"]), Some(Aside::Header));
}

#[test]
fn a_record_with_a_fault_is_not_left_out() {
    for record in [
        &["91A", "W1", "2026-03", "x"][..],
        &["x"],
        &["91A", "", "", ""],
        &["", "张三", "2026-03", "2800"],
        &["财务部", "W1", "", "x"],
        &["出纳", "W2", "2026-03", "x"],
    ] {
        assert_eq!(of(record), None, "{record:?}");
    }
}
