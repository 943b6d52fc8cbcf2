//! Copying everything from one store to another, on whatever engines they stand.
//!
//! Table by table, in the order of the keys, a chunk at a time. What is in the target already must be what the source begins with, in every table, before the first row is
//! written: so a copy that was broken off goes on where it was, and nothing is ever mixed with other data. Counters against guessing are not copied.

use super::SqlStore;
use super::bind::Bind;
use super::connection::{Connection, Row};
use super::rows;
use super::statement::Statement;
use crate::StoreError;
use crate::store::Result;
use crate::terms;
use frontdesk_wire::Metadata;
use sha2::{Digest, Sha256};

/// Rows that are read, compared and written together.
const CHUNK: i64 = 500;

/// What a column holds.
#[derive(Clone, Copy)]
enum Kind {
    Int,
    Text,
    Blob,
    Truth,
}

/// A table; the columns of its key stand first.
struct Table {
    name: &'static str,
    key: &'static str,
    key_columns: usize,
    select: &'static str,
    insert: &'static str,
    kinds: &'static [Kind],
    /// Does another column follow, made of the last one?
    has_terms: bool,
}

impl Table {
    fn key_of(&self, row: &[Bind]) -> Values {
        row.iter().take(self.key_columns).cloned().collect()
    }
}

macro_rules! table {
    ($name:literal, $key:literal, $key_columns:literal, $columns:literal, $more:literal, $kinds:expr) => {
        Table {
            name: $name,
            key: $key,
            key_columns: $key_columns,
            select: concat!("SELECT ", $columns, " FROM ", $name),
            insert: concat!("INSERT INTO ", $name, " (", $columns, $more, ")"),
            kinds: $kinds,
            has_terms: !$more.is_empty(),
        }
    };
}

use Kind::{Blob, Int, Text, Truth};

/// Every table but the counters, those first that others refer to.
const TABLES: [Table; 13] = [
    table!(
        "users",
        "num",
        1,
        "num, id, created_at, username_key, email_key, username_text, email_text, plan_key, is_active, blocked, deleting, epoch",
        "",
        &[Int, Blob, Int, Text, Text, Text, Text, Text, Truth, Truth, Truth, Int]
    ),
    table!(
        "profile",
        "num",
        1,
        "num, username, email, password, plan, scope, vendor, metadata",
        ", terms",
        &[Int, Text, Text, Text, Text, Text, Text, Text]
    ),
    table!("address", "key", 1, "key, num", "", &[Text, Int]),
    table!("user_scope", "scope, num", 2, "scope, num", "", &[Text, Int]),
    table!("user_vendor", "vendor_key, num", 2, "vendor_key, num", "", &[Text, Int]),
    table!(
        "session",
        "id",
        1,
        "id, num, epoch, created_at, expires_at, last_seen_at, user_agent, address",
        "",
        &[Blob, Int, Int, Int, Int, Int, Text, Text]
    ),
    table!(
        "reset_code",
        "digest",
        1,
        "digest, num, made_at, expires_at, holds",
        "",
        &[Blob, Int, Int, Int, Truth]
    ),
    table!(
        "deletion",
        "ticket",
        1,
        "ticket, user_id, state, steps_done, message, began_at, ended_at",
        "",
        &[Blob, Blob, Text, Int, Text, Int, Int]
    ),
    table!(
        "job",
        "id",
        1,
        "id, kind, payload, user_id, made_at, ready_at, leased_until, tries",
        "",
        &[Blob, Text, Text, Blob, Int, Int, Int, Int]
    ),
    table!(
        "audit",
        "id",
        1,
        "id, at, actor_kind, actor, action, subject, address, user_agent, details",
        "",
        &[Int, Int, Text, Blob, Text, Blob, Text, Text, Text]
    ),
    table!(
        "bulk",
        "ticket",
        1,
        "ticket, by_user, act, state, total, reached, opened, done, unchanged, failed, message, began_at, ended_at, retried_as, address, user_agent",
        "",
        &[Blob, Blob, Text, Text, Int, Int, Int, Int, Int, Int, Text, Int, Int, Blob, Text, Text]
    ),
    table!("bulk_part", "ticket, part", 2, "ticket, part, ids, outcomes", "", &[Blob, Int, Blob, Blob]),
    table!("bulk_open", "ticket, seq", 2, "ticket, seq, user_id", "", &[Blob, Int, Blob]),
];

/// A table that was copied, and that reads alike on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Its name.
    pub table: &'static str,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 over all of them, equal on both sides.
    pub checksum: String,
}

type Values = Vec<Bind>;

impl SqlStore {
    /// Copies everything into another store, which is empty or was begun by an earlier copy, and compares both. Neither may be served meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Foreign`] if the target holds anything else; it is left as it was.
    pub async fn copy_to(&self, target: &Self, progress: impl Fn(&'static str, u64)) -> Result<Vec<Copied>> {
        self.number_entries().await?;
        let mut begun = Vec::with_capacity(TABLES.len());
        for table in &TABLES {
            begun.push(reached(self, target, table).await?);
        }
        for (table, reached) in TABLES.iter().zip(begun) {
            copy(self, target, table, reached, &progress).await?;
        }
        let mut write = target.begin().await?;
        for renumber in write.dialect().renumber() {
            write.execute(Statement::new(renumber)).await?;
        }
        write.commit().await?;
        target.take_in_counts().await?;
        let mut copied = Vec::with_capacity(TABLES.len());
        for table in &TABLES {
            let (rows, checksum) = sum(self, table).await?;
            if sum(target, table).await? != (rows, checksum.clone()) {
                return Err(differs(table));
            }
            copied.push(Copied { table: table.name, rows, checksum });
        }
        Ok(copied)
    }
}

fn differs(table: &Table) -> StoreError {
    StoreError::Foreign(format!(
        "the target's rows of {} are not those of the source: it holds other data. Nothing of it was changed; choose an empty one",
        table.name
    ))
}

/// How far a copy has come: the last key and how many rows.
type Reached = (Option<Values>, u64);

/// Up to where the target has what the source begins with.
async fn reached(from: &SqlStore, to: &SqlStore, table: &Table) -> Result<Reached> {
    let (mut last, mut seen): Reached = (None, 0);
    loop {
        let there = chunk(&mut to.reader().await?, table, last.as_deref()).await?;
        let Some(end) = there.last() else { return Ok((last, seen)) };
        let wanted = chunk(&mut from.reader().await?, table, last.as_deref()).await?;
        if !wanted.starts_with(&there) {
            return Err(differs(table));
        }
        last = Some(table.key_of(end));
        seen += there.len() as u64;
    }
}

/// Copies what comes after.
async fn copy(
    from: &SqlStore,
    to: &SqlStore,
    table: &Table,
    (mut last, mut seen): Reached,
    progress: &impl Fn(&'static str, u64),
) -> Result<()> {
    loop {
        let missing = chunk(&mut from.reader().await?, table, last.as_deref()).await?;
        let Some(end) = missing.last() else { return Ok(()) };
        let mut write = to.begin().await?;
        for rows in missing.chunks(50) {
            let rows = rows.iter().map(|row| whole(table, row)).collect::<Result<Vec<_>>>()?;
            let each = |statement: &mut Statement, row: Values| statement.all(&row);
            let insert = Statement::each(write.dialect(), table.insert, rows, each, "");
            write.execute(insert).await?;
        }
        write.commit().await?;
        last = Some(table.key_of(end));
        seen += missing.len() as u64;
        progress(table.name, seen);
    }
}

/// A row with what is made of it.
fn whole(table: &Table, row: &Values) -> Result<Values> {
    let mut row = row.clone();
    if table.has_terms {
        let Some(Bind::Text(Some(metadata))) = row.last() else { return Err(rows::unreadable("metadata")) };
        let metadata = Metadata::parse(metadata).map_err(|_| rows::unreadable("metadata"))?;
        row.push(Bind::Json(terms::of(&metadata)));
    }
    Ok(row)
}

/// The next rows after a key.
async fn chunk(on: &mut Connection, table: &Table, last: Option<&[Bind]>) -> Result<Vec<Values>> {
    let mut statement = Statement::new(table.select);
    if let Some(last) = last {
        statement.push(" WHERE (").push(table.key).push(") > (").all(last);
        statement.push(")");
    }
    statement.push(" ORDER BY ").push(table.key).push(" LIMIT ").bind(CHUNK);
    let rows = on.fetch_all(statement).await?;
    rows.iter().map(|row| values(table, row)).collect()
}

fn values(table: &Table, row: &Row) -> Result<Values> {
    let value = |(at, kind): (usize, &Kind)| {
        Ok(match kind {
            Int => Bind::Int(row.optional_int(at)?),
            Text => Bind::Text(row.optional_text(at)?.map(str::to_owned)),
            Blob => Bind::Blob(row.optional_blob(at)?.map(<[u8]>::to_owned)),
            Truth => row.truth(at)?.into(),
        })
    };
    table.kinds.iter().enumerate().map(value).collect()
}

/// How many rows a table has, and a checksum over all.
async fn sum(store: &SqlStore, table: &Table) -> Result<(u64, String)> {
    let (mut last, mut count, mut digest): (Option<Values>, u64, _) = (None, 0, Sha256::new());
    loop {
        let rows = chunk(&mut store.reader().await?, table, last.as_deref()).await?;
        let Some(end) = rows.last() else { break };
        last = Some(table.key_of(end));
        count += rows.len() as u64;
        rows.iter().flatten().for_each(|value| add(&mut digest, value));
    }
    Ok((count, digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}

/// Values do not run together: each begins with its kind and its length.
fn add(digest: &mut Sha256, value: &Bind) {
    let number;
    let (kind, bytes): (u8, &[u8]) = match value {
        Bind::Text(Some(text)) => (1, text.as_bytes()),
        Bind::Blob(Some(bytes)) => (2, bytes),
        Bind::Int(Some(value)) => {
            number = value.to_be_bytes();
            (3, &number)
        }
        _ => (0, &[]),
    };
    digest.update([kind]);
    digest.update((bytes.len() as u64).to_be_bytes());
    digest.update(bytes);
}
