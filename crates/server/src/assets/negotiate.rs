//! Which packing a client takes (RFC 9110, 12.5.3).

use axum::http::{HeaderMap, header};

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// Not at all.
    None,
}

impl Packing {
    /// What the packed file's name ends with.
    pub(super) fn end(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::None => "",
        }
    }

    /// Its word in `Content-Encoding`.
    pub(super) fn word(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::None => None,
        }
    }
}

/// What the client takes, the smallest first.
pub(super) fn accepted(headers: &HeaderMap) -> Vec<Packing> {
    let lines = headers.get_all(header::ACCEPT_ENCODING);
    let text =
        lines.iter().filter_map(|line| line.to_str().ok()).collect::<Vec<_>>().join(",").to_lowercase();
    let takes = |word: &str| text.split(',').any(|part| is_wanted(part, word));
    [Packing::Brotli, Packing::Gzip].into_iter().filter(|packing| packing.word().is_some_and(takes)).collect()
}

fn is_wanted(part: &str, word: &str) -> bool {
    let mut pieces = part.split(';').map(str::trim);
    let named = pieces.next() == Some(word);
    let refused = pieces.any(|piece| {
        let weight = piece.strip_prefix("q=").and_then(|weight| weight.trim().parse::<f32>().ok());
        weight.is_some_and(|weight| weight <= 0.0)
    });
    named && !refused
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Packing> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, text.parse().unwrap());
        accepted(&headers)
    }

    #[test]
    fn the_smallest_packing_that_is_taken_comes_first() {
        assert_eq!(of("gzip, deflate, br, zstd"), [Packing::Brotli, Packing::Gzip]);
        assert_eq!(of("br;q=0, gzip;q=0.5"), [Packing::Gzip]);
        assert_eq!(of("identity"), []);
    }
}
