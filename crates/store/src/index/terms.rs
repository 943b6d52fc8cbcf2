//! Metadata's terms, each told by a code of two bytes.
//!
//! The first 4,096 values of a path have codes of their own, as long as there are any left. Every later value shares a code with others: who has that code may have
//! the value, and the database says whether. So what many have in common is exact and quick, and what only one has costs next to nothing. Of the values behind a
//! shared code it is kept which pairs and triples of bytes they hold, so that a search for a part asks about few.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What stands at the end of a path, as `sql::terms` prepares it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Leaf<'a> {
    /// The folded text.
    pub(crate) text: &'a str,
    /// If it is written as a number.
    pub(crate) number: Option<f64>,
    /// If it is written as a date: milliseconds.
    pub(crate) moment: Option<i64>,
}

/// What a code means to a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Means {
    /// Nothing.
    No,
    /// Perhaps: the database must say.
    Maybe,
    /// The term passes.
    Yes,
}

/// Codes below this one have one meaning; the others are shared.
const SHARED: u16 = 0xc000;
/// There is a term that has no code of its own, on a path that has no mark.
const ANY: u16 = 0;
const VALUES_MAX: usize = 4_096;

#[derive(Debug)]
struct Value {
    number: Option<f64>,
    moment: Option<i64>,
    code: u16,
}

#[derive(Debug, Default)]
struct Path {
    /// By text: `"12"` and `12` are two values of one text.
    values: HashMap<String, Vec<Value>>,
    size: usize,
    /// Whoever has a term here that has no code of its own has this one.
    mark: Option<u16>,
}

/// Which texts a test can hold for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wanted<'a> {
    /// Exactly these.
    These(&'a [String]),
    /// Only such as hold this part.
    With(&'a str),
    /// Any.
    Any,
}

/// A dictionary of terms. Codes are only ever added.
#[derive(Debug)]
pub(crate) struct Terms {
    paths: HashMap<String, Path>,
    next: u16,
    /// For each shared code, which pieces its values have. Empty as long as none is shared.
    pieces: Vec<Pieces>,
}

impl Default for Terms {
    fn default() -> Self {
        Self { paths: HashMap::new(), next: ANY + 1, pieces: Vec::new() }
    }
}

impl Terms {
    /// The codes of a term at a path (its keys, joined by NUL).
    pub(crate) fn code(&mut self, path: &str, leaf: Leaf<'_>, codes: &mut Vec<u16>) {
        let known = self.paths.get_mut(path);
        let known = match known {
            Some(known) => known,
            None if self.next < SHARED => self.paths.entry(path.to_owned()).or_default(),
            None => return codes.extend([share(&mut self.pieces, path, leaf.text), ANY]),
        };
        let same = |value: &&Value| value.moment == leaf.moment && value.number == leaf.number;
        if let Some(value) = known.values.get(leaf.text).and_then(|values| values.iter().find(same)) {
            return codes.push(value.code);
        }
        let mut fresh = || {
            let code = self.next;
            (code < SHARED).then(|| self.next += 1).map(|()| code)
        };
        if known.mark.is_none()
            && known.size < VALUES_MAX
            && let Some(code) = fresh()
        {
            let value = Value { number: leaf.number, moment: leaf.moment, code };
            known.values.entry(leaf.text.to_owned()).or_default().push(value);
            known.size += 1;
            return codes.push(code);
        }
        let mark = *known.mark.get_or_insert_with(|| fresh().unwrap_or(ANY));
        codes.extend([share(&mut self.pieces, path, leaf.text), mark]);
    }

    /// For each code, what it means to a test at a path.
    pub(crate) fn table(
        &self,
        path: &str,
        wanted: Wanted<'_>,
        passes: impl Fn(Leaf<'_>) -> bool,
    ) -> Vec<Means> {
        let mut table = vec![Means::No; usize::from(u16::MAX) + 1];
        let mut mean = |code: u16, what| table.iter_mut().skip(code.into()).take(1).for_each(|at| *at = what);
        let known = self.paths.get(path);
        for (text, values) in known.iter().flat_map(|path| &path.values) {
            for Value { number, moment, code } in values {
                if passes(Leaf { text, number: *number, moment: *moment }) {
                    mean(*code, Means::Yes);
                }
            }
        }
        let mark = match known {
            Some(path) => path.mark,
            None => (self.next >= SHARED).then_some(ANY),
        };
        match (mark, wanted) {
            (None, _) => {}
            (Some(_), Wanted::These(texts)) => {
                texts.iter().for_each(|text| mean(shared(path, text), Means::Maybe))
            }
            (Some(_), Wanted::With(part)) if part.len() > 1 => {
                let part = Pieces::of(part);
                let held = (SHARED..=u16::MAX).zip(&self.pieces).filter(|(_, pieces)| pieces.hold(&part));
                held.for_each(|(code, _)| mean(code, Means::Maybe));
            }
            (Some(mark), _) => mean(mark, Means::Maybe),
        }
        table
    }
}

/// The code that a value shares with others, to whose pieces its own are added.
fn share(pieces: &mut Vec<Pieces>, path: &str, text: &str) -> u16 {
    let code = shared(path, text);
    pieces.resize(usize::from(u16::MAX - SHARED) + 1, Pieces::default());
    if let Some(at) = pieces.get_mut(usize::from(code - SHARED)) {
        at.add(text);
    }
    code
}

/// Pairs and triples of bytes that texts hold, each told by one bit, which others may share: what is not here is in no text, what is here may be in one.
#[derive(Clone, Debug, Default)]
struct Pieces([u64; 8]);

impl Pieces {
    fn of(text: &str) -> Self {
        let mut pieces = Self::default();
        pieces.add(text);
        pieces
    }

    fn add(&mut self, text: &str) {
        let (pairs, triples) = (text.as_bytes().windows(2), text.as_bytes().windows(3));
        for piece in pairs.chain(triples) {
            let mixed = piece.iter().fold(1, |mixed: u32, byte| mixed << 8 | u32::from(*byte));
            let bit = mixed.wrapping_mul(0x9e37_79b1) >> 23;
            self.0.iter_mut().skip(bit as usize / 64).take(1).for_each(|word| *word |= 1 << (bit % 64));
        }
    }

    fn hold(&self, part: &Self) -> bool {
        self.0.iter().zip(part.0).all(|(word, part)| word & part == part)
    }
}

fn shared(path: &str, text: &str) -> u16 {
    let mut hasher = DefaultHasher::new();
    (path, text).hash(&mut hasher);
    SHARED | (hasher.finish() as u16 & !SHARED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(terms: &mut Terms, path: &str, text: &str) -> Vec<u16> {
        let mut codes = Vec::new();
        terms.code(path, Leaf { text, number: text.parse().ok(), moment: None }, &mut codes);
        codes
    }

    fn means(table: &[Means], codes: &[u16]) -> Vec<Means> {
        codes.iter().map(|code| table[usize::from(*code)]).collect()
    }

    #[test]
    fn common_values_are_exact() {
        let mut terms = Terms::default();
        let [praha, brno] = ["praha", "brno"].map(|city| codes(&mut terms, "city", city));
        assert_eq!(praha, codes(&mut terms, "city", "praha"));
        let table = terms.table("city", Wanted::These(&["brno".to_owned()]), |leaf| leaf.text == "brno");
        assert_eq!((means(&table, &praha), means(&table, &brno)), (vec![Means::No], vec![Means::Yes]));
        assert!(!table.contains(&Means::Maybe));
    }

    #[test]
    fn what_came_too_late_is_a_maybe() {
        let mut terms = Terms::default();
        let all: Vec<Vec<u16>> =
            (0..5_000).map(|number| codes(&mut terms, "crm", &number.to_string())).collect();
        assert_eq!((all[4_095].len(), all[4_096].len()), (1, 2));
        let texts = ["4999".to_owned()];
        let table = terms.table("crm", Wanted::These(&texts), |leaf| leaf.text == texts[0]);
        assert_eq!(means(&table, &all[4_999]), [Means::Maybe, Means::No]);
        let table = terms.table("crm", Wanted::Any, |leaf| leaf.number > Some(4_000.0));
        assert_eq!(means(&table, &all[4_999]), [Means::No, Means::Maybe]);
        assert_eq!(
            (means(&table, &all[4_001]), means(&table, &all[3_999])),
            (vec![Means::Yes], vec![Means::No])
        );
    }

    #[test]
    fn a_part_is_asked_about_where_it_can_be_and_nowhere_else() {
        let mut terms = Terms::default();
        let names: Vec<String> = (0..30_000).map(|n| format!("{:x}-{}", n * 7_919 % 4_093, n)).collect();
        let all: Vec<Vec<u16>> = names.iter().map(|name| codes(&mut terms, "name", name)).collect();
        for part in ["-2999", "fe-1", "a-", "29999", "zz"] {
            let table = terms.table("name", Wanted::With(part), |leaf| leaf.text.contains(part));
            let means: Vec<Means> = all
                .iter()
                .map(|codes| {
                    let means = means(&table, codes);
                    if means.contains(&Means::Yes) {
                        Means::Yes
                    } else {
                        means.into_iter().max_by_key(|means| *means as u8).unwrap()
                    }
                })
                .collect();
            let (mut vain, mut found) = (0, 0);
            for (means, name) in means.iter().zip(&names) {
                let holds = name.contains(part);
                assert!(if holds { *means != Means::No } else { *means != Means::Yes }, "{part} {name}");
                found += usize::from(holds);
                vain += usize::from(!holds && *means == Means::Maybe);
            }
            assert!(vain < 3_000 + found, "{part}: {vain} asked about in vain, {found} found");
        }
    }

    #[test]
    fn many_paths_end_in_one_mark() {
        let mut terms = Terms::default();
        let all: Vec<Vec<u16>> = (0..60_000).map(|n| codes(&mut terms, &n.to_string(), "x")).collect();
        let table = terms.table("59999", Wanted::These(&["x".to_owned()]), |leaf| leaf.text == "x");
        assert!(means(&table, &all[59_999]).contains(&Means::Maybe));
        let table = terms.table("59999", Wanted::Any, |_| true);
        assert!(means(&table, &all[59_999]).contains(&Means::Maybe));
        assert_eq!(means(&terms.table("17", Wanted::Any, |_| true), &all[17]), [Means::Yes]);
    }
}
