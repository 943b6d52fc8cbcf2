//! Bytes → rows, each with its line: somebody to be brought in, or what is wrong.

use super::Format;
use super::lines::{Line, Lines, What};
use super::rows::{self, Header, Problems, Rules};
use frontdesk_store::Arrival;
use frontdesk_wire::FieldProblem;

/// One row of a file.
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) what: Result<Arrival, Problems>,
}

/// Reads a file.
pub(super) struct Parser {
    lines: Lines,
    reading: Reading,
}

struct Reading {
    rules: Rules,
    /// The first line that is looked at.
    from: u64,
    header: Named,
}

/// Whether the columns are known.
enum Named {
    /// There are none: a line says itself what it holds.
    Needless,
    /// The first line is still to come.
    Awaited,
    Read(Header),
}

impl Parser {
    pub(super) fn new(format: Format, rules: Rules, from: u64) -> Self {
        let header = if format == Format::Csv { Named::Awaited } else { Named::Needless };
        Self { lines: Lines::new(format), reading: Reading { rules, from, header } }
    }

    /// The rows that end within these bytes.
    ///
    /// # Errors
    /// The first line of a CSV file does not name its columns: nothing after it can be understood.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<Vec<Row>, FieldProblem> {
        self.rows(|lines, sink| lines.feed(bytes, sink))
    }

    /// The rows that end with the file.
    ///
    /// # Errors
    /// As above.
    pub(super) fn end(&mut self) -> Result<Vec<Row>, FieldProblem> {
        self.rows(Lines::end)
    }

    fn rows(
        &mut self,
        read: impl FnOnce(&mut Lines, &mut dyn FnMut(Line<'_>)),
    ) -> Result<Vec<Row>, FieldProblem> {
        let (mut rows, mut broken) = (Vec::new(), None);
        let reading = &mut self.reading;
        read(&mut self.lines, &mut |line| {
            if broken.is_none() {
                match reading.row(&line) {
                    Ok(row) => rows.extend(row),
                    Err(problem) => broken = Some(problem),
                }
            }
        });
        broken.map_or(Ok(rows), Err)
    }
}

impl Reading {
    fn row(&mut self, line: &Line<'_>) -> Result<Option<Row>, FieldProblem> {
        if let (Named::Awaited, What::Cells(cells)) = (&self.header, &line.what) {
            self.header = Named::Read(Header::read(cells)?);
            return Ok(None);
        }
        if line.at < self.from {
            return Ok(None);
        }
        let user = match (&self.header, &line.what) {
            (Named::Needless, What::Text(text)) => rows::of_text(text),
            (Named::Read(header), What::Cells(cells)) => rows::of_cells(header, cells),
            _ => Err(rows::too_long()),
        };
        Ok(Some(Row { line: line.at, what: user.and_then(|user| self.rules.arrival(user)) }))
    }
}
