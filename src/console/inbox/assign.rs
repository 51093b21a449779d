//! Who looks after a conversation: take it, hand it over, put it back.

use super::find;
use crate::console::fault::Fault;
use crate::console::parts::csrf;
use crate::console::people::Bureau;
use crate::domain::id::{HelpId, StaffId};
use crate::locale::label::desk::DeskLabel as L;
use crate::store::help::InboxItem;
use maud::{Markup, html};

/// Who has it, and the forms to change that.
pub fn form(
    desk: &Bureau,
    item: &InboxItem,
    colleagues: &[(StaffId, String)],
    error: Option<L>,
) -> Markup {
    let mine = is_mine(desk, item);
    let others = colleagues.iter().filter(|(one, _)| {
        let holds = item.assigned.as_ref().is_some_and(|(id, _)| id == one);
        *one != desk.staff.id && !holds
    });
    let others: Vec<_> = others.collect();
    html! {
        section.card #assign {
            div.bar-above {
                p { strong { (desk.t(state(desk, item))) } }
                form.row method="post" action={ "/console/inbox/" (item.help) } {
                    (csrf(desk))
                    (holder(item))
                    @match (mine, item.assigned.is_some()) {
                        (true, _) => button type="submit" name="step" value="release" { (desk.t(L::AssignRelease)) },
                        (false, true) => button type="submit" name="step" value="take" { (desk.t(L::AssignTakeOver)) },
                        (false, false) => button.primary type="submit" name="step" value="take" { (desk.t(L::AssignTake)) },
                    }
                }
            }
            @if let Some(error) = error { p.error role="alert" { (desk.t(error)) } }
            @if !others.is_empty() {
                form.row method="post" action={ "/console/inbox/" (item.help) } {
                    (csrf(desk))
                    (holder(item))
                    label.inline-field {
                        (desk.t(L::AssignTo))
                        select name="to" {
                            option value="" { "–" }
                            @for (one, name) in others { option value=(one) { (name) } }
                        }
                    }
                    button.small type="submit" name="step" value="hand" { (desk.t(L::AssignGo)) }
                }
            }
        }
    }
}

/// With whom the page showed it to be: the change is made only while that holds.
fn holder(item: &InboxItem) -> Markup {
    let with = item.assigned.as_ref().map_or("", |(id, _)| id.as_str());
    html! { input type="hidden" name="with" value=(with); }
}

fn is_mine(desk: &Bureau, item: &InboxItem) -> bool {
    item.assigned
        .as_ref()
        .is_some_and(|(id, _)| *id == desk.staff.id)
}

fn state(desk: &Bureau, item: &InboxItem) -> L {
    match &item.assigned {
        Some((id, _)) if *id == desk.staff.id => L::AssignYou,
        Some((_, name)) => L::AssignWith { name: name.clone() },
        None => L::AssignNobody,
    }
}

/// Why an answer or an end of this person's is refused: somebody else looks after it.
pub fn anothers(desk: &Bureau, item: &InboxItem) -> Option<L> {
    match &item.assigned {
        Some((id, name)) if *id != desk.staff.id => Some(L::AnswerTaken { name: name.clone() }),
        Some(_) | None => None,
    }
}

/// Changes who looks after it; what is wrong, where it is not changed.
pub async fn change(
    desk: &Bureau,
    id: &HelpId,
    (step, with, to): (&str, &str, &str),
) -> Result<Option<L>, Fault> {
    let mut tx = desk.write().await?;
    let item = find(desk, &mut tx, id).await?;
    let me = desk.staff.id.clone();
    let to = match step {
        "take" => Some(me.clone()),
        "hand" => {
            let known = tx.colleagues(item.district).await?;
            let chosen = known.into_iter().find(|(one, _)| one.as_str() == to);
            let Some((chosen, _)) = chosen else {
                return Ok(Some(L::AssignUnknown));
            };
            Some(chosen)
        }
        _ => None,
    };
    let with = (!with.is_empty()).then(|| StaffId::new(with));
    let parties = (with.as_ref(), to.as_ref());
    if !tx.assign_help(id, parties, &me, desk.now()).await? {
        return Ok(Some(L::AssignGone));
    }
    tx.commit().await?;
    Ok(None)
}
