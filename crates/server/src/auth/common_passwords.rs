//! Passwords that every guesser tries first, as far as they have the length that the policy `hardened` asks for.
//!
//! Most lists are of short ones, which that policy refuses by length alone. What people do to reach a length is known:
//! they repeat a short one, walk along the keyboard, count, or put a year behind. So a few rules and a short list of
//! words do what a long list would.

use std::collections::HashSet;

/// What short passwords are made of. All small letters.
const WORDS: &[&str] = &[
    "password",
    "passwort",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "pass",
    "qwerty",
    "qwertz",
    "azerty",
    "qwertyuiop",
    "asdfghjkl",
    "asdfgh",
    "zxcvbnm",
    "qazwsx",
    "qazwsxedc",
    "1qaz2wsx",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "abc",
    "abcd",
    "abcdef",
    "abcdefgh",
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "test",
    "testing",
    "welcome",
    "letmein",
    "login",
    "access",
    "secret",
    "changeme",
    "change",
    "default",
    "iloveyou",
    "love",
    "lovely",
    "monkey",
    "dragon",
    "master",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "soccer",
    "hockey",
    "superman",
    "batman",
    "starwars",
    "pokemon",
    "computer",
    "internet",
    "server",
    "shadow",
    "michael",
    "jordan",
    "jennifer",
    "jessica",
    "charlie",
    "daniel",
    "thomas",
    "andrew",
    "ashley",
    "nicole",
    "hunter",
    "killer",
    "cookie",
    "flower",
    "summer",
    "winter",
    "spring",
    "autumn",
    "freedom",
    "whatever",
    "trustno",
    "hello",
    "helloworld",
    "world",
    "money",
    "angel",
    "please",
    "me",
    "my",
    "is",
    "the",
    "this",
    "long",
    "very",
    "correct",
    "horse",
    "battery",
    "staple",
    "frontdesk",
    "appmixer",
];

/// Rows that fingers walk along.
const ROWS: &[&str] = &[
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
];

/// Is this one of the passwords that are tried first?
pub(super) fn holds(password: &str) -> bool {
    let small = password.to_lowercase();
    let text: String = small.chars().filter(|c| !matches!(c, ' ' | '-' | '_' | '.')).collect();
    is_repetition(&text) || is_walk(&text) || is_of_common_words(&text)
}

/// One short piece again and again, the last one perhaps cut.
fn is_repetition(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (1..=chars.len() / 2).any(|period| chars.iter().zip(chars.iter().skip(period)).all(|(a, b)| a == b))
}

fn is_walk(text: &str) -> bool {
    let back: String = text.chars().rev().collect();
    ROWS.iter().any(|row| row.contains(text) || row.contains(&back))
}

/// Nothing but words of the list, digits and a few marks at the end.
fn is_of_common_words(text: &str) -> bool {
    let letters =
        text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '!' | '?' | '#' | '*' | '$'));
    // From each place that words reach, every word that fits reaches the place behind it.
    let (mut ahead, mut seen) = (vec![0], HashSet::new());
    while let Some(at) = ahead.pop() {
        let rest = letters.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return true;
        }
        for word in WORDS {
            if rest.starts_with(word) && seen.insert(at + word.len()) {
                ahead.push(at + word.len());
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_do_to_reach_a_length_is_known() {
        for password in [
            "passwordpassword",
            "Password-Password1!",
            "aaaaaaaaaaaaaaaa",
            "abcabcabcabcabca",
            "123456789012345",
            "qwertyuiopasdfghj",
            "letmein letmein letmein",
            "CorrectHorseBatteryStaple",
            "1234567890123456",
            "iloveyoumypassword99",
        ] {
            assert!(holds(password), "{password}");
        }
    }

    #[test]
    fn what_only_one_person_would_think_of_is_taken() {
        for password in
            ["my hat has three corners", "seven grey otters", "Tk4-9xv-pLm-22q-zz", "öäü geht auch gut hier"]
        {
            assert!(!holds(password), "{password}");
        }
    }

    #[test]
    fn many_overlapping_words_end_soon() {
        assert!(!holds(&format!("{}~", "abcabcd".repeat(140))));
    }
}
