//! An object as it is written.

use super::Write;

/// Writes an object, one member after the other.
pub struct Writer(String);

impl Writer {
    pub(super) fn new() -> Self {
        Self("{".to_owned())
    }

    /// The whole text.
    pub(super) fn done(mut self) -> String {
        self.0.push('}');
        self.0
    }

    /// A text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        self.quoted(text);
    }

    /// A text, where there is one.
    pub fn text_if_any(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// A list of texts.
    pub fn texts(&mut self, name: &str, texts: &[String]) {
        self.name(name);
        self.0.push('[');
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            self.quoted(text);
        }
        self.0.push(']');
    }

    /// A value that is JSON already.
    pub fn json(&mut self, name: &str, json: &str) {
        self.name(name);
        self.0.push_str(json);
    }

    /// Yes or no.
    pub fn flag(&mut self, name: &str, flag: bool) {
        self.json(name, if flag { "true" } else { "false" });
    }

    /// An object.
    pub fn object(&mut self, name: &str, object: &dyn Write) {
        self.name(name);
        self.0.push('{');
        object.members(self);
        self.0.push('}');
    }

    fn name(&mut self, name: &str) {
        if !self.0.ends_with('{') {
            self.0.push(',');
        }
        self.quoted(name);
        self.0.push(':');
    }

    fn quoted(&mut self, text: &str) {
        self.0.push('"');
        for letter in text.chars() {
            match letter {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\x08' => self.0.push_str("\\b"),
                '\x0c' => self.0.push_str("\\f"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                '\0'..'\x20' => {
                    self.0.push_str(if letter < '\x10' { "\\u000" } else { "\\u001" });
                    self.0.extend(char::from_digit(u32::from(letter) & 15, 16));
                }
                plain => self.0.push(plain),
            }
        }
        self.0.push('"');
    }
}
