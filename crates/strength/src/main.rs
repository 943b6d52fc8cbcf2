//! Rates a password by how many guesses it takes, with lists of words, names and passwords that guessers have. The lists
//! make it heavy, so it is no part of a page's program: `src/strength/lists.rs` of the app loads it while somebody chooses.

use wasm_bindgen::prelude::wasm_bindgen;
use zxcvbn::feedback::Warning;

/// Guesses that somebody makes in a second who got hold of the stored hashes, as a power of ten: argon2id is slow.
const GUESSES_A_SECOND: f64 = 4.0;
/// From how many seconds on, as a power of ten, it takes hours, days, months, years, centuries.
const TIMES: [(f64, &str); 6] = [
    (9.5, "centuries"),
    (7.5, "years"),
    (6.4, "months"),
    (4.9, "days"),
    (3.5, "hours"),
    (f64::MIN, "minutes"),
];
/// From how many seconds on, as a power of ten, a password is very strong, strong, fair.
const LEVELS: [(f64, u8); 4] = [(10.5, 4), (7.5, 3), (4.0, 2), (f64::MIN, 1)];

/// What a password is worth.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Rating {
    /// From 1, weak, to 4, very strong.
    #[wasm_bindgen(readonly)]
    pub level: u8,
    advice: String,
}

#[wasm_bindgen]
impl Rating {
    /// What it means, and what would make it stronger: whole sentences.
    #[wasm_bindgen(getter)]
    pub fn advice(&self) -> String {
        self.advice.clone()
    }
}

/// Rates a password. What a guesser knows of whose it is, the address above all, stands in `known`.
#[wasm_bindgen]
pub fn rate(password: &str, known: &str) -> Rating {
    let mut words: Vec<&str> = known.split(|letter: char| !letter.is_alphanumeric()).collect();
    words.push(known);
    words.retain(|word| word.chars().count() > 2);
    let judged = zxcvbn::zxcvbn(password, &words);
    let why = judged.feedback().and_then(|feedback| feedback.warning()).map(because);
    judgement(judged.guesses_log10() - GUESSES_A_SECOND, why)
}

/// In words: how many seconds it takes to guess, as a power of ten, and why not more.
fn judgement(seconds: f64, why: Option<&str>) -> Rating {
    let time = reached(&TIMES, seconds).unwrap_or("minutes");
    let level = reached(&LEVELS, seconds).unwrap_or(1);
    let why = why.map_or_else(|| format!("Could be guessed in {time}."), str::to_owned);
    let advice = match level {
        1 => format!("{why} Add a word or two."),
        2 => format!("{why} One more word makes it strong."),
        _ => format!("Would take {time} to guess."),
    };
    Rating { level, advice }
}

fn reached<T: Copy>(steps: &[(f64, T)], seconds: f64) -> Option<T> {
    steps.iter().find(|(from, _)| seconds >= *from).map(|(_, reached)| *reached)
}

/// What makes it easy, as a sentence.
fn because(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess => {
            "Neighbours on the keyboard are guessed early."
        }
        Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            "Saying it again adds little."
        }
        Warning::ThisIsATop10Password | Warning::ThisIsATop100Password | Warning::ThisIsACommonPassword => {
            "Many people use this one."
        }
        Warning::ThisIsSimilarToACommonlyUsedPassword => "It is much like one that many people use.",
        Warning::SequencesLikeAbcAreEasyToGuess => "Letters or digits in a row are guessed early.",
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => {
            "Dates and years are guessed early."
        }
        Warning::AWordByItselfIsEasyToGuess => "A word alone is guessed early.",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => "Names are guessed early.",
    }
}

/// Nothing to do at its start: the page asks.
fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    fn rated(password: &str) -> (u8, String) {
        let Rating { level, advice } = rate(password, "joyce.lindqvist@acme.example");
        (level, advice)
    }

    #[test]
    fn what_is_on_a_list_is_weak_however_it_is_written_and_the_advice_says_why() {
        for (password, why) in [
            ("password", "Many people use this one."),
            ("P4ssw0rd!", "It is much like one that many people use."),
            ("qwertyuiop", "Many people use this one."),
            ("abcdefghijkl", "Letters or digits in a row are guessed early."),
            ("elizabeth", "guessed early."),
        ] {
            let (level, advice) = rated(password);
            assert_eq!(level, 1, "{password}: {advice}");
            assert!(advice.contains(why) && advice.ends_with("Add a word or two."), "{password}: {advice}");
        }
    }

    #[test]
    fn ones_own_address_is_known_to_a_guesser() {
        let (level, advice) = rated("lindqvist.acme");
        assert_eq!(level, 1, "{advice}");
        assert!(rate("lindqvist.acme", "").level > 1);
    }

    #[test]
    fn each_word_more_makes_it_stronger() {
        let levels = ["horse bat", "horse bat cup", "horse bat staple", "horse bat staple lamp"];
        assert_eq!(levels.map(|password| rated(password).0), [1, 2, 3, 4]);
    }

    #[test]
    fn no_text_is_too_strange_to_be_rated() {
        for text in ["", " ", "\0", "🐎🔋", "žluťoučký kůň", &"a".repeat(10_000), &"aB3$".repeat(1_000)]
        {
            assert!((1..=4).contains(&rate(text, text).level));
        }
    }

    #[test]
    fn the_time_and_the_level_grow_together() {
        let told = [0.0, 3.6, 5.0, 7.0, 8.0, 9.6, 11.0].map(|seconds| judgement(seconds, None));
        assert_eq!(told.each_ref().map(|it| it.level), [1, 1, 2, 2, 3, 3, 4]);
        for (rating, time) in
            told.iter().zip(["minutes", "hours", "days", "months", "years", "centuries", "centuries"])
        {
            assert!(rating.advice.contains(time), "{rating:?}");
        }
    }
}
