//! Answers that come late: what a page asks from now on waits until the test lets it go.

use serde_json::json;

use crate::page::Page;

/// Counts what was asked and what the app has had the time to read, of what `HELD` says.
const HOLD: &str = "
    const send = window.fetch.bind(window);
    window.asked = 0;
    window.answered = 0;
    const gate = new Promise((open) => { window.letGo = open; });
    window.fetch = async (...what) => {
        if (!(HELD)) return send(...what);
        window.asked += 1;
        await gate;
        const answer = await send(...what);
        answer.clone().text().then(() => setTimeout(() => { window.answered += 1; }, 100));
        return answer;
    };
";

/// Holds whatever the page asks.
pub(crate) async fn hold(page: &Page) {
    page.script(&HOLD.replace("HELD", "true"), []).await;
}

/// Holds what the page saves, and nothing else.
pub(crate) async fn hold_saves(page: &Page) {
    page.script(&HOLD.replace("HELD", "(what[1] ?? what[0]).method === 'PUT'"), []).await;
}

/// Waits until the page has asked something.
pub(crate) async fn asked(page: &Page) {
    page.until("a question to the server", async || {
        (page.script("return window.asked > 0", []).await == json!(true)).then_some(())
    })
    .await;
}

/// Lets everything go, and waits until the app has heard every answer.
pub(crate) async fn let_go(page: &Page) {
    page.script("window.letGo?.()", []).await;
    page.until("the answers", async || {
        (page.script("return window.asked === window.answered", []).await == json!(true)).then_some(())
    })
    .await;
}
