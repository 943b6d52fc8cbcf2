//! Query strings: pairs written and read. Filters stay readable: `:`, `@`, `^` and their like are not escaped.

/// Writes `name=value` pairs.
pub fn write<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    let mut written = String::new();
    for (name, value) in pairs {
        if !written.is_empty() {
            written.push('&');
        }
        escape(&mut written, name.as_ref());
        written.push('=');
        escape(&mut written, value.as_ref());
    }
    written
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

fn escape(into: &mut String, text: &str) {
    for byte in text.bytes() {
        if stays(byte) {
            into.push(char::from(byte));
        } else {
            into.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

/// A hexadecimal digit.
fn digit(value: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { b'A' + value - 10 })
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, behind @ ..]) => match (worth(*high), worth(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = behind;
                }
                _ => bytes.push(b'%'),
            },
            (plain, _) => bytes.push(plain),
        }
    }
    // What is no text stays as it is.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn worth(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|worth| worth.try_into().ok())
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
        assert_eq!(first("b=%ff", "b").as_deref(), Some("%ff"));
    }
}
