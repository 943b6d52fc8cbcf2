//! Is it here yet: one state for whatever is fetched, and the one place that draws it.

use std::time::Duration;

use leptos::prelude::*;

use super::{
    blank::Blank,
    button::{Button, ButtonKind},
    copy_button::CopyButton,
    countdown::Countdown,
    icon::Icon,
    progress::Progress,
};

/// Shorter waits than this pass unseen: a spinner that flashes is worse than none.
const NOTICEABLE: Duration = Duration::from_millis(300);

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
#[component]
pub fn Loading<T, F, V>(
    /// What is known of it.
    #[prop(into)]
    load: Signal<Load<T>>,
    /// What it is, in a few words: `the list`.
    #[prop(into)]
    what: String,
    /// Asks for it again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// Draws it when it is here.
    children: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Send + 'static,
    V: IntoView + 'static,
{
    let scope = stylers_macro::style_sheet!("style/components/load.css");
    let words = StoredValue::new(format!("Loading {what}…"));
    let long = Memo::new(move |_| load.with(|load| matches!(load, Load::WaitingLong)));
    let heading = StoredValue::new(format!("Could not load {what}"));
    let body = move || match load.get() {
        Load::Waiting => ().into_any(),
        Load::WaitingLong => view! {
            <div class="load" class=(scope, true)>
                <Progress label=words.get_value() />
                <p aria-hidden="true">{words.get_value()}</p>
            </div>
        }
        .into_any(),
        Load::Here(value) => children(value).into_any(),
        Load::Failed(failure) => {
            view! { <Failed failure heading=heading.get_value() nostrip:on_retry=on_retry /> }.into_any()
        }
    };
    view! {
        <p class="sr" role="status">{move || long.get().then(|| words.get_value())}</p>
        {body}
    }
}

/// A failure where its content would have been: the cause, the next try, and what to tell whoever helps.
#[component]
pub fn Failed(
    /// Why it did not come.
    failure: Failure,
    /// What did not come.
    #[prop(into)]
    heading: String,
    /// Asks for it again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// When it is asked for again by itself.
    #[prop(optional)]
    again: Option<Countdown>,
) -> impl IntoView {
    let details = format!("{heading}. {}", failure.details());
    let Failure { sentence, retry, request } = failure;
    // Not read out: each second would be.
    let again = move || {
        let again = again.filter(|again| again.running())?;
        Some(
            view! { <span class="num" aria-hidden="true">{format!(" Trying again in {} s.", again.left())}</span> },
        )
    };
    let retry = on_retry.filter(|_| retry).map(|on_retry| {
        ViewFn::from(move || {
            view! {
                <Button
                    text="Try again"
                    kind=ButtonKind::Primary
                    icon=Icon::RETRY
                    on_click=move |press| {
                        super::focus_region_of(&press);
                        on_retry.run(());
                    }
                />
                <CopyButton text=details.clone() label="Copy details" kind=ButtonKind::Ghost />
            }
        })
    });
    let request = request.map(|id| view! { <br /> "Request " <code>{id}</code> });
    view! {
        <div role="alert">
            <Blank icon=Icon::WARNING heading nostrip:actions=retry>
                {sentence}
                {again}
                {request}
            </Blank>
        </div>
    }
}
