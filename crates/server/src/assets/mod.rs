//! The built app: from inside the binary, or from a folder while it is being worked on.

mod embedded;
mod negotiate;
mod page;
mod pages;
mod template;

use crate::config::Config;
use anyhow::Context;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use frontdesk_wire::replies::Told;
use negotiate::Packing;
use page::Page;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Serves the app's files.
pub struct Assets {
    source: Source,
    /// Where the page may call beside its own origin.
    api: Option<String>,
    pages: HashMap<&'static str, Page>,
    told: Told,
    logo: Option<(&'static str, Bytes)>,
}

enum Source {
    Inside(HashMap<&'static str, File>),
    Folder(PathBuf),
}

#[derive(Clone)]
struct File {
    bytes: Bytes,
    etag: String,
}

impl File {
    fn new(bytes: Bytes) -> Self {
        let digest = Sha256::digest(&bytes).into();
        Self::known(bytes, digest)
    }

    /// A file whose digest is known, so that it is read when somebody asks for it and not before.
    fn known(bytes: Bytes, digest: [u8; 32]) -> Self {
        let etag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(digest.get(..12).unwrap_or_default()));
        Self { bytes, etag }
    }
}

/// Was the app inside when this binary was compiled?
pub fn is_app_inside() -> bool {
    embedded::FILES.iter().any(|(name, ..)| *name == page::SHELL)
}

impl Assets {
    /// The app of the binary, or of the folder that `--app-dir` names; and the logo.
    ///
    /// # Errors
    /// The logo cannot be read, or is no picture we know.
    pub fn load(config: &Config) -> anyhow::Result<Self> {
        let source = match &config.app_dir {
            Some(folder) => Source::Folder(folder.clone()),
            None => {
                let files = embedded::FILES.iter();
                Source::Inside(
                    files
                        .map(|(name, bytes, digest)| (*name, File::known(Bytes::from_static(bytes), *digest)))
                        .collect(),
                )
            }
        };
        let api = config.api_origin();
        let logo = config.logo_file.as_deref().map(read_logo).transpose()?;
        let mut assets = Self { source, api, pages: HashMap::new(), told: pages::told(config), logo };
        if matches!(assets.source, Source::Inside(_)) {
            assets.pages = pages::ALL.into_iter().map(|name| (name, assets.made(name))).collect();
        }
        Ok(assets)
    }

    /// The app's page at this path of the app; the one that says that nothing is here, with any other status than 200.
    pub fn page(&self, path: &str, status: StatusCode, headers: &HeaderMap) -> Response {
        let name =
            if status == StatusCode::OK { pages::at(path, &self.told) } else { pages::at("/-", &self.told) };
        let page = self.pages.get(name).cloned().unwrap_or_else(|| self.made(name));
        let (file, packing) = page.file(&negotiate::accepted(headers));
        let unconditional = HeaderMap::new();
        let asked = if status == StatusCode::OK { headers } else { &unconditional };
        let mut response = answer(page::SHELL, file, packing, asked);
        if response.status() == StatusCode::OK {
            *response.status_mut() = status;
        }
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, page.policy());
        response
    }

    /// A page as it was made with the app, filled in; else the page that draws everything itself.
    fn made(&self, name: &str) -> Page {
        let text = |file: File| String::from_utf8_lossy(&file.bytes).into_owned();
        let template = self.source.find(&format!("{}{name}.html", pages::FOLDER)).map(text);
        let html = match template {
            Some(template) => {
                let data = serde_json::to_string(&self.told).unwrap_or_default();
                Some(template::fill(&template, &pages::facts(&self.told), &data))
            }
            None => self.source.find(page::SHELL).map(text),
        };
        Page::of(html, self.api.as_deref())
    }

    /// A file of the app, if it has one at this path.
    pub fn file(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let name = path.strip_prefix('/').filter(|name| is_plain(name))?;
        let (file, packing) = self.packed(name, headers)?;
        let mut response = answer(name, &file, packing, headers);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, page::no_document());
        Some(response)
    }

    /// The logo's kind and bytes.
    pub fn logo(&self) -> Option<(&'static str, Bytes)> {
        self.logo.clone()
    }

    fn packed(&self, name: &str, headers: &HeaderMap) -> Option<(File, Packing)> {
        let packed = negotiate::accepted(headers).into_iter().find_map(|packing| {
            let file = self.source.find(&format!("{name}{}", packing.end()))?;
            Some((file, packing))
        });
        packed.or_else(|| self.source.find(name).map(|file| (file, Packing::None)))
    }
}

impl Source {
    fn find(&self, name: &str) -> Option<File> {
        match self {
            Self::Inside(files) => files.get(name).cloned(),
            Self::Folder(folder) => {
                std::fs::read(folder.join(name)).ok().map(|bytes| File::new(bytes.into()))
            }
        }
    }
}

/// No way out of the folder, nothing hidden, nothing that is only a packing of something else.
fn is_plain(name: &str) -> bool {
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '%', ':']);
    let is_page = name == page::SHELL || name.starts_with(pages::FOLDER);
    name.split('/').all(part) && !name.ends_with(".br") && !name.ends_with(".gz") && !is_page
}

fn answer(name: &str, file: &File, packing: Packing, headers: &HeaderMap) -> Response {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let is_known =
        known.flat_map(|line| line.split(',')).any(|tag| tag.trim().trim_start_matches("W/") == file.etag);
    let mut response = match is_known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => Body::from(file.bytes.clone()).into_response(),
    };
    let replies = response.headers_mut();
    let caching = if is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    replies.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(kind(name).unwrap_or("application/octet-stream")),
    );
    replies.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    replies.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&file.etag) {
        replies.insert(header::ETAG, etag);
    }
    if let Some(word) = packing.word() {
        replies.insert(header::CONTENT_ENCODING, HeaderValue::from_static(word));
    }
    response
}

/// Trunk writes a digest of sixteen hex digits into the name: such a file never changes.
fn is_hashed(name: &str) -> bool {
    name.split(['-', '_', '.', '/'])
        .any(|part| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn kind(name: &str) -> Option<&'static str> {
    Some(match Path::new(name).extension()?.to_str()? {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" => "application/json; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

fn read_logo(path: &Path) -> anyhow::Result<(&'static str, Bytes)> {
    let kind = kind(&path.to_string_lossy().to_lowercase()).filter(|kind| kind.starts_with("image/"));
    let kind = kind.with_context(|| format!("LOGO_FILE {} is no SVG, PNG, JPEG or WebP", path.display()))?;
    let bytes =
        std::fs::read(path).with_context(|| format!("LOGO_FILE {} cannot be read", path.display()))?;
    Ok((kind, bytes.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_digest_are_kept_for_ever() {
        assert!(
            is_hashed("frontdesk-app-1f2e3d4c5b6a7980_bg.wasm")
                && is_hashed("frontdesk-0123456789abcdef.css")
        );
        assert!(!is_hashed("favicon.svg") && !is_hashed("frontdesk-app.js") && !is_hashed("index.html"));
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for name in [
            "../secret",
            "a/../../b",
            ".env",
            "a//b",
            "",
            "a\\b",
            "c:x",
            "x.js.br",
            "%2e%2e/x",
            "index.html",
            "pages/a.html",
        ] {
            assert!(!is_plain(name), "{name}");
        }
        assert!(is_plain("snippets/gloo/inline0.js"));
    }
}
