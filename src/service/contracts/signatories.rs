//! Who signed a contract of the register: it is part of what was published.

use super::ContractView;
use crate::service::known::load;
use crate::service::{Answer, App, Error};
use chrono::{DateTime, Utc};
use domain::bargaining::{Act, Event, PerSide};

/// A chief who signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    /// The person's name.
    pub name: String,
    /// As the delegation names it.
    pub post: Option<String>,
    pub at: DateTime<Utc>,
}

/// Who signed, for each side; nobody for a contract that was not bargained here.
pub type Signatories = PerSide<Option<Signatory>>;

/// Who signed a contract that its reader has been given.
///
/// # Errors
/// A record that cannot be read.
pub async fn signatories(app: &App, contract: &ContractView) -> Answer<Signatories> {
    let Some(negotiation) = contract.negotiation else { return Ok(Signatories::default()) };
    let loaded = match load(app, &app.db, negotiation).await {
        Err(Error::NotFound) => return Ok(Signatories::default()),
        loaded => loaded?,
    };
    let mut found = Signatories::default();
    let mut posts: PerSide<Vec<(String, String)>> = PerSide::default();
    for act in &loaded.acts {
        let Event { at, by, act, .. } = act.head();
        let Some(side) = by.capacity.side() else { continue };
        match act {
            Act::NameDelegation { members } => {
                let named = members.iter().filter(|member| member.chief && !member.post.is_empty());
                *posts.get_mut(side) = named.map(|member| (member.name.clone(), member.post.clone())).collect();
            }
            Act::Sign { sha256 } if *sha256 == contract.sha256 => {
                let post = posts.get(side).iter().find(|(name, _)| *name == by.name).map(|(_, post)| post.clone());
                *found.get_mut(side) = Some(Signatory { name: by.name.clone(), post, at: *at });
            }
            _ => {}
        }
    }
    Ok(found)
}
