//! `frontdesk user …`.

use super::open::Desk;
use super::place::Place;
use super::say::{hand_over, say};
use crate::api::addresses;
use crate::queue::Work;
use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand};
use frontdesk_store::{By, Change, Created, NewUser, PasswordHash, Updated, User};
use frontdesk_wire::query::{Condition, Direction, Field, LIMIT_MAX, Sort, SortField, Test, UserQuery};
use frontdesk_wire::{AuditAction, Metadata, Password, Scope, check_scopes};

#[derive(Subcommand)]
pub(super) enum UserLine {
    /// Add a user. Generates a password and prints it, unless one is read from standard input.
    Add {
        #[command(flatten)]
        who: Who,
        /// Make the user an administrator
        #[arg(long)]
        admin: bool,
        /// Read the password from standard input: one line
        #[arg(long)]
        password_stdin: bool,
    },
    /// List all users: id, e-mail, scopes, state.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Set a user's password and end all of the user's sessions.
    SetPassword {
        #[command(flatten)]
        who: Who,
        /// Read the password from standard input: one line; else one is generated and printed
        #[arg(long)]
        password_stdin: bool,
    },
    /// Give a user a scope; `admin` makes an administrator.
    Grant {
        #[command(flatten)]
        who: Who,
        /// The scope
        #[arg(value_name = "SCOPE")]
        scope: String,
    },
    /// Let a user in again: no longer blocked, and no wrong passwords counted.
    Unlock {
        #[command(flatten)]
        who: Who,
    },
}

/// Which user.
#[derive(Args)]
pub(super) struct Who {
    /// The user's e-mail
    #[arg(value_name = "EMAIL")]
    email: String,
    #[command(flatten)]
    place: Place,
}

/// Does what the line says.
///
/// # Errors
/// One sentence that says why not; then nothing has changed.
pub(super) async fn run(line: UserLine) -> anyhow::Result<()> {
    match line {
        UserLine::Add { who, admin, password_stdin } => add(&who, admin, password_stdin).await,
        UserLine::List { place } => list(&place).await,
        UserLine::SetPassword { who, password_stdin } => set_password(&who, password_stdin).await,
        UserLine::Grant { who, scope } => grant(&who, &scope).await,
        UserLine::Unlock { who } => unlock(&who).await,
    }
}

async fn add(who: &Who, admin: bool, password_stdin: bool) -> anyhow::Result<()> {
    let desk = Desk::open_or_make(&who.place).await?;
    let (email, key) = addresses::read(&who.email).map_err(|problem| anyhow!("{problem}"))?;
    if desk.store.login(&key).await?.is_some() {
        bail!("{email} exists already; nothing was changed");
    }
    let hash = password(&desk, password_stdin).await?;
    let scope = if admin { vec![Scope::user(), Scope::admin()] } else { vec![Scope::user()] };
    let user = NewUser {
        id: desk.clock.user_id(),
        username: email.clone(),
        username_key: key.clone(),
        email: email.clone(),
        email_key: key,
        password: hash,
        is_active: true,
        blocked: false,
        plan: "free".to_owned(),
        scope,
        vendor: desk.config.default_vendor.clone(),
        metadata: Metadata::default(),
        created_at: desk.clock.now(),
    };
    let jobs = Work::user_created(&desk.config, &desk.clock, &user);
    if desk.store.create_user(user, None, jobs, &by(&desk)).await? == Created::AddressTaken {
        bail!("{email} exists already; nothing was changed");
    }
    desk.store.close().await;
    say(format_args!("{email} was added{}", if admin { " as an administrator" } else { "" }))
}

async fn list(place: &Place) -> anyhow::Result<()> {
    let desk = Desk::open(place).await?;
    let by_id = Sort { field: SortField::Id, direction: Direction::Ascending };
    let mut query = UserQuery { limit: LIMIT_MAX, sort: vec![by_id], ..UserQuery::default() };
    loop {
        let users = desk.store.list_users(&query).await?;
        let lines: Vec<String> = users.iter().map(line).collect();
        if !lines.is_empty() {
            say(lines.join("\n"))?;
        }
        let last = match users.last() {
            Some(last) if users.len() == LIMIT_MAX as usize => last.id.to_string(),
            _ => break,
        };
        // On from the last one: an offset would be counted anew for every page.
        query.conditions = vec![Condition { field: Field::Id, negated: false, test: Test::Greater(last) }];
    }
    desk.store.close().await;
    Ok(())
}

fn line(user: &User) -> String {
    let scope: Vec<&str> = user.scope.iter().map(Scope::as_str).collect();
    let state = match (user.blocked, user.is_active) {
        (true, _) => "blocked",
        (false, true) => "active",
        (false, false) => "inactive",
    };
    format!("{}  {}  {}  {state}", user.id, user.email, scope.join(","))
}

async fn set_password(who: &Who, password_stdin: bool) -> anyhow::Result<()> {
    let desk = Desk::open(&who.place).await?;
    let user = find(&desk, &who.email).await?;
    let hash = password(&desk, password_stdin).await?;
    let notice = Work::password_changed(&desk.clock);
    let set = desk.store.set_password(user.id, None, hash, None, &notice, &by(&desk)).await?;
    set.context("the user is being deleted")?;
    desk.store.close().await;
    say(format_args!("the password of {} was set; the user is signed out everywhere", user.email))
}

async fn grant(who: &Who, scope: &str) -> anyhow::Result<()> {
    let desk = Desk::open(&who.place).await?;
    let scope = Scope::parse(scope).map_err(|problem| anyhow!("{}", problem.sentence()))?;
    let user = find(&desk, &who.email).await?;
    if user.scope.contains(&scope) {
        return say(format_args!("{} has the scope {scope} already", user.email));
    }
    let texts = user.scope.iter().chain([&scope]).map(Scope::as_str);
    let scopes = check_scopes(texts).map_err(|problem| anyhow!("{}", problem.sentence()))?;
    change(&desk, &user, Change { scope: Some(scopes), ..Change::default() }).await?;
    desk.store.close().await;
    say(format_args!("{} has the scope {scope} now", user.email))
}

async fn unlock(who: &Who) -> anyhow::Result<()> {
    let desk = Desk::open(&who.place).await?;
    let user = find(&desk, &who.email).await?;
    desk.store.forget_limits_under(&crate::auth::limits::account(user.id)).await?;
    if user.blocked {
        change(&desk, &user, Change { blocked: Some(false), ..Change::default() }).await?;
    } else {
        desk.store.note(vec![by(&desk).did(AuditAction::UserUnlocked, user.id)]).await?;
    }
    desk.store.close().await;
    say(format_args!("{} can sign in again", user.email))
}

fn by(desk: &Desk) -> By {
    By::command(desk.clock.now())
}

async fn change(desk: &Desk, user: &User, change: Change) -> anyhow::Result<()> {
    match desk.store.update_user(user.id, change, &|_, _| Vec::new(), &by(desk)).await? {
        Updated::Changed { .. } => Ok(()),
        Updated::Absent => bail!("{} is gone", user.email),
        Updated::AddressTaken | Updated::LastAdmin | Updated::Otherwise(_) => {
            bail!("{} cannot be changed", user.email)
        }
    }
}

async fn find(desk: &Desk, email: &str) -> anyhow::Result<User> {
    let (email, key) = addresses::read(email).map_err(|problem| anyhow!("{problem}"))?;
    let login = desk.store.login(&key).await?;
    Ok(login.with_context(|| format!("there is no user {email}"))?.user)
}

/// The hash of one line of standard input, or of a password that is made up. That one is shown before anything is written:
/// it is stored nowhere, and one that could not be shown must not be set.
async fn password(desk: &Desk, from_stdin: bool) -> anyhow::Result<PasswordHash> {
    let password = if from_stdin { read_line()? } else { made_up(desk) };
    if let Some(problem) = desk.passwords.problem(&password) {
        bail!("{} Nothing was changed.", problem.sentence());
    }
    let hash =
        desk.passwords.hash(&password).await.map_err(|_| anyhow!("the password could not be hashed"))?;
    if !from_stdin {
        hand_over(format_args!("password: {}", password.reveal()))?;
    }
    Ok(hash)
}

/// Held to what a request may hold: what no request can carry would let nobody in.
fn read_line() -> anyhow::Result<Password> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("standard input cannot be read")?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.contains('\0') {
        bail!("A password cannot hold a NUL character. Nothing was changed.");
    }
    Ok(Password::new(password.to_owned()))
}

/// Twenty letters and digits that nobody mixes up, a hundred bits of chance.
fn made_up(desk: &Desk) -> Password {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let letters = desk.clock.random::<20>();
    let text = letters
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)))
        .map(|letter| char::from(*letter));
    Password::new(text.collect())
}
