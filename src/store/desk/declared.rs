//! Finding those whom an employer has declared and who have not registered: they call, because their firm told them
//! that they are on its list, and the bureau knows no more of them than that.

use super::super::Store;
use super::super::db::{Result, Tx};
use super::super::roster::declared_only;
use super::super::row::place;
use super::super::statement::{Statement, built_rows};
use super::super::worker::{MOBILE, RESIDENT_ID};
use crate::domain::desk::Wanted;
use crate::domain::id::EmployerId;
use crate::domain::place::PlaceCode;

/// Most of them that one question brings.
pub const MOST_DECLARED: usize = 25;

/// Somebody declared who has not registered with that employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredHit {
    /// Name, personal data.
    pub name: String,
    /// Resident ID, masked.
    pub id_mask: String,
    /// Mobile, masked, where the employer gave one.
    pub mobile_mask: Option<String>,
    /// Who declared them.
    pub employer: EmployerId,
    /// Its name.
    pub employer_name: String,
    /// Its district.
    pub district: PlaceCode,
}

#[derive(sqlx::FromRow)]
struct DeclaredRow {
    name: String,
    id_mask: String,
    mobile_mask: Option<String>,
    employer: String,
    employer_name: String,
    district: String,
}

impl DeclaredRow {
    fn into_hit(self) -> Result<DeclaredHit> {
        Ok(DeclaredHit {
            district: place("employer", &self.employer, "district", &self.district)?,
            name: self.name,
            id_mask: self.id_mask,
            mobile_mask: self.mobile_mask,
            employer: EmployerId::new(self.employer),
            employer_name: self.employer_name,
        })
    }
}

impl Tx {
    /// Those of the people declared whom `wanted` means, by a whole number or by how their name begins, who have not
    /// registered with their employer; at most [`MOST_DECLARED`]. With a district only those of its employers.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError), also naming a row that cannot be read.
    pub async fn find_declared(
        &mut self,
        store: &Store,
        wanted: &Wanted,
        district: Option<PlaceCode>,
    ) -> Result<Vec<DeclaredHit>> {
        let mut sql = Statement::default();
        sql.push(concat!(
            "SELECT d.name, d.id_mask, d.mobile_mask, e.id AS employer, e.name AS employer_name, e.district \
             FROM declared AS d JOIN employer AS e ON e.id = d.employer_id WHERE ",
            declared_only!(),
            " AND "
        ));
        match wanted {
            Wanted::Id(id) => {
                let hash = store.keys().hash(RESIDENT_ID, id.expose());
                sql.push("d.id_hash = ").bind(hash);
            }
            Wanted::Mobile(mobile) => {
                let hash = store.keys().hash(MOBILE, mobile.expose());
                sql.push("d.mobile_hash = ").bind(hash);
            }
            Wanted::Name(part) => {
                sql.push("d.name_1 >= ").bind(part.as_str());
                sql.push(" AND d.name_1 < ")
                    .bind(format!("{part}{}", char::MAX));
            }
        }
        if let Some(district) = district {
            sql.push(" AND e.district = ").bind(district.to_string());
        }
        sql.push(" ORDER BY d.name_1, d.id LIMIT ");
        sql.bind(i64::try_from(MOST_DECLARED).unwrap_or(i64::MAX));
        let found = built_rows!(self, fetch_all, DeclaredRow, sql)?;
        found.into_iter().map(DeclaredRow::into_hit).collect()
    }
}
