//! The header of a payroll file: which column is where, under English or Chinese names.

use std::collections::BTreeMap;

/// Chinese header names accepted for each column.
pub const ALIASES: &[(&str, &[&str])] = &[
    ("enterprise_id", &["统一社会信用代码", "企业代码", "单位代码"]),
    ("worker_id", &["职工编号", "工号", "员工编号"]),
    ("period", &["工资月份", "月份", "所属期"]),
    ("grade", &["岗位", "工种"]),
    ("employment", &["用工形式", "用工类型"]),
    ("agreed_wage", &["约定工资", "合同工资"]),
    ("paid_days", &["计薪天数"]),
    ("hours", &["工作小时", "工时"]),
    ("ot_weekday_hours", &["平日加班小时", "工作日加班小时"]),
    ("ot_restday_hours", &["休息日加班小时"]),
    ("ot_holiday_hours", &["法定节假日加班小时", "节假日加班小时"]),
    ("ot_pay", &["加班工资", "加班费"]),
    ("special_allowances", &["特殊津贴"]),
    ("gross_pay", &["应发工资", "应发合计"]),
    ("personal_contributions", &["个人缴费", "代扣代缴"]),
    ("deductions", &["扣款", "其他扣款"]),
    ("net_pay", &["实发工资", "实发合计"]),
    ("paid_on", &["发放日期", "支付日期"]),
    ("unused_leave_days", &["未休年休假天数"]),
    ("unused_leave_pay", &["未休年休假工资"]),
];

const REQUIRED: &[&str] = &["enterprise_id", "worker_id", "period", "employment", "agreed_wage", "gross_pay"];

/// Where each column is.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Number of fields of a record.
    pub width: usize,
    /// Names that mean nothing to the audit, in file order.
    pub unknown: Vec<String>,
    at: BTreeMap<&'static str, usize>,
    allowances: Vec<(Option<usize>, Option<usize>)>,
}

impl Columns {
    /// Reads the header. `codes` are the contract's allowance codes: each has `allowance_<code>` and
    /// `shifts_<code>` (`津贴_<code>`, `班次_<code>`).
    ///
    /// # Errors
    /// The names of required columns that are missing, and of columns given twice.
    pub fn read<'a>(header: impl Iterator<Item = &'a str>, codes: &[String]) -> Result<Self, Vec<String>> {
        let mut columns = Self { allowances: vec![(None, None); codes.len()], ..Self::default() };
        let mut faults = Vec::new();
        for (index, name) in header.enumerate() {
            let name = bare(name);
            columns.width = index + 1;
            let twice = if let Some(column) = canonical(name) {
                columns.at.insert(column, index).is_some()
            } else if let Some(slot) = columns.slot(name, codes) {
                slot.replace(index).is_some()
            } else {
                columns.unknown.push(name.to_owned());
                false
            };
            if twice {
                faults.push(format!("column {name} given twice"));
            }
        }
        let missing = REQUIRED.iter().filter(|name| !columns.at.contains_key(**name));
        faults.extend(missing.map(|name| format!("missing column {name}")));
        if faults.is_empty() { Ok(columns) } else { Err(faults) }
    }

    fn slot(&mut self, name: &str, codes: &[String]) -> Option<&mut Option<usize>> {
        let paid = name.strip_prefix("allowance_").or_else(|| name.strip_prefix("津贴_"));
        let shifts = name.strip_prefix("shifts_").or_else(|| name.strip_prefix("班次_"));
        let code = paid.or(shifts)?;
        let index = codes.iter().position(|c| c == code)?;
        let (pay_slot, shift_slot) = self.allowances.get_mut(index)?;
        Some(if paid.is_some() { pay_slot } else { shift_slot })
    }

    /// The column that a header name means, if it is none of an allowance.
    pub fn named(name: &str) -> Option<&'static str> {
        canonical(bare(name))
    }

    /// Index of a named column.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        self.at.get(name).copied()
    }

    /// Indices of the pay and shift columns of each allowance code.
    pub(super) fn allowances(&self) -> &[(Option<usize>, Option<usize>)] {
        &self.allowances
    }
}

fn bare(name: &str) -> &str {
    name.trim().trim_start_matches('\u{feff}')
}

fn canonical(name: &str) -> Option<&'static str> {
    let named = |(column, aliases): &&(&'static str, &[&str])| *column == name || aliases.contains(&name);
    ALIASES.iter().find(named).map(|(column, _)| *column)
}
