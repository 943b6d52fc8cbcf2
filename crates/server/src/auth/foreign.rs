//! Hashes that bcrypt made, elsewhere: read and verified, never made. The only file that knows bcrypt.

use bcrypt::HashParts;

/// The dearest that is taken: each step doubles the time, and this one takes some seconds.
const COST_MAX: u32 = 15;

/// Is it a hash of bcrypt?
pub(super) fn is_bcrypt(hash: &str) -> bool {
    ["$2a$", "$2b$", "$2y$"].iter().any(|start| hash.starts_with(start))
}

/// Can sign-in verify it in bearable time?
pub(super) fn is_readable(hash: &str) -> bool {
    is_bcrypt(hash) && hash.parse::<HashParts>().is_ok_and(|parts| (4..=COST_MAX).contains(&parts.get_cost()))
}

/// Is it this password's? Of a long one the first 72 bytes count, as wherever the hash was made.
pub(super) fn fits(text: &[u8], hash: &str) -> bool {
    bcrypt::verify(text, hash).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Out of the tests of other implementations: `U*U`.
    const KNOWN: &str = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    #[test]
    fn hashes_of_all_three_names_are_read() {
        for name in ["$2a$", "$2b$", "$2y$"] {
            let hash = KNOWN.replacen("$2a$", name, 1);
            assert!(is_readable(&hash) && fits(b"U*U", &hash) && !fits(b"U*V", &hash), "{name}");
        }
    }

    #[test]
    fn what_cannot_be_read_or_would_take_for_ever_is_not() {
        for bad in ["", "$2a$", "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", &KNOWN[..59]]
        {
            assert!(!is_readable(bad), "{bad}");
        }
        assert!(!is_readable(&KNOWN.replace("$05$", "$16$")) && !is_readable(&KNOWN.replace("$05$", "$03$")));
    }
}
