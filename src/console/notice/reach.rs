//! Whom an audience reaches: how many, and some of them.

use super::super::people::Bureau;
use super::super::show::{channel, language};
use crate::domain::notice::Audience;
use crate::domain::time::Timestamp;
use crate::locale::label::Label;
use crate::locale::label::notice::NoticeLabel;
use crate::store::notice::{Reach, Sampled};
use crate::store::{Result, Tx};
use maud::{Markup, html};

/// People shown of an audience.
const SAMPLE: i64 = 10;

/// An audience that has been counted.
#[derive(Debug)]
pub struct Counted {
    reach: Reach,
    sample: Vec<Sampled>,
}

/// Counts an audience and picks some of its people.
///
/// # Errors
/// [`crate::store::StoreError`].
pub async fn count_people(tx: &mut Tx, audience: &Audience, now: Timestamp) -> Result<Counted> {
    Ok(Counted {
        reach: tx.reach(audience, now).await?,
        sample: tx.sample(audience, SAMPLE, now).await?,
    })
}

/// How many people an audience holds.
pub fn reach(desk: &Bureau, reach: &Reach) -> Markup {
    html! {
        p.reach {
            strong { (desk.t(NoticeLabel::ReachPeople { count: reach.people })) }
            @if reach.opted_out > 0 { span.hint { (desk.t(NoticeLabel::ReachOptedOut { count: reach.opted_out })) } }
            @if reach.blocked > 0 { span.hint { (desk.t(NoticeLabel::ReachBlocked { count: reach.blocked })) } }
        }
    }
}

/// An audience's size and some of its people; what is missing where it is unfinished.
pub fn counted(desk: &Bureau, counted: Option<&Counted>) -> Markup {
    let Some(counted) = counted else {
        return html! { p.hint { (desk.t(NoticeLabel::CountPending)) } };
    };
    html! {
        (reach(desk, &counted.reach))
        @if counted.reach.people == 0 {
            p.note { (desk.t(NoticeLabel::ReachNobody)) }
        } @else {
            details.quiet {
                summary { (desk.t(NoticeLabel::SampleTitle { count: counted.sample.len() })) }
                (sample(desk, &counted.sample))
            }
        }
    }
}

fn sample(desk: &Bureau, people: &[Sampled]) -> Markup {
    html! {
        table.stack.tight {
            thead { tr {
                th scope="col" { (desk.t(Label::ColName)) }
                th scope="col" { (desk.t(Label::ColChannel)) }
                th scope="col" { (desk.t(Label::LanguageSwitch)) }
            } }
            tbody {
                @for person in people {
                    tr {
                        th scope="row" { (person.name.as_deref().map_or_else(|| desk.t(Label::UnknownWorker), str::to_owned)) }
                        td data-label=(desk.t(Label::ColChannel)) { (desk.t(channel(person.channel))) }
                        td data-label=(desk.t(Label::LanguageSwitch)) { (desk.t(language(person.locale))) }
                    }
                }
            }
        }
    }
}
