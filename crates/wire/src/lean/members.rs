//! An object as it is read.

use super::scan::{self, whole};
use super::{Read, read};

/// An object's members, asked for by name. The first that does not fit spoils the whole, and so does one that is there
/// twice; members that nobody asks for may be anything.
pub struct Members<'a> {
    found: Vec<(String, &'a str)>,
    fit: bool,
}

impl<'a> Members<'a> {
    /// The members of an object; of anything else none, which do not fit.
    pub(super) fn of(text: &'a str) -> Self {
        let mut members = Self { found: Vec::new(), fit: true };
        let parts = scan::parts(text, b'{');
        for (name, value) in members.or_misfit(parts) {
            let name = members.or_misfit(scan::unescaped(name));
            members.found.push((name, value));
        }
        members
    }

    /// Was everything as it was asked for?
    pub(super) fn fit(&self) -> bool {
        self.fit
    }

    /// A member as it was written.
    pub fn json(&mut self, name: &str) -> Option<&'a str> {
        let mut named = self.found.iter().filter(|(member, _)| member == name);
        let value = named.next().map(|(_, value)| *value);
        self.fit &= named.next().is_none();
        value
    }

    /// The same, where `null` stands for what is not there.
    pub fn unless_null(&mut self, name: &str) -> Option<&'a str> {
        self.json(name).filter(|value| *value != "null")
    }

    /// A text.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let value = self.json(name);
        self.text_of(value)
    }

    /// A text or `null`.
    pub fn text_or_null(&mut self, name: &str) -> Option<String> {
        let value = self.unless_null(name);
        self.text_of(value)
    }

    /// A text that must be there.
    pub fn must(&mut self, name: &str) -> String {
        let text = self.text(name);
        self.or_misfit(text)
    }

    /// A list of texts.
    pub fn texts(&mut self, name: &str) -> Vec<String> {
        let value = self.json(name);
        self.texts_of(value)
    }

    /// One text, a list of them, or `null`.
    pub fn text_or_texts(&mut self, name: &str) -> Vec<String> {
        match self.unless_null(name) {
            one @ Some(value) if !value.starts_with('[') => vec![self.text_of(one).unwrap_or_default()],
            several => self.texts_of(several),
        }
    }

    /// A whole number up to `most`, or `null`.
    pub fn number_or_null(&mut self, name: &str, most: u32) -> Option<u32> {
        let value = self.unless_null(name)?;
        let number = whole(value).and_then(|number| u32::try_from(number).ok());
        Some(self.or_misfit(number.filter(|number| *number <= most)))
    }

    /// A whole number that fits.
    pub fn whole<T: TryFrom<i64> + Default>(&mut self, name: &str) -> Option<T> {
        let number = whole(self.json(name)?).and_then(|number| number.try_into().ok());
        Some(self.or_misfit(number))
    }

    /// Yes or no.
    pub fn flag(&mut self, name: &str) -> Option<bool> {
        let value = self.json(name)?;
        Some(self.or_misfit(value.parse().ok()))
    }

    /// An object.
    pub fn object<T: Read>(&mut self, name: &str) -> Option<T> {
        let value = self.json(name);
        self.object_of(value)
    }

    /// An object or `null`.
    pub fn object_or_null<T: Read>(&mut self, name: &str) -> Option<T> {
        let value = self.unless_null(name);
        self.object_of(value)
    }

    /// A list of objects.
    pub fn objects<T: Read>(&mut self, name: &str) -> Vec<T> {
        let value = self.json(name);
        let mut objects = Vec::new();
        for (_, value) in self.list_of(value) {
            objects.extend(self.object_of(Some(value)));
        }
        objects
    }

    /// What must be there and is not, or is not what it must be: a stand-in.
    pub fn or_misfit<T: Default>(&mut self, value: Option<T>) -> T {
        self.fit &= value.is_some();
        value.unwrap_or_default()
    }

    fn text_of(&mut self, value: Option<&str>) -> Option<String> {
        let text = text(value?);
        Some(self.or_misfit(text))
    }

    fn texts_of(&mut self, value: Option<&str>) -> Vec<String> {
        let mut texts = Vec::new();
        for (_, value) in self.list_of(value) {
            texts.push(self.or_misfit(text(value)));
        }
        texts
    }

    fn list_of<'b>(&mut self, value: Option<&'b str>) -> Vec<scan::Part<'b>> {
        let parts = value.map_or(Some(Vec::new()), |value| scan::parts(value, b'['));
        self.or_misfit(parts)
    }

    fn object_of<T: Read>(&mut self, value: Option<&str>) -> Option<T> {
        let read = read(value?);
        self.fit &= read.is_some();
        read
    }
}

fn text(value: &str) -> Option<String> {
    scan::unescaped(value.strip_prefix('"')?.strip_suffix('"')?)
}
