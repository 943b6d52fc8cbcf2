//! The cells of a CSV file: what a spreadsheet must not run, and lists in one cell.

use std::borrow::Cow;

/// With these, spreadsheets begin a formula.
fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A text as a cell that no spreadsheet runs: an apostrophe stands before what would begin a formula, and before what would read as such an apostrophe.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    let is_shielded =
        text.strip_prefix('\'').is_some_and(|rest| begins_formula(rest) || rest.starts_with('\''));
    if begins_formula(text) || is_shielded { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// What stood in a cell before it was made harmless.
pub(super) fn bare(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_formula(rest) || rest.starts_with('\'') => rest,
        _ => cell,
    }
}

/// The texts of a list in one cell; `None`: it begins as a JSON list does and is none of texts.
pub(super) fn items(cell: &str) -> Option<Vec<String>> {
    if cell.starts_with('[') {
        return serde_json::from_str(cell).ok();
    }
    Some(cell.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect())
}

/// Several texts in one cell: with semicolons between, or as a JSON list where a text has one itself.
pub(super) fn list(items: &[String]) -> String {
    let is_plain = !items.iter().any(|item| item.contains(';'))
        && !items.first().is_some_and(|item| item.starts_with('['));
    if is_plain { items.join(";") } else { serde_json::Value::from(items).to_string() }
}

/// Adds a line of cells, each quoted where it must be (RFC 4180).
pub(crate) fn line<'a>(out: &mut Vec<u8>, cells: impl IntoIterator<Item = Cow<'a, str>>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        let is_plain = !cell.contains(['"', ',', '\r', '\n']) && cell.trim() == cell;
        if is_plain {
            out.extend_from_slice(cell.as_bytes());
        } else {
            out.extend_from_slice(format!("\"{}\"", cell.replace('"', "\"\"")).as_bytes());
        }
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_as_a_formula_is_shielded() {
        for text in ["=1+1", "+1", "-1", "@a", "\ta", "\ra", "\na", "＝1", "'=1", "''"] {
            assert_eq!(harmless(text), format!("'{text}"));
            assert_eq!(bare(&harmless(text)), text);
        }
        for text in ["", "a=1", "1-1", "'a", "o'neil@x.io", " =1"] {
            assert_eq!(harmless(text), text);
            assert_eq!(bare(text), text);
        }
    }

    #[test]
    fn lists_are_plain_where_they_can_be() {
        let list = |items: &[&str]| list(&items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>());
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["a", "b, c"]), "a;b, c");
        assert_eq!(list(&["a;b", "c"]), r#"["a;b","c"]"#);
        assert_eq!(list(&["[a"]), r#"["[a"]"#);
        for all in [&[][..], &["a", "b, c"], &["a;b", "c"], &["[a"]] {
            assert_eq!(items(&list(all)).unwrap(), all);
        }
        assert_eq!(items(" a ;; b"), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(items("[1]"), None);
    }

    #[test]
    fn a_cell_is_quoted_where_it_must_be() {
        let mut out = Vec::new();
        line(&mut out, ["a", "", "b,c", "say \"hi\"", "two\nlines", " padded"].map(Cow::Borrowed));
        assert_eq!(out, b"a,,\"b,c\",\"say \"\"hi\"\"\",\"two\nlines\",\" padded\"\r\n");
    }
}
