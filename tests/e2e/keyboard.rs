//! The page by keyboard alone: every control can be reached by Tab, and one sees where one is.

use serde_json::Value;
use thirtyfour::{Key, TypingData};

use crate::page::Page;

/// Notes every control that can be seen and should be reached, and from then on every one that is.
const WATCH: &str = r"
    const modal = [...document.querySelectorAll('dialog')].filter((one) => one.matches(':modal')).pop();
    const within = modal ?? document;
    const candidates = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
    const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('[inert]');
    const grouped = (one) => one.type === 'radio' && one.name && !one.checked
        && within.querySelector(`input[type=radio][name='${one.name}']:checked`);
    window.toReach = new Set([...within.querySelectorAll(candidates)]
        .filter((one) => one.tabIndex >= 0 && !one.disabled && seen(one) && !grouped(one)));
    window.unseen = new Set();
    const shown = (one) => {
        let place = one;
        for (let up = 0; place && up < 4; up += 1, place = place.parentElement) {
            const style = getComputedStyle(place);
            if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) return true;
        }
        return getComputedStyle(one).boxShadow !== 'none';
    };
    document.addEventListener('focusin', (event) => {
        if (window.toReach.delete(event.target) && !shown(event.target)) window.unseen.add(event.target);
    });
    document.activeElement?.blur();
    return window.toReach.size;
";

const LEFT: &str = "
    const say = (one) => one.outerHTML.slice(0, 160);
    return [[...window.toReach].map(say), [...window.unseen].map(say)];
";

/// Walks through the page by Tab. What could not be reached, or was reached without showing so, in words.
pub(crate) async fn walk(page: &Page) -> String {
    let count = page.script(WATCH, []).await.as_u64().unwrap_or_default();
    assert!(count > 0, "a page without anything to use");
    let mut steps = 0;
    while steps <= 2 * count + 8 {
        tab(page, 10).await;
        steps += 10;
        if page.script("return window.toReach.size", []).await.as_u64() == Some(0) {
            break;
        }
    }
    let left = page.script(LEFT, []).await;
    let list = |at: usize, problem: &str| {
        let lines = left.get(at).and_then(Value::as_array).cloned().unwrap_or_default();
        lines.iter().map(|line| format!("    keyboard: {problem}: {line}\n")).collect::<String>()
    };
    list(0, "Tab never reaches") + list(1, "focus does not show on").as_str()
}

/// Presses Tab.
pub(crate) async fn tab(page: &Page, times: usize) {
    let keys: String = std::iter::repeat_n(Key::Tab.value(), times).collect();
    press(page, &keys).await;
}

/// Presses keys, wherever the focus is.
pub(crate) async fn press(page: &Page, keys: impl Into<TypingData>) {
    page.driver().action_chain().send_keys(keys).perform().await.expect("keys can be pressed");
}

/// Presses Enter, wherever the focus is.
pub(crate) async fn enter(page: &Page) {
    press(page, Key::Enter.value().to_string()).await;
}

/// Presses Escape, wherever the focus is.
pub(crate) async fn escape(page: &Page) {
    press(page, Key::Escape.value().to_string()).await;
}

/// Types text, then presses Enter, wherever the focus is.
pub(crate) async fn type_and_enter(page: &Page, text: &str) {
    press(page, format!("{text}{}", Key::Enter.value())).await;
}
