//! What a first visit costs: bytes, requests, time until one reads, types and is done.
//!
//! Bytes, requests and shifts are held to their limits by every run of the browser tests. With `FRONTDESK_BENCHMARKS`, a folder,
//! the times are measured too, on an emulated slow phone, and `first-load.md` is written there (`cargo xtask bench --first-load`).

mod lighthouse;
mod report;
mod subjects;
mod visit;
mod wire;

use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use thirtyfour::WebDriver;

use crate::browser::{in_browser, in_new_browser};
use crate::desk::Desk;
use crate::environment::said;
use crate::journeys::sign_in_at;
use report::{Report, Row};
use subjects::{Errand, SUBJECTS, Subject};
use visit::{Slowness, Visit, Wanted};

/// How long somebody waits for the page that says it is done.
const CARRIED_AT_MOST: Duration = Duration::from_secs(30);

/// What one visit measured; times in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Figures {
    /// All that came over the wire.
    pub(crate) bytes: f64,
    /// How many requests that took.
    pub(crate) requests: f64,
    /// First text or picture.
    pub(crate) paint: f64,
    /// Largest text or picture.
    pub(crate) largest: f64,
    /// Everything is there: the form, the rows.
    pub(crate) whole: f64,
    /// How far things moved by themselves.
    pub(crate) shift: f64,
    /// How long tasks kept a person waiting after the first paint.
    pub(crate) blocking: f64,
    /// What the app's files cost a second visit.
    pub(crate) again: f64,
}

/// What one hurried person measured, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hurry {
    /// The first field took a key.
    pub(crate) typeable: f64,
    /// How many of the keys typed from then on were gone once the page was whole.
    pub(crate) lost: usize,
    /// The page that says it is done was there; never, where what was typed had gone.
    pub(crate) carried: Option<f64>,
}

#[tokio::test]
async fn a_first_visit_moves_few_bytes_in_few_requests_and_shifts_nothing_and_a_second_moves_no_file() {
    match said("FRONTDESK_BENCHMARKS") {
        Some(folder) => bench(Path::new(&folder)).await,
        None => keep_to_the_limits().await,
    }
}

async fn keep_to_the_limits() {
    let mut wrong = String::new();
    for subject in &SUBJECTS {
        let desk = (subject.desk)().open().await;
        let kept = kept(&desk, subject).await;
        let (figures, list) = load(&desk, subject, &kept, Slowness::Network).await;
        println!("{}: {figures:?}", subject.name);
        for (what, is, at_most) in [
            ("bytes", figures.bytes, subject.bytes_max),
            ("requests", figures.requests, subject.requests_max),
            ("of shift", figures.shift, subject.shift_max),
            ("bytes of files at the second visit", figures.again, 0.0),
        ] {
            if is > at_most {
                wrong += &format!("  {}: {is} {what}, at most {at_most}\n{list}", subject.name);
            }
        }
    }
    assert!(wrong.is_empty(), "a first visit costs too much:\n{wrong}");
}

async fn bench(folder: &Path) {
    let runs = said("FRONTDESK_RUNS").and_then(|runs| runs.to_str()?.parse().ok()).unwrap_or(5);
    let mut report = Report::begin(runs).await;
    for subject in &SUBJECTS {
        let desk = (subject.desk)().open().await;
        let kept = kept(&desk, subject).await;
        let mut row = Row::of(subject);
        for _ in 0..runs {
            row.loads.push(load(&desk, subject, &kept, Slowness::Phone).await.0);
            if let Some(errand) = &subject.errand {
                row.hurries.push(hurry(subject, errand).await);
            }
        }
        for _ in 0..runs {
            row.scores.push(lighthouse::scores(&desk, subject, &kept).await);
        }
        report.add(row);
    }
    report.write(folder);
}

/// What the browser's storage holds of somebody who has signed in.
async fn kept(desk: &Desk, subject: &Subject) -> Value {
    const ALL: &str = "return { localStorage: { ...localStorage }, sessionStorage: { ...sessionStorage } }";
    let mut kept = serde_json::json!({});
    if let Some(person) = subject.viewer {
        in_browser(desk, async |page| {
            sign_in_at(page, person, subject.path).await;
            kept = page.script(ALL, []).await;
        })
        .await;
    }
    kept
}

/// A first visit and a second one, and what the first asked for.
async fn load(desk: &Desk, subject: &Subject, kept: &Value, slowness: Slowness) -> (Figures, String) {
    let wanted = Wanted { kept: kept.clone(), whole: subject.whole, ..Wanted::default() };
    let url = desk.url(subject.path);
    in_new_browser(async |driver: &WebDriver| {
        let mut visit = Visit::prepare(driver, slowness, &wanted).await;
        visit.go(&url).await;
        let marks = visit.settle().await;
        let first = Figures {
            bytes: visit.wire.bytes(),
            requests: visit.wire.requests(),
            paint: marks.paint.unwrap_or(f64::NAN),
            largest: marks.largest.unwrap_or(f64::NAN),
            whole: marks.whole.unwrap_or(f64::NAN),
            shift: marks.shift,
            blocking: marks.blocking(),
            again: 0.0,
        };
        let list = visit.wire.list();
        visit.go("about:blank").await;
        visit.go(&url).await;
        visit.settle().await;
        (Figures { again: visit.wire.asset_bytes(), ..first }, list)
    })
    .await
}

/// Somebody who types and submits as early as the page lets them.
async fn hurry(subject: &Subject, errand: &Errand) -> Hurry {
    let desk = (subject.desk)().open().await;
    let url = desk.url(&(errand.path)(&desk).await);
    let field = errand.fields.first().map(|(field, _)| *field);
    let wanted = Wanted { whole: subject.whole, field, heading: Some(errand.heading), ..Wanted::default() };
    let (typeable, lost) = in_new_browser(async |driver: &WebDriver| {
        let mut visit = Visit::prepare(driver, Slowness::Phone, &wanted).await;
        visit.go(&url).await;
        visit.seen().await;
        let typed = loop {
            visit.press('a').await;
            if let Some(typed) = visit.marks().await.and_then(|marks| marks.typed) {
                break typed;
            }
        };
        let keys = visit.settle().await.keys;
        let value = format!("document.querySelector('{}')?.value ?? ''", field.unwrap_or_default());
        let held = visit.evaluate(&value).await;
        (typed, keys.saturating_sub(held.as_str().map_or(0, str::len)))
    })
    .await;
    let carried = in_new_browser(async |driver: &WebDriver| {
        let mut visit = Visit::prepare(driver, Slowness::Phone, &wanted).await;
        visit.go(&url).await;
        let origin = visit.seen().await;
        for (field, text) in errand.fields {
            visit.insert(field, text).await;
        }
        visit.enter().await;
        visit.until(CARRIED_AT_MOST, |marks| marks.carried.map(|at| marks.origin + at - origin)).await
    })
    .await;
    Hurry { typeable, lost, carried }
}
