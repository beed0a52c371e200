//! Who looks: nobody, or an account with the mandates it holds now.

use super::{App, Error};
use crate::db;
use crate::db::words::value;
use domain::bargaining::Negotiation;
use domain::party::{Actor, Capacity, MandateRole};
use domain::policy::{self, Action, Denied, Permit, Scope};

/// A mandate in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveMandate {
    /// Of the mandate.
    pub id: i64,
    /// Organisation id.
    pub organisation: i64,
    /// Role.
    pub role: MandateRole,
    /// Limited to this negotiation.
    pub negotiation: Option<i64>,
}

/// Who looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody signed in.
    #[default]
    Public,
    /// A signed-in account.
    Account {
        /// Account id.
        id: i64,
        /// Name.
        name: String,
        /// Locale, `zh-CN` or `en`.
        locale: String,
        /// Runs accounts.
        operator: bool,
        /// Mandates in force today.
        mandates: Vec<ActiveMandate>,
    },
}

impl Viewer {
    /// The viewer for an account row.
    pub(super) async fn of(app: &App, account: entity::account::Model) -> Result<Self, Error> {
        let rows = db::mandates::in_force(&app.db, account.id, app.today()).await?;
        let held = |row: entity::mandate::Model| {
            Ok(ActiveMandate {
                id: row.id,
                organisation: row.organisation,
                role: value(&row.role)?,
                negotiation: row.negotiation,
            })
        };
        let mut mandates = rows.into_iter().map(held).collect::<Result<Vec<_>, db::Error>>()?;
        // Of several mandates the one that allows most speaks, unless the caller names another.
        mandates.sort_by_key(|held: &ActiveMandate| held.role);
        let (id, name, locale, operator) = (account.id, account.name, account.locale, account.operator);
        Ok(Self::Account { id, name, locale, operator, mandates })
    }

    /// The account's id.
    pub fn account(&self) -> Result<i64, Error> {
        match self {
            Self::Public => Err(Error::Unauthenticated),
            Self::Account { id, .. } => Ok(*id),
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
    pub(super) fn operator(&self) -> Result<i64, Error> {
        let id = self.account()?;
        if self.is_operator() { Ok(id) } else { Err(Error::NotFound) }
    }

    /// What lists may show.
    pub(super) fn reach(&self) -> db::negotiations::Reach {
        let mut reach = db::negotiations::Reach::default();
        for held in self.mandates() {
            match held.negotiation {
                None => reach.organisations.push(held.organisation),
                Some(id) => reach.limited.push((held.organisation, id)),
            }
        }
        reach
    }

    /// The actor allowed to do `action` on a negotiation: of several mandates the first that is.
    pub(super) fn allowed(
        &self,
        app: &App,
        state: &Negotiation,
        action: Action,
        wanted: Option<i64>,
    ) -> Result<(Actor, Permit), Error> {
        let Self::Account { id, name, mandates, .. } = self else { return Err(Error::Unauthenticated) };
        let opening = state.opening();
        let all = scope(app, state)?;
        let mut denied = Denied::Hidden;
        let fitting = mandates.iter().filter(|h| h.negotiation.is_none_or(|n| n == opening.id));
        for held in fitting.filter(|h| wanted.is_none_or(|w| w == h.id)) {
            let capacity = opening.capacity_of(held.organisation);
            let side = capacity.and_then(Capacity::side);
            let members =
                side.and_then(|side| state.delegation(side)).map(|d| d.members.as_slice()).unwrap_or_default();
            let scope = Scope { delegate: members.iter().any(|member| member.account == Some(*id)), ..all };
            match policy::decide(capacity, held.role, action, &scope) {
                Ok(permit) => {
                    let Some(capacity) = capacity else { continue };
                    let actor = Actor {
                        account: *id,
                        name: name.clone(),
                        mandate: held.id,
                        role: held.role,
                        organisation: held.organisation,
                        capacity,
                    };
                    return Ok((actor, permit));
                }
                Err(Denied::Forbidden) => denied = Denied::Forbidden,
                Err(Denied::Hidden) => {}
            }
        }
        Err(denied.into())
    }
}

/// What the wall asks of a negotiation.
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
