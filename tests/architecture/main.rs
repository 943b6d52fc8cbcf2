//! The map of `docs/architecture.md` as data, held against the sources: who may import whom, what has one home, what
//! every file owes its reader.

#[cfg(test)]
mod homes;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod manners;
#[cfg(test)]
mod sources;
