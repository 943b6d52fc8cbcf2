//! Looking for one value among sixty-four at once: what a processor does for one byte it does for sixteen in the same time.

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
}
