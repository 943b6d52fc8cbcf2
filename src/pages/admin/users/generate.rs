//! A password made in the browser, to be read out once.

/// How many random bytes a password takes.
pub const BYTES: usize = 20;

/// Small letters and digits that nobody mistakes for one another; 32 of them, so a byte falls on each equally often.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Twenty signs in four groups: a hundred bits, easy to read out and to type.
pub fn password(random: &[u8; BYTES]) -> String {
    let mut text = String::with_capacity(BYTES + 3);
    for (at, byte) in random.iter().enumerate() {
        if at > 0 && at % 5 == 0 {
            text.push('-');
        }
        let sign = ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'a');
        text.push(char::from(sign));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_password_is_four_groups_of_five() {
        let mut random = [0; BYTES];
        random.iter_mut().zip(0..).for_each(|(byte, n)| *byte = n * 13);
        let text = password(&random);
        assert_eq!(text.split('-').map(str::len).collect::<Vec<_>>(), [5, 5, 5, 5]);
        assert!(text.bytes().all(|b| b == b'-' || ALPHABET.contains(&b)), "{text}");
    }

    #[test]
    fn every_byte_counts_and_no_sign_is_likelier() {
        let signs: HashSet<u8> = ALPHABET.iter().copied().collect();
        assert_eq!(signs.len(), 32);
        assert_ne!(password(&[0; BYTES]), password(&[1; BYTES]));
        assert!(["l", "o", "0", "1"].iter().all(|alike| !signs.contains(&alike.as_bytes()[0])));
    }
}
