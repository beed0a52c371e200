//! Work for the processor: sheets, tables, redlines, workbooks, audits. It runs on threads of its own, so many at a time,
//! and what waits for one has an end: the threads that serve requests never compute for long.

use super::Error;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{block_in_place, spawn_blocking};

tokio::task_local! {
    /// Set while the work of a large request is done.
    static LARGE: ();
}

/// Does what a request with a large body asks for. Its work for the processor goes to a lane of its own and its writes
/// wait for each other before they wait for their turn: however many large ones come, a small one has only a few of
/// them before it.
pub async fn large<T>(request: impl Future<Output = T>) -> T {
    LARGE.scope((), request).await
}

/// Whether what is done now is done for a large request.
pub(super) fn is_large() -> bool {
    LARGE.try_with(|()| ()).is_ok()
}

/// Works at once, where a queue would keep a connection or a lock waiting; the thread serves nobody else meanwhile, so
/// another takes over what it served.
pub(super) fn aside<T>(work: impl FnOnce() -> T) -> T {
    let several = Handle::try_current().is_ok_and(|handle| handle.runtime_flavor() == RuntimeFlavor::MultiThread);
    if several { block_in_place(work) } else { work() }
}

/// Lanes, so that what takes seconds never stands before what takes milliseconds.
#[derive(Clone, Debug)]
pub struct Work {
    /// What a person waits for: milliseconds.
    short: Lane,
    /// The same, of requests with large bodies: it never takes every core.
    large: Lane,
    /// Audits: seconds, minutes.
    pub(super) long: Lane,
}

impl Default for Work {
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, NonZeroUsize::get);
        Self {
            short: Lane::new(cores.max(2), 64, Duration::from_secs(10)),
            large: Lane::new(cores.div_euclid(2).max(1), 64, Duration::from_secs(30)),
            long: Lane::new(cores.div_euclid(2).max(1), 8, Duration::from_secs(60)),
        }
    }
}

impl Work {
    /// The lane for what somebody waits for, by the request it is done for.
    pub(super) fn lane(&self) -> &Lane {
        if is_large() { &self.large } else { &self.short }
    }
}

/// So many at a time, so many waiting, each so long.
#[derive(Clone, Debug)]
pub(super) struct Lane {
    size: usize,
    running: Arc<Semaphore>,
    places: Arc<Semaphore>,
    patience: Duration,
}

/// A place in a lane; given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    _running: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
}

impl Lane {
    fn new(running: usize, waiting: usize, patience: Duration) -> Self {
        let places = Semaphore::new(running.saturating_add(waiting));
        Self { size: running, running: Arc::new(Semaphore::new(running)), places: Arc::new(places), patience }
    }

    /// How many work at a time.
    pub(super) const fn size(&self) -> usize {
        self.size
    }

    /// A place, when one is free.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait already, or it takes too long.
    pub(super) async fn place(&self) -> Result<Place, Error> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Error::Busy)?;
        let running = tokio::time::timeout(self.patience, Arc::clone(&self.running).acquire_owned()).await;
        let running = running.map_err(|_| Error::Busy)?.map_err(|_| Error::Busy)?;
        Ok(Place { _running: running, _place: place })
    }

    /// Works on a thread of its own. Whoever stops waiting does not stop the work: its place is free when it is done.
    ///
    /// # Errors
    /// As [`Lane::place`]; [`Error::Internal`] when the work panics.
    pub(super) async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let place = self.place().await?;
        let worked = spawn_blocking(move || {
            let _place = place;
            work()
        });
        worked.await.map_err(Error::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn many_large_pieces_leave_the_small_ones_their_lane() {
        let work = Work::default();
        let (go, wait) = channel::<()>();
        let blocked = tokio::spawn({
            let work = work.clone();
            large(async move { work.lane().run(move || wait.recv().is_ok()).await })
        });
        while work.large.running.available_permits() == available_parallelism().unwrap().get().div_euclid(2).max(1) {
            tokio::task::yield_now().await;
        }
        let behind: Vec<_> = (0..32)
            .map(|_| {
                let work = work.clone();
                tokio::spawn(large(async move { work.lane().run(|| ()).await }))
            })
            .collect();
        assert_eq!(work.lane().run(|| 1).await.unwrap(), 1, "a small piece stands behind no large one");
        go.send(()).unwrap();
        assert!(blocked.await.unwrap().unwrap());
        for one in behind {
            one.await.unwrap().unwrap();
        }
    }

    #[tokio::test]
    async fn who_finds_the_queue_full_or_waits_too_long_is_told_to_come_again() {
        let lane = Lane::new(1, 1, Duration::from_millis(50));
        let (go, wait) = channel::<()>();
        let first = tokio::spawn({
            let lane = lane.clone();
            async move { lane.run(move || wait.recv().is_ok()).await }
        });
        while lane.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let (waited, refused) = tokio::join!(lane.run(|| 1), lane.run(|| 2));
        assert!(matches!(waited, Err(Error::Busy)), "waits too long");
        assert!(matches!(refused, Err(Error::Busy)), "the queue is full");
        go.send(()).unwrap();
        assert!(first.await.unwrap().unwrap());
        assert_eq!(lane.run(|| 3).await.unwrap(), 3);
    }

    #[tokio::test]
    async fn work_that_panics_gives_its_place_back() {
        let lane = Lane::new(1, 0, Duration::from_millis(50));
        assert!(matches!(lane.run(|| panic!("on purpose")).await, Err::<(), _>(Error::Internal(_))));
        assert_eq!(lane.run(|| 1).await.unwrap(), 1);
    }
}
