//! A page of the app and the policy it is served under: its inline scripts and sheets are named by their hashes. A page is packed when
//! the server starts, since only then it is whole.

use super::File;
use super::negotiate::Packing;
use axum::http::HeaderValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;

/// The page of a built app that any server of files can show at every path: it draws everything itself.
pub(super) const SHELL: &str = "index.html";

/// What a binary without the app shows in its place.
const MISSING: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Frontdesk</title></head><body>\
<h1>The app is not in this server</h1><p>The API works. To get the app too, build with <code>cargo xtask build</code>, or \
start with <code>cargo xtask run</code>.</p></body></html>";

/// A page and its policy.
#[derive(Clone)]
pub(super) struct Page {
    plain: File,
    packed: Option<File>,
    policy: HeaderValue,
}

impl Page {
    /// The page of this HTML, which may call its own origin and `api`; without any, one that says so.
    pub(super) fn of(html: Option<String>, api: Option<&str>) -> Self {
        let html = html.unwrap_or_else(|| MISSING.to_owned());
        let packed = gzip(html.as_bytes()).map(|bytes| File::new(bytes.into()));
        Self { policy: policy(&html, api), packed, plain: File::new(Bytes::from(html)) }
    }

    /// Its bytes as they are, or packed for whoever takes that.
    pub(super) fn file(&self, accepted: &[Packing]) -> (&File, Packing) {
        match &self.packed {
            Some(packed) if accepted.contains(&Packing::Gzip) => (packed, Packing::Gzip),
            _ => (&self.plain, Packing::None),
        }
    }

    /// What it may load and call.
    pub(super) fn policy(&self) -> HeaderValue {
        self.policy.clone()
    }
}

fn gzip(plain: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok()
}

/// For what is loaded, never opened.
pub(super) fn no_document() -> HeaderValue {
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox")
}

fn policy(html: &str, api: Option<&str>) -> HeaderValue {
    let (scripts, styles) = (hashes(html, "script"), hashes(html, "style"));
    let api = api.map(|api| format!(" {api}")).unwrap_or_default();
    let text = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; img-src 'self'; font-src 'self'; \
         connect-src 'self'{api}; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    );
    HeaderValue::from_str(&text).unwrap_or_else(|_| no_document())
}

/// The hash of each script, or sheet, that stands in the page itself, as the policy names it.
fn hashes(html: &str, name: &str) -> String {
    let hash = |text| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    inline(html, name).map(hash).collect()
}

/// The texts of all such elements that stand in the page itself. Data is no script.
fn inline<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let (begin, end) = (format!("<{name}"), format!("</{name}>"));
    let tags: Vec<_> = html.split(&begin).skip(1).collect();
    tags.into_iter().filter_map(move |rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (text, _) = rest.split_once(&end)?;
        let is_data = attributes.contains("application/json");
        let is_inline = !attributes.contains(" src") && !is_data && !text.is_empty();
        is_inline.then_some(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_and_sheets_are_named_by_their_hash_and_nothing_else_is_let_in() {
        let html = "<script type=\"module\">import x</script><script src=\"/a.js\"></script><style>p{}</style>\
                    <script type=\"application/json\">{}</script><link rel=\"stylesheet\" href=\"/a.css\">";
        let text = policy(html, Some("https://api.example"));
        let text = text.to_str().unwrap();
        let hash = |of: &str| STANDARD.encode(Sha256::digest(of));
        let script = format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{}';", hash("import x"));
        let style = format!("style-src 'self' 'sha256-{}';", hash("p{}"));
        assert!(text.contains(&script) && text.contains(&style), "{text}");
        assert!(
            text.contains("connect-src 'self' https://api.example;") && !text.contains("unsafe-inline"),
            "{text}"
        );
        assert_eq!(text.matches("sha256").count(), 2);
    }
}
