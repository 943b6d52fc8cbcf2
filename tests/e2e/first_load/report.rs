//! The tables: every page, and the sign-in page and the list beside their goals.

use std::fs;
use std::path::Path;
use std::thread;

use thirtyfour::WebDriver;

use super::lighthouse::Scores;
use super::subjects::Subject;
use super::{Figures, Hurry};
use crate::browser::in_new_browser;

const INTRODUCTION: &str = "\
# What a first visit costs

Written by `cargo xtask bench --first-load`. Each row is a page opened by a browser that has seen nothing of it, on a slow phone as Chromium
emulates one over the DevTools protocol: 150 ms there and back, 1.6 Mbit/s down, 0.75 Mbit/s up, a processor four times slower, 390 × 844
points. Server and browser share the machine. Times are in seconds since the visit began, sizes in KB of 1,000 bytes as they went over the
wire, heads included.

- *first* and *largest paint*: the browser's own first and largest contentful paint. *whole*: the form's button, or the rows, are shown.
- *typeable*: the first field, once seen, took a key; where a key from then on was gone once the page was whole, it says so.
- *carried out*: everything was filled in and Enter pressed as soon as the field was seen; the page that says it is done is shown.
- *shift*: all layout shifts together. *blocking*: what tasks after the first paint took beyond 50 ms each.
- *again*: bytes of the app's files at a second visit in the same browser.
- *Lighthouse*: performance, accessibility and best practices, by its own emulation of a phone; storage kept where somebody is signed in.
";

/// All rows.
pub(crate) struct Report {
    runs: usize,
    chromium: String,
    load_before: String,
    rows: Vec<Row>,
}

/// One page and what every run measured.
pub(crate) struct Row {
    name: &'static str,
    /// Visits that only looked.
    pub(crate) loads: Vec<Figures>,
    /// Visits of somebody in a hurry.
    pub(crate) hurries: Vec<Hurry>,
    /// Lighthouse's judgements.
    pub(crate) scores: Vec<Scores>,
}

impl Row {
    /// Nothing measured yet.
    pub(crate) fn of(subject: &Subject) -> Self {
        Self { name: subject.name, loads: Vec::new(), hurries: Vec::new(), scores: Vec::new() }
    }

    fn load(&self, figure: fn(&Figures) -> f64) -> f64 {
        median(self.loads.iter().map(figure).collect())
    }

    /// Nothing where nobody hurries; what never happened is beyond all times.
    fn hurry(&self, figure: fn(&Hurry) -> Option<f64>) -> Option<f64> {
        let times = self.hurries.iter().map(|hurry| figure(hurry).unwrap_or(f64::INFINITY));
        (!self.hurries.is_empty()).then(|| median(times.collect()))
    }

    /// The most keys that one hurried person lost.
    fn lost(&self) -> usize {
        self.hurries.iter().map(|hurry| hurry.lost).max().unwrap_or_default()
    }

    fn score(&self, at: usize) -> f64 {
        median(self.scores.iter().filter_map(|scores| scores.of.get(at).copied()).collect())
    }

    fn line(&self) -> String {
        let seconds = |time: f64| format!("{:.2}", time / 1000.0);
        let hurried = |time: Option<f64>| match time {
            Some(time) if time.is_finite() => seconds(time),
            Some(_) => "never".to_owned(),
            None => "–".to_owned(),
        };
        let lost = if self.lost() > 0 { format!(", {} keys lost", self.lost()) } else { String::new() };
        let cells = [
            self.name.to_owned(),
            format!("{:.1}", self.load(|one| one.bytes) / 1000.0),
            format!("{:.0}", self.load(|one| one.requests)),
            seconds(self.load(|one| one.paint)),
            seconds(self.load(|one| one.largest)),
            seconds(self.load(|one| one.whole)),
            format!("{}{lost}", hurried(self.hurry(|one| Some(one.typeable)))),
            hurried(self.hurry(|one| one.carried)),
            format!("{:.3}", self.load(|one| one.shift)),
            format!("{:.0} ms", self.load(|one| one.blocking)),
            format!("{:.0}", self.load(|one| one.again)),
            format!("{:.0} {:.0} {:.0}", self.score(0), self.score(1), self.score(2)),
        ];
        format!("| {} |\n", cells.join(" | "))
    }

    fn missed(&self) -> Vec<&String> {
        let mut missed: Vec<&String> = self.scores.iter().flat_map(|scores| &scores.missed).collect();
        missed.sort();
        missed.dedup();
        missed
    }
}

impl Report {
    /// Notes what measures.
    pub(crate) async fn begin(runs: usize) -> Self {
        let chromium = in_new_browser(async |driver: &WebDriver| {
            let version = driver.capabilities().get("browserVersion").cloned().unwrap_or_default();
            version.as_str().unwrap_or_default().to_owned()
        })
        .await;
        Self { runs, chromium, load_before: load_of_the_machine(), rows: Vec::new() }
    }

    /// One more page; its line is shown at once.
    pub(crate) fn add(&mut self, row: Row) {
        print!("{}", row.line());
        self.rows.push(row);
    }

    /// Writes `first-load.md` and shows it.
    pub(crate) fn write(&self, folder: &Path) {
        let text = self.text();
        println!("{text}");
        fs::create_dir_all(folder).expect("the folder for benchmarks can be made");
        fs::write(folder.join("first-load.md"), text).expect("the benchmark can be written");
    }

    fn text(&self) -> String {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let mut text = INTRODUCTION.to_owned();
        let (runs, chromium) = (self.runs, &self.chromium);
        let load = format!("{} before and {} at the end", self.load_before, load_of_the_machine());
        text += &format!(
            "\nMedians of {runs} runs, {cores} cores, Chromium {chromium}; the machine's load was {load}.\n\n"
        );
        text += "| page | KB | requests | first paint | largest paint | whole | typeable | carried out | shift | blocking | again | Lighthouse |\n";
        text += &format!("|---{}\n", "|---".repeat(11) + "|");
        text.extend(self.rows.iter().map(Row::line));
        text += "\n## Goals\n\n| | goal | measured | |\n|---|---|---|---|\n";
        text.extend(self.goals());
        let missed = self
            .rows
            .iter()
            .flat_map(|row| row.missed().into_iter().map(|one| format!("- {}: {one}\n", row.name)));
        let missed: String = missed.collect();
        if !missed.is_empty() {
            text += &format!("\nWhat Lighthouse finds wanting:\n\n{missed}");
        }
        text
    }

    fn goals(&self) -> Vec<String> {
        let (Some(sign_in), Some(list)) = (self.rows.first(), self.rows.last()) else { return Vec::new() };
        let hurry = |figure| sign_in.hurry(figure).unwrap_or(f64::INFINITY);
        let lost: usize = self.rows.iter().map(Row::lost).sum();
        let undone =
            self.rows.iter().flat_map(|row| &row.hurries).filter(|hurry| hurry.carried.is_none()).count();
        let worst = |at| self.rows.iter().map(|row| row.score(at)).fold(100.0, f64::min);
        let again = self.rows.iter().map(|row| row.load(|one| one.again)).fold(0.0, f64::max);
        let most = [
            ("sign-in: KB on the wire, everything", 100.0, sign_in.load(|one| one.bytes) / 1000.0),
            ("sign-in: requests", 6.0, sign_in.load(|one| one.requests)),
            ("sign-in: first paint, s", 0.8, sign_in.load(|one| one.paint) / 1000.0),
            ("sign-in: typeable, s", 0.8, hurry(|one: &Hurry| Some(one.typeable)) / 1000.0),
            ("sign-in: a submit is carried out, s", 1.8, hurry(|one: &Hurry| one.carried) / 1000.0),
            ("sign-in: layout shift", 0.0, sign_in.load(|one| one.shift)),
            ("sign-in: blocking time, ms", 100.0, sign_in.load(|one| one.blocking)),
            ("users, signed in: to rows, s", 2.5, list.load(|one| one.whole) / 1000.0),
            ("every page: keys lost that were typed early", 0.0, lost as f64),
            ("every page: early submits that were not carried out", 0.0, undone as f64),
            ("every page: bytes of files at the second visit", 0.0, again),
        ];
        let least = [
            ("every page: Lighthouse performance", 99.0, worst(0)),
            ("every page: Lighthouse accessibility", 100.0, worst(1)),
            ("every page: Lighthouse best practices", 100.0, worst(2)),
        ];
        let most = most.iter().map(|(what, goal, is)| goal_line(what, "≤", *goal, *is, is <= goal));
        let least = least.iter().map(|(what, goal, is)| goal_line(what, "≥", *goal, *is, is >= goal));
        most.chain(least).collect()
    }
}

fn goal_line(what: &str, sign: &str, goal: f64, is: f64, is_met: bool) -> String {
    let is = if is.fract() == 0.0 { format!("{is:.0}") } else { format!("{is:.2}") };
    format!("| {what} | {sign} {goal} | {is} | {} |\n", if is_met { "met" } else { "missed" })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// How many wanted a processor during the last minute, where the system says so.
fn load_of_the_machine() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("not known").to_owned()
}
