//! One scoped sheet: read, checked, and rewritten with its scope class.

use std::path::Path;

use anyhow::{Result, bail};
use stylers_core::Class;

/// A scoped sheet whose shape has been checked.
pub(crate) struct Sheet {
    class: Class,
    flat: String,
}

impl Sheet {
    /// Checks the shape: one top-level rule, whose selector is the file's own class, and keyframes named after it.
    ///
    /// # Errors
    /// Names the file and the rule it breaks.
    pub(crate) fn parse(name: &Path, source: &str) -> Result<Self> {
        let own = own_class(name);
        let flat = flatten(source);
        let mut owns_rule = false;
        for prelude in top_level(&flat) {
            if let Some(keyframes) = prelude.strip_prefix("@keyframes ") {
                if !keyframes.trim().starts_with(&own) {
                    bail!("{}: keyframes `{}` must be named `{own}…`", name.display(), keyframes.trim());
                }
            } else if prelude == format!(".{own}") && !owns_rule {
                owns_rule = true;
            } else {
                bail!(
                    "{}: `{prelude}` stands at the top level, where only one `.{own}` may: nest it inside",
                    name.display()
                );
            }
        }
        if !owns_rule {
            bail!("{}: a scoped sheet has exactly one top-level rule, `.{own}`", name.display());
        }
        Ok(Self { class: Class::rand_class_from_seed(source.to_owned()), flat })
    }

    /// The class that `style_sheet!` returns for this file.
    pub(crate) fn scope(&self) -> &str {
        self.class.as_name()
    }

    /// The sheet with the scope class on its top-level rule.
    pub(crate) fn scoped(&self) -> String {
        stylers_core::from_str(&self.flat, &self.class)
    }
}

/// `style/pages/sign_in.css` owns `.sign-in`.
fn own_class(name: &Path) -> String {
    name.file_stem().map(|stem| stem.to_string_lossy().replace('_', "-")).unwrap_or_default()
}

/// Takes comments out and puts everything on one line: stylers joins lines without a space between them, which
/// would turn `a` over `b` into `ab`.
fn flatten(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        text.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands before each top-level block; a top-level statement without a block, and text that closes nothing,
/// are handed out too, so that the caller refuses them.
fn top_level(flat: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut prelude = String::new();
    let mut depth = 0_usize;
    for letter in flat.chars() {
        match letter {
            '{' => {
                if depth == 0 {
                    found.push(prelude.trim().to_owned());
                    prelude.clear();
                }
                depth += 1;
            }
            '}' if depth > 0 => depth -= 1,
            _ if depth == 0 => prelude.push(letter),
            _ => {}
        }
    }
    if !prelude.trim().is_empty() {
        found.push(prelude.trim().to_owned());
    }
    if depth > 0 {
        found.push("a block that is never closed".to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(source: &str) -> Result<Sheet> {
        Sheet::parse(Path::new("style/components/side_note.css"), source)
    }

    fn refusal(source: &str) -> String {
        parse(source).err().map(|problem| problem.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_scope_class_goes_on_the_one_top_level_rule_alone() {
        let sheet = parse(".side-note {\n  color: red;\n  &:hover { color: tan; }\n  .label { gap: 0 }\n}")
            .expect("lawful");
        let scope = sheet.scope().to_owned();
        let expected =
            format!(".side-note.{scope}{{ color: red; &:hover {{ color: tan; }} .label {{ gap: 0 }} }}");
        assert_eq!(sheet.scoped(), expected);
    }

    #[test]
    fn the_scope_class_depends_on_visible_characters_only() {
        let dense = parse(".side-note{color:red}").expect("lawful");
        let airy = parse(".side-note {\n  color: red\n}\n").expect("lawful");
        assert_eq!(dense.scope(), airy.scope());
    }

    #[test]
    fn a_value_over_two_lines_keeps_its_space() {
        let sheet = parse(".side-note { margin: 0\n    auto; }").expect("lawful");
        assert!(sheet.scoped().contains("margin: 0 auto;"));
    }

    #[test]
    fn a_comment_is_left_out() {
        let sheet = parse("/* a note { */ .side-note { /* why */ gap: 0 }").expect("lawful");
        assert!(!sheet.scoped().contains("why"));
    }

    #[test]
    fn keyframes_may_stand_beside_the_rule_under_its_name() {
        let sheet =
            parse(".side-note { gap: 0 } @keyframes side-note-in { from { opacity: 0 } }").expect("lawful");
        assert!(sheet.scoped().contains("@keyframes side-note-in"));
        assert!(refusal(".side-note { gap: 0 } @keyframes spin { }").contains("side-note…"));
    }

    #[test]
    fn anything_else_at_the_top_level_is_refused() {
        assert!(refusal(".side-note { } .other { }").contains("`.other`"));
        assert!(refusal(".side-note { } .side-note { }").contains("side_note.css"));
        assert!(refusal(".side-note:hover { }").contains(":hover"));
        assert!(refusal("@media print { .side-note { } }").contains("@media print"));
        assert!(refusal("@import 'x'; .side-note { }").contains("@import"));
    }

    #[test]
    fn an_empty_or_unclosed_sheet_is_refused() {
        assert!(refusal("").contains("exactly one"));
        assert!(refusal(".side-note { color: red;").contains("never closed"));
    }
}
