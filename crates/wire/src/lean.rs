//! JSON read member by member and written member by member, by the same few functions for every type.
//!
//! serde makes code of its own for each type that it reads, and on a page that shall be there in a second that code is a
//! fifth of what goes over the wire. What the server answers the app reads here instead; to the letter as serde reads it
//! (`tests/lean.rs`).

mod members;
mod scan;
mod writer;

pub use members::Members;
pub use scan::whole;
pub use writer::Writer;

/// A type that is read out of an object's members.
pub trait Read: Sized {
    /// Takes what is there. What does not fit the members remember; what is returned then is thrown away.
    fn of(members: &mut Members<'_>) -> Self;
}

/// A type that is written as an object.
pub trait Write {
    /// Writes each member.
    fn members(&self, to: &mut Writer);
}

/// Reads a type; `None` where the text is not JSON or does not fit.
pub fn read<T: Read>(text: &str) -> Option<T> {
    let mut members = Members::of(text);
    let read = T::of(&mut members);
    members.fit().then_some(read)
}

/// Reads a list of a type.
pub fn read_list<T: Read>(text: &str) -> Option<Vec<T>> {
    scan::parts(text, b'[')?.into_iter().map(|(_, value)| read(value)).collect()
}

/// Writes a type.
pub fn write(value: &dyn Write) -> String {
    let mut writer = Writer::new();
    value.members(&mut writer);
    writer.done()
}
