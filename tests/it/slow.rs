//! Slow connections, over real sockets: they end in bounded time, and others are served meanwhile.

use crate::app::TestApp;
use concord::http::connections::{Bounds, serve};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, spawn_blocking};

const SHORT: Duration = Duration::from_millis(300);

struct Running {
    app: TestApp,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

async fn running(bounds: Bounds) -> Running {
    let app = TestApp::sqlite().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let router = app.router.clone();
    let served = tokio::spawn(async move {
        serve(listener, router, bounds, async {
            let _ = stopped.await;
        })
        .await;
    });
    Running { app, address, stop, served }
}

fn bounds(most: usize, of_one: Option<usize>) -> Bounds {
    Bounds { of_one, head: SHORT, body: SHORT, ending: SHORT, ..Bounds::of(most, false) }
}

fn opened(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream
}

/// All that comes until the connection ends, and how long that took.
fn rest(mut stream: TcpStream) -> (String, Duration) {
    let started = Instant::now();
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    (String::from_utf8_lossy(&bytes).into_owned(), started.elapsed())
}

fn health(address: SocketAddr) -> String {
    let mut stream = opened(address);
    stream.write_all(b"GET /api/v1/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    rest(stream).0
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    spawn_blocking(work).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_head_that_never_ends_is_given_up() {
    let server = running(bounds(16, None)).await;
    let address = server.address;
    blocking(move || {
        for begun in ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nhost: x\r\nx-slow: "] {
            let mut slow = opened(address);
            slow.write_all(begun.as_bytes()).unwrap();
            let (_, took) = rest(slow);
            assert!(took < Duration::from_secs(5), "{begun:?} held its place for {took:?}");
        }
        // A byte now and then does not buy more time.
        let mut dripping = opened(address);
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(5) && dripping.write_all(b"G").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(started.elapsed() < Duration::from_secs(5), "dripping held its place");
    })
    .await;
    assert!(blocking(move || health(address)).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_connection_that_asks_nothing_more_ends() {
    let server = running(bounds(16, None)).await;
    let address = server.address;
    let (answer, took) = blocking(move || {
        let mut idle = opened(address);
        idle.write_all(b"GET /api/v1/health HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        rest(idle)
    })
    .await;
    assert!(answer.starts_with("HTTP/1.1 200") && took < Duration::from_secs(5), "{took:?} {answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_body_that_never_ends_is_given_up() {
    let server = running(bounds(16, None)).await;
    let address = server.address;
    let (answer, took) = blocking(move || {
        let mut slow = opened(address);
        let head =
            "POST /api/v1/tokens HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{";
        slow.write_all(head.as_bytes()).unwrap();
        rest(slow)
    })
    .await;
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_small_body_does_not_wait_until_large_ones_have_come() {
    let server = running(Bounds { body: Duration::from_secs(60), ..bounds(64, None) }).await;
    let address = server.address;
    let (answer, took) = blocking(move || {
        let post = |length: usize| {
            let mut stream = opened(address);
            let head = format!(
                "POST /api/v1/floor-check HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
                 content-type: application/json\r\ncontent-length: {length}\r\n\r\n{{"
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream
        };
        // More than there is space for at once; none of them comes to its end.
        let _held: Vec<TcpStream> = (0..40).map(|_| post(2 << 20)).collect();
        std::thread::sleep(Duration::from_millis(300));
        let mut small = post(2);
        small.write_all(b"}").unwrap();
        rest(small)
    })
    .await;
    assert!(answer.starts_with("HTTP/1.1 422") && took < Duration::from_secs(5), "{took:?} {answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_head_too_large_is_refused() {
    let server = running(bounds(16, None)).await;
    let address = server.address;
    let (answer, _) = blocking(move || {
        let mut large = opened(address);
        let _ = large.write_all(format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "x".repeat(60_000)).as_bytes());
        rest(large)
    })
    .await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_holds_every_place_holds_them_shortly() {
    let server = running(bounds(4, None)).await;
    let address = server.address;
    blocking(move || {
        let _held: Vec<TcpStream> = (0..4).map(|_| opened(address)).collect();
        std::thread::sleep(Duration::from_millis(50));
        let started = Instant::now();
        assert!(health(address).starts_with("HTTP/1.1 200"));
        let took = started.elapsed();
        assert!(took < Duration::from_secs(5), "waited for {took:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_network_cannot_hold_every_place() {
    let patient = Bounds { head: Duration::from_secs(60), ..bounds(16, Some(3)) };
    let server = running(patient).await;
    let address = server.address;
    blocking(move || {
        let held: Vec<TcpStream> = (0..3).map(|_| opened(address)).collect();
        std::thread::sleep(Duration::from_millis(50));
        let (refused, took) = rest(opened(address));
        assert!(refused.is_empty() && took < Duration::from_secs(5), "{took:?} {refused}");
        drop(held);
        std::thread::sleep(Duration::from_millis(200));
        assert!(health(address).starts_with("HTTP/1.1 200"), "its places come back");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn told_to_stop_it_does_not_wait_for_the_slow() {
    let server = running(Bounds { head: Duration::from_secs(60), ..bounds(16, None) }).await;
    let address = server.address;
    let mut slow = opened(address);
    slow.write_all(b"GET / HTTP/1.1\r\nhost: ").unwrap();
    assert!(blocking(move || health(address)).await.starts_with("HTTP/1.1 200"));
    let told = Instant::now();
    server.stop.send(()).unwrap();
    server.served.await.unwrap();
    assert!(told.elapsed() < Duration::from_secs(5));
    drop(server.app);
}
