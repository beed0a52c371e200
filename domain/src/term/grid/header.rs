//! Words of a header and of its cells, Chinese and English.

use super::{Column, Meaning};
use crate::term::{SizeClass, WageUnit};

/// What a column holds, as far as its name alone tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A part of a wage.
    Part(Column),
    /// Amounts of a size class (`None`: of all).
    OfSize(Option<SizeClass>),
    /// A number of the row or a remark: no part of a wage.
    Aside,
}

/// Without case, spaces, and what stands in brackets: `Amount (per month)` is `amount`.
fn plain(text: &str) -> String {
    let text = text.split(['(', '（', '[', '【']).next().unwrap_or_default();
    text.chars().filter(|c| !c.is_whitespace() && *c != '_' && *c != '-').flat_map(char::to_lowercase).collect()
}

/// The column of a header's cell.
pub(super) fn head(text: &str) -> Option<Head> {
    Some(match plain(text).as_str() {
        "grade" | "post" | "job" | "position" | "岗位" | "岗位名称" | "岗位工种" | "工种" | "职位" | "职务" => {
            Head::Part(Column::Grade)
        }
        "zone" | "area" | "region" | "区域" | "片区" | "地区" => Head::Part(Column::Zone),
        "size" | "sizeclass" | "sizeofenterprise" | "规模" | "企业规模" | "规模类别" | "企业类型" => {
            Head::Part(Column::Size)
        }
        "level" | "skill" | "skilllevel" | "levelofskill" | "技能等级" | "等级" | "职业等级" | "技术等级" => {
            Head::Part(Column::Level)
        }
        "unit" | "per" | "单位" | "计量单位" | "计薪单位" => Head::Part(Column::Unit),
        "amount" | "wage" | "minimum" | "minimumwage" | "金额" | "标准" | "工资标准" | "最低工资" | "最低工资标准" => {
            Head::Part(Column::Amount)
        }
        "no" | "no." | "number" | "note" | "notes" | "remark" | "remarks" | "序号" | "编号" | "备注" | "说明" => {
            Head::Aside
        }
        _ => Head::OfSize(size(text)?),
    })
}

/// Whether a text stands for all of them.
fn is_all(text: &str) -> bool {
    matches!(
        text,
        "" | "all"
            | "any"
            | "-"
            | "—"
            | "*"
            | "全部"
            | "所有"
            | "不限"
            | "不分"
            | "通用"
            | "所有岗位"
            | "全部岗位"
            | "不分岗位"
            | "所有区域"
            | "全部区域"
            | "不分区域"
            | "不分区域和规模"
            | "所有规模"
            | "全部规模"
            | "不分规模"
            | "allposts"
            | "allzones"
            | "allsizes"
            | "allzonesandsizes"
    )
}

/// A size class in words; `Some(None)`: all of them.
pub(super) fn size(text: &str) -> Option<Option<SizeClass>> {
    Some(match plain(text).as_str() {
        "large" | "l" | "大" | "大型" | "大型企业" => Some(SizeClass::Large),
        "medium" | "m" | "中" | "中型" | "中型企业" => Some(SizeClass::Medium),
        "small" | "s" | "小" | "小型" | "小型企业" => Some(SizeClass::Small),
        all if is_all(all) => None,
        _ => return None,
    })
}

/// Whether a text stands for all posts, zones or sizes.
pub fn is_everywhere(text: &str) -> bool {
    is_all(&plain(text))
}

/// Whether a name of a header is that of a list: posts (`grade`), zones, operations, units.
pub fn is_head_of(name: &str, list: &str) -> bool {
    match list {
        "operation" => matches!(plain(name).as_str(), "operation" | "process" | "工序" | "工序名称" | "项目" | "作业"),
        "piece_unit" => head(name) == Some(Head::Part(Column::Unit)),
        "grade" => head(name) == Some(Head::Part(Column::Grade)),
        "zone" => head(name) == Some(Head::Part(Column::Zone)),
        _ => false,
    }
}

/// What a column of amounts with a name of the table's own may be of, by its last characters.
pub(super) fn guessed(name: &str) -> Option<Meaning> {
    let last = plain(name);
    let ends = |endings: &[&str]| endings.iter().any(|end| last.ends_with(end));
    if ends(&["区", "县", "镇", "乡", "郊", "街道", "片", "市"]) {
        Some(Meaning::OfZone)
    } else if ends(&["企业", "类", "型", "规模", "档"]) {
        Some(Meaning::OfSize)
    } else if ends(&["级", "工", "技师"]) {
        Some(Meaning::OfLevel)
    } else {
        None
    }
}

/// A unit in words; an empty cell is a month's wage.
pub(super) fn unit(text: &str) -> Option<WageUnit> {
    let text = plain(text);
    // What is paid stands before the unit, in any currency.
    let text = text.rsplit(['/', '每']).next().unwrap_or_default();
    match text {
        "" | "month" | "monthly" | "permonth" | "月" => Some(WageUnit::Month),
        "day" | "daily" | "perday" | "日" | "天" => Some(WageUnit::Day),
        "hour" | "hourly" | "perhour" | "小时" | "时" => Some(WageUnit::Hour),
        _ => None,
    }
}

/// A post or a zone; `None`: all of them. An apostrophe that keeps a spreadsheet from calculating is dropped.
pub(super) fn name(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text);
    let whole: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    (!is_all(&whole)).then(|| text.to_owned())
}
