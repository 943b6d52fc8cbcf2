//! How hard a password is to guess, in words: by length, variety and repetition until the lists are there. Advice; the
//! server's word is law.

pub mod lists;

use crate::ui::strength::Strength;
use frontdesk_wire::{Password, PasswordProblem};

/// What guessers try first.
const COMMON: [&str; 12] = [
    "password", "passwort", "qwerty", "qwertz", "letmein", "welcome", "admin", "iloveyou", "abc", "monkey",
    "dragon", "secret",
];

/// Rates a password; nothing typed, nothing said. What is shorter than `min` characters is not praised: it will be refused.
/// `known` tells what a guesser knows of whose it is.
pub fn rate(password: &str, min: usize, known: impl FnOnce() -> String) -> Option<Strength> {
    if password.is_empty() {
        return None;
    }
    let checked = Password::new(password.to_owned()).check_length(min);
    if matches!(checked, Err(PasswordProblem::TooShort { .. })) {
        let sentence = "Keep typing; longer is stronger.".to_owned();
        return Some(Strength { level: 1, word: "Too short".to_owned(), sentence });
    }
    lists::rate(password, &known()).or_else(|| Some(at_first_sight(password)))
}

fn at_first_sight(password: &str) -> Strength {
    let (level, sentence) = match worth(password) {
        0..600 => (1, "Short or simple passwords are guessed first. Add words."),
        600..1000 => (2, "One more word makes it strong."),
        1000..1600 => (3, "Long enough to be hard to guess."),
        _ => (4, "Nobody guesses this."),
    };
    judged(level, sentence.to_owned())
}

fn judged(level: u8, sentence: String) -> Strength {
    let word = match level {
        0 | 1 => "Weak",
        2 => "Fair",
        3 => "Strong",
        _ => "Very strong",
    };
    Strength { level, word: word.to_owned(), sentence }
}

/// Hundredths of a character that a guesser has to find out.
fn worth(password: &str) -> u32 {
    let chars: Vec<char> = password.chars().collect();
    let first = if chars.is_empty() { 0 } else { 100 };
    let steps = chars.windows(2).map(|pair| match pair {
        [before, after] => step(*before, *after),
        _ => 0,
    });
    let sum = first + steps.sum::<u32>();
    let repeats = if is_repetition(&chars) { 3 } else { 1 };
    let sum = sum / repeats;
    if chars.iter().all(char::is_ascii_digit) || is_common(password) { sum / 2 } else { sum }
}

/// What the next character adds: little when it follows from the one before.
fn step(before: char, after: char) -> u32 {
    match u32::from(before).abs_diff(u32::from(after)) {
        0 => 15,
        1 => 40,
        _ => 100,
    }
}

/// Is it one piece, over and over?
fn is_repetition(chars: &[char]) -> bool {
    (1..=chars.len() / 2).any(|size| {
        let (piece, rest) = chars.split_at(size);
        chars.len().is_multiple_of(size) && rest.chunks(size).all(|next| next == piece)
    })
}

/// Is it a word that everybody tries, with a number or a mark at the end?
fn is_common(password: &str) -> bool {
    let bare = password.to_ascii_lowercase();
    let bare = bare.trim_matches(|c: char| !c.is_ascii_alphabetic());
    COMMON.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(password: &str) -> Option<u8> {
        rate(password, 5, String::new).map(|strength| strength.level)
    }

    #[test]
    fn nothing_typed_is_not_rated() {
        assert_eq!(rate("", 5, String::new), None);
    }

    #[test]
    fn what_the_server_will_refuse_is_not_praised() {
        let judged = rate("horse bat cup", 15, String::new).map(|strength| (strength.level, strength.word));
        assert_eq!(judged, Some((1, "Too short".to_owned())));
        assert_eq!(rate("horse bat cup to go", 15, String::new).map(|strength| strength.level), Some(4));
    }

    #[test]
    fn length_makes_a_password_strong() {
        assert_eq!(level("horse"), Some(1));
        assert_eq!(level("horse bat"), Some(2));
        assert_eq!(level("horse bat cup"), Some(3));
        assert_eq!(level("correct horse battery staple"), Some(4));
        assert_eq!(level("žluťoučký kůň pěl ódy"), Some(4));
    }

    #[test]
    fn repetition_sequences_digits_and_common_words_do_not() {
        for weak in
            ["aaaaaaaaaaaaaaaa", "1234567890", "20011984", "Password123!", "abcabcabcabc", "qwerty12345"]
        {
            assert_eq!(level(weak), Some(1), "{weak}");
        }
    }
}
