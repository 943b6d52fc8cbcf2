//! Keeps the index of all users as the database stands: loads it, and brings it up to date inside the transaction of whoever asks.

use super::changes::{self, Cursor};
use super::connection::{Connection, Row};
use super::engine::Engine;
use super::rows;
use crate::StoreError;
use crate::index::{Entry, Index, IndexState, Loading};
use crate::store::Result;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, watch};
use tokio::task::{JoinHandle, spawn_blocking, yield_now};
use tokio::time::sleep;

/// How often the index is brought up to date while nobody asks, so that whoever asks finds little to do.
const TURN: Duration = Duration::from_millis(200);
/// How long loading waits after the database was out of reach.
const PAUSE: Duration = Duration::from_secs(1);
/// How many rows are loaded at once.
const CHUNK: i64 = 1_000;
/// How many changed rows are taken over at once: a few milliseconds' work.
const SLICE: usize = 100;

/// The index, and how far it has followed the database.
struct Following {
    index: Arc<Index>,
    cursor: Cursor,
}

/// Where the index is.
enum State {
    /// There is none: statements answer.
    Off,
    /// It is being loaded: statements answer until it is there.
    Loading,
    /// It answers.
    Ready(Following),
}

/// Follows the database.
pub(super) struct Follower {
    state: Mutex<State>,
    /// The same, for whoever only looks on.
    shown: watch::Sender<IndexState>,
}

impl Follower {
    /// One that is to be loaded, or none.
    pub(super) fn new(is_on: bool) -> Self {
        let (state, shown) =
            if is_on { (State::Loading, IndexState::Loading) } else { (State::Off, IndexState::Off) };
        Self { state: Mutex::new(state), shown: watch::Sender::new(shown) }
    }

    /// Where it is.
    pub(super) fn state(&self) -> IndexState {
        *self.shown.borrow()
    }

    /// The index as it stands in this transaction, which has not read yet: nobody's is older than the index. `None`: a statement must answer.
    pub(super) async fn version(&self, on: &mut Connection) -> Result<Option<Arc<Index>>> {
        let mut state = self.state.lock().await;
        let State::Ready(following) = &mut *state else { return Ok(None) };
        match catch_up(following, on).await {
            Ok(true) => return Ok(Some(Arc::clone(&following.index))),
            Ok(false) => {
                tracing::warn!("the index of users lost its place in the change log; it is loaded anew");
                self.set(&mut state, State::Loading);
            }
            Err(StoreError::Fault(cause)) => self.give_up(&mut state, &cause),
            Err(error) => return Err(error),
        }
        Ok(None)
    }

    /// Loads the index and keeps it up to date, until the store closes.
    pub(super) async fn follow(self: Arc<Self>, engine: Engine, mut closing: watch::Receiver<bool>) {
        let follow = async {
            loop {
                match self.state() {
                    IndexState::Off => return,
                    IndexState::Loading => self.load(&engine).await,
                    IndexState::Ready => self.turn(&engine).await,
                }
            }
        };
        tokio::select! {
            () = follow => {}
            _ = closing.wait_for(|closing| *closing) => {}
        }
    }

    async fn turn(&self, engine: &Engine) {
        sleep(TURN).await;
        let turned = async {
            let mut look = engine.look().await?;
            self.version(&mut look).await?;
            look.end().await
        };
        if let Err(error) = turned.await {
            tracing::debug!("the index of users was not brought up to date: {error}");
        }
    }

    async fn load(&self, engine: &Engine) {
        let began = Instant::now();
        let loaded = load(engine).await;
        let mut state = self.state.lock().await;
        match loaded {
            Ok(Some(following)) => {
                let (users, took) = (following.index.users(), began.elapsed());
                tracing::info!(users, ?took, "the index of users is loaded");
                self.set(&mut state, State::Ready(following));
            }
            Ok(None) => {
                tracing::info!("this database notes no changes: there is no index of users");
                self.set(&mut state, State::Off);
            }
            Err(StoreError::Unavailable(cause)) => {
                drop(state);
                tracing::debug!("the index of users is not loaded yet: {cause}");
                sleep(PAUSE).await;
            }
            Err(error) => self.give_up(&mut state, &error.to_string()),
        }
    }

    fn give_up(&self, state: &mut State, cause: &str) {
        tracing::error!(
            cause,
            "there is no index of users until the next start: lists and counts are slower"
        );
        self.set(state, State::Off);
    }

    fn set(&self, state: &mut State, to: State) {
        self.shown.send_replace(match to {
            State::Off => IndexState::Off,
            State::Loading => IndexState::Loading,
            State::Ready(_) => IndexState::Ready,
        });
        *state = to;
    }
}

/// Reads everything in one transaction; `None`: what changes later would not be noted.
async fn load(engine: &Engine) -> Result<Option<Following>> {
    let mut on = engine.snapshot().await?;
    if !changes::are_noted(&mut on).await? {
        return Ok(None);
    }
    let Some(cursor) = Cursor::now(&mut on).await? else {
        drop(on);
        let mut write = engine.begin().await?;
        changes::begin_anew(&mut write).await?;
        write.commit().await?;
        return Err(StoreError::Unavailable("the change log begins anew".to_owned()));
    };
    // While one part is taken in, the next one is read.
    let (mut taking, mut last) = (take_in(Loading::default(), Vec::new()), i64::MIN);
    let loading = loop {
        let mut statement = rows::entries(on.dialect(), "u.num > ");
        // Said of both sides: a plan that merges them would else read one from its beginning for each part.
        statement.bind(last).push(" AND f.num > ").bind(last).push(" ORDER BY u.num LIMIT ").bind(CHUNK);
        let (rows, loading) = (on.fetch_all(statement).await?, done(taking).await?);
        let Some(end) = rows.last() else { break loading };
        last = end.int(0)?;
        taking = take_in(loading, rows);
    };
    let index = done(spawn_blocking(move || Ok(loading.finish()))).await?;
    Ok(Some(Following { index: Arc::new(index), cursor }))
}

/// Takes rows in on a thread of its own: it would hold up everybody else.
fn take_in(mut loading: Loading, rows: Vec<Row>) -> JoinHandle<Result<Loading>> {
    spawn_blocking(move || {
        for row in &rows {
            loading.add(&rows::entry(row)?);
        }
        Ok(loading)
    })
}

/// What work on a thread of its own came to.
async fn done<T>(work: JoinHandle<Result<T>>) -> Result<T> {
    work.await.map_err(|error| StoreError::Fault(error.to_string()))?
}

/// Takes over what changed up to this transaction. `false`: that cannot be told any more. Left half-way, nothing is lost: what was taken over is so again.
async fn catch_up(following: &mut Following, on: &mut Connection) -> Result<bool> {
    let mut after = following.cursor.start();
    loop {
        let page = changes::page(on, after).await?;
        if !following.cursor.follows(&page) {
            return Ok(false);
        }
        for nums in following.cursor.unseen(&page).chunks(SLICE) {
            let mut statement = rows::entries(on.dialect(), "u.num");
            on.dialect().one_of(&mut statement, nums);
            let rows = on.fetch_all(statement).await?;
            let entries: Vec<Entry> = rows.iter().map(rows::entry).collect::<Result<_>>()?;
            if !take_over(&mut following.index, nums, &entries)? {
                return Ok(false);
            }
            yield_now().await;
        }
        match following.cursor.note(&page) {
            Some(next) => after = next,
            None => return Ok(true),
        }
    }
}

/// Puts these rows in place of what the index has under these numbers. `false`: it broke, and is of no use any more.
fn take_over(index: &mut Arc<Index>, nums: &[i64], entries: &[Entry]) -> Result<bool> {
    let mut gone: HashSet<u32> = nums.iter().map(|num| rows::index_num(*num)).collect::<Result<_>>()?;
    for entry in entries {
        gone.remove(&entry.num);
    }
    let index = Arc::make_mut(index);
    let taken = catch_unwind(AssertUnwindSafe(|| {
        gone.into_iter().for_each(|num| index.remove(num));
        entries.iter().for_each(|entry| index.put(entry));
    }));
    Ok(taken.is_ok())
}
