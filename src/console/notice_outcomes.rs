//! What became of a notice's people: figures that add up, and the reasons.

use super::notice_page::progress_bar;
use super::people::Bureau;
use crate::domain::delivery::{DeliveryState, Gone};
use crate::locale::label::Label;
use crate::store::notice::{FALLEN_OUT, Outcome, Progress};
use maud::{Markup, html};

/// The figures, as a bar and as a table, and why people were left without the message.
pub fn outcomes(desk: &Bureau, progress: &Progress, outcomes: &[Outcome]) -> Markup {
    let rows = [
        (Label::OutcomeSent, progress.sent),
        (Label::OutcomeWaiting, progress.queued + progress.sending),
        (Label::OutcomeFailed, progress.failed),
        (Label::OutcomeUnknown, progress.unknown),
        (Label::OutcomeExcluded, progress.excluded),
        (Label::OutcomeAll, progress.audience),
    ];
    html! {
        (progress_bar(desk, progress))
        table.outcomes {
            caption.unseen { (desk.t(Label::Outcomes)) }
            tbody {
                @for (label, count) in rows {
                    tr { th scope="row" { (desk.t(label)) } td.number { (count) } }
                }
            }
        }
        (reasons(desk, outcomes))
    }
}

fn reasons(desk: &Bureau, outcomes: &[Outcome]) -> Markup {
    let told: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| Some((outcome, outcome.reason.as_deref()?)))
        .collect();
    html! {
        @if !told.is_empty() {
            h2 { (desk.t(Label::Reasons)) }
            table.outcomes {
                tbody {
                    @for (outcome, reason) in told {
                        tr {
                            th scope="row" { (desk.t(state(outcome.state))) " · " (words(desk, reason)) }
                            td.number { (outcome.people) }
                        }
                    }
                }
            }
        }
    }
}

fn state(state: DeliveryState) -> Label {
    match state {
        DeliveryState::Queued | DeliveryState::Sending => Label::OutcomeWaiting,
        DeliveryState::Sent => Label::OutcomeSent,
        DeliveryState::Failed => Label::OutcomeFailed,
        DeliveryState::Unknown => Label::OutcomeUnknown,
        DeliveryState::Excluded => Label::OutcomeLeftOut,
    }
}

/// A reason in the reader's language, where it is one of ours; otherwise a server's own words.
fn words(desk: &Bureau, reason: &str) -> String {
    let known = [
        (Gone::Blocked.as_str(), Label::ReasonBlocked),
        (Gone::Deactivated.as_str(), Label::ReasonDeactivated),
        (Gone::NotFound.as_str(), Label::ReasonNotFound),
        (FALLEN_OUT, Label::ReasonOptedOut),
    ];
    let ours = known.into_iter().find(|(word, _)| *word == reason);
    ours.map_or_else(|| reason.to_owned(), |(_, label)| desk.t(label))
}
