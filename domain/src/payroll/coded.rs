//! Columns that a contract's codes make: `allowance_<code>`, `津贴_<name>`, `ot_<code>_hours`, `pieces_<code>` …

use super::code_names::CodeNames;
use crate::term::{NameKind, matched};

/// A cell of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Coded {
    pub kind: NameKind,
    /// Place among the codes of the kind.
    pub place: usize,
    /// Which of the cells that a code of the kind has.
    pub cell: usize,
}

/// A column of a code: what stands around it.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    pub kind: NameKind,
    cell: usize,
    /// Before and after the code, under the column's own name.
    pub own: (&'static str, &'static str),
    /// The same in Chinese.
    pub chinese: &'static [(&'static str, &'static str)],
}

const fn form(
    kind: NameKind,
    cell: usize,
    own: (&'static str, &'static str),
    chinese: &'static [(&'static str, &'static str)],
) -> Form {
    Form { kind, cell, own, chinese }
}

/// All of them; of two that fit, the first counts.
#[rustfmt::skip]
pub const FORMS: &[Form] = &[
    form(NameKind::Allowance, 0, ("allowance_", ""), &[("津贴_", ""), ("补贴_", "")]),
    form(NameKind::Allowance, 1, ("shifts_", ""), &[("班次_", "")]),
    form(NameKind::Allowance, 2, ("hours_", ""), &[("工时_", ""), ("小时_", "")]),
    form(NameKind::Operation, 0, ("pieces_", ""), &[("件数_", "")]),
    form(NameKind::Operation, 1, ("ot_weekday_pieces_", ""), &[("平日加班件数_", ""), ("工作日加班件数_", "")]),
    form(NameKind::Operation, 2, ("ot_restday_pieces_", ""), &[("休息日加班件数_", "")]),
    form(NameKind::Operation, 3, ("ot_holiday_pieces_", ""), &[("法定节假日加班件数_", ""), ("节假日加班件数_", "")]),
    form(NameKind::Class, 0, ("ot_", "_hours"), &[("加班小时_", ""), ("加班_", "_小时"), ("", "加班小时")]),
    form(NameKind::Commission, 0, ("commission_base_", ""), &[("提成基数_", "")]),
    form(NameKind::Commission, 1, ("commission_", ""), &[("提成_", "")]),
    form(NameKind::OneOff, 0, ("one_off_", ""), &[("一次性支付_", ""), ("一次性_", "")]),
];

/// Cells that a column with nothing but the name of a code may be: the sums paid.
const BARE: [(NameKind, usize); 3] = [(NameKind::Allowance, 0), (NameKind::Commission, 1), (NameKind::OneOff, 0)];

/// The cell of a code that a name means, in matched form.
pub(super) fn coded(name: &str, codes: &CodeNames) -> Option<Coded> {
    let name = matched(name).replacen('/', "_", 1);
    let around = |(before, after): (&str, &str)| name.strip_prefix(before)?.strip_suffix(after);
    let within = |form: &Form, ends: (&str, &str)| {
        let text = around(ends).filter(|text| !text.is_empty())?;
        Some(Coded { kind: form.kind, place: codes.place(form.kind, text)?, cell: form.cell })
    };
    let formed = FORMS.iter().find_map(|form| {
        std::iter::once(form.own).chain(form.chinese.iter().copied()).find_map(|ends| within(form, ends))
    });
    let bare = || {
        BARE.iter().find_map(|(kind, cell)| Some(Coded { kind: *kind, place: codes.place(*kind, &name)?, cell: *cell }))
    };
    formed.or_else(|| if name.is_ascii() { None } else { bare() })
}

/// The column's own name.
pub(super) fn column(coded: Coded, codes: &CodeNames) -> String {
    let form = FORMS.iter().find(|form| (form.kind, form.cell) == (coded.kind, coded.cell));
    let (before, after) = form.map_or(("", ""), |form| form.own);
    format!("{before}{}{after}", codes.code(coded.kind, coded.place))
}
