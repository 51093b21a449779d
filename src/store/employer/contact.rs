//! People of an employer to call.

use super::super::db::{Result, Tx, execute, rows};
use super::super::{Store, fresh_id};
use super::people::{PeopleError, open, seal};
use crate::domain::employer::Phone;
use crate::domain::id::{ContactId, EmployerId, StaffId};
use crate::domain::time::Timestamp;

/// Most contacts of an employer.
pub const MAX_CONTACTS: usize = 20;

/// Somebody to call at an employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Which.
    pub id: ContactId,
    /// Name.
    pub name: String,
    /// What they do there.
    pub role: String,
    /// Number, masked.
    pub phone_mask: String,
}

impl Tx {
    /// People to call, in the order in which they were entered.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn contacts(&mut self, employer: &EmployerId) -> Result<Vec<Contact>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String, String),
            "SELECT id, name, role, phone_mask FROM employer_contact WHERE employer_id = $1 ORDER BY id",
            employer.as_str(),
        )?;
        Ok(found.into_iter().map(contact).collect())
    }

    /// The contact of an employer who has this number.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn contact_with_phone(
        &mut self,
        store: &Store,
        employer: &EmployerId,
        phone: &Phone,
    ) -> Result<Option<Contact>> {
        let (hash, ..) = seal(store, phone);
        let found = rows!(
            self,
            fetch_optional,
            (String, String, String, String),
            "SELECT id, name, role, phone_mask FROM employer_contact WHERE employer_id = $1 AND phone_hash = $2",
            employer.as_str(),
            hash,
        )?;
        Ok(found.map(contact))
    }

    /// Adds somebody to call.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn add_contact(
        &mut self,
        store: &Store,
        employer: &EmployerId,
        (name, role, phone): (&str, &str, &Phone),
        by: &StaffId,
        now: Timestamp,
    ) -> Result<ContactId, PeopleError> {
        self.lock_employer(employer).await?;
        let known = self.contacts(employer).await?;
        if known.len() >= MAX_CONTACTS {
            return Err(PeopleError::TooMany);
        }
        let (hash, sealed, mask) = seal(store, phone);
        self.refuse_phone_taken(employer, &hash, None).await?;
        let id = fresh_id();
        execute!(
            self,
            "INSERT INTO employer_contact (id, employer_id, name, role, phone_hash, phone_sealed, phone_mask, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            id.as_str(),
            employer.as_str(),
            name,
            role,
            hash,
            sealed,
            mask,
            now.millis(),
        )?;
        let id = ContactId::new(id);
        self.audit_contact(by, "contact_added", employer, &id, now)
            .await?;
        Ok(id)
    }

    /// Changes somebody to call; without a number the one that is known stays.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn change_contact(
        &mut self,
        store: &Store,
        (employer, id): (&EmployerId, &ContactId),
        (name, role, phone): (&str, &str, Option<&Phone>),
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), PeopleError> {
        self.lock_employer(employer).await?;
        let changed = execute!(
            self,
            "UPDATE employer_contact SET name = $3, role = $4 WHERE id = $1 AND employer_id = $2",
            id.as_str(),
            employer.as_str(),
            name,
            role,
        )?;
        if changed != 1 {
            return Err(PeopleError::Nobody);
        }
        if let Some(phone) = phone {
            let (hash, sealed, mask) = seal(store, phone);
            self.refuse_phone_taken(employer, &hash, Some(id)).await?;
            execute!(
                self,
                "UPDATE employer_contact SET phone_hash = $2, phone_sealed = $3, phone_mask = $4 WHERE id = $1",
                id.as_str(),
                hash,
                sealed,
                mask,
            )?;
        }
        self.audit_contact(by, "contact_changed", employer, id, now)
            .await?;
        Ok(())
    }

    /// Forgets somebody to call.
    ///
    /// # Errors
    /// [`PeopleError::Nobody`] when they are not there.
    pub async fn remove_contact(
        &mut self,
        employer: &EmployerId,
        id: &ContactId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), PeopleError> {
        let gone = execute!(
            self,
            "DELETE FROM employer_contact WHERE id = $1 AND employer_id = $2",
            id.as_str(),
            employer.as_str(),
        )?;
        if gone != 1 {
            return Err(PeopleError::Nobody);
        }
        self.audit_contact(by, "contact_removed", employer, id, now)
            .await?;
        Ok(())
    }

    /// The whole number of a contact, for who asks for it; that they did is written to the audit.
    ///
    /// # Errors
    /// [`PeopleError::Nobody`]; a number sealed under another key is a bad row.
    pub async fn reveal_contact(
        &mut self,
        store: &Store,
        (employer, id): (&EmployerId, &ContactId),
        by: &StaffId,
        now: Timestamp,
    ) -> Result<Phone, PeopleError> {
        let found = rows!(
            self,
            fetch_optional,
            (Vec<u8>,),
            "SELECT phone_sealed FROM employer_contact WHERE id = $1 AND employer_id = $2",
            id.as_str(),
            employer.as_str(),
        )?;
        let (sealed,) = found.ok_or(PeopleError::Nobody)?;
        self.audit_contact(by, "contact_revealed", employer, id, now)
            .await?;
        Ok(open(store, "employer_contact", id.as_str(), &sealed)?)
    }

    async fn refuse_phone_taken(
        &mut self,
        employer: &EmployerId,
        hash: &str,
        own: Option<&ContactId>,
    ) -> Result<(), PeopleError> {
        let found = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM employer_contact WHERE employer_id = $1 AND phone_hash = $2 AND id <> $3",
            employer.as_str(),
            hash,
            own.map_or("", ContactId::as_str),
        )?;
        match found {
            Some(_) => Err(PeopleError::PhoneTaken),
            None => Ok(()),
        }
    }

    async fn audit_contact(
        &mut self,
        by: &StaffId,
        what: &str,
        employer: &EmployerId,
        id: &ContactId,
        now: Timestamp,
    ) -> Result<()> {
        let (action, subject) = (format!("employer.{what}"), format!("{employer}/{id}"));
        self.audit(by.as_str(), &action, &subject, None, now).await
    }
}

fn contact((id, name, role, phone_mask): (String, String, String, String)) -> Contact {
    Contact {
        id: ContactId::new(id),
        name,
        role,
        phone_mask,
    }
}
