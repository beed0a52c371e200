//! Who looks: nobody, or an account with the mandates it holds now.

use super::{App, Error};
use crate::db;
use crate::db::words::value;
use domain::bargaining::Negotiation;
use domain::party::{Actor, Capacity, MandateRole};
use domain::policy::{self, Action, Denied, Permit, Scope};

/// A mandate in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Mandate id.
    pub mandate: i64,
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
        holdings: Vec<Holding>,
    },
}

impl Viewer {
    /// The viewer for an account row.
    pub(super) async fn of(app: &App, account: entity::account::Model) -> Result<Self, Error> {
        let rows = db::mandates::in_force(&app.db, account.id, app.today()).await?;
        let holding = |row: entity::mandate::Model| {
            Ok(Holding {
                mandate: row.id,
                organisation: row.organisation,
                role: value(&row.role)?,
                negotiation: row.negotiation,
            })
        };
        let mut holdings = rows.into_iter().map(holding).collect::<Result<Vec<_>, db::Error>>()?;
        // Of several mandates the one that allows most speaks, unless the caller names another.
        holdings.sort_by_key(|holding: &Holding| holding.role);
        let (id, name, locale, operator) = (account.id, account.name, account.locale, account.operator);
        Ok(Self::Account { id, name, locale, operator, holdings })
    }

    /// The account's id.
    pub fn account(&self) -> Result<i64, Error> {
        match self {
            Self::Public => Err(Error::Unauthenticated),
            Self::Account { id, .. } => Ok(*id),
        }
    }

    /// The mandates.
    pub fn holdings(&self) -> &[Holding] {
        match self {
            Self::Public => &[],
            Self::Account { holdings, .. } => holdings,
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
        for holding in self.holdings() {
            match holding.negotiation {
                None => reach.organisations.push(holding.organisation),
                Some(id) => reach.limited.push((holding.organisation, id)),
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
        let Self::Account { id, name, holdings, .. } = self else { return Err(Error::Unauthenticated) };
        let opening = state.opening();
        let all = scope(app, state)?;
        let mut denied = Denied::Hidden;
        let fitting = holdings.iter().filter(|h| h.negotiation.is_none_or(|n| n == opening.id));
        for holding in fitting.filter(|h| wanted.is_none_or(|w| w == h.mandate)) {
            let capacity = opening.capacity_of(holding.organisation);
            let side = capacity.and_then(Capacity::side);
            let members =
                side.and_then(|side| state.delegation(side)).map(|d| d.members.as_slice()).unwrap_or_default();
            let scope = Scope { delegate: members.iter().any(|member| member.account == Some(*id)), ..all };
            match policy::decide(capacity, holding.role, action, &scope) {
                Ok(permit) => {
                    let Some(capacity) = capacity else { continue };
                    let actor = Actor {
                        account: *id,
                        name: name.clone(),
                        mandate: holding.mandate,
                        role: holding.role,
                        organisation: holding.organisation,
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
        || Ok::<_, Error>(state.standing(app.book(&state.opening().jurisdiction)?, app.now()).force.is_some());
    Ok(Scope {
        initiator: state.opening().initiator,
        served: state.seq() > 0,
        bureau_in: state.bureau_in().is_some(),
        drafted: state.draft().is_some(),
        contract: state.force().is_some() || in_force()?,
        delegate: false,
    })
}
