//! Words usual in payrolls for parts of what our columns hold: a guess adds such parts up, and says so.

use unicode_normalization::UnicodeNormalization;

/// By column, the names of columns that together make it.
const PARTS: &[(&str, &[&str])] = &[
    (
        "agreed_wage",
        &[
            "基本工资",
            "基础工资",
            "岗位工资",
            "职务工资",
            "级别工资",
            "薪级工资",
            "技能工资",
            "固定工资",
            "标准工资",
            "底薪",
            "月薪",
            "小时工资",
            "小时工资标准",
            "时薪",
            "小时单价",
            "日工资",
            "日工资标准",
            "日薪",
        ],
    ),
    (
        "personal_contributions",
        &[
            "养老保险",
            "养老",
            "养老金",
            "基本养老保险",
            "医疗保险",
            "医疗",
            "医保",
            "基本医疗保险",
            "大病医疗",
            "失业保险",
            "失业",
            "失业金",
            "住房公积金",
            "公积金",
            "个人所得税",
            "所得税",
            "个税",
            "社保",
            "社会保险",
            "社保费",
            "三险",
            "五险",
            "五险一金",
            "三险一金",
        ],
    ),
    ("deductions_damage", &["赔偿", "赔偿款", "损失赔偿"]),
    ("deductions_fine", &["罚款", "扣罚", "违纪扣款", "处罚"]),
    (
        "deductions_other",
        &[
            "借款",
            "借支",
            "预支",
            "预支款",
            "房租",
            "水电费",
            "水电",
            "房租水电",
            "餐费",
            "伙食费",
            "住宿费",
            "工装费",
            "服装费",
        ],
    ),
    ("deductions", &["迟到扣款", "迟到早退扣款", "考勤扣款"]),
    (
        "special_allowances",
        &[
            "高温费",
            "降温费",
            "防暑降温费",
            "夜班费",
            "夜班补助",
            "中夜班津贴",
            "有毒有害津贴",
            "井下津贴",
            "低温津贴",
            "岗位津贴（有毒有害）",
        ],
    ),
];

/// Columns of which several in one file add up without a question.
pub(super) const ADD_UP: &[&str] = &[
    "special_allowances",
    "personal_contributions",
    "deductions",
    "deductions_damage",
    "deductions_fine",
    "deductions_other",
];

/// What stands before or after a name and says only whose money it is.
const WHOSE: [&str; 8] = ["代扣代缴", "代扣", "代缴", "应扣", "扣除", "个人缴纳", "个人", "扣"];
/// What the enterprise pays is nobody's deduction.
const OTHERS: [&str; 4] = ["单位", "公司", "企业", "雇主"];

/// A name without full width, white space and what stands in brackets, of two rows the lower one.
fn bare(name: &str) -> String {
    let text: String = name.nfkc().filter(|c| !c.is_whitespace()).collect();
    let part = text.rsplit('/').next().unwrap_or(&text);
    part.split('(').next().unwrap_or(part).trim_end_matches([':', '*']).to_owned()
}

/// The column of which a name is a part.
pub(super) fn part_of(name: &str) -> Option<&'static str> {
    if OTHERS.iter().any(|other| name.contains(other)) {
        return None;
    }
    let whole = bare(name);
    let stripped = WHOSE.iter().find_map(|whose| {
        let rest = whole.strip_prefix(whose).or_else(|| whole.strip_suffix(whose))?;
        (!rest.is_empty()).then(|| rest.to_owned())
    });
    let found = |text: &str| PARTS.iter().find(|(_, names)| names.contains(&text)).map(|(column, _)| *column);
    found(&whole).or_else(|| found(&stripped?))
}

/// Names of columns that say who somebody is, but not which of two of that name.
pub(super) fn is_person(name: &str) -> bool {
    matches!(bare(name).as_str(), "姓名" | "员工姓名" | "职工姓名" | "name")
}

/// What the name of a sheet, or a title, says of how everybody in it is employed.
pub(super) fn employment_of(text: &str) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["非全日制", "小时工", "钟点工", "兼职"]) {
        Some("part_time")
    } else if has(&["实习", "返聘", "劳务费", "劳务人员"]) {
        Some("other")
    } else {
        None
    }
}
