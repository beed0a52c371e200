//! Connections: how many, how many of one network, how long one may take to say what it wants. Who is slow holds a place,
//! never all of them, and never for long.

use super::throttle::network;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;
use tower_http::timeout::TimeoutBody;

/// Bounds of connections.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Connections at once; more wait to be accepted.
    pub most: usize,
    /// Connections at once of one network (IPv6: a /64); more are closed at once. `None` behind a proxy, whose they all are.
    pub of_one: Option<usize>,
    /// From the opening, or the last answer, to the end of a request's head.
    pub head: Duration,
    /// Between two pieces of a request's body.
    pub body: Duration,
    /// For requests under way once the server is told to stop.
    pub ending: Duration,
    /// A request's head, bytes; 431 beyond.
    pub head_bytes: usize,
}

impl Bounds {
    /// So many connections at once, a quarter of them of one network unless a proxy stands before the server.
    pub fn of(most: usize, behind_proxy: bool) -> Self {
        Self {
            most,
            of_one: (!behind_proxy).then(|| most.div_euclid(4).max(1)),
            head: Duration::from_secs(20),
            body: Duration::from_secs(15),
            ending: Duration::from_secs(30),
            head_bytes: 32 << 10,
        }
    }
}

/// Serves until `stop`; then finishes the requests under way.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds, stop: impl Future<Output = ()>) {
    let (graceful, seats) = (GracefulShutdown::new(), Seats::default());
    let places = Arc::new(Semaphore::new(bounds.most));
    let mut stop = pin!(stop);
    loop {
        let next = tokio::select! {
            next = accepted(&listener, &places) => next,
            () = &mut stop => break,
        };
        let Some((stream, peer, place)) = next else { continue };
        let Some(seat) = seats.take(network(peer.ip()), bounds.of_one) else { continue };
        let connection = graceful.watch(connection(stream, peer, router.clone(), bounds));
        tokio::spawn(async move {
            let _held = (place, seat);
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke off");
            }
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(bounds.ending, graceful.shutdown()).await;
}

/// The next connection, when there is a place for it.
async fn accepted(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, place)),
        Err(error) => {
            // Out of file descriptors, or the peer is gone already: others may be served in a moment.
            tracing::warn!(%error, "no connection accepted");
            tokio::time::sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    bounds: Bounds,
) -> impl GracefulConnection<Error = hyper::Error, Output = hyper::Result<()>> {
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(|body| Body::new(TimeoutBody::new(bounds.body, body)));
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let _ = stream.set_nodelay(true);
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.head)
        .max_buf_size(bounds.head_bytes)
        .serve_connection(TokioIo::new(stream), service)
}

/// Connections by network.
#[derive(Clone, Debug, Default)]
struct Seats(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One connection of a network; given back when dropped.
#[derive(Debug)]
struct Seat {
    seats: Seats,
    network: IpAddr,
}

impl Seats {
    fn take(&self, network: IpAddr, most: Option<usize>) -> Option<Seat> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.get(&network).copied().unwrap_or_default();
        if most.is_some_and(|most| count >= most) {
            return None;
        }
        taken.insert(network, count.saturating_add(1));
        Some(Seat { seats: self.clone(), network })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.0.lock().unwrap_or_else(PoisonError::into_inner);
        match taken.get(&self.network).copied() {
            Some(count) if count > 1 => taken.insert(self.network, count.saturating_sub(1)),
            _ => taken.remove(&self.network),
        };
    }
}
