//! The demonstration: the Huinong case, loaded through the services as its people would have done it, each act at
//! its own time. Nothing here writes to the database.

mod around;
mod script;
mod times;

use crate::clock::SetClock;
use crate::service::accounts::{self, Carrier, NewAccount};
use crate::service::acts::{self, Terms};
use crate::service::mandates;
use crate::service::negotiations::{self, NewNegotiation};
use crate::service::people::{self, NewMandate, NewOrganisation};
use crate::service::{App, Error, Viewer};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::bargaining::{Act, Seq};
use domain::statute::{Rulebook, RulebookSet};
use script::{Negotiation, People, Step, What};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::sync::Arc;
use thiserror::Error as ThisError;
use times::Times;
use uuid::Uuid;

/// Password of every account of the demonstration; it opens nothing else.
pub const PASSWORD: &str = "huinong-demo";

const PEOPLE: &str = include_str!("../fixtures/huinong/people.json");
const NEGOTIATIONS: [&str; 4] = [
    include_str!("../fixtures/huinong/1-first.json"),
    include_str!("../fixtures/huinong/2-second.json"),
    include_str!("../fixtures/huinong/3-third.json"),
    include_str!("../fixtures/huinong/4-fourth.json"),
];

/// The case is bargained under this rulebook, in this area.
const JURISDICTION: &str = "CN-64";
const AREA: &str = "640205";

/// The zone in which the fixtures are written: that of the case's rulebook.
pub fn zone(rulebooks: &RulebookSet) -> Tz {
    rulebooks.rulebook(JURISDICTION).map_or(Tz::UTC, Rulebook::zone)
}

/// Why the demonstration could not be loaded: a fault of its fixtures.
#[derive(Debug, ThisError)]
pub enum Fault {
    /// A fixture cannot be read.
    #[error("demonstration data: {0}")]
    Data(String),
    /// A service refused a step.
    #[error("{place}: {error}")]
    Refused {
        /// Which step.
        place: String,
        /// Why.
        error: Error,
    },
}

fn data(error: impl ToString) -> Fault {
    Fault::Data(error.to_string())
}

fn at(place: &str) -> impl FnOnce(Error) -> Fault {
    move |error| Fault::Refused { place: place.to_owned(), error }
}

/// Loads everything into an empty store. `app` runs on `clock`, which is moved through the case's history up to
/// `now`.
///
/// # Errors
/// [`Fault`].
pub async fn load(app: &App, clock: &Arc<SetClock>, now: DateTime<Utc>) -> Result<(), Fault> {
    let mut loading = Loading {
        app,
        clock: Arc::clone(clock),
        times: Times { now, zone: app.zone },
        organisations: HashMap::new(),
        viewers: HashMap::new(),
        contracts: HashMap::new(),
    };
    loading.people(&serde_json::from_str(PEOPLE).map_err(data)?).await?;
    for text in NEGOTIATIONS {
        loading.negotiation(serde_json::from_str(text).map_err(data)?).await?;
    }
    loading.clock.set(now);
    Ok(())
}

struct Loading<'a> {
    app: &'a App,
    clock: Arc<SetClock>,
    times: Times,
    organisations: HashMap<String, Uuid>,
    viewers: HashMap<String, Viewer>,
    /// Contracts by the name of their negotiation.
    contracts: HashMap<String, Uuid>,
}

impl Loading<'_> {
    async fn account(&mut self, login: &str, name: &str, locale: &str, operator: bool) -> Result<Uuid, Fault> {
        let (login, name, locale) = (login.to_owned(), name.to_owned(), locale.to_owned());
        let new = NewAccount { login: login.clone(), name, password: PASSWORD.to_owned(), operator, locale };
        Ok(accounts::add(self.app, new).await.map_err(at(&login))?.id)
    }

    async fn viewer(&self, login: &str) -> Result<Viewer, Error> {
        let token = accounts::sign_in(self.app, login, PASSWORD, Carrier::Bearer, Ipv4Addr::LOCALHOST.into()).await?;
        let signed = accounts::authenticate(self.app, &token.token, Carrier::Bearer).await?;
        accounts::sign_out(self.app, &token.token).await?;
        Ok(signed.viewer)
    }

    async fn people(&mut self, people: &People) -> Result<(), Fault> {
        let from = self.times.instant("2023-01-03 09:00").map_err(data)?;
        self.clock.set(from);
        self.account("operator", "系统管理员", "zh-CN", true).await?;
        let operator = self.viewer("operator").await.map_err(at("operator"))?;
        for o in &people.organisations {
            let parent = o.parent.as_ref().and_then(|key| self.organisations.get(key)).copied();
            let new = NewOrganisation {
                name: o.name.clone(),
                name_en: o.name_en.clone(),
                kind: o.kind,
                credit_code: o.credit_code.clone(),
                area: o.area.clone(),
                industry: o.industry.clone(),
                parent,
            };
            let made = people::create_organisation(self.app, &operator, new).await.map_err(at(&o.key))?;
            self.organisations.insert(o.key.clone(), made.id);
        }
        for a in &people.accounts {
            let account = self.account(&a.login, &a.name, &a.locale, false).await?;
            for m in &a.mandates {
                let organisation = self.organisation(&m.organisation)?;
                let from = self.app.today();
                let new = NewMandate { account, organisation, role: m.role, negotiation: None, from, to: None };
                let asked = people::grant(self.app, &operator, new).await.map_err(at(&a.login))?;
                mandates::confirm_by_command(self.app, asked.id).await.map_err(at(&a.login))?;
            }
            let viewer = self.viewer(&a.login).await.map_err(at(&a.login))?;
            self.viewers.insert(a.login.clone(), viewer);
        }
        Ok(())
    }

    fn organisation(&self, key: &str) -> Result<Uuid, Fault> {
        self.organisations.get(key).copied().ok_or_else(|| data(format!("organisation {key}")))
    }

    fn person(&self, login: &str) -> Result<&Viewer, Fault> {
        self.viewers.get(login).ok_or_else(|| data(format!("account {login}")))
    }

    async fn negotiation(&mut self, n: Negotiation) -> Result<(), Fault> {
        self.clock.set(self.times.instant(&n.opened).map_err(data)?);
        let new = NewNegotiation {
            title: n.title,
            jurisdiction: JURISDICTION.to_owned(),
            area: AREA.to_owned(),
            industry: n.industry,
            worker_org: self.organisation(&n.worker_org)?,
            employer_org: self.organisation(&n.employer_org)?,
            bureau_org: self.organisation(&n.bureau_org)?,
            reopening: n.reopening,
            previous_contract: n.previous.as_ref().and_then(|name| self.contracts.get(name)).copied(),
        };
        let id = negotiations::create(self.app, self.person(&n.by)?, new).await.map_err(at(&n.name))?;
        let mut saved = HashMap::new();
        for (index, step) in n.steps.into_iter().enumerate() {
            let place = format!("{} step {index} ({})", n.name, step.by);
            self.step(id, step, &mut saved, &place).await?;
        }
        let view = negotiations::get(self.app, self.person(&n.by)?, id).await.map_err(at(&n.name))?;
        if let Some(contract) = view.contract {
            self.contracts.insert(n.name, contract);
        }
        Ok(())
    }

    async fn step(&self, id: Uuid, step: Step, saved: &mut HashMap<String, Value>, place: &str) -> Result<(), Fault> {
        self.clock.set(self.times.instant(&step.at).map_err(data)?);
        let viewer = self.person(&step.by)?;
        let done = match step.what {
            What::Act(act) => Some(self.act(id, viewer, act, saved, place).await?),
            What::Document(document) => self.document(id, viewer, document, place).await?,
            What::Note(note) => self.note(id, viewer, note, place).await.map(|()| None)?,
            What::Mark(marking) => self.mark(id, viewer, marking, place).await.map(|()| None)?,
            What::BargainingLimit(bounding) => {
                self.bargaining_limit(id, viewer, bounding, place).await.map(|()| None)?
            }
            What::Draft(drafting) => self.draft(id, viewer, drafting, place).await.map(|()| None)?,
        };
        if let (Some(name), Some(seq)) = (step.save, done) {
            saved.insert(format!("${name}"), Value::from(seq));
        }
        Ok(())
    }

    async fn act(
        &self,
        id: Uuid,
        viewer: &Viewer,
        act: Fields,
        saved: &mut HashMap<String, Value>,
        place: &str,
    ) -> Result<Seq, Fault> {
        if act.values().any(|value| matches!(value.as_str(), Some("$draft" | "$contract"))) {
            let view = negotiations::get(self.app, viewer, id).await.map_err(at(place))?;
            saved.insert("$draft".to_owned(), Value::from(view.draft_sha256));
            saved.insert("$contract".to_owned(), Value::from(view.contract_sha256));
        }
        let mut act = Value::Object(act);
        self.fill(&mut act, saved)?;
        let act: Act = serde_json::from_value(act).map_err(|error| data(format!("{place}: {error}")))?;
        Ok(acts::act(self.app, viewer, id, act, Terms::default()).await.map_err(at(place))?.seq)
    }

    /// Puts numbers of earlier acts and days in their places.
    fn fill(&self, value: &mut Value, saved: &HashMap<String, Value>) -> Result<(), Fault> {
        match value {
            Value::String(text) if text.starts_with('$') => {
                *value = saved.get(text).cloned().ok_or_else(|| data(format!("nothing saved as {text}")))?;
            }
            Value::String(text) => {
                if let Some(wanted) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                    *value = Value::from(self.times.written(wanted).map_err(data)?);
                }
            }
            Value::Array(all) => all.iter_mut().try_for_each(|inner| self.fill(inner, saved))?,
            Value::Object(fields) => fields.values_mut().try_for_each(|inner| self.fill(inner, saved))?,
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        Ok(())
    }
}

type Fields = Map<String, Value>;
