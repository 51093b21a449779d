//! The console's words about accounts.

use super::super::messages;
use crate::domain::time::Timestamp;

messages! {
    /// A text about accounts, sessions and the second step.
    AccountLabel {
        /// Too many wrong attempts.
        LockedUntil {
            /// The moment.
            until: Timestamp,
        } => "account-door-locked-until",
        /// Heading.
        SecondStep => "account-second-step",
        /// Asks for the code.
        SecondStepAsk => "account-second-step-ask",
        /// Field.
        Code => "account-second-code",
        /// What may be typed.
        CodeHint => "account-second-code-hint",
        /// Error.
        CodeWrong => "account-second-code-wrong",
        /// Link back to the door.
        StartOver => "account-second-start-over",
        /// Field.
        Search => "account-search",
        /// Column.
        ColName => "account-col-name",
        /// Column.
        ColRole => "account-col-role",
        /// Column: firm or county.
        ColFor => "account-col-for",
        /// Column.
        ColState => "account-col-state",
        /// Column.
        ColSecond => "account-col-second",
        /// Column.
        ColSeen => "account-col-seen",
        /// Column.
        ColMade => "account-col-made",
        /// State.
        StateNew => "account-state-new",
        /// State.
        StateActive => "account-state-active",
        /// State.
        StateDisabled => "account-state-disabled",
        /// Never used.
        Never => "account-never",
        /// In use.
        On => "account-on",
        /// Not in use.
        Off => "account-off",
        /// A clerk of every county.
        EveryDistrict => "account-every-district",
        /// Empty list.
        NoneMatch => "account-none-match",
        /// What to do.
        NoneMatchAdvice => "account-none-match-advice",
        /// Heading and button.
        InviteTitle => "account-invite-title",
        /// What it does.
        InviteAdvice => "account-invite-advice",
        /// Field.
        FieldName => "account-field-name",
        /// Field.
        FieldLogin => "account-field-login",
        /// Rule.
        LoginHint => "account-login-hint",
        /// Field.
        FieldRole => "account-field-role",
        /// Field.
        FieldDistrict => "account-field-district",
        /// Rule.
        DistrictHint => "account-district-hint",
        /// Field.
        FieldFirm => "account-field-firm",
        /// Rule.
        FirmHint => "account-firm-hint",
        /// No choice made.
        Choose => "account-choose",
        /// Button.
        InviteButton => "account-invite-button",
        /// Error.
        NameWrong {
            /// How many characters.
            most: i64,
        } => "account-name-wrong",
        /// Error.
        LoginWrong {
            /// How many characters.
            most: i64,
        } => "account-login-wrong",
        /// Error.
        LoginTaken => "account-login-taken",
        /// Error.
        RoleMissing => "account-role-missing",
        /// Error.
        FirmMissing => "account-firm-missing",
        /// Error.
        FirmUnknown => "account-firm-unknown",
        /// Choice.
        FirmSeveral => "account-firm-several",
        /// Heading.
        LinkTitle {
            /// Whose.
            name: String,
        } => "account-link-title",
        /// What to do with it.
        LinkAdvice => "account-link-advice",
        /// Link.
        ToAccount => "account-to-account",
        /// Fact.
        FactPassword => "account-fact-password",
        /// Fact.
        PasswordThere => "account-password-there",
        /// Fact.
        PasswordNone => "account-password-none",
        /// Why nothing can be done here.
        OwnNote => "account-own-note",
        /// Heading.
        StandingTitle => "account-standing-title",
        /// What happens.
        StandingAdvice => "account-standing-advice",
        /// Button.
        StandingSave => "account-standing-save",
        /// Done.
        StandingSaved => "account-standing-saved",
        /// Heading.
        ResetTitle => "account-reset-title",
        /// What happens.
        ResetAdvice => "account-reset-advice",
        /// Button.
        ResetButton => "account-reset-button",
        /// Heading.
        DisableTitle => "account-disable-title",
        /// What happens.
        DisableAdvice => "account-disable-advice",
        /// Button.
        DisableButton => "account-disable-button",
        /// Done.
        DoneDisabled => "account-done-disabled",
        /// Heading.
        EnableTitle => "account-enable-title",
        /// What happens.
        EnableAdvice => "account-enable-advice",
        /// Button.
        EnableButton => "account-enable-button",
        /// Done.
        DoneEnabled => "account-done-enabled",
        /// Refused.
        RefusedLast => "account-refused-last",
        /// Refused.
        RefusedSelf => "account-refused-self",
        /// Refused.
        RefusedCrew => "account-refused-crew",
        /// Refused.
        RefusedDisabled => "account-refused-disabled",
        /// Too many wrong attempts.
        LockedNote {
            /// The moment.
            until: Timestamp,
        } => "account-locked-note",
        /// Button.
        UnlockButton => "account-unlock-button",
        /// Done.
        DoneUnlocked => "account-done-unlocked",
        /// Link to the log.
        DidLink => "account-did-link",
        /// Link to the log.
        DoneToLink => "account-done-to-link",
        /// Heading.
        SessionsTitle => "account-sessions-title",
        /// Heading.
        SessionsTheirs => "account-sessions-theirs",
        /// What to do.
        SessionsAdvice => "account-sessions-advice",
        /// Column.
        ColDevice => "account-col-device",
        /// Column.
        ColFrom => "account-col-from",
        /// Column.
        ColSince => "account-col-since",
        /// Column.
        ColUsed => "account-col-used",
        /// Not known.
        DeviceUnknown => "account-device-unknown",
        /// Mark.
        SessionHere => "account-session-here",
        /// Button.
        EndOne => "account-end-one",
        /// Button for screen readers.
        EndOneOf {
            /// Which.
            device: String,
        } => "account-end-one-of",
        /// Button.
        EndOthers => "account-end-others",
        /// Button.
        EndAll => "account-end-all",
        /// Done.
        DoneEnded => "account-done-ended",
        /// Empty.
        NoSessions => "account-no-sessions",
        /// What it is for.
        SecondAdvice => "account-second-advice",
        /// Refused.
        SecondNeedsPassword => "account-second-needs-password",
        /// Button.
        SecondBegin => "account-second-begin",
        /// Step one.
        SecondScan => "account-second-scan",
        /// Instead of scanning.
        SecondSecret => "account-second-secret",
        /// Step two.
        SecondType => "account-second-type",
        /// Button.
        SecondConfirm => "account-second-confirm",
        /// Button.
        SecondAgain => "account-second-again",
        /// It is in use.
        SecondSince {
            /// Since when.
            when: Timestamp,
        } => "account-second-since",
        /// How many are left.
        CodesLeft {
            /// How many.
            count: i64,
        } => "account-codes-left",
        /// Heading.
        CodesTitle => "account-codes-title",
        /// What to do with them.
        CodesAdvice => "account-codes-advice",
        /// Link.
        CodesKept => "account-codes-kept",
        /// Heading.
        RenewTitle => "account-renew-title",
        /// What happens.
        RenewAdvice => "account-renew-advice",
        /// Button.
        RenewButton => "account-renew-button",
        /// Heading.
        OffTitle => "account-off-title",
        /// What happens.
        OffAdvice => "account-off-advice",
        /// Button.
        OffButton => "account-off-button",
        /// Done.
        DoneOff => "account-done-off",
    }
}
