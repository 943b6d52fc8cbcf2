//! JSON as text: laid out for people, packed for comparing, taken apart for colour. Not a digit or key order changes.

use frontdesk_wire::Metadata;

/// Puts every key and element on its own line, two spaces a level. Only white space outside of texts changes, so
/// text that is no JSON stays readable too.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let pieces = pieces(text);
    let mut rest = pieces.iter().peekable();
    while let Some(piece) = rest.next() {
        match *piece {
            "{" | "[" => {
                out.push_str(piece);
                let closing = if *piece == "{" { "}" } else { "]" };
                if let Some(close) = rest.next_if(|next| **next == closing) {
                    out.push_str(close);
                } else {
                    depth += 1;
                    break_line(&mut out, depth);
                }
            }
            "}" | "]" => {
                depth = depth.saturating_sub(1);
                break_line(&mut out, depth);
                out.push_str(piece);
            }
            "," => {
                out.push_str(piece);
                break_line(&mut out, depth);
            }
            ":" => out.push_str(": "),
            other => out.push_str(other),
        }
    }
    out
}

fn break_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}

/// Takes all white space outside of texts away.
pub fn compact(text: &str) -> String {
    pieces(text).concat()
}

/// Is what was typed something other than what is stored? White space is no difference while it reads as metadata.
pub fn differs(typed: &str, stored: &str) -> bool {
    match Metadata::parse(typed) {
        Ok(_) => compact(typed) != compact(stored),
        Err(_) => typed != tidy(stored),
    }
}

/// What a part of JSON text is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A key of an object.
    Key,
    /// A value that holds no others.
    Value,
    /// White space and what stands between values.
    Between,
}

/// Takes text that [`tidy`] made apart, in order, nothing lost.
pub fn painted(text: &str) -> Vec<(Kind, String)> {
    let mut parts: Vec<(Kind, String)> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(piece_end(rest));
        let kind = match piece.chars().next() {
            Some('"') if after.starts_with(':') => Kind::Key,
            Some('{' | '}' | '[' | ']' | ',' | ':') => Kind::Between,
            Some(c) if c.is_whitespace() => Kind::Between,
            _ => Kind::Value,
        };
        match parts.last_mut() {
            Some((last, joined)) if *last == kind && kind == Kind::Between => joined.push_str(piece),
            _ => parts.push((kind, piece.to_owned())),
        }
        rest = after;
    }
    parts
}

/// Texts, marks and words, without the white space between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(piece_end(rest));
        found.push(piece);
        rest = after.trim_start();
    }
    found
}

/// Where the first piece ends, in bytes.
fn piece_end(text: &str) -> usize {
    let mut letters = text.char_indices();
    match letters.next() {
        Some((_, '"')) => text_end(text),
        Some((_, c)) if "{}[],:".contains(c) => c.len_utf8(),
        Some((_, c)) if c.is_whitespace() => text.find(|c: char| !c.is_whitespace()).unwrap_or(text.len()),
        _ => text.find(|c: char| c.is_whitespace() || "{}[],:\"".contains(c)).unwrap_or(text.len()),
    }
}

fn text_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORED: &str = r#"{"department":"logistics, \"north\"","seats":12,"limits":{"calls":9007199254740993,"list":[1,[],{}]}}"#;

    #[test]
    fn tidying_and_packing_lose_nothing() {
        let tidied = tidy(STORED);
        assert_eq!(compact(&tidied), STORED);
        assert_eq!(tidy(&tidied), tidied);
        assert!(
            tidied.starts_with("{\n  \"department\": \"logistics, \\\"north\\\"\",\n  \"seats\": 12,\n"),
            "{tidied}"
        );
        assert!(tidied.contains("    \"list\": [\n      1,\n      [],\n      {}\n    ]\n"), "{tidied}");
        assert_eq!(tidy(" { } "), "{}");
    }

    #[test]
    fn text_that_is_no_json_keeps_every_sign() {
        for broken in ["{\"a\": 1 \"b\"", "}}", "\"open", "{'a':1}", ""] {
            assert_eq!(compact(&tidy(broken)), compact(broken), "{broken}");
        }
    }

    #[test]
    fn only_a_real_difference_counts() {
        assert!(!differs(&tidy(STORED), STORED));
        assert!(!differs("{ \"a\" : 1 }", "{\"a\":1}"));
        assert!(differs("{\"a\": 1.0}", "{\"a\":1}"));
        assert!(differs("{\"a\": ", "{\"a\":1}"));
    }

    #[test]
    fn keys_and_values_are_told_apart() {
        let tidied = tidy(r#"{"a":"b: c","n":[1,true]}"#);
        let parts = painted(&tidied);
        let of = |wanted| {
            parts
                .iter()
                .filter(|(kind, _)| *kind == wanted)
                .map(|(_, text)| text.as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(of(Kind::Key), ["\"a\"", "\"n\""]);
        assert_eq!(of(Kind::Value), ["\"b: c\"", "1", "true"]);
        assert_eq!(parts.iter().map(|(_, text)| text.as_str()).collect::<String>(), tidied);
    }
}
