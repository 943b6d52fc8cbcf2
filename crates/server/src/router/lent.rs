//! A body that is lent to whoever reads it as it comes; what they leave is given back.

use axum::body::{Body, Bytes};
use futures_util::stream;
use http_body_util::BodyExt;
use std::sync::{Arc, Mutex, PoisonError};

/// Where a body waits for whoever lent it.
#[derive(Clone, Default)]
pub(super) struct Shelf(Arc<Mutex<Option<Body>>>);

impl Shelf {
    /// What was left of the body, once its reader has gone.
    pub(super) fn take(&self) -> Option<Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Lends a body.
pub(super) fn lend(body: Body, shelf: &Shelf) -> Body {
    let loan = Loan { body, shelf: shelf.clone() };
    Body::from_stream(stream::unfold(loan, |mut loan| async { Some((loan.next().await?, loan)) }))
}

struct Loan {
    body: Body,
    shelf: Shelf,
}

impl Loan {
    async fn next(&mut self) -> Option<Result<Bytes, axum::Error>> {
        loop {
            match self.body.frame().await?.map(|frame| frame.into_data()) {
                Ok(Ok(data)) => return Some(Ok(data)),
                // Trailers say nothing here.
                Ok(Err(_)) => {}
                Err(broken) => return Some(Err(broken)),
            }
        }
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        let body = std::mem::take(&mut self.body);
        *self.shelf.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
    }
}
