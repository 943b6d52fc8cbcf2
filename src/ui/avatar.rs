//! A person as two letters on a tint that is always the same for the same text.

use leptos::prelude::*;

use super::part::{Tag, tag};

/// Draws the initials of an address or a name. Hidden from assistive technology: the text itself stands beside it.
pub fn avatar(text: Signal<String>) -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/avatar.css");
    tag("span")
        .live_attr("class", move || format!("avatar t{} {scope}", text.with(|text| tint(text))))
        .attr("aria-hidden", "true")
        .live_text(move || text.with(|text| initials(text)))
}

/// Two letters: of the first two words before the `@`, or the first two of the only word.
pub fn initials(text: &str) -> String {
    let name = text.split('@').next().unwrap_or_default();
    let mut words = name
        .split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric())
        .filter_map(|word| word.chars().next().map(|c| (c, word)));
    let letters: String = match (words.next(), words.next()) {
        (Some((first, _)), Some((second, _))) => [first, second].into_iter().collect(),
        (Some((_, word)), None) => word.chars().take(2).collect(),
        _ => String::new(),
    };
    capitals(&letters)
}

/// In capitals, by the browser: Rust's own tables of letters would be the heaviest thing in the app, 11 KB on the wire.
#[cfg(target_arch = "wasm32")]
fn capitals(text: &str) -> String {
    js_sys::JsString::from(text).to_upper_case().into()
}

#[cfg(not(target_arch = "wasm32"))]
fn capitals(text: &str) -> String {
    text.to_uppercase()
}

/// One of eight tints, 1 to 8, by the FNV-1a hash of the text, plain letters in lower case.
pub fn tint(text: &str) -> u32 {
    let plain = text.bytes().map(|byte| byte.to_ascii_lowercase());
    let hash = plain.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash % 8 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_the_words_before_the_at_sign() {
        assert_eq!(initials("amara.okafor@northwind.example"), "AO");
        assert_eq!(initials("priya@acme.example"), "PR");
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("x@y.example"), "X");
        assert_eq!(initials("élan-vital@y.example"), "ÉV");
        assert_eq!(initials("@"), "");
    }

    #[test]
    fn a_tint_is_stable_and_blind_to_case() {
        assert_eq!(tint("Ada@acme.example"), tint("ada@ACME.example"));
        assert!((1..=8).contains(&tint("")));
    }
}
