//! Is it here yet: one state for whatever is fetched, and the one place that draws it.

use std::time::Duration;

use leptos::prelude::*;

use super::{
    blank::blank,
    button::{Button, ButtonKind},
    copy_button::CopyButton,
    countdown::Countdown,
    icon::Icon,
    part::{Part, live, tag},
    progress::Progress,
};

/// Shorter waits than this pass unseen: a spinner that flashes is worse than none.
pub const NOTICEABLE: Duration = Duration::from_millis(300);

/// What is known of something that is fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Load<T> {
    /// Asked for, just now.
    #[default]
    Waiting,
    /// Asked for long enough ago to say so.
    WaitingLong,
    /// It came.
    Here(T),
    /// It will not come by itself.
    Failed(Failure),
}

impl<T> Load<T> {
    /// What came, if it did.
    pub const fn here(&self) -> Option<&T> {
        match self {
            Self::Here(value) => Some(value),
            _ => None,
        }
    }
}

/// Why something did not come, in words for the one who waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What happened and what can be done, in a sentence.
    pub sentence: String,
    /// Whether trying again could help.
    pub retry: bool,
    /// What to tell whoever looks into it: the request's id.
    pub request: Option<String>,
}

impl Failure {
    /// All of it in one line, for whoever looks into it.
    fn details(&self) -> String {
        let request = self.request.as_ref().map(|id| format!(" Request {id}.")).unwrap_or_default();
        format!("{}{request}", self.sentence)
    }
}

/// Marks `load` as waiting, and as waiting long when it still is after 300 ms.
pub fn wait_long<T: Send + Sync + 'static>(load: RwSignal<Load<T>>) {
    load.set(Load::Waiting);
    set_timeout(
        move || {
            if load.try_with_untracked(|load| matches!(load, Load::Waiting)) == Some(true) {
                load.set(Load::WaitingLong);
            }
        },
        NOTICEABLE,
    );
}

/// Draws what is fetched: nothing at first, a bar when it takes long, itself when it came, the cause when it failed.
/// `what` it is in a few words, as `the list`; `on_retry` asks for it again.
pub fn loading<T, P>(
    load: Signal<Load<T>>,
    what: &str,
    on_retry: Option<Callback<()>>,
    draw: impl Fn(T) -> P + Send + 'static,
) -> Part
where
    T: Clone + Send + Sync + 'static,
    P: Into<Part>,
{
    let scope = stylers_macro::style_sheet!("style/components/load.css");
    let words = StoredValue::new(format!("Loading {what}…"));
    let long = Memo::new(move |_| load.with(|load| matches!(load, Load::WaitingLong)));
    let heading = format!("Could not load {what}");
    let said = tag("p").attr("class", "sr").attr("role", "status");
    let said = said.live_text(move || long.get().then(|| words.get_value()));
    let body = live(move || match load.get() {
        Load::Waiting => Vec::new().into(),
        Load::WaitingLong => tag("div")
            .attr("class", format!("load {scope}"))
            .with(view! { <Progress label=words.get_value() /> })
            .with(tag("p").attr("aria-hidden", "true").with(words.get_value()))
            .into(),
        Load::Here(value) => untrack(|| draw(value).into()),
        Load::Failed(failure) => failed(failure, heading.clone(), on_retry, None),
    });
    vec![said.into(), body].into()
}

/// A failure where its content would have been: the cause, the next try, and what to tell whoever helps. `heading` says
/// what did not come, `on_retry` asks for it again, as `again` does by itself.
pub fn failed(
    failure: Failure,
    heading: impl Into<String>,
    on_retry: Option<Callback<()>>,
    again: Option<Countdown>,
) -> Part {
    let heading = heading.into();
    let details = format!("{heading}. {}", failure.details());
    let Failure { sentence, retry, request } = failure;
    // Not read out: each second would be.
    let again = move || {
        let again = again.filter(|again| again.running())?;
        let words = format!(" Trying again in {} s.", again.left());
        Some(tag("span").attr("class", "num").attr("aria-hidden", "true").with(words))
    };
    let retry = on_retry.filter(|_| retry).map(|on_retry| actions(details, on_retry)).unwrap_or_default();
    let request = request.map(|id| vec![tag("br").into(), "Request ".into(), tag("code").with(id).into()]);
    let why: Vec<Part> = vec![sentence.into(), live(again), request.into()];
    tag("div").attr("role", "alert").with(blank(Icon::WARNING, heading, why, retry)).into()
}

fn actions(details: String, on_retry: Callback<()>) -> Vec<Part> {
    let press = move |press| {
        super::focus_region_of(&press);
        on_retry.run(());
    };
    let again =
        view! { <Button text="Try again" kind=ButtonKind::Primary icon=Icon::RETRY on_click=press /> };
    let copy = view! { <CopyButton text=details label="Copy details" kind=ButtonKind::Ghost /> };
    vec![again.into(), copy.into()]
}
