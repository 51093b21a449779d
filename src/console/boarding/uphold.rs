//! Counting somebody who was let aboard offline on a ticket that had been issued anew, after a look at them.

use super::super::fault::Fault;
use super::super::parts::csrf;
use super::super::people::Crew;
use super::super::sent::Sent;
use super::access::{Post, post};
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::{Aboard, Upheld};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// The button, with what to look at first.
pub fn form(crew: &Crew, post: &Post, record: &Aboard) -> Markup {
    html! {
        form method="post" action=(post.at("/count")) {
            (csrf(crew))
            input type="hidden" name="record" value=(record.id);
            p { (crew.t(Say::CountAdvice)) }
            button type="submit" { (crew.t(Say::CountThem)) }
        }
    }
}

/// Counts them.
pub async fn count(crew: Crew, Path(vehicle): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut tx = crew.write().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    let record = sent.value("record");
    let (me, now) = (&crew.staff.id, crew.now());
    let upheld = tx
        .uphold_boarding(&post.door.vehicle, record, me, now)
        .await?;
    tx.commit().await?;
    let done = match upheld {
        Upheld::Counted => "counted",
        Upheld::Refused(_) => "not-counted",
        Upheld::NoSeat => "no-seat",
        Upheld::Nothing => "nothing-open",
    };
    Ok(Redirect::to(&post.at(&format!("?done={done}"))).into_response())
}
