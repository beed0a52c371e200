//! Guessing passwords is slow: sign-ins from one address are counted, right or wrong.
//!
//! Counted by peer address and not by login: a limit by login would let anybody lock an opponent out. The address a
//! proxy reports is believed only where the operator says that a proxy stands before the server.

use super::failed::Failed;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

/// Sign-ins at once: an office behind one address in the morning.
const BURST: NonZeroU32 = NonZeroU32::new(40).unwrap();

/// Then one in this time.
const EVERY: Duration = Duration::from_secs(3);

/// Where passwords are taken.
const GUARDED: [&str; 3] = ["/sign-in", "/api/v1/session", "/api/v1/tokens"];

/// Sign-ins counted so far.
#[derive(Debug, Clone)]
pub(super) struct Throttle {
    seen: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    behind_proxy: bool,
}

impl Throttle {
    pub(super) fn new(behind_proxy: bool) -> Self {
        let quota = Quota::with_period(EVERY).unwrap_or_else(|| Quota::per_minute(BURST)).allow_burst(BURST);
        Self { seen: Arc::new(DefaultKeyedRateLimiter::keyed(quota)), behind_proxy }
    }

    /// Seconds to wait, or nothing.
    fn wait(&self, network: IpAddr) -> Option<u64> {
        let refused = self.seen.check_key(&network).err()?;
        // Addresses that could sign in again long ago are forgotten.
        self.seen.retain_recent();
        Some(refused.wait_time_from(DefaultClock::default().now()).as_secs().saturating_add(1))
    }
}

/// A customer's line has a whole /64 of IPv6 addresses.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

/// The last hop's word in `X-Forwarded-For`: what the proxy itself saw; what stands before it anybody can write.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

/// Whose request it is: the network of the peer, or of whom the proxy names.
fn address(headers: &HeaderMap, extensions: &Extensions, behind_proxy: bool) -> Option<IpAddr> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let reported = if behind_proxy { forwarded(headers) } else { None };
    reported.or(peer).map(network)
}

/// The network a request comes from; where none is known, one for all such.
#[derive(Clone, Copy, Debug)]
pub(super) struct Network(pub IpAddr);

impl FromRequestParts<super::State> for Network {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &super::State) -> Result<Self, Infallible> {
        let found = address(&parts.headers, &parts.extensions, state.reach.behind_proxy);
        Ok(Self(found.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

/// Lets a sign-in through, or says when to come again.
pub(super) async fn guard(State(throttle): State<Throttle>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !GUARDED.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let address = address(request.headers(), request.extensions(), throttle.behind_proxy);
    match address.and_then(|address| throttle.wait(address)) {
        Some(seconds) => Failed::TooMany { seconds }.into_response(),
        None => next.run(request).await,
    }
}
