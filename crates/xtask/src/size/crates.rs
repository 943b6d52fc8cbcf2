//! What each crate costs in a module: a function belongs to the crate that wrote it, whoever's types it was made for.

use std::collections::BTreeMap;

use super::module::Part;

/// Bytes by crate, the dearest first.
pub(crate) fn costs(parts: &[Part]) -> Vec<(String, u64)> {
    let mut costs: BTreeMap<&str, u64> = BTreeMap::new();
    for part in parts {
        let (of, bytes) = match part {
            Part::Function(Some(name), bytes) => (crate_of(name), bytes),
            Part::Function(None, bytes) => ("(functions without a name)", bytes),
            Part::Data(bytes) => ("(data: texts and tables)", bytes),
            Part::Frame(bytes) => ("(types, imports, exports)", bytes),
        };
        *costs.entry(of).or_default() += bytes;
    }
    let mut costs: Vec<(String, u64)> =
        costs.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    costs.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    costs
}

/// The crate of a function by its name in full.
///
/// `<A as B>::c` is A's, unless A is no type of a crate (a reference, a tuple, a type parameter): then it is B's.
/// What drops a type is that type's.
fn crate_of(name: &str) -> &str {
    let name = name.strip_prefix("core::ptr::drop_in_place<").unwrap_or(name);
    let mut rest = name;
    while let Some((word, after)) = start_of_path(rest) {
        if without_hash(after).starts_with("::") {
            return word;
        }
        rest = after;
    }
    if name.starts_with("__wb") { "wasm_bindgen" } else { "(compiler's own)" }
}

/// The first word and what follows it.
fn start_of_path(text: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let text = text.trim_start_matches(|c| !is_part(c));
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    text.split_at_checked(end).filter(|(word, _)| !word.is_empty())
}

/// What follows the `[0123456789abcdef]` that tells two crates of one name apart.
fn without_hash(text: &str) -> &str {
    let hash = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let is_hash = |hash: &str| !hash.is_empty() && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    hash.filter(|(hash, _)| is_hash(hash)).map_or(text, |(_, after)| after)
}

/// The dearest crates with their bytes and share of `whole`, the rest as one line.
pub(crate) fn table(costs: &[(String, u64)], whole: u64, listed: usize) -> String {
    let mut table = String::new();
    let share = |bytes: u64| bytes as f64 * 100.0 / whole.max(1) as f64;
    let mut line = |name: &str, bytes: u64| table += &format!("{bytes:>9} {:>5.1} %  {name}\n", share(bytes));
    let (dear, cheap) = costs.split_at_checked(listed).unwrap_or((costs, &[]));
    for (name, bytes) in dear {
        line(name, *bytes);
    }
    if !cheap.is_empty() {
        let rest = cheap.iter().map(|(_, bytes)| bytes).sum();
        line(&format!("({} more)", cheap.len()), rest);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_who_wrote_it() {
        for (name, of) in [
            ("core::fmt::Formatter::pad", "core"),
            ("<core[2d4e1f8a9b0c3d5e]::fmt::Formatter>::pad_integral", "core"),
            ("<[A] as core[2d4e1f8a9b0c3d5e]::fmt::Debug>::fmt", "core"),
            ("frontdesk_app::pages::sign_in::SignInPage::{{closure}}", "frontdesk_app"),
            ("<alloc::string::String as core::fmt::Write>::write_str", "alloc"),
            ("<&mut T as core::fmt::Write>::write_str", "core"),
            ("<(A,B,C) as tachys::view::Render>::build", "tachys"),
            ("<F as leptos::into_view::IntoView>::into_view", "leptos"),
            ("core::ptr::drop_in_place<reactive_graph::owner::Owner>", "reactive_graph"),
            ("<core::option::Option<frontdesk_wire::values::Email> as core::cmp::PartialEq>::eq", "core"),
            ("__wbindgen_malloc", "wasm_bindgen"),
            ("memcpy", "(compiler's own)"),
        ] {
            assert_eq!(crate_of(name), of, "{name}");
        }
    }

    #[test]
    fn costs_add_up_and_the_dearest_comes_first() {
        let parts = [
            Part::Function(Some("a::f".to_owned()), 10),
            Part::Function(Some("b::f".to_owned()), 25),
            Part::Function(Some("a::g".to_owned()), 5),
            Part::Data(60),
        ];
        let costs = costs(&parts);
        let told: Vec<_> = costs.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        assert_eq!(told, [("(data: texts and tables)", 60), ("b", 25), ("a", 15)]);
        let table = table(&costs, 100, 2);
        assert!(table.contains("       60  60.0 %  (data: texts and tables)\n"), "{table}");
        assert!(table.ends_with("       15  15.0 %  (1 more)\n"), "{table}");
    }
}
