//! Query strings: pairs written and read. Filters stay readable: `:`, `@`, `^` and their like are not escaped.

/// Writes `name=value` pairs.
pub fn write<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    let written: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name.as_ref()), escape(value.as_ref())))
        .collect();
    written.join("&")
}

/// Reads `name=value` pairs; a leading `?` is no part of them.
pub fn read(search: &str) -> Vec<(String, String)> {
    let search = search.strip_prefix('?').unwrap_or(search);
    let pairs = search.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (unescape(name), unescape(value))
        })
        .collect()
}

/// The first value of a name.
pub fn first(search: &str, name: &str) -> Option<String> {
    read(search).into_iter().find(|(found, _)| found == name).map(|(_, value)| value)
}

fn stays(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:@$!^,/*".contains(&byte)
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if stays(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => match hex_pair(after) {
                Some(value) => {
                    bytes.push(value);
                    rest = after.get(2..).unwrap_or_default();
                }
                None => bytes.push(b'%'),
            },
            plain => bytes.push(plain),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_pair(bytes: &[u8]) -> Option<u8> {
    let pair = std::str::from_utf8(bytes.get(..2)?).ok()?;
    if pair.starts_with('+') { None } else { u8::from_str_radix(pair, 16).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let pairs = [("filter", "scope:acme1"), ("pattern", "a+b&c=d %é☃#?"), ("next", "/admin/users?x=1")];
        let read_back = read(&write(&pairs));
        let expected: Vec<_> = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        assert_eq!(read_back, expected);
    }

    #[test]
    fn filters_stay_readable_and_broken_escapes_stay_as_they_are() {
        assert_eq!(write(&[("filter", "email:^a@x.io")]), "filter=email:^a@x.io");
        assert_eq!(first("?a=100%&b=%zz", "a").as_deref(), Some("100%"));
        assert_eq!(first("a=1&a=2", "a").as_deref(), Some("1"));
        assert_eq!(first("b=%zz", "b").as_deref(), Some("%zz"));
    }
}
