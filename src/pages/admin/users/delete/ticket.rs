//! Deletions under way: each ticket is kept by its user's id and asked after until the deletion has ended.

use super::super::area::{Area, Beside};
use super::super::drafts;
use super::progress::{Progress, pause};
use crate::cache::Users;
use crate::clock;
use crate::storage::{DELETIONS, Shelf};
use crate::ui::effect;
use crate::ui::toast::Toasts;
use frontdesk_wire::UserId;
use frontdesk_wire::lean::{self, Members, Read, Write, Writer};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;

/// What is kept of a deletion under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The server's ticket.
    pub ticket: String,
    /// Who is being deleted, to be named at the end.
    pub email: String,
}

impl Read for Ticket {
    fn of(members: &mut Members<'_>) -> Self {
        Self { ticket: members.must("ticket"), email: members.must("email") }
    }
}

impl Write for Ticket {
    fn members(&self, to: &mut Writer) {
        to.text("ticket", &self.ticket);
        to.text("email", &self.email);
    }
}

thread_local! {
    /// Those being followed. They outlive the users' area: nobody who comes back to it starts to follow them anew.
    static KNOWN: RefCell<HashMap<UserId, ArcRwSignal<Progress>>> = RefCell::default();
}

/// The deletions begun in this browser. Cheap to copy; it holds on to nothing of a page.
#[derive(Clone, Copy)]
pub struct Deletions {
    users: Users,
    toasts: Toasts,
}

impl Deletions {
    /// Provides [`use_deletions`].
    pub fn provide(area: Area) -> Self {
        let deletions = Self { users: area.users, toasts: area.toasts };
        provide_context(deletions);
        deletions
    }

    /// Leads back to the list, once the user who is open is gone. Their address leads nowhere now, so Back passes it by.
    pub fn leave_the_gone(self, area: Area) {
        // Held on to: the end takes it from those that are known.
        let open = Memo::new(move |_| area.beside().user().map(|id| self.of(id)));
        effect(move || {
            if open.get().is_some_and(|progress| progress.get() == Progress::Done) {
                area.replace(Beside::Nothing);
            }
        });
    }

    /// Why nothing may be changed to a user: they are being deleted.
    pub fn going(self, id: UserId) -> Signal<Option<String>> {
        let progress = self.of(id);
        Signal::derive(move || {
            progress.with(Progress::is_running).then(|| "This account is being deleted.".to_owned())
        })
    }

    /// Goes on following what was under way when the page was left.
    pub fn resume(self) {
        for name in Shelf::Device.names(DELETIONS) {
            let id = name.strip_prefix(DELETIONS).and_then(|id| id.parse().ok());
            if let (Some(id), Some(ticket)) = (id, read(&name))
                && !self.of(id).with_untracked(Progress::is_running)
            {
                self.follow(id, ticket);
            }
        }
    }

    /// How far a user's deletion is.
    pub fn of(self, id: UserId) -> ArcRwSignal<Progress> {
        KNOWN.with_borrow_mut(|known| {
            known.entry(id).or_insert_with(|| ArcRwSignal::new(Progress::Idle)).clone()
        })
    }

    /// Follows a deletion that has begun.
    pub fn follow(self, id: UserId, ticket: Ticket) {
        Shelf::Device.write(&name(&id), &lean::write(&ticket));
        let progress = self.of(id);
        progress.set(Progress::Running(None));
        self.ask(id, ticket, progress, 0);
    }

    fn ask(self, id: UserId, ticket: Ticket, progress: ArcRwSignal<Progress>, times: u32) {
        // Signing out forgets the ticket, and with it ends the following.
        if read(&name(&id)).as_ref() != Some(&ticket) {
            progress.set(Progress::Idle);
            return;
        }
        spawn_local(async move {
            if let Some(now) = self.state(&id, &ticket.ticket).await {
                progress.set(now);
            }
            match progress.get_untracked() {
                Progress::Done => self.end(&id, &ticket),
                Progress::Stopped(_) => Shelf::Device.remove(&name(&id)),
                _ => {
                    let wait = Duration::from_millis(u64::from(pause(times)));
                    clock::after(wait, move || self.ask(id, ticket, progress, times.saturating_add(1)));
                }
            }
        });
    }

    /// What the server says; `None` while it cannot be asked. It forgets a ticket some minutes after the end: then
    /// the user is the answer.
    async fn state(self, id: &UserId, ticket: &str) -> Option<Progress> {
        match self.users.delete_status(id, ticket).await {
            Ok(status) => Some(Progress::of(&status)),
            Err(error) if error.is_not_found() => match self.users.get(id).await {
                Err(error) if error.is_not_found() => Some(Progress::Done),
                Ok(_) => Some(Progress::Stopped(
                    "The server no longer knows how this deletion went. The user is still here.".to_owned(),
                )),
                Err(_) => None,
            },
            Err(_) => None,
        }
    }

    fn end(self, id: &UserId, ticket: &Ticket) {
        Shelf::Device.remove(&name(id));
        drafts::forget(id);
        // Whoever shows it knows already; who comes to that address later is told that there is no such user.
        KNOWN.with_borrow_mut(|known| known.remove(id));
        self.users.forget(id);
        self.toasts.say(format!("{} is deleted.", ticket.email));
    }
}

fn name(id: &UserId) -> String {
    format!("{DELETIONS}{id}")
}

fn read(name: &str) -> Option<Ticket> {
    lean::read(&Shelf::Device.read(name)?)
}

/// The deletions of the area around this component.
pub fn use_deletions() -> Deletions {
    use_context().unwrap_or_else(|| Deletions::provide(super::super::area::use_area()))
}
