//! Lighthouse's judgement of a page, as on its own slow phone.

use std::process::{Command, Stdio};

use serde_json::Value;
use thirtyfour::WebDriver;

use super::subjects::Subject;
use crate::browser::in_new_browser;
use crate::desk::Desk;
use crate::environment::named;

/// The three that are asked for.
const CATEGORIES: [&str; 3] = ["performance", "accessibility", "best-practices"];

/// Scores out of 100, and what costs points.
#[derive(Clone, Debug)]
pub(crate) struct Scores {
    /// In the order of the categories.
    pub(crate) of: [f64; 3],
    /// Every audit of accessibility and best practices that is not whole.
    pub(crate) missed: Vec<String>,
}

/// How often it is run anew where it could not judge: it says itself that it sometimes misses the start of a visit.
const TRIES: usize = 3;

/// Runs Lighthouse on the page in a browser that has loaded nothing of it, but holds what `kept` says.
pub(crate) async fn scores(desk: &Desk, subject: &Subject, kept: &Value) -> Scores {
    for _ in 0..TRIES {
        if let Some(report) = report(desk, subject, kept).await {
            return read(&report);
        }
    }
    panic!("Lighthouse could not judge {} in {TRIES} runs; its own words are above", subject.name)
}

/// What it says, or nothing where it could not judge.
async fn report(desk: &Desk, subject: &Subject, kept: &Value) -> Option<Value> {
    let (home, url) = (desk.url("/sign-in"), desk.url(subject.path));
    let mut said = None;
    in_new_browser(async |driver: &WebDriver| {
        driver.goto(&home).await.expect("a page of the app can be shown");
        let keep = "for (const [shelf, kept] of Object.entries(arguments[0]))
            for (const [name, text] of Object.entries(kept)) window[shelf].setItem(name, text);";
        driver.execute(keep, vec![kept.clone()]).await.expect("storage can be filled");
        driver.cdp().network().clear_browser_cache().await.expect("the cache can be cleared");
        let port = port_of(driver);
        let done = Command::new("node")
            .arg(named("FRONTDESK_LIGHTHOUSE"))
            .args([url.as_str(), "--quiet", "--output=json", "--disable-storage-reset"])
            .args(["--no-enable-error-reporting", &format!("--port={port}")])
            .arg(format!("--only-categories={}", CATEGORIES.join(",")))
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .expect("node starts");
        said = serde_json::from_slice(&done.stdout).ok();
    })
    .await;
    said.filter(|report: &Value| report["runtimeError"].is_null())
}

/// Where the browser listens for a second client.
fn port_of(driver: &WebDriver) -> String {
    let options = driver.capabilities().get("goog:chromeOptions").cloned().unwrap_or_default();
    let address = options["debuggerAddress"].as_str().expect("the driver says where the browser listens");
    address.rsplit(':').next().unwrap_or_default().to_owned()
}

fn read(report: &Value) -> Scores {
    let score = |category: &str| report["categories"][category]["score"].as_f64().unwrap_or(f64::NAN) * 100.0;
    let of = CATEGORIES.map(score);
    let audits = CATEGORIES.iter().skip(1).flat_map(|category| {
        report["categories"][category]["auditRefs"].as_array().cloned().unwrap_or_default()
    });
    let missed = audits.filter_map(|audit| {
        let audit = &report["audits"][audit["id"].as_str()?];
        (audit["score"].as_f64()? < 1.0).then(|| audit["title"].as_str().unwrap_or_default().to_owned())
    });
    Scores { of, missed: missed.collect() }
}
