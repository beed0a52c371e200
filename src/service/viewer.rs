//! Who looks: nobody, or an account with the mandates it holds now.

use super::{App, Error};
use crate::db;
use crate::db::words::value;
use domain::bargaining::Negotiation;
use domain::party::{Actor, Capacity, MandateRole};
use domain::policy::{self, Action, Denied, Own, Permission, Permit, RunAccounts, Scope};
use uuid::Uuid;

/// A mandate in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveMandate {
    pub id: Uuid,
    pub organisation: Uuid,
    pub role: MandateRole,
    /// Limited to this negotiation.
    pub negotiation: Option<Uuid>,
    /// Of the mandate: never leaves the server, nor do the others.
    pub(super) key: i64,
    pub(super) organisation_key: i64,
    pub(super) negotiation_key: Option<i64>,
}

/// Who looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody signed in.
    #[default]
    Public,
    /// A signed-in account.
    Account {
        /// Public id.
        id: Uuid,
        /// Internal; never leaves the server.
        key: i64,
        name: String,
        /// Locale, `zh-CN` or `en`.
        locale: String,
        /// Runs accounts.
        operator: bool,
        /// In force today; of several the one that allows most comes first.
        mandates: Vec<ActiveMandate>,
    },
}

impl Viewer {
    /// The viewer for an account row.
    pub(super) async fn of(app: &App, account: entity::account::Model) -> Result<Self, Error> {
        let rows = db::mandates::in_force(&app.db, account.id, app.today()).await?;
        let held = |row: db::mandates::Named| {
            Ok(ActiveMandate {
                id: row.public_id,
                organisation: row.organisation_id,
                role: value(&row.role)?,
                negotiation: row.negotiation_id,
                key: row.id,
                organisation_key: row.organisation,
                negotiation_key: row.negotiation,
            })
        };
        let mut mandates = rows.into_iter().map(held).collect::<Result<Vec<_>, db::Error>>()?;
        // Of several mandates the one that allows most speaks, unless the caller names another.
        mandates.sort_by_key(|held: &ActiveMandate| held.role);
        let (id, key, operator) = (account.public_id, account.id, account.operator);
        Ok(Self::Account { id, key, name: account.name, locale: account.locale, operator, mandates })
    }

    /// The account's key.
    pub fn account(&self) -> Result<i64, Error> {
        match self {
            Self::Public => Err(Error::Unauthenticated),
            Self::Account { key, .. } => Ok(*key),
        }
    }

    /// The mandates.
    pub fn mandates(&self) -> &[ActiveMandate] {
        match self {
            Self::Public => &[],
            Self::Account { mandates, .. } => mandates,
        }
    }

    /// Whether the viewer runs accounts.
    pub const fn is_operator(&self) -> bool {
        matches!(self, Self::Account { operator: true, .. })
    }

    /// Only for the operator: for anybody else the page does not exist.
    pub(super) fn operator(&self) -> Result<Permit<RunAccounts>, Error> {
        Ok(policy::run_accounts(self.account()?, self.is_operator())?)
    }

    /// The permit for what is the person's own.
    pub(super) fn own(&self) -> Result<Permit<Own>, Error> {
        Ok(policy::own(self.account()?))
    }

    /// What lists may show.
    pub(super) fn reach(&self) -> db::negotiations::Reach {
        let mut reach = db::negotiations::Reach::default();
        for held in self.mandates() {
            match (held.negotiation, held.negotiation_key) {
                (None, _) => reach.organisations.push(held.organisation_key),
                (Some(_), Some(key)) => reach.limited.push((held.organisation_key, key)),
                (Some(_), None) => {}
            }
        }
        reach
    }

    /// Keys of the organisations for which the viewer holds a mandate without limit.
    pub(super) fn unlimited(&self) -> Vec<i64> {
        let unlimited = self.mandates().iter().filter(|held| held.negotiation.is_none());
        unlimited.map(|held| held.organisation_key).collect()
    }

    /// Keys of the organisations for which the viewer may stand in a negotiation.
    pub(super) fn organisations_for(&self, id: Uuid) -> Vec<i64> {
        let fitting = self.mandates().iter().filter(|held| held.negotiation.is_none_or(|limit| limit == id));
        fitting.map(|held| held.organisation_key).collect()
    }

    /// As whom the viewer may do something in a negotiation (its key), and the permit for it; with the key of the
    /// mandate.
    pub(super) fn permitted<P: Permission>(
        &self,
        app: &App,
        key: i64,
        state: &Negotiation,
        wanted: Option<Uuid>,
    ) -> Result<(i64, Actor, Permit<P>), Error> {
        let found = self.judged(app, state, wanted, |capacity, role, scope| policy::permit(key, capacity, role, scope));
        found.map(|(held, actor, permit)| (held.key, actor, permit))
    }

    /// As whom the viewer may do something in a negotiation, for what writes nothing.
    pub(super) fn may(&self, app: &App, state: &Negotiation, action: Action) -> Result<Actor, Error> {
        let found =
            self.judged(app, state, None, |capacity, role, scope| policy::decide(capacity, role, action, scope));
        found.map(|(_, actor, ())| actor)
    }

    /// Of several mandates the first under which it is allowed.
    fn judged<T>(
        &self,
        app: &App,
        state: &Negotiation,
        wanted: Option<Uuid>,
        judge: impl Fn(Option<Capacity>, MandateRole, &Scope) -> Result<T, Denied>,
    ) -> Result<(&ActiveMandate, Actor, T), Error> {
        let Self::Account { id, name, mandates, .. } = self else { return Err(Error::Unauthenticated) };
        let opening = state.opening();
        let all = scope(app, state)?;
        let mut denied = Denied::Hidden;
        let fitting = mandates.iter().filter(|held| held.negotiation.is_none_or(|limit| limit == opening.id));
        for held in fitting.filter(|held| wanted.is_none_or(|wanted| wanted == held.id)) {
            let capacity = opening.capacity_of(held.organisation);
            let scope = Scope { delegate: is_delegate(state, capacity, *id), ..all };
            match judge(capacity, held.role, &scope) {
                Ok(judged) => {
                    let Some(capacity) = capacity else { continue };
                    let (account, name, organisation) = (*id, name.clone(), held.organisation);
                    let actor = Actor { account, name, mandate: held.id, role: held.role, organisation, capacity };
                    return Ok((held, actor, judged));
                }
                Err(Denied::Forbidden) => denied = Denied::Forbidden,
                Err(Denied::Hidden) => {}
            }
        }
        Err(denied.into())
    }
}

/// Whether the delegation of the side that a capacity stands for names the account.
fn is_delegate(state: &Negotiation, capacity: Option<Capacity>, account: Uuid) -> bool {
    let delegation = capacity.and_then(Capacity::side).and_then(|side| state.delegation(side));
    delegation.is_some_and(|delegation| delegation.members.iter().any(|member| member.account == Some(account)))
}

/// What the access rules ask of a negotiation.
fn scope(app: &App, state: &Negotiation) -> Result<Scope, Error> {
    let in_force =
        || Ok::<_, Error>(state.status(app.book(&state.opening().jurisdiction)?, app.now()).in_force.is_some());
    Ok(Scope {
        initiator: state.opening().initiator,
        served: state.seq() > 0,
        bureau_in: state.bureau_in().is_some(),
        drafted: state.draft().is_some(),
        contract: state.in_force().is_some() || in_force()?,
        delegate: false,
    })
}
