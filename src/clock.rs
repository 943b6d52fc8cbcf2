//! Now, the time zone, chance and timers: the only reads of the browser's clock and random source.

use frontdesk_wire::Timestamp;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// This moment.
pub fn now() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    let millis = js_sys::Date::now();
    // A whole number of milliseconds, far below 2^53.
    Timestamp::from_millis(millis as i64)
}

/// Fills the bytes from the browser's random source; false where there is none.
pub fn random_bytes(bytes: &mut [u8]) -> bool {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(bytes).is_ok())
}

/// Milliseconds since 1970, read again every half minute while the owner lives: for "2 min ago".
pub fn ticking() -> Signal<i64> {
    let at = RwSignal::new(now().as_millis());
    let tick = move || at.set(now().as_millis());
    if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(30)) {
        on_cleanup(move || handle.clear());
    }
    at.into()
}

/// The text once the typing pauses: for what would be too much to do at every key.
pub fn settled(text: RwSignal<String>, pause: Duration) -> Signal<String> {
    let settled = RwSignal::new(text.get_untracked());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
    };
    on_cleanup(stop);
    Effect::new(move |_| {
        let now = text.get();
        stop();
        if settled.with_untracked(|settled| *settled != now) {
            let take = move || drop(settled.try_set(now));
            timer.set_value(set_timeout_with_handle(take, pause).ok());
        }
    });
    settled.into()
}

/// What is only known in the browser: `at_first`, as the page was made ahead of time, and once the app has taken it over
/// what `then` says.
pub fn once_started<T: Clone + Send + Sync + 'static>(
    at_first: T,
    then: impl Fn() -> T + 'static,
) -> Signal<T> {
    let known = RwSignal::new(at_first);
    start(Box::new(move || known.set(then())));
    known.into()
}

/// Compiled once for whatever is known then.
fn start(run: Box<dyn Fn()>) {
    Effect::new(move |_| run());
}

/// Runs `then` once after a while, unless the owner is gone before.
pub fn after(wait: Duration, then: impl FnOnce() + 'static) {
    if let Ok(handle) = set_timeout_with_handle(then, wait)
        && Owner::current().is_some()
    {
        on_cleanup(move || handle.clear());
    }
}
