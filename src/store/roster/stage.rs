//! An employer's roster as a whole: who is declared, how far it has come, and what accepting an upload does.
//!
//! Races: whatever changes a roster locks its row first, so a change and a lock of the roster come one after the
//! other. Order of locks: upload, workers, roster.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::row::word;
use crate::domain::id::{ChatId, DeclaredId, EmployerId, RosterLineId, StaffId, UploadId};
use crate::domain::registration::News;
use crate::domain::roster::{RosterStage, StageError, StageStep, UploadState};
use crate::domain::staff::Staff;
use crate::domain::time::Timestamp;

/// How long after people were declared those who registered at the same moment are still looked for, in
/// milliseconds.
const MATCH_FOR: i64 = 60_000;

/// How far an employer's roster has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterStatus {
    /// The stage.
    pub stage: RosterStage,
    /// What the bureau asks for, or why it was opened again.
    pub remarks: Option<String>,
    /// Name of who moved it there.
    pub changed_by: String,
    /// When.
    pub changed_at: Timestamp,
}

/// Whether somebody declared, `d`, has no line on that employer's roster: by their number, or by mobile and name.
macro_rules! declared_only {
    () => {
        "d.standing = 'declared' AND NOT EXISTS (SELECT 1 FROM roster_line l JOIN worker w ON w.id = l.worker_id \
         WHERE l.employer_id = d.employer_id AND l.state <> 'replaced' AND w.id_hash = d.id_hash) \
         AND NOT EXISTS (SELECT 1 FROM roster_line l JOIN worker w ON w.id = l.worker_id \
         WHERE l.employer_id = d.employer_id AND l.state <> 'replaced' AND w.mobile_hash = d.mobile_hash \
         AND w.name = d.name)"
    };
}
pub(in super::super) use declared_only;

/// Somebody declared who has not registered with this employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The declaration.
    pub id: DeclaredId,
    /// Name.
    pub name: String,
    /// Resident ID, masked.
    pub id_mask: String,
    /// Mobile, masked, where HR gave one.
    pub mobile_mask: Option<String>,
    /// Name of who declared them.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Why a roster is not changed; nothing was.
#[derive(Debug, thiserror::Error)]
pub enum RosterError {
    /// Against the rules.
    #[error(transparent)]
    Stage(#[from] StageError),
    /// The upload is not there, or not ready.
    #[error("the upload cannot be accepted now")]
    NotReady,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for RosterError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Tx {
    /// How far an employer's roster has come; `None` while nobody has been declared.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn roster_status(&mut self, employer: &EmployerId) -> Result<Option<RosterStatus>> {
        let found = rows!(
            self,
            fetch_optional,
            (String, Option<String>, String, i64),
            "SELECT r.stage, r.remarks, s.name, r.changed_at FROM roster r JOIN staff s ON s.id = r.changed_by \
             WHERE r.employer_id = $1",
            employer.as_str(),
        )?;
        let Some((stage, remarks, changed_by, at)) = found else {
            return Ok(None);
        };
        Ok(Some(RosterStatus {
            stage: word(
                "roster",
                employer.as_str(),
                "stage",
                &stage,
                RosterStage::parse,
            )?,
            remarks,
            changed_by,
            changed_at: Timestamp::from_millis(at),
        }))
    }

    /// Locks an employer's roster and gives its stage; `None` while there is none.
    pub(super) async fn lock_roster(
        &mut self,
        employer: &EmployerId,
    ) -> Result<Option<RosterStage>> {
        let found = rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT stage FROM roster WHERE employer_id = $1",
            employer.as_str(),
        )?;
        let stage = found.map(|(stage,)| {
            let table = "roster";
            word(
                table,
                employer.as_str(),
                "stage",
                &stage,
                RosterStage::parse,
            )
        });
        stage.transpose()
    }

    /// Notes that somebody was added to, replaced on or struck off a roster: it is screened anew. Locks it.
    pub(super) async fn touch_roster(
        &mut self,
        employer: &EmployerId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), RosterError> {
        let stage = self.lock_roster(employer).await?;
        let stage = stage.unwrap_or(RosterStage::Declared).after_change()?;
        execute!(
            self,
            "INSERT INTO roster (employer_id, stage, changed_by, changed_at, to_match) VALUES ($1, $2, $3, $4, TRUE) \
             ON CONFLICT (employer_id) DO UPDATE SET stage = excluded.stage, remarks = NULL, \
             changed_by = excluded.changed_by, changed_at = excluded.changed_at, to_match = TRUE",
            employer.as_str(),
            stage.as_str(),
            by.as_str(),
            now.millis(),
        )?;
        Ok(())
    }

    /// Puts the people of an upload on the roster: those matched and new. Accepting again changes nothing and says
    /// the same. Gives how many were added.
    ///
    /// # Errors
    /// [`RosterError`]; nothing was changed.
    pub async fn accept_upload(
        &mut self,
        upload: &UploadId,
        employer: &EmployerId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<i64, RosterError> {
        match self.lock_upload(upload).await? {
            Some(UploadState::Ready) => {}
            Some(UploadState::Accepted) => {
                let (added,) = rows!(
                    self,
                    fetch_one,
                    (Option<i64>,),
                    "SELECT added FROM roster_upload WHERE id = $1",
                    upload.as_str(),
                )?;
                return Ok(added.unwrap_or_default());
            }
            Some(UploadState::Reading | UploadState::Failed) | None => {
                return Err(RosterError::NotReady);
            }
        }
        self.touch_roster(employer, by, now).await?;
        let added = execute!(
            self,
            "INSERT INTO declared (id, employer_id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, \
             mobile_mask, standing, declared_by, declared_at) \
             SELECT upload_id || '-' || number, CAST($2 AS TEXT), name, id_hash, id_sealed, id_mask, mobile_hash, \
             mobile_sealed, mobile_mask, 'declared', CAST($3 AS TEXT), CAST($4 AS BIGINT) FROM roster_upload_row \
             WHERE upload_id = $1 AND kind IN ('matched', 'new') AND id_hash IS NOT NULL \
             ON CONFLICT (employer_id, id_hash) DO UPDATE SET name = excluded.name, id_sealed = excluded.id_sealed, \
             mobile_hash = excluded.mobile_hash, mobile_sealed = excluded.mobile_sealed, \
             mobile_mask = excluded.mobile_mask, standing = 'declared', declared_by = excluded.declared_by, \
             declared_at = excluded.declared_at WHERE declared.standing <> 'declared'",
            upload.as_str(),
            employer.as_str(),
            by.as_str(),
            now.millis(),
        )?;
        let added = i64::try_from(added).unwrap_or(i64::MAX);
        execute!(
            self,
            "UPDATE roster_upload SET state = 'accepted', added = $2, touched_at = $3 WHERE id = $1",
            upload.as_str(),
            added,
            now.millis(),
        )?;
        let what = format!("{employer}: {added}");
        self.audit(
            by.as_str(),
            "roster.declared",
            upload.as_str(),
            Some(&what),
            now,
        )
        .await?;
        Ok(added)
    }

    /// Moves a roster on. Locking tells everybody on it in their chat.
    ///
    /// # Errors
    /// [`RosterError`]; nothing was changed.
    pub async fn step_roster(
        &mut self,
        employer: &EmployerId,
        step: StageStep,
        remarks: &str,
        by: &Staff,
        now: Timestamp,
    ) -> Result<RosterStage, RosterError> {
        if !step.is_for(by.role) {
            return Err(StageError::Role.into());
        }
        let stage = self.lock_roster(employer).await?;
        let stage = stage.ok_or(RosterError::NotReady)?.after(step)?;
        let remarks = Some(remarks.trim()).filter(|text| !text.is_empty());
        let length = remarks.map_or(0, |text| text.chars().count());
        if length > 500 || (step.needs_remarks() && length < 2) {
            return Err(StageError::Remarks.into());
        }
        if step == StageStep::Lock && self.claims_waiting(employer).await? > 0 {
            return Err(StageError::Waiting.into());
        }
        execute!(
            self,
            "UPDATE roster SET stage = $2, remarks = $3, changed_by = $4, changed_at = $5 WHERE employer_id = $1",
            employer.as_str(),
            stage.as_str(),
            remarks,
            by.id.as_str(),
            now.millis(),
        )?;
        let action = match step {
            StageStep::Screen => "roster.screened",
            StageStep::Approve => "roster.approved",
            StageStep::Return => "roster.returned",
            StageStep::Confirm => "roster.final",
            StageStep::Lock => "roster.locked",
            StageStep::Unlock => "roster.unlocked",
        };
        self.audit(by.id.as_str(), action, employer.as_str(), remarks, now)
            .await?;
        if step == StageStep::Lock {
            self.tell_locked(employer, now).await?;
        }
        Ok(stage)
    }

    async fn tell_locked(&mut self, employer: &EmployerId, now: Timestamp) -> Result<()> {
        let name = self.employer_name(employer.as_str()).await?;
        let found = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT l.id, c.id FROM roster_line l JOIN chat c ON c.worker_id = l.worker_id \
             WHERE l.employer_id = $1 AND l.state = 'confirmed' AND c.id = (SELECT o.id FROM chat o \
             WHERE o.worker_id = l.worker_id ORDER BY CASE WHEN o.channel = 'desk' THEN 2 WHEN o.contact LIKE 'blocked%' THEN 1 ELSE 0 END, \
             o.last_seen_at DESC, o.id LIMIT 1)",
            employer.as_str(),
        )?;
        for (line, chat) in found {
            let news = News::RosterLocked {
                line: RosterLineId::new(line),
                employer: name.clone(),
            };
            self.queue_news(&ChatId::new(chat), &news, now).await?;
        }
        Ok(())
    }

    /// People declared who have no line yet, those declared last first; and how many there are in all.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn declared_waiting(
        &mut self,
        employer: &EmployerId,
        limit: i64,
        offset: i64,
    ) -> Result<(Vec<Declared>, i64)> {
        macro_rules! waiting {
            ($columns:literal, $tail:literal) => {
                concat!(
                    "SELECT ",
                    $columns,
                    " FROM declared d JOIN staff s ON s.id = d.declared_by WHERE d.employer_id = $1 AND ",
                    declared_only!(),
                    $tail
                )
            };
        }
        let (all,) = rows!(
            self,
            fetch_one,
            (i64,),
            waiting!("COUNT(*)", ""),
            employer.as_str()
        )?;
        type Row = (String, String, String, Option<String>, String, i64);
        let found = rows!(
            self,
            fetch_all,
            Row,
            waiting!(
                "d.id, d.name, d.id_mask, d.mobile_mask, s.name, d.declared_at",
                " ORDER BY d.declared_at DESC, d.id LIMIT $2 OFFSET $3"
            ),
            employer.as_str(),
            limit,
            offset,
        )?;
        let declared = found
            .into_iter()
            .map(|(id, name, id_mask, mobile_mask, by, at)| Declared {
                id: DeclaredId::new(id),
                name,
                id_mask,
                mobile_mask,
                by,
                at: Timestamp::from_millis(at),
            });
        Ok((declared.collect(), all))
    }

    /// Strikes somebody off who was declared and has not registered; `false` when they are not there.
    ///
    /// # Errors
    /// [`RosterError`]; nothing was changed.
    pub async fn strike_declared(
        &mut self,
        employer: &EmployerId,
        id: &DeclaredId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<bool, RosterError> {
        self.touch_roster(employer, by, now).await?;
        let struck = execute!(
            self,
            "UPDATE declared SET standing = 'struck' WHERE id = $1 AND employer_id = $2 AND standing = 'declared'",
            id.as_str(),
            employer.as_str(),
        )?;
        if struck == 1 {
            self.audit(by.as_str(), "roster.struck", id.as_str(), None, now)
                .await?;
        }
        Ok(struck == 1)
    }

    /// Rosters on which somebody may have registered before they were declared.
    pub(super) async fn rosters_to_match(&mut self) -> Result<Vec<EmployerId>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT employer_id FROM roster WHERE to_match ORDER BY employer_id",
        )?;
        Ok(found.into_iter().map(|(id,)| EmployerId::new(id)).collect())
    }

    /// Notes that nobody is left to look for, once those who registered at that very moment are settled too.
    pub(super) async fn matched_all(
        &mut self,
        employer: &EmployerId,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE roster SET to_match = FALSE WHERE employer_id = $1 AND changed_at <= $2",
            employer.as_str(),
            now.millis() - MATCH_FOR,
        )?;
        Ok(())
    }
}
