//! Puts the app's pages together: the page that Trunk reads, `index.html`, with each page's own HTML in it and the files
//! of its document by their final names.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha384};

use super::{STRENGTH, names, programs, split};
use crate::paths;

/// A page that is made ahead of time, its title, the program that takes it over, and whom it is for.
struct Made {
    name: &'static str,
    title: &'static str,
    program: &'static str,
    guests: Option<bool>,
}

const fn door(name: &'static str, title: &'static str, guests: Option<bool>) -> Made {
    Made { name, title, program: "door", guests }
}

const fn choose(name: &'static str, title: &'static str, guests: Option<bool>) -> Made {
    Made { name, title, program: "choose", guests }
}

/// Every page. `guests`: only for those who are not signed in, only for those who are, or for anybody.
const PAGES: [Made; 9] = [
    door("sign-in", "Sign in", Some(true)),
    choose("sign-up", "Create your account", Some(true)),
    choose("sign-up-closed", "Sign-up is closed", Some(true)),
    door("forgot-password", "Forgot your password?", None),
    choose("reset-password", "Set a new password", None),
    choose("set-up", "Make the first administrator", None),
    door("not-found", "Nothing here", None),
    Made { name: "account", title: "Your account", program: "account", guests: Some(false) },
    Made { name: "admin", title: "Users", program: "admin", guests: Some(false) },
];

/// Asks ahead of the app, where somebody is signed in.
const EARLY: &str = include_str!("early.js");

/// The sheets: the door's alone, and the rest on top of it. They stand in the pages themselves.
const SHEETS: [&str; 2] = ["door.css", "desk.css"];

/// Names every file by its contents and writes all pages into `pages/`, and `index.html` for servers of plain files.
///
/// # Errors
/// A file is missing, or `index.html` has lost a place that is filled in here.
pub(super) fn compose(dist: &Path, made: &Path) -> Result<()> {
    let source = fs::read_to_string(paths::root().join("index.html")).context("cannot read index.html")?;
    let frame = Frame::read(&source)?;
    let mut named = BTreeMap::new();
    let code = programs().flat_map(|program| [format!("{program}.js"), format!("{program}_bg.wasm")]);
    for name in code.chain(SHEETS.map(str::to_owned)) {
        let new = names::rename(dist, &name)?;
        named.insert(name, new);
    }
    let files = Files { dist, named };
    fs::create_dir_all(dist.join("pages"))?;
    for page in &PAGES {
        let html = fs::read_to_string(made.join(page.name).with_extension("html"))
            .with_context(|| format!("the page {} was not made", page.name))?;
        let file = dist.join("pages").join(page.name).with_extension("html");
        fs::write(file, frame.page(page, &html, &files)?)?;
    }
    fs::write(dist.join("index.html"), frame.shell(&files)?)?;
    Ok(())
}

struct Files<'a> {
    dist: &'a Path,
    named: BTreeMap<String, String>,
}

impl Files<'_> {
    fn address(&self, name: &str) -> Result<String> {
        let new = self.named.get(name).with_context(|| format!("there is no {name}"))?;
        Ok(format!("/{new}"))
    }

    /// Where a program's code and WebAssembly are, as the script in the page's head reads it.
    fn program(&self, name: &str) -> Result<String> {
        Ok(format!("{} {}", self.address(&format!("{name}.js"))?, self.address(&format!("{name}_bg.wasm"))?))
    }

    fn sheet(&self, name: &str) -> Result<String> {
        let address = self.address(name)?;
        let content = fs::read(self.dist.join(address.trim_start_matches('/')))?;
        Ok(format!("<link rel=\"stylesheet\" href=\"{address}\" integrity=\"{}\">", integrity(&content)))
    }

    /// Sheets in the page itself: the first paint waits for no second answer.
    fn inline_sheets(&self, names: &[&str]) -> Result<String> {
        let mut text = String::new();
        for name in names {
            let file = self.dist.join(self.address(name)?.trim_start_matches('/'));
            let sheet =
                fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
            // The server fills in what stands between double braces, and a sheet has no other end than its own.
            ensure!(!sheet.contains("{{") && !sheet.contains("</"), "{name} cannot stand in a page");
            text.push_str(sheet.trim());
        }
        Ok(format!("<style>{text}</style>"))
    }
}

/// `index.html` in the parts that change.
struct Frame {
    head: String,
    body: String,
}

const APP: &str = "<div id=\"app\"></div>";
/// How a page that stands at every path chooses its program; a page of one document knows it.
const CHOICE: &str = "set[/^\\/admin(\\/|$)/.test(at.pathname) ? 'admin' : at.pathname == '/account' ? 'account' : \
     /^\\/(sign-up|reset-password|set-up)\\/?$/.test(at.pathname) ? 'choose' : 'door']";
const TITLE: &str = "<title>Frontdesk</title>";
/// Where the sheets go in: the script before them need not wait for them.
const SHEETS_HERE: &str = "<sheets>";

impl Frame {
    /// Without what is for Trunk and what is for the eye of whoever edits it.
    fn read(source: &str) -> Result<Self> {
        let mut text = String::new();
        for line in source.lines().map(str::trim) {
            if line.contains("data-trunk") {
                if line.contains("door.css") {
                    text.push_str(SHEETS_HERE);
                }
                continue;
            }
            text.push_str(line);
            // A script's lines end its statements.
            text.push('\n');
        }
        let Some((head, body)) = text.split_once("</head>") else { bail!("index.html has no head") };
        let head = head.split_once("<head>").map(|(_, head)| head.trim_start()).unwrap_or_default();
        ensure!(
            head.contains(TITLE) && head.contains(CHOICE) && head.contains(SHEETS_HERE) && body.contains(APP),
            "index.html lacks {TITLE}, `{CHOICE}`, the link to door.css or {APP}"
        );
        Ok(Self { head: head.to_owned(), body: body.to_owned() })
    }

    fn page(&self, page: &Made, html: &str, files: &Files<'_>) -> Result<String> {
        let whom = match page.guests {
            Some(true) => " data-for=\"guests\"",
            Some(false) => " data-for=\"viewers\"",
            None => "",
        };
        let mut root =
            format!("data-app=\"{}\"{whom} data-hue=\"{{{{hue}}}}\"", files.program(page.program)?);
        if page.program != "door" {
            root += &format!(" data-{STRENGTH}=\"{}\"", files.program(STRENGTH)?);
        }
        for (_, part) in split::PARTS.iter().filter(|(program, _)| *program == page.program) {
            let file = names::hashed(files.dist, &format!("{}_{part}.wasm", page.program))?;
            root += &format!(" data-{part}=\"/{file}\"");
        }
        let title = format!("<title>{} · {{{{app_name}}}}</title>", page.title);
        let of_door = matches!(page.program, "door" | "choose");
        let sheets = files.inline_sheets(if of_door { &["door.css"] } else { &SHEETS })?;
        let head = self.head.replace(TITLE, &title).replace(SHEETS_HERE, &sheets).replace(CHOICE, "set.app");
        let head = if page.guests == Some(false) { head + &script(EARLY) } else { head };
        let app = format!(
            "<div id=\"app\">{html}</div><script type=\"application/json\" id=\"told\">{{{{told}}}}</script>"
        );
        let waiting = self.body.lines().filter(|line| !line.contains("id=\"starting\""));
        let body = waiting.collect::<Vec<_>>().join("\n").replace(APP, &app);
        Ok(document(&root, &head, &body))
    }

    fn shell(&self, files: &Files<'_>) -> Result<String> {
        let mut root = Vec::new();
        for program in programs() {
            root.push(format!("data-{program}=\"{}\"", files.program(program)?));
        }
        let head = self.head.replace(SHEETS_HERE, &all_sheets(files)?);
        Ok(document(&root.join(" "), &head, &self.body))
    }
}

/// A script in the page, without what is for whoever reads its source.
fn script(source: &str) -> String {
    let lines = source.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    format!("<script>\n{}\n</script>\n", lines.collect::<Vec<_>>().join("\n"))
}

fn all_sheets(files: &Files<'_>) -> Result<String> {
    Ok(SHEETS.into_iter().map(|name| files.sheet(name)).collect::<Result<Vec<_>>>()?.concat())
}

fn document(root: &str, head: &str, body: &str) -> String {
    format!("<!doctype html>\n<html lang=\"en\" {root}>\n<head>\n{head}</head>{body}")
}

fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(content)))
}

/// Padded standard base64. A SHA-384 is 48 bytes, so nothing is ever padded.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let joined = group.iter().fold(0_u32, |joined, byte| (joined << 8) | u32::from(*byte));
        for shift in [18, 12, 6, 0] {
            let letter = LETTERS.get(((joined >> shift) & 63) as usize).copied().unwrap_or_default();
            text.push(char::from(letter));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_integrity_value_is_the_one_browsers_compute() {
        let known = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
        assert_eq!(integrity(b"alert('Hello, world.');"), known);
    }

    #[test]
    fn a_page_names_its_own_files_alone_and_holds_its_own_html() {
        let source = fs::read_to_string(paths::root().join("index.html")).unwrap();
        let folder = std::env::temp_dir().join(format!("frontdesk-pages-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let names = ["door.css", "desk.css", "door.js", "door_bg.wasm", "account.js", "account_bg.wasm"];
        for name in names {
            fs::write(folder.join(name), name).unwrap();
        }
        let named = names.map(|name| (name.to_owned(), name.to_owned())).into();
        let files = Files { dist: &folder, named };
        let html = Frame::read(&source).unwrap().page(&PAGES[0], "<form></form>", &files);
        fs::remove_dir_all(&folder).unwrap();
        let html = html.unwrap();
        for part in [
            "data-app=\"/door.js /door_bg.wasm\" data-for=\"guests\"",
            "<title>Sign in · {{app_name}}</title>",
            "<div id=\"app\"><form></form></div>",
            "<style>door.css</style>",
            "<noscript>",
        ] {
            assert!(html.contains(part), "{part} is not in\n{html}");
        }
        assert!(
            !html.contains("desk.css") && !html.contains("data-trunk") && !html.contains("id=\"starting\""),
            "{html}"
        );
    }

    #[test]
    fn the_script_before_the_form_is_under_a_kilobyte() {
        let source = fs::read_to_string(paths::root().join("index.html")).unwrap();
        let head = Frame::read(&source).unwrap().head;
        let (_, rest) = head.split_once("<script>").unwrap();
        let (script, _) = rest.split_once("</script>").unwrap();
        assert!(script.replace(CHOICE, "set.app").len() < 1_024, "{} bytes", script.len());
    }
}
