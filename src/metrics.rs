//! What the server counts about itself, for Prometheus. Labels are words of the program (route templates, kinds of act,
//! codes), never an id, a name or a title.

use domain::bargaining::{ActKind, RefusalCode};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::sync::Arc;
use std::time::Duration;

/// What stands for a route or a method that is none of ours.
pub const OTHER: &str = "other";

/// Upper bounds of the buckets of latencies, seconds.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: Arc<str>,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Routed {
    route: Arc<str>,
    method: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Acted {
    act: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refused {
    act: &'static str,
    code: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct State {
    state: &'static str,
}

/// The counters of a process.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    latency: Family<Routed, Histogram, fn() -> Histogram>,
    acts: Family<Acted, Counter>,
    refusals: Family<Refused, Counter>,
    connections: Family<State, Gauge>,
    jobs: Family<State, Gauge>,
    unreadable: Counter,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("concord");
        let latency: fn() -> Histogram = || Histogram::new(SECONDS);
        let metrics = Self {
            requests: Family::default(),
            latency: Family::new_with_constructor(latency),
            acts: Family::default(),
            refusals: Family::default(),
            connections: Family::default(),
            jobs: Family::default(),
            unreadable: Counter::default(),
            registry: Registry::default(),
        };
        registry.register("http_requests", "Requests answered", metrics.requests.clone());
        let help = "Time to the head of the answer";
        registry.register_with_unit("http_request_duration", help, Unit::Seconds, metrics.latency.clone());
        registry.register("acts", "Acts stored, by kind", metrics.acts.clone());
        registry.register("refusals", "Acts refused, by kind and code", metrics.refusals.clone());
        registry.register("database_connections", "Connections of the pool", metrics.connections.clone());
        registry.register("jobs", "Jobs, by state", metrics.jobs.clone());
        registry.register("unreadable_records", "Stored records met that do not read", metrics.unreadable.clone());
        Self { registry, ..metrics }
    }
}

impl Metrics {
    /// A request was answered. `route` is a template of the router; [`OTHER`] where none matched.
    pub fn answered(&self, route: &str, method: &'static str, status: u16, took: Duration) {
        let route: Arc<str> = route.into();
        self.requests.get_or_create(&Answered { route: Arc::clone(&route), method, status }).inc();
        self.latency.get_or_create(&Routed { route, method }).observe(took.as_secs_f64());
    }

    /// An act was stored.
    pub fn acted(&self, act: ActKind) {
        self.acts.get_or_create(&Acted { act: act.name() }).inc();
    }

    /// An act was refused.
    pub fn refused(&self, act: ActKind, code: RefusalCode) {
        self.refusals.get_or_create(&Refused { act: act.name(), code: code.word() }).inc();
    }

    /// So many connections of the pool are used, so many wait for work.
    pub fn connections(&self, used: i64, idle: i64) {
        self.connections.get_or_create(&State { state: "used" }).set(used);
        self.connections.get_or_create(&State { state: "idle" }).set(idle);
    }

    /// So many jobs are in a state.
    pub fn jobs(&self, state: &'static str, count: u64) {
        self.jobs.get_or_create(&State { state }).set(i64::try_from(count).unwrap_or(i64::MAX));
    }

    /// A stored record was met that does not read.
    pub fn unreadable(&self) {
        self.unreadable.inc();
    }

    /// All of it as OpenMetrics text.
    ///
    /// # Errors
    /// None that a string makes.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut out = String::new();
        encode(&mut out, &self.registry)?;
        Ok(out)
    }
}
