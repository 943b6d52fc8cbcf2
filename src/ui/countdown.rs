//! A wait that ends by itself: seen second by second, said only now and then.

use std::time::Duration;

use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*};

use super::{
    icon::Icon,
    notice::{NoticeKind, Say, region},
    part::{Part, tag},
    progress::Progress,
};

/// Seconds that run down. Kept by the caller, so that a button and a notice can tell the same time.
#[derive(Clone, Copy, Debug)]
pub struct Countdown {
    left: RwSignal<u32>,
    total: RwSignal<u32>,
    ticker: StoredValue<Option<IntervalHandle>>,
    on_zero: Option<Callback<()>>,
}

impl Default for Countdown {
    fn default() -> Self {
        Self::new(None)
    }
}

impl Countdown {
    /// A countdown at rest. `on_zero` runs each time it ends by itself.
    pub fn new(on_zero: Option<Callback<()>>) -> Self {
        let ticker = StoredValue::new(None);
        on_cleanup(move || halt(ticker));
        Self { left: RwSignal::new(0), total: RwSignal::new(0), ticker, on_zero }
    }

    /// Starts over from so many seconds, as a `Retry-After` gives them. The end is fixed by the clock: a page that
    /// slept in the background is right when it wakes. Nothing starts where the page was left: nobody would stop it.
    pub fn start(self, seconds: u32) {
        if self.left.is_disposed() {
            return;
        }
        halt(self.ticker);
        self.total.set(seconds);
        self.left.set(seconds);
        let end = uptime() + f64::from(seconds) * 1_000.0;
        let tick = move || {
            let left = ((end - uptime()) / 1_000.0).ceil().max(0.0) as u32;
            if self.left.try_get_untracked().is_some_and(|shown| shown != left) {
                self.left.set(left);
            }
            if left == 0 {
                halt(self.ticker);
                if let Some(on_zero) = self.on_zero {
                    on_zero.run(());
                }
            }
        };
        self.ticker.set_value(set_interval_with_handle(tick, Duration::from_millis(250)).ok());
    }

    /// Ends it without its end: nothing runs.
    pub fn halt(self) {
        halt(self.ticker);
        let _ = self.left.try_set(0);
    }

    /// How many seconds are left.
    pub fn left(self) -> u32 {
        self.left.get()
    }

    /// Whether it is still running.
    pub fn running(self) -> bool {
        self.left() > 0
    }

    /// What is left, as a clock shows it: `4:32`.
    pub fn clock(self) -> String {
        clock(self.left())
    }
}

/// Milliseconds on a clock that never steps back.
fn uptime() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

fn halt(ticker: StoredValue<Option<IntervalHandle>>) {
    if let Some(Some(handle)) = ticker.try_update_value(Option::take) {
        handle.clear();
    }
}

/// Says how long to wait and what becomes of what was typed. Nothing while the countdown rests.
#[component]
pub fn CountdownNotice(
    /// The wait.
    countdown: Countdown,
    /// The id of the notice, for the button it holds up.
    #[prop(into)]
    id: String,
    /// Why there is a wait: `Too many tries.`
    #[prop(into)]
    heading: String,
    /// What else is worth knowing: `What you typed stays here.`
    #[prop(into)]
    rest: String,
) -> Part {
    let running = Memo::new(move |_| countdown.running());
    let waited =
        Signal::derive(move || Some(countdown.total.get() - countdown.left().min(countdown.total.get())));
    let spoken = spoken(countdown, heading.clone());
    let body = move || {
        let words = tag("p")
            .with(tag("b").with(heading.clone()))
            .with(" You can try again in ")
            .with(tag("b").attr("class", "num").live_text(move || countdown.clock()))
            .with(". ")
            .with(rest.clone());
        let bar = view! { <Progress label="Time waited" value=waited max=countdown.total /> };
        vec![words.into(), bar.into()]
    };
    let seen = region(NoticeKind::Warn, Icon::CLOCK, Say::Never, running.into(), Some(id), Box::new(body));
    let said = tag("p").attr("class", "sr").attr("role", "status").live_text(move || spoken.get());
    Part::Several(vec![said.into(), seen.into()])
}

/// What is read out of the wait, now and then.
fn spoken(countdown: Countdown, heading: String) -> Memo<String> {
    Memo::new(move |said: Option<&String>| {
        let left = countdown.left();
        let total = countdown.total.get();
        match said {
            Some(said) if !worth_saying(left, total) => said.clone(),
            Some(_) if left == 0 && total > 0 => "You can try again now.".to_owned(),
            _ if left > 0 => format!("{heading} You can try again in {}.", in_words(left)),
            _ => String::new(),
        }
    })
}

/// The start, each full minute, the last half minute, the last ten seconds and the end: no more.
const fn worth_saying(left: u32, total: u32) -> bool {
    left == total || left.is_multiple_of(60) || left == 30 || left == 10
}

/// Seconds as a clock shows them.
fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// Seconds as they are spoken, to the two coarsest units.
pub fn in_words(seconds: u32) -> String {
    let units = [(seconds / 3_600, "hour"), (seconds / 60 % 60, "minute"), (seconds % 60, "second")];
    let named = units.into_iter().filter(|(count, _)| *count > 0).take(2);
    let words: Vec<String> =
        named.map(|(count, unit)| format!("{count} {unit}{}", if count == 1 { "" } else { "s" })).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_shows_minutes_and_seconds() {
        assert_eq!(clock(272), "4:32");
        assert_eq!(clock(9), "0:09");
        assert_eq!(clock(3_723), "1:02:03");
    }

    #[test]
    fn a_wait_is_spoken_in_words() {
        assert_eq!(in_words(272), "4 minutes 32 seconds");
        assert_eq!(in_words(60), "1 minute");
        assert_eq!(in_words(3_601), "1 hour 1 second");
    }

    #[test]
    fn most_seconds_pass_in_silence() {
        let said: Vec<u32> = (0..=150).rev().filter(|left| worth_saying(*left, 150)).collect();
        assert_eq!(said, [150, 120, 60, 30, 10, 0]);
    }
}
