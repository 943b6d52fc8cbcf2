//! The places in the source where a panic would say it happened. The shipped app's panics say nothing (`leaving.rs`), so it
//! need not carry them, nor the folders of whoever built it.

/// A `core::panic::Location`: address and length of a path, line and column, four bytes each.
const SIZE: usize = 16;
/// What a path's length, a line and a column stay under.
const LIMITS: [usize; 3] = [300, 200_000, 2_000];

/// Bytes of the program's memory, and where they begin in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) at: usize,
    pub(super) bytes: Vec<u8>,
}

impl Segment {
    fn part(&self, at: usize, length: usize) -> Option<&[u8]> {
        let start = at.checked_sub(self.at)?;
        self.bytes.get(start..start.checked_add(length)?)
    }
}

/// Blanks every location and the paths that they name.
pub(super) fn blank(data: &mut [Segment]) {
    let found: Vec<_> = data.iter().flat_map(|segment| locations(segment, data)).collect();
    for (at, path, length) in found {
        zero(data, at, SIZE);
        zero(data, path, length);
    }
}

/// Where each location of a segment is, and where and how long its path.
fn locations<'a>(
    segment: &'a Segment,
    data: &'a [Segment],
) -> impl Iterator<Item = (usize, usize, usize)> + 'a {
    let aligned = segment.at.next_multiple_of(4) - segment.at;
    (aligned..segment.bytes.len()).step_by(4).filter_map(move |start| {
        let words = segment.bytes.get(start..start + SIZE)?.as_chunks::<4>().0;
        let [path, length, line, column] = words else { return None };
        let number = |word: &[u8; 4]| usize::try_from(u32::from_le_bytes(*word)).unwrap_or_default();
        let (path, sizes) = (number(path), [length, line, column].map(number));
        let fits = sizes.iter().zip(LIMITS).all(|(size, most)| (1..most).contains(size));
        let [length, ..] = sizes;
        let text = data.iter().find_map(|segment| segment.part(path, length)).filter(|_| fits)?;
        is_path(text).then_some((segment.at + start, path, length))
    })
}

fn is_path(text: &[u8]) -> bool {
    text.ends_with(b".rs")
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"/\\:._- ".contains(byte))
}

fn zero(data: &mut [Segment], at: usize, length: usize) {
    for segment in data {
        let Some(start) = at.checked_sub(segment.at) else { continue };
        if let Some(bytes) = segment.bytes.get_mut(start..start + length) {
            bytes.fill(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: u32 = 0x10_0000;

    /// A text, a location that names it, and four numbers more.
    fn memory(text: &[u8], line: u32) -> Vec<Segment> {
        let mut first = text.to_vec();
        first.resize(text.len().next_multiple_of(4), 0);
        let length = u32::try_from(text.len()).unwrap();
        let words = [AT, length, line, 7, 1, 2, 3, 4];
        let numbers = words.into_iter().flat_map(u32::to_le_bytes).collect();
        vec![
            Segment { at: AT as usize, bytes: first },
            Segment { at: 0x10_1002, bytes: [vec![9, 9], numbers].concat() },
        ]
    }

    #[test]
    fn a_location_and_its_path_are_blank_and_what_stands_beside_them_is_not() {
        let mut data = memory(b"src/pages/sign_in.rs", 42);
        blank(&mut data);
        assert!(data[0].bytes.iter().all(|byte| *byte == 0), "{data:?}");
        assert_eq!(data[1].bytes[..18], [vec![9, 9], vec![0; 16]].concat());
        assert_eq!(data[1].bytes[18..], memory(b"", 0)[1].bytes[18..]);
    }

    #[test]
    fn a_text_that_is_no_path_and_numbers_that_are_no_place_stay() {
        for (text, line) in
            [(&b"Frontdesk knows .rs?"[..], 42), (b"src/pages/sign_in.rs", 0), (b"sign in", 42)]
        {
            let mut data = memory(text, line);
            blank(&mut data);
            assert_eq!(data, memory(text, line));
        }
    }
}
