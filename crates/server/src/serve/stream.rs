//! The stream below one connection: a reader that stalls is cut off, and what hyper would say by itself is said in our words.
//!
//! hyper answers a head that it cannot read with a bare status line, and has no way to be told otherwise. Every answer of
//! the router carries a request id, so a refusal without one is hyper's own.

use axum::http::StatusCode;
use std::future::Future;
use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// How long a reader may take nothing of what is written to it.
const STALLED: Duration = Duration::from_secs(30);

/// Makes the whole answer to a request that could not be read, head and body.
pub(super) type Unreadable = Arc<dyn Fn(StatusCode) -> Vec<u8> + Send + Sync>;

/// A stream with a deadline for writes.
pub(super) struct Stream<S> {
    inner: S,
    unreadable: Unreadable,
    /// Written before anything else.
    first: Vec<u8>,
    /// Runs while a write waits for the reader.
    stalled: Option<Pin<Box<Sleep>>>,
    patience: Duration,
}

impl<S> Stream<S> {
    pub(super) fn new(inner: S, unreadable: Unreadable) -> Self {
        Self { inner, unreadable, first: Vec::new(), stalled: None, patience: STALLED }
    }
}

impl<S: AsyncWrite + Unpin> Stream<S> {
    /// What `inner` says of a write, or that nothing was taken for too long.
    fn progress<T>(&mut self, context: &mut Context<'_>, wrote: Poll<Result<T>>) -> Poll<Result<T>> {
        if wrote.is_ready() {
            self.stalled = None;
            return wrote;
        }
        let patience = self.patience;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(patience)));
        match stalled.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(Error::new(ErrorKind::TimedOut, "the reader takes nothing"))),
            Poll::Pending => Poll::Pending,
        }
    }

    /// Writes what goes before everything else.
    fn write_first(&mut self, context: &mut Context<'_>) -> Poll<Result<()>> {
        while !self.first.is_empty() {
            let wrote = pin!(&mut self.inner).poll_write(context, &self.first);
            match ready!(self.progress(context, wrote))? {
                0 => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                taken => drop(self.first.drain(..taken)),
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// The status of a whole answer that hyper made without asking anybody.
fn of_hyper(answer: &[u8]) -> Option<StatusCode> {
    let text = std::str::from_utf8(answer).ok()?.strip_prefix("HTTP/1.1 ")?;
    let bare = text.ends_with("\r\n\r\n")
        && text.contains("\r\ncontent-length: 0\r\n")
        && !text.contains("x-request-id");
    let status: u16 = text.get(..3)?.parse().ok().filter(|_| bare)?;
    [StatusCode::BAD_REQUEST, StatusCode::URI_TOO_LONG, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE]
        .into_iter()
        .find(|known| *known == status)
}

impl<S: AsyncRead + Unpin> AsyncRead for Stream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        pin!(&mut self.inner).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Stream<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        ready!(self.write_first(context))?;
        if let Some(status) = of_hyper(bytes) {
            self.first = (self.unreadable)(status);
            // Whatever does not go now goes with the flush.
            return match self.write_first(context) {
                Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
                _ => Poll::Ready(Ok(bytes.len())),
            };
        }
        let wrote = pin!(&mut self.inner).poll_write(context, bytes);
        self.progress(context, wrote)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let mut filled = slices.iter().filter(|slice| !slice.is_empty());
        if let (Some(only), None) = (filled.next(), filled.next()) {
            return self.poll_write(context, only);
        }
        ready!(self.write_first(context))?;
        let wrote = pin!(&mut self.inner).poll_write_vectored(context, slices);
        self.progress(context, wrote)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(self.write_first(context))?;
        let flushed = pin!(&mut self.inner).poll_flush(context);
        self.progress(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(self.write_first(context))?;
        pin!(&mut self.inner).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    fn stream<S>(inner: S) -> Stream<S> {
        let patience = Duration::from_millis(50);
        Stream { patience, ..Stream::new(inner, Arc::new(|status| format!("ours {status}").into_bytes())) }
    }

    #[tokio::test]
    async fn a_reader_that_takes_nothing_is_cut_off_and_a_slow_one_is_not() {
        let (ours, mut theirs) = duplex(64);
        let mut writer = stream(ours);
        let slow = tokio::spawn(async move {
            for _ in 0..10 {
                tokio::time::sleep(Duration::from_millis(20)).await;
                theirs.read_exact(&mut [0; 64]).await.unwrap();
            }
            theirs
        });
        writer.write_all(&[b'a'; 640]).await.unwrap();
        let _keeps_open = slow.await.unwrap();
        let error = writer.write_all(&[b'a'; 640]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn what_hyper_says_by_itself_is_said_in_our_words_and_nothing_else_is_touched() {
        let bare = "HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\ndate: x\r\n\r\n";
        let known = "HTTP/1.1 400 Bad Request\r\nx-request-id: 1\r\ncontent-length: 0\r\n\r\n";
        for (written, read) in
            [(bare, "ours 431 Request Header Fields Too Large"), (known, known), ("{}", "{}")]
        {
            let (ours, mut theirs) = duplex(10);
            let mut writer = stream(ours);
            let reader = tokio::spawn(async move {
                let mut text = String::new();
                theirs.read_to_string(&mut text).await.unwrap();
                text
            });
            writer.write_all(written.as_bytes()).await.unwrap();
            writer.shutdown().await.unwrap();
            drop(writer);
            assert_eq!(reader.await.unwrap(), read);
        }
    }
}
