//! A product that listens to webhooks, and can be out of order.

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::Value;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// One call that came.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) delivery: String,
    pub(crate) body: Value,
}

/// The product.
#[derive(Clone)]
pub(crate) struct Product {
    /// Where it listens.
    pub(crate) url: String,
    calls: Arc<Mutex<Vec<Call>>>,
    failures: Arc<AtomicU32>,
    hangs: Arc<AtomicBool>,
}

impl Product {
    pub(crate) async fn new() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let product = Self { url, calls: Arc::default(), failures: Arc::default(), hangs: Arc::default() };
        let ears = product.clone();
        let hear = move |headers: HeaderMap, body: Bytes| {
            let ears = ears.clone();
            async move {
                let answer = ears.hear(&headers, &body);
                while ears.hangs.load(Ordering::SeqCst) {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
                answer
            }
        };
        let router = Router::new().route("/hook", post(hear));
        tokio::spawn(async move { axum::serve(listener, router).await });
        product
    }

    /// Answers the next calls with 500.
    pub(crate) fn fail(&self, times: u32) {
        self.failures.store(times, Ordering::SeqCst);
    }

    /// Takes calls and does not answer, or does again.
    pub(crate) fn hang(&self, hangs: bool) {
        self.hangs.store(hangs, Ordering::SeqCst);
    }

    pub(crate) fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }

    fn hear(&self, headers: &HeaderMap, body: &[u8]) -> StatusCode {
        let delivery = headers["x-delivery-id"].to_str().unwrap().to_owned();
        self.calls.lock().unwrap().push(Call { delivery, body: serde_json::from_slice(body).unwrap() });
        let fails = self
            .failures
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1))
            .is_ok();
        if fails { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK }
    }
}
