//! The HTML of parts, for pages that are made ahead of time.

use super::{Inside, Mark, Part, Shape, Tag};

/// Elements that hold nothing and have no end.
const VOID: [&str; 3] = ["img", "input", "br"];

impl Tag {
    /// What is in it, as HTML.
    pub fn html(self) -> String {
        let Shape { inside, .. } = *self.0;
        let mut html = String::new();
        self::inside(inside, &mut html);
        html
    }
}

pub(super) fn part(part: Part, html: &mut String) {
    match part {
        Part::Tag(tag) => element(tag, html),
        Part::Text(text) => escape(&text, html),
        Part::Several(parts) => parts.into_iter().for_each(|one| self::part(one, html)),
        Part::Live(lively) => lively.html(html),
    }
}

fn element(tag: Tag, html: &mut String) {
    let Shape { name, marks, inside } = *tag.0;
    html.push('<');
    html.push_str(name);
    let mut class = String::new();
    for mark in marks {
        let (name, value) = match mark {
            Mark::Fixed("class", value) => {
                class = value.unwrap_or_default().into_owned();
                continue;
            }
            Mark::Class(name, when) => {
                if when.ask() {
                    class = format!("{class} {name}");
                }
                continue;
            }
            Mark::Fixed(name, value) => (name, value),
            Mark::Live(name, value) => (name, value.ask()),
            Mark::Hear(..) | Mark::Meet(_) => continue,
        };
        if let Some(value) = value {
            attribute(name, &value, html);
        }
    }
    if !class.is_empty() {
        attribute("class", class.trim(), html);
    }
    html.push('>');
    if !VOID.contains(&name) {
        self::inside(inside, html);
        html.push_str(&format!("</{name}>"));
    }
}

fn inside(inside: Inside, html: &mut String) {
    match inside {
        Inside::Parts(parts) => parts.into_iter().for_each(|one| part(one, html)),
        Inside::Text(text) => escape(&text.ask().unwrap_or_default(), html),
        Inside::Live(parts) => parts.ask().into_iter().for_each(|one| part(one, html)),
    }
}

fn attribute(name: &str, value: &str, html: &mut String) {
    html.push_str(&format!(" {name}=\""));
    escape(value, html);
    html.push('"');
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}
