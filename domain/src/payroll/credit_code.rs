//! 统一社会信用代码: the 18-character unified social credit code with its check character (GB 32100).

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// No character of a code.
const FOREIGN: u8 = u8::MAX;

/// The value of each byte, its place in the alphabet.
const VALUES: [u8; 256] = {
    let mut values = [FOREIGN; 256];
    let mut place = 0;
    while place < ALPHABET.len() {
        values[ALPHABET[place] as usize] = place as u8;
        place += 1;
    }
    values
};

/// The check character of the first 17 characters; `None` for another length or a foreign character.
pub fn check_character(body: &str) -> Option<char> {
    if body.len() != 17 {
        return None;
    }
    let mut sum = 0_u32;
    for (byte, weight) in body.bytes().zip(WEIGHTS) {
        let value = VALUES.get(usize::from(byte)).copied().filter(|value| *value != FOREIGN)?;
        sum += u32::from(value) * weight;
    }
    let rest = (31 - sum % 31) % 31;
    ALPHABET.get(usize::try_from(rest).ok()?).map(|letter| char::from(*letter))
}

/// Whether `code` is a valid credit code.
pub fn is_credit_code(code: &str) -> bool {
    code.len() == 18
        && code.is_ascii()
        && code.get(..17).and_then(check_character).is_some_and(|letter| code.ends_with(letter))
}
