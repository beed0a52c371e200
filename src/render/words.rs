//! Numbers and days as documents write them.

use crate::i18n::Lang;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// A day: 2026年3月1日, 1 March 2026.
pub(super) fn day(day: NaiveDate, lang: Lang) -> String {
    let format = match lang {
        Lang::Zh => "%Y年%-m月%-d日",
        Lang::En => "%-d %B %Y",
    };
    day.format(format).to_string()
}

/// An instant in a zone, to the minute.
pub(super) fn moment(at: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    let local = at.with_timezone(&zone);
    format!("{} {}", day(local.date_naive(), lang), local.format("%H:%M"))
}

/// 第三条, Article 3.
pub(super) fn article(number: usize, lang: Lang) -> String {
    lang.ta("doc-article", &[("number", &counted(number, lang))])
}

/// 附件一, Annex 1.
pub(super) fn annex(number: usize, lang: Lang) -> String {
    lang.ta("doc-annex", &[("number", &counted(number, lang))])
}

/// What stands in front of an entry of a list: （一）, (1).
pub(super) fn entry(number: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("（{}）", chinese(number)),
        Lang::En => format!("({number}) "),
    }
}

/// A count in the language's own numerals.
fn counted(number: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => chinese(number),
        Lang::En => number.to_string(),
    }
}

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Up to 9,999 in Chinese numerals; larger ones in figures.
fn chinese(number: usize) -> String {
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number.checked_div(unit).unwrap_or(0) % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
        }
        gap = false;
        // 十二, not 一十二.
        if !(unit == 10 && digit == 1 && out.is_empty()) {
            out.push_str(DIGITS.get(digit).copied().unwrap_or_default());
        }
        out.push_str(name);
    }
    out
}

/// Words within brackets behind others; nothing for none.
pub(super) fn bracketed(words: &[String], lang: Lang) -> String {
    let inner = words.join(lang.semicolon());
    match lang {
        _ if words.is_empty() => String::new(),
        Lang::Zh => format!("（{inner}）"),
        Lang::En => format!(" ({inner})"),
    }
}

/// A sentence with its stop.
pub(super) fn sentence(text: &str, lang: Lang) -> String {
    let text = text.trim_end();
    let ended = text.ends_with(['.', '。', '！', '？', '!', '?', '；', ';']);
    if ended { text.to_owned() } else { format!("{text}{}", lang.stop().trim_end()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        let written = |n| chinese(n);
        let all = [1, 10, 12, 20, 21, 100, 101, 110, 111, 205, 1000, 1010, 2026].map(written);
        let expected = [
            "一",
            "十",
            "十二",
            "二十",
            "二十一",
            "一百",
            "一百零一",
            "一百一十",
            "一百一十一",
            "二百零五",
            "一千",
            "一千零一十",
            "二千零二十六",
        ];
        assert_eq!(all, expected);
        assert_eq!((article(3, Lang::Zh), annex(2, Lang::En)), ("第三条".to_owned(), "Annex 2".to_owned()));
    }
}
