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
    /// How many connections there are at most: on SQLite those that read, beside the one that writes and half as many that only list and count. On PostgreSQL
    /// half of them only list and count; where there is one, it becomes two. So all else goes on, however slow a list is.
    pub connections: u32,
    /// Whether an index of all users is kept in memory, by which lists and counts stay quick whatever their size.
    pub index: bool,
}

impl Options {
    /// How many connections only list and count.
    pub(super) fn looking(self) -> u32 {
        (self.connections / 2).max(1)
    }

    /// How many connections are left for all else, where that is counted.
    pub(super) fn calling(self) -> u32 {
        self.connections.saturating_sub(self.looking()).max(1)
    }

    /// As usual: four readers and an index for a server, one reader for a command.
    pub fn new(opening: Opening) -> Self {
        let serves = opening == Opening::Serve;
        Self { opening, connections: if serves { 4 } else { 1 }, index: serves }
    }
}
