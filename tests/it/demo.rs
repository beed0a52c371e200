//! The demonstration loads, whatever day it is, and shows what it promises.

use crate::app::sqlite_file;
use crate::browser::Browser;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use concord::boot;
use concord::clock::SetClock;
use concord::demo::{PASSWORD, load};
use concord::http::{Reach, router};
use concord::service::Viewer;
use concord::service::contracts::{Search, search};
use domain::floor::{check, has_breach};
use domain::statute::RulebookSet;
use migration::MigratorTrait;
use std::sync::Arc;

async fn shows_the_case_on(now: DateTime<Utc>) {
    let (db, _folder) = sqlite_file().await;
    migration::Migrator::up(&db, None).await.unwrap();
    let clock = Arc::new(SetClock::at(now));
    let app = boot::app(db, Arc::<SetClock>::clone(&clock), RulebookSet::shipped().unwrap(), Tz::Asia__Shanghai)
        .await
        .unwrap();
    load(&app, &clock, now).await.unwrap_or_else(|fault| panic!("{now}: {fault}"));
    let public = search(&app, &Viewer::Public, &Search::default(), None).await.unwrap().items;
    let states: Vec<&str> = public.iter().map(|contract| contract.state).collect();
    assert_eq!(states.iter().filter(|state| **state == "in_force").count(), 1, "{now}: {states:?}");
    assert_eq!(states.iter().filter(|state| **state == "expired").count(), 1, "{now}: {states:?}");
    for contract in &public {
        assert!(!has_breach(&check(contract.terms().unwrap(), &app.rulebooks)), "{now} {:?}", contract.number);
        assert_eq!(contract.covers.len(), 12);
    }
    let router = router(app, Reach::default());
    for (login, sees) in [("union", 3), ("employer", 3), ("bureau", 3), ("store", 1), ("operator", 0)] {
        let mut browser = Browser::new(&router);
        let form = browser.get("/sign-in").await;
        let home = browser.submit(&form, &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!((home.status, home.path.as_str()), (200, "/"), "{login}");
        let list = browser.get("/negotiations").await;
        assert_eq!(list.texts("tbody tr").len(), sees, "{now} {login}: {:?}", list.texts("tbody tr"));
    }
}

#[tokio::test]
async fn today_and_on_the_odd_days_of_later_years() {
    for now in ["2026-11-24T03:00:00Z", "2027-03-01T00:30:00Z", "2027-12-31T15:00:00Z", "2028-02-29T16:30:00Z"] {
        shows_the_case_on(now.parse().unwrap()).await;
    }
}
