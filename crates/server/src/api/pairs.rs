//! The parameters of a raw query string: decoded strictly, so that a slip is told instead of guessed at.

use frontdesk_wire::query::QueryProblem;
use std::borrow::Cow;

/// A name and its value, decoded.
pub type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// The pairs whose names are among the parameters. A slip in one of those is told; what else a client sends is ignored, however it is written.
///
/// # Errors
/// Names the parameter that is not percent-encoded text.
pub fn read<'a>(text: &'a str, parameters: &[&'static str]) -> Result<Vec<Pair<'a>>, QueryProblem> {
    let mut pairs = Vec::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let Some(name) = decoded(name) else { continue };
        let known = parameters.iter().find(|known| name.strip_suffix("[]").unwrap_or(&name) == **known);
        let Some(parameter) = known else { continue };
        let value = decoded(value).ok_or_else(|| undecodable(parameter, value))?;
        pairs.push((name, value));
    }
    Ok(pairs)
}

fn undecodable(parameter: &'static str, value: &str) -> QueryProblem {
    let shown: String = value.chars().take(64).collect();
    QueryProblem {
        parameter,
        message: format!("{parameter} is not percent-encoded UTF-8: \"{shown}\". Write % itself as %25."),
    }
}

/// As forms are: `+` is a space, `%` begins two hex digits. `None`: a `%` that does not, or bytes that are no UTF-8.
fn decoded(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains(['%', '+']) {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
