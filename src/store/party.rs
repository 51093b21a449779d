//! Parties: people who travel together, all or none (domain reference §2).
//!
//! Races: who founds, joins or leaves a party locks its row first and then workers, always in the same order; so the
//! last place in a party is taken once. Seats for all of them are taken in one transaction ([`Tx::claim_party`]).

mod claim;
mod offer;

pub use claim::{PartyClaim, Unfit};
pub(in crate::store) use offer::PartyOffer;

use super::db::{Result, StoreError, Tx, execute, rows};
use super::fresh_id;
use crate::domain::id::{ChatId, PartyId, WorkerId};
use crate::domain::party::{LARGEST, SMALLEST};
use crate::domain::time::Timestamp;

const CODE_DRAWS: usize = 20;
/// Characters of a party's code.
const CODE: usize = 6;

/// A party and who is in it so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Identifier.
    pub id: PartyId,
    /// What the others type to join, 6 characters.
    pub code: String,
    /// How many they mean to be.
    pub size: u32,
    /// Who founded it, or took it over: chooses the trip.
    pub leader: WorkerId,
    /// Who is in it, in the order of joining.
    pub members: Vec<Member>,
}

/// Somebody in a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub worker: WorkerId,
    /// Where they hear of it.
    pub chat: ChatId,
    /// Name; personal data.
    pub name: String,
}

impl Party {
    /// Whether everybody is in.
    pub fn complete(&self) -> bool {
        self.members.len() >= self.size as usize
    }
}

/// What came of joining.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joined {
    /// In, with the others.
    In(Party),
    /// No party has this code.
    Unknown,
    /// It has all its people already.
    Full,
}

impl Tx {
    /// Founds a party of `size` people, bounded to what a party may be, with the worker in it. Somebody who is in
    /// one gets that one. Locks the worker.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn found_party(
        &mut self,
        worker: &WorkerId,
        chat: &ChatId,
        size: u32,
        now: Timestamp,
    ) -> Result<Party> {
        self.lock_worker(worker).await?;
        if let Some(party) = self.party_of(worker).await? {
            return Ok(party);
        }
        let id = PartyId::new(fresh_id());
        for _ in 0..CODE_DRAWS {
            let drawn = super::ticket::code(rand::random());
            let code: String = drawn.chars().filter(|c| *c != '-').take(CODE).collect();
            let added = execute!(
                self,
                "INSERT INTO party (id, code, size, leader_id, created_at) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (code) DO NOTHING",
                id.as_str(),
                code,
                i64::from(size.clamp(SMALLEST, LARGEST)),
                worker.as_str(),
                now.millis(),
            )?;
            if added == 1 {
                self.add_member(&id, worker, chat, now).await?;
                let founded = self.party(&id).await?;
                return founded.ok_or_else(|| StoreError::Refused("the party is gone".into()));
            }
        }
        Err(StoreError::Refused("no party code could be drawn".into()))
    }

    async fn add_member(
        &mut self,
        id: &PartyId,
        worker: &WorkerId,
        chat: &ChatId,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "INSERT INTO party_member (worker_id, party_id, chat_id, joined_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (worker_id) DO NOTHING",
            worker.as_str(),
            id.as_str(),
            chat.as_str(),
            now.millis(),
        )?;
        Ok(())
    }

    /// Joins the party with this code, in any spelling of it; leaves another one first. Locks the party and the
    /// worker.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn join_party(
        &mut self,
        code: &str,
        worker: &WorkerId,
        chat: &ChatId,
        now: Timestamp,
    ) -> Result<Joined> {
        let found = rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT id FROM party WHERE code = $1",
            spelt(code),
        )?;
        let Some(id) = found.map(|(id,)| PartyId::new(id)) else {
            return Ok(Joined::Unknown);
        };
        let own = self.party_of(worker).await?;
        if let Some(own) = own {
            if own.id == id {
                return Ok(Joined::In(own));
            }
            self.leave_party(worker, now).await?;
        }
        match self.party(&id).await? {
            None => Ok(Joined::Unknown),
            Some(party) if party.complete() => Ok(Joined::Full),
            Some(_) => {
                self.lock_worker(worker).await?;
                self.add_member(&id, worker, chat, now).await?;
                let joined = self.party(&id).await?;
                Ok(joined.map_or(Joined::Unknown, Joined::In))
            }
        }
    }

    /// The party the worker is in.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn party_of(&mut self, worker: &WorkerId) -> Result<Option<Party>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT party_id FROM party_member WHERE worker_id = $1",
            worker.as_str(),
        )?;
        match row {
            Some((id,)) => self.party(&PartyId::new(id)).await,
            None => Ok(None),
        }
    }

    /// A party; `None` once everybody has left it.
    pub(super) async fn party(&mut self, id: &PartyId) -> Result<Option<Party>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, i64, String),
            "SELECT code, size, leader_id FROM party WHERE id = $1",
            id.as_str(),
        )?;
        let Some((code, size, leader)) = row else {
            return Ok(None);
        };
        let members = rows!(
            self,
            fetch_all,
            (String, String, String),
            "SELECT m.worker_id, m.chat_id, w.name FROM party_member m JOIN worker w ON w.id = m.worker_id \
             WHERE m.party_id = $1 ORDER BY m.joined_at, m.worker_id",
            id.as_str(),
        )?;
        Ok(Some(Party {
            id: id.clone(),
            code,
            size: u32::try_from(size).unwrap_or(LARGEST),
            leader: WorkerId::new(leader),
            members: members
                .into_iter()
                .map(|(worker, chat, name)| Member {
                    worker: WorkerId::new(worker),
                    chat: ChatId::new(chat),
                    name,
                })
                .collect(),
        }))
    }

    /// The party goes with those who are in it now. `None` when that is one alone, and then there is none any more.
    /// Locks the party.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn close_party(&mut self, party: &PartyId) -> Result<Option<Party>> {
        self.lock_party(party).await?;
        let Some(found) = self.party(party).await? else {
            return Ok(None);
        };
        if found.members.len() < SMALLEST as usize {
            self.dissolve(party).await?;
            return Ok(None);
        }
        execute!(
            self,
            "UPDATE party SET size = $2 WHERE id = $1",
            party.as_str(),
            i64::try_from(found.members.len()).unwrap_or(i64::MAX),
        )?;
        self.party(party).await
    }

    pub(super) async fn lock_party(&mut self, party: &PartyId) -> Result<()> {
        rows!(self, fetch_optional, (String,), lock "SELECT id FROM party WHERE id = $1", party.as_str())?;
        Ok(())
    }

    /// Takes the worker out of their party: it is one smaller, somebody else leads it, and one who is left alone is
    /// in none. Seats stay whose they are; a place in line that the leaver held for all is given up. `false` when
    /// they are in none. Locks the party and the worker.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn leave_party(&mut self, worker: &WorkerId, now: Timestamp) -> Result<bool> {
        let Some(party) = self.party_of(worker).await? else {
            return Ok(false);
        };
        self.lock_party(&party.id).await?;
        self.lock_worker(worker).await?;
        if party.leader == *worker && self.waits_as_party(&party.id).await? {
            self.leave_waitlist(worker, now).await?;
        }
        execute!(
            self,
            "DELETE FROM party_member WHERE worker_id = $1",
            worker.as_str()
        )?;
        let rest: Vec<_> = party
            .members
            .iter()
            .filter(|m| m.worker != *worker)
            .collect();
        if rest.len() < SMALLEST as usize && party.complete() || rest.is_empty() {
            self.dissolve(&party.id).await?;
            return Ok(true);
        }
        let leader = match party.leader == *worker {
            true => &rest[0].worker,
            false => &party.leader,
        };
        execute!(
            self,
            "UPDATE party SET size = size - 1, leader_id = $2 WHERE id = $1",
            party.id.as_str(),
            leader.as_str(),
        )?;
        Ok(true)
    }

    /// Ends a party; its people and their seats stay as they are.
    pub(super) async fn dissolve(&mut self, party: &PartyId) -> Result<()> {
        execute!(
            self,
            "DELETE FROM party_member WHERE party_id = $1",
            party.as_str()
        )?;
        execute!(
            self,
            "UPDATE waitlist SET party_id = NULL WHERE party_id = $1",
            party.as_str()
        )?;
        execute!(self, "DELETE FROM party WHERE id = $1", party.as_str())?;
        Ok(())
    }
}

/// A code as it is stored, from any spelling: Crockford's alphabet has no I, L or O.
fn spelt(typed: &str) -> String {
    let plain = typed.chars().filter(char::is_ascii_alphanumeric);
    plain
        .map(|c| match c.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_understood_in_any_spelling() {
        assert_eq!(spelt(" k7m-2qo "), "K7M2Q0");
        assert_eq!(spelt("il"), "11");
    }
}
