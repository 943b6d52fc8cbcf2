//! Who may import whom.

use crate::sources::{none, sources};

/// A crate's modules, lowest layer first. A module may import those of lower layers, never its siblings or what is above.
struct Crate {
    folder: &'static str,
    layers: &'static [&'static [&'static str]],
    /// Modules that stand at the top, where everything meets.
    tops: &'static [&'static str],
}

const APP: Crate = Crate {
    folder: "src",
    layers: &[
        &["ui", "routes", "settings", "storage", "clock"],
        &["theme", "strength", "api"],
        &["session", "cache", "form", "carried", "crossing"],
        &["layout"],
        &["pages"],
        &["app"],
    ],
    tops: &["lib", "bin"],
};

const SERVER: Crate = Crate {
    folder: "crates/server/src",
    layers: &[
        &["clock", "config", "health", "metrics", "reply", "webhook", "demo"],
        &["request_id", "queue"],
        &["about", "error"],
        &["extract", "auth", "mail", "assets"],
        &["state", "transfer"],
        &["api", "jobs"],
        &["router", "openapi"],
        &["serve"],
        &["scrape"],
        &["cli"],
    ],
    tops: &["lib", "main"],
};

/// Two modules that know each other on purpose: the router serves the description that is made of its table.
const PAIR: [&str; 2] = ["router", "openapi"];

/// The modules of the own crate that a line names: `crate::a::b` and `crate::{a, b::c}`.
fn named(code: &str) -> Vec<&str> {
    let word = |text: &'_ str| text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let inside = code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            _ if inside => {}
            Some(list) => names.extend(list.split(',').map(|one| &one.trim()[..word(one.trim())])),
            None => names.push(&rest[..word(rest)]),
        }
    }
    names
}

fn module<'a>(path: &'a str, folder: &str) -> &'a str {
    let rest = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).expect("in its folder");
    rest.split(['/', '.']).next().expect("a first part")
}

fn broken(of: &Crate) -> Vec<String> {
    let layer = |name: &str| of.layers.iter().position(|layer| layer.contains(&name));
    let mut broken = Vec::new();
    for source in sources(&[of.folder], "rs") {
        let here = module(&source.path, of.folder);
        if of.tops.contains(&here) {
            continue;
        }
        let Some(mine) = layer(here) else {
            broken.push(format!("{}: the module `{here}` stands in no layer", source.path));
            continue;
        };
        for (at, code) in source.code() {
            for name in named(code) {
                let pair = PAIR.contains(&here) && PAIR.contains(&name);
                if name != here && !pair && layer(name).is_some_and(|theirs| theirs >= mine) {
                    broken.push(format!("{}:{at}: `{here}` may not import `{name}`", source.path));
                }
            }
        }
    }
    broken
}

#[test]
fn the_apps_layers_hold() {
    none("Each layer of the app imports only those below it.", &broken(&APP));
}

#[test]
fn the_servers_layers_hold() {
    none("Each layer of the server imports only those below it.", &broken(&SERVER));
}

#[test]
fn crates_depend_only_downwards() {
    let mut broken = Vec::new();
    for (folder, strangers) in [
        ("src", &["frontdesk_store", "frontdesk_server"][..]),
        ("crates/wire/src", &["frontdesk_store", "frontdesk_server", "leptos"]),
        ("crates/store/src", &["frontdesk_server", "frontdesk_wire::requests", "leptos"]),
        ("crates/server/src", &["leptos", "web_sys"]),
        ("src/ui", &["frontdesk_wire"]),
    ] {
        for source in sources(&[folder], "rs") {
            let lines = source.code().flat_map(|(at, code)| {
                strangers.iter().filter(move |name| code.contains(**name)).map(move |name| (at, name))
            });
            broken.extend(lines.map(|(at, name)| format!("{}:{at}: names `{name}`", source.path)));
        }
    }
    none("wire ← store ← server, wire ← app; ui knows no wire.", &broken);
}

#[test]
fn imports_are_read_in_every_form() {
    assert_eq!(named("use crate::api::users;"), ["api"]);
    assert_eq!(named("use crate::{cache, form::Submission};"), ["cache", "form"]);
    assert_eq!(named("let id = crate::clock::now() + crate::routes::PAGE;"), ["clock", "routes"]);
    assert_eq!(named("pub(crate) fn door() {} // none"), Vec::<&str>::new());
}
