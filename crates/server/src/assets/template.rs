//! Fills in a page that was made when the app was built: what stands in it as `{{name}}` is what this server is set to.
//!
//! As the whole of an attribute, a name without a value takes the attribute away; `{{unless name}}` is an empty attribute
//! where the name has no value. As text, `{{name|words}}` has the words instead, and bare `{{name}}` a blank: the app
//! takes the page over node by node, so a text must be there.

use std::collections::HashMap;

/// What this server is set to, by name.
pub(super) struct Facts {
    values: HashMap<&'static str, String>,
}

impl Facts {
    /// From names and what is set; what is not set has no value.
    pub(super) fn of(values: impl IntoIterator<Item = (&'static str, Option<String>)>) -> Self {
        let set = values.into_iter().filter_map(|(name, value)| Some((name, value?)));
        Self { values: set.collect() }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }
}

/// The page with every name filled in, and `data` in the place of `{{told}}`, as JSON that ends no script.
pub(super) fn fill(template: &str, facts: &Facts, data: &str) -> String {
    let mut page = String::with_capacity(template.len() + data.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inside, after)) = after.split_once("}}") else { break };
        page.push_str(before);
        rest = after;
        if inside == "told" {
            page.push_str(&data.replace('<', "\\u003c"));
        } else if before.ends_with("=\"") && after.starts_with('"') {
            match attribute(inside, facts) {
                Some(value) => page.push_str(&escaped(value)),
                None => {
                    page.truncate(page.rfind(' ').unwrap_or(page.len()));
                    rest = after.get(1..).unwrap_or_default();
                }
            }
        } else {
            let (name, otherwise) = inside.split_once('|').unwrap_or((inside, " "));
            page.push_str(&escaped(facts.get(name).filter(|value| !value.is_empty()).unwrap_or(otherwise)));
        }
    }
    page.push_str(rest);
    page
}

fn attribute<'a>(inside: &str, facts: &'a Facts) -> Option<&'a str> {
    match inside.strip_prefix("unless ") {
        Some(name) => facts.get(name).is_none().then_some(""),
        None => facts.get(inside),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str) -> String {
        let facts = Facts::of([
            ("name", Some("A & \"B\" <i>".to_owned())),
            ("logo", None),
            ("empty", Some(String::new())),
        ]);
        fill(template, &facts, r#"{"a":"</script>"}"#)
    }

    #[test]
    fn texts_and_attributes_are_escaped() {
        assert_eq!(filled("<p>{{name}}</p>"), "<p>A &amp; &quot;B&quot; &lt;i&gt;</p>");
        assert_eq!(filled("<a title=\"{{name}}\">x"), "<a title=\"A &amp; &quot;B&quot; &lt;i&gt;\">x");
    }

    #[test]
    fn what_is_not_set_takes_its_attribute_along_and_leaves_a_blank_as_text() {
        assert_eq!(filled("<img src=\"{{logo}}\" alt=\"\">{{logo}}|{{empty}}"), "<img alt=\"\"> | ");
        assert_eq!(filled("{{logo|nobody}} {{name|nobody}}"), "nobody A &amp; &quot;B&quot; &lt;i&gt;");
    }

    #[test]
    fn unless_hides_what_is_not_set() {
        let hidden = "<b hidden=\"{{unless logo}}\">x</b><b hidden=\"{{unless name}}\">y</b>";
        assert_eq!(filled(hidden), "<b hidden=\"\">x</b><b>y</b>");
    }

    #[test]
    fn data_ends_no_script() {
        assert_eq!(filled("<script>{{told}}</script>"), "<script>{\"a\":\"\\u003c/script>\"}</script>");
    }
}
