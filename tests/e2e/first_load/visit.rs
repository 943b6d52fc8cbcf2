//! One visit to one page by a browser that has seen nothing yet, slowed down as Chromium itself can.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::WebDriver;

use super::wire::Wire;

const PATIENCE: Duration = Duration::from_secs(90);
const PAUSE: Duration = Duration::from_millis(50);

/// How long nothing may happen until a load counts as over.
const QUIET: Duration = Duration::from_millis(1000);

/// How slow the browser is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slowness {
    /// The network alone: what is counted then does not depend on how busy this machine is.
    Network,
    /// A phone on a slow network: 150 ms there and back, 1.6 Mbit/s down, 0.75 Mbit/s up, the processor four times slower.
    Phone,
}

/// What the probe waits for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// What the browser's storage holds already.
    pub(crate) kept: Value,
    /// What is there once the page is whole.
    pub(crate) whole: &'static str,
    /// What to type into.
    pub(crate) field: Option<&'static str>,
    /// The heading of the page after a submit.
    pub(crate) heading: Option<&'static str>,
}

/// What the probe noted, in milliseconds since the document began.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Marks {
    /// When the document began, in milliseconds of the machine's clock.
    pub(crate) origin: f64,
    /// First text or picture.
    pub(crate) paint: Option<f64>,
    /// Largest text or picture.
    pub(crate) largest: Option<f64>,
    /// How far things moved by themselves, all moves together.
    pub(crate) shift: f64,
    /// Begin and length of each task that took long.
    tasks: Vec<(f64, f64)>,
    /// Everything is there.
    pub(crate) whole: Option<f64>,
    /// The field could take the focus.
    pub(crate) focused: Option<f64>,
    /// The field took a key.
    pub(crate) typed: Option<f64>,
    /// How many keys went to the field.
    pub(crate) keys: usize,
    /// The page after the submit is there.
    pub(crate) carried: Option<f64>,
}

impl Marks {
    /// How long tasks after the first paint kept a person waiting: what each took beyond 50 ms.
    pub(crate) fn blocking(&self) -> f64 {
        let paint = self.paint.unwrap_or_default();
        let late = |(begin, length): &(f64, f64)| (begin + length - begin.max(paint) - 50.0).max(0.0);
        self.tasks.iter().map(late).sum()
    }
}

/// A browser on its way to a page.
pub(crate) struct Visit<'a> {
    driver: &'a WebDriver,
    /// What it loaded since the last address.
    pub(crate) wire: Wire,
}

impl<'a> Visit<'a> {
    /// Slows the browser down and puts the probe in.
    pub(crate) async fn prepare(driver: &'a WebDriver, slowness: Slowness, wanted: &Wanted) -> Self {
        let visit = Self { driver, wire: Wire::default() };
        let wanted = json!({
            "kept": wanted.kept, "whole": wanted.whole, "field": wanted.field, "heading": wanted.heading,
        });
        let probe = format!("{}({wanted});", include_str!("probe.js").trim_end());
        let network = json!({
            "offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750,
        });
        let phone = json!({ "width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true });
        let rate = if slowness == Slowness::Phone { 4 } else { 1 };
        visit.command("Emulation.setDeviceMetricsOverride", phone).await;
        visit.command("Network.enable", json!({})).await;
        visit.command("Network.emulateNetworkConditions", network).await;
        visit.command("Emulation.setCPUThrottlingRate", json!({ "rate": rate })).await;
        visit.command("Page.addScriptToEvaluateOnNewDocument", json!({ "source": probe })).await;
        visit
    }

    /// Leaves for an address and counts from here.
    pub(crate) async fn go(&mut self, url: &str) {
        self.wire = Wire::begin(self.driver).await;
        self.command("Page.navigate", json!({ "url": url })).await;
    }

    /// Waits until the page is whole and nothing more comes.
    pub(crate) async fn settle(&mut self) -> Marks {
        let begun = Instant::now();
        let mut last = Instant::now();
        loop {
            let (happened, marks) = (self.wire.listen(self.driver).await, self.marks().await);
            let whole = marks.filter(|marks| marks.whole.is_some());
            if happened || whole.is_none() || !self.wire.is_quiet() {
                last = Instant::now();
            }
            match whole {
                Some(marks) if last.elapsed() > QUIET => return marks,
                _ => assert!(begun.elapsed() < PATIENCE, "a page never settles:\n{}", self.wire.list()),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// What the probe has noted in the document that stands.
    pub(crate) async fn marks(&self) -> Option<Marks> {
        let text = self.evaluate("JSON.stringify(window.marksOfTheBench ?? null)").await;
        serde_json::from_str(text.as_str()?).ok()
    }

    /// Asks until the probe has noted when the field could take the focus; the moment at which the document began.
    pub(crate) async fn seen(&self) -> f64 {
        let seen = self.until(PATIENCE, |marks| marks.focused.map(|_| marks.origin)).await;
        match seen {
            Some(origin) => origin,
            None => panic!("the field is never seen: {:?}\n{}", self.marks().await, self.wire.list()),
        }
    }

    /// Asks until the probe has noted something, but not for ever.
    pub(crate) async fn until<T>(&self, patience: Duration, look: impl Fn(&Marks) -> Option<T>) -> Option<T> {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            if let Some(found) = self.marks().await.and_then(|marks| look(&marks)) {
                return Some(found);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        None
    }

    /// Presses a letter, wherever the focus is.
    pub(crate) async fn press(&self, letter: char) {
        for (kind, text) in [("keyDown", json!(letter)), ("keyUp", Value::Null)] {
            let code = letter.to_ascii_uppercase();
            let mut key = json!({ "type": kind, "key": letter, "code": format!("Key{code}") });
            key["windowsVirtualKeyCode"] = json!(u32::from(code));
            if !text.is_null() {
                key["text"] = text;
            }
            self.command("Input.dispatchKeyEvent", key).await;
        }
    }

    /// Types a whole text into the field, as a password manager or a paste would.
    pub(crate) async fn insert(&self, field: &str, text: &str) {
        self.evaluate(&format!("document.querySelector({}).focus()", json!(field))).await;
        self.command("Input.insertText", json!({ "text": text })).await;
    }

    /// Presses Enter, wherever the focus is.
    pub(crate) async fn enter(&self) {
        let key = json!({ "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13 });
        for (kind, text) in [("keyDown", "\r"), ("keyUp", "")] {
            let mut key = key.clone();
            key["type"] = json!(kind);
            key["text"] = json!(text);
            self.command("Input.dispatchKeyEvent", key).await;
        }
    }

    /// What a piece of script gives; null where it fails, as between two documents.
    pub(crate) async fn evaluate(&self, script: &str) -> Value {
        let ask = json!({ "expression": script, "returnByValue": true });
        let reply = self.driver.cdp().send_raw("Runtime.evaluate", ask).await;
        reply
            .ok()
            .and_then(|mut reply| reply.pointer_mut("/result/value").map(Value::take))
            .unwrap_or_default()
    }

    async fn command(&self, method: &str, parameters: Value) {
        let said = self.driver.cdp().send_raw(method, parameters).await;
        said.unwrap_or_else(|problem| panic!("{method}: {problem}"));
    }
}
