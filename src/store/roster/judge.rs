//! Who of an uploaded roster is known: registered, by resident ID or else by mobile and name, or declared before.

use super::super::db::{Result, Tx};
use super::super::statement::{Statement, built_rows};
use super::upload_rows::Judged;
use crate::domain::id::EmployerId;
use crate::domain::roster::RowKind;
use std::collections::HashSet;

/// Hashes asked for at once: below either database's bound.
const ASKED: usize = 500;

/// A person as looked for: hash of the resident ID, hash of the mobile, name.
pub(super) type Wanted = (String, Option<String>, String);

/// Who of some people is known.
#[derive(Default)]
pub(super) struct Known {
    ids: HashSet<String>,
    mobiles: HashSet<(String, String)>,
    listed: HashSet<String>,
}

impl Known {
    pub(super) fn kind(&self, (id, mobile, name): &Wanted) -> RowKind {
        let by_mobile = mobile
            .as_ref()
            .is_some_and(|mobile| self.mobiles.contains(&(mobile.clone(), name.clone())));
        match (self.listed.contains(id), self.ids.contains(id) || by_mobile) {
            (true, _) => RowKind::Listed,
            (false, true) => RowKind::Matched,
            (false, false) => RowKind::New,
        }
    }

    /// Puts a kind to every row that is somebody and nobody before.
    pub(super) fn settle(&self, judged: &mut [Judged]) {
        for row in judged {
            if let (RowKind::New, Some(person)) = (row.kind, &row.person) {
                let mobile = person.mobile_hash().map(str::to_owned);
                row.kind = self.kind(&(person.id_hash.clone(), mobile, person.name.clone()));
            }
        }
    }
}

impl Tx {
    pub(super) async fn known(
        &mut self,
        employer: &EmployerId,
        judged: &[Judged],
    ) -> Result<Known> {
        let people = judged.iter().filter_map(|row| row.person.as_ref());
        let wanted: Vec<Wanted> = people
            .map(|person| {
                let mobile = person.mobile_hash().map(str::to_owned);
                (person.id_hash.clone(), mobile, person.name.clone())
            })
            .collect();
        self.known_people(employer, &wanted).await
    }

    pub(super) async fn known_people(
        &mut self,
        employer: &EmployerId,
        wanted: &[Wanted],
    ) -> Result<Known> {
        let mut known = Known::default();
        for some in wanted.chunks(ASKED) {
            let ids = || some.iter().map(|(id, _, _)| id.as_str());
            let mut asked = Statement::default();
            asked.push("SELECT id_hash, '' FROM worker WHERE id_hash IN (");
            asked.bind_all(ids()).push(")");
            let found = built_rows!(&mut *self, fetch_all, (String, String), asked)?;
            known.ids.extend(found.into_iter().map(|(hash, _)| hash));
            let mut asked = Statement::default();
            asked.push("SELECT id_hash, '' FROM declared WHERE employer_id = ");
            asked.bind(employer.as_str());
            asked.push(" AND standing = 'declared' AND id_hash IN (");
            asked.bind_all(ids()).push(")");
            let found = built_rows!(&mut *self, fetch_all, (String, String), asked)?;
            known.listed.extend(found.into_iter().map(|(hash, _)| hash));
            let mobiles: Vec<_> = some
                .iter()
                .filter_map(|(_, mobile, _)| mobile.as_deref())
                .collect();
            if mobiles.is_empty() {
                continue;
            }
            let mut asked = Statement::default();
            asked.push("SELECT mobile_hash, name FROM worker WHERE mobile_hash IN (");
            asked.bind_all(mobiles).push(")");
            let found = built_rows!(&mut *self, fetch_all, (String, String), asked)?;
            known.mobiles.extend(found);
        }
        Ok(known)
    }
}
