//! One call: sent, stopped, timed out, read.

use super::{Api, ApiError, Refusal, Token, early};
use frontdesk_wire::lean;
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle, window};
use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;
use web_sys::AbortController;

/// How long a call may take.
const TIMEOUT: Duration = Duration::from_secs(15);
/// How long to wait when a server says "too often" without saying how long.
const RETRY_AFTER_UNSAID: u32 = 30;

/// Stops a call that nobody waits for any more; the call ends as [`ApiError::Stopped`].
#[derive(Clone)]
pub struct Stop(Option<AbortController>);

impl Stop {
    /// For one call, or several that end together.
    pub fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// Stops them.
    pub fn stop(&self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }

    fn is_stopped(&self) -> bool {
        self.0.as_ref().is_some_and(|controller| controller.signal().aborted())
    }
}

impl Default for Stop {
    fn default() -> Self {
        Self::new()
    }
}

/// An answer's text and its entity tag.
type Answer = Result<(String, Option<String>), ApiError>;

enum Caller {
    Viewer,
    Guest,
}

/// A call that is being put together.
pub(super) struct Call {
    api: Api,
    method: Method,
    path: String,
    body: Option<String>,
    caller: Caller,
    stop: Option<Stop>,
    only_of: Option<String>,
}

impl Call {
    pub(super) fn new(api: Api, method: Method, path: String) -> Self {
        Self { api, method, path, body: None, caller: Caller::Viewer, stop: None, only_of: None }
    }

    /// Changes only what still has this entity tag.
    pub(super) fn only_of(mut self, tag: String) -> Self {
        self.only_of = Some(tag);
        self
    }

    /// With this JSON.
    pub(super) fn json(mut self, body: String) -> Self {
        self.body = Some(body);
        self
    }

    /// Without the token: a 401 then says nothing about a session.
    pub(super) fn unsigned(mut self) -> Self {
        self.caller = Caller::Guest;
        self
    }

    pub(super) fn stopped_by(mut self, stop: &Stop) -> Self {
        self.stop = Some(stop.clone());
        self
    }

    /// For the answer, read.
    pub(super) async fn send<T: lean::Read>(self) -> Result<T, ApiError> {
        let (text, _) = self.text().await?;
        lean::read(&text).ok_or(ApiError::Unreadable)
    }

    /// For a list.
    pub(super) async fn send_list<T: lean::Read>(self) -> Result<Vec<T>, ApiError> {
        let (text, _) = self.text().await?;
        lean::read_list(&text).ok_or(ApiError::Unreadable)
    }

    /// With the answer's entity tag, where the server gives one.
    pub(super) async fn send_tagged<T: lean::Read>(self) -> Result<(T, Option<String>), ApiError> {
        let (text, tag) = self.text().await?;
        lean::read(&text).map(|value| (value, tag)).ok_or(ApiError::Unreadable)
    }

    /// In a box, so that who waits for an answer does not hold all that it takes.
    fn text(self) -> Pin<Box<dyn Future<Output = Answer>>> {
        Box::pin(self.fetch())
    }

    async fn fetch(self) -> Answer {
        let Self { api, method, path, body, caller, stop, only_of } = self;
        let token = matches!(caller, Caller::Viewer).then(|| api.token()).flatten();
        let deadline = Deadline::start(stop.unwrap_or_default());
        let is_change = method != Method::GET;
        let _under_way = is_change.then(UnderWay::begin);
        let url = [api.base(), path].concat();
        let early = match &token {
            Some(token) if !is_change => early::take(&url, token).await,
            _ => None,
        };
        if is_change {
            early::forget();
        }
        let response = match early {
            Some(response) => response.into(),
            None => {
                #[expect(clippy::disallowed_methods, reason = "this is the one place")]
                let mut builder = RequestBuilder::new(&url).method(method);
                builder = builder.abort_signal(deadline.signal().as_ref());
                let request = with_headers(builder, token.as_ref(), only_of.as_deref(), body);
                request.map_err(|_| ApiError::Offline)?.send().await.map_err(|_| deadline.cause())?
            }
        };
        let text = response.text().await.map_err(|_| deadline.cause())?;
        if response.ok() {
            return Ok((text, response.headers().get("ETag")));
        }
        Err(api.heard(read_error(&response, text), token.as_ref()))
    }
}

fn with_headers(
    builder: RequestBuilder,
    token: Option<&Token>,
    only_of: Option<&str>,
    body: Option<String>,
) -> Result<Request, gloo_net::Error> {
    let mut builder = builder.header("Accept", "application/json");
    if let Some(token) = token {
        builder = builder.header("Authorization", &["Bearer ", token.reveal()].concat());
    }
    if let Some(tag) = only_of {
        builder = builder.header("If-Match", tag);
    }
    match body {
        Some(body) => builder.header("Content-Type", "application/json").body(body),
        None => builder.build(),
    }
}

thread_local! {
    static UNDER_WAY: Cell<u32> = const { Cell::new(0) };
}

/// Is a call under way that changes something? Whoever leaves the document then waits for its answer: a browser drops a
/// call together with the document that made it.
pub fn is_writing() -> bool {
    UNDER_WAY.get() > 0
}

struct UnderWay;

impl UnderWay {
    fn begin() -> Self {
        UNDER_WAY.set(UNDER_WAY.get() + 1);
        Self
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        UNDER_WAY.set(UNDER_WAY.get().saturating_sub(1));
    }
}

fn read_error(response: &Response, text: String) -> ApiError {
    let status = response.status();
    if status == 429 {
        let seconds =
            response.headers().get("Retry-After").and_then(|value| lean::whole(&value)?.try_into().ok());
        return ApiError::TooOften { retry_after: seconds.unwrap_or(RETRY_AFTER_UNSAID).max(1) };
    }
    let refusal = Refusal::new(status, lean::read(&text));
    let current = (status == 412).then(|| response.headers().get("ETag")).flatten();
    ApiError::Refused(Refusal { current: current.map(|tag| Box::new((text, tag))), ..refusal })
}

/// Ends a call that takes too long, and knows afterwards why a call ended.
struct Deadline {
    stop: Stop,
    passed: Rc<Cell<bool>>,
    timer: Option<TimeoutHandle>,
}

impl Deadline {
    fn start(stop: Stop) -> Self {
        let passed = Rc::new(Cell::new(false));
        let end = {
            let (stop, passed) = (stop.clone(), Rc::clone(&passed));
            move || {
                passed.set(true);
                stop.stop();
            }
        };
        let timer = set_timeout_with_handle(end, TIMEOUT).ok();
        Self { stop, passed, timer }
    }

    fn signal(&self) -> Option<web_sys::AbortSignal> {
        self.stop.0.as_ref().map(AbortController::signal)
    }

    fn cause(&self) -> ApiError {
        match (self.passed.get(), self.stop.is_stopped()) {
            (true, _) => ApiError::TimedOut,
            (false, true) => ApiError::Stopped,
            (false, false) if window().navigator().on_line() => ApiError::Unreachable,
            (false, false) => ApiError::Offline,
        }
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(timer) = &self.timer {
            timer.clear();
        }
    }
}
