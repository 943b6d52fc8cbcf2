//! A browser's page as a person meets it: things have a role and a name, and appear in their own time.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{Key, WebDriver};

use crate::element::{Element, Node, Role, answers};
use crate::policy::BREACH;

const PATIENCE: Duration = Duration::from_secs(12);
const PAUSE: Duration = Duration::from_millis(30);

/// What the browser says while a server is away: that a call reaches nobody, and that what was on its way was cut off, as files may be that are fetched ahead of time.
pub(crate) const OUTAGE: &[&str] = &["ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "ERR_CONTENT_LENGTH_MISMATCH"];

/// The page that one browser shows.
pub(crate) struct Page {
    driver: WebDriver,
    base: String,
    forgiven: RefCell<Vec<String>>,
}

impl Page {
    /// Shows nothing yet; paths are taken from `base`.
    pub(crate) fn new(driver: WebDriver, base: String) -> Self {
        Self { driver, base, forgiven: RefCell::default() }
    }

    /// The browser itself.
    pub(crate) fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Asks again and again until there is an answer.
    pub(crate) async fn until<T>(&self, what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = look().await {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                let (around, named) = (self.situation().await, self.named().await);
                panic!("waited in vain for {what}\n{around}\nwhat it offers: {named}");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Loads `path` of the desk and waits until the app has taken over.
    pub(crate) async fn open(&self, path: &str) {
        self.go(&format!("{}{path}", self.base)).await;
    }

    /// Loads an address and waits for nothing else.
    pub(crate) async fn load(&self, url: &str) {
        self.driver.goto(url).await.unwrap_or_else(|problem| panic!("{url} does not load: {problem}"));
    }

    /// Loads an address and waits until the app has taken over.
    pub(crate) async fn go(&self, url: &str) {
        self.load(url).await;
        self.expect_started().await;
    }

    /// Loads the page again.
    pub(crate) async fn reload(&self) {
        self.driver.refresh().await.expect("a page can be reloaded");
        self.expect_started().await;
    }

    /// One step back in the browser's history.
    pub(crate) async fn back(&self) {
        self.driver.back().await.expect("there is a page before this one");
    }

    /// Waits until the app has taken over.
    pub(crate) async fn expect_started(&self) {
        // The script in the page's head says so once the app has taken over; the form is there before.
        let started = "return document.documentElement.on === 1 && document.querySelector('h1') !== null";
        self.until("the app to start", async || (self.look_up(started).await == json!(true)).then_some(()))
            .await;
    }

    /// The viewport, exactly.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", size).await.expect("a viewport can be set");
    }

    /// Light or dark, as the system would say; motion is always reduced.
    pub(crate) async fn scheme(&self, scheme: &str) {
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.cdp("Emulation.setEmulatedMedia", features).await.expect("a scheme can be set");
    }

    /// Runs a script in the page.
    pub(crate) async fn script(&self, script: &str, arguments: impl Into<Vec<Value>>) -> Value {
        match self.driver.execute(script, arguments.into()).await {
            Ok(reply) => reply.json().clone(),
            Err(problem) => panic!("a script of the tests failed: {problem}\n{script}"),
        }
    }

    /// The same for what only looks, and may meet a page that is just going away.
    async fn look_up(&self, script: &str) -> Value {
        match self.driver.execute(script, []).await {
            Ok(reply) => reply.json().clone(),
            Err(_) => Value::Null,
        }
    }

    /// Every node of a role whose name answers to `name`.
    pub(crate) async fn all(&self, role: Role, name: &str) -> Vec<Node> {
        self.look(role, name).await.unwrap_or_default()
    }

    async fn look(&self, role: Role, name: &str) -> WebDriverResult<Vec<Node>> {
        let document = self.cdp("Runtime.evaluate", json!({ "expression": "document" })).await?;
        let id = document.pointer("/result/objectId").cloned().unwrap_or_default();
        let query = json!({ "objectId": id, "role": role.word() });
        let mut reply = self.cdp("Accessibility.queryAXTree", query).await?;
        let nodes: Vec<Node> =
            serde_json::from_value(reply["nodes"].take()).expect("nodes look as documented");
        Ok(nodes.into_iter().filter(|node| !node.ignored && answers(node.name(), name)).collect())
    }

    /// Waits for the one element of this role and name.
    pub(crate) async fn find(&self, role: Role, name: &str) -> Element {
        let what = format!("one {} “{name}”", role.word());
        self.until(&what, async || self.only(role, name).await.ok().flatten()).await
    }

    async fn only(&self, role: Role, name: &str) -> WebDriverResult<Option<Element>> {
        let mut nodes = self.look(role, name).await?;
        let Some(node) = nodes.pop().filter(|_| nodes.is_empty()) else { return Ok(None) };
        let resolved = self.cdp("DOM.resolveNode", json!({ "backendNodeId": node.dom })).await?;
        let object = resolved.pointer("/object/objectId").cloned().unwrap_or_default();
        let hold = "function () { window.heldByTheTest = this; }";
        self.cdp("Runtime.callFunctionOn", json!({ "objectId": object, "functionDeclaration": hold }))
            .await?;
        let take = "const held = window.heldByTheTest; delete window.heldByTheTest; return held";
        let handle = self.driver.execute(take, []).await?.element()?;
        Ok(Some(Element { handle, node }))
    }

    /// Waits until nothing of this role and name is left.
    pub(crate) async fn gone(&self, role: Role, name: &str) {
        let what = format!("the {} “{name}” to go", role.word());
        self.until(&what, async || {
            let left = self.look(role, name).await.ok()?;
            left.is_empty().then_some(())
        })
        .await;
    }

    /// Clicks what has this role and name, as soon as it can be clicked.
    pub(crate) async fn click(&self, role: Role, name: &str) {
        let what = format!("a {} “{name}” that can be clicked", role.word());
        self.until(&what, async || {
            let element = self.only(role, name).await.ok().flatten()?;
            if matches!(role, Role::Button) && self.is_frame().await {
                return None;
            }
            let centre = "arguments[0].scrollIntoView({ block: 'center' })";
            self.driver.execute(centre, vec![element.handle.to_json().ok()?]).await.ok()?;
            element.handle.click().await.ok()
        })
        .await;
    }

    /// Is this a frame whose app is not there yet? It takes no press.
    async fn is_frame(&self) -> bool {
        let root =
            "const root = document.documentElement; return root.dataset.for === 'viewers' && root.on !== 1";
        self.look_up(root).await == json!(true)
    }

    /// Clicks a button.
    pub(crate) async fn press(&self, name: &str) {
        self.click(Role::Button, name).await;
    }

    /// Follows a link.
    pub(crate) async fn follow(&self, name: &str) {
        self.click(Role::Link, name).await;
    }

    /// Opens what is folded away under this summary, if it is.
    pub(crate) async fn unfold(&self, name: &str) {
        let summary = self.find(Role::DisclosureTriangle, name).await;
        if summary.node.state("expanded") != "true" {
            self.click(Role::DisclosureTriangle, name).await;
        }
    }

    /// Chooses one of several, as the keyboard does: the drawn button may lie over the real one.
    pub(crate) async fn choose(&self, name: &str) {
        let choice = self.find(Role::Radio, name).await;
        choice.handle.send_keys(" ").await.expect("a choice can have the focus");
    }

    /// Types into the field of this name, in place of what it held.
    pub(crate) async fn fill(&self, name: &str, text: &str) {
        self.fill_in(Role::Textbox, name, text).await;
    }

    /// The same for a field of another role.
    pub(crate) async fn fill_in(&self, role: Role, name: &str, text: &str) {
        let what = format!("a {} “{name}” that can be typed into", role.word());
        self.until(&what, async || {
            let element = self.only(role, name).await.ok().flatten()?;
            element.handle.send_keys(in_place_of_all(text)).await.ok()
        })
        .await;
    }

    /// Puts text into an empty field at once, as a paste does.
    pub(crate) async fn paste_in(&self, role: Role, name: &str, text: &str) {
        let field = self.find(role, name).await;
        field.handle.focus().await.expect("a field takes the focus");
        self.cdp("Input.insertText", json!({ "text": text })).await.expect("text can be pasted");
    }

    /// Picks from a native choice by its first letters, as the keyboard does.
    pub(crate) async fn choose_from(&self, name: &str, option: &str) {
        let choice = self.find(Role::Combobox, name).await;
        choice.handle.send_keys(option).await.expect("a choice can be typed into");
        self.until(&format!("{name} to be {option}"), async || {
            (self.find(Role::Combobox, name).await.node.value() == option).then_some(())
        })
        .await;
    }

    /// What the field of this name holds.
    pub(crate) async fn holds(&self, name: &str) -> String {
        let field = self.find(Role::Textbox, name).await;
        field.handle.prop("value").await.expect("a field has a value").unwrap_or_default()
    }

    /// Waits for the page whose main heading this is.
    pub(crate) async fn heading(&self, name: &str) {
        self.find(Role::Heading, name).await;
    }

    /// Waits until the page shows this text.
    pub(crate) async fn says(&self, text: &str) {
        self.until(&format!("the page to say “{text}”"), async || {
            self.text().await.contains(text).then_some(())
        })
        .await;
    }

    /// All text that is shown, white space folded.
    pub(crate) async fn text(&self) -> String {
        let shown = self.look_up("return document.body.innerText").await;
        shown.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The document's title.
    pub(crate) async fn title(&self) -> String {
        self.driver.title().await.expect("a page has a title")
    }

    /// Has this element the focus?
    pub(crate) async fn focused(&self, role: Role, name: &str) -> bool {
        self.all(role, name).await.iter().any(|node| node.state("focused") == "true")
    }

    /// Path and query of the address.
    pub(crate) async fn path(&self) -> String {
        let here = self.look_up("return location.pathname + location.search").await;
        here.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the address has this path and query.
    pub(crate) async fn at(&self, path: &str) {
        self.until(&format!("the address {path}"), async || (self.path().await == path).then_some(())).await;
    }

    /// Each answer takes this much longer from now on.
    pub(crate) async fn delay_answers(&self, milliseconds: u32) {
        let slow = json!({
            "offline": false, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.cdp("Network.enable", json!({})).await.expect("the network can be watched");
        self.cdp("Network.emulateNetworkConditions", slow).await.expect("answers can be delayed");
    }

    /// A console error of this text is expected here: the browser itself reports every refusal that it sees.
    pub(crate) fn forgive(&self, text: &str) {
        self.forgiven.borrow_mut().push(text.to_owned());
    }

    /// The server will go.
    pub(crate) fn forgive_outage(&self) {
        OUTAGE.iter().for_each(|text| self.forgive(text));
    }

    /// Fails on errors in the console that nobody expected.
    pub(crate) async fn expect_clean_console(&self) {
        let errors = self.console_errors().await;
        assert!(errors.is_empty(), "errors in the console:\n{}", errors.join("\n"));
    }

    /// Errors in the console since the last look.
    pub(crate) async fn console_errors(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.unwrap_or_default();
        let forgiven = self.forgiven.borrow();
        log.into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| entry.message)
            .filter(|message| message.contains(BREACH) || !forgiven.iter().any(|text| message.contains(text)))
            .collect()
    }

    /// A command of the browser's own protocol.
    pub(crate) async fn cdp(&self, method: &str, parameters: Value) -> WebDriverResult<Value> {
        self.driver.cdp().send_raw(method, parameters).await
    }

    /// What can be used, by role and name, for a failing test's message.
    async fn named(&self) -> String {
        let mut words = Vec::new();
        for role in [Role::Heading, Role::Link, Role::Button, Role::Textbox] {
            let nodes = self.all(role, "…").await;
            words.extend(nodes.iter().take(20).map(|node| format!("{} {:?}", role.word(), node.name())));
        }
        words.join(", ")
    }

    /// Where a failing test stands, for its message.
    async fn situation(&self) -> String {
        let errors = self.console_errors().await.join("\n");
        format!("at {}\nthe page says: {}\nthe console: {errors}", self.path().await, self.text().await)
    }
}

/// The keys of somebody who selects all that a field holds and types over it. WebDriver's own clearing tells the page nothing until
/// the first key, so an answer that came in between filled the field again.
fn in_place_of_all(text: &str) -> String {
    let select_all = format!("{}a{}", Key::Control.value(), Key::Null.value());
    match text {
        "" => format!("{select_all}{}", Key::Delete.value()),
        text => format!("{select_all}{text}"),
    }
}
