//! Looking for a value, or for some in a row, at sixty-four places at once: what a processor does for one byte it does for sixteen in the same time.

use wide::{u8x16, u16x8};

/// Which of these bytes are this one, as the bits of one word.
pub(crate) fn equal(bytes: &[u8; 64], to: u8) -> u64 {
    let (sixteens, _) = bytes.as_chunks::<16>();
    let to = u8x16::splat(to);
    sixteens
        .iter()
        .rev()
        .fold(0, |bits, sixteen| bits << 16 | u64::from(u8x16::from(*sixteen).simd_eq(to).to_bitmask()))
}

/// So many bytes in a row can be looked for.
pub(crate) const IN_A_ROW: usize = 3;

/// At which of sixty-four places these bytes begin, as the bits of one word. As many more bytes follow as the last place needs.
pub(crate) fn equal_row<const N: usize>(bytes: &[u8; 64 + IN_A_ROW], row: [u8; N]) -> u64 {
    const { assert!(N <= IN_A_ROW) };
    let mut hits = [u8x16::splat(u8::MAX); 4];
    for (at, byte) in row.into_iter().enumerate() {
        let (sixteens, _) = bytes.get(at..).unwrap_or_default().as_chunks::<16>();
        let byte = u8x16::splat(byte);
        hits.iter_mut().zip(sixteens).for_each(|(hit, sixteen)| *hit &= u8x16::from(*sixteen).simd_eq(byte));
    }
    hits.iter().rev().fold(0, |bits, hit| bits << 16 | u64::from(hit.to_bitmask()))
}

/// Which of these codes are this one, as the bits of one word.
pub(crate) fn equal_codes(codes: &[u16; 64], to: u16) -> u64 {
    let (eights, _) = codes.as_chunks::<8>();
    let to = u16x8::splat(to);
    eights
        .iter()
        .rev()
        .fold(0, |bits, eight| bits << 8 | u64::from(u16x8::from(*eight).simd_eq(to).to_bitmask()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_bit() {
        let bytes: [u8; 64] = std::array::from_fn(|at| (at * 37 % 11) as u8 + 120);
        let codes = bytes.map(|byte| u16::from(byte) << 8 | 3);
        for to in 118..=132 {
            let slow = bytes.iter().rev().fold(0, |bits, byte| bits << 1 | u64::from(*byte == to));
            assert_eq!(equal(&bytes, to), slow, "{to}");
            assert_eq!(equal_codes(&codes, u16::from(to) << 8 | 3), slow, "{to}");
            assert_eq!(equal_codes(&codes, u16::from(to) << 8 | 2), 0, "{to}");
        }
    }

    #[test]
    fn bytes_in_a_row_are_found_where_they_begin() {
        let bytes: [u8; 64 + IN_A_ROW] = std::array::from_fn(|at| b"banana "[at * at % 7]);
        let slow = |row: &[u8]| {
            let begins = |at: &usize| bytes.get(*at..).is_some_and(|rest| rest.starts_with(row));
            (0..64).filter(begins).fold(0, |bits, at| bits | 1 << at)
        };
        for [one, two, three] in [*b"ana", *b"nab", *b"ban", *b"  a", *b"axn"] {
            assert_eq!(equal_row(&bytes, [one]), slow(&[one]));
            assert_eq!(equal_row(&bytes, [one, two]), slow(&[one, two]));
            assert_eq!(equal_row(&bytes, [one, two, three]), slow(&[one, two, three]));
        }
    }
}
