//! The app's page and the policy it is served under: its one inline script is named by its hash.

use axum::http::HeaderValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use sha2::{Digest, Sha256};

/// The page's file.
pub(super) const FILE: &str = "index.html";

/// What a binary without the app shows in its place.
const MISSING: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Frontdesk</title></head><body>\
<h1>The app is not in this server</h1><p>The API works. To get the app too, build with <code>cargo xtask build</code>, or \
start with <code>cargo xtask run</code>.</p></body></html>";

/// The page and its policy.
pub(super) struct Page {
    html: Bytes,
    policy: HeaderValue,
    is_app: bool,
}

impl Page {
    /// The page of this HTML, which may call its own origin and `api`.
    pub(super) fn of(html: Option<Bytes>, api: Option<&str>) -> Self {
        let is_app = html.is_some();
        let html = html.unwrap_or_else(|| Bytes::from_static(MISSING.as_bytes()));
        let policy = policy(&String::from_utf8_lossy(&html), api);
        Self { html, policy, is_app }
    }

    pub(super) fn html(&self) -> Bytes {
        self.html.clone()
    }

    pub(super) fn policy(&self) -> HeaderValue {
        self.policy.clone()
    }

    /// Is it the app, and not the page that says there is none?
    pub(super) fn is_app(&self) -> bool {
        self.is_app
    }
}

/// For what is loaded, never opened.
pub(super) fn no_document() -> HeaderValue {
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox")
}

fn policy(html: &str, api: Option<&str>) -> HeaderValue {
    let hashes: String = inline_scripts(html)
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        .collect();
    let api = api.map(|api| format!(" {api}")).unwrap_or_default();
    let text = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; img-src 'self'; font-src 'self'; \
         connect-src 'self'{api}; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    );
    HeaderValue::from_str(&text).unwrap_or_else(|_| no_document())
}

/// The texts of all scripts that stand in the page itself.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    let tags = html.split("<script").skip(1);
    tags.filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        let is_inline = !attributes.contains(" src") && !script.is_empty();
        is_inline.then_some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_named_by_their_hash_and_nothing_else_is_let_in() {
        let html = "<script type=\"module\">import x</script><script src=\"/a.js\"></script>";
        let text = policy(html, Some("https://api.example"));
        let text = text.to_str().unwrap();
        let hash = STANDARD.encode(Sha256::digest("import x"));
        assert!(text.contains(&format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}';")), "{text}");
        assert!(
            text.contains("connect-src 'self' https://api.example;") && !text.contains("unsafe-inline"),
            "{text}"
        );
        assert_eq!(text.matches("sha256").count(), 1);
    }
}
