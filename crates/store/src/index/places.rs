//! From places in a column of lists to the slots whose lists they are in.

use super::bits::{Mask, ones};
use super::codes::LIST_MAX;

/// While no more words than this have a place in them, each place is looked up; else each list looks for one of its own.
const FEW: usize = 60;
/// Before the rest is searched, so many lists are looked at one by one.
const NEAR: usize = 12;

/// Slots by a bit for each place, sixty-four to a word, and by where each list ends.
pub(crate) fn slots_of_bits(words: impl Iterator<Item = u64>, ends: &[u16]) -> Mask {
    let words: Vec<u64> = words.collect();
    if words.iter().filter(|word| **word != 0).count() <= FEW {
        let places = |(word, start): (&u64, usize)| ones(*word).map(move |bit| start + bit as usize);
        return slots(words.iter().zip((0..).step_by(64)).flat_map(places), ends);
    }
    let mut start = 0;
    Mask::of(ends, |end| {
        let any = any(&words, start, *end);
        start = *end;
        any
    })
}

/// Is there one in a list, from where it starts to where it ends? It is within two words.
fn any(words: &[u64], start: u16, end: u16) -> bool {
    const { assert!(LIST_MAX < 64) };
    let (at, shift) = (usize::from(start / 64), start % 64);
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    let list = word(at) >> shift | word(at + 1) << 1 << (63 - shift);
    list & ((1 << (end - start)) - 1) != 0
}

/// The same for places that come one by one, in order.
pub(crate) fn slots(places: impl Iterator<Item = usize>, ends: &[u16]) -> Mask {
    let (mut found, mut slot) = (Mask::NONE, 0);
    for place in places {
        let rest = ends.get(slot..).unwrap_or_default();
        let holds = |end: &u16| usize::from(*end) > place;
        let near = rest.iter().take(NEAR).position(holds);
        slot += near.unwrap_or_else(|| rest.partition_point(|end| !holds(end)));
        found.set(slot, true);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::bits::CHUNK;
    use super::*;

    #[test]
    fn places_are_in_the_lists_of_their_slots() {
        let ends = [0, 3, 3, 66, 67, 67, 130, 130];
        let found = |places: &[usize]| slots(places.iter().copied(), &ends).slots().collect::<Vec<_>>();
        assert_eq!(found(&[2, 40, 41, 66]), [1, 3, 4]);
        assert_eq!(found(&[0, 3, 129]), [1, 3, 6]);
        assert_eq!(found(&[]), [0; 0]);
    }

    #[test]
    fn be_they_few_or_many_they_are_in_the_same() {
        // Lists of every length, and as long as they can all be.
        for length in [|slot: usize| (slot * 29 % 64) as u16, |_: usize| 63] {
            let mut end = 0;
            let mut next = |slot| {
                end += length(slot);
                end
            };
            let ends: Vec<u16> = (0..CHUNK).map(&mut next).collect();
            let places = usize::from(end);
            for apart in [1, 2, 7, 63, 64, 65, 900, 9_000, 70_000] {
                let has = |place: &usize| *place < places && place % apart == apart - 1;
                let word = |at: usize| {
                    (0..64).filter(|bit| has(&(at * 64 + bit))).fold(0, |word, bit| word | 1 << bit)
                };
                let bits = slots_of_bits((0..places.div_ceil(64)).map(word), &ends);
                assert_eq!(bits, slots((0..places).filter(has), &ends), "{apart}");
            }
        }
    }
}
