//! File names as people may safely be given them.

use domain::limits::FILE_NAME;
use domain::text::clean_name;

/// Names that some systems take for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// The last step of a path, without what hides or does harm in a name; empty where nothing is left.
pub(super) fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| clean_name(c.encode_utf8(&mut [0; 4])).is_ok()).map(plain).collect();
    let kept = kept.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, ending) = match kept.rsplit_once('.') {
        Some((stem, ending)) => (stem.trim_end(), format!(".{ending}")),
        None => (kept, String::new()),
    };
    let longest = FILE_NAME.saturating_sub(ending.chars().count());
    let stem: String = stem.chars().take(longest).collect();
    let device = DEVICES.contains(&stem.to_lowercase().as_str());
    format!("{}{stem}{ending}", if device { "_" } else { "" }).chars().take(FILE_NAME).collect()
}

const fn plain(c: char) -> char {
    if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn a_path_and_what_hides_in_a_name_are_taken_off() {
        for (name, cleaned) in [
            ("../../etc/passwd.txt", "passwd.txt"),
            ("C:\\Users\\x\\工资 表.xlsx", "工资 表.xlsx"),
            ("a\u{202e}fdp.exe", "afdp.exe"),
            ("  ..hidden.pdf. ", "hidden.pdf"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
            ("con.txt", "_con.txt"),
            ("a\"b<c>.csv", "a_b_c_.csv"),
            ("/", ""),
            ("..", ""),
        ] {
            assert_eq!(clean(name), cleaned, "{name:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let cleaned = clean(&format!("{}.docx", "长".repeat(500)));
        assert_eq!(cleaned.chars().count(), 120);
        assert!(cleaned.ends_with(".docx"));
        assert_eq!(clean(&format!("a.{}", "b".repeat(500))).chars().count(), 120);
    }
}
