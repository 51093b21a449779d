//! Parts of a notice in words.

use super::super::follow_up::reason_label;
use super::super::people::Bureau;
use super::builder::{self, Kind};
use super::builder_draw::kind_name;
use super::builder_read::{self, RuleRead};
use crate::domain::delivery::DeliveryState;
use crate::domain::notice::Audience;
use crate::locale::label::Label;
use crate::locale::label::notice::NoticeLabel;
use crate::store::{Result, Tx};
use maud::{Markup, html};

/// Whom a notice is for: for each group its conditions; nothing when it is for everyone.
///
/// # Errors
/// [`crate::store::StoreError`].
pub async fn audience(desk: &Bureau, tx: &mut Tx, of: &Audience) -> Result<Vec<Vec<String>>> {
    let groups = builder_read::read(desk, tx, builder::of(of)).await?;
    let words = |rules: &[RuleRead]| rules.iter().map(|rule| condition(desk, rule)).collect();
    let all = groups.iter().map(|group| words(&group.rules));
    Ok(all
        .filter(|group: &Vec<String>| !group.is_empty())
        .collect())
}

fn condition(desk: &Bureau, rule: &RuleRead) -> String {
    let names: Vec<_> = rule.chosen.iter().map(|one| one.name.clone()).collect();
    let values = names.join(&desk.t(NoticeLabel::ListOr));
    let not = rule.form.not;
    if rule.form.kind == Kind::Seen {
        let days = values;
        return desk.t(match not {
            true => NoticeLabel::NotSeenWithin { days },
            false => NoticeLabel::SeenWithin { days },
        });
    }
    let name = kind_name(desk, rule.form.kind);
    match not {
        true => desk.t(NoticeLabel::ConditionNot { name, values }),
        false => desk.t(Label::Pair {
            name,
            value: values,
        }),
    }
}

/// An audience in words, drawn: conditions that must all hold on a line, groups one below the other.
pub fn draw_audience(desk: &Bureau, groups: &[Vec<String>]) -> Markup {
    html! {
        @if groups.is_empty() { p { (desk.t(NoticeLabel::GroupEveryone)) } }
        @for (n, group) in groups.iter().enumerate() {
            @if n > 0 { p.or { span { (desk.t(NoticeLabel::Or)) } } }
            ul.plain { @for condition in group { li { (condition) } } }
        }
    }
}

/// Where somebody of the audience stands.
pub fn outcome(state: DeliveryState) -> NoticeLabel {
    match state {
        DeliveryState::Queued | DeliveryState::Sending => NoticeLabel::OutcomeWaiting,
        DeliveryState::Sent => NoticeLabel::OutcomeSent,
        DeliveryState::Failed => NoticeLabel::OutcomeFailed,
        DeliveryState::Unknown => NoticeLabel::OutcomeUnknown,
        DeliveryState::Excluded => NoticeLabel::OutcomeLeftOut,
    }
}

/// A reason in the reader's language, where it is one of ours; otherwise a server's own words.
pub fn reason(desk: &Bureau, reason: &str) -> String {
    reason_label(reason).map_or_else(|| reason.to_owned(), |label| desk.t(label))
}
