//! Bytes as they come → lines: a JSON text each, or a record of cells. Never more than one line is held.

use super::Format;
use csv_core::{ReadRecordResult, Reader};

/// The most bytes of a line.
pub const LINE_MAX: usize = 64 * 1024;
/// The most cells of a record: more than there are columns.
const CELLS_MAX: usize = 64;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// What stands on a line, and on which; lines count from 1, and a record counts where it begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) at: u64,
    pub(super) what: What<'a>,
}

/// What stands on a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What<'a> {
    /// All of it, without its end.
    Text(&'a [u8]),
    /// Its cells.
    Cells(Vec<&'a [u8]>),
    /// More than a line may hold.
    TooLong,
}

/// What takes lines.
pub(super) type Sink<'a> = &'a mut dyn FnMut(Line<'_>);

/// Cuts a file into lines.
pub(super) struct Lines {
    /// The first bytes, until it is known whether they are a mark of the byte order.
    head: Option<Vec<u8>>,
    cut: Cut,
}

enum Cut {
    Ndjson(Texts),
    Csv(Box<Records>),
}

impl Lines {
    pub(super) fn new(format: Format) -> Self {
        let cut = match format {
            Format::Ndjson => Cut::Ndjson(Texts::default()),
            Format::Csv => Cut::Csv(Box::new(Records::new())),
        };
        Self { head: Some(Vec::new()), cut }
    }

    /// Takes more bytes, and hands over every line that they end.
    pub(super) fn feed(&mut self, bytes: &[u8], sink: Sink<'_>) {
        if let Some(mut head) = self.head.take() {
            head.extend_from_slice(bytes);
            if head.len() < BOM.len() && BOM.starts_with(&head) {
                self.head = Some(head);
                return;
            }
            return self.cut(head.strip_prefix(BOM).unwrap_or(&head), sink);
        }
        self.cut(bytes, sink);
    }

    /// The file has ended, and so has its last line.
    pub(super) fn end(&mut self, sink: Sink<'_>) {
        if let Some(head) = self.head.take() {
            self.cut(&head, sink);
        }
        match &mut self.cut {
            Cut::Ndjson(texts) => texts.end(sink),
            Cut::Csv(records) => records.end(sink),
        }
    }

    fn cut(&mut self, bytes: &[u8], sink: Sink<'_>) {
        match &mut self.cut {
            Cut::Ndjson(texts) => texts.feed(bytes, sink),
            Cut::Csv(records) => records.feed(bytes, sink),
        }
    }
}

/// Lines as they are.
#[derive(Default)]
struct Texts {
    /// How many have ended.
    ended: u64,
    held: Vec<u8>,
    is_over: bool,
}

impl Texts {
    fn feed(&mut self, bytes: &[u8], sink: Sink<'_>) {
        let mut pieces = bytes.split(|byte| *byte == b'\n').peekable();
        while let Some(piece) = pieces.next() {
            if self.held.len() + piece.len() > LINE_MAX {
                self.is_over = true;
                self.held.clear();
            }
            let is_last = pieces.peek().is_none();
            if is_last {
                if !self.is_over {
                    self.held.extend_from_slice(piece);
                }
            } else if self.held.is_empty() {
                self.tell(piece, sink);
            } else {
                let mut held = std::mem::take(&mut self.held);
                held.extend_from_slice(piece);
                self.tell(&held, sink);
                held.clear();
                self.held = held;
            }
        }
    }

    fn tell(&mut self, text: &[u8], sink: Sink<'_>) {
        self.ended += 1;
        let what =
            if std::mem::take(&mut self.is_over) { What::TooLong } else { What::Text(text.trim_ascii()) };
        if what != What::Text(b"") {
            sink(Line { at: self.ended, what });
        }
    }

    fn end(&mut self, sink: Sink<'_>) {
        let held = std::mem::take(&mut self.held);
        if self.is_over || !held.is_empty() {
            self.tell(&held, sink);
        }
    }
}

/// Records of cells: a quoted one may hold line breaks, and so a record be on several lines.
struct Records {
    reader: Reader,
    /// The line that is being read, and the one on which the record began.
    line: u64,
    began: u64,
    /// How many bytes of the record came; none between two records.
    size: usize,
    text: Vec<u8>,
    text_end: usize,
    ends: Vec<usize>,
    ends_end: usize,
}

impl Records {
    fn new() -> Self {
        let (text, ends) = (vec![0; LINE_MAX], vec![0; CELLS_MAX]);
        Self { reader: Reader::new(), line: 1, began: 1, size: 0, text, text_end: 0, ends, ends_end: 0 }
    }

    fn feed(&mut self, mut bytes: &[u8], sink: Sink<'_>) {
        loop {
            if self.size == 0 {
                // Whatever is left of the line before, and lines with nothing on them.
                let blank = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                self.line += breaks(bytes.iter().take(blank));
                bytes = bytes.get(blank..).unwrap_or_default();
                self.began = self.line;
            }
            if bytes.is_empty() {
                return;
            }
            let taken = self.read(bytes, sink);
            bytes = bytes.get(taken..).unwrap_or_default();
        }
    }

    /// Reads on, at most to the end of the record. How many bytes that took.
    fn read(&mut self, bytes: &[u8], sink: Sink<'_>) -> usize {
        let (text, ends) = (self.text.get_mut(self.text_end..), self.ends.get_mut(self.ends_end..));
        let (result, taken, written, ended) =
            self.reader.read_record(bytes, text.unwrap_or_default(), ends.unwrap_or_default());
        self.line += breaks(bytes.iter().take(taken));
        self.size = self.size.saturating_add(taken);
        self.text_end += written;
        self.ends_end += ended;
        match result {
            ReadRecordResult::Record => self.tell(sink),
            // It is too long whatever follows: what came may be written over.
            ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                self.size = LINE_MAX + 1;
                (self.text_end, self.ends_end) = (0, 0);
            }
            ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
        }
        taken
    }

    fn tell(&mut self, sink: Sink<'_>) {
        let what = if self.size > LINE_MAX {
            What::TooLong
        } else {
            let mut begin = 0;
            let cell = |end: &usize| {
                let cell = self.text.get(begin..*end).unwrap_or_default();
                begin = *end;
                cell
            };
            What::Cells(self.ends.iter().take(self.ends_end).map(cell).collect())
        };
        sink(Line { at: self.began, what });
        (self.size, self.text_end, self.ends_end) = (0, 0, 0);
    }

    fn end(&mut self, sink: Sink<'_>) {
        if self.size > 0 {
            self.read(b"", sink);
        }
    }
}

fn breaks<'a>(bytes: impl Iterator<Item = &'a u8>) -> u64 {
    bytes.filter(|byte| **byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a file that comes in pieces of this size.
    fn told(format: Format, file: &[u8], piece: usize) -> Vec<String> {
        let (mut lines, mut told) = (Lines::new(format), Vec::new());
        let mut sink = |line: Line<'_>| {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            told.push(match line.what {
                What::Text(bytes) => format!("{} {}", line.at, text(bytes)),
                What::Cells(cells) => {
                    format!("{} {}", line.at, cells.into_iter().map(text).collect::<Vec<_>>().join("|"))
                }
                What::TooLong => format!("{} too long", line.at),
            });
        };
        file.chunks(piece).for_each(|piece| lines.feed(piece, &mut sink));
        lines.end(&mut sink);
        told
    }

    #[test]
    fn lines_are_the_same_however_the_file_comes() {
        let file = b"\xef\xbb\xbf{1}\r\n\n {2} \n{3}";
        for piece in 1..20 {
            assert_eq!(told(Format::Ndjson, file, piece), ["1 {1}", "3 {2}", "4 {3}"], "{piece}");
        }
        assert_eq!(told(Format::Ndjson, b"", 1), Vec::<String>::new());
        assert_eq!(told(Format::Ndjson, b"\xef\xbb", 1).len(), 1);
    }

    #[test]
    fn records_are_the_same_however_the_file_comes() {
        let file = b"\xef\xbb\xbfa,b\r\n\"x \"\"y\"\"\",\"two\nlines\"\r\n\r\n,\nlast,one";
        for piece in 1..30 {
            assert_eq!(
                told(Format::Csv, file, piece),
                ["1 a|b", "2 x \"y\"|two\nlines", "5 |", "6 last|one"],
                "{piece}"
            );
        }
    }

    #[test]
    fn a_line_that_is_too_long_costs_itself_alone() {
        let long = "x".repeat(LINE_MAX + 1);
        let file = format!("a\n{long}\nb\n");
        let records = format!("a\n\"{long}\n\"\nb\n{}\nc", ",".repeat(200));
        for piece in [1000, 70_000, 1_000_000] {
            assert_eq!(told(Format::Ndjson, file.as_bytes(), piece), ["1 a", "2 too long", "3 b"]);
            assert_eq!(
                told(Format::Csv, records.as_bytes(), piece),
                ["1 a", "2 too long", "4 b", "5 too long", "6 c"]
            );
        }
        let most = "x".repeat(LINE_MAX);
        assert_eq!(told(Format::Ndjson, format!("{most}\n").as_bytes(), 999), [format!("1 {most}")]);
    }
}
