//! How long the list takes to answer each click, from the event to the last frame that still changed anything.
//!
//! Every run of the browser tests goes through it once. With `FRONTDESK_BENCHMARKS`, a folder, it goes through it ten times among a
//! hundred thousand users and writes `list.md` there (`cargo xtask bench --list`).

use std::fs;
use std::path::Path;
use std::thread;

use serde::Deserialize;
use serde_json::json;
use thirtyfour::Key;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::environment::said;
use crate::journeys::sign_in_at;
use crate::keyboard;
use crate::page::Page;
use crate::people::ADA;

/// Parts of addresses: common, rare, absent, short and long.
const PATTERNS: [&str; 10] =
    ["a", "an", "ada", "smith", "example", "@", "zz", "initech", "nobody-is-called-so", "j.m"];

const PLANS: [&str; 2] = ["free", "pro"];

const BEGIN: &str = "
    performance.clearResourceTimings();
    const clock = { began: null, shown: null };
    const begin = (event) => { clock.began ??= event.timeStamp; };
    const kinds = ['click', 'input', 'popstate'];
    kinds.forEach((kind) => window.addEventListener(kind, begin, true));
    const watch = new MutationObserver(() => requestAnimationFrame(() => { clock.shown = performance.now(); }));
    watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    clock.stop = () => {
        watch.disconnect();
        kinds.forEach((kind) => window.removeEventListener(kind, begin, true));
    };
    window.clockOfTheBench = clock;
";

/// Longer than the search waits for the next letter.
const END: &str = "
    const [done] = arguments;
    const clock = window.clockOfTheBench;
    const look = () => {
        if (clock.began === null || clock.shown === null || performance.now() - clock.shown < 500) {
            setTimeout(look, 50);
            return;
        }
        clock.stop();
        const asked = performance.getEntriesByType('resource').filter((one) => one.initiatorType === 'fetch');
        const since = (time) => Math.max(0, time - clock.began);
        done({
            asked: asked.length ? since(Math.min(...asked.map((one) => one.startTime))) : null,
            answered: asked.length ? since(Math.max(...asked.map((one) => one.responseEnd))) : null,
            shown: since(clock.shown),
        });
    };
    look();
";

/// What one click took, in milliseconds.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Answer {
    /// Until the server was asked, if it was.
    asked: Option<f64>,
    /// Until its last answer.
    answered: Option<f64>,
    /// Until nothing changed any more.
    shown: f64,
}

/// All clicks of one kind.
type Clicks = Vec<(&'static str, Vec<Answer>)>;

#[tokio::test]
async fn the_list_answers_every_click() {
    let folder = said("FRONTDESK_BENCHMARKS");
    let runs = said("FRONTDESK_RUNS").and_then(|runs| runs.to_str()?.parse().ok()).unwrap_or(10);
    let (users, turns) = if folder.is_some() { (100_000, runs) } else { (10_000, 1) };
    let desk = Desk::crowded_by(users).open().await;
    let mut clicks = Clicks::new();
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        for turn in 0..turns {
            go_through(page, turn, &mut clicks).await;
        }
    })
    .await;
    assert!(clicks.iter().all(|(_, answers)| answers.len() == turns), "every click was answered");
    if let Some(folder) = folder {
        write(Path::new(&folder), users, &clicks);
    }
}

/// Every kind of click once.
async fn go_through(page: &Page, turn: usize, clicks: &mut Clicks) {
    page.open("/admin/users").await;
    page.says("Page 1 of").await;
    // What the program loads once the list is there is no part of any click. The dialog is in it.
    page.until("the program's second file", async || {
        let dialog = page.script("return !!document.getElementById('sign-in-again')", []).await;
        (dialog == json!(true)).then_some(())
    })
    .await;
    let pattern = PATTERNS[turn % PATTERNS.len()];
    clock(page, clicks, "search", async || page.paste_in(Role::Searchbox, "Search by email", pattern).await)
        .await;
    let search = page.find(Role::Searchbox, "Search by email").await;
    search.handle.focus().await.expect("the search takes the focus");
    page.script("document.activeElement.select()", []).await;
    let erase = Key::Backspace.value().to_string();
    clock(page, clicks, "clear the search", async || keyboard::press(page, erase).await).await;
    for (kind, head) in [("sort by user", "User"), ("sort by plan", "Plan"), ("sort by date", "Created")] {
        clock(page, clicks, kind, async || page.press(head).await).await;
    }
    clock(page, clicks, "next page", async || page.follow("Next page").await).await;
    clock(page, clicks, "last page", async || page.follow("Last page").await).await;
    clock(page, clicks, "back to the page before", async || page.back().await).await;
    let plan = PLANS[turn % PLANS.len()];
    page.press("Filter").await;
    page.choose_from("Field", "Plan").await;
    page.fill("Value", plan).await;
    clock(page, clicks, "filter by plan", async || page.press("Show …").await).await;
    let chip = format!("Remove filter: Plan is {plan}");
    clock(page, clicks, "remove the filter", async || page.press(&chip).await).await;
    let people = page.all(Role::Link, "…").await;
    let mut others = people.iter().filter(|link| link.name().contains('@') && link.name() != ADA.email);
    let somebody = others.nth(turn % 5).expect("a page of many has a row").name().to_owned();
    clock(page, clicks, "open a user", async || page.follow(&somebody).await).await;
    page.heading(&somebody).await;
    clock(page, clicks, "back to the list", async || page.back().await).await;
    page.gone(Role::Heading, &somebody).await;
}

async fn clock(page: &Page, clicks: &mut Clicks, kind: &'static str, act: impl AsyncFnOnce()) {
    page.script(BEGIN, []).await;
    act().await;
    let answer = page.driver().execute_async(END, []).await.expect("the list comes to rest");
    let answer: Answer = answer.convert().expect("the clock tells three times");
    match clicks.iter_mut().find(|(known, _)| *known == kind) {
        Some((_, answers)) => answers.push(answer),
        None => clicks.push((kind, vec![answer])),
    }
}

fn write(folder: &Path, users: usize, clicks: &Clicks) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("not known");
    let mut text = format!(
        "# How long the list takes to answer\n\nWritten by `cargo xtask bench --list`: the administrator's list among {users} users, on SQLite, \
         in Chromium with nothing slowed down. Server and browser share the machine: {cores} cores, load {load} at the end. Times are in \
         milliseconds since the event (for Back: since the history had changed): until the server was asked, until its last answer was here, \
         and until the last frame that still changed anything. The search waits for a pause in the typing before it asks.\n\n\
         | click | times | asked, p50 | answered, p50 | shown, p50 | shown, longest |\n|---|---|---|---|---|---|\n"
    );
    for (kind, answers) in clicks {
        let of = |time: fn(&Answer) -> Option<f64>| {
            let mut times: Vec<f64> = answers.iter().filter_map(time).collect();
            times.sort_by(f64::total_cmp);
            times
        };
        let middle = |times: &[f64]| {
            times.get(times.len() / 2).map_or_else(|| "–".to_owned(), |time| format!("{time:.0}"))
        };
        let shown = of(|answer| Some(answer.shown));
        let longest = shown.last().copied().unwrap_or_default();
        let (asked, answered) = (middle(&of(|answer| answer.asked)), middle(&of(|answer| answer.answered)));
        let count = answers.len();
        text += &format!("| {kind} | {count} | {asked} | {answered} | {} | {longest:.0} |\n", middle(&shown));
    }
    println!("{text}");
    fs::create_dir_all(folder).expect("the folder for benchmarks can be made");
    fs::write(folder.join("list.md"), text).expect("the benchmark can be written");
}
