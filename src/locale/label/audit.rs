//! The console's words about the log of what was done.

use super::super::messages;

messages! {
    /// A text of the log's page; `Did…` words an action.
    AuditLabel {
        /// Heading.
        Title => "audit-title",
        /// What it is.
        Advice => "audit-advice",
        /// Field.
        FieldActor => "audit-field-actor",
        /// Field.
        FieldAction => "audit-field-action",
        /// Field.
        FieldSubject => "audit-field-subject",
        /// Field.
        FieldFrom => "audit-field-from",
        /// Field.
        FieldUntil => "audit-field-until",
        /// Field.
        FieldOrder => "audit-field-order",
        /// Order.
        Newest => "audit-newest",
        /// Order.
        Oldest => "audit-oldest",
        /// Column.
        ColWhen => "audit-col-when",
        /// Column.
        ColWho => "audit-col-who",
        /// Column.
        ColAction => "audit-col-action",
        /// Column.
        ColSubject => "audit-col-subject",
        /// Column.
        ColReason => "audit-col-reason",
        /// Column.
        ColFrom => "audit-col-from",
        /// Column of the workbook.
        ColAccount => "audit-col-account",
        /// Column of the workbook.
        ColKey => "audit-col-key",
        /// Empty.
        Nothing => "audit-nothing",
        /// What to do.
        NothingAdvice => "audit-nothing-advice",
        /// How many lines.
        Count {
            /// How many.
            count: i64,
        } => "audit-count",
        /// More than are counted.
        CountOver {
            /// At least so many.
            count: i64,
        } => "audit-count-over",
        /// Link.
        Further => "audit-further",
        /// Link.
        ToFirst => "audit-to-first",
        /// Error.
        DayWrong => "audit-day-wrong",
        /// Error.
        ActorUnknown => "audit-actor-unknown",
        /// Note.
        TooMany {
            /// Most rows.
            most: i64,
        } => "audit-too-many",
        /// Origin.
        OfHouse => "audit-of-house",
        /// Origin.
        OfConsole => "audit-of-console",
        /// Origin.
        OfConsoleAt {
            /// The address.
            address: String,
        } => "audit-of-console-at",
        /// Origin.
        OfChat {
            /// Name of the channel.
            channel: String,
        } => "audit-of-chat",
        /// Origin.
        OfCommandLine => "audit-of-command-line",
        /// Older lines.
        OfUnknown => "audit-of-unknown",
        /// Who acts where nobody does.
        ActorSystem => "audit-actor-system",
        /// `account.changed`.
        DidAccountChanged => "audit-did-account-changed",
        /// `account.disabled`.
        DidAccountDisabled => "audit-did-account-disabled",
        /// `account.enabled`.
        DidAccountEnabled => "audit-did-account-enabled",
        /// `account.invited`.
        DidAccountInvited => "audit-did-account-invited",
        /// `account.reset`.
        DidAccountReset => "audit-did-account-reset",
        /// `account.unlocked`.
        DidAccountUnlocked => "audit-did-account-unlocked",
        /// `accounts.exported`.
        DidAccountsExported => "audit-did-accounts-exported",
        /// `arrival.signed`.
        DidArrivalSigned => "audit-did-arrival-signed",
        /// `audience_list.upload`.
        DidAudienceListUpload => "audit-did-audience-list-upload",
        /// `audit.exported`.
        DidAuditExported => "audit-did-audit-exported",
        /// `boarding.settled`.
        DidBoardingSettled => "audit-did-boarding-settled",
        /// `boarding.upheld`.
        DidBoardingUpheld => "audit-did-boarding-upheld",
        /// `boarding.walk_up`.
        DidBoardingWalkUp => "audit-did-boarding-walk-up",
        /// `crew.account`.
        DidCrewAccount => "audit-did-crew-account",
        /// `crew.added`.
        DidCrewAdded => "audit-did-crew-added",
        /// `crew.removed`.
        DidCrewRemoved => "audit-did-crew-removed",
        /// `factor.codes_renewed`.
        DidFactorCodesRenewed => "audit-did-factor-codes-renewed",
        /// `factor.off`.
        DidFactorOff => "audit-did-factor-off",
        /// `factor.on`.
        DidFactorOn => "audit-did-factor-on",
        /// `factor.recovery_used`.
        DidFactorRecoveryUsed => "audit-did-factor-recovery-used",
        /// `factor.removed`.
        DidFactorRemoved => "audit-did-factor-removed",
        /// `help.answered`.
        DidHelpAnswered => "audit-did-help-answered",
        /// `help.closed`.
        DidHelpClosed => "audit-did-help-closed",
        /// `help.recognised`.
        DidHelpRecognised => "audit-did-help-recognised",
        /// `manifest.exported`.
        DidManifestExported => "audit-did-manifest-exported",
        /// `manifest.exported_full`.
        DidManifestExportedFull => "audit-did-manifest-exported-full",
        /// `notice.approve`.
        DidNoticeApprove => "audit-did-notice-approve",
        /// `notice.cancel`.
        DidNoticeCancel => "audit-did-notice-cancel",
        /// `notice.followup_exported`.
        DidNoticeFollowupExported => "audit-did-notice-followup-exported",
        /// `notice.pause`.
        DidNoticePause => "audit-did-notice-pause",
        /// `notice.resume`.
        DidNoticeResume => "audit-did-notice-resume",
        /// `notice.revised`.
        DidNoticeRevised => "audit-did-notice-revised",
        /// `notice.schedule`.
        DidNoticeSchedule => "audit-did-notice-schedule",
        /// `notice.send`.
        DidNoticeSend => "audit-did-notice-send",
        /// `notice.tested`.
        DidNoticeTested => "audit-did-notice-tested",
        /// `notice.written`.
        DidNoticeWritten => "audit-did-notice-written",
        /// `password_set`.
        DidPasswordSet => "audit-did-password-set",
        /// `plan.changed`.
        DidPlanChanged => "audit-did-plan-changed",
        /// `plan.entered`.
        DidPlanEntered => "audit-did-plan-entered",
        /// `plan.made`.
        DidPlanMade => "audit-did-plan-made",
        /// `requirement.waived`.
        DidRequirementWaived => "audit-did-requirement-waived",
        /// `roster.approved`.
        DidRosterApproved => "audit-did-roster-approved",
        /// `roster.confirmed`.
        DidRosterConfirmed => "audit-did-roster-confirmed",
        /// `roster.declared`.
        DidRosterDeclared => "audit-did-roster-declared",
        /// `roster.discarded`.
        DidRosterDiscarded => "audit-did-roster-discarded",
        /// `roster.exported`.
        DidRosterExported => "audit-did-roster-exported",
        /// `roster.final`.
        DidRosterFinal => "audit-did-roster-final",
        /// `roster.lapsed`.
        DidRosterLapsed => "audit-did-roster-lapsed",
        /// `roster.locked`.
        DidRosterLocked => "audit-did-roster-locked",
        /// `roster.override`.
        DidRosterOverride => "audit-did-roster-override",
        /// `roster.rejected`.
        DidRosterRejected => "audit-did-roster-rejected",
        /// `roster.replaced`.
        DidRosterReplaced => "audit-did-roster-replaced",
        /// `roster.returned`.
        DidRosterReturned => "audit-did-roster-returned",
        /// `roster.screened`.
        DidRosterScreened => "audit-did-roster-screened",
        /// `roster.struck`.
        DidRosterStruck => "audit-did-roster-struck",
        /// `roster.unlocked`.
        DidRosterUnlocked => "audit-did-roster-unlocked",
        /// `roster.uploaded`.
        DidRosterUploaded => "audit-did-roster-uploaded",
        /// `session.ended`.
        DidSessionEnded => "audit-did-session-ended",
        /// `session.ended_all`.
        DidSessionEndedAll => "audit-did-session-ended-all",
        /// `sign_in.locked`.
        DidSignInLocked => "audit-did-sign-in-locked",
        /// `signed_in`.
        DidSignedIn => "audit-did-signed-in",
        /// `signed_in_by_link`.
        DidSignedInByLink => "audit-did-signed-in-by-link",
        /// `staff.chat_bound`.
        DidStaffChatBound => "audit-did-staff-chat-bound",
        /// `staff.chat_unbound`.
        DidStaffChatUnbound => "audit-did-staff-chat-unbound",
        /// `supplies.aboard`.
        DidSuppliesAboard => "audit-did-supplies-aboard",
        /// `supplies.not_aboard`.
        DidSuppliesNotAboard => "audit-did-supplies-not-aboard",
        /// `ticket.reissued`.
        DidTicketReissued => "audit-did-ticket-reissued",
        /// `trip.cancelled`.
        DidTripCancelled => "audit-did-trip-cancelled",
        /// `trip.cancelled_untold`.
        DidTripCancelledUntold => "audit-did-trip-cancelled-untold",
        /// `trip.drafted`.
        DidTripDrafted => "audit-did-trip-drafted",
        /// `trip.edited`.
        DidTripEdited => "audit-did-trip-edited",
        /// `trip.meeting_point`.
        DidTripMeetingPoint => "audit-did-trip-meeting-point",
        /// `trip.moved`.
        DidTripMoved => "audit-did-trip-moved",
        /// `trip.moved_untold`.
        DidTripMovedUntold => "audit-did-trip-moved-untold",
        /// `trip.opened`.
        DidTripOpened => "audit-did-trip-opened",
        /// `vehicle.arrived`.
        DidVehicleArrived => "audit-did-vehicle-arrived",
        /// `vehicle.boarding`.
        DidVehicleBoarding => "audit-did-vehicle-boarding",
        /// `vehicle.departed`.
        DidVehicleDeparted => "audit-did-vehicle-departed",
        /// `waitlist.class`.
        DidWaitlistClass => "audit-did-waitlist-class",
        /// `waitlist.passed`.
        DidWaitlistPassed => "audit-did-waitlist-passed",
        /// `worker.name_corrected`.
        DidWorkerNameCorrected => "audit-did-worker-name-corrected",
    }
}
