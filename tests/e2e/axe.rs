//! axe-core in the page: accessibility rules that a machine can check.

use std::fs;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::json;

use crate::environment::named;
use crate::page::Page;

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'tag', values: rules } })
        .then((found) => done(found.violations), (problem) => done(String(problem)));
";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Place>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    html: String,
    failure_summary: Option<String>,
}

/// What axe finds wrong with the page as it stands, in words; empty when nothing is.
pub(crate) async fn violations(page: &Page) -> String {
    static AXE: OnceLock<String> = OnceLock::new();
    let source = AXE.get_or_init(|| fs::read_to_string(named("FRONTDESK_AXE")).expect("axe can be read"));
    if page.script("return typeof window.axe", []).await == json!("undefined") {
        page.script(source, []).await;
    }
    let found = page.driver().execute_async(RUN, []).await.expect("axe runs");
    let violations: Vec<Violation> =
        found.convert().unwrap_or_else(|_| panic!("axe did not finish: {}", found.json()));
    let mut words = String::new();
    for violation in violations {
        words.push_str(&format!("    axe {}: {}\n", violation.id, violation.help));
        for place in violation.nodes {
            let why = place.failure_summary.unwrap_or_default().replace('\n', " ");
            let place = place.html.chars().take(200).collect::<String>();
            words.push_str(&format!("      {place}\n        {why}\n"));
        }
    }
    words
}
