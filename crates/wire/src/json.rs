//! A strict look over JSON before it is believed: exact positions, no key twice, bounded size, depth and keys.
//!
//! `serde_json` keeps the last of two equal keys and cannot say what is missing where; people who edit metadata
//! need both, and the server must refuse alike what any database would choke on (NUL, lone surrogates).

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

/// What a text is held to.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the whole text.
    pub bytes: usize,
    /// Keys in all objects together.
    pub keys: usize,
    /// Objects and lists inside each other.
    pub depth: usize,
}

/// What is wrong, and where: line and column count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonProblem {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// What is wrong, as the end of a sentence.
    pub what: String,
}

impl JsonProblem {
    pub(crate) fn at_start(what: &str) -> Self {
        Self { line: 1, column: 1, what: what.to_owned() }
    }
}

impl fmt::Display for JsonProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}, column {}: {}.", self.line, self.column, self.what)
    }
}

impl std::error::Error for JsonProblem {}

/// Checks that a text is one JSON value within the limits.
///
/// # Errors
/// The first problem, with its place.
pub fn check(text: &str, limits: Limits) -> Result<(), JsonProblem> {
    if text.len() > limits.bytes {
        return Err(JsonProblem::at_start(&format!(
            "{} bytes are too many, {} are allowed",
            text.len(),
            limits.bytes
        )));
    }
    let mut scan = Scan { text, at: 0, keys_left: limits.keys, limits };
    scan.space();
    scan.value(0)?;
    scan.space();
    if scan.at < text.len() { Err(scan.problem("nothing more is expected here")) } else { Ok(()) }
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    keys_left: usize,
    limits: Limits,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn problem(&self, what: impl Into<String>) -> JsonProblem {
        self.problem_at(self.at, what)
    }

    fn problem_at(&self, at: usize, what: impl Into<String>) -> JsonProblem {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        JsonProblem { line, column, what: what.into() }
    }

    fn value(&mut self, depth: usize) -> Result<(), JsonProblem> {
        match self.peek() {
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b'"') => self.string().map(drop),
            Some(b'-' | b'0'..=b'9') => self.number(),
            None => Err(self.problem("a value is missing")),
            Some(_) => self.word(),
        }
    }

    fn deeper(&self, depth: usize) -> Result<(), JsonProblem> {
        let fits = depth <= self.limits.depth;
        fits.then_some(())
            .ok_or_else(|| self.problem(format!("this is nested deeper than {} levels", self.limits.depth)))
    }

    fn object(&mut self, depth: usize) -> Result<(), JsonProblem> {
        self.deeper(depth)?;
        self.at += 1;
        let mut seen = HashSet::new();
        self.space();
        if self.eat(b'}') {
            return Ok(());
        }
        loop {
            self.space();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.problem(self.instead_of_key()));
            }
            let key = self.string()?;
            self.keys_left = self.keys_left.checked_sub(1).ok_or_else(|| {
                self.problem_at(start, format!("more than {} keys are too many", self.limits.keys))
            })?;
            if !seen.insert(key.clone()) {
                return Err(self.problem_at(start, format!("the key \"{key}\" is here twice")));
            }
            self.space();
            if !self.eat(b':') {
                return Err(self.problem(format!("a colon is missing after \"{key}\"")));
            }
            self.space();
            self.value(depth)?;
            if self.ended(b'}')? {
                return Ok(());
            }
        }
    }

    fn instead_of_key(&self) -> &'static str {
        match self.peek() {
            Some(b'}') => "a comma before } is one too many",
            None => "a closing } is missing",
            _ => "a key in double quotes is expected",
        }
    }

    fn list(&mut self, depth: usize) -> Result<(), JsonProblem> {
        self.deeper(depth)?;
        self.at += 1;
        self.space();
        if self.eat(b']') {
            return Ok(());
        }
        loop {
            self.space();
            if self.peek() == Some(b']') {
                return Err(self.problem("a comma before ] is one too many"));
            }
            self.value(depth)?;
            if self.ended(b']')? {
                return Ok(());
            }
        }
    }

    /// After an element: a comma goes on, the closing mark ends. A missing comma is told at the element's end.
    fn ended(&mut self, close: u8) -> Result<bool, JsonProblem> {
        let element_end = self.at;
        self.space();
        if self.eat(b',') {
            return Ok(false);
        }
        if self.eat(close) {
            return Ok(true);
        }
        let close = char::from(close);
        match self.peek() {
            None => Err(self.problem(format!("a closing {close} is missing"))),
            Some(b'}' | b']') => Err(self.problem(format!("{close} is expected here"))),
            Some(_) => {
                Err(self
                    .problem_at(element_end, format!("a comma is missing after {}", self.tail(element_end))))
            }
        }
    }

    /// The last word before a place, to point at it in a sentence.
    fn tail(&self, end: usize) -> String {
        let before = self.text.get(..end).unwrap_or_default();
        let word = before.rsplit([' ', '\n', '\t', ':', ',']).next().unwrap_or_default();
        if word.chars().count() > 24 { "this value".to_owned() } else { word.to_owned() }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, JsonProblem> {
        let (text, start) = (self.text, self.at);
        self.at += 1;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.at += 1;
                    return self.decoded(start, text.get(start..self.at).unwrap_or_default());
                }
                b'\\' => self.at += 2,
                0..=0x1f => {
                    return Err(self.problem(
                        "a line break or control character must be written as an escape, like \\n",
                    ));
                }
                _ => self.at += 1,
            }
        }
        Err(self.problem_at(start, "this text has no closing quote"))
    }

    fn decoded(&self, start: usize, literal: &'a str) -> Result<Cow<'a, str>, JsonProblem> {
        if !literal.contains('\\') {
            // Nothing is escaped, and no control character, NUL among them, came this far.
            return Ok(literal.trim_matches('"').into());
        }
        let text: String = serde_json::from_str(literal).map_err(|_| {
            self.problem_at(start, "this text has an escape that JSON does not know, or half a character")
        })?;
        if text.contains('\0') {
            return Err(self.problem_at(start, "this text has a NUL character, which cannot be stored"));
        }
        Ok(text.into())
    }

    fn number(&mut self) -> Result<(), JsonProblem> {
        let start = self.at;
        let end = self
            .rest()
            .find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'))
            .unwrap_or(self.rest().len());
        self.at += end;
        let literal = self.text.get(start..self.at).unwrap_or_default();
        if is_number(literal) {
            Ok(())
        } else {
            Err(self.problem_at(start, format!("{literal} is no number")))
        }
    }

    fn word(&mut self) -> Result<(), JsonProblem> {
        let start = self.at;
        let end = self.rest().find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(self.rest().len());
        let word = self.rest().get(..end).unwrap_or_default();
        if matches!(word, "true" | "false" | "null") {
            self.at += end;
            return Ok(());
        }
        let what = match word {
            "" if self.peek() == Some(b'\'') => "texts stand in double quotes".to_owned(),
            "" => format!("{} is not expected here", self.rest().chars().next().unwrap_or(' ')),
            word => format!("{word} must stand in double quotes, or be true, false or null"),
        };
        Err(self.problem_at(start, what))
    }
}

/// RFC 8259, 6: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
fn is_number(literal: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = literal.strip_prefix('-').unwrap_or(literal);
    let (mantissa, exponent) =
        unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { bytes: 4096, keys: 8, depth: 4 };

    fn told(text: &str) -> String {
        check(text, LIMITS).err().map(|problem| problem.to_string()).unwrap_or_default()
    }

    #[test]
    fn good_json_passes() {
        for text in [
            "{}",
            " [1, -0.5e+3, \"a\\u00e9\\ud83d\\ude00\", true, null] ",
            "{\"a\":{\"b\":[]}}",
            "1e400",
            "0",
        ] {
            assert_eq!(told(text), "");
        }
    }

    #[test]
    fn a_missing_comma_is_told_where_it_is_missing() {
        let text = "{\n  \"department\": \"logistics\",\n  \"seats\": 12,\n  \"limits\": {\n    \"flows\": 40\n    \"calls\": 1\n  }\n}";
        assert_eq!(told(text), "Line 5, column 16: a comma is missing after 40.");
    }

    #[test]
    fn every_other_slip_has_its_sentence() {
        for (text, word) in [
            ("", "missing"),
            ("{", "closing }"),
            ("{\"a\":1,}", "one too many"),
            ("[1,]", "one too many"),
            ("{a:1}", "double quotes"),
            ("{\"a\" 1}", "colon"),
            ("{\"a\":1,\"a\":2}", "twice"),
            ("'a'", "double quotes"),
            ("01", "no number"),
            ("nul", "null"),
            ("\"a\n\"", "escape"),
            ("\"\\ud800\"", "half a character"),
            ("\"\\u0000\"", "NUL"),
            ("\"abc", "closing quote"),
            ("[[[[[1]]]]]", "deeper"),
            ("{} {}", "nothing more"),
            ("[1}", "] is expected"),
            ("\"\\", "closing quote"),
            ("é", "double quotes"),
        ] {
            assert!(told(text).contains(word), "{text}: {}", told(text));
        }
    }
}
