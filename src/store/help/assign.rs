//! Who of the staff looks after a conversation, so that two do not answer the same one unknowingly.
//!
//! Races: two who take one conversation meet at its row: the change is made only where it still is with whom the one
//! who asks believes it to be.

use super::super::db::{Result, Tx, execute, rows};
use crate::domain::id::{HelpId, StaffId};
use crate::domain::place::PlaceCode;
use crate::domain::time::Timestamp;

impl Tx {
    /// The staff of the bureau whose business something of `district` is, by name; with none, all of them.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn colleagues(
        &mut self,
        district: Option<PlaceCode>,
    ) -> Result<Vec<(StaffId, String)>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT id, name FROM staff WHERE role IN ('clerk', 'admin') AND NOT disabled \
             AND (role = 'admin' OR district IS NULL OR $1 = '' OR district = $1) ORDER BY name, id",
            district.map_or_else(String::new, |code| code.to_string()),
        )?;
        Ok(found
            .into_iter()
            .map(|(id, name)| (StaffId::new(id), name))
            .collect())
    }

    /// Gives an open conversation to `to`, or to nobody, while it is with `from`; `false`, and nothing changed, when it
    /// is with somebody else by now, or closed. Written to the audit under `by`.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn assign_help(
        &mut self,
        help: &HelpId,
        (from, to): (Option<&StaffId>, Option<&StaffId>),
        by: &StaffId,
        now: Timestamp,
    ) -> Result<bool> {
        let changed = execute!(
            self,
            "UPDATE help SET assigned_to = $2, assigned_at = $3 WHERE id = $1 AND state = 'open' \
             AND COALESCE(assigned_to, '') = $4",
            help.as_str(),
            to.map(|id| id.as_str().to_owned()),
            to.map(|_| now.millis()),
            from.map_or("", StaffId::as_str),
        )?;
        if changed == 0 {
            return Ok(false);
        }
        let action = match to {
            Some(to) if to == by => "help.taken",
            Some(_) => "help.handed_over",
            None => "help.released",
        };
        let subject = match to {
            Some(to) => format!("{help} {to}"),
            None => help.as_str().to_owned(),
        };
        self.audit(by.as_str(), action, &subject, None, now).await?;
        Ok(true)
    }
}
