//! Rows of a table that are none of its records: sums, signatures, notes, repeated headers, rows without anything.
//!
//! Only a row that cannot be read as a record is looked at so; what is left out is told, apart from what is rejected.

use serde::{Deserialize, Serialize};

/// Kinds of such rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Aside {
    /// Nothing in it.
    Blank,
    /// A sum of rows above.
    Total,
    /// Who made, checked or approved the table.
    Signature,
    /// A remark below the table.
    Note,
    /// The header once more, as on every page or slip.
    Header,
    /// What a profile's rule names.
    Rule,
}

impl Aside {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Blank, Self::Total, Self::Signature, Self::Note, Self::Header, Self::Rule];

    /// Its word: part of the key of its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Total => "total",
            Self::Signature => "signature",
            Self::Note => "note",
            Self::Header => "header",
            Self::Rule => "rule",
        }
    }
}

const TOTALS: &[&str] = &[
    "合计",
    "小计",
    "总计",
    "共计",
    "累计",
    "总合计",
    "本页合计",
    "本月合计",
    "total",
    "subtotal",
    "grandtotal",
    "sum",
];
/// Words that nothing but a signature begins with.
const SIGNATURES: &[&str] = &[
    "制表",
    "制单",
    "审核",
    "复核",
    "审批",
    "批准",
    "签字",
    "签名",
    "签章",
    "盖章",
    "经办",
    "编制",
    "填表",
    "领款人",
    "preparedby",
    "checkedby",
    "approvedby",
    "signature",
];
/// What such a word may be followed by where no colon is.
const SIGNERS: &[&str] = &["", "人", "员", "签字", "签名", "签章", "人签字", "人签名", "日期", "时间"];
/// Words that are posts and departments too: with a colon they are signatures.
const OFFICES: &[&str] =
    &["负责人", "单位负责人", "财务", "会计", "出纳", "主管", "部门", "总经理", "经理", "法定代表人", "日期"];
const NOTES: &[&str] = &["注", "备注", "说明", "附注", "note", "remark"];

/// What a row is, if it is no record. `header`: the names of the columns.
pub fn aside<'a>(cells: impl Iterator<Item = &'a str> + Clone, header: impl Iterator<Item = &'a str>) -> Option<Aside> {
    let plain = |text: &str| -> String {
        let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：' | '\u{feff}'));
        kept.flat_map(char::to_lowercase).take(80).collect()
    };
    let full: Vec<String> = cells.clone().map(plain).filter(|text| !text.is_empty()).collect();
    let Some(first) = full.first() else { return Some(Aside::Blank) };
    let begun = cells.clone().find(|cell| !plain(cell).is_empty()).unwrap_or_default();
    let names = cells.zip(header).filter(|(cell, name)| !cell.trim().is_empty() && cell.trim() == name.trim()).count();
    if names >= 2 && names.saturating_mul(2) > full.len() {
        return Some(Aside::Header);
    }
    let total = |text: &String| {
        let text = text.trim_start_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['(', ')', '（', '）']);
        TOTALS.iter().any(|word| text == *word || !word.is_ascii() && (text.ends_with(word) || text.starts_with(word)))
    };
    if full.iter().take(3).any(total) {
        return Some(Aside::Total);
    }
    let begins = |words: &[&str], text: &str| words.iter().any(|word| text.starts_with(word));
    let colon = begun.contains([':', '：']);
    let signs = |word: &&str| first.strip_prefix(word).is_some_and(|rest| colon || SIGNERS.contains(&rest));
    if SIGNATURES.iter().any(signs) || colon && begins(OFFICES, first) {
        return Some(Aside::Signature);
    }
    if begins(NOTES, first) && full.len() <= 3 {
        return Some(Aside::Note);
    }
    // One sentence is no record.
    let sentence = full.len() == 1 && !first.is_ascii() && first.chars().count() >= 4;
    sentence.then_some(Aside::Note)
}

#[cfg(test)]
mod tests;
