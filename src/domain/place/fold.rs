//! Brings what people type into one spelling before it is compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Diaeresis: `u` with it is written `v` in our pinyin.
const DIAERESIS: char = '\u{308}';

/// Apostrophes that part syllables (xi'an), also the letter-like ones.
const APOSTROPHES: [char; 6] = ['\'', '’', '‘', '`', 'ʼ', 'ˊ'];

/// NFKC, lower case, tone marks and tone digits dropped, ü as `v`, apostrophes dropped, every other run
/// of marks, emoji and spaces one space, none at the ends: `Guì-Yáng` and `gui4 yang2` → `gui yang`,
/// `Xi'an` → `xian`. Hanzi stay as typed, simplified or traditional. Time is linear in the text.
pub fn fold(query: &str) -> String {
    let mut out = String::with_capacity(query.len());
    let mut gap = false;
    for ch in query.nfkc().flat_map(char::to_lowercase).nfd() {
        if ch == DIAERESIS && out.ends_with('u') {
            out.pop();
            out.push('v');
        } else if is_combining_mark(ch) || APOSTROPHES.contains(&ch) || is_tone_digit(&out, gap, ch)
        {
            // Dropped without parting what stands around it.
        } else if ch.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(ch);
        } else {
            gap = true;
        }
    }
    out
}

/// `gui4`: a digit from 0 to 5 right after a letter is a tone.
fn is_tone_digit(before: &str, gap: bool, ch: char) -> bool {
    !gap && matches!(ch, '0'..='5') && before.ends_with(|last: char| last.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_meet() {
        let cases = [
            ("  Guì-Yáng ", "gui yang"),
            ("gui4yang2", "guiyang"),
            ("ＧＵＩ　ＹＡＮＧ", "gui yang"),
            ("Xi’an", "xian"),
            ("Lǚliáng", "lvliang"),
            ("Lüliang", "lvliang"),
            ("贵州，贵阳！", "贵州 贵阳"),
            ("😀🚌", ""),
            ("贵阳😀", "贵阳"),
            ("520100", "520100"),
            ("", ""),
        ];
        for (typed, folded) in cases {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }
}
