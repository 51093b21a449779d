//! The notices that are being sent, and how.

use super::super::db::{Result, Tx, rows};
use super::super::row::json;
use crate::domain::id::NoticeId;
use crate::domain::notice::{NoticeOptions, OnDoubt};
use crate::domain::quiet::QuietHours;

/// A notice that is being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Going {
    pub id: NoticeId,
    /// Its own quiet hours, or those of the house.
    pub quiet: QuietHours,
    pub doubt: OnDoubt,
}

impl Tx {
    /// Notices being sent, the one started first first. One whose options cannot be read is named in the log and
    /// left alone: it must not hold up the others.
    pub(in super::super) async fn notices_going(
        &mut self,
        house: QuietHours,
    ) -> Result<Vec<Going>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT id, options FROM notice WHERE state = 'sending' ORDER BY started_at, id",
        )?;
        let readable = found.into_iter().filter_map(|(id, options)| {
            let options = options_of(&id, &options)?;
            Some(Going {
                id: NoticeId::new(id),
                quiet: options.quiet.unwrap_or(house),
                doubt: options.doubt,
            })
        });
        Ok(readable.collect())
    }

    /// Those of these notices whose doubtful messages wait for a person.
    pub(in super::super) async fn holding(&mut self, notices: Vec<String>) -> Result<Vec<String>> {
        let mut holding = Vec::new();
        for id in notices {
            let (options,) = rows!(
                self,
                fetch_one,
                (String,),
                "SELECT options FROM notice WHERE id = $1",
                id.as_str(),
            )?;
            // Of one that cannot be read nothing goes out again.
            match options_of(&id, &options).map(|options| options.doubt) {
                Some(OnDoubt::Hold) | None => holding.push(id),
                Some(OnDoubt::Resend) => {}
            }
        }
        Ok(holding)
    }
}

fn options_of(id: &str, options: &str) -> Option<NoticeOptions> {
    let options = json("notice", id, "options", options);
    options
        .inspect_err(|error| tracing::error!(notice = id, %error, "a notice cannot be sent"))
        .ok()
}
