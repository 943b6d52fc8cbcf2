//! Users in files: one a line, as NDJSON or as CSV, written here and read back here.

pub(crate) mod cells;
mod import;
mod lines;
mod parser;
mod report;
mod rows;
mod seen;
mod writing;

pub use import::{Broken, Import, Manner};
pub use lines::LINE_MAX;
pub use rows::Rules;
pub use writing::Writer;

/// How a file of users is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Ndjson,
    /// RFC 4180, the first line names the columns.
    Csv,
}

impl Format {
    /// Both, by name.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Ndjson, "ndjson"), (Self::Csv, "csv")];

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(format, _)| *format)
    }

    /// Its name, which is also how files end.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(format, _)| *format == self).map_or("ndjson", |(_, name)| name)
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Ndjson => "application/x-ndjson; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }
}
