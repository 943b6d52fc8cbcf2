//! Where I am signed in, and how to end that. Shown only where the server keeps account of sessions.

use super::user_agent::{Device, read};
use crate::api;
use crate::clock;
use crate::session::{Keeper, use_session};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::chip::Chip;
use crate::ui::focus_id;
use crate::ui::icon::{Icon, Svg};
use crate::ui::load::{Load, Loading, wait_long};
use crate::ui::notice::{Notice, NoticeKind};
use crate::ui::time::Time;
use crate::ui::toast::{Toasts, use_toasts};
use frontdesk_wire::replies::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;

const HEADING: &str = "sessions";

/// The part.
#[component]
pub fn Sessions() -> impl IntoView {
    let seats = Seats::new();
    let session = seats.session;
    Effect::new(move |_| {
        session.times_signed_in();
        seats.ask();
    });
    let load = Signal::derive(move || seats.load.get());
    view! {
        <section class="part" aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">"Signed in on"</h2>
            <div>
                <Notice kind=NoticeKind::Good when=Signal::derive(move || seats.done.with(Option::is_some))>
                    <p>{move || seats.done.get()}</p>
                </Notice>
                <Notice kind=NoticeKind::Bad when=Signal::derive(move || seats.wrong.with(Option::is_some))>
                    <p>{move || seats.wrong.get()}</p>
                </Notice>
                <Loading load what="your sessions" on_retry=move |()| seats.ask() let:list>
                    <List list seats />
                </Loading>
                <Everywhere seats />
            </div>
        </section>
    }
}

#[derive(Clone, Copy)]
struct Seats {
    session: Keeper,
    load: RwSignal<Load<Vec<Session>>>,
    done: RwSignal<Option<String>>,
    wrong: RwSignal<Option<String>>,
    ending: RwSignal<Option<String>>,
    toasts: Toasts,
}

impl Seats {
    fn new() -> Self {
        Self {
            session: use_session(),
            load: RwSignal::new(Load::Waiting),
            done: RwSignal::new(None),
            wrong: RwSignal::new(None),
            ending: RwSignal::new(None),
            toasts: use_toasts(),
        }
    }

    fn ask(self) {
        if self.load.is_disposed() {
            return;
        }
        if self.load.with_untracked(|load| load.here().is_none()) {
            wait_long(self.load);
        }
        spawn_local(async move {
            match api::account::sessions(self.session.api()).await {
                Ok(mut list) => {
                    list.sort_by_key(|seat| (!seat.current, std::cmp::Reverse(seat.last_seen)));
                    self.load.set(Load::Here(list));
                }
                Err(error) => self.load.set(Load::Failed(error.failure())),
            }
        });
    }

    /// Ends one session; this browser's own is a sign-out.
    fn end(self, seat: Session) {
        self.begin(seat.id.clone());
        spawn_local(async move {
            if seat.current {
                drop(self.session.sign_out(false).await);
                return;
            }
            let ended = api::account::end_session(self.session.api(), &seat.id).await;
            self.ending.set(None);
            match ended {
                Ok(_) => self.ended(format!("Signed out of {}.", name_of(&seat))),
                // Somebody was faster: it is ended all the same.
                Err(error) if error.is_not_found() => {
                    self.ended(format!("{} was signed out already.", name_of(&seat)));
                }
                Err(error) => self.wrong.set(Some(error.sentence())),
            }
            self.ask();
        });
    }

    /// Says it on the page, or wherever the person is by now.
    fn ended(self, sentence: String) {
        if self.load.is_disposed() {
            self.toasts.say(sentence);
            return;
        }
        // The button that was pressed goes, or becomes another session's.
        focus_id(HEADING);
        self.done.set(Some(sentence));
    }

    fn end_all(self) {
        self.begin(String::new());
        spawn_local(async move {
            if let Err(error) = self.session.sign_out(true).await {
                self.ending.set(None);
                self.wrong.set(Some(error.sentence()));
            }
        });
    }

    fn begin(self, id: String) {
        self.done.set(None);
        self.wrong.set(None);
        self.ending.set(Some(id));
    }

    fn is_ending(self, id: &str) -> bool {
        self.ending.with(|ending| ending.as_deref() == Some(id))
    }
}

fn name_of(seat: &Session) -> String {
    read(seat.user_agent.as_deref().unwrap_or_default()).words
}

#[component]
fn List(list: Vec<Session>, seats: Seats) -> impl IntoView {
    let now = clock::ticking();
    view! {
        <ul class="seats">
            {list.into_iter().map(|seat| view! { <Seat seat seats now /> }).collect_view()}
        </ul>
    }
}

#[component]
fn Seat(seat: Session, seats: Seats, now: Signal<i64>) -> impl IntoView {
    let agent = read(seat.user_agent.as_deref().unwrap_or_default());
    let icon = if agent.device == Device::Phone { Icon::PHONE } else { Icon::LAPTOP };
    let address = seat.address.clone().map(|address| format!("{address} · "));
    let seen = match seat.current {
        true => "active now".into_any(),
        false => view! { <Time at=seat.last_seen.as_millis() now /> }.into_any(),
    };
    let id = seat.id.clone();
    let is_current = seat.current;
    let label = format!("Sign out {}", agent.words);
    // Two sessions may be of the same browser: what else stands in the row tells them apart.
    let details = format!("session-{}", seat.id);
    view! {
        <li>
            <span class="muted"><Svg icon size=18 /></span>
            <div>
                <b>{agent.words}</b>
                {is_current.then(|| view! { " " <Chip accent=true>"This browser"</Chip> })}
                <p class="muted" id=details.clone()>{address}{seen}</p>
            </div>
            <Button
                text="Sign out"
                label
                described_by=details
                small=true
                busy=Signal::derive(move || seats.is_ending(&id))
                busy_text="Signing out…"
                on_click=move |_| seats.end(seat.clone())
            />
        </li>
    }
}

#[component]
fn Everywhere(seats: Seats) -> impl IntoView {
    view! {
        <Button
            text="Sign out everywhere"
            kind=ButtonKind::Bad
            icon=Icon::SIGN_OUT
            busy=Signal::derive(move || seats.is_ending(""))
            busy_text="Signing out…"
            on_click=move |_| seats.end_all()
        />
        <p class="hint">"Includes this browser. You can sign in again at any time."</p>
    }
}
