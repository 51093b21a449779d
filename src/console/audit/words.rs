//! How actions, origins and actors of the log are worded.

use super::super::people::Visitor;
use super::super::show::channel;
use crate::domain::time::Timestamp;
use crate::locale::label::audit::AuditLabel as Say;
use crate::store::audit::{AuditLine, Origin};

/// An action in the reader's language; its raw name where it has none.
pub fn action(visitor: &Visitor, name: &str) -> String {
    // What stands after the second dot is a particular: `waitlist.class.medical`.
    let family = name
        .match_indices('.')
        .nth(1)
        .map(|(at, _)| name.split_at(at));
    match (label(name), family) {
        (Some(label), _) => visitor.t(label),
        (None, Some((family, rest))) => match label(family) {
            Some(label) => format!("{} ({})", visitor.t(label), &rest[1..]),
            None => name.to_owned(),
        },
        (None, None) => name.to_owned(),
    }
}

/// The wording of an action that is known.
fn label(name: &str) -> Option<Say> {
    Some(match name {
        "account.changed" => Say::DidAccountChanged,
        "account.disabled" => Say::DidAccountDisabled,
        "account.enabled" => Say::DidAccountEnabled,
        "account.invited" => Say::DidAccountInvited,
        "account.reset" => Say::DidAccountReset,
        "account.unlocked" => Say::DidAccountUnlocked,
        "accounts.exported" => Say::DidAccountsExported,
        "arrival.signed" => Say::DidArrivalSigned,
        "audience_list.upload" => Say::DidAudienceListUpload,
        "audit.exported" => Say::DidAuditExported,
        "boarding.settled" => Say::DidBoardingSettled,
        "boarding.upheld" => Say::DidBoardingUpheld,
        "boarding.walk_up" => Say::DidBoardingWalkUp,
        "crew.account" => Say::DidCrewAccount,
        "crew.added" => Say::DidCrewAdded,
        "crew.removed" => Say::DidCrewRemoved,
        "factor.codes_renewed" => Say::DidFactorCodesRenewed,
        "factor.off" => Say::DidFactorOff,
        "factor.on" => Say::DidFactorOn,
        "factor.recovery_used" => Say::DidFactorRecoveryUsed,
        "factor.removed" => Say::DidFactorRemoved,
        "help.answered" => Say::DidHelpAnswered,
        "help.closed" => Say::DidHelpClosed,
        "help.recognised" => Say::DidHelpRecognised,
        "manifest.exported" => Say::DidManifestExported,
        "manifest.exported_full" => Say::DidManifestExportedFull,
        "notice.approve" => Say::DidNoticeApprove,
        "notice.cancel" => Say::DidNoticeCancel,
        "notice.followup_exported" => Say::DidNoticeFollowupExported,
        "notice.pause" => Say::DidNoticePause,
        "notice.resume" => Say::DidNoticeResume,
        "notice.revised" => Say::DidNoticeRevised,
        "notice.schedule" => Say::DidNoticeSchedule,
        "notice.send" => Say::DidNoticeSend,
        "notice.tested" => Say::DidNoticeTested,
        "notice.written" => Say::DidNoticeWritten,
        "password_set" => Say::DidPasswordSet,
        "plan.changed" => Say::DidPlanChanged,
        "plan.entered" => Say::DidPlanEntered,
        "plan.made" => Say::DidPlanMade,
        "requirement.waived" => Say::DidRequirementWaived,
        "roster.approved" => Say::DidRosterApproved,
        "roster.confirmed" => Say::DidRosterConfirmed,
        "roster.declared" => Say::DidRosterDeclared,
        "roster.discarded" => Say::DidRosterDiscarded,
        "roster.exported" => Say::DidRosterExported,
        "roster.final" => Say::DidRosterFinal,
        "roster.lapsed" => Say::DidRosterLapsed,
        "roster.locked" => Say::DidRosterLocked,
        "roster.override" => Say::DidRosterOverride,
        "roster.rejected" => Say::DidRosterRejected,
        "roster.replaced" => Say::DidRosterReplaced,
        "roster.returned" => Say::DidRosterReturned,
        "roster.screened" => Say::DidRosterScreened,
        "roster.struck" => Say::DidRosterStruck,
        "roster.unlocked" => Say::DidRosterUnlocked,
        "roster.uploaded" => Say::DidRosterUploaded,
        "session.ended" => Say::DidSessionEnded,
        "session.ended_all" => Say::DidSessionEndedAll,
        "sign_in.locked" => Say::DidSignInLocked,
        "signed_in" => Say::DidSignedIn,
        "signed_in_by_link" => Say::DidSignedInByLink,
        "staff.chat_bound" => Say::DidStaffChatBound,
        "staff.chat_unbound" => Say::DidStaffChatUnbound,
        "supplies.aboard" => Say::DidSuppliesAboard,
        "supplies.not_aboard" => Say::DidSuppliesNotAboard,
        "ticket.reissued" => Say::DidTicketReissued,
        "trip.cancelled" => Say::DidTripCancelled,
        "trip.cancelled_untold" => Say::DidTripCancelledUntold,
        "trip.drafted" => Say::DidTripDrafted,
        "trip.edited" => Say::DidTripEdited,
        "trip.meeting_point" => Say::DidTripMeetingPoint,
        "trip.moved" => Say::DidTripMoved,
        "trip.moved_untold" => Say::DidTripMovedUntold,
        "trip.opened" => Say::DidTripOpened,
        "vehicle.arrived" => Say::DidVehicleArrived,
        "vehicle.boarding" => Say::DidVehicleBoarding,
        "vehicle.departed" => Say::DidVehicleDeparted,
        "waitlist.class" => Say::DidWaitlistClass,
        "waitlist.passed" => Say::DidWaitlistPassed,
        "worker.name_corrected" => Say::DidWorkerNameCorrected,
        _ => return None,
    })
}

/// From where, in the reader's language.
pub fn origin(visitor: &Visitor, line: &AuditLine) -> String {
    let Some(text) = &line.origin else {
        return visitor.t(Say::OfUnknown);
    };
    visitor.t(match Origin::parse(text) {
        None => return text.clone(),
        Some(Origin::House) => Say::OfHouse,
        Some(Origin::Console(None)) => Say::OfConsole,
        Some(Origin::Console(Some(address))) => Say::OfConsoleAt {
            address: address.to_string(),
        },
        Some(Origin::Chat(kind)) => Say::OfChat {
            channel: visitor.t(channel(kind)),
        },
        Some(Origin::CommandLine) => Say::OfCommandLine,
    })
}

/// A moment to the second and with its year, as a log needs it; the same in every language.
pub fn moment(at: Timestamp) -> String {
    at.local().format("%Y-%m-%d %H:%M:%S").to_string()
}

/// Who: the account's name, or the part of the house.
pub fn actor(visitor: &Visitor, line: &AuditLine) -> String {
    match &line.account {
        Some((name, _)) => name.clone(),
        None => format!("{} ({})", visitor.t(Say::ActorSystem), line.actor),
    }
}
