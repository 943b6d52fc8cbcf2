//! Users who sign up, each with what follows: an entry in the audit trail, a first session, jobs. Those who sign up at once share a transaction, its statements and
//! its commit.

use super::connection::{Connection, Write};
use super::engine::Engine;
use super::gathering::{Answers, Work};
use super::{audit, create, jobs, sessions};
use crate::store::Result;
use crate::{NewEntry, NewJob, NewSession, NewUser, StoreError, User};
use std::collections::HashMap;

/// A user to be added, and all that is written with it.
#[derive(Clone)]
pub(super) struct Newcomer {
    pub(super) user: NewUser,
    pub(super) session: Option<NewSession>,
    pub(super) jobs: Vec<NewJob>,
    pub(super) entry: NewEntry,
}

/// Adds users, in a write under way. `None`: one of the addresses is taken, maybe by one of those before.
pub(super) async fn add(on: &mut Connection, newcomers: Vec<Newcomer>) -> Result<Vec<Option<User>>> {
    let users = newcomers.iter().map(|one| one.user.clone()).collect();
    let added = create::those_free(on, users).await?;
    let mut added: HashMap<_, _> = added.into_iter().map(|(num, user)| (user.id, (num, user))).collect();
    let (mut entries, mut opened, mut enqueued) = (Vec::new(), Vec::new(), Vec::new());
    let mut users = Vec::with_capacity(newcomers.len());
    for one in newcomers {
        let Some((num, user)) = added.remove(&one.user.id) else {
            users.push(None);
            continue;
        };
        let user = create::as_kept(&user);
        entries.push(one.entry);
        opened.extend(one.session.map(|session| (num, user.epoch, session)));
        enqueued.extend(one.jobs);
        users.push(Some(user));
    }
    audit::insert(on, &entries).await?;
    sessions::insert(on, opened).await?;
    jobs::insert(on, enqueued).await?;
    Ok(users)
}

/// Adds those who sign up at once, over these connections.
pub(super) struct SigningUp(pub(super) Engine);

impl SigningUp {
    /// All of them in this write.
    async fn together(&self, mut write: Write, newcomers: Vec<Newcomer>) -> Vec<Result<Option<User>>> {
        let (count, again) = (newcomers.len(), newcomers.clone());
        match add(&mut write, newcomers).await {
            Ok(users) => match write.commit().await {
                Ok(()) => users.into_iter().map(Ok).collect(),
                // Whether they are added is not known. Trying again might tell somebody that their own address is taken.
                Err(error) => (0..count).map(|_| Err(error.clone())).collect(),
            },
            Err(error) if count == 1 => vec![Err(error)],
            Err(_) => {
                // They need its turn.
                drop(write);
                self.each(again).await
            }
        }
    }

    /// One by one, for what is wrong with one of them is no fault of the others'. What is no fault of theirs at all is so for all.
    async fn each(&self, newcomers: Vec<Newcomer>) -> Vec<Result<Option<User>>> {
        let mut answers: Vec<Result<Option<User>>> = Vec::with_capacity(newcomers.len());
        for one in newcomers {
            let answer = match answers.last() {
                Some(Err(error)) if !matches!(error, StoreError::Fault(_)) => Err(error.clone()),
                _ => self.alone(one).await,
            };
            answers.push(answer);
        }
        answers
    }

    async fn alone(&self, newcomer: Newcomer) -> Result<Option<User>> {
        let mut write = self.0.begin().await?;
        let users = add(&mut write, vec![newcomer]).await?;
        write.commit().await?;
        Ok(users.into_iter().flatten().next())
    }
}

impl Work for SigningUp {
    type Asked = Newcomer;
    type Answer = Option<User>;
    type On = ();
    const MOST: usize = 32;
    const AT_ONCE: usize = 2;
    const GIVES_UP: bool = false;

    async fn open(&self) -> Result<()> {
        Ok(())
    }

    async fn answer(&self, (): (), newcomers: Vec<Newcomer>) -> Answers<Self> {
        let answers = match self.0.begin().await {
            Ok(write) => self.together(write, newcomers).await,
            // Trying again, they would wait as long once more.
            Err(error) => newcomers.iter().map(|_| Err(error.clone())).collect(),
        };
        (answers, Some(()))
    }
}
