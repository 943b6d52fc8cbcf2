//! Texts that many users share, each told by a code. Codes are only ever added, so that one dictionary serves every version of the index.

use super::codes::Passing;
use std::collections::HashMap;
use std::sync::Arc;

/// A dictionary.
#[derive(Debug, Default)]
pub(crate) struct Words {
    texts: Vec<Arc<str>>,
    codes: HashMap<Arc<str>, u32>,
}

impl Words {
    /// The code of a text, a new one if need be.
    pub(crate) fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.codes.get(text) {
            return *code;
        }
        let (text, code) = (Arc::<str>::from(text), u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.push(Arc::clone(&text));
        self.codes.insert(text, code);
        code
    }

    /// The text of a code.
    pub(crate) fn text(&self, code: u32) -> &str {
        self.texts.get(code as usize).map_or("", |text| text)
    }

    /// Which codes' texts pass.
    pub(crate) fn table(&self, passes: impl Fn(&str) -> bool) -> Passing {
        Passing::new(self.texts.iter().map(|text| passes(text)).collect())
    }

    /// How many texts there are: every code is less.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_a_code() {
        let mut words = Words::default();
        assert_eq!([words.code("pro"), words.code("free"), words.code("pro")], [0, 1, 0]);
        assert_eq!((words.text(1), words.text(9)), ("free", ""));
        let table = words.table(|text| text.starts_with('f'));
        assert_eq!([table.has(0), table.has(1), table.has(2)], [false, true, false]);
        assert_eq!(words.len(), 2);
    }
}
