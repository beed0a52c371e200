//! What must survive: whatever was answered with success outlives `kill -9`, nothing is done twice, whichever of the
//! servers over a database dies when. Real processes; `cargo xtask faults` kills many more times.

mod around;
mod checks;
mod client;
mod dice;
mod fleet;
mod ledger;
mod talks;

use crate::app::{TestApp, postgres_url, sqlite_url};
use crate::cast::{Cast, huinong, offer, sheet};
use client::{Client, Tokens};
use concord::clock::{Clock, SystemClock};
use dice::Dice;
use fleet::{Ask, Fleet, Sent};
use ledger::Ledger;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use talks::Parties;
use uuid::Uuid;

/// Rounds unless `CONCORD_FAULT_ROUNDS` says how many.
const ROUNDS: usize = 3;
/// Clients that negotiate at once.
const TABLES: usize = 3;

fn rounds() -> usize {
    std::env::var("CONCORD_FAULT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS)
}

fn seed() -> u64 {
    let told = std::env::var("CONCORD_FAULT_SEED").ok().and_then(|seed| seed.parse().ok());
    told.unwrap_or_else(|| u64::from(std::process::id()) ^ SystemClock.now().timestamp().unsigned_abs())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_over_one_database_die_and_lose_nothing() {
    let (database, _) = postgres_url().await;
    killed(&database, TestApp::at_url(&database).await, 2, rounds()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_over_sqlite_dies_and_loses_nothing() {
    let (database, _folder) = sqlite_url();
    let rounds = (rounds() * 2 / 5).max(2);
    killed(&database, TestApp::at_url(&database).await, 1, rounds).await;
}

/// A filed contract that the bureau's silence has put in force long ago: a job to register it is due.
async fn silent(cast: &Cast) -> Uuid {
    let id = cast.to_the_table().await;
    cast.agree(id, offer(&sheet("2400.00", "2600.00"), None)).await;
    cast.ratify(id).await;
    cast.sign(id).await;
    cast.file(id).await;
    id
}

fn signed_in(fleet: &Fleet, login: &str) -> String {
    let body = json!({"login": login, "password": format!("{login}-password")}).to_string();
    let ask = Ask { head: "POST /api/v1/tokens", kind: "application/json", body: body.as_bytes(), ..Ask::default() };
    match fleet.send(0, ask) {
        Sent::Answered(201, answer) => answer["token"].as_str().unwrap().to_owned(),
        other => panic!("{login}: {other:?}"),
    }
}

/// Clients act through `count` servers, of which one after another is killed and started again; then everything is
/// held against what they were told.
async fn killed(database: &str, app: TestApp, count: usize, rounds: usize) {
    let mut dice = Dice::new(seed());
    eprintln!("CONCORD_FAULT_ROUNDS={rounds} over {count} servers, {dice:?}");
    let cast = huinong(&app).await;
    let mut silences = vec![silent(&cast).await];
    let fleet = Arc::new(Fleet::start(database, count));
    let tokens = Tokens {
        union: signed_in(&fleet, "union.chief"),
        colleague: signed_in(&fleet, "union.rep"),
        employer: signed_in(&fleet, "employer.chief"),
        bureau: signed_in(&fleet, "bureau.reviewer"),
    };
    let (ledger, stop) = (Arc::new(Ledger::default()), Arc::new(AtomicBool::new(false)));
    let parties = Parties {
        union: cast.union_org.to_string(),
        employer: cast.employer_org.to_string(),
        bureau: cast.bureau_org.to_string(),
    };
    let mut client = Client {
        fleet: Arc::clone(&fleet),
        ledger: Arc::clone(&ledger),
        tokens,
        stop: Arc::clone(&stop),
        dice: dice.clone(),
    };
    let shared = talks::at_the_table(&mut client, &parties).unwrap();
    let (workers, listener) = load(&client, &shared, &parties, &mut dice);
    for _ in 0..rounds {
        let before = ledger.acts.lock().unwrap().len();
        thread::sleep(Duration::from_millis(300 + dice.roll(1_700) as u64));
        let victims = if dice.roll(8) == 0 { (0..count).collect() } else { vec![dice.roll(count)] };
        victims.iter().for_each(|place| fleet.kill(*place));
        silences.push(silent(&cast).await);
        victims.iter().for_each(|place| fleet.raise(*place));
        assert!(workers.iter().all(|worker| !worker.is_finished()), "a client has given up");
        eprint!("+{} ", ledger.acts.lock().unwrap().len() - before);
    }
    thread::sleep(Duration::from_secs(2));
    stop.store(true, Ordering::Relaxed);
    workers.into_iter().for_each(|worker| worker.join().unwrap());
    let (first, heard) = listener.join().unwrap();
    let version = client.version(&shared);
    assert_eq!(heard, (first + 1..=version).collect::<Vec<_>>(), "every act of the table is heard, once, in order");
    // Let whoever has begun a job end it.
    thread::sleep(Duration::from_secs(3));
    drop((client, fleet));
    judged(&app, &ledger, &silences, database).await;
    eprintln!("heard {} acts", heard.len());
}

type Listener = JoinHandle<(u64, Vec<u64>)>;

/// All clients at work: some negotiate, some crowd around one table, one listens there.
fn load(client: &Client, shared: &str, parties: &Parties, dice: &mut Dice) -> (Vec<JoinHandle<()>>, Listener) {
    let mut another = || Client { dice: Dice::new(dice.roll(usize::MAX >> 12) as u64), ..client.clone() };
    let mut workers = Vec::new();
    for _ in 0..TABLES {
        let (client, parties) = (another(), parties.clone());
        workers.push(thread::spawn(move || talks::negotiates(client, &parties)));
    }
    for who in ["worker_side", "employer_side"] {
        let (client, id) = (another(), shared.to_owned());
        workers.push(thread::spawn(move || around::requests(client, &id, who)));
        let (client, id) = (another(), shared.to_owned());
        workers.push(thread::spawn(move || around::documents(client, &id, who)));
        let (client, id) = (another(), shared.to_owned());
        workers.push(thread::spawn(move || around::drafts(client, &id)));
    }
    let (client, id) = (another(), shared.to_owned());
    (workers, thread::spawn(move || around::listens(client, &id)))
}

async fn judged(app: &TestApp, ledger: &Ledger, silences: &[Uuid], database: &str) {
    assert_eq!(*ledger.wrong.lock().unwrap(), Vec::<String>::new(), "no answer but success, refusal, busy or none");
    let logs = checks::chained(app).await;
    checks::nothing_acknowledged_is_lost(app, ledger, &logs).await;
    checks::races_have_winners(ledger, &logs);
    checks::jobs_are_done_once(app, silences).await;
    checks::audits_are_done(app, ledger).await;
    checks::projections_stand(app, database).await;
    let count = |len: usize, what: &str| eprint!("{len} {what}, ");
    eprintln!("\nanswers by status (0: none): {:?}", ledger.answers.lock().unwrap());
    count(ledger.acts.lock().unwrap().len(), "acts acknowledged");
    count(logs.values().map(Vec::len).sum(), "in the log");
    count(ledger.races.lock().unwrap().len(), "races");
    count(ledger.numbers.lock().unwrap().len(), "contracts registered at once");
    count(silences.len(), "by a job");
    count(ledger.documents.lock().unwrap().len(), "documents");
    count(ledger.drafts.lock().unwrap().len(), "drafts");
    count(ledger.audits.lock().unwrap().len(), "audits");
}
