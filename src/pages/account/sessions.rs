//! Where I am signed in, and how to end that. Shown only where the server keeps account of sessions.

use super::part;
use super::user_agent::{Device, read};
use crate::api;
use crate::clock;
use crate::session::{Keeper, use_session};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::chip::chip;
use crate::ui::icon::{Icon, icon};
use crate::ui::load::{Load, loading, wait_long};
use crate::ui::notice::{NoticeKind, notice};
use crate::ui::part::{Part, Tag, tag};
use crate::ui::time::time;
use crate::ui::toast::{Toasts, use_toasts};
use crate::ui::{effect, focus_id};
use frontdesk_wire::replies::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;

const HEADING: &str = "sessions";

/// The part.
pub fn sessions() -> Tag {
    let seats = Seats::new();
    let session = seats.session;
    effect(move || {
        session.times_signed_in();
        seats.ask();
    });
    let said = |kind, said: RwSignal<Option<String>>| {
        let when = Signal::derive(move || said.with(Option::is_some));
        notice(kind, when, move || vec![tag("p").live_text(move || said.get()).into()]).into()
    };
    let retry = Callback::new(move |()| seats.ask());
    let mut inside = vec![
        said(NoticeKind::Good, seats.done),
        said(NoticeKind::Bad, seats.wrong),
        loading(seats.load.into(), "your sessions", Some(retry), move |list| drawn(list, seats)),
    ];
    inside.extend(everywhere(seats));
    part(HEADING, tag("h2").attr("tabindex", "-1").with("Signed in on"), inside)
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

fn drawn(list: Vec<Session>, seats: Seats) -> Tag {
    let now = clock::ticking();
    tag("ul")
        .attr("class", "seats")
        .with_all(list.into_iter().map(|seat| seat_of(seat, seats, now).into()).collect())
}

fn seat_of(seat: Session, seats: Seats, now: Signal<i64>) -> Tag {
    let agent = read(seat.user_agent.as_deref().unwrap_or_default());
    let picture = if agent.device == Device::Phone { Icon::PHONE } else { Icon::LAPTOP };
    let address = seat.address.clone().map(|address| format!("{address} · "));
    let seen = match seat.current {
        true => Part::from("active now"),
        false => time(seat.last_seen.as_millis(), now).into(),
    };
    let id = seat.id.clone();
    let label = format!("Sign out {}", agent.words);
    // Two sessions may be of the same browser: what else stands in the row tells them apart.
    let details = format!("session-{}", seat.id);
    let own = seat.current.then(|| Part::Several(vec![" ".into(), chip(true, "This browser").into()]));
    let words = tag("div")
        .with(tag("b").with(agent.words))
        .with(own)
        .with(tag("p").attr("class", "muted").attr("id", details.clone()).with(address).with(seen));
    let end = view! {
        <Button
            text="Sign out"
            label
            described_by=details
            small=true
            busy=Signal::derive(move || seats.is_ending(&id))
            busy_text="Signing out…"
            on_click=move |_| seats.end(seat.clone())
        />
    };
    tag("li").with(tag("span").attr("class", "muted").with(icon(picture, 18))).with(words).with(end)
}

fn everywhere(seats: Seats) -> [Part; 2] {
    let end = view! {
        <Button
            text="Sign out everywhere"
            kind=ButtonKind::Bad
            icon=Icon::SIGN_OUT
            busy=Signal::derive(move || seats.is_ending(""))
            busy_text="Signing out…"
            on_click=move |_| seats.end_all()
        />
    };
    let hint = tag("p").attr("class", "hint");
    [end.into(), hint.with("Includes this browser. You can sign in again at any time.").into()]
}
