//! How a jurisdiction writes codes: of places, of organisations. A pattern and a named algorithm for check digits, both
//! from the rulebook.

use super::source::CodeSource;
use crate::limits;
use regex::Regex;

/// A form of codes, as a rulebook gives it.
#[derive(Clone, Debug)]
pub struct CodeFormat {
    name: String,
    name_en: String,
    standard: String,
    pattern: Regex,
    check: Option<CheckDigits>,
    levels: Vec<usize>,
}

impl CodeFormat {
    pub(super) fn read(source: &CodeSource) -> Result<Self, String> {
        let pattern = Regex::new(&format!("^(?:{})$", source.pattern)).map_err(|fault| fault.to_string())?;
        let check = source.check.as_deref().map(|name| {
            CheckDigits::from_word(name).ok_or_else(|| format!("check must be one of {}", CheckDigits::words()))
        });
        if !source.levels.is_sorted() || source.levels.iter().any(|level| !(1..limits::CODE).contains(level)) {
            return Err("levels must be ascending numbers of characters".to_owned());
        }
        Ok(Self {
            name: source.name.clone(),
            name_en: source.name_en.clone(),
            standard: source.standard.clone(),
            pattern,
            check: check.transpose()?,
            levels: source.levels.clone(),
        })
    }

    /// What such a code is called, in the jurisdiction's language.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same in English.
    pub fn name_en(&self) -> &str {
        &self.name_en
    }

    /// The regular expression of a whole code.
    pub fn pattern(&self) -> &str {
        let whole = self.pattern.as_str();
        whole.strip_prefix("^(?:").and_then(|rest| rest.strip_suffix(")$")).unwrap_or(whole)
    }

    /// The standard it comes from; may be empty.
    pub fn standard(&self) -> &str {
        &self.standard
    }

    /// Whether `code` has the form, check digits included.
    pub fn fits(&self, code: &str) -> bool {
        code.len() <= limits::CODE
            && self.pattern.is_match(code)
            && self.check.is_none_or(|check| check.holds(code.as_bytes()))
    }

    /// A code that begins with `body` and ends in one more character, a right one.
    pub fn completed(&self, body: &str) -> Option<String> {
        let last = ('0'..='9').chain('A'..='Z');
        last.map(|last| format!("{body}{last}")).find(|code| self.fits(code))
    }

    /// How closely a code of an area names `area`, in characters: all of them where both are the same, those of the
    /// level where `wide` is the wider place (its own characters, then zeros), 0 where it is another place.
    pub(super) fn closeness(&self, wide: &str, area: &str) -> usize {
        if wide == area {
            return area.len().max(1);
        }
        let is = |level: &&usize| {
            let (head, tail) = (wide.get(..**level), wide.get(**level..));
            wide.len() == area.len()
                && head.is_some()
                && head == area.get(..**level)
                && tail.is_some_and(|tail| tail.bytes().all(|byte| byte == b'0'))
        };
        self.levels.iter().rev().find(is).copied().unwrap_or(0)
    }
}

/// Algorithms for check digits, by their arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CheckDigits {
    /// Digits and letters without I, O, S, V, Z as 0–30, weights 3⁰, 3¹, …, sum with the last character ≡ 0 (mod 31).
    Mod31,
    /// ISO 7064 MOD 11,10 over the digits.
    Mod11And10,
    /// The first digit less one, weights 10, 1, 3, 5, …, sum ≡ 0 (mod 89).
    Mod89,
}

/// The value of each byte in the alphabet of [`CheckDigits::Mod31`]; `u8::MAX`: not in it.
const OF_31: [u8; 256] = {
    let alphabet = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let mut values = [u8::MAX; 256];
    let mut place = 0;
    while place < alphabet.len() {
        values[alphabet[place] as usize] = place as u8;
        place += 1;
    }
    values
};

impl CheckDigits {
    const ALL: [(&'static str, Self); 3] =
        [("mod_31", Self::Mod31), ("mod_11_10", Self::Mod11And10), ("mod_89", Self::Mod89)];

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == word).map(|(_, check)| *check)
    }

    fn words() -> String {
        Self::ALL.map(|(name, _)| name).join(", ")
    }

    /// Whether the check digits are right. At most [`limits::CODE`] bytes, so that no sum is out of range.
    fn holds(self, code: &[u8]) -> bool {
        match self {
            Self::Mod31 => mod_31(code),
            Self::Mod11And10 => mod_11_10(code),
            Self::Mod89 => mod_89(code),
        }
    }
}

fn mod_31(code: &[u8]) -> bool {
    let Some((last, body)) = code.split_last() else { return false };
    let value = |byte: &u8| OF_31.get(usize::from(*byte)).copied().filter(|value| *value != u8::MAX).map(u32::from);
    let (mut sum, mut weight) = (0_u32, 1_u32);
    for byte in body {
        let Some(value) = value(byte) else { return false };
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    value(last).is_some_and(|last| (sum + last) % 31 == 0)
}

fn digits(code: &[u8]) -> impl Iterator<Item = u32> {
    code.iter().filter(|byte| byte.is_ascii_digit()).map(|byte| u32::from(byte - b'0'))
}

fn mod_11_10(code: &[u8]) -> bool {
    let all: Vec<u32> = digits(code).collect();
    let Some((last, body)) = all.split_last() else { return false };
    let product = body.iter().fold(10, |product, digit| match (product + digit) % 10 {
        0 => 9,
        rest => rest * 2 % 11,
    });
    (product + last) % 10 == 1
}

fn mod_89(code: &[u8]) -> bool {
    let weights = std::iter::once(10).chain((1..).step_by(2));
    let mut all = digits(code);
    let Some(first) = all.next().and_then(|first| first.checked_sub(1)) else { return false };
    std::iter::once(first).chain(all).zip(weights).map(|(digit, weight): (u32, u32)| digit * weight).sum::<u32>() % 89
        == 0
}

#[cfg(test)]
mod tests;
