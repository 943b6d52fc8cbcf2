//! The content policy as the browser keeps it: whatever it keeps out on any page of any test is an error of that test.

use serde_json::json;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::page::Page;
use crate::states::{TOURS, escape_dialog};

/// How a breach begins in the console. No test forgives one.
pub(crate) const BREACH: &str = "the content policy kept out";

/// Says every breach in the console, in this document and those after it.
pub(crate) async fn watch(page: &Page) {
    let source = format!(
        "document.addEventListener('securitypolicyviolation', (breach) => console.error(
            `{BREACH} ${{breach.blockedURI}} by ${{breach.effectiveDirective}} at ${{breach.sourceFile}}:${{breach.lineNumber}}`
        ));"
    );
    let script = json!({ "source": source });
    page.cdp("Page.addScriptToEvaluateOnNewDocument", script).await.expect("a page can be watched");
}

#[tokio::test]
async fn whatever_the_content_policy_keeps_out_is_noticed() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.open("/sign-in").await;
        for (breach, directive) in [
            ("document.body.setAttribute('style', 'color: red')", "style-src-attr"),
            ("document.body.append(Object.assign(document.createElement('script'), { text: '1' }))", "script-src-elem"),
            ("document.body.append(Object.assign(document.createElement('style'), { textContent: 'p {}' }))", "style-src-elem"),
            ("new Image().src = 'http://127.0.0.1:9/pixel.png'", "img-src"),
            ("fetch('http://127.0.0.1:9/').catch(() => {})", "connect-src"),
            ("document.body.append(Object.assign(document.createElement('iframe'), { src: '/sign-in' }))", "frame-src"),
        ] {
            page.script(breach, []).await;
            page.until(directive, async || {
                let told = page.console_errors().await;
                told.iter().any(|line| line.contains(BREACH) && line.contains(directive)).then_some(())
            })
            .await;
            // The browser's own words about it may come a little later than ours.
            page.until("silence", async || page.console_errors().await.is_empty().then_some(())).await;
        }
    })
    .await;
}

/// With the API at the page's own origin, every other test sees to this.
#[tokio::test]
async fn no_page_in_any_state_breaks_the_content_policy_or_stumbles_with_the_api_at_another_origin() {
    for tour in TOURS {
        let (api, app) = tour.open_apart().await;
        in_browser(&app, async |page| {
            for text in tour.forgiven {
                page.forgive(text);
            }
            for state in tour.states {
                page.resize(1280, 800).await;
                (state.reach)(&api, page).await;
                assert_eq!(page.console_errors().await, [""; 0], "{}", state.name);
                assert_eq!(escape_dialog(page).await, "", "{}", state.name);
            }
        })
        .await;
    }
}
