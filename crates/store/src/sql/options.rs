//! How a store is opened.

/// Beside whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// A server: on SQLite the one, a second one is refused for as long as this one lives.
    Serve,
    /// A short command, also while a server runs.
    Beside,
}

/// How a store is opened.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Beside whom.
    pub opening: Opening,
    /// How many connections there are at most: on SQLite those that read, beside the one that writes.
    pub connections: u32,
}

impl Options {
    /// As usual: four readers for a server, one for a command.
    pub fn new(opening: Opening) -> Self {
        Self { opening, connections: if opening == Opening::Serve { 4 } else { 1 } }
    }
}
