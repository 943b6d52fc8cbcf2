//! Saving what was changed to a user: only on top of what was seen. What somebody else has saved meanwhile is brought
//! together with it, or waits for a choice.

use super::super::drafts;
use super::super::list::words::list;
use super::super::metadata::merge;
use super::clash::Clash;
use super::draft::{Change, Draft, Refusal, names};
use super::editing::{EMAIL, Editing, METADATA, SCOPES, VENDORS};
use crate::api::ApiError;
use crate::cache::Updated;
use crate::form::{Problem, when_answered};
use crate::layout::focus_problem;
use crate::ui::focus_id;
use frontdesk_wire::code;
use frontdesk_wire::replies::User;
use leptos::prelude::*;

/// The element id of the heading over the choices between mine and theirs.
pub const CLASH: &str = "user-clash";

/// Which of two changes of the same stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The one made here.
    Mine,
    /// Somebody else's.
    Theirs,
}

/// What of a draft is saved.
type Part = fn(Draft) -> Draft;

impl Editing {
    /// Saves the changes, and nothing else.
    pub fn save(self) {
        self.send(|draft| draft);
    }

    /// Saves the metadata alone; other changes stay unsaved.
    pub fn save_metadata(self) {
        self.send(|draft| Draft { metadata: draft.metadata, ..Draft::default() });
    }

    /// Settles what both have changed, and saves what is left of mine.
    pub fn choose(self, chosen: &[(Clash, Side)]) {
        let theirs = chosen.iter().filter(|(_, side)| *side == Side::Theirs);
        let stored = self.user.get_untracked();
        for (clash, _) in theirs {
            match clash {
                Clash::Field(change, ..) => self.put(*change, &stored),
                Clash::Key(key) => self.metadata.update(|text| *text = merge::taking(text, key)),
            }
        }
        self.began.set(stored);
        if untrack(|| self.draft()) == Draft::default() {
            self.form.check(Vec::new());
        } else {
            self.save();
        }
    }

    fn send(self, part: Part) {
        // What was changed apart goes together now, also where the text was not valid when theirs came.
        self.take(&Draft::default(), self.user.get_untracked());
        if untrack(|| !self.clashes().is_empty()) {
            focus_id(CLASH);
            return;
        }
        let (draft, seen) = (part(untrack(|| self.draft())), self.user.get_untracked());
        if draft == Draft::default() {
            return;
        }
        let request = match draft.request(&seen) {
            Ok(request) => request,
            Err(refusals) => {
                let problems: Vec<Problem> = refusals.into_iter().map(problem).collect();
                focus_problem(&problems);
                self.form.check(problems);
                return;
            }
        };
        if !self.form.check(Vec::new()) || !self.form.begin() {
            return;
        }
        let (sent, tags) = (draft.clone(), untrack(|| self.area.settings.offers("etag")));
        let answer = async move {
            let fields = draft.fields();
            let stands = |fresh: &User| fields.iter().all(|change| change.is_same(&seen, fresh));
            let answer = self.area.users.update_if(&self.id, &request, tags, stands).await;
            if let Ok(Updated::Done(user)) = &answer {
                self.say_saved(&fields, user);
            }
            answer
        };
        when_answered(self.form, answer, move |answer| self.answered(part, &sent, answer));
    }

    /// Said and forgotten whatever page is shown by now: nothing of this page is touched.
    fn say_saved(self, fields: &[Change], user: &User) {
        self.area.session.refresh(user.clone());
        self.area.toasts.say(format!("Saved: {}.", names(fields).to_ascii_lowercase()));
        drafts::forget(&self.id);
    }

    fn answered(self, part: Part, sent: &Draft, answer: Result<Updated, ApiError>) {
        match answer {
            Ok(Updated::Done(user)) => {
                self.form.succeed();
                self.take(sent, user);
                let (draft, began) = (untrack(|| self.draft()), self.began.get_untracked());
                drafts::write(&self.id, draft, began);
            }
            Ok(Updated::Meanwhile(fresh)) => {
                self.form.succeed();
                self.take(&Draft::default(), fresh);
                if untrack(|| self.clashes().is_empty()) {
                    self.send(part);
                } else {
                    request_animation_frame(|| focus_id(CLASH));
                }
            }
            Err(error) if error.is(code::LAST_ADMIN) && sent.scopes.is_some() => {
                focus_id(SCOPES);
                self.form.check(vec![Problem::Field { id: SCOPES, sentence: error.sentence() }]);
            }
            Err(error) => self.form.fail(&error),
        }
    }

    /// What of somebody else's last change stays without a question, as a sentence. Tracked.
    pub fn kept_beside(self) -> Option<String> {
        let words: Vec<String> =
            self.beside.get().into_iter().map(|change| change.word().to_owned()).collect();
        let (own, touch, stay) = match words.len() {
            1 => ("Their change", "touches", "stays"),
            _ => ("Their changes", "touch", "stay"),
        };
        (!words.is_empty()).then(|| format!("{own} of {} {touch} nothing of yours and {stay}.", list(&words)))
    }
}

fn problem(refusal: Refusal) -> Problem {
    let id = match refusal.change {
        Change::Email => EMAIL,
        Change::Scopes => SCOPES,
        Change::Vendors => VENDORS,
        Change::Metadata => METADATA,
    };
    Problem::Field { id, sentence: refusal.sentence }
}
