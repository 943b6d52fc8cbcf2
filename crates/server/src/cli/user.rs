//! `frontdesk user …`.

use super::DataLine;
use super::open::Desk;
use crate::api::addresses;
use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand};
use frontdesk_store::{Change, Created, NewUser, PasswordHash, Updated, User};
use frontdesk_wire::query::{LIMIT_MAX, UserQuery};
use frontdesk_wire::{Metadata, Password, Scope};
use std::io::Write;

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
        data: DataLine,
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
    data: DataLine,
}

/// Does what the line says.
///
/// # Errors
/// One sentence that says why not; then nothing has changed.
pub(super) async fn run(line: UserLine) -> anyhow::Result<()> {
    match line {
        UserLine::Add { who, admin, password_stdin } => add(&who, admin, password_stdin).await,
        UserLine::List { data } => list(&data).await,
        UserLine::SetPassword { who, password_stdin } => set_password(&who, password_stdin).await,
        UserLine::Grant { who, scope } => grant(&who, &scope).await,
        UserLine::Unlock { who } => unlock(&who).await,
    }
}

async fn add(who: &Who, admin: bool, password_stdin: bool) -> anyhow::Result<()> {
    let desk = Desk::open(&who.data).await?;
    let (email, key) = addresses::read(&who.email).map_err(|problem| anyhow!("{problem}"))?;
    if desk.store.login(&key).await?.is_some() {
        bail!("{email} exists already; nothing was changed");
    }
    let (hash, generated) = password(&desk, password_stdin).await?;
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
    if desk.store.create_user(user, None, Vec::new()).await? == Created::AddressTaken {
        bail!("{email} exists already; nothing was changed");
    }
    desk.store.close().await;
    println!("{email} was added{}", if admin { " as an administrator" } else { "" });
    show(generated);
    Ok(())
}

async fn list(data: &DataLine) -> anyhow::Result<()> {
    let desk = Desk::open(data).await?;
    let mut query = UserQuery { limit: LIMIT_MAX, ..UserQuery::default() };
    let mut out = std::io::stdout().lock();
    loop {
        let users = desk.store.list_users(&query).await?;
        for user in &users {
            let scope: Vec<&str> = user.scope.iter().map(Scope::as_str).collect();
            let state = if user.blocked {
                "blocked"
            } else if user.is_active {
                "active"
            } else {
                "inactive"
            };
            writeln!(out, "{}  {}  {}  {state}", user.id, user.email, scope.join(","))?;
        }
        if users.len() < LIMIT_MAX as usize {
            break;
        }
        query.offset += users.len() as u64;
    }
    desk.store.close().await;
    Ok(())
}

async fn set_password(who: &Who, password_stdin: bool) -> anyhow::Result<()> {
    let desk = Desk::open(&who.data).await?;
    let user = find(&desk, &who.email).await?;
    let (hash, generated) = password(&desk, password_stdin).await?;
    let set = desk.store.set_password(user.id, None, hash, None, &|_, _| Vec::new()).await?;
    set.context("the user is being deleted")?;
    desk.store.close().await;
    println!("the password of {} was set; the user is signed out everywhere", user.email);
    show(generated);
    Ok(())
}

async fn grant(who: &Who, scope: &str) -> anyhow::Result<()> {
    let desk = Desk::open(&who.data).await?;
    let scope = Scope::parse(scope).map_err(|problem| anyhow!("{}", problem.sentence()))?;
    let user = find(&desk, &who.email).await?;
    if user.scope.contains(&scope) {
        println!("{} has the scope {scope} already", user.email);
        return Ok(());
    }
    let scopes = user.scope.iter().cloned().chain([scope.clone()]).collect();
    change(&desk, &user, Change { scope: Some(scopes), ..Change::default() }).await?;
    println!("{} has the scope {scope} now", user.email);
    Ok(())
}

async fn unlock(who: &Who) -> anyhow::Result<()> {
    let desk = Desk::open(&who.data).await?;
    let user = find(&desk, &who.email).await?;
    if user.blocked {
        change(&desk, &user, Change { blocked: Some(false), ..Change::default() }).await?;
    }
    desk.store.forget_limits_under(&crate::auth::limits::account(&desk.secret, user.id)).await?;
    desk.store.close().await;
    println!("{} can sign in again", user.email);
    Ok(())
}

async fn change(desk: &Desk, user: &User, change: Change) -> anyhow::Result<()> {
    match desk.store.update_user(user.id, change, &|_, _| Vec::new()).await? {
        Updated::Changed { .. } => Ok(()),
        Updated::Absent => bail!("{} is gone", user.email),
        Updated::AddressTaken | Updated::LastAdmin => bail!("{} cannot be changed", user.email),
    }
}

async fn find(desk: &Desk, email: &str) -> anyhow::Result<User> {
    let (email, key) = addresses::read(email).map_err(|problem| anyhow!("{problem}"))?;
    let login = desk.store.login(&key).await?;
    Ok(login.with_context(|| format!("there is no user {email}"))?.user)
}

/// One line of standard input, or one that is made up and to be shown.
async fn password(desk: &Desk, from_stdin: bool) -> anyhow::Result<(PasswordHash, Option<Password>)> {
    let password = if from_stdin { read_line()? } else { made_up(desk) };
    if let Some(problem) = desk.passwords.problem(&password) {
        bail!("{} Nothing was changed.", problem.sentence());
    }
    let hash =
        desk.passwords.hash(&password).await.map_err(|_| anyhow!("the password could not be hashed"))?;
    Ok((hash, (!from_stdin).then_some(password)))
}

fn read_line() -> anyhow::Result<Password> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("standard input cannot be read")?;
    Ok(Password::new(line.trim_end_matches(['\r', '\n']).to_owned()))
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

/// Only to whoever ran the command: it is stored nowhere.
fn show(generated: Option<Password>) {
    if let Some(password) = generated {
        println!("password: {}", password.reveal());
    }
}
