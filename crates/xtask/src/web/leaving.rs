//! What does not come along into the shipped app, by its names.

/// Streams between Rust and JavaScript, which a dependency of leptos offers and nobody here uses: part of their exports'
/// names, of their classes' and of what their functions are made of.
const UNUSED_EXPORTS: &str = "intounderlying";
pub(super) const UNUSED_CLASS: &str = "IntoUnderlying";
const UNUSED: [&str; 2] = ["wasm_streams::", "js_sys::futures::future_to_promise"];

/// Where a panic ends up, each with what it would say. In the shipped app it says nothing and is a trap at once: the text
/// would be for us alone, and the machinery that puts it together costs every visitor 4 KB. What the trap's stack names by
/// number is named in words by the module that is kept beside (`named.rs`). A development build keeps it all.
const PANICS: [&str; 8] = [
    "core::panicking::",
    "std::",
    "core::option::",
    "core::result::",
    "core::slice::index::",
    "core::str::",
    "core::cell::",
    "alloc::",
];
const PANIC_ENDS: [&str; 5] = ["_failed", "_fail", "panic", "handle_error", "capacity_overflow"];

/// Is this an export that nobody calls?
pub(super) fn is_export(name: &str) -> bool {
    name.contains(UNUSED_EXPORTS)
}

/// Is this a function that only such an export led to? The table of functions names it still.
pub(super) fn is_unreachable(name: &str) -> bool {
    UNUSED.iter().any(|unused| name.contains(unused))
}

/// Is this a function of the standard library that only says why the program cannot go on?
pub(super) fn is_panic(name: &str) -> bool {
    let of_panics = name.contains("panicking::");
    PANICS.iter().any(|from| name.starts_with(from))
        && (of_panics
            || PANIC_ENDS.iter().any(|end| name.rsplit("::").next().unwrap_or_default().contains(end)))
}
