//! One element as the accessibility tree knows it: role, name, description and states.

use serde::Deserialize;
use serde_json::Value;
use thirtyfour::WebElement;

/// The roles that these tests look for, in the words of the accessibility tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Alert,
    Button,
    Combobox,
    Dialog,
    /// What a `summary` is.
    DisclosureTriangle,
    Heading,
    Link,
    Progressbar,
    Radio,
    Searchbox,
    Table,
    Textbox,
}

impl Role {
    /// As the browser spells it.
    pub(crate) fn word(self) -> String {
        match self {
            Self::DisclosureTriangle => "DisclosureTriangle".to_owned(),
            _ => format!("{self:?}").to_lowercase(),
        }
    }
}

/// A node of the accessibility tree.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Node {
    #[serde(default)]
    pub(crate) ignored: bool,
    #[serde(rename = "backendDOMNodeId")]
    pub(crate) dom: Option<u64>,
    name: Option<Text>,
    description: Option<Text>,
    value: Option<Text>,
    #[serde(default)]
    properties: Vec<Property>,
}

#[derive(Clone, Debug, Deserialize)]
struct Text {
    #[serde(default)]
    value: Value,
}

#[derive(Clone, Debug, Deserialize)]
struct Property {
    name: String,
    value: Text,
}

impl Node {
    /// What it is called.
    pub(crate) fn name(&self) -> &str {
        read(self.name.as_ref())
    }

    /// What else is said about it: its hint, its error.
    pub(crate) fn description(&self) -> &str {
        read(self.description.as_ref())
    }

    /// What it holds.
    pub(crate) fn value(&self) -> &str {
        read(self.value.as_ref())
    }

    /// A state (`invalid`, `disabled`, `expanded`, `checked`); empty where it has none.
    pub(crate) fn state(&self, name: &str) -> String {
        let found = self.properties.iter().find(|property| property.name == name);
        found
            .map(|property| property.value.value.to_string().trim_matches('"').to_owned())
            .unwrap_or_default()
    }
}

fn read(text: Option<&Text>) -> &str {
    text.and_then(|text| text.value.as_str()).unwrap_or_default()
}

/// Does `name` answer to `wanted`? A wanted name that ends with `…` is a beginning.
pub(crate) fn answers(name: &str, wanted: &str) -> bool {
    // An address may offer places to break its line; nobody hears them.
    let name = name.replace(['\u{200b}', '\u{ad}'], "");
    let name = name.trim();
    match wanted.strip_suffix('…') {
        Some(beginning) => name.starts_with(beginning),
        None => name == wanted,
    }
}

/// An element to act on, with what the accessibility tree says about it.
pub(crate) struct Element {
    /// To click and to type into.
    pub(crate) handle: WebElement,
    /// What is said about it.
    pub(crate) node: Node,
}
