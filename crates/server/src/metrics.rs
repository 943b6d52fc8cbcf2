//! What the server counts about itself, in the text form that Prometheus reads.
//!
//! Labels are route templates, methods, statuses and kinds of jobs: never an address, an id or anything of a request's own.

use frontdesk_store::IndexState;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use std::sync::Arc;
use std::time::Duration;

/// Upper ends of the buckets of answers, in seconds: from an indexed read to a password hash in a queue.
const ANSWERS: [f64; 12] = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5];

/// The media type of [`Metrics::text`].
pub const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// A call: its method and its route's template.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Call {
    method: String,
    path: String,
}

/// An answered call.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    path: String,
    status: u16,
}

/// A try at a job.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Tried {
    kind: String,
    outcome: &'static str,
}

/// What became of one try at a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobOutcome {
    /// It is done.
    Done,
    /// It will be tried again.
    Retried,
    /// It was given up.
    GivenUp,
}

/// The counters. Cloning shares them.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    answers: Family<Answered, Counter>,
    took: Family<Call, Histogram, fn() -> Histogram>,
    under_way: Gauge,
    tries: Family<Tried, Counter>,
    waiting: Gauge,
    index_ready: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Arc::default(),
            answers: Family::default(),
            took: Family::new_with_constructor(|| Histogram::new(ANSWERS)),
            under_way: Gauge::default(),
            tries: Family::default(),
            waiting: Gauge::default(),
            index_ready: Gauge::default(),
        };
        metrics.registry = Arc::new(metrics.registered());
        metrics
    }
}

impl Metrics {
    fn registered(&self) -> Registry {
        let mut registry = Registry::with_prefix("frontdesk");
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "What runs", build);
        registry.register("requests", "Requests answered", self.answers.clone());
        let took = self.took.clone();
        registry.register_with_unit("request_duration", "How long answers took", Unit::Seconds, took);
        registry.register("requests_under_way", "Requests being answered", self.under_way.clone());
        registry.register("job_tries", "Tries at jobs, by what became of them", self.tries.clone());
        registry.register("jobs", "Jobs in the queue, leased ones too", self.waiting.clone());
        let ready =
            "Whether the index of users answers lists and counts; until then statements do, and slower";
        registry.register("index_ready", ready, self.index_ready.clone());
        registry
    }

    /// A request has come; it is under way until what is returned is dropped.
    pub fn begin(&self) -> UnderWay {
        self.under_way.inc();
        UnderWay(self.under_way.clone())
    }

    /// A request was answered: `path` is its route's template.
    pub fn answered(&self, method: &str, path: &str, status: u16, took: Duration) {
        let (method, path) = (method.to_owned(), path.to_owned());
        self.took
            .get_or_create(&Call { method: method.clone(), path: path.clone() })
            .observe(took.as_secs_f64());
        self.answers.get_or_create(&Answered { method, path, status }).inc();
    }

    /// A job of this kind was tried.
    pub fn tried(&self, kind: &str, outcome: JobOutcome) {
        let outcome = match outcome {
            JobOutcome::Done => "done",
            JobOutcome::Retried => "retried",
            JobOutcome::GivenUp => "given_up",
        };
        self.tries.get_or_create(&Tried { kind: kind.to_owned(), outcome }).inc();
    }

    /// Everything, while so many jobs are in the queue (`None`: they could not be counted) and the index is where it is.
    ///
    /// # Errors
    /// Never in practice: a text can always grow.
    pub fn text(&self, jobs: Option<u64>, index: IndexState) -> Result<String, std::fmt::Error> {
        self.index_ready.set(i64::from(index == IndexState::Ready));
        self.waiting.set(jobs.map_or(-1, |jobs| i64::try_from(jobs).unwrap_or(i64::MAX)));
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// A request under way.
pub struct UnderWay(Gauge);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.dec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_told_by_route_and_status() {
        let metrics = Metrics::default();
        let under_way = metrics.begin();
        metrics.answered("GET", "/users/{id}", 404, Duration::from_millis(3));
        metrics.answered("GET", "/users/{id}", 404, Duration::from_millis(700));
        metrics.tried("mail", JobOutcome::Retried);
        let text = metrics.text(Some(7), IndexState::Ready).unwrap();
        for line in [
            "frontdesk_requests_total{method=\"GET\",path=\"/users/{id}\",status=\"404\"} 2",
            "frontdesk_request_duration_seconds_bucket{le=\"0.005\",method=\"GET\",path=\"/users/{id}\"} 1",
            "frontdesk_request_duration_seconds_count{method=\"GET\",path=\"/users/{id}\"} 2",
            "frontdesk_requests_under_way 1",
            "frontdesk_job_tries_total{kind=\"mail\",outcome=\"retried\"} 1",
            "frontdesk_jobs 7",
            "frontdesk_index_ready 1",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        drop(under_way);
        let text = metrics.text(None, IndexState::Loading).unwrap();
        assert!(text.contains("frontdesk_requests_under_way 0") && text.contains("frontdesk_index_ready 0"));
    }
}
