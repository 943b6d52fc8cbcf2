//! What SQL engines write differently. One engine, one value of this type; all else is shared.

/// An engine's own words.
pub(super) struct Dialect {
    /// Before a sort key whose index is not to be walked.
    pub(super) unindexed: &'static str,
    /// A user's id as 24 small hex digits.
    pub(super) id_text: &'static str,
    /// `created` in ISO form, in small letters as folded text is.
    pub(super) created_text: &'static str,
    /// Before, between and after a text and what it may contain.
    pub(super) contains: [&'static str; 3],
    /// Before a text, and between it and the number of characters kept at its start; closed by `)`.
    pub(super) start: [&'static str; 2],
    /// The same at its end.
    pub(super) end: [&'static str; 2],
    /// Around a list bound as one JSON array of texts, after the tested value.
    pub(super) one_of: [&'static str; 2],
    /// Before and after the bound path: the leaves of a profile's terms, as `leaf`.
    pub(super) leaves: [&'static str; 2],
    /// A leaf's text, number and moment.
    pub(super) leaf: [&'static str; 3],
    /// The path to the leaves of metadata's keys.
    pub(super) path: fn(&[String]) -> String,
}

/// SQLite.
pub(super) const SQLITE: Dialect = Dialect {
    unindexed: "+",
    id_text: "lower(hex(u.id))",
    created_text: "strftime('%Y-%m-%dt%H:%M:%S', u.created_at / 1000, 'unixepoch') || printf('.%03dz', u.created_at % 1000)",
    contains: ["instr(", ", ", ") > 0"],
    start: ["substr(", ", 1, "],
    end: ["substr(", ", -"],
    one_of: [" IN (SELECT value FROM json_each(", "))"],
    leaves: ["json_each(f.terms, ", ") leaf"],
    leaf: ["(leaf.value ->> 0)", "(leaf.value ->> 1)", "(leaf.value ->> 2)"],
    path: sqlite_path,
};

/// `$.o."a".o."b".v`. The keys hold no quotes, backslashes or controls ([`frontdesk_wire::query::MetadataPath`]).
fn sqlite_path(keys: &[String]) -> String {
    let mut path = String::from("$");
    for key in keys {
        path.push_str(".o.\"");
        path.push_str(key);
        path.push('"');
    }
    path.push_str(".v");
    path
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_path_quotes_every_key() {
        assert_eq!(super::sqlite_path(&["a".into(), "b c".into()]), r#"$.o."a".o."b c".v"#);
    }
}
