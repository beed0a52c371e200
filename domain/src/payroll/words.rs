//! Words for kinds of employment, as payrolls have them.

use super::fault::Reason;
use crate::term::EmploymentKind as Employment;

/// Words that mean one kind of employment, and nothing else; the first two are the standard ones.
pub const EMPLOYMENT: &[(Employment, &[&str])] = &[
    (
        Employment::FullTime,
        &[
            "full_time",
            "全日制",
            "全职",
            "全日制用工",
            "正式",
            "正式工",
            "正式员工",
            "正式职工",
            "合同工",
            "合同制",
            "合同制员工",
            "合同制工人",
            "劳动合同制",
            "劳动合同工",
            "固定期限",
            "无固定期限",
            "固定期限合同",
            "无固定期限合同",
            "在编",
        ],
    ),
    (Employment::DayRate, &["day_rate", "日工资制", "日薪", "日薪制", "计日", "计日工", "日工", "按日计酬"]),
    (Employment::Piece, &["piece", "计件", "计件制", "计件工", "计件工资制", "计件工人"]),
    (Employment::OverAge, &["over_age", "超龄", "超龄劳动者", "超龄用工", "超龄人员"]),
    (Employment::PartTime, &["part_time", "非全日制", "非全日制用工", "小时工", "钟点工", "计时工", "兼职", "非全职"]),
    (Employment::Probation, &["probation", "试用期", "试用", "试用期员工", "试用员工"]),
    (
        Employment::Other,
        &[
            "other",
            "其他",
            "实习",
            "实习生",
            "见习",
            "见习生",
            "学徒",
            "学徒工",
            "退休返聘",
            "返聘",
            "退休",
            "劳务",
            "劳务工",
            "劳务协议",
            "劳务关系",
        ],
    ),
];

/// Words that say something, but not how somebody is employed: they are asked for.
pub const AMBIGUOUS: &[&str] = &[
    "派遣",
    "派遣工",
    "劳务派遣",
    "劳务派遣工",
    "外包",
    "临时工",
    "临时",
    "临时用工",
    "季节工",
    "季节性用工",
    "合作",
    "灵活用工",
];

/// The kind of employment of a word, however it is spaced; empty: `None`.
pub(super) fn employment(text: &str) -> Result<Employment, Reason> {
    let word: String =
        text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').flat_map(char::to_lowercase).collect();
    let named = EMPLOYMENT.iter().find(|(_, words)| words.contains(&word.as_str()));
    match named {
        Some((kind, _)) => Ok(*kind),
        None if AMBIGUOUS.contains(&word.as_str()) => Err(Reason::AmbiguousEmployment),
        None => Err(Reason::UnknownEmployment),
    }
}
