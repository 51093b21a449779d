//! One employer, three helpers (bulletin P19).

use super::super::Store;
use super::super::db::{Result, Tx, execute, rows};
use super::super::row::word;
use super::people::{PeopleError, Sealed, open, seal};
use crate::domain::employer::{HelperDuty, Phone, given_twice};
use crate::domain::id::{EmployerId, StaffId};
use crate::domain::time::Timestamp;
use std::collections::HashMap;

/// A helper of an employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helper {
    /// What they are to it.
    pub duty: HelperDuty,
    /// Name.
    pub name: String,
    /// Number, masked.
    pub phone_mask: String,
}

/// A helper as they are to be; without a number the one that is known stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHelper {
    /// What they are to it.
    pub duty: HelperDuty,
    /// Name.
    pub name: String,
    /// Number.
    pub phone: Option<Phone>,
}

/// Duty, name and number of a helper as stored.
type Row = (HelperDuty, String, Sealed);

impl Tx {
    /// The helpers an employer has, in the order of their duties.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn helpers(&mut self, employer: &EmployerId) -> Result<Vec<Helper>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String),
            "SELECT duty, name, phone_mask FROM employer_helper WHERE employer_id = $1",
            employer.as_str(),
        )?;
        let helper = |(duty, name, phone_mask): (String, String, String)| {
            let id = employer.as_str();
            let duty = word("employer_helper", id, "duty", &duty, HelperDuty::parse)?;
            Ok(Helper {
                duty,
                name,
                phone_mask,
            })
        };
        let mut helpers: Vec<Helper> = found.into_iter().map(helper).collect::<Result<_>>()?;
        helpers.sort_by_key(|helper| helper.duty);
        Ok(helpers)
    }

    /// The helpers of every employer that has some, in the order of their duties.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn all_helpers(&mut self) -> Result<HashMap<EmployerId, Vec<Helper>>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String, String),
            "SELECT employer_id, duty, name, phone_mask FROM employer_helper"
        )?;
        let mut all: HashMap<EmployerId, Vec<Helper>> = HashMap::new();
        for (employer, duty, name, phone_mask) in found {
            let duty = word(
                "employer_helper",
                &employer,
                "duty",
                &duty,
                HelperDuty::parse,
            )?;
            let helper = Helper {
                duty,
                name,
                phone_mask,
            };
            all.entry(EmployerId::new(employer))
                .or_default()
                .push(helper);
        }
        for helpers in all.values_mut() {
            helpers.sort_by_key(|helper| helper.duty);
        }
        Ok(all)
    }

    /// Sets who helps an employer: one for each duty named, nobody for the others, nobody twice (bulletin P19). The
    /// same once more changes nothing. Whether anything changed.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn set_helpers(
        &mut self,
        store: &Store,
        employer: &EmployerId,
        helpers: &[NewHelper],
        by: &StaffId,
        now: Timestamp,
    ) -> Result<bool, PeopleError> {
        self.lock_employer(employer).await?;
        let known = self.sealed_helpers(employer).await?;
        let mut wanted: Vec<Row> = Vec::new();
        for helper in helpers {
            let kept = known.iter().find(|(duty, ..)| *duty == helper.duty);
            let sealed = match (&helper.phone, kept) {
                (Some(phone), _) => seal(store, phone),
                (None, Some((_, name, sealed))) if *name == helper.name => sealed.clone(),
                // Another person has another number.
                (None, Some(_) | None) => return Err(PeopleError::NoPhone(helper.duty)),
            };
            wanted.push((helper.duty, helper.name.clone(), sealed));
        }
        let hashed = wanted
            .iter()
            .map(|(duty, name, (hash, ..))| (*duty, name.clone(), hash.clone()));
        if let Some(duty) = given_twice(&hashed.collect::<Vec<_>>()) {
            return Err(PeopleError::Twice(duty));
        }
        let changed = self
            .write_helpers(employer, &known, &wanted, by, now)
            .await?;
        Ok(changed)
    }

    async fn write_helpers(
        &mut self,
        employer: &EmployerId,
        known: &[Row],
        wanted: &[Row],
        by: &StaffId,
        now: Timestamp,
    ) -> Result<bool> {
        let same = |a: &Row, b: &Row| a.0 == b.0 && a.1 == b.1 && a.2.0 == b.2.0;
        let lost = known
            .iter()
            .filter(|old| !wanted.iter().any(|new| same(old, new)));
        let fresh = wanted
            .iter()
            .filter(|new| !known.iter().any(|old| same(old, new)));
        let (lost, fresh): (Vec<_>, Vec<_>) = (lost.collect(), fresh.collect());
        for (duty, ..) in &lost {
            execute!(
                self,
                "DELETE FROM employer_helper WHERE employer_id = $1 AND duty = $2",
                employer.as_str(),
                duty.as_str(),
            )?;
        }
        for (duty, name, (hash, sealed, mask)) in &fresh {
            execute!(
                self,
                "INSERT INTO employer_helper (employer_id, duty, name, phone_hash, phone_sealed, phone_mask) \
                 VALUES ($1, $2, $3, $4, $5, $6)",
                employer.as_str(),
                duty.as_str(),
                name.as_str(),
                hash.as_str(),
                sealed.as_slice(),
                mask.as_str(),
            )?;
        }
        let mut changed: Vec<_> = lost
            .iter()
            .chain(&fresh)
            .map(|(duty, ..)| duty.as_str())
            .collect();
        changed.sort_unstable();
        changed.dedup();
        if !changed.is_empty() {
            let what = changed.join(", ");
            let id = employer.as_str();
            self.audit(by.as_str(), "employer.helpers_set", id, Some(&what), now)
                .await?;
        }
        Ok(!changed.is_empty())
    }

    /// The whole number of a helper, for who asks for it; that they did is written to the audit.
    ///
    /// # Errors
    /// [`PeopleError::Nobody`]; a number sealed under another key is a bad row.
    pub async fn reveal_helper(
        &mut self,
        store: &Store,
        (employer, duty): (&EmployerId, HelperDuty),
        by: &StaffId,
        now: Timestamp,
    ) -> Result<Phone, PeopleError> {
        let known = self.sealed_helpers(employer).await?;
        let found = known.into_iter().find(|(other, ..)| *other == duty);
        let (_, _, (_, sealed, _)) = found.ok_or(PeopleError::Nobody)?;
        let (id, why) = (employer.as_str(), Some(duty.as_str()));
        self.audit(by.as_str(), "employer.helper_revealed", id, why, now)
            .await?;
        Ok(open(store, "employer_helper", id, &sealed)?)
    }

    async fn sealed_helpers(&mut self, employer: &EmployerId) -> Result<Vec<Row>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String, Vec<u8>, String),
            "SELECT duty, name, phone_hash, phone_sealed, phone_mask FROM employer_helper WHERE employer_id = $1",
            employer.as_str(),
        )?;
        found
            .into_iter()
            .map(|(duty, name, hash, sealed, mask)| {
                let id = employer.as_str();
                let duty = word("employer_helper", id, "duty", &duty, HelperDuty::parse)?;
                Ok((duty, name, (hash, sealed, mask)))
            })
            .collect()
    }
}
